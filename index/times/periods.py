"""Calendar periods: weeks from Monday to Sunday, months, quarters, years, decades, and their parts."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = timedelta(days=1)
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}
"""Number of months in each unit that is made of whole months."""
HOURS_A_DAY = 24
HALVES = {"decade": ("year", 5), "year": ("month", 6), "month": ("week", 2), "day": ("hour", 12)}
"""Unit -> half of it in smaller units; half of any other unit counts as one."""
LEAP_YEARS_APART = 8
"""Most years between two leap years: none is between 1896 and 1904, or 2096 and 2104."""
SATURDAY = 5
"""In `date.weekday`, where Monday is 0."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to the last, both inclusive."""

    since: date
    until: date


def months(year: int, number: int, unit: str = "month") -> Period:
    """Return the `number`th month, quarter or half of a year, from 1; for 1, also the year or decade itself.

    Raises:
        ValueError: there is no such period.
    """
    count = MONTHS[unit]
    first = date(year, count * (number - 1) + 1, 1)
    return Period(first, months_later(first, count) - DAY)


def months_later(day: date, count: int) -> date:
    """Return the same day `count` months later, or the last day of a month that is too short for it.

    Raises:
        ValueError: the day is outside the years 1 to 9999.
    """
    year, month = divmod(12 * day.year + day.month - 1 + count, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - DAY).day))


def later(day: date, unit: str, count: int) -> date:
    """Return the day `count` units later; three hours earlier is the day before.

    Raises:
        ValueError, OverflowError: the day is outside the years 1 to 9999.
    """
    if unit in MONTHS:
        return months_later(day, count * MONTHS[unit])
    if unit == "hour":
        return day + DAY * (count // HOURS_A_DAY)
    return day + DAY * count * (1 if unit == "day" else 7)


def first_of(
    period_of: Callable[[int], Period], year: int, step: int, fits: Callable[[Period], bool]
) -> Period:
    """Return the first fitting period of a year, from `year` on by `step` (-1 to go back).

    Raises:
        ValueError: none fits, not even in leap years.
    """
    for number in range(LEAP_YEARS_APART + 1):
        with suppress(ValueError):  # 29 February, in most years
            if fits(period := period_of(year + number * step)):
                return period
    raise ValueError("in no year")


def around(day: date, unit: str) -> Period:
    """Return the calendar unit that a day is in; for `weekend`, that of the day's week."""
    if unit in ("week", "weekend"):
        monday = day - DAY * day.weekday()
        return Period(monday + DAY * (SATURDAY if unit == "weekend" else 0), monday + 6 * DAY)
    if unit == "decade":
        return months(day.year - day.year % 10, 1, unit)
    if unit in MONTHS:
        return months(day.year, (day.month - 1) // MONTHS[unit] + 1, unit)
    return Period(day, day)


def nth_week(period: Period, number: int) -> Period:
    """Return the `number`th seven days of a period, from 1; -1 is the last. A fifth week is what is left.

    Raises:
        ValueError: there is no such week: a fifth in February.
    """
    since = period.until - 6 * DAY if number < 0 else period.since + 7 * (number - 1) * DAY
    if since > period.until:
        raise ValueError(f"no week {number} from {period.since}")
    return Period(since, min(since + 6 * DAY, period.until))


def third(period: Period, part: int) -> Period:
    """Return the first, middle or last third (0, 1, 2): four months of a year, ten days of a month.

    A period of three or more whole months is divided by months. Fewer than three days are not divided.
    """
    count = _whole_months(period)
    if count >= 3:
        cuts = [months_later(period.since, count * number // 3) for number in (part, part + 1)]
    else:
        count = (period.until - period.since).days + 1
        if count < 3:
            return period
        cuts = [period.since + DAY * (count * number // 3) for number in (part, part + 1)]
    return Period(cuts[0], cuts[1] - DAY)


def _whole_months(period: Period) -> int:
    """Return the number of months, or 0 if the period does not begin and end with a month."""
    since, following = period.since, period.until + DAY
    whole = since.day == following.day == 1
    return 12 * (following.year - since.year) + following.month - since.month if whole else 0
