"""What is relevant enough, on a table of relevances."""

from __future__ import annotations

import pytest

from index.ranking.grouping import Group
from index.search.sifting import Weighed, sifted

# relevances, limit, least, unknown -> shown, below, withheld
CASES = {
    "all are enough": ([0.9, 0.7], 10, 0.5, True, [0, 1], None, 0),
    "those behind take the place of those that are not": ([0.9, 0.2, 0.7], 2, 0.5, True, [0, 2], None, 1),
    "only the first are counted": ([0.9, 0.8, 0.1], 2, 0.5, True, [0, 1], None, 0),
    "the least is enough": ([0.5], 10, 0.5, True, [0], None, 0),
    "the most relevant may stand behind": ([0.1, 0.4, 0.2], 2, 0.5, True, [], 1, 2),
    "unknown": ([None, None], 1, 0.0, True, [0], None, 0),
    "unknown and not enough": ([None, None], 10, 0.5, False, [], None, 2),
    "none": ([], 10, 0.5, True, [], None, 0),
}


@pytest.mark.parametrize(
    ("relevances", "limit", "least", "unknown", "shown", "below", "withheld"), CASES.values(), ids=CASES
)
def test_what_is_shown_and_what_is_withheld(
    relevances: list[float | None],
    limit: int,
    least: float,
    unknown: bool,
    shown: list[int],
    below: int | None,
    withheld: int,
) -> None:
    found = sifted(
        [Weighed(Group(at), one) for at, one in enumerate(relevances)], limit, least, unknown=unknown
    )
    assert [one.group.best for one in found.shown] == shown
    assert (found.below and found.below.group.best) == below
    assert found.withheld == withheld
