"""Dates as news pages write them, turned into ISO 8601.

dateparser takes tens of milliseconds a line, and reads `Nomor 11 Tahun 2020` as a day even if it is told to
require day, month and year. Here a few explicit forms of complete dates are tried, and everything else is no
date. In numbers the day comes first, as in Indonesia, unless other dates of the file show that the month does
(`are_month_first`).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING, Any

from index.records import KNOWN_LANGUAGES
from index.text import languages
from index.text.patterns import any_of, listed_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

YEARS = range(1900, 2101)
"""Years of dates; another number is a house number or a price."""
MONTHS, DAYS_ONLY = range(1, 13), range(13, 32)
"""Numbers that may be a month or a day, and numbers that can only be a day."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: `text[start:end]` means the ISO 8601 `value`."""

    value: str
    start: int
    end: int

    @property
    def has_time(self) -> bool:
        """Whether the date has a time."""
        return "T" in self.value


@dataclass(frozen=True, slots=True)
class _Forms:
    """Compiled forms of dates, and the values of the names in them."""

    dates: tuple[re.Pattern[str], ...]
    """All forms."""
    numeric: tuple[re.Pattern[str], ...]
    """Forms with two numbers before the year."""
    no_day: tuple[re.Pattern[str], ...]
    """Forms of a date without its day."""
    after: re.Pattern[str]
    """A time right after the date."""
    before: re.Pattern[str]
    """A time right before the date."""
    zones: dict[str, str]


def vocabulary() -> dict[str, Any]:
    """Return the names of months, weekdays and zones from `dates.toml`."""
    return languages.tables("dates", __package__)


@cache
def months() -> dict[str, int]:
    """Return the number of each name of a month, 1 for January."""
    return {name.rstrip("."): number for name, number in _calendar("month")}


@cache
def weekdays() -> dict[str, int]:
    """Return the number of each name of a weekday, 1 for Monday."""
    short = {name: int(number) for number, names in vocabulary()["weekdays"].items() for name in names}
    return {name: number + 1 for name, number in _calendar("weekday")} | short


def _calendar(table: str) -> Iterator[tuple[str, int]]:
    """Yield the names of a table of both languages' `times_*.toml`, each with its number."""
    for language in KNOWN_LANGUAGES:
        for number, listed in languages.tables(f"questions/times_{language}")[table].items():
            yield from ((name, int(number)) for name in listed_words(listed))


@cache
def _forms() -> _Forms:
    words = vocabulary()
    month = rf"(?P<name>{any_of(months())})\b\.?"
    day, year = r"(?P<day>\d{1,2})", r"(?P<year>\d{4})"
    named = any_of(words["zones"])
    zone = rf"(?:UTC|GMT)\s?[+-]\d{{1,2}}(?::?\d{{2}})?|{named}|[+-]\d{{2}}:?\d{{2}}"
    # `10:00:00+07`, as databases write; `10.00-12.00` is the time of an event.
    zone += r"|(?(second)[+-]\d{2}(?![.:])|(?!))"
    clock = (
        r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?(?:[.,]\d{1,9})?"
        rf"(?:\s?(?P<half>[ap])\.?m\b\.?)?(?:\s{{0,2}}(?:(?P<zone>{zone})|(?-i:[A-Z]{{2,5}}))(?![A-Za-z\d]))?(?!\d)"
    )
    numeric = (
        r"(?P<first>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<other>\d{1,2})\s?(?P=sep)\s?(?P<year>\d{4})(?!\d)",
        r"(?P<first>\d{1,2})/(?P<other>\d{1,2})/(?P<year>\d{2})(?!\d)",
    )
    others = (
        r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?=T|\D|$)",
        rf"{day}(?:st|nd|rd|th|hb)?[\s+,.-]{{0,3}}(?:of\s)?{month}[\s+,-]{{0,3}}{year}(?!\d)",
        rf"{day}-{month}-(?P<year>\d{{2}})(?!\d)",
        rf"{month}[\s+]{{1,3}}{day}(?:st|nd|rd|th)?[\s,+]{{1,3}}{year}(?!\d)",
        # `Fri Apr 19 12:55:00 +0000 2024`, as Unix and X write
        rf"{month}\s{{1,2}}{day}\s{clock}\s{year}(?!\d)",
    )
    link = rf"(?:[\s,;|/)\-–—•·+]|(?:{any_of(words['words']['time'])})\b){{0,8}}"
    names = any_of(weekdays())
    this_year = r"(?P<year>(?:19|20)\d\d)"
    no_day = (
        rf"{this_year}(?:[-/.]?(?P<month>\d\d?))?",
        rf"(?P<month>\d\d?)[-/.]{this_year}",
        rf"{month}[\s,-]{{0,3}}{this_year}",
    )
    return _Forms(
        dates=tuple(re.compile(rf"(?<![\d/]){form}", re.IGNORECASE) for form in (*numeric, *others)),
        numeric=tuple(re.compile(rf"(?<![\d/]){form}") for form in numeric),
        no_day=tuple(re.compile(form, re.IGNORECASE) for form in no_day),
        after=re.compile(rf"(?:T|{link}){clock}", re.IGNORECASE),
        before=re.compile(rf"(?<![\d.:]){clock}[\s,;|/(\-–—•·]*(?:(?:{names})\b[\s,]*)?$", re.IGNORECASE),
        zones={name.upper(): offset for name, offset in words["zones"].items()},
    )


