"""Points of time in a question: each days, weeks, months or years by themselves, before any preposition."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from index.text.periods import DAY, Period, around, later, months, third
from index.text.time_forms import REACH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from index.text.time_forms import Forms

    Values = Mapping[str, str]

NOTHING = "nothing"
"""The kind of what looks like a time and is none: the number of a law, of a telephone."""
FEW = (2, 6)
"""Units: what "a few" and "beberapa" may mean, generously."""
AMOUNT_MARKS = frozenset(".,:/+-$€£#%")
"""Right before a figure: it goes on, or is no year."""
FAR_YEAR = re.compile(r",?\s+[12][0-9]{3}(?!\w)")
"""After a month without a year: it has one, outside those that `NUMERALS` reads."""


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
        if self.kind in ("date", "month") and ("year" in self.values or "year_shift" in self.values):
            return True
        if any(name in self.values for name in ("label", "label_after", "shift")):
            return True
        return self.kind not in ("date", "month", "weekday", "year", "years")

    @property
    def recurs(self) -> bool:
        """True for a month or a day of one that comes every year: `Mei`, `17 Agustus`."""
        return self.kind in ("date", "month") and self.values.keys().isdisjoint(
            ("year", "year_shift", "shift")
        )

    def as_of(self, day: date) -> Point:
        """The same, asked on another day: which decides the year of a month that has none."""
        period = _PERIODS[self.kind](self.values, day)
        return replace(self, period=period if self.part is None else third(period, self.part))

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
            if kind != NOTHING and (_is_amount(kind, match, known) or not _is_named(question, match, known)):
                continue
            values = known.values(match)
            try:
                period = _PERIODS[kind](values, today)
            except (ValueError, OverflowError):  # the 31st of June, 900 decades ago
                continue
            never = known.never.search(lower, max(0, match.start() - REACH), match.start())
            yield Point(match.start(), match.end(), NOTHING if never else kind, values, known, period)


def is_capital(question: str, at: int) -> bool:
    """True where a capital says something: not in a question that is all capitals."""
    return question[at].isupper() and not question.isupper()


def begins_sentence(question: str, at: int) -> bool:
    """True where any word would have a capital."""
    return question[:at].rstrip(" \t\n\"'“‘«([")[-1:] in ("", ".", "?", "!")


def _is_amount(kind: str, match: re.Match[str], known: Forms) -> bool:
    """True for a number that counts or numbers something."""
    lower, (start, end) = match.string, match.span()
    reach = max(0, start - REACH)
    if lower[start].isdigit() and start and lower[start - 1] in AMOUNT_MARKS:
        return not known.part.search(lower, reach, start)  # mid-2023
    if lower[end - 1].isdigit() and known.amount_after.match(lower, end):
        return True
    return kind in ("year", "years") and bool(known.amount_before.search(lower, reach, start))


def _is_named(question: str, match: re.Match[str], known: Forms) -> bool:
    """False for a month or day that is another word, an abbreviated month alone, and one of a far year."""
    group = match.groupdict()
    month, weekday = group.get("month"), group.get("weekday")
    if month and not group["year"]:
        if FAR_YEAR.match(match.string, match.end()):
            return False
        if "day" not in group and not group.get("year_shift") and month not in known.full_months:
            return False
        prepared = known.prepositions.search(match.string, max(0, match.start() - REACH), match.start())
        return month not in known.capitals or bool(prepared) or is_capital(question, match.start("month"))
    if weekday in known.capitals and not month and not group.get("label"):
        at, after = match.start("weekday"), match.start("shift")
        title_case = after > 0 and question[after].isupper()
        return is_capital(question, at) and not title_case and not begins_sentence(question, at)
    return True


def _offset(values: Values, today: date) -> Period:
    days = values["offset"].split()
    return Period(today + DAY * int(days[0]), today + DAY * int(days[-1]))


def _ago(values: Values, today: date) -> Period:
    unit, number = values["unit"], values.get("number", "1")
    nearest, farthest = FEW if number == "few" else (int(number), int(number))
    if unit == "hour":
        return Period(later(today, unit, -farthest), today)
    return Period(
        around(later(today, unit, -farthest), unit).since, around(later(today, unit, -nearest), unit).until
    )


def _recent(values: Values, today: date) -> Period:
    number = values.get("number", "1")
    return Period(later(today, values["unit"], -(FEW[1] if number == "few" else int(number))), today)


def _unit(values: Values, today: date) -> Period:
    return around(later(today, values["unit"], int(values["shift"])), values["unit"])


def _weekday(values: Values, today: date) -> Period:
    days_since = (today.weekday() - int(values["weekday"])) % 7
    latest = today - DAY * days_since
    shift = values.get("shift")
    if shift == "-1" and days_since == 0:
        latest -= 7 * DAY
    elif shift == "1" or (shift == "0" and days_since > today.weekday()):
        latest += 7 * DAY
    return Period(latest, latest)


def _date(values: Values, today: date) -> Period:
    month = int(values.get("month") or values["numeral"])
    last = int(values["day"])
    first = int(values.get("first_day", last))
    if first > last:
        raise ValueError(f"{first} to {last}")
    return _of_year(values, today, lambda year: Period(date(year, month, first), date(year, month, last)))


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
    if "year_shift" in values:
        return period_of(today.year + int(values["year_shift"]))
    this, shift = period_of(today.year), values.get("shift")
    if shift == "0":
        return this
    if shift == "1":
        return period_of(today.year + (this.since <= today))
    is_past = this.until < today if shift == "-1" else this.since <= today
    return this if is_past else period_of(today.year - 1)


def _year(values: Values, _today: date) -> Period:
    return months(int(values["year"]), 1, "year")


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
