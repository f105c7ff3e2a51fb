"""The read path: from a question to ranked hits, over one generation."""

from __future__ import annotations

import time
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from index.config import BuildConfig
from index.dense.encoder import open_encoder
from index.errors import DamagedSnapshot, ModelError, QueryError
from index.lexical.lexicon import Lexicon
from index.lexical.spelling import corrected, suggest
from index.ranking.relevance import Relevance
from index.records import Answer, Article, Filters, Preferences, Understanding
from index.search.hits import hits
from index.search.looking import Look, allowed, candidates, ranked
from index.search.notes import note
from index.search.opened import Opened
from index.search.relevant import background, signals
from index.search.understanding import loosened, understand
from index.snapshot.contents import Status, status_of
from index.snapshot.manifest import Manifest
from index.snapshot.pointer import read_pointer
from index.snapshot.reuse import same_encoder
from index.snapshot.store import Store
from index.text.framing import without

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.dense.encoder import Encoder
    from index.ranking.grouping import Group
    from index.search.candidates import Candidates, Scored
    from index.search.understanding import Asked
    from index.snapshot.layout import Generation

MOST_HITS = 100
MOST_WEIGHED = 20
"""Hits that are weighed at least where a least relevance is asked for."""
NOT_RELEVANT = "No passage reaches the relevance {:.2f} that was asked for: the best has {:.2f}."


def current_generation(data: Path) -> str | None:
    """The name of the generation that a data directory points at; reads nothing else.

    Raises:
        DamagedSnapshot: the pointer is unreadable.
    """
    return read_pointer(data)


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
        self._opened = Opened.open(path, self.encoder.identity)
        self._relevance = Relevance.of_model(self.encoder.revision)

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

    def search(
        self,
        question: str,
        *,
        limit: int = 10,
        filters: Filters | None = None,
        preferences: Preferences | None = None,
    ) -> Answer:
        """The best passages for a question.

        Args:
            question: natural language, Indonesian or English, up to `MOST_CHARACTERS`; `"a phrase"` must
                occur and `-word` must not, in the passage or its article's title.
            limit: hits at most; there are fewer only where fewer articles pass.
            filters: which articles may answer; all when None.
            preferences: how the answer is put together.

        Raises:
            QueryError: the question is empty, too long or only excludes, the limit or the least relevance is
                out of range, or relevance is not known with this model.
        """
        started = time.perf_counter()
        _check_limit(limit)
        preferences = preferences or Preferences()
        least = preferences.min_relevance
        # The order of the scores is not quite that of relevance: what reaches it may stand further down.
        depth = max(limit, MOST_WEIGHED) if least else limit
        look, (found, scores, groups) = self._ranked(question, depth, filters or Filters(), preferences)
        relevance = self._relevances(look, found, groups)
        kept = [at for at, one in enumerate(relevance) if one is None or one >= least]
        # Best by relevance, which is not quite the order of the scores.
        below = max(range(len(groups)), key=lambda at: relevance[at] or 0) if groups and not kept else None
        wanted = [below] if below is not None and preferences.below else kept[:limit]
        shown = hits(
            self._opened, look, found, scores, [groups[at] for at in wanted], [relevance[at] for at in wanted]
        )
        understood = self._understood(look.asked)
        if below is not None:
            understood = replace(understood, note=NOT_RELEVANT.format(least, relevance[below]))
        took = round(1000 * (time.perf_counter() - started), 3)
        answer = Answer(look.asked.question, look.asked.language, took, self.generation, shown, understood)
        answer = replace(answer, withheld=len(groups[:limit]) - sum(at < limit for at in kept))
        return answer if below is None else replace(answer, hits=(), below=shown[0] if shown else None)

    def ranking(self, question: str, limit: int) -> list[int]:
        """Ordinals of the articles that `search` shows, best first, without reading them.

        Raises:
            QueryError: as `search`.
        """
        _check_limit(limit)
        _, (found, _, groups) = self._ranked(question, limit, Filters(), Preferences())
        return [int(found.articles[group.best]) for group in groups]

    def candidates(self, question: str, depth: int) -> Candidates:
        """The `depth` best passages of each leg, unfused: what evaluation measures the legs by.

        A quoted phrase is words like others here: a leg knows no phrases.
        """
        preferences = Preferences(time="off")
        asked = replace(understand(question, Filters(), preferences), phrases=())
        return candidates(self._opened, self._look(asked, Filters(), preferences), depth)

    def article(self, article_id: str) -> Article:
        """The whole article.

        Raises:
            NotFound: no article has this id.
        """
        return self._opened.catalog.article(article_id)

    def record_ids(self) -> list[str]:
        """What each article was called where it came from, by ordinal; its id where it had no name."""
        articles = self._opened.catalog.articles(0, self._opened.catalog.article_count)
        return [article.record_id or article.id for article in articles]

    def status(self) -> Status:
        """What is being served, in figures."""
        return status_of(self.generation, self._manifest, self._opened.catalog)

    def warm(self) -> None:
        """Ask once, so that the first user does not wait for pages to come from the disk."""
        self.search("gempa bumi hari ini? what about the flood?")
        self._opened.vocabulary.nearest("banjri")
        Lexicon.bundled()

    def close(self) -> None:
        """Let go of the files; the encoder stays open."""
        self._opened.catalog.close()

    def _ranked(
        self, question: str, limit: int, filters: Filters, preferences: Preferences
    ) -> tuple[Look, tuple[Candidates, Scored, list[Group]]]:
        if not 0 <= preferences.min_relevance <= 1:
            raise QueryError(
                f"The least relevance {preferences.min_relevance} is out of range: "
                "give a probability, 0 to 1."
            )
        if preferences.min_relevance and self._relevance is None:
            raise QueryError(
                f"Relevance is not known with the model {self.encoder.name}, only with the bundled one: "
                "ask without a least relevance."
            )
        asked = understand(question, filters, preferences)
        look = self._look(asked, filters, preferences)
        found = ranked(self._opened, look, limit)
        while not found[-1] and (looser := loosened(look.asked, preferences)):
            look = replace(look, asked=looser, allowed=allowed(self._opened, looser, filters))
            found = ranked(self._opened, look, limit)
        return look, found

    def _relevances(self, look: Look, found: Candidates, groups: Sequence[Group]) -> list[float | None]:
        """The relevance of each group's best passage; None each where it was not fitted.

        That is with another model, and for questions that any article answers (`berita kemarin`).
        """
        if self._relevance is None or look.asked.anything:
            return [None] * len(groups)
        places = [group.best for group in groups]
        known = signals(self._opened, look, found, places, background(self._opened, look, found))
        probabilities: list[float | None] = list(self._relevance.probabilities(known).tolist())
        return probabilities

    def _look(self, asked: Asked, filters: Filters, preferences: Preferences) -> Look:
        vector, words = self.encoder.question(asked.text, asked.places)
        return Look(asked, vector, words, allowed(self._opened, asked, filters), preferences)

    def _understood(self, asked: Asked) -> Understanding:
        suggestions = suggest(without(asked.question, asked.framing), self._opened.vocabulary)
        return Understanding(
            phrases=asked.phrases,
            excluded=asked.excluded,
            framing=tuple(asked.question[start:end] for start, end in asked.framing),
            times=asked.times,
            time_use=asked.time_use,
            suggestions=suggestions,
            corrected=corrected(asked.question, suggestions) if suggestions else None,
            note=note(self._opened, asked),
        )


def _check_limit(limit: int) -> None:
    if not 1 <= limit <= MOST_HITS:
        raise QueryError(f"The limit {limit} is out of range: ask for 1 to {MOST_HITS} hits.")


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
