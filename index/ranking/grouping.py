"""Grouping: an article, or a story of several outlets, is one hit with its best passage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.ranking.days import undated_last

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.arrays import Days, Ordinals, Scores
    from index.question import Collapse


MARGIN = 0.25
"""Fused score, in standard deviations, by which the earliest article of a story may be below the best one and
still be shown. Near-duplicates differ in their titles and passage boundaries, not in content: when questions
used the words of one copy, three in four of 88 copies were within this margin."""
FURTHER = 10
"""Most further passages of a hit. A book has thousands of passages, and nobody reads them all."""


@dataclass(frozen=True, slots=True)
class Group:
    """One hit of an answer. All numbers are positions among the candidates."""

    best: int
    """The best passage of the article that is shown."""
    passages: tuple[int, ...] = ()
    """Further passages of that article, best first, at most `FURTHER`."""
    outlets: tuple[int, ...] = ()
    """The best passage of each other article of the story, earliest article first."""

    def among(self, positions: npt.NDArray[np.int64]) -> Group:
        """Return the same group with its positions, which are indices into `positions`, looked up there."""
        best, *rest = positions[[self.best, *self.passages, *self.outlets]].tolist()
        return Group(best, tuple(rest[: len(self.passages)]), tuple(rest[len(self.passages) :]))


def grouped(
    scores: Scores,
    articles: Ordinals,
    stories: Ordinals,
    days: Days,
    limit: int,
    collapse: Collapse,
) -> list[Group]:
    """Return the `limit` best groups of candidates, sorted by the score of the passage that each shows.

    An article shows its best passage. A story shows the earliest of its articles that score at most `MARGIN`
    below its best one. So the original report is shown, unless a copy answers clearly better, for example
    because it has one more paragraph.

    Args:
        scores: fused score of each candidate, float32 [candidates].
        articles: ordinal of each candidate's article, int32 [candidates].
        stories: ordinal of the earliest article of each candidate's story, int32 [candidates].
        days: day of publication in days since 1970-01-01, or `UNKNOWN_DAY`, int32 [candidates].
        limit: most groups. Equal scores keep the order of the candidates.
        collapse: whether a group is a story, an article or a single passage.
    """
    order = np.argsort(-scores, kind="stable").tolist()
    if collapse == "none":
        return [Group(at) for at in order[:limit]]
    members = _gathered(order, articles.tolist())
    if collapse == "article":
        return [Group(best, tuple(rest[:FURTHER])) for best, *rest in list(members.values())[:limit]]
    # The best passage of an article is the first of its members.
    outlets_of = _gathered([found[0] for found in members.values()], stories.tolist())
    ages, values = _ages(days, articles), scores.tolist()
    shown = {_shown(outlets, values, ages): outlets for outlets in outlets_of.values()}
    best = sorted(shown, key=values.__getitem__, reverse=True)[:limit]
    return [
        Group(at, tuple(members[int(articles[at])][1 : FURTHER + 1]), _others(at, shown[at], ages))
        for at in best
    ]


def _gathered(positions: Sequence[int], keys: Sequence[int]) -> dict[int, list[int]]:
    """Return positions by key; keys and positions keep the order of `positions`."""
    found: dict[int, list[int]] = {}
    for at in positions:
        found.setdefault(keys[at], []).append(at)
    return found


def _ages(days: Days, articles: Ordinals) -> list[int]:
    """Return a sort key for each candidate: by day, undated ones last, then in reading order."""
    ages: list[int] = (undated_last(days) * 2**32 + articles).tolist()
    return ages


def _shown(outlets: Sequence[int], scores: Sequence[float], ages: Sequence[int]) -> int:
    if len(outlets) == 1:
        return outlets[0]
    floor = scores[outlets[0]] - MARGIN
    return min((at for at in outlets if scores[at] >= floor), key=ages.__getitem__)


def _others(shown: int, outlets: Sequence[int], ages: Sequence[int]) -> tuple[int, ...]:
    return tuple(sorted((at for at in outlets if at != shown), key=ages.__getitem__))
