"""From a parsed question to groups of candidates: both legs, fusion, constraints, grouping."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from index.lexical.postings import top
from index.ranking.diversity import distinct, mmr
from index.ranking.grouping import grouped
from index.records import OTHER_LANGUAGE
from index.search.candidates import DEPTH, Candidates
from index.search.concessions import NOTHING_CONCEDED
from index.search.constraints import Constraints
from index.search.fused import fused_scores, sort_keys
from index.search.leg_scores import BM25_SENTENCE_SHARE, dense_scores, lexical_scores, time_scores
from index.search.stretches import nearest
from index.search.topic import subject_coverage

if TYPE_CHECKING:
    from index.arrays import Mask, Rows, Scores
    from index.question import Collapse, Preferences
    from index.ranking.grouping import Group
    from index.search.concessions import Concessions
    from index.search.fused import Scored
    from index.search.reader import IndexReader
    from index.search.stretches import EncodedQuestion
    from index.understanding.parsed_question import ParsedQuestion


MOST_LATEST = 2_000
"""Candidates of each leg where the question asks for the latest news: all of an archive may have one date."""
NO_LANGUAGE = ""
POOL = 30
"""Groups that diversity reorders; the groups after them keep their ranks."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question with all that ranking it takes."""

    asked: ParsedQuestion
    encoded: EncodedQuestion
    """Its vectors, and those of its words, one for each term."""
    allowed: Mask | None
    """Which passages may answer, bool [passages]; None for all."""
    timely: Mask | None
    """Which passages are of the times that it names, bool [passages]; None where times do not count."""
    preferences: Preferences
    conceded: Concessions = NOTHING_CONCEDED
    """What the question has given up so far."""


class Ranking(NamedTuple):
    """What was found for a question, in order."""

    found: Candidates
    scores: Scored
    groups: list[Group]
    """Groups of candidates, best first."""
    whole: Candidates | None = None
    """What `background` returns, where it was computed already."""
    stopped_after: int | None = None
    """Number of passages after which reading stopped, see `Constraints`; None where all were read."""
    repeats: tuple[tuple[Group, Group], ...] = ()
    """Groups that diversity left out, best first, each with the one that it repeats."""


def _depth(query: Query) -> int:
    """Return how many candidates each leg finds first: all of the latest news, which have no topic."""
    if query.allowed is None or not query.asked.wants_latest:
        return DEPTH
    return min(max(DEPTH, int(query.allowed.sum())), MOST_LATEST)


def candidates(reader: IndexReader, query: Query, depth: int, first: int = DEPTH) -> Candidates:
    """Return the `depth` best passages of each leg.

    A leg finds passages by their score as a whole, and then scores them more finely. Z-scores are computed
    over the `first` best of each leg.
    """
    asked = query.asked
    scores = reader.postings.scores(asked.terms)
    times = None if query.timely is None else time_scores(reader, asked, query.timely)
    near = nearest(reader.vectors, query.encoded.stretches, depth, first, query.allowed)
    matching = top(scores if times is None else scores + times, depth, query.allowed)
    rows = np.union1d(near, matching)
    at_near, at_matching = np.searchsorted(rows, near), np.searchsorted(rows, matching)
    among = np.zeros(len(rows), np.bool_)
    among[at_near[:first]] = among[at_matching[:first]] = True
    dense = dense_scores(reader, query.encoded, asked.terms, rows)
    lexical = lexical_scores(reader, asked, rows, scores)
    of_time = np.zeros_like(lexical) if times is None else (1 - BM25_SENTENCE_SHARE) * times[rows]
    languages = reader.columns.languages_of(rows)
    return Candidates(
        rows=rows,
        other_language=languages == OTHER_LANGUAGE.get(asked.language, NO_LANGUAGE),
        preferred=languages == (query.preferences.language or ""),
        articles=reader.columns.articles[rows],
        dense=dense,
        lexical=lexical + of_time,
        of_time=of_time,
        on_subject=subject_coverage(reader, asked, rows),
        dense_found=_ordered(near, dense[at_near], first),
        lexical_found=_ordered(matching, lexical[at_matching], first),
        first=among,
    )


