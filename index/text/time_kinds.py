"""Kinds of times: which days a form of `languages/times_*.toml` means on the day on which it is asked."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from index.text.periods import DAY, HALVES, Period, around, first_of, later, months, months_later, nth_week

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Values = Mapping[str, str]

NOTHING = "nothing"
"""The kind of what looks like a time and is none: the number of a law, of a telephone."""
FEW = (2, 6)
"""Units: what "a few" and "beberapa" may mean, generously."""
FIRST_YEAR, LAST_YEAR = 1900, 2099
"""Those that `NUMERALS` reads; no day near them is outside the calendar of `date`. What was 500 years ago is
looked for by its words."""
YEARS_AHEAD = 20
"""Of today: `'27` is one of these, and otherwise a past one."""
MARKED_YEARS = (30, 1)
"""Before and after today's: `10/9/19` is a date in these only."""


def meant(kind: str, values: Values, today: date) -> Period:
    """Gives the days that a form means.

    Args:
        kind: the form's.
        values: what stands in its slots.
        today: the day on which it is asked.

    Raises:
        ValueError: there is no such day: the 31st of June.
        OverflowError: it is outside the calendar.
    """
    return _PERIODS[kind](values, today)


def read(kind: str, values: Values, today: date) -> Period | None:
    """Gives the same; None for what there is not, and for what is of no year that is read."""
    with suppress(ValueError, OverflowError):
        period = meant(kind, values, today)
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


def _weekend(_values: Values, today: date) -> Period:
    """The latest that has begun."""
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
        # The first of them is the one before today: `dua Jumat lalu` is a week before `Jumat lalu`.
        latest -= 7 * DAY * (int(values["number"]) - 1)
    elif shift == "1" or (shift == "0" and days_since > today.weekday()):
        latest += 7 * DAY
    return Period(latest, latest)


def _date(values: Values, today: date) -> Period:
    if "month_shift" in values:
        day = later(today.replace(day=1), "month", int(values["month_shift"])).replace(day=int(values["day"]))
        return Period(day, day)
    month = _number_of_month(values)
    last = int(values["day"])
    first = int(values.get("first_day", last))

    def days(year: int) -> Period:
        until = date(year, month, last)
        month_of_first = months_later(until, -1) if first > last else until  # `28-3 Mei` begins in April
        return Period(month_of_first.replace(day=first), until)

    return _of_year(values, today, days)


def _month(values: Values, today: date) -> Period:
    return _of_year(values, today, lambda year: months(year, _number_of_month(values)))


def _number_of_month(values: Values) -> int:
    return int(values.get("month") or values["numeral"])


def _week(values: Values, today: date) -> Period:
    number = int(values["ordinal"])
    if "month_shift" in values:
        unit = values["unit"]
        return nth_week(around(later(today, unit, int(values["month_shift"])), unit), number)
    return _of_year(values, today, lambda year: nth_week(months(year, int(values["month"])), number))


def _quarter(values: Values, today: date) -> Period:
    return _of_year(values, today, lambda year: _parts(year, values, "quarter"))


def _half(values: Values, today: date) -> Period:
    return _of_year(values, today, lambda year: _parts(year, values, "half"))


def _parts(year: int, values: Values, unit: str) -> Period:
    """A quarter or half of a year, or all from one to another: `kuartal I dan II`."""
    first, last = values.get("first_ordinal", values["ordinal"]), values["ordinal"]
    if last < first:
        raise ValueError(f"{first} to {last}")
    return Period(months(year, int(first), unit).since, months(year, int(last), unit).until)


def _of_year(values: Values, today: date, period_of: Callable[[int], Period]) -> Period:
    """The year that is named; else the latest in which the period has begun, or for `last` is over."""
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
    "weekend": _weekend,
    "so_far": _so_far,
    "weekday": _weekday,
    "date": _date,
    "month": _month,
    "week": _week,
    "quarter": _quarter,
    "half": _half,
    "year": _year,
    "years": _years,
    "decade": _decade,
    NOTHING: _nothing,
}
"""What each kind of form in `languages/times_*.toml` means on a given day."""
