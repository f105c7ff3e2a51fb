"""From an understood question to groups of candidates: both legs, fusion, what must occur, grouping."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from index.lexical.postings import top
from index.question import Filters
from index.ranking.diversity import diversified
from index.ranking.grouping import grouped
from index.ranking.recency import AHEAD
from index.records import OTHER_LANGUAGE, UNKNOWN_DAY, date_to_day
from index.search.candidates import Candidates, in_order, scored
from index.search.constraints import MOST_READ, Constraints
from index.search.scoring import BM25_SENTENCE_SHARE, dense_scores, lexical_scores, time_scores
from index.search.stretches import nearest
from index.search.topic import held_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from index.question import Collapse, Preferences, TimeExpression
    from index.ranking.grouping import Group
    from index.search.candidates import Scored
    from index.search.reader import IndexReader
    from index.search.stretches import EncodedQuestion
    from index.understanding.parsed_question import ParsedQuestion

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

DEPTH = 150
"""Candidates of each leg. Fused nDCG@10 with 100, 130, 150 and 200 is the same within .0002, the mean of
thirteen sets (bench/CHOICES.md); a question takes 1.1 ms less than with 200."""
MOST_LATEST = 2_000
"""Candidates of each leg where the latest news is asked for: an archive may have one date for all."""
NO_LANGUAGE = ""
POOL = 30
"""Groups that diversity puts in another order; those behind them stay where they are."""


@dataclass(frozen=True, slots=True)
class Query:
    """One question on its way through the index."""

    asked: ParsedQuestion
    encoded: EncodedQuestion
    """Its vectors, and that of the word of each of its terms."""
    allowed: Mask | None
    """Which passages may answer, bool [passages]; None for all."""
    timely: Mask | None
    """Which are of the times that the question names, bool [passages]; None where that is not looked at."""
    preferences: Preferences


class Ranking(NamedTuple):
    """What was found for a question, in order."""

    found: Candidates
    scores: Scored
    groups: list[Group]
    """Of candidates, best first."""
    whole: Candidates | None = None
    """What the question finds in the whole index, where that was looked for already."""


def allowed(reader: IndexReader, asked: ParsedQuestion, filters: Filters) -> Mask | None:
    """Gives the passages that may answer, bool [passages]; None for all."""
    masks = [reader.columns.mask(filters), reader.phrase_masks.holding(asked.phrases)]
    if asked.time_use == "filter":
        masks.append(within(reader, asked.times))
    if asked.by_address:
        masks.append(np.isin(reader.columns.articles, asked.at_address))
    given = [mask for mask in masks if mask is not None]
    passing = np.logical_and.reduce(given) if given else None
    return _newest(reader, asked, passing) if asked.wants_latest else passing


def nowhere(reader: IndexReader, asked: ParsedQuestion, filters: Filters) -> tuple[str, ...]:
    """Gives the phrases of a question that no passage which may answer holds, where none holds them all."""
    if len(asked.phrases) < 2:
        return asked.phrases
    most = MOST_READ // len(asked.phrases)
    alone = [replace(asked, phrases=(phrase,)) for phrase in asked.phrases]
    held = [Constraints(reader, one).occurs(allowed(reader, one, filters), most) for one in alone]
    return tuple(phrase for phrase, occurs in zip(asked.phrases, held, strict=True) if not occurs)


def _newest(reader: IndexReader, asked: ParsedQuestion, passing: Mask | None) -> Mask:
    """The first passages of the latest articles, and of as many of those that hold nothing excluded.

    Nothing is asked for that another passage would answer better, and a long article has hundreds.
    """
    today = asked.today + AHEAD * timedelta(days=1)
    first = np.diff(reader.columns.articles, prepend=-1) > 0
    latest = first if passing is None else first & passing
    newest = reader.columns.newest(DEPTH, today, latest)
    mentioning = reader.phrase_masks.mentioning(asked.excluded)
    if mentioning is None:
        return newest
    return newest | reader.columns.newest(DEPTH, today, latest & ~mentioning)


def timely(reader: IndexReader, asked: ParsedQuestion) -> Mask | None:
    """Gives the passages of the times that a question names; None where there are no times or no passages.

    A year alone is no such time: it is looked for as a word, for it may belong to a name.
    """
    mask = within(reader, asked.placed) if asked.placed and asked.time_use != "off" else None
    # What speaks of a date counts though no article is of it.
    return mask if mask is not None and (asked.dates or mask.any()) else None


def newest_day(reader: IndexReader, today: date) -> int:
    """Gives the day of the newest article up to today, since 1970-01-01; `UNKNOWN_DAY` without one."""
    days = reader.columns.days
    return int(days[days <= date_to_day(today) + AHEAD].max(initial=UNKNOWN_DAY))


def within(reader: IndexReader, times: Iterable[TimeExpression]) -> Mask:
    """Gives the passages of any of some times, bool [passages]."""
    found = np.zeros(len(reader.columns.days), np.bool_)
    for one in times:
        mask = reader.columns.mask(Filters(since=one.since, until=one.until))
        found |= np.True_ if mask is None else mask
    return found


def _depth(query: Query) -> int:
    """Candidates of each leg at first: of the latest news, which have no topic to be found by, all."""
    if query.allowed is None or not query.asked.wants_latest:
        return DEPTH
    return min(max(DEPTH, int(query.allowed.sum())), MOST_LATEST)


def candidates(reader: IndexReader, query: Query, depth: int, first: int = DEPTH) -> Candidates:
    """Gives the `depth` best passages of each leg, which are its best as a whole, put in its own order.

    Scores are standardised over the `first` best of each leg.
    """
    asked = query.asked
    scores = reader.postings.scores(asked.terms)
    times = None
    if query.timely is not None:
        times = time_scores(reader, asked, query.timely)
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
        on_subject=held_of(reader, asked, rows),
        dense_found=_ordered(near, dense[at_near]),
        lexical_found=_ordered(matching, lexical[at_matching]),
        first=among,
    )


def ranked(reader: IndexReader, query: Query, limit: int, constraints: Constraints) -> Ranking:
    """Gives the candidates, their scores, and the `limit` best groups of them.

    Args:
        reader: the index.
        query: the question.
        limit: groups at most.
        constraints: the question's phrases and exclusions; they tell where reading stopped.
    """
    depth = first = _depth(query)
    wanted = max(limit, POOL) if query.preferences.diverse else limit
    while True:
        found = candidates(reader, query, depth, first)
        days = reader.columns.days[found.rows]
        scores = scored(found, days, query.asked, query.preferences.recency)
        order = in_order(found, scores)
        groups = _groups(reader, query, found, order, wanted, constraints)
        # Many passages of few articles may crowd out the rest: look deeper until there is no more.
        if len(groups) == wanted or len(found.dense_found) < depth or _all_found(reader, query, groups):
            if query.preferences.diverse:
                groups = _diversified(reader, found, order, groups)
            return Ranking(found, scores, groups[:limit])
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


def _all_found(reader: IndexReader, query: Query, groups: list[Group]) -> bool:
    """Whether no article is left that might make another group."""
    if query.preferences.collapse != "article":
        return False
    articles = reader.columns.articles
    left = articles if query.allowed is None else articles[query.allowed]
    return len(groups) == len(np.unique(left))


def _diversified(reader: IndexReader, found: Candidates, order: Floats, groups: list[Group]) -> list[Group]:
    """The same groups, the first of them in an order of more variety."""
    pool = np.array([group.best for group in groups[:POOL] if found.first[group.best]], np.int64)
    vectors = reader.vectors.vectors(found.rows[pool])
    places = diversified(order[pool], vectors).tolist()
    return [groups[at] for at in places] + groups[len(pool) :]


def _group_of(reader: IndexReader, collapse: Collapse, found: Candidates) -> npt.NDArray[np.integer]:
    """A number for what each candidate is grouped by, [candidates]."""
    if collapse == "story":
        return reader.columns.stories[found.rows]
    return found.articles if collapse == "article" else found.rows


def _ordered(rows: npt.NDArray[np.int64], scores: Floats) -> npt.NDArray[np.int64]:
    """The rows by score, of those first that come first."""
    return rows[np.lexsort((-scores, np.arange(len(rows)) >= DEPTH))]
