"""Listed days of a month, each as a point of its own: `9 dan 11 September` does not include the 10th."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from index.times.forms import right_before
from index.times.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.times.points import Point

_DAY = re.compile(r"(?:the\s+)?([0-9]+)(?:st|nd|rd|th)?")
_NEXT = re.compile(r"\s*([^\s\w]|\S+)")


def listed_days(match: re.Match[str], point: Point) -> Iterator[Point]:
    """Yield a point for each day that a match lists; the point itself where it lists none.

    Consecutive days stay one period, and so do ranges: `9-11`, `between 9 and 11`.

    Args:
        match: the match of the form that gave the point.
        point: what the match means, from the first day to the last.
    """
    found = _days(match) if point.kind == "date" else []
    numbers = [int(one[1]) for one in found]
    steps = {later - earlier for earlier, later in pairwise(numbers)}
    if not steps or steps == {1} or min(steps) < 1 or not _are_listed(found, point):
        yield point
        return
    values = {name: value for name, value in point.values.items() if name != "first_day"}
    for number, one in zip(numbers, found, strict=True):
        day = point.period.until.replace(day=number)
        yield replace(
            point,
            start=point.start if one is found[0] else one.start(),
            end=point.end if one is found[-1] else one.end(),
            values={**values, "day": str(number)},
            period=Period(day, day),
        )


def _days(match: re.Match[str]) -> list[re.Match[str]]:
    """Return the days in a match, from the first to the last; an empty list if it has only one."""
    if not match.groupdict().get("first_day"):
        return []
    return list(_DAY.finditer(match.string, match.start("first_day"), match.end("day")))


def _are_listed(days: list[re.Match[str]], point: Point) -> bool:
    """Whether `and` or the like joins the last two days into a list.

    It does not if they are bounds (`before 9 and 11 May`) or begin a range (`9 dan 11 Mei hingga 3 Juni`).
    """
    lower = days[0].string
    if (following := _NEXT.match(lower, point.end)) and following[1] in point.forms.to:
        return False
    gap = " ".join(lower[days[-2].end() : days[-1].start()].split())
    before = right_before(point.forms.prepositions, lower, point.start)
    return gap in point.forms.listed and (before is None or before.lastgroup == "in")