def find_date(text: str, *, month_first: bool = False) -> FoundDate | None:
    """Return the first complete date of `text` with the time next to it, or None.

    The first of two numbers is the day, or with `month_first` the month. A date that is impossible in this
    order is skipped, not read in the other order.
    """
    forms = _forms()
    matches = [match for form in forms.dates for match in form.finditer(text)]
    for match in sorted(matches, key=lambda m: (m.start(), -m.end())):
        day = _day(match, month_first=month_first)
        if day is not None:
            return _with_time(text, match, day, forms)
    return None


def has_numeric_date(value: object) -> bool:
    """Whether the meaning of a date field depends on which of two numbers is the day."""
    return any(form.search(str(value)) for form in _forms().numeric)


def are_month_first(values: Iterable[object]) -> bool:
    """Whether the date fields of a file have the month before the day, as in 10/21/2025.

    They do if a second number is over 12 somewhere and a first number nowhere. Reading stops at the first
    date that can only begin with its day.
    """
    found = False
    for value in values:
        for form in _forms().numeric:
            for match in form.finditer(str(value)):
                first, other = int(match["first"]), int(match["other"])
                if other in MONTHS and first in DAYS_ONLY:
                    return False
                found |= first in MONTHS and other in DAYS_ONLY
    return found


def month_or_year(text: str) -> tuple[date, date] | None:
    """Return the first and last day of a text that is only a month of a year, or a year.

    `2025-07` and `Juli 2025` are a month; any other text is None.
    """
    for form in _forms().no_day:
        if match := form.fullmatch(text.strip()):
            year, month = int(match["year"]), _month(match.groupdict())
            if month in MONTHS:
                return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
            return date(year, 1, 1), date(year, 12, 31)
    return None


def _month(groups: dict[str, str | None]) -> int:
    """Return the month of a form, in a number or by its name; 0 if it has none."""
    return int(groups.get("month") or months().get((groups.get("name") or "").lower(), 0))


def _day(match: re.Match[str], *, month_first: bool) -> date | None:
    groups = match.groupdict()
    if "first" in groups:
        month, day = int(groups["other"]), int(groups["first"])
        if month_first:
            month, day = day, month
    else:
        month, day = _month(groups), int(groups["day"])
    year = int(groups["year"])
    if len(groups["year"]) == 2:
        year += 2000 if year < 69 else 1900  # the pivot of POSIX strptime
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def _with_time(text: str, match: re.Match[str], day: date, forms: _Forms) -> FoundDate:
    if "hour" in match.re.groupindex and (moment := _moment(match, day, forms)):
        return FoundDate(moment, match.start(), match.end())
    after = forms.after.match(text, match.end())
    if after and (moment := _moment(after, day, forms)):
        return FoundDate(moment, match.start(), after.end())
    before = forms.before.search(text[: match.start()])
    if before and (moment := _moment(before, day, forms)):
        return FoundDate(moment, before.start(), match.end())
    return FoundDate(day.isoformat(), match.start(), match.end())


def _moment(match: re.Match[str], day: date, forms: _Forms) -> str | None:
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    try:
        clock = time(hour, int(match["minute"]), int(match["second"] or 0))
    except ValueError:
        return None
    return datetime.combine(day, clock, _zone(match["zone"], forms)).isoformat()


def _zone(name: str | None, forms: _Forms) -> timezone | None:
    if name is None:
        return None
    offset = forms.zones.get(name.upper(), name)
    parts = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", offset)
    if parts is None:
        return None
    delta = timedelta(hours=int(parts[2]), minutes=int(parts[3] or 0))
    if delta >= timedelta(hours=24):
        return None
    return timezone(-delta if parts[1] == "-" else delta)
