"""The read path: from a question to ranked hits, over one generation."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from index.answer import Answer
from index.config import BuildConfig
from index.dense.encoder import open_encoder
from index.errors import CariError, DamagedSnapshot, QueryError
from index.lexical.lexicon import Lexicon
from index.question import Filters, Preferences
from index.ranking.relevance import Relevance
from index.search.hits import hits
from index.search.notes import not_relevant, note
from index.search.ranker import Ranker
from index.search.reader import IndexReader
from index.search.reasons import answer_explained
from index.search.relevance_features import background
from index.search.retrieval import POOL, candidates
from index.search.sifting import Weighed, sifted
from index.search.understood import understood
from index.snapshot.checks import check_every_byte
from index.snapshot.contents import Status, status_of
from index.snapshot.manifest import Manifest
from index.snapshot.reuse import check_encoder
from index.snapshot.store import Store
from index.text.terms import terms

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from index.dense.encoder import Encoder
    from index.records import Article
    from index.search.candidates import Candidates
    from index.search.retrieval import Query, Ranking
    from index.snapshot.layout import Generation
    from index.understanding.parsed_question import ParsedQuestion

MOST_HITS = 100
MOST_WEIGHED = 20
"""Hits that are weighed at least where a least relevance is asked for."""
WARMED = 1_000
"""Passages whose words are looked up beforehand, in less than a second: hits in the other language than the
question are read for what translates it. Of 12,000 articles, ten hits then have 57 words that are new instead
of 110, at .02 ms each."""


class Searcher:
    """One generation, open for questions. Threads may share it."""

    def __init__(self, generation: Generation, encoder: Encoder | None = None) -> None:
        path = self._path = generation.path
        self.generation = generation.name
        """Name of the generation, as `cari status` prints it."""
        self._manifest = Manifest.load(path)
        config = BuildConfig.from_manifest(self._manifest.draft.config)
        self.encoder = encoder or open_encoder(config.model)
        """The model of the snapshot; pass it on to open the next generation without loading it again."""
        check_encoder(self._manifest.draft, self.encoder.identity)
        self._reader = IndexReader.open(path, self.encoder.identity)
        self._ranker = Ranker(self._reader, self.encoder, Relevance.of_model(self.encoder.identity.revision))
        self._damage: DamagedSnapshot | None = None
        self._checking = threading.Lock()

    @classmethod
    def open(cls, data: Path, encoder: Encoder | None = None, *, suspects: Collection[str] = ()) -> Searcher:
        """Open the generation that a data directory points at; an earlier one where that is damaged.

        Args:
            data: the data directory.
            encoder: a model already in memory; that of the snapshot is opened when None.
            suspects: names of generations that are opened only where every byte of them is sound; of others
                sizes and counts are compared, which takes milliseconds.

        Raises:
            NoSnapshot: nothing has been published in it.
            DamagedSnapshot: no generation in it can be opened.
            SnapshotError: one cannot be read for want of a right or of resources.
            ModelError: the encoder cannot be opened, or is not the one that made the vectors.
        """
        problem: DamagedSnapshot | None = None
        for generation in Store(data).sound_generations():
            try:
                if generation.name in suspects:
                    check_every_byte(generation.path)
                return cls(generation, encoder)
            except DamagedSnapshot as error:
                problem = problem or error
        if problem:
            raise problem
        return cls(Store(data).sound_current(), encoder)

    def search(
        self,
        question: str,
        *,
        limit: int = 10,
        filters: Filters | None = None,
        preferences: Preferences | None = None,
        explain: bool = False,
    ) -> Answer:
        """The best passages for a question.

        Args:
            question: natural language, Indonesian or English, up to `MOST_CHARACTERS`; `"a phrase"` must
                occur and `-word` must not, in the passage or its article's title. Nothing but a web address
                asks for the article that has it.
            limit: hits at most; there are fewer only where fewer articles pass or are relevant enough, or
                where the note says that reading stopped.
            filters: which articles may answer; all when None.
            preferences: how the answer is put together.
            explain: tell how the answer came about, which takes longer and changes nothing of it.

        Raises:
            QueryError: the question is empty, too long or only excludes, the limit or the least relevance is
                out of range, or relevance is not known with this model.
            DamagedSnapshot: a file of the generation has changed since it was built.
        """
        _check_limit(limit)
        try:
            return self._answer(
                question, limit, filters or Filters(), preferences or Preferences(), explain=explain
            )
        except CariError:
            raise
        except Exception as error:
            self._check(error)
            raise

    def _check(self, error: Exception) -> None:
        """Look whether damage is behind an error; once it is found, the other questions need not read on."""
        with self._checking:
            try:
                if self._damage is None:
                    check_every_byte(self._path)
            except DamagedSnapshot as damage:
                self._damage = damage
        if self._damage:
            raise DamagedSnapshot(str(self._damage)) from error

    def _answer(
        self, question: str, limit: int, filters: Filters, preferences: Preferences, *, explain: bool
    ) -> Answer:
        started = time.perf_counter()
        # The order of the scores is not quite that of relevance: what reaches it may stand further down.
        depth = max(limit, MOST_WEIGHED) if preferences.min_relevance else limit
        # Diversity chooses from so many anyhow, and the others are told of.
        looked_at = max(depth, POOL) if explain and preferences.diverse else depth
        query, ranking = self._ranker.ranked(question, looked_at, filters, preferences)
        if explain:
            # Looked for once: relevance is held against it, and what was cut is found in it.
            whole = ranking.whole or background(self._reader, query, ranking.found)
            ranking = ranking._replace(whole=whole)
        weighed = self._weighed(query, ranking)
        left = sifted(weighed[:depth], limit, preferences.min_relevance)
        below = left.below if preferences.below else None
        # One of the two is empty.
        shown = [below] if below else left.shown
        found = hits(self._reader, query, ranking, shown, explain=explain)
        explanation = None
        if explain:
            explanation = answer_explained(self._reader, query, ranking, weighed, left, limit)
        said = self._note(query.asked, preferences.min_relevance, left.below)
        return Answer(
            question=query.asked.question,
            language=query.asked.language,
            took_ms=round(1000 * (time.perf_counter() - started), 3),
            generation=self.generation,
            hits=() if below else found,
            understood=understood(query.asked, said),
            withheld=len(left.withheld),
            below=found[0] if below else None,
            explanation=explanation,
        )

    def _weighed(self, query: Query, ranking: Ranking) -> list[Weighed]:
        relevances = self._ranker.relevances(query, ranking)
        return [Weighed(*one) for one in zip(ranking.groups, relevances, strict=True)]

    def ranking(self, question: str, limit: int) -> list[int]:
        """Ordinals of the articles that `search` shows, best first, without reading them.

        Raises:
            QueryError: as `search`.
        """
        _check_limit(limit)
        _, ranking = self._ranker.ranked(question, limit, Filters(), Preferences())
        return [int(ranking.found.articles[group.best]) for group in ranking.groups]

    def candidates(self, question: str, depth: int) -> Candidates:
        """The `depth` best passages of each leg, unfused: what evaluation measures the legs by.

        A quoted phrase is words like others here: a leg knows no phrases.
        """
        preferences = Preferences(time="off")
        asked = replace(self._ranker.parsed(question, Filters(), preferences), phrases=())
        return candidates(self._reader, self._ranker.query(asked, Filters(), preferences), depth)

    def article(self, article_id: str) -> Article:
        """The whole article.

        Raises:
            NotFound: no article has this id.
        """
        return self._reader.catalog.article(article_id)

    def record_ids(self) -> list[str]:
        """What each article was called where it came from, by ordinal; its id where it had no name."""
        return [name.record_id or name.id for name in self._reader.catalog.names()]

    def status(self) -> Status:
        """What is being served, in figures."""
        return status_of(self.generation, self._manifest, self._reader.catalog)

    def warm(self) -> None:
        """Ask once and read some passages, so that the first users wait for neither the disk nor words."""
        self.search("gempa bumi hari ini? what about the flood?")
        passages = len(self._reader.columns.articles)
        for row in range(0, passages, max(1, passages // WARMED)):
            [(article, passage)] = self._reader.catalog.passages([row])
            terms(passage.text, article.language)
        self._reader.vocabulary.nearest("banjri")
        self._reader.phrase_masks.holding(["gempa bumi"])
        Lexicon.bundled()
        self.status()

    def close(self) -> None:
        """Let go of the files; the encoder stays open."""
        self._reader.catalog.close()

    def _note(self, asked: ParsedQuestion, least: float, below: Weighed | None) -> str | None:
        said = note(self._reader, asked)
        if below is not None and below.relevance is not None:
            said = not_relevant(asked.language, said, least, below.relevance)
        return said.text if said else None


def _check_limit(limit: int) -> None:
    if not 1 <= limit <= MOST_HITS:
        raise QueryError(f"The limit {limit} is out of range: ask for 1 to {MOST_HITS} hits.")
