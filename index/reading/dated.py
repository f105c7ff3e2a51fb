"""The date line of a page, and which of several it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from index.reading.boilerplate import is_date_only
from index.reading.chrome import chrome, is_prose, words
from index.reading.dates import FoundDate, alternatives, find_date, vocabulary
from index.reading.people import author_of

if TYPE_CHECKING:
    from collections.abc import Sequence

DATE_REACH = 6
"""Lines after the first sentence in which a date line may stand: a standfirst may come before it."""
LOOSE_WORDS = 6
"""Words beside a date that a line may hold and still be a date line: an outlet, a name, a label."""
LONGEST = 160
"""Letters of a date line, with its day, time, outlet and name; a longer line is a paragraph or a menu."""
NAME_WORDS = 2
"""Words of a place or an outlet that only a comma, or nothing, parts from the date; a headline has more."""


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that gives the date of the article."""

    number: int
    found: FoundDate
    before: str | None
    """What stands before the date without labels and days: an outlet or a name, if anything."""
    rank: int
    """0 for the surest reading."""


def find_date_line(line: str) -> tuple[FoundDate, str, str] | None:
    """Date of a line made of a date, with what stands before and after it; None for any other line.

    "Kompas.tv - 3 Juli 2024, 19:41 WIB" is one; "Prakiraan cuaca 3 Juli 2024" is not, because nothing
    parts the words from the date.
    """
    if len(line) > LONGEST or is_prose(line):
        return None
    found = find_date(line.replace("’", "'"))
    if not found:
        return None
    before, after = line[: found.start], line[found.end :]
    before = _date_words().sub("", before.replace("’", "'"))
    told = after.split("|")[0]
    shown = _updated().split(told)[0]
    beside = words(before) + words(shown)
    told = shown if re.search(r"\d", told) else told  # "Updated 5 hours ago", but no "Update Banjir Garut"
    if len(beside) > LOOSE_WORDS or (words(told) and not re.match(r"\s*(?:[|•·–—/,;()-]|WI[BT]|$)", told)):
        return None
    if words(before) and not re.search(r"[|•·:–—/(-]\s*$", before):
        name = before.strip(" ,")
        if len(words(name)) > NAME_WORDS or not (before.rstrip().endswith(",") or chrome().is_outlet(name)):
            return None
    return found, before.strip(" ,|•·:–—/(-"), after


@cache
def _date_words() -> re.Pattern[str]:
    """Names of days and labels that stand before a date."""
    names = vocabulary()["words"]
    noise = alternatives(
        vocabulary()["days"]["names"] + names["published"] + names["updated"] + names["time"]
    )
    return re.compile(rf"\b(?:{noise})\b[\s,:(/]*", re.IGNORECASE)


@cache
def _updated() -> re.Pattern[str]:
    """What names a later change."""
    return re.compile(rf"\b(?:{alternatives(vocabulary()['words']['updated'])})\b", re.IGNORECASE)


def names_change(text: str) -> bool:
    """True for words that name a later change: "Diperbarui:"."""
    return bool(_updated().search(text))


def published_line(lines: Sequence[str], title: int | None, end: int) -> DateLine | None:
    """The date line of the article among the lines of its head.

    A day alone above the headline may be the day the page was saved, and "diperbarui" names a later
    change: either counts only when there is nothing better.
    """
    best: DateLine | None = None
    for number, line in enumerate(lines[: end + DATE_REACH]):
        parts = find_date_line(line)
        if not parts or (number > end and not _dates_the_page(line, parts[0], parts[1])):
            continue
        found, before, _ = parts
        below = title is not None and number > title
        rank = 4 * names_change(line[: found.start]) + 2 * (not found.has_time) + (not below)
        if best is None or rank < best.rank:
            best = DateLine(number, found, before or None, rank)
    return best


def _dates_the_page(line: str, found: FoundDate, before: str) -> bool:
    """True for a date line even among paragraphs, where a day alone may head the next one."""
    return (found.has_time and is_date_only(line)) or author_of(before) is not None
