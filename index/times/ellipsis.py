"""Ellipsis: what a time in a list or range takes from the one after it: the year in `Jan-Mar 2024`."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from index.times.forms import right_before

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from index.times.points import Point

PARTS = "part"
"""Key in `Forms.elliptic` of a part whose whole is named later: `awal` in `awal hingga akhir 2023`."""
COMMON = frozenset(("month", "unit"))
"""Slots that a point takes from the one after it: `the first and second week of May 2023`."""


def with_elliptic(lower: str, point: Point, whole: Point, left: int) -> Iterator[Point]:
    """Yield a point, preceded by the elliptic points before it, which it completes, in order.

    Args:
        lower: the question in lower case.
        point: the point, with its part.
        whole: the point without its part; the same as `point` if it has none.
        left: where the elliptic points begin at the earliest.
    """
    found = [point]
    while True:
        match = _before(lower, found[-1], left) if whole.year or whole is not point else None
        elliptic = _completed(match, found[-1], whole) if match else None
        if elliptic is None:
            break
        found.append(elliptic)
    return reversed(found)


def _before(lower: str, point: Point, left: int) -> re.Match[str] | None:
    """Return the words right before a point, from `left` on, that may share its year or whole."""
    pattern = point.forms.elliptic.get(PARTS if point.part is not None else point.kind)
    return right_before(pattern, lower, point.start, left) if pattern else None


def _completed(match: re.Match[str], point: Point, whole: Point) -> Point | None:
    """Return the point that a match of an elliptic pattern means; None where it is another word."""
    start, end = match.start(), match.end("words")
    if point.part is not None:
        part = next(int(name.removeprefix(PARTS)) for name in _named(match) if name.startswith(PARTS))
        return replace(whole.third(part, start), end=end, elliptic=True)
    month = match.groupdict().get("month")
    if month in point.forms.with_day:
        return None
    if month in point.forms.capitals and match["gap"].startswith(","):  # `as it may, June 2023`
        return None
    slots = {name: match[name] for name in _named(match) if name in ("month", "ordinal")}
    values = {name: value for name, value in point.values.items() if name in COMMON}
    values |= {name: point.forms.words[name][" ".join(words.split())] for name, words in slots.items()}
    without_year = replace(point, start=start, end=end, values=values, elliptic=True)
    with suppress(ValueError):  # there is none: a fifth quarter
        return without_year.as_of(whole.period.until)
    return None


def _named(match: re.Match[str]) -> list[str]:
    """Return the names of the groups that took part in a match."""
    return [name for name, words in match.groupdict().items() if words]
