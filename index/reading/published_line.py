"""The date line of a page, chosen from several."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from index.reading.boilerplate import is_date_only
from index.reading.chrome import chrome
from index.reading.dates import FoundDate, find_date, vocabulary, weekdays
from index.reading.people import author_of
from index.reading.prose import is_prose, words
from index.text.patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Sequence

DATE_REACH = 6
"""Lines after the first sentence that may hold the date line: a standfirst may come before it."""
LOOSE_WORDS = 6
"""Most words beside the date in a date line: an outlet, a name, a label."""
LONGEST = 160
"""Most letters of a date line, with its day, time, outlet and name; a longer line is a paragraph or a
menu."""
NAME_WORDS = 2
"""Most words of a place or outlet with only a comma, or nothing, before the date; a headline has more."""

_MARKS = r"[\s,|•·–—-]*"


@dataclass(frozen=True, slots=True)
class PublishedLine:
    """A line with the date of the article."""

    number: int
    found: FoundDate
    before: str | None
    """The text before the date, without labels and weekdays: an outlet or a name, if anything."""
    rank: int
    """0 for the surest reading."""


def find_date_line(line: str) -> tuple[FoundDate, str, str] | None:
    """Return the date in a date line, and the texts before and after it; None for any other line.

    "Kompas.tv - 3 Juli 2024, 19:41 WIB" is a date line; "Prakiraan cuaca 3 Juli 2024" is none, because
    nothing separates the words from the date.
    """
    found = find_date(line.replace("’", "'")) if len(line) <= LONGEST else None
    if not found:
        return None
    before, after = line[: found.start], line[found.end :]
    # A stop in the date ends no sentence: "7:41 p.m. ET".
    if is_prose(before + line[found.start : found.end].replace(".", " ") + after):
        return None
    before = _date_words().sub("", before.replace("’", "'"))
    signed = _signed_before().fullmatch(before)
    told = _signed_after(alone=not signed).sub("", after.split("|")[0])
    shown = _updated().split(told)[0]
    beside = words(before) + words(shown)
    told = shown if re.search(r"\d", told) else told  # "Updated 5 hours ago", but not "Update Banjir Garut"
    if len(beside) > LOOSE_WORDS or (words(told) and not re.match(r"\s*(?:[|•·–—/,;()-]|WI[BT]|$)", told)):
        return None
    if words(before) and not signed and not re.search(r"[|•·:–—/(-]\s*$", before):
        name = before.strip(" ,")
        if len(words(name)) > NAME_WORDS or not (before.rstrip().endswith(",") or chrome().is_outlet(name)):
            return None
    return found, before.strip(" ,|•·:–—/(-"), after


def signer(line: str) -> str | None:
    """Return the name beside the date in a date line: "3 Juli 2024 oleh Dina Ayu"."""
    if not (parts := find_date_line(line)):
        return None
    match = _signed_before().fullmatch(parts[1]) or _signed_after(alone=True).match(parts[2])
    return match["name"] if match else None


@cache
def _signed_before() -> re.Pattern[str]:
    """Return the pattern of a byline before a date: "by Dina Ayu", "Penulis: Dina Ayu"."""
    labels = [name for name, field in chrome().label_fields.items() if field == "author"]
    by = rf"(?i:(?:{any_of(vocabulary()['words']['by'])})\b\s?:?|(?:{any_of(labels)})\s?:)"
    return re.compile(rf"{by}\s*(?P<name>{_name()}){_MARKS}")


@cache
def _signed_after(*, alone: bool) -> re.Pattern[str]:
    """Return the pattern of a byline after a date, and of the column after either: "by Dina Ayu in Daerah".

    A column without a byline may be the place of an event, so it needs one before the date unless `alone`.
    """
    names = vocabulary()["words"]
    by = rf"{_MARKS}\b(?i:{any_of(names['by'])})\b\s?:?\s*(?P<name>{_name()})"
    column = rf"{_MARKS}\b(?i:{any_of(names['column'])})\s\w[\w&-]*(?:,?\s[A-Z&][\w-]*){{0,3}}"
    return re.compile(rf"^(?:{by}(?:{column})?{'' if alone else f'|{column}'})(?=\s*(?:$|[|•·,(–—-]))")


def _name() -> str:
    """Return the pattern of a name, or of an account without one: "admin"."""
    first = rf"(?:[A-Z][\w.'’-]*|(?:{any_of(chrome().nobody)})\b)"
    return rf"{first}(?:\s(?:[A-Z][\w.'’-]*|{any_of(chrome().particles)})\b\.?){{0,4}}"


@cache
def _date_words() -> re.Pattern[str]:
    """Return the pattern of weekdays and labels before a date."""
    names = vocabulary()["words"]
    noise = any_of([*weekdays(), *names["published"], *names["updated"], *names["time"]])
    return re.compile(rf"\b(?:{noise})\b[\s,:(/]*", re.IGNORECASE)


@cache
def _updated() -> re.Pattern[str]:
    """Return the pattern of words for a later change."""
    return re.compile(rf"\b(?:{any_of(vocabulary()['words']['updated'])})\b", re.IGNORECASE)


def names_change(text: str) -> bool:
    """Whether a text has a word for a later change: "Diperbarui:"."""
    return bool(_updated().search(text))


def published_line(lines: Sequence[str], title: int | None, end: int) -> PublishedLine | None:
    """Return the date line of the article among the lines of its head; None without one.

    A day without time above the headline may be the day on which the page was saved, and "diperbarui" marks a
    later change: either counts only if there is nothing better.
    """
    best: PublishedLine | None = None
    for number, line in enumerate(lines[: end + DATE_REACH]):
        parts = find_date_line(line)
        if not parts or (number > end and not _dates_the_page(line, parts[0], parts[1])):
            continue
        found, before, _ = parts
        below = title is not None and number > title
        rank = 4 * names_change(line[: found.start]) + 2 * (not found.has_time) + (not below)
        if best is None or rank < best.rank:
            best = PublishedLine(number, found, before or None, rank)
    return best


def _dates_the_page(line: str, found: FoundDate, before: str) -> bool:
    """Whether a line among paragraphs dates the page; a day alone may head the next paragraph."""
    return (found.has_time and is_date_only(line)) or author_of(before) is not None
