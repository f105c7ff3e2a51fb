"""Measures over judged sets: each set is indexed by the same code as any other articles, and asked."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from index.build import build
from index.dense.encoder import open_encoder
from index.errors import QueryError
from index.judged import JudgedSet
from index.search import DEPTH, MOST_HITS, Searcher

if TYPE_CHECKING:
    from index.dense.encoder import Encoder
    from index.report import Progress
    from index.search import Candidates

LegName = Literal["dense", "lexical", "fused"]
LEGS: tuple[LegName, ...] = ("dense", "lexical", "fused")
MEASURES = ("nDCG@10", "RR@10", "R@1", "R@10", "R@100")
"""Names as `ir-measures` spells them, https://ir-measur.es."""

Ranking = list[str]
"""Ids of documents, best first."""


@dataclass(frozen=True, slots=True)
class Stage:
    """How far an evaluation is; given to its observer."""

    name: Literal["indexing", "asking"]
    done: int
    """Bytes of the corpus, or questions."""
    total: int
    items: int
    """Passages indexed, or questions asked, so far."""


Observer = Callable[[Stage], None]


@dataclass(frozen=True, slots=True)
class Measures:
    """What one leg, or both fused, reach on one set; means over its questions."""

    set: str
    leg: LegName
    queries: int
    values: Mapping[str, float]
    """By the names in `MEASURES`, 0 to 1."""
    skipped: int
    """Problems with documents, which the reader reported; such a document cannot be found."""
    refused: int
    """Questions that search does not take (too long, say); they count as answered with nothing."""
    p50_ms: float | None = None
    """Median time of a question with `MOST_HITS` hits, model included; of the fused ranking only."""
    p95_ms: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """As JSON values: set, leg, queries and the measures."""
        rounded = {name: round(self.values[name], 5) for name in MEASURES}
        return {"set": self.set, "leg": self.leg, "queries": self.queries, **rounded}


@dataclass(slots=True)
class _Run:
    """The rankings of each leg by question id, and what asking took."""

    rankings: dict[LegName, dict[str, Ranking]]
    milliseconds: list[float]
    refused: int = 0


def evaluate(
    folder: Path,
    *,
    limit_queries: int | None = None,
    encoder: Encoder | None = None,
    observer: Observer = lambda _: None,
) -> list[Measures]:
    """Index a judged set into a temporary data directory, ask its questions, and measure the rankings.

    The fused ranking is what `Searcher.search` answers. A leg's own ranking is the articles of its best
    passages, each at its best passage, deep enough for 100 articles. A relevant document that could not be
    read stays relevant.

    Args:
        folder: BEIR layout; corpus.jsonl, queries.jsonl and qrels/test.tsv.
        limit_queries: ask only the first so many judged questions.
        encoder: a model already in memory; the bundled one is opened when None.
        observer: called with the progress of indexing and asking.

    Returns:
        One for each of `LEGS`.

    Raises:
        EvaluationError: a file of the set is missing or broken.
        ReadError: no document could be read.
        ModelError: the model cannot be opened.
    """
    judged = JudgedSet.read(folder).first(limit_queries)
    encoder = encoder or open_encoder(None)

    def indexing(progress: Progress) -> None:
        observer(Stage("indexing", progress.bytes, progress.bytes_total, progress.passages))

    with tempfile.TemporaryDirectory(prefix="cari-evaluate-") as temporary:
        data = Path(temporary)
        report = build([str(judged.corpus)], data, encoder=encoder, observer=indexing)
        searcher = Searcher.open(data, encoder)
        try:
            run = _ask(searcher, judged, observer)
        finally:
            searcher.close()
    return [_measured(judged, leg, run, len(report.problems)) for leg in LEGS]


def _ask(searcher: Searcher, judged: JudgedSet, observer: Observer) -> _Run:
    run = _Run({leg: {} for leg in LEGS}, [])
    names = searcher.record_ids()
    for number, (question_id, question) in enumerate(judged.questions.items(), start=1):
        try:
            answer = searcher.search(question, limit=MOST_HITS)
        except QueryError:
            run.refused += 1
            continue
        run.milliseconds.append(answer.took_ms)
        run.rankings["fused"][question_id] = [hit.article.record_id or hit.article.id for hit in answer.hits]
        for leg, articles in _leg_rankings(searcher, question).items():
            run.rankings[leg][question_id] = [names[article] for article in articles]
        observer(Stage("asking", number, len(judged.questions), number))
    return run


def _leg_rankings(searcher: Searcher, question: str) -> dict[LegName, list[int]]:
    """Ordinals of each leg's best articles, best first: as many as the fused ranking may have."""
    depth = DEPTH
    while True:
        found = searcher.candidates(question, depth)
        rankings: dict[LegName, list[int]] = {
            "dense": _articles(found, found.dense_ranks),
            "lexical": _articles(found, found.lexical_ranks),
        }
        ended = len(found.dense_ranks) < depth, len(found.lexical_ranks) < depth
        if all(len(r) >= MOST_HITS or end for r, end in zip(rankings.values(), ended, strict=True)):
            return {leg: articles[:MOST_HITS] for leg, articles in rankings.items()}
        depth *= 4


def _articles(found: Candidates, rows_by_rank: Iterable[int]) -> list[int]:
    """The articles of the rows in their order, each once."""
    places = np.searchsorted(found.rows, np.fromiter(rows_by_rank, np.int64))
    return list(dict.fromkeys(found.articles[places].tolist()))


def _measured(judged: JudgedSet, leg: LegName, run: _Run, skipped: int) -> Measures:
    p50, p95 = np.percentile(run.milliseconds, (50, 95)) if run.milliseconds else (None, None)
    return Measures(
        set=judged.name,
        leg=leg,
        queries=len(judged.questions),
        values=measure(judged.judgements, run.rankings[leg]),
        skipped=skipped,
        refused=run.refused,
        p50_ms=float(p50) if leg == "fused" and p50 is not None else None,
        p95_ms=float(p95) if leg == "fused" and p95 is not None else None,
    )


def measure(judgements: Mapping[str, Mapping[str, int]], rankings: Mapping[str, Ranking]) -> dict[str, float]:
    """Means of `MEASURES` over all judged questions; one without a ranking counts as 0.

    Args:
        judgements: by question id, the grade of each judged document.
        rankings: by question id, documents best first, each at most once.
    """
    import ir_measures

    # By falling numbers instead of scores: equal scores would be put in the order of the ids.
    run = {
        question: {document: -float(rank) for rank, document in enumerate(ranking)}
        for question, ranking in rankings.items()
        if ranking
    }
    measures = [ir_measures.parse_measure(name) for name in MEASURES]
    qrels = {question: dict(grades) for question, grades in judgements.items()}
    found = ir_measures.calc_aggregate(measures, qrels, run)
    return {str(key): float(value) for key, value in found.items()}
