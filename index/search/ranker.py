"""From a question to a ranking: what is asked, and what is given up where that finds nothing."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from index.errors import QueryError
from index.search.adapting import awaiting, dated, located, loosened, mixed, respelt, untimed
from index.search.constraints import Constraints
from index.search.notations import either_way
from index.search.relevance_features import background, features
from index.search.retrieval import Query, allowed, newest_day, nowhere, ranked, timely
from index.search.stretches import encoded
from index.search.topic import asks_nothing
from index.understanding.reading import checked_question, read_question

if TYPE_CHECKING:
    from index.dense.encoder import Encoder
    from index.question import Filters, Preferences
    from index.ranking.relevance import Relevance
    from index.search.reader import IndexReader
    from index.search.retrieval import Ranking
    from index.understanding.parsed_question import ParsedQuestion

BESIDE_THE_POINT, ANSWERS = 0.05, 0.5
"""Relevance: where the best passage that holds a quoted phrase has less than the one, and the best without it
more than the other, the phrase need not occur."""

AT_ONCE = 16
"""Questions whose vectors are remembered: who wants more hits, or other filters, asks the same again."""


class Ranker:
    """Ranks the passages of one generation. Threads may share it."""

    def __init__(self, reader: IndexReader, encoder: Encoder, relevance: Relevance | None) -> None:
        self._reader, self._encoder, self._relevance = reader, encoder, relevance
        self._encoded = lru_cache(AT_ONCE)(partial(encoded, encoder))

    def parsed(self, question: str, filters: Filters, preferences: Preferences) -> ParsedQuestion:
        """The question, understood, as this index can answer to it.

        See `located`, `awaiting`, `untimed`, `dated`, `mixed`, `either_way` and `respelt`.

        Raises:
            QueryError: see `understand`.
        """
        read = partial(self._read, filters=filters, preferences=preferences)
        return respelt(read(checked_question(question)), self._reader.vocabulary, read)

    def _read(self, question: str, filters: Filters, preferences: Preferences) -> ParsedQuestion:
        asked = awaiting(located(read_question(question, filters, preferences), self._reader.catalog))
        if timely(self._reader, asked) is not None:
            asked = untimed(asked)
        elif asked.placed:
            asked = dated(asked, newest_day(self._reader, asked.today))
        return either_way(mixed(asked, self._reader.vocabulary), self._reader.vocabulary)

    def query(self, asked: ParsedQuestion, filters: Filters, preferences: Preferences) -> Query:
        """The question with its vectors, and the passages that may answer."""
        return Query(
            asked,
            self._encoded(asked.text, asked.places),
            allowed(self._reader, asked, filters),
            timely(self._reader, asked),
            preferences,
        )

    def ranked(
        self, question: str, limit: int, filters: Filters, preferences: Preferences
    ) -> tuple[Query, Ranking]:
        """The `limit` best groups of candidates, and the question as it was answered at last.

        Where nothing answers, phrases are given up and then a time that nobody made a filter: see `loosened`.
        Where nothing is asked, or is left to ask, there are no groups, or the latest that pass the filters.

        Raises:
            QueryError: see `Searcher.search`.
        """
        self._check(preferences)
        asked = self.parsed(question, filters, preferences)
        query = self.query(asked, filters, preferences)
        while True:
            if asks_nothing(self._reader, query.asked) and not query.asked.by_address:
                return self._browsed(query, limit)
            constraints = Constraints(self._reader, query.asked)
            ranking = ranked(self._reader, query, limit, constraints)
            if constraints.stopped_after is not None:
                asked = replace(query.asked, stopped_after=constraints.stopped_after)
                return replace(query, asked=asked), ranking
            if ranking.groups:
                return self._unquoted(query, ranking, limit, filters)
            absent = nowhere(self._reader, query.asked, filters)
            looser = loosened(query.asked, preferences, absent, self._reader.vocabulary)
            if looser is None:
                return query, ranking
            if looser.text != query.asked.text:
                query = self.query(looser, filters, preferences)
            else:
                query = replace(query, asked=looser, allowed=allowed(self._reader, looser, filters))

    def relevances(self, query: Query, ranking: Ranking) -> list[float | None]:
        """The relevance of each group's best passage; None each where it was not fitted.

        That is with another model, and for questions that any article answers (`berita kemarin`), or what
        has an address.
        """
        asked = query.asked
        sure = asked.topicless or asked.by_address
        if self._relevance is None or sure or not ranking.groups:
            return [None] * len(ranking.groups)
        places = [group.best for group in ranking.groups]
        whole = ranking.whole or background(self._reader, query, ranking.found)
        known = features(self._reader, query, ranking.found, places, whole)
        probabilities: list[float | None] = list(self._relevance.probabilities(known).tolist())
        return probabilities

    def _browsed(self, query: Query, limit: int) -> tuple[Query, Ranking]:
        """The latest articles that pass the filters; none without filters, for all would be as good."""
        asked = replace(query.asked, topicless=True, only_talks=True)
        latest = replace(query, asked=asked, allowed=allowed(self._reader, asked, asked.filters))
        ranking = ranked(self._reader, latest, limit, Constraints(self._reader, asked))
        return (query, ranking._replace(groups=[])) if asked.filters.empty else (latest, ranking)

    def _unquoted(
        self, query: Query, holding: Ranking, limit: int, filters: Filters
    ) -> tuple[Query, Ranking]:
        """The same without phrases, where what holds them answers something else and other passages answer.

        A headline quotes what somebody said, and the report about it may not.
        """
        if self._relevance is None or query.asked.topicless or not query.asked.phrases:
            return query, holding
        # Looked for once: it is the same with phrases and without, and relevance is asked for again.
        whole = background(self._reader, query, holding.found)
        holding = holding._replace(whole=whole)
        if self._best(query, holding) >= BESIDE_THE_POINT:
            return query, holding
        asked = replace(query.asked, phrases=(), beside=query.asked.phrases)
        free = replace(query, asked=asked, allowed=allowed(self._reader, asked, filters))
        # The first hit decides, and for more of them thousands of passages may be read for what is excluded.
        for most in sorted({1, limit}) if asked.excluded else (limit,):
            constraints = Constraints(self._reader, asked)
            others = ranked(self._reader, free, most, constraints)._replace(whole=whole)
            if self._best(free, others) < ANSWERS:
                return query, holding
        return replace(free, asked=replace(asked, stopped_after=constraints.stopped_after)), others

    def _best(self, query: Query, ranking: Ranking) -> float:
        """The relevance of the first hit; 0 of none."""
        return next(iter(self.relevances(query, ranking._replace(groups=ranking.groups[:1]))), None) or 0.0

    def _check(self, preferences: Preferences) -> None:
        if not 0 <= preferences.min_relevance <= 1:
            raise QueryError(
                f"The least relevance {preferences.min_relevance} is out of range: "
                "give a probability, 0 to 1."
            )
        if preferences.min_relevance and self._relevance is None:
            raise QueryError(
                f"Relevance is not known with the model {self._encoder.identity.name}, only with the bundled "
                "one: ask without a least relevance."
            )
