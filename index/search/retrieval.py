"""From an understood question to groups of candidates: both legs, fusion, what must occur, grouping."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.lexical.postings import top
from index.ranking.diversity import diversified
from index.ranking.grouping import grouped
from index.ranking.recency import AHEAD
from index.records import UNKNOWN_DAY, Filters
from index.search.candidates import Candidates, scored
from index.search.constraints import Constraints

if TYPE_CHECKING:
    from index.ranking.grouping import Group
    from index.records import Collapse, Preferences
    from index.search.candidates import Scored
    from index.search.reader import IndexReader
    from index.search.understanding import ParsedQuestion

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

DEPTH = 200
"""Candidates of each leg: twice the deepest measure we report (R@100)."""
OTHER = {"id": "en", "en": "id"}
POOL = 30
"""Groups that diversity puts in another order; those behind them stay where they are."""
BEHIND = np.float32(1_000)
"""Standard deviations by which what was found deeper stands behind what was found first: none scores so."""
TRADE_OFF = 0.7
"""Weight of relevance against likeness to the hits above, where a diverse answer is asked for."""


@dataclass(frozen=True, slots=True)
class Query:
    """One question on its way through the index."""

    asked: ParsedQuestion
    vector: Floats
    """Of the question, float32 [dimension]."""
    word_vectors: Floats
    """Of the word of each of its terms, float32 [terms, word dimension]; none, where they are not known."""
    allowed: Mask | None
    """Which passages may answer, bool [passages]; None for all."""
    preferences: Preferences


def allowed(reader: IndexReader, asked: ParsedQuestion, filters: Filters) -> Mask | None:
    """Gives the passages that may answer, bool [passages]; None for all."""
    masks = [reader.columns.mask(filters), reader.phrase_masks.holding(asked.phrases)]
    if asked.time_use == "filter":
        masks.append(_within(reader, asked))
    given = [mask for mask in masks if mask is not None]
    allowed = np.logical_and.reduce(given) if given else None
    return _newest(reader, asked, allowed) if asked.topicless and asked.time_use != "filter" else allowed


def nowhere(reader: IndexReader, asked: ParsedQuestion, filters: Filters) -> tuple[str, ...]:
    """Gives the phrases of a question that no passage which may answer holds, where none holds them all."""
    if len(asked.phrases) < 2:
        return asked.phrases
    alone = [replace(asked, phrases=(phrase,)) for phrase in asked.phrases]
    held = [Constraints(reader, one).occurs(allowed(reader, one, filters)) for one in alone]
    return tuple(phrase for phrase, occurs in zip(asked.phrases, held, strict=True) if not occurs)


def _newest(reader: IndexReader, asked: ParsedQuestion, allowed: Mask | None) -> Mask | None:
    """The latest passages, and as many of those that hold nothing excluded; None for all."""
    today = asked.today + AHEAD * timedelta(days=1)
    newest = reader.columns.newest(DEPTH, today, allowed)
    mentioning = reader.phrase_masks.mentioning(asked.excluded)
    if newest is None or mentioning is None:
        return newest
    free = ~mentioning if allowed is None else allowed & ~mentioning
    others = reader.columns.newest(DEPTH, today, free)
    return newest if others is None else newest | others


def _within(reader: IndexReader, asked: ParsedQuestion) -> Mask:
    """The passages of any of the times that the question names."""
    days = reader.columns.days
    within = np.zeros(len(days), np.bool_)
    for one in asked.times:
        mask = reader.columns.mask(Filters(since=one.since, until=one.until))
        within |= np.ones_like(within) if mask is None else mask
    return within


def candidates(reader: IndexReader, query: Query, depth: int) -> Candidates:
    """Gives the `depth` best passages of each leg, which are its best as a whole, put in its own order."""
    scores = reader.postings.scores(query.asked.terms)
    near, cosines = reader.vectors.search(query.vector, depth, query.allowed)
    matching = top(scores, depth, query.allowed)
    rows = np.union1d(near, matching)
    at_near, at_matching = np.searchsorted(rows, near), np.searchsorted(rows, matching)
    whole = np.full(len(rows), np.nan, np.float32)
    whole[at_near] = cosines
    others = np.flatnonzero(np.isnan(whole))
    whole[others] = reader.vectors.scores(query.vector, rows[others])
    first = np.zeros(len(rows), np.bool_)
    first[at_near[:DEPTH]] = first[at_matching[:DEPTH]] = True
    dense = reader.dense_scores(query.vector, query.word_vectors, query.asked.terms, rows, whole)
    lexical = reader.lexical_scores(query.asked.terms, rows, scores)
    languages = reader.columns.languages_of(rows)
    asked = query.asked.language
    return Candidates(
        rows=rows,
        other_language=(languages == OTHER[asked]) if asked in OTHER else np.zeros(len(rows), np.bool_),
        preferred=languages == (query.preferences.language or ""),
        articles=reader.columns.articles[rows],
        dense=dense,
        lexical=lexical,
        dense_ranks=_ranks(near, dense[at_near]),
        lexical_ranks=_ranks(matching, lexical[at_matching]),
        first=first,
    )


def ranked(
    reader: IndexReader, query: Query, limit: int, constraints: Constraints
) -> tuple[Candidates, Scored, list[Group]]:
    """Gives the candidates, their scores, and the `limit` best groups of them, best first.

    Args:
        reader: the index.
        query: the question.
        limit: groups at most.
        constraints: the question's phrases and exclusions; they tell where reading stopped.
    """
    depth = DEPTH
    wanted = max(limit, POOL) if query.preferences.diverse else limit
    while True:
        found = candidates(reader, query, depth)
        days = reader.columns.days[found.rows]
        scores = scored(found, days, UNKNOWN_DAY, query.asked, query.preferences.recency)
        order: Floats = np.where(found.first, scores.total, scores.total - BEHIND)
        groups = _groups(reader, query, found, order, wanted, constraints)
        # Many passages of few articles may crowd out the rest: look deeper until there is no more.
        if len(groups) == wanted or len(found.dense_ranks) < depth:
            if query.preferences.diverse:
                groups = _diversified(reader, found, order, groups)
            return found, scores, groups[:limit]
        query = replace(query, allowed=constraints.narrowed(query.allowed, found))
        depth *= 4


def _groups(
    reader: IndexReader, query: Query, found: Candidates, order: Floats, wanted: int, constraints: Constraints
) -> list[Group]:
    """The best groups of candidates that hold what they must, by what the candidates are put in order by."""
    collapse = query.preferences.collapse
    kept = constraints.kept(found, order, _group_of(reader, collapse, found), wanted)
    rows = found.rows[kept]
    columns = reader.columns
    groups = grouped(
        order[kept], found.articles[kept], columns.stories[rows], columns.days[rows], wanted, collapse
    )
    return [group.among(kept) for group in groups]


def _diversified(reader: IndexReader, found: Candidates, order: Floats, groups: list[Group]) -> list[Group]:
    """The same groups, the first of them in an order of more variety."""
    pool = np.array([group.best for group in groups[:POOL] if found.first[group.best]], np.int64)
    vectors = reader.vectors.vectors(found.rows[pool])
    places = diversified(order[pool], vectors, len(pool), TRADE_OFF).tolist()
    return [groups[at] for at in places] + groups[len(pool) :]


def _group_of(reader: IndexReader, collapse: Collapse, found: Candidates) -> npt.NDArray[np.integer]:
    """A number for what each candidate is grouped by, [candidates]."""
    if collapse == "story":
        return reader.columns.stories[found.rows]
    return found.articles if collapse == "article" else found.rows


def _ranks(rows: npt.NDArray[np.int64], scores: Floats) -> dict[int, int]:
    """Ranks by score, of those first that come first in `rows`."""
    order = np.lexsort((-scores, np.arange(len(rows)) >= DEPTH))
    return {row: rank for rank, row in enumerate(rows[order].tolist(), start=1)}
