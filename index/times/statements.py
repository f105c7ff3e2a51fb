"""Statements: points of time with their prepositions: since one, until one, from one to another."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.times.ellipsis import with_elliptic
from index.times.forms import right_before
from index.times.periods import DAY, Period
from index.times.points import LAST_PART

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from index.times.points import Point


@dataclass(frozen=True, slots=True)
class Statement:
    """A point, or two joined points, with the words that bound it: `question[start:end]`."""

    start: int
    end: int
    preposition: str | None
    """A key of `[prepositions]` in `languages/questions/times_*.toml`."""
    first: Point
    last: Point | None = None
    join: str = ""
    """The text between the two."""
    onwards: bool = False
    """Whether words after it extend it to today or with no end."""
    listed: bool = False
    """Whether it continues a list whose earlier members are certainly times."""
    closed: Period | None = None
    """From a lower bound to an upper one, where two statements give them."""

    def recurs_as(self, kind: str) -> bool:
        """Whether both ends are of a kind and name no occurrence: weekdays without a week, for example."""
        return all(one.kind == kind and one.recurs for one in (self.first, self.last or self.first))

    @property
    def certain(self) -> bool:
        """Whether something besides the bare number or name shows that a time is meant."""
        if self.recurs_as("quarter"):
            return self.preposition is not None
        stated = self.first.stated or (self.last is not None and self.last.stated)
        return stated or self.preposition is not None or self.onwards or self.listed or self.join.isalpha()

    @property
    def relative(self) -> bool:
        """Whether it names no month, year or date."""
        return self.first.relative and (self.last is None or self.last.relative)

    @property
    def last_first(self) -> bool:
        """Whether the later of two ends is named first: `since 2025 until 2020`."""
        return self._is_empty and self.last is not None and self.first.period.since > self.last.period.until

    @property
    def _is_empty(self) -> bool:
        """Whether the end is over before the beginning, as if the two were swapped."""
        return self.last is not None and not self.closed and self._since > self.last.period.until

    @property
    def _since(self) -> date:
        period = self.first.period
        return period.until + DAY if self.preposition == "after" else period.since

    def bounds(self) -> tuple[date | None, date | None]:
        """Return the first and the last day, inclusive; None for an open end."""
        if self.closed:
            return self.closed.since, self.closed.until
        period, since = self.first.period, self._since
        if self.last:
            last = self.last.period
            return (last.since, period.until) if self._is_empty else (since, last.until)
        if self.preposition in ("since", "after") or self.onwards:
            return since, None
        if self.preposition == "until":
            return None, period.until
        if self.preposition == "before":
            # `before the end of 2023` includes most of 2023; `before 2023` does not.
            return None, period.until if self.first.part == LAST_PART else period.since - DAY
        return period.since, period.until


def statements(lower: str, taken: list[Point]) -> Iterator[Statement]:
    """Yield statements: points together with their parts, prepositions and joins."""
    waiting = _with_years(lower, list(_completed(lower, taken)))
    left, previous = 0, None
    while waiting:
        first = waiting.pop()
        before = right_before(first.forms.prepositions, lower, first.start, left)
        statement = Statement(
            before.start() if before else first.start, first.end, before.lastgroup if before else None, first
        )
        if waiting and (join := _join(lower, statement, waiting[-1])):
            statement = _range(statement, waiting.pop(), join)
        else:
            statement = _open(lower, statement)
        if previous and _goes_on(lower, previous, statement):
            statement = replace(statement, listed=True)
        left, previous = statement.end, statement
        yield statement


def _open(lower: str, statement: Statement) -> Statement:
    """Return the statement with the words after it that leave it open: `hingga kini`, `dan sebelumnya`."""
    known, end = statement.first.forms, statement.end
    and_now = known.and_now.match(lower, end) if statement.preposition == "between" else None
    if onwards := known.onwards.match(lower, end) or and_now:
        return replace(statement, end=onwards.end(), onwards=True)
    if backwards := known.backwards.match(lower, end):
        return replace(statement, end=backwards.end(), preposition="until")
    return statement


def _goes_on(lower: str, previous: Statement, statement: Statement) -> bool:
    """Whether a statement must be a time because it follows one in a list: `2024` in `in 2023 and 2024`.

    After a mere comma it must be of the same kind and no doubtful word: not `in March, may …` and not
    `kemarin, 1999 penonton`.
    """
    first, last = statement.first, previous.last or previous.first
    gap = _gap(lower, previous.end, statement.start)
    if not previous.certain or gap not in first.forms.listed:
        return False
    if first.cycle is None:
        return first.kind in ("year", "years") and (gap != "," or last.kind == first.kind or bool(last.year))
    doubtful = lower[first.start : first.end] in first.forms.capitals
    return first.cycle == last.cycle and not (gap == "," and doubtful)


def _completed(lower: str, taken: list[Point]) -> Iterator[Point]:
    """Yield each point with its part, preceded by the elliptic points that it completes."""
    left = 0
    for whole in taken:
        yield from with_elliptic(lower, _with_part(lower, whole, left), whole, left)
        left = whole.end


def _with_part(lower: str, point: Point, left: int) -> Point:
    """Return the point, narrowed by `awal` or `the end of` if that is before it."""
    found = right_before(point.forms.part, lower, point.start, left)
    return point.third(int(str(found.lastgroup).removeprefix("part")), found.start()) if found else point


def _with_years(lower: str, taken: list[Point]) -> list[Point]:
    """Return the points, last first; the year after a list holds for all of it: `in May and June 2023`."""
    waiting: list[Point] = []
    for point in reversed(taken):
        following = waiting[-1] if waiting else None
        if following and following.year and point.recurs and _are_listed(lower, point, following):
            with suppress(ValueError):  # 29 February, in that year
                point = point.of_year(following.year)
        waiting.append(point)
    return waiting


def _are_listed(lower: str, point: Point, following: Point) -> bool:
    """Whether two points are neighbours in a list; `between October and March 2023` is no list."""
    before = right_before(point.forms.prepositions, lower, point.start)
    between = before is not None and before.lastgroup == "between"
    alike = point.cycle == following.cycle and not between
    return alike and _gap(lower, point.end, following.start) in point.forms.listed


def _gap(lower: str, start: int, end: int) -> str:
    return " ".join(lower[start:end].split())


def _join(lower: str, first: Statement, last: Point) -> str:
    """Return what joins two times into one period (`-`, `hingga`), or an empty string.

    `and` joins them after `between`. It also joins adjacent times (one ends where the other begins) if they
    are quarters or share words; `/` joins all adjacent times.
    """
    gap = _gap(lower, first.end, last.start)
    known = first.first.forms
    alike = first.first.elliptic or gap == "/" or first.first.kind == last.kind == "quarter"
    shared = alike and first.preposition in (None, "in")
    adjoining = shared and first.first.period.until + DAY == last.period.since
    both = (first.preposition == "between" and gap in known.both) or (adjoining and gap in known.adjoined)
    return gap if both or gap in known.to else ""


def _range(first: Statement, last: Point, join: str) -> Statement:
    point, last = _together(first.first, last)
    return replace(first, end=last.end, first=point, last=last, join=join)


def _together(first: Point, last: Point) -> tuple[Point, Point]:
    """Return the two ends of a period, one of which may name the year for both: `dari Mei hingga Juli 2023`.

    If neither names it, the first is the latest that has begun, and the last follows it. On a Wednesday,
    `from Monday to Friday` runs from two days ago to the day after tomorrow, not through the last full week.
    """
    begins_late = first.period.since > last.period.since
    if last.recurs and (last.cycle == first.cycle or begins_late):
        return first, last.following(first.period.since)
    # `from last Monday to last Friday`, on a Wednesday; `sejak awal tahun hingga Mei 2023`
    if first.recurs or (begins_late and (first.precedes or first.kind == "so_far")):
        return first.as_of(last.period.until), last
    return first, last


def closed(lower: str, statements: Iterable[Statement]) -> list[Statement]:
    """Return statements in order; a lower and an upper bound in a row become one period.

    Next to each other they are one statement. With other words between them both stay, with the same period.
    """
    closed: list[Statement] = []
    for one in statements:
        period = _between(closed[-1], one) if closed else None
        if not period:
            closed.append(one)
        elif _gap(lower, closed[-1].end, one.start) in ("", *one.first.forms.listed):
            closed[-1] = replace(closed[-1], end=one.end, last=one.last or one.first, closed=period)
        else:
            closed[-1:] = [replace(closed[-1], closed=period), replace(one, closed=period)]
    return closed


def _between(one: Statement, other: Statement) -> Period | None:
    """Return the period from the lower to the upper bound; None if they are no bounds or it is empty."""
    lower, upper = other, one
    if one.bounds()[1] is None:
        first, last = _together(one.first, other.first)
        lower, upper = replace(one, first=first), replace(other, first=last)
    (since, open_end), (open_start, until) = lower.bounds(), upper.bounds()
    if since is None or until is None or open_end or open_start:
        return None
    if since <= until:
        return Period(since, until)
    named, to = lower.first.period, upper.first.period
    # No day is after 2022 and before 2023, so the two years themselves are meant.
    return Period(named.since, to.until) if named.until < to.since else None
