"""Kinds of times that are parts of years, or whole years: quarters, halves, years, decades."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.times.periods import DAY, MONTHS, Period, first_of, months, months_later

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    Values = Mapping[str, str]

LAST = -1
"""Value of `last` and `terakhir` among the ordinals."""
YEARS_AHEAD = 20
"""Years after today's among which `'27` is looked for; otherwise it is a past year."""
MARKED_YEARS = (30, 1)
"""Years before and after today's in which `10/9/19` may lie; with another year it is no date."""


def of_year(values: Values, today: date, period_of: Callable[[int], Period]) -> Period:
    """Return a period in the year that is named; else the latest that has begun, or with `last` has ended.

    Args:
        values: slot -> value.
        today: the day on which the question is asked.
        period_of: function from a year to the period in it.

    Raises:
        ValueError: there is no such year or period, like 29 February 2023.
    """
    if "year" in values:
        return period_of(int(values["year"]))
    if "ending" in values:
        back, ahead = MARKED_YEARS if "mark" in values else (99, YEARS_AHEAD)
        latest = today.year + ahead
        years_before = (latest - int(values["ending"])) % 100
        if years_before > back + ahead:
            raise ValueError(f"no year that ends in {values['ending']}")
        return period_of(latest - years_before)
    if "year_shift" in values:
        return period_of(today.year + int(values["year_shift"]))
    this, shift = today.year, values.get("shift")
    if shift == "0":
        return period_of(this)
    if shift == "1":
        return first_of(period_of, this, 1, lambda one: one.since > today)
    return first_of(period_of, this, -1, lambda one: one.until < today if shift else one.since <= today)


def quarter(values: Values, today: date) -> Period:
    """Return a quarter, or several in a row: `kuartal I dan II`."""
    return of_year(values, today, lambda year: _parts(year, values, "quarter"))


def half(values: Values, today: date) -> Period:
    """Return a half of a year, or both."""
    return of_year(values, today, lambda year: _parts(year, values, "half"))


def _parts(year: int, values: Values, unit: str) -> Period:
    """Return the period from the first to the last part of a year that is named."""
    first, last = int(values.get("first_ordinal", values["ordinal"])), int(values["ordinal"])
    if last == LAST:
        first = last = MONTHS["year"] // MONTHS[unit]
    if last < first:
        raise ValueError(f"{first} to {last}")
    return Period(months(year, first, unit).since, months(year, last, unit).until)


def opening(values: Values, today: date) -> Period:
    """Return the first months of a year, as many as are named: `sembilan bulan pertama 2019`."""
    whole, count = year(values, today), int(values["number"])
    until = months_later(whole.since, count) - DAY
    if not whole.since < until < whole.until:
        raise ValueError(f"{count} months")
    return Period(whole.since, until)


def year(values: Values, today: date) -> Period:
    """Return a year."""
    return of_year(values, today, lambda number: months(number, 1, "year"))


def years(values: Values, _today: date) -> Period:
    """Return the period from one year to another: `2019/20`."""
    first = values["year"]
    last = values.get("last_year") or first[:2] + values["ending"]
    if last <= first:
        raise ValueError(f"{first} to {last}")
    return Period(months(int(first), 1, "year").since, months(int(last), 1, "year").until)


def decade(values: Values, _today: date) -> Period:
    """Return ten years: `1990s`, `90-an`."""
    return months(int(values.get("decade") or "19" + values["tens"]), 1, "decade")
