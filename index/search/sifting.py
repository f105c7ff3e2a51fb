"""Which groups of a ranking are as relevant as was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.ranking.grouping import Group


class Weighed(NamedTuple):
    """A group of candidates and how relevant it is."""

    group: Group
    relevance: float | None
    """0 to 1; None where that is not known."""


class Sifted(NamedTuple):
    """What is left of a ranking."""

    shown: list[Weighed]
    """The best groups that are relevant enough."""
    below: Weighed | None
    """The most relevant of the others, where no group is relevant enough and their relevance is known."""
    withheld: list[Weighed]
    """Those of the first groups, which would have been shown, that are not relevant enough."""


def sifted(weighed: Sequence[Weighed], limit: int, least: float) -> Sifted:
    """Gives the groups that are relevant enough, and what became of the others.

    Args:
        weighed: groups, best first by score, which is not quite the order of relevance.
        limit: groups that are shown at most.
        least: relevance that is enough, 0 to 1. What is not known is enough, too.
    """

    def is_enough(one: Weighed) -> bool:
        return one.relevance is None or one.relevance >= least

    enough = [one for one in weighed if is_enough(one)]
    known = [one for one in weighed if one.relevance is not None]
    most_relevant = max(known, key=lambda one: one.relevance or 0, default=None)
    return Sifted(
        shown=enough[:limit],
        below=None if enough else most_relevant,
        withheld=[one for one in weighed[:limit] if not is_enough(one)],
    )
