"""Asking a judged set: in a temporary index of its own documents, or in generations of an index."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from index.build import build
from index.dense.encoder import open_encoder
from index.errors import DamagedSnapshot, QueryError
from index.evaluation.measures import LEGS, LegName, Ranking, by_question, recall_by_depth
from index.evaluation.resolved import resolved
from index.evaluation.runs import UNKNOWN, QuestionMeasures, Run
from index.judged import ArticleNames, JudgedSet
from index.reading.declared import language_of
from index.search import DEPTH, MOST_HITS, Searcher
from index.snapshot import layout
from index.snapshot.catalog import Catalog
from index.snapshot.checks import generation_problems, summary
from index.snapshot.store import Store

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.dense.encoder import Encoder
    from index.report import Progress
    from index.search import Candidates
    from index.snapshot.layout import Generation


@dataclass(frozen=True, slots=True)
class Stage:
    """Progress of an evaluation, as reported to its observer."""

    name: Literal["indexing", "asking"]
    done: int
    """Bytes of the corpus, or questions, so far."""
    total: int
    items: int
    """Passages indexed, or questions asked, so far."""


Observer = Callable[[Stage], None]


@dataclass(frozen=True, slots=True)
class _Opened:
    """A generation that is open for the questions of a set."""

    searcher: Searcher
    articles: ArticleNames
    grades: Mapping[str, Mapping[str, int]]
    """The judgements by article id."""
    unknown: tuple[str, ...]
    """Names of relevant articles that no article of the generation has."""


@dataclass(slots=True)
class _Answers:
    """The rankings of each leg by question id, and the times of the questions."""

    rankings: dict[LegName, dict[str, Ranking]]
    milliseconds: list[float]


def run_set(judged: JudgedSet, *, encoder: Encoder | None = None, observer: Observer = lambda _: None) -> Run:
    """Index the documents of a set into a temporary data directory, and ask its questions.

    The fused ranking is that of `Searcher.search`. The ranking of a leg is the articles of its best passages,
    each ranked by its best passage, down to 100 articles. A relevant document that could not be read stays
    relevant.

    Raises:
        ReadError: no document could be read.
        EvaluationError: no document that is judged could be read.
        ModelError: the model cannot be opened.
    """
    encoder = encoder or open_encoder(None)

    def indexing(progress: Progress) -> None:
        observer(Stage("indexing", progress.bytes, progress.bytes_total, progress.passages))

    with tempfile.TemporaryDirectory(prefix="cari-evaluate-") as temporary:
        report = build([str(judged.corpus)], Path(temporary), encoder=encoder, observer=indexing)
        with _opened(judged, Store(Path(temporary)).sound_current(), encoder) as opened:
            return _run(judged, opened, observer, skipped=len(report.problems))


def run_served(judged: JudgedSet, data: Path, *, observer: Observer = lambda _: None) -> Run:
    """Ask the user's own questions of the index that a data directory serves; rankings as in `run_set`.

    Raises:
        EvaluationError: the index holds none of the relevant articles, or a name fits several articles.
        NoSnapshot: nothing is published.
        DamagedSnapshot: no generation is sound.
        ModelError: the model cannot be opened.
    """
    return run_generations(judged, data, [None], observer=observer)[0]


def run_generations(
    judged: JudgedSet, data: Path, names: Sequence[str | None], *, observer: Observer = lambda _: None
) -> list[Run]:
    """Ask the user's own questions of several generations in turn; the serving one does not change.

    No lock is held. All generations are opened before the first question: a build that is published meanwhile
    may remove one, but what is open stays readable.

    Args:
        judged: questions about an index.
        data: the data directory.
        names: generation names, whole or abbreviated to their beginning; None is the one that serves.
        observer: called after every question to each generation.

    Raises:
        NotFound: no generation has such a name, or several begin with it.
        Also all errors of `run_served`.
    """
    whole = len(names) * len(judged.questions)
    with ExitStack() as stack:
        opened = [stack.enter_context(_opened(judged, _generation(data, name))) for name in names]
        return [
            _run(judged, one, _as_part(observer, at * len(judged.questions), whole), skipped=0)
            for at, one in enumerate(opened)
        ]


def _generation(data: Path, name: str | None) -> Generation:
    store = Store(data)
    if name is None:
        return store.sound_current()
    generation = store.named(name)
    if problems := generation_problems(generation.path, deep=False):
        raise DamagedSnapshot(
            f"Generation {generation.name} cannot be asked ({summary(problems)})", "name another."
        )
    return generation


def _as_part(observer: Observer, done: int, total: int) -> Observer:
    """Return an observer of one run that reports the progress of all runs."""

    def observed(stage: Stage) -> None:
        observer(replace(stage, done=done + stage.done, total=total, items=done + stage.items))

    return observed


@contextmanager
def _opened(judged: JudgedSet, generation: Generation, encoder: Encoder | None = None) -> Iterator[_Opened]:
    with Catalog.open(generation.path / layout.CATALOG) as catalog:
        articles = ArticleNames(catalog.names())
    grades, unknown = resolved(judged, articles, generation.name)
    with closing(Searcher(generation, encoder)) as searcher:
        yield _Opened(searcher, articles, grades, unknown)


def _run(judged: JudgedSet, opened: _Opened, observer: Observer, *, skipped: int) -> Run:
    grades = opened.grades
    answers = _ask(opened.searcher, opened.articles.ids, judged, observer)
    return Run(
        set=judged.name,
        digest=judged.digest,
        generation=opened.searcher.generation,
        model=asdict(opened.searcher.encoder.identity),
        questions=tuple(_asked(judged, grades, opened.articles)),
        values={leg: by_question(grades, answers.rankings[leg]) for leg in LEGS},
        recall={leg: recall_by_depth(grades, answers.rankings[leg]) for leg in LEGS},
        milliseconds=np.array(answers.milliseconds),
        skipped=skipped,
        unknown=opened.unknown,
    )


def _asked(
    judged: JudgedSet, judgements: Mapping[str, Mapping[str, int]], names: ArticleNames
) -> Iterator[QuestionMeasures]:
    for question, text in judged.questions.items():
        grades = judgements[question]
        answers = {article: grade for article, grade in grades.items() if grade > 0}
        # The first of the best that are indexed.
        best = max(answers, key=lambda article: (article in names.languages, answers[article]))
        language = language_of(judged.languages.get(question), text)
        yield QuestionMeasures(question, text, f"{language}-{names.languages.get(best, UNKNOWN)}")


def _ask(searcher: Searcher, ids: list[str], judged: JudgedSet, observer: Observer) -> _Answers:
    answers = _Answers({leg: {} for leg in LEGS}, [])
    searcher.warm()  # else the first question would take as long as ten
    for number, (question_id, question) in enumerate(judged.questions.items(), start=1):
        try:
            answer = searcher.search(question)
            ranking = searcher.ranking(question, MOST_HITS)
        except QueryError:
            answers.milliseconds.append(float("nan"))
        else:
            answers.milliseconds.append(answer.took_ms)
            for leg, articles in (("fused", ranking), *leg_rankings(searcher, question).items()):
                answers.rankings[leg][question_id] = [ids[article] for article in articles]
        observer(Stage("asking", number, len(judged.questions), number))
    return answers


def leg_rankings(searcher: Searcher, question: str) -> dict[LegName, list[int]]:
    """Return the ordinals of each leg's best articles, best first, at most as many as the fused ranking."""
    depth = DEPTH
    while True:
        found = searcher.candidates(question, depth)
        rankings: dict[LegName, list[int]] = {
            "dense": _articles(found, found.dense_found),
            "lexical": _articles(found, found.lexical_found),
        }
        ended = len(found.dense_found) < depth, len(found.lexical_found) < depth
        if all(len(r) >= MOST_HITS or end for r, end in zip(rankings.values(), ended, strict=True)):
            return {leg: articles[:MOST_HITS] for leg, articles in rankings.items()}
        depth *= 4


def _articles(found: Candidates, rows: NDArray[np.integer]) -> list[int]:
    """Return the articles of the rows in order, each once."""
    places = np.searchsorted(found.rows, rows)
    return list(dict.fromkeys(found.articles[places].tolist()))
