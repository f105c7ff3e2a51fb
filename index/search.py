"""The read path: from a question to ranked hits, over one generation."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.config import BuildConfig
from index.dense.encoder import open_encoder
from index.dense.vectors import VectorIndex
from index.errors import DamagedSnapshot, ModelError, QueryError
from index.lexical.postings import Postings, top
from index.ranking.fusion import fuse
from index.ranking.grouping import best_per_article
from index.records import Answer, Article, Filters, Hit, Leg
from index.snapshot import layout
from index.snapshot.catalog import Catalog
from index.snapshot.columns import Columns
from index.snapshot.contents import Status, status_of
from index.snapshot.manifest import Manifest
from index.snapshot.pointer import read_pointer
from index.snapshot.reuse import same_encoder
from index.snapshot.store import Store
from index.text.language import detect_language
from index.text.terms import terms

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

    from index.dense.encoder import Encoder
    from index.records import Language
    from index.snapshot.layout import Generation

DEPTH = 200
"""Candidates of each leg: twice the deepest measure we report (R@100)."""
MOST_CHARACTERS = 2_000
"""Of a question: a long paragraph of news, pasted whole, is still one."""
MOST_HITS = 100


def current_generation(data: Path) -> str | None:
    """The name of the generation that a data directory points at; reads nothing else.

    Raises:
        DamagedSnapshot: the pointer is unreadable.
    """
    return read_pointer(data)


@dataclass(frozen=True, slots=True)
class Candidates:
    """The passages that either leg found for a question, and what both legs think of each of them."""

    rows: npt.NDArray[np.int64]
    """Passage rows, ascending, [candidates]."""
    articles: npt.NDArray[np.int32]
    """Ordinal of each candidate's article, [candidates]."""
    dense: npt.NDArray[np.float32]
    """Cosine of every candidate, found by this leg or not, [candidates]."""
    lexical: npt.NDArray[np.float32]
    """BM25 of every candidate, 0 where no term occurs, [candidates]."""
    dense_ranks: dict[int, int]
    """Row -> rank from 1, of those that the leg itself found."""
    lexical_ranks: dict[int, int]


