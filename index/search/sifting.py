"""Sifting: which groups of a ranking reach the relevance threshold."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.ranking.grouping import Group


SEVERAL = 5
"""Groups that reach the threshold, fewer than asked for, where groups further down may reach it, too."""


class Weighed(NamedTuple):
    """A group of candidates and its relevance."""

    group: Group
    relevance: float | None
    """0 to 1; None where it is unknown."""

    def reaches(self, least: float) -> bool:
        """Whether its relevance reaches a threshold, 0 to 1, which unknown relevance does."""
        return self.relevance is None or self.relevance >= least


class Sifted(NamedTuple):
    """The groups of a ranking, and which of them are shown."""

    weighed: Sequence[Weighed]
    """All groups, by score."""
    limit: int
    """Groups that are shown at most."""
    shown: list[Weighed]
    """The best groups that reach the threshold."""
    below: Weighed | None
    """The most relevant group, where none reaches the threshold and relevance is known."""
    withheld: list[Weighed]
    """Those of the first `limit` groups that do not reach the threshold."""

    def may_have_more(self, depth: int) -> bool:
        """Whether to look beyond the first `depth` groups: there are others, and several of these are shown.

        Where few reach the threshold, the others hardly do, and to look at them takes as long again.
        """
        return SEVERAL <= len(self.shown) < self.limit and len(self.weighed) >= depth


def sift(weighed: Sequence[Weighed], depth: int, limit: int, least: float) -> Sifted:
    """Divide groups by the relevance threshold.

    Args:
        weighed: groups by score, best first, which is not quite the order of relevance.
        depth: groups that may be shown, from the best on.
        limit: groups that are shown at most.
        least: the threshold, 0 to 1.
    """
    deep = weighed[:depth]
    enough = [each for each in deep if each.reaches(least)]
    known = [each for each in deep if each.relevance is not None]
    most_relevant = max(known, key=lambda each: each.relevance or 0, default=None)
    return Sifted(
        weighed=weighed,
        limit=limit,
        shown=enough[:limit],
        below=None if enough else most_relevant,
        withheld=[each for each in deep[:limit] if not each.reaches(least)],
    )
