"""What is relevant enough, on a table of relevances."""

from __future__ import annotations

import pytest

from index.ranking.grouping import Group
from index.search.sifting import Weighed, sift

# relevances, limit, least -> shown, below, withheld
CASES = {
    "all are enough": ([0.9, 0.7], 10, 0.5, [0, 1], None, []),
    "those behind take the place of those that are not": ([0.9, 0.2, 0.7], 2, 0.5, [0, 2], None, [1]),
    "only the first are counted": ([0.9, 0.8, 0.1], 2, 0.5, [0, 1], None, []),
    "the least is enough": ([0.5], 10, 0.5, [0], None, []),
    "the most relevant may stand behind": ([0.1, 0.4, 0.2], 2, 0.5, [], 1, [0, 1]),
    "what is not known is enough": ([None, None], 1, 0.5, [0], None, []),
    "none": ([], 10, 0.5, [], None, []),
}


@pytest.mark.parametrize(
    ("relevances", "limit", "least", "shown", "below", "withheld"), CASES.values(), ids=CASES
)
def test_what_is_shown_and_what_is_withheld(
    relevances: list[float | None],
    limit: int,
    least: float,
    shown: list[int],
    below: int | None,
    withheld: list[int],
) -> None:
    weighed = [Weighed(Group(at), one) for at, one in enumerate(relevances)]
    found = sift(weighed, len(weighed), limit, least)
    assert [one.group.best for one in found.shown] == shown
    assert (found.below and found.below.group.best) == below
    assert [one.group.best for one in found.withheld] == withheld


@pytest.mark.parametrize(
    ("reaching", "limit", "depth", "expected"),
    [
        (5, 10, 20, True),
        (4, 10, 20, False),  # few reach it
        (5, 5, 20, False),  # as many as asked for
        (5, 10, 21, False),  # there are no others
        (20, 30, 20, True),
    ],
)
def test_where_several_reach_it_others_may(reaching: int, limit: int, depth: int, expected: bool) -> None:
    weighed = [Weighed(Group(at), 0.9 if at < reaching else 0.1) for at in range(20)]
    assert sift(weighed, depth, limit, 0.5).may_have_more(depth) is expected