def rank(reader: IndexReader, query: Query, limit: int) -> Ranking:
    """Rank the candidates of a question; return them, their scores, and the `limit` best groups.

    Args:
        reader: the index.
        query: the question.
        limit: groups at most.
    """
    constraints = Constraints(reader, query.asked)
    depth = first = _depth(query)
    diverse = query.preferences.diverse
    wanted = max(limit, POOL) if diverse else limit
    while True:
        found = candidates(reader, query, depth, first)
        days = reader.columns.days[found.rows]
        scores = fused_scores(found, days, query.asked, query.preferences.recency)
        order = sort_keys(found, scores)
        # Half of them may be repeats; where more are, all are looked at.
        for most in (2 * wanted, len(order)) if diverse else (wanted,):
            every = _groups(reader, query, found, order, most, constraints)
            groups, repeats = _distinct(reader, found, every, wanted) if diverse else (every, ())
            if len(groups) >= limit:
                break
        # Many passages of few articles may crowd out the rest: search deeper until there are no more. For
        # repeats only once, since all articles of a source may be alike.
        enough = len(every) >= wanted and (len(groups) >= limit or depth > first)
        if enough or len(found.dense_found) < depth or _all_found(reader, query, every):
            if diverse:
                groups = _diversified(reader, found, order, groups)
            stopped_after = constraints.stopped_after
            return Ranking(found, scores, groups[:limit], stopped_after=stopped_after, repeats=repeats)
        query = replace(query, allowed=constraints.narrowed(query.allowed, found))
        depth *= 4


def _groups(
    reader: IndexReader, query: Query, found: Candidates, order: Scores, wanted: int, constraints: Constraints
) -> list[Group]:
    """Return the best groups of the candidates that meet the constraints; `order` sorts the candidates."""
    collapse = query.preferences.collapse
    kept = constraints.kept(found, order, _group_of(reader, collapse, found), wanted)
    rows = found.rows[kept]
    columns = reader.columns
    groups = grouped(
        order[kept], found.articles[kept], columns.stories[rows], columns.days[rows], wanted, collapse
    )
    return [group.among(kept) for group in groups]


def _all_found(reader: IndexReader, query: Query, groups: list[Group]) -> bool:
    """Whether every article that may answer has a group already."""
    if query.preferences.collapse != "article":
        return False
    articles = reader.columns.articles
    left = articles if query.allowed is None else articles[query.allowed]
    return len(groups) == len(np.unique(left))


def _distinct(
    reader: IndexReader, found: Candidates, groups: list[Group], most: int
) -> tuple[list[Group], tuple[tuple[Group, Group], ...]]:
    """Return the first `most` groups that repeat none of each other, and `Ranking.repeats`."""
    best = np.array([group.best for group in groups], np.int64)
    rows = found.rows[best]
    vectors, stories = reader.vectors.vectors(rows), reader.columns.stories[rows]
    taken, repeats = distinct(vectors, found.articles[best], stories, most)
    return [groups[at] for at in taken], tuple((groups[at], groups[of]) for at, of in repeats)


def _diversified(reader: IndexReader, found: Candidates, order: Scores, groups: list[Group]) -> list[Group]:
    """Return the groups with the first `POOL` of them reordered for diversity."""
    pool = np.array([group.best for group in groups[:POOL] if found.first[group.best]], np.int64)
    vectors = reader.vectors.vectors(found.rows[pool])
    places = mmr(order[pool], vectors).tolist()
    return [groups[at] for at in places] + groups[len(pool) :]


def _group_of(reader: IndexReader, collapse: Collapse, found: Candidates) -> npt.NDArray[np.integer]:
    """Return the number of the group that each candidate falls into, [candidates]."""
    if collapse == "story":
        return reader.columns.stories[found.rows]
    return found.articles if collapse == "article" else found.rows


def _ordered(rows: Rows, scores: Scores, first: int) -> Rows:
    """Return rows by score, the `first` of them before the others."""
    return rows[np.lexsort((-scores, np.arange(len(rows)) >= first))]
