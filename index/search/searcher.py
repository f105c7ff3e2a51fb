"""The read path: from a question to ranked hits, over one generation."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from numbers import Integral
from typing import TYPE_CHECKING

from index.answer import Answer
from index.dense.encoder import open_encoder
from index.errors import CariError, DamagedSnapshot, QueryError
from index.lexical.lexicon import Lexicon
from index.question import Filters, Preferences
from index.ranking.relevance import RelevanceModel
from index.search.hits import hits
from index.search.ranker import Ranker
from index.search.reader import IndexReader
from index.search.reasons import explain_answer
from index.search.relevance_features import background
from index.search.retrieval import POOL, candidates
from index.search.sifting import Weighed, sift
from index.search.understood import understood
from index.snapshot.checks import check_every_byte
from index.snapshot.contents import Status, status_of
from index.snapshot.manifest import Manifest, check_encoder
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

MOST_HITS = 100
MOST_WEIGHED = 20
"""Hits whose relevance is computed at least, where there is a relevance threshold."""
WARMED = 1_000
"""Passages whose words are analysed beforehand, in less than a second: highlighting reads hits that are not
in the question's language word by word. Of 12,000 articles, ten hits then have 57 new words in place of 110,
at .02 ms each."""


class Searcher:
    """One generation, open for questions. Threads may share it."""

    def __init__(self, generation: Generation, encoder: Encoder | None = None) -> None:
        path = self._path = generation.path
        self.generation = generation.name
        """Name of the generation, as `cari status` prints it."""
        self._manifest = Manifest.load(path)
        self.encoder = encoder or open_encoder(self._manifest.draft.config.model)
        """The model of the snapshot. Pass it on to open the next generation without loading it again."""
        check_encoder(self._manifest.draft, self.encoder.identity)
        relevance = RelevanceModel.of_model(self.encoder.identity.revision)
        self._reader = IndexReader.open(path, self.encoder.identity)  # last of what may fail: it opens files
        self._ranker = Ranker(self._reader, self.encoder, relevance)
        self._damage: DamagedSnapshot | None = None
        self._checking = threading.Lock()

    @classmethod
    def open(cls, data: Path, encoder: Encoder | None = None, *, suspects: Collection[str] = ()) -> Searcher:
        """Open the generation that a data directory points at, or an earlier one where that is damaged.

        Args:
            data: the data directory.
            encoder: a model already in memory; that of the snapshot is opened when None.
            suspects: names of generations to check byte by byte before they are opened. Of others only
                sizes and counts are compared, which takes milliseconds.

        Raises:
            NoSnapshot: nothing has been published in it.
            DamagedSnapshot: no generation in it can be opened.
            SnapshotError: a generation cannot be read, since a permission or resources are missing.
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
        """Return the best passages for a question.

        Args:
            question: natural language, Indonesian or English, up to `MOST_CHARACTERS`. `"a phrase"` must
                occur and `-word` must not, in the passage or its article's title. A web address alone asks
                for the article at it.
            limit: hits at most. There are fewer only where fewer articles pass, are relevant enough or (if
                diverse) repeat no other, or where the note says that reading stopped.
            filters: which articles may answer; all when None.
            preferences: how the answer is put together.
            explain: add how the answer came about, which takes longer and does not change the hits.

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
        """Raise `DamagedSnapshot` where damage is the cause of an error; once found, it is remembered."""
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
        # The order of scores is not quite that of relevance: what reaches the threshold may rank lower.
        depth = max(limit, MOST_WEIGHED) if preferences.min_relevance else limit
        while True:
            # Diversity chooses from as many anyhow, and the explanation lists those it passed over.
            looked_at = max(depth, POOL) if explain and preferences.diverse else depth
            query, ranking = self._ranker.rank(question, looked_at, filters, preferences)
            if explain:
                # Computed once, for relevance and for the cuts.
                whole = ranking.whole or background(self._reader, query, ranking.found)
                ranking = ranking._replace(whole=whole)
            sifted = sift(self._weighed(query, ranking), depth, limit, preferences.min_relevance)
            if depth == MOST_HITS or not sifted.may_have_more(depth):
                break
            depth = MOST_HITS
        below = sifted.below if preferences.below else None
        # One of the two is empty.
        shown = [below] if below else sifted.shown
        found = hits(self._reader, query, ranking, shown, explain=explain)
        explanation = None
        if explain:
            explanation = explain_answer(self._reader, query, ranking, sifted, self._ranker.relevances)
        return Answer(
            question=query.asked.question,
            language=query.asked.language,
            took_ms=round(1000 * (time.perf_counter() - started), 3),
            generation=self.generation,
            hits=() if below else found,
            understood=understood(self._reader, query, ranking, sifted),
            withheld=len(sifted.withheld),
            below=found[0] if below else None,
            explanation=explanation,
        )

    def _weighed(self, query: Query, ranking: Ranking) -> list[Weighed]:
        relevances = self._ranker.relevances(query, ranking)
        return [Weighed(*each) for each in zip(ranking.groups, relevances, strict=True)]

    def ranking(self, question: str, limit: int) -> list[int]:
        """Return the ordinals of the articles that `search` shows, best first, without reading them.

        Raises:
            QueryError: as `search`.
        """
        _check_limit(limit)
        _, ranking = self._ranker.rank(question, limit, Filters(), Preferences())
        return [int(ranking.found.articles[group.best]) for group in ranking.groups]

    def candidates(self, question: str, depth: int) -> Candidates:
        """Return the `depth` best passages of each leg, by which evaluation measures the legs.

        Quoted phrases are plain words here, since a leg knows no phrases.
        """
        preferences = Preferences(time="off")
        asked = replace(self._ranker.parsed(question, Filters(), preferences), phrases=())
        return candidates(self._reader, self._ranker.query(asked, preferences), depth)

    def article(self, article_id: str) -> Article:
        """Return the whole article.

        Raises:
            NotFound: no article has this id.
        """
        return self._reader.catalog.article(article_id)

    def record_ids(self) -> list[str]:
        """Return the name of each article in its source, by ordinal; its id where it had none."""
        return [name.record_id or name.id for name in self._reader.catalog.names()]

    def status(self) -> Status:
        """Return the figures of what is being served."""
        return status_of(self.generation, self._manifest, self._reader.catalog)

    def warm(self) -> None:
        """Ask once and read some passages, so that the first users do not wait for files and words."""
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
        """Close the files; the encoder stays open."""
        self._reader.catalog.close()


def _check_limit(limit: int) -> None:
    if not isinstance(limit, Integral):
        raise QueryError(f"The limit {limit!r} is no whole number: ask for 1 to {MOST_HITS} hits.")
    if not 1 <= limit <= MOST_HITS:
        raise QueryError(f"The limit {limit} is out of range: ask for 1 to {MOST_HITS} hits.")
