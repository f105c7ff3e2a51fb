"""From an understood question to groups of candidates: both legs, fusion, what must occur, grouping."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.lexical.phrases import can_hold
from index.lexical.postings import top
from index.ranking.diversity import diversified
from index.ranking.grouping import grouped
from index.ranking.recency import AHEAD
from index.records import UNKNOWN_DAY, Filters
from index.search.candidates import Candidates, scored
from index.search.holding import Holding

if TYPE_CHECKING:
    from index.ranking.grouping import Group
    from index.records import Collapse, Preferences
    from index.search.candidates import Scored
    from index.search.opened import Opened
    from index.search.understanding import Asked

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

DEPTH = 200
"""Candidates of each leg: twice the deepest measure we report (R@100)."""
OTHER = {"id": "en", "en": "id"}
POOL = 3
"""Groups for each hit that diversity chooses from."""
TRADE_OFF = 0.7
"""Weight of relevance against likeness to the hits above, where a diverse answer is asked for."""


@dataclass(frozen=True, slots=True)
class Look:
    """One question on its way through the index."""

    asked: Asked
    vector: Floats
    """Of the question, float32 [dimension]."""
    words: Floats
    """Of the word of each of its terms, float32 [terms, word dimension]; none, where they are not known."""
    allowed: Mask | None
    """Which passages may answer, bool [passages]; None for all."""
    preferences: Preferences


def allowed(opened: Opened, asked: Asked, filters: Filters) -> Mask | None:
    """Gives the passages that may answer, bool [passages]; None for all."""
    masks = [opened.columns.mask(filters), can_hold(opened.postings, asked.phrases)]
    if asked.time_use == "filter":
        masks.append(_within(opened, asked))
    given = [mask for mask in masks if mask is not None]
    allowed = np.logical_and.reduce(given) if given else None
    if asked.anything and asked.time_use != "filter":
        return opened.columns.newest(DEPTH, asked.today + AHEAD * timedelta(days=1), allowed)
    return allowed


def _within(opened: Opened, asked: Asked) -> Mask:
    """The passages of any of the times that the question names."""
    days = opened.columns.days
    within = np.zeros(len(days), np.bool_)
    for one in asked.times:
        mask = opened.columns.mask(Filters(since=one.since, until=one.until))
        within |= np.ones_like(within) if mask is None else mask
    return within


def candidates(opened: Opened, look: Look, depth: int) -> Candidates:
    """Gives the `depth` best passages of each leg, which are its best as a whole, put in its own order."""
    scores = opened.postings.scores(look.asked.terms)
    near, cosines = opened.vectors.search(look.vector, depth, look.allowed)
    matching = top(scores, depth, look.allowed)
    rows = np.union1d(near, matching)
    whole = np.empty(len(rows), np.float32)
    found = np.isin(rows, near, assume_unique=True)
    whole[np.searchsorted(rows, near)] = cosines
    whole[~found] = opened.vectors.scores(look.vector, rows[~found])
    dense = opened.meaning(look.vector, look.words, look.asked.terms, rows, whole)
    lexical = opened.words(look.asked.terms, rows, scores)
    languages = opened.columns.languages_of(rows)
    asked = look.asked.language
    return Candidates(
        rows=rows,
        other_language=(languages == OTHER[asked]) if asked in OTHER else np.zeros(len(rows), np.bool_),
        preferred=languages == (look.preferences.language or ""),
        articles=opened.columns.articles[rows],
        dense=dense,
        lexical=lexical,
        dense_ranks=_ranks(near, dense[np.searchsorted(rows, near)]),
        lexical_ranks=_ranks(matching, lexical[np.searchsorted(rows, matching)]),
    )


def ranked(opened: Opened, look: Look, limit: int) -> tuple[Candidates, Scored, list[Group]]:
    """Gives the candidates, their scores, and the `limit` best groups of them, best first."""
    depth = DEPTH
    holding = Holding(opened, look.asked)
    while True:
        found = candidates(opened, look, depth)
        days = opened.columns.days[found.rows]
        scores = scored(found, days, UNKNOWN_DAY, look.asked, look.preferences.recency)
        groups = _groups(opened, look, found, scores.total, limit, holding)
        # Many passages of few articles may crowd out the rest: look deeper until there is no more.
        if len(groups) == limit or len(found.dense_ranks) < depth or holding.exhausted:
            return found, scores, groups
        depth *= 4


def _groups(
    opened: Opened, look: Look, found: Candidates, total: Floats, limit: int, holding: Holding
) -> list[Group]:
    diverse, collapse = look.preferences.diverse, look.preferences.collapse
    wanted = limit * POOL if diverse else limit
    kept = holding.kept(found, total, _group_of(opened, collapse, found), wanted)
    rows = found.rows[kept]
    columns = opened.columns
    groups = [
        group.among(kept)
        for group in grouped(
            total[kept],
            found.articles[kept],
            columns.stories[rows],
            columns.days[rows],
            wanted,
            collapse,
        )
    ]
    if not diverse or not groups:
        return groups
    best = np.array([group.best for group in groups])
    order = diversified(total[best], opened.vectors.vectors(found.rows[best]), limit, TRADE_OFF)
    return [groups[at] for at in order]


def _group_of(opened: Opened, collapse: Collapse, found: Candidates) -> npt.NDArray[np.integer]:
    """A number for what each candidate is grouped by, [candidates]."""
    if collapse == "story":
        return opened.columns.stories[found.rows]
    return found.articles if collapse == "article" else found.rows


def _ranks(rows: npt.NDArray[np.int64], scores: Floats) -> dict[int, int]:
    order = np.argsort(-scores, kind="stable")
    return {row: rank for rank, row in enumerate(rows[order].tolist(), start=1)}
