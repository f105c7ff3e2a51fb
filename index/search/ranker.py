"""From a question to a ranking: how the question is read, and what it gives up where nothing answers it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np

from index.errors import QueryError
from index.search.adapting import (
    add_other_notation,
    correct_spelling,
    drop_relative_times,
    drop_time_words,
    prefer_newest_for_coming_times,
    read_foreign_words,
    resolve_address,
)
from index.search.candidates import DEPTH
from index.search.concessions import NOTHING_CONCEDED, relax
from index.search.constraints import unheld_phrases
from index.search.masks import allowed_mask, newest_day, timely_mask
from index.search.relevance_features import background, features, rescored, timeliness
from index.search.retrieval import Query, candidates, rank
from index.search.stretches import encode
from index.search.topic import names_topic
from index.understanding.parsing import checked_question, parse_question

if TYPE_CHECKING:
    from index.dense.encoder import Encoder
    from index.question import Filters, Preferences
    from index.ranking.relevance import RelevanceModel
    from index.search.candidates import Candidates
    from index.search.concessions import Concessions
    from index.search.reader import IndexReader
    from index.search.retrieval import Ranking
    from index.understanding.parsed_question import ParsedQuestion

BESIDE_THE_POINT, ANSWERS = 0.05, 0.5
"""Relevance: a quoted phrase need not occur where the best passage that holds it has less than the first, and
the best passage without it has at least the second."""

AT_ONCE = 16
"""Questions whose vectors are kept: a caller who wants more hits, or other filters, asks the same again."""


class Ranker:
    """Ranks the passages of one generation. Threads may share it."""

    def __init__(self, reader: IndexReader, encoder: Encoder, relevance: RelevanceModel | None) -> None:
        self._reader, self._encoder, self._relevance = reader, encoder, relevance
        self._encoded = lru_cache(AT_ONCE)(partial(encode, encoder))

    def parsed(self, question: str, filters: Filters, preferences: Preferences) -> ParsedQuestion:
        """Understand a question, and adapt it to what this index holds.

        Raises:
            QueryError: it is empty, too long, or says only what an answer must not hold.
        """
        read = partial(self._read, filters=filters, preferences=preferences)
        # Last, since a corrected word may be framing, a time or a foreign word: all is read again.
        return correct_spelling(read(checked_question(question)), self._reader.vocabulary, read)

    def _read(self, question: str, filters: Filters, preferences: Preferences) -> ParsedQuestion:
        """Take the steps that depend on each other's text and terms, in their order."""
        reader = self._reader
        asked = parse_question(question, filters, preferences)
        # First, since the title of the article replaces the text and the times.
        asked = resolve_address(asked, reader.catalog)
        # Before any time is dropped, since it looks whether the question has other words than its times.
        asked = prefer_newest_for_coming_times(asked)
        if timely_mask(reader, asked) is not None:
            asked = drop_time_words(asked)
        elif asked.publication_times:
            asked = drop_relative_times(asked, newest_day(reader, asked.today))
        # After the times, since dropping words reads the terms of the rest in the question's language.
        asked = read_foreign_words(asked, reader.frequencies)
        # After all that reads terms from the text, since the text does not have the terms that this adds.
        return add_other_notation(asked, reader.frequencies)

    def query(
        self, asked: ParsedQuestion, preferences: Preferences, conceded: Concessions = NOTHING_CONCEDED
    ) -> Query:
        """Return the question with its vectors, and the passages that may answer it."""
        return self._query(self._aimed(asked), preferences, conceded)

    def _aimed(self, asked: ParsedQuestion) -> ParsedQuestion:
        """Return the question with the aim that it has in this index: nothing where it names no topic."""
        if asked.aim == "topic" and not names_topic(self._reader, asked):
            return replace(asked, aim="nothing")
        return asked

    def _query(self, aimed: ParsedQuestion, preferences: Preferences, conceded: Concessions) -> Query:
        return Query(
            aimed,
            self._encoded(aimed.text, aimed.spans),
            allowed_mask(self._reader, aimed),
            timely_mask(self._reader, aimed),
            preferences,
            conceded,
        )

    def rank(
        self, question: str, limit: int, filters: Filters, preferences: Preferences
    ) -> tuple[Query, Ranking]:
        """Rank passages in up to `limit` groups; return them with the question as it was answered at last.

        Where nothing answers, the question gives up phrases and then a time filter, see `relax`. Where it
        asks for nothing, or nothing is left of it, the groups are those of the latest articles that pass the
        filters; there are none without filters.

        Raises:
            QueryError: see `Searcher.search`.
        """
        self._check(preferences)
        asked, conceded = self.parsed(question, filters, preferences), NOTHING_CONCEDED
        while True:
            asked = self._aimed(asked)
            if asked.aim == "nothing" and not asked.by_address:
                browse = self._nothing if asked.filters.empty else self._latest
                return browse(asked, preferences, conceded, limit)
            query = self._query(asked, preferences, conceded)
            ranking = rank(self._reader, query, limit)
            if ranking.stopped_after is not None:
                return query, ranking
            if ranking.groups:
                return self._unquoted(query, ranking, limit)
            relaxed = relax(query, unheld_phrases(self._reader, query.asked), self._reader.frequencies)
            if relaxed is None:
                return query, ranking
            asked, conceded = relaxed

    def relevances(self, query: Query, ranking: Ranking) -> list[float | None]:
        """Return the relevance of each group's best passage; None where it is unknown.

        It is unknown with another model than the bundled one, for questions that any article answers
        (`berita kemarin`), and for articles at an address.
        """
        asked = query.asked
        unfitted = asked.topicless or asked.by_address
        if self._relevance is None or unfitted or not ranking.groups:
            return [None] * len(ranking.groups)
        positions = [group.best for group in ranking.groups]
        full, found, whole = self._in_full(query, ranking)
        known = features(self._reader, full, found, positions, whole)
        of_topic = self._relevance.probabilities(known)
        of_time = timeliness(self._reader, query, ranking.found.rows[positions])
        probabilities: list[float | None] = list((of_topic * of_time).tolist())
        return probabilities

    def _in_full(self, query: Query, ranking: Ranking) -> tuple[Query, Candidates, Candidates]:
        """Return the question with the words that it has given up, its candidates, and its background."""
        asked = query.conceded.in_full
        if asked is None:
            return query, ranking.found, ranking.whole or background(self._reader, query, ranking.found)
        full = replace(query, asked=asked, encoded=self._encoded(asked.text, asked.spans), allowed=None)
        return full, rescored(self._reader, full, ranking.found), candidates(self._reader, full, DEPTH)

    def _nothing(
        self, asked: ParsedQuestion, preferences: Preferences, conceded: Concessions, limit: int
    ) -> tuple[Query, Ranking]:
        """Return no groups: without a topic and without filters any article would do."""
        # Without words: their vectors take seconds where a question is long.
        query = self._query(replace(asked, text="", spanned_terms=()), preferences, conceded)
        no_passage = np.zeros(self._reader.columns.rows, np.bool_)
        ranking = rank(self._reader, replace(query, allowed=no_passage), limit)
        return replace(query, asked=asked, allowed=None), ranking

    def _latest(
        self, asked: ParsedQuestion, preferences: Preferences, conceded: Concessions, limit: int
    ) -> tuple[Query, Ranking]:
        """Rank the latest articles that pass the filters."""
        query = self._query(replace(asked, aim="browse"), preferences, conceded)
        # The note asks for a topic, and not for more words where reading stopped.
        return query, rank(self._reader, query, limit)._replace(stopped_after=None)

    def _unquoted(self, query: Query, holding: Ranking, limit: int) -> tuple[Query, Ranking]:
        """Give up the phrases where what holds them answers something else and other passages answer.

        A headline quotes what somebody said, and the report about it may not.
        """
        if self._relevance is None or query.asked.topicless or not query.asked.phrases:
            return query, holding
        # Computed once: it is the same with and without phrases, and relevance is computed again.
        whole = background(self._reader, query, holding.found)
        holding = holding._replace(whole=whole)
        if self._best(query, holding) >= BESIDE_THE_POINT:
            return query, holding
        asked = replace(query.asked, phrases=())
        free = self.query(asked, query.preferences, replace(query.conceded, beside=query.asked.phrases))
        # The first hit decides, and for more of them thousands of passages may be read for what is excluded.
        for most in sorted({1, limit}) if asked.excluded else (limit,):
            others = rank(self._reader, free, most)._replace(whole=whole)
            if self._best(free, others) < ANSWERS:
                return query, holding
        return free, others

    def _best(self, query: Query, ranking: Ranking) -> float:
        """Return the relevance of the first hit, 0 without one."""
        return next(iter(self.relevances(query, ranking._replace(groups=ranking.groups[:1]))), None) or 0.0

    def _check(self, preferences: Preferences) -> None:
        if not 0 <= preferences.min_relevance <= 1:
            raise QueryError(
                f"The minimum relevance {preferences.min_relevance} is out of range: "
                "give a probability, 0 to 1."
            )
        if preferences.min_relevance and self._relevance is None:
            raise QueryError(
                f"Relevance is not known with the model {self._encoder.identity.name}, only with the bundled "
                "one: ask without a minimum relevance."
            )
