"""Kinds of times: which days a form of `times_*.toml` means, given the day of the question."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from index.times import years
from index.times.periods import DAY, HALVES, Period, around, first_of, later, months, months_later, nth_week
from index.times.years import of_year

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.times.years import Values

NOTHING = "nothing"
"""The kind of forms that look like a time but are none: the number of a law or a telephone."""
FEW = (2, 6)
"""Least and greatest number that `a few` and `beberapa` may mean, generously."""
FIRST_YEAR, LAST_YEAR = 1900, 2099
"""Years that are read, as in `NUMERALS`; no day near them is outside the calendar of `date`. Earlier times
are searched for by their words only."""


def period_of(kind: str, values: Values, today: date) -> Period:
    """Return the days that a form means.

    Args:
        kind: the kind of the form.
        values: slot -> value.
        today: the day on which the question is asked.

    Raises:
        ValueError: there is no such day, like the 31st of June.
        OverflowError: the day is outside the calendar.
    """
    return _PERIODS[kind](values, today)


def period_or_none(kind: str, values: Values, today: date) -> Period | None:
    """Return the days of `period_of`; None if there are none, or outside the years that are read."""
    with suppress(ValueError, OverflowError):
        period = period_of(kind, values, today)
        if period.since.year >= FIRST_YEAR and period.until.year <= LAST_YEAR:
            return period
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
    # The last three days began three days ago at this hour, so that day counts too.
    unit, _, farthest = _count(values)
    return Period(later(today, unit, -farthest), today)


def _count(values: Values) -> tuple[str, int, int]:
    """Return the unit, and its least and greatest number.

    Raises:
        ValueError: the words make no number.
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


def _weekend(_values: Values, today: date) -> Period:
    """Return the latest weekend that has begun."""
    this = around(today, "weekend")
    return this if this.since <= today else around(later(today, "week", -1), "weekend")


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
    if (shift == "-1" or "number" in values) and days_since == 0:
        latest -= 7 * DAY
    if "number" in values:
        # Counting begins with the one before today: `dua Jumat lalu` is a week before `Jumat lalu`.
        latest -= 7 * DAY * (int(values["number"]) - 1)
    elif shift == "1" or (shift == "0" and days_since > today.weekday()):
        latest += 7 * DAY
    return Period(latest, latest)


def _date(values: Values, today: date) -> Period:
    if "month_shift" in values:
        day = later(today.replace(day=1), "month", int(values["month_shift"])).replace(day=int(values["day"]))
        return Period(day, day)
    last = int(values["day"])
    if "day_shift" in values:
        return _day_of_a_month(last, int(values["day_shift"]), today)
    month = _number_of_month(values)
    first = int(values.get("first_day", last))

    def days(year: int) -> Period:
        until = date(year, month, last)
        month_of_first = months_later(until, -1) if first > last else until  # `28-3 Mei` begins in April
        return Period(month_of_first.replace(day=first), until)

    return of_year(values, today, days)


def _day_of_a_month(number: int, shift: int, today: date) -> Period:
    """Return the last such day before today (shift -1), the next one (1), or that of this month (0)."""

    def day(months_ahead: int) -> Period:
        of_month = later(today.replace(day=1), "month", months_ahead).replace(day=number)
        return Period(of_month, of_month)

    return first_of(day, 0, shift, lambda one: shift == 0 or (one.since - today).days * shift > 0)


def _month(values: Values, today: date) -> Period:
    return of_year(values, today, lambda year: months(year, _number_of_month(values)))


def _number_of_month(values: Values) -> int:
    return int(values.get("month") or values["numeral"])


def _week(values: Values, today: date) -> Period:
    number = int(values["ordinal"])
    if "month_shift" in values:
        unit = values["unit"]
        return nth_week(around(later(today, unit, int(values["month_shift"])), unit), number)
    return of_year(values, today, lambda year: nth_week(months(year, int(values["month"])), number))


def _nothing(_values: Values, today: date) -> Period:
    return Period(today, today)  # never looked at


_PERIODS: dict[str, Callable[[Values, date], Period]] = {
    "offset": _offset,
    "ago": _ago,
    "recent": _recent,
    "unit": _unit,
    "weekend": _weekend,
    "so_far": _so_far,
    "weekday": _weekday,
    "date": _date,
    "month": _month,
    "week": _week,
    "quarter": years.quarter,
    "half": years.half,
    "opening": years.opening,
    "year": years.year,
    "years": years.years,
    "decade": years.decade,
    NOTHING: _nothing,
}
"""Kind of form in `languages/questions/times_*.toml` -> function that returns its days."""