class Searcher:
    """One generation, open for questions. Threads may share it."""

    def __init__(self, generation: Generation, encoder: Encoder | None = None) -> None:
        path = generation.path
        self.generation = generation.name
        """Name of the generation, as `cari status` prints it."""
        self._manifest = Manifest.load(path)
        config = BuildConfig.from_manifest(self._manifest.draft.config)
        self.encoder = encoder or open_encoder(config.model)
        """The model of the snapshot; pass it on to open the next generation without loading it again."""
        check_encoder(self._manifest, self.encoder)
        self._vectors = VectorIndex.open(path)
        self._postings = Postings.open(path / layout.POSTINGS)
        self._columns = Columns.open(path / layout.COLUMNS)
        self._catalog = Catalog.open(path / layout.CATALOG)

    @classmethod
    def open(cls, data: Path, encoder: Encoder | None = None) -> Searcher:
        """Open the generation that a data directory points at; an earlier one where that is damaged.

        Args:
            data: the data directory.
            encoder: a model already in memory; that of the snapshot is opened when None.

        Raises:
            NoSnapshot: nothing has been published in it.
            DamagedSnapshot: no generation in it can be opened.
            ModelError: the encoder cannot be opened, or is not the one that made the vectors.
        """
        problem: DamagedSnapshot | None = None
        for generation in Store(data).sound_generations():
            try:
                return cls(generation, encoder)
            except DamagedSnapshot as error:
                problem = problem or error
        if problem:
            raise problem
        return cls(Store(data).sound_current(), encoder)

    def search(self, question: str, *, limit: int = 10, filters: Filters | None = None) -> Answer:
        """The best passages for a question, at most one an article.

        Args:
            question: natural language, Indonesian or English, up to `MOST_CHARACTERS`.
            limit: hits at most; there are `min(limit, articles that pass the filters)`.
            filters: which articles may answer; all when None.

        Raises:
            QueryError: the question is empty or too long, or the limit is out of range.
        """
        started = time.perf_counter()
        question = checked_question(question)
        if not 1 <= limit <= MOST_HITS:
            raise QueryError(f"The limit {limit} is out of range: ask for 1 to {MOST_HITS} hits.")
        language = detect_language(question)
        allowed = self._columns.mask(filters or Filters())
        depth = DEPTH
        while True:
            found = self._candidates(question, language, allowed, depth)
            fused = fuse(found.dense, found.lexical)
            best = best_per_article(fused, found.articles, limit)
            # Many passages of few articles may crowd out the rest: look deeper until there is no more.
            if len(best) == limit or len(found.dense_ranks) < depth:
                break
            depth *= 4
        hits = self._hits(found, fused, best)
        took = 1000 * (time.perf_counter() - started)
        return Answer(question, language, round(took, 3), self.generation, hits)

    def candidates(self, question: str, depth: int) -> Candidates:
        """The `depth` best passages of each leg, unfused: what evaluation measures the legs by."""
        question = checked_question(question)
        return self._candidates(question, detect_language(question), None, depth)

    def article(self, article_id: str) -> Article:
        """The whole article.

        Raises:
            NotFound: no article has this id.
        """
        return self._catalog.article(article_id)

    def record_ids(self) -> list[str]:
        """What each article was called where it came from, by ordinal; its id where it had no name."""
        articles = self._catalog.articles(0, self._catalog.article_count)
        return [article.record_id or article.id for article in articles]

    def status(self) -> Status:
        """What is being served, in figures."""
        return status_of(self.generation, self._manifest, self._catalog)

    def warm(self) -> None:
        """Ask once, so that the first user does not wait for pages to come from the disk."""
        self.search("apa kabar hari ini? what is the news?")

    def close(self) -> None:
        """Let go of the files; the encoder stays open."""
        self._catalog.close()

    def _candidates(
        self, question: str, language: Language, allowed: npt.NDArray[np.bool_] | None, depth: int
    ) -> Candidates:
        vector = self.encoder.queries([question])[0]
        scores = self._postings.scores(terms(question, language))
        near, _ = self._vectors.search(vector, depth, allowed)
        matching = top(scores, depth, allowed)
        rows = np.union1d(near, matching)
        return Candidates(
            rows=rows,
            articles=self._columns.articles[rows],
            dense=self._vectors.scores(vector, rows),
            lexical=scores[rows],
            dense_ranks=_ranks(near),
            lexical_ranks=_ranks(matching),
        )

    def _hits(
        self, found: Candidates, fused: npt.NDArray[np.float32], best: npt.NDArray[np.int64]
    ) -> tuple[Hit, ...]:
        rows = [int(row) for row in found.rows[best]]
        return tuple(
            Hit(
                article=article,
                passage=passage,
                score=float(fused[at]),
                dense=Leg(found.dense_ranks.get(row), float(found.dense[at])),
                lexical=Leg(found.lexical_ranks.get(row), float(found.lexical[at])),
            )
            for at, row, (article, passage) in zip(best, rows, self._catalog.passages(rows), strict=True)
        )


def checked_question(question: str) -> str:
    """The question without white space around it.

    Raises:
        QueryError: nothing is left of it, or it is too long.
    """
    question = question.strip()
    if not question:
        raise QueryError("The question is empty: ask with at least one word.")
    if len(question) > MOST_CHARACTERS:
        raise QueryError(
            f"The question has {len(question)} characters: shorten it to {MOST_CHARACTERS} at most."
        )
    return question


def check_encoder(manifest: Manifest, encoder: Encoder) -> None:
    """Refuse to compare vectors of two models.

    Raises:
        ModelError: the encoder is not the one that made the snapshot's vectors.
    """
    made_by = manifest.draft.encoder
    if not same_encoder(made_by, asdict(encoder.identity)):
        raise ModelError(
            f"The index was built with the model {made_by.get('name')} (revision {made_by.get('revision')}), "
            f"but {encoder.name} (revision {encoder.identity.revision}) was opened: "
            "build it again with `cari rebuild`."
        )


def _ranks(rows: npt.NDArray[np.int64]) -> dict[int, int]:
    return {int(row): rank for rank, row in enumerate(rows, start=1)}
