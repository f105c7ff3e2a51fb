"""What the shared records refuse."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from index import Filters, Preferences, QueryError


def test_filters_whose_last_day_lies_before_the_first_are_refused() -> None:
    sentence = "The last day 2024-02-01 lies before the first, 2024-02-02: swap the two."
    with pytest.raises(QueryError, match=f"^{sentence}$"):
        Filters(since=date(2024, 2, 2), until=date(2024, 2, 1))


@pytest.mark.parametrize(("since", "until"), [(1, 1), (1, 2), (None, 1), (1, None), (None, None)])
def test_filters_of_a_day_or_more_or_open_on_a_side(since: int | None, until: int | None) -> None:
    first, last = (None if day is None else date(2024, 2, day) for day in (since, until))
    assert Filters(since=first, until=last).empty is (first is None and last is None)


@pytest.mark.parametrize(
    ("preferences", "sentence"),
    [
        ({"collapse": "stories"}, "The collapse stories is unknown: give story, article or none."),
        ({"time": "on"}, "The time on is unknown: give off, prefer or filter."),
        ({"recency": "always"}, "The recency always is unknown: give off, auto or strong."),
        ({"language": "fr"}, "The preferred language fr is unknown: give id or en."),
    ],
)
def test_preferences_that_nothing_knows_are_refused(preferences: dict[str, Any], sentence: str) -> None:
    with pytest.raises(QueryError, match=f"^{sentence}$"):
        Preferences(**preferences)
