"""Points of time in a question: each days, weeks, months or years by themselves, before any preposition."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

from index.text.periods import DAY, HALVES, Period, around, first_of, later, months, months_later, third
from index.text.time_forms import REACH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from index.text.time_forms import Forms

    Values = Mapping[str, str]

NOTHING = "nothing"
"""The kind of what looks like a time and is none: the number of a law, of a telephone."""
FEW = (2, 6)
"""Units: what "a few" and "beberapa" may mean, generously."""
CYCLES = {"weekday": "week", "date": "year", "month": "year", "quarter": "year", "half": "year"}
"""Kinds of what comes again and again, and in which unit it does so."""
LAST_PART = 2
SINGLED_OUT = frozenset(("year", "ending", "year_shift", "month_shift", "week_shift", "shift"))
"""Slots that say which one of what comes again and again is meant."""
WHOLE = ("date", "ago", "recent")
"""Kinds of which no part is meant where there is no such thing: not the month of the 31st of June."""
YEARS_AHEAD = 20
"""Of today: `'27` is one of these, and otherwise a past one."""


@dataclass(frozen=True, slots=True)
class Point:
    """A stretch of a question that names a period: `question[start:end]`."""

    start: int
    end: int
    kind: str
    values: Values
    forms: Forms
    period: Period
    part: int | None = None
    """Which third of what is named, from 0: `awal 2023` is the first."""

    @property
    def stated(self) -> bool:
        """True for what can only be meant as a time, without a preposition."""
        if self.part is not None:
            return True
        if self.kind in CYCLES and not self.recurs:
            return True
        if any(name in self.values for name in ("label", "label_after")):
            return True
        return self.kind not in ("date", "month", "weekday", "year", "years")

    @property
    def cycle(self) -> str | None:
        """How often such a thing comes, whether or not a single one is named: `Mei 2023`, `Mei`."""
        return CYCLES.get(self.kind)

    @property
    def recurs(self) -> bool:
        """True where no single one is named: `Mei`, `17 Agustus`, `Senin`."""
        return self.cycle is not None and SINGLED_OUT.isdisjoint(self.values)

    @property
    def precedes(self) -> bool:
        """True where the one before today is named: `Mei lalu`, `Senin lalu`."""
        return self.cycle is not None and self.values.get("shift") == "-1"

    @property
    def year(self) -> str | None:
        """The year that is named with it: of `Mei tahun lalu`, the last."""
        named = {"year", "ending", "year_shift"} & self.values.keys()
        return str(self.period.since.year) if named else None

    def as_of(self, day: date) -> Point:
        """The same, asked on another day: which decides the year of a month that has none."""
        period = _PERIODS[self.kind](self.values, day)
        return replace(self, period=period if self.part is None else third(period, self.part))

    def following(self, day: date) -> Point:
        """The first of what recurs to end after a day."""
        asked = (self.as_of(later(day, str(self.cycle), number)) for number in count())
        return next(point for point in asked if point.period.until > day)

    def of_year(self, year: str) -> Point:
        """The same of a year.

        Raises:
            ValueError: 29 February is not in it.
        """
        return replace(self, values={**self.values, "year": year}).as_of(self.period.until)

    def third(self, part: int, start: int) -> Point:
        """The first, middle or last third (0, 1, 2), named by words that begin at `start`."""
        return replace(self, start=start, part=part, period=third(self.period, part))


def points(question: str, lower: str, known: Forms, today: date) -> Iterator[Point]:
    """Gives all points, overlapping ones too.

    Args:
        question: as asked, for its capitals.
        lower: the same in lower case, of the same length.
        known: how the language writes times.
        today: the day on which the question is asked.
    """
    hinted = {hints for hints in known.hints if any(letters in lower for letters in hints)}
    for kind, pattern, hints in known.patterns:
        for match in pattern.finditer(lower) if hints in hinted else ():
            if kind != NOTHING and (known.is_amount(kind, match) or not known.is_named(question, match)):
                continue
            values = known.values(match)
            period = _period(kind, values, today)
            if not period and kind not in WHOLE:
                continue
            never = known.never.search(lower, max(0, match.start() - REACH), match.start())
            is_time = period and not never
            yield Point(
                *match.span(), kind if is_time else NOTHING, values, known, period or _nothing(values, today)
            )


def _period(kind: str, values: Values, today: date) -> Period | None:
    """None for what there is not: the 31st of June, 900 decades ago."""
    with suppress(ValueError, OverflowError):
        return _PERIODS[kind](values, today)
    return None


def _offset(values: Values, today: date) -> Period:
    days = values["offset"].split()
    return Period(today + DAY * int(days[0]), today + DAY * int(days[-1]))


def _ago(values: Values, today: date) -> Period:
    unit, nearest, farthest = _count(values)
    if unit == "hour":
        return _recent(values, today)
    return Period(
        around(later(today, unit, -farthest), unit).since, around(later(today, unit, -nearest), unit).until
    )


def _recent(values: Values, today: date) -> Period:
    unit, _, farthest = _count(values)
    return Period(later(today, unit, -farthest), today)


def _count(values: Values) -> tuple[str, int, int]:
    """The unit, and how many of it at least and at most.

    Raises:
        ValueError: words that make no number.
    """
    unit, number = values["unit"], values.get("number", "1")
    if number == "few":
        return unit, *FEW
    if number == "half":
        unit, exactly = HALVES.get(unit, (unit, 1))
        return unit, exactly, exactly
    counts = number.split()
    return unit, int(counts[0]), int(counts[-1])


def _unit(values: Values, today: date) -> Period:
    unit = values["unit"]
    day = later(today, unit, int(values["shift"]))
    return Period(day, today) if unit == "hour" else around(day, unit)


def _so_far(values: Values, today: date) -> Period:
    return Period(around(today, values["unit"]).since, today)


def _weekday(values: Values, today: date) -> Period:
    if "week_shift" in values:
        monday = around(later(today, "week", int(values["week_shift"])), "week").since
        day = monday + DAY * int(values["weekday"])
        return Period(day, day)
    days_since = (today.weekday() - int(values["weekday"])) % 7
    latest = today - DAY * days_since
    shift = values.get("shift")
    if shift == "-1" and days_since == 0:
        latest -= 7 * DAY
    elif shift == "1" or (shift == "0" and days_since > today.weekday()):
        latest += 7 * DAY
    return Period(latest, latest)


def _date(values: Values, today: date) -> Period:
    if "month_shift" in values:
        day = later(today.replace(day=1), "month", int(values["month_shift"])).replace(day=int(values["day"]))
        return Period(day, day)
    month = int(values.get("month") or values["numeral"])
    last = int(values["day"])
    first = int(values.get("first_day", last))

    def days(year: int) -> Period:
        until = date(year, month, last)
        month_of_first = months_later(until, -1) if first > last else until  # `28-3 Mei` begins in April
        return Period(month_of_first.replace(day=first), until)

    return _of_year(values, today, days)


def _month(values: Values, today: date) -> Period:
    return _of_year(values, today, lambda year: months(year, int(values["month"])))


def _quarter(values: Values, today: date) -> Period:
    return _of_year(values, today, lambda year: months(year, int(values["ordinal"]), "quarter"))


def _half(values: Values, today: date) -> Period:
    return _of_year(values, today, lambda year: months(year, int(values["ordinal"]), "half"))


def _of_year(values: Values, today: date, period_of: Callable[[int], Period]) -> Period:
    """The year that is named; else the latest in which the period has begun, or for `last` is over."""
    if "year" in values:
        return period_of(int(values["year"]))
    if "ending" in values:
        latest = today.year + YEARS_AHEAD
        return period_of(latest - (latest - int(values["ending"])) % 100)
    if "year_shift" in values:
        return period_of(today.year + int(values["year_shift"]))
    this, shift = today.year, values.get("shift")
    if shift == "0":
        return period_of(this)
    if shift == "1":
        return first_of(period_of, this, 1, lambda one: one.since > today)
    return first_of(period_of, this, -1, lambda one: one.until < today if shift else one.since <= today)


def _year(values: Values, today: date) -> Period:
    return _of_year(values, today, lambda year: months(year, 1, "year"))


def _years(values: Values, _today: date) -> Period:
    first = values["year"]
    last = values.get("last_year") or first[:2] + values["ending"]
    if last <= first:
        raise ValueError(f"{first} to {last}")
    return Period(months(int(first), 1, "year").since, months(int(last), 1, "year").until)


def _decade(values: Values, _today: date) -> Period:
    return months(int(values.get("decade") or "19" + values["tens"]), 1, "decade")


def _nothing(_values: Values, today: date) -> Period:
    return Period(today, today)  # never looked at


_PERIODS: dict[str, Callable[[Values, date], Period]] = {
    "offset": _offset,
    "ago": _ago,
    "recent": _recent,
    "unit": _unit,
    "so_far": _so_far,
    "weekday": _weekday,
    "date": _date,
    "month": _month,
    "quarter": _quarter,
    "half": _half,
    "year": _year,
    "years": _years,
    "decade": _decade,
    NOTHING: _nothing,
}
"""What each kind of form in `languages/times_*.toml` means on a given day."""
