"""Grouping: an article, or a story that several outlets print, answers once, with its best passage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.ranking.days import undated_last

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.question import Collapse

Scores = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int32]

MARGIN = 0.25
"""Fused score, in standard deviations, that the earliest article of a story may lie behind the best one and
still be shown. Copies differ in their titles and in where passages end, not in what they tell: asked for by
words of one of them, three in four of 88 copies lay so near."""
FURTHER = 10
"""Passages beside the best that an article shows: a book has thousands, and nobody reads on."""


@dataclass(frozen=True, slots=True)
class Group:
    """One row of an answer, in positions among the candidates."""

    best: int
    """The passage that is shown, of the article that is shown."""
    passages: tuple[int, ...] = ()
    """Further passages of that article, best first, `FURTHER` at most."""
    outlets: tuple[int, ...] = ()
    """The best passage of each other article of the story, earliest article first."""

    def among(self, positions: npt.NDArray[np.int64]) -> Group:
        """The same group, where its positions were counted among these."""
        best, *rest = positions[[self.best, *self.passages, *self.outlets]].tolist()
        return Group(best, tuple(rest[: len(self.passages)]), tuple(rest[len(self.passages) :]))


def grouped(
    scores: Scores,
    articles: Numbers,
    stories: Numbers,
    days: Numbers,
    limit: int,
    collapse: Collapse,
) -> list[Group]:
    """Gives the `limit` best groups of candidates, by the score of the passage that each shows, best first.

    An article shows its best passage. A story shows its earliest article, unless that scores more than
    `MARGIN` below the story's best; then the earliest of those that do not. So the report that the others
    copied gets the row, and a copy that answers clearly better, for it has a paragraph more, is not hidden.

    Args:
        scores: fused score of each candidate, float32 [candidates].
        articles: ordinal of each candidate's article.
        stories: ordinal of the earliest article of each candidate's story.
        days: days since 1970-01-01 on which the article appeared, or `UNKNOWN_DAY`.
        limit: how many groups at most. Equal scores keep the order of the candidates.
        collapse: what makes a group.
    """
    order = np.argsort(-scores, kind="stable").tolist()
    if collapse == "none":
        return [Group(at) for at in order[:limit]]
    members = _gathered(order, articles.tolist())
    if collapse == "article":
        return [Group(best, tuple(rest[:FURTHER])) for best, *rest in list(members.values())[:limit]]
    # An article stands for its best passage: the first of its members.
    told = _gathered([found[0] for found in members.values()], stories.tolist())
    ages, values = _ages(days, articles), scores.tolist()
    shown = {_shown(outlets, values, ages): outlets for outlets in told.values()}
    best = sorted(shown, key=values.__getitem__, reverse=True)[:limit]
    return [
        Group(at, tuple(members[int(articles[at])][1 : FURTHER + 1]), _others(at, shown[at], ages))
        for at in best
    ]


def _gathered(positions: Sequence[int], keys: Sequence[int]) -> dict[int, list[int]]:
    """Positions by key, keys and positions both in the order in which they come."""
    found: dict[int, list[int]] = {}
    for at in positions:
        found.setdefault(keys[at], []).append(at)
    return found


def _ages(days: Numbers, articles: Numbers) -> list[int]:
    """One number a candidate, the smaller the earlier: by day, those without one last, then as read."""
    ages: list[int] = (undated_last(days) * 2**32 + articles).tolist()
    return ages


def _shown(outlets: Sequence[int], scores: Sequence[float], ages: Sequence[int]) -> int:
    if len(outlets) == 1:
        return outlets[0]
    floor = scores[outlets[0]] - MARGIN
    return min((at for at in outlets if scores[at] >= floor), key=ages.__getitem__)


def _others(shown: int, outlets: Sequence[int], ages: Sequence[int]) -> tuple[int, ...]:
    return tuple(sorted((at for at in outlets if at != shown), key=ages.__getitem__))
