"""The day of publication, inferred for an article without a complete date."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from index.reading.date_column import said
from index.reading.dates import find_date, month_or_year, months, weekdays
from index.text.patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

REACH = 1500
"""Letters of the text in which a stated day counts. In 4,259 dated articles, 93 in 100 such days are within a
day of publication; where the first stated day is further below, 74 in 100."""
BORDER = timedelta(days=1)
"""Days before a month or year that its articles may state: a report of 1 May tells of Friday (30/4). Days
after it are coming events."""
A_YEAR = timedelta(days=366)

Span = tuple[date, date]
"""The first and the last day that an article may be of."""

_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])/(?:(\d\d?)/)?")
_IN_NAME = re.compile(r"(?:^|/)(\d{4}-\d\d-\d\d)-[^/]*\.md$", re.IGNORECASE)
_YEAR = r"(?P<year>(?:19|20)\d\d)"


def infer_date(
    paragraphs: Sequence[str],
    captions: Sequence[str] = (),
    *,
    given: object = None,
    url: str | None = None,
    opening: str | None = None,
) -> str | None:
    """Return the day in the address or the place line, or the latest that the text states near its top.

    The day in an address is that of publication: in three sets of news it is that of the record, 1,587 times
    out of 1,587. Of several days in the text, the earlier ones are mostly of what happened, and the latest is
    of who told it.

    Args:
        paragraphs: the text.
        captions: captions of its pictures. The date of a caption may be that of an old picture. So it counts
            only if the text states the same day without its year: "Kamis (4/5)".
        given: an incomplete date of the article: `2025-07`. A day outside it does not count.
        url: address of the article. Its year and month (`/2021/05/`) bound the day, too.
        opening: the day in the place line.
    """
    address, told = _address_span(url), _told_span(given)
    spans = [span for span in (address, told) if span]
    if address and address[0] == address[1]:
        days = [address[0]]
    else:
        top = "\n".join(paragraphs)[:REACH].replace("’", "'")
        days = list(_stated(top, spans)) or list(_captioned(top, captions, spans))
        placed = date.fromisoformat(opening) if opening else None
        # A day long before those of the text is one of history: "London, 4 May 1910 - The king".
        if placed and _fits(placed, spans) and all(day - placed < A_YEAR for day in days):
            days = [placed]
    latest = max((day for day in days if _fits(day, spans)), default=None)
    return latest.isoformat() if latest else None


def day_in_name(name: str) -> str | None:
    """Return the day that begins the name of a Markdown file, as Jekyll requires: `2024-07-03-banjir.md`."""
    match = _IN_NAME.search(name)
    found = find_date(match[1]) if match else None
    return found.value if found else None


def _address_span(url: str | None) -> Span | None:
    """Return the day, or else the month, in the path of an address: `/2021/05/03/`, `/2021/05/`."""
    match = _IN_ADDRESS.search(re.split(r"[?#]", url or "", maxsplit=1)[0])
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        told = date(int(year), int(month), int(day or 0))
    except ValueError:
        return month_or_year(f"{year}-{month}")
    return told, told


def _told_span(given: object) -> Span | None:
    """Return the month or year that a date field names, or else the years that occur in it."""
    text = (said(given) or "").strip("'")
    years = [int(year) for year in re.findall(r"(?:19|20)\d\d", text)]
    return month_or_year(text) or ((date(min(years), 1, 1), date(max(years), 12, 31)) if years else None)


def _stated(text: str, spans: Sequence[Span]) -> Iterator[date]:
    """Yield the days that a text states; one without its year only if a single year of `spans` fits."""
    years = {year for first, last in spans for year in range((first - BORDER).year, last.year + 1)}
    for form in _forms():
        for match in form.finditer(text):
            own = {int(match["year"])} if match["year"] else years
            days = [day for year in own if (day := _day(match, year)) and _fits(day, spans)]
            if len(days) == 1:
                yield days[0]


def _captioned(text: str, captions: Sequence[str], spans: Sequence[Span]) -> Iterator[date]:
    """Yield the days of captions that the text states without their year."""
    for caption in captions:
        if found := find_date(caption):
            day = date.fromisoformat(found.value[:10])
            if day in _stated(text, [*spans, (day, day)]):
                yield day


def _fits(day: date, spans: Sequence[Span]) -> bool:
    return all(first - BORDER <= day <= last for first, last in spans)


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """Return the forms of stated days: `Rabu (23/7/2025)`, `Jumat, 16 Agustus 2024`."""
    # Not `Friday, May 3, 2024`: of 20 such days in Global Voices, 3 were within a day of publication.
    weekday = rf"(?P<weekday>\b(?:{any_of(weekdays())})\b)"
    month = rf"(?P<name>{any_of(months())})\b\.?"
    day, year = r"(?P<day>\d{1,2})", rf"(?:,?\s{_YEAR}(?!\d))?"
    # Without a weekday, only brackets tell a day from a fraction or a result.
    numbers = rf"\(\s?{day}\s?/\s?(?P<month>\d{{1,2}})(?:\s?/\s?{_YEAR})?(?(weekday)(?![\d/])|\s?\))"
    forms = (
        rf"(?:{weekday}[\s,.]{{0,3}})?{numbers}",
        rf"{weekday}[\s,(]{{1,3}}{day}(?:st|nd|rd|th)?\s{month}{year}",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


def _day(match: re.Match[str], year: int) -> date | None:
    """Return the day of a form in a year; None if there is none, or if its weekday is another."""
    groups = match.groupdict()
    month = int(groups.get("month") or months()[groups["name"].lower()])
    try:
        day = date(year, month, int(groups["day"]))
    except ValueError:
        return None
    weekday = groups["weekday"]
    return day if weekday is None or weekdays()[weekday.lower()] == day.isoweekday() else None
