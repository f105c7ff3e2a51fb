"""Articles and their passages: immutable data types that all modules share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

Language = Literal["id", "en", "und"]
"""ISO 639 codes: Indonesian, English, undetermined (too little text to tell, or another language)."""
KnownLanguage = Literal["id", "en"]
"""Those that can be preferred."""
OTHER_LANGUAGE: dict[Language, Language] = {"id": "en", "en": "id"}
"""The language that a text in one of these may be searched in, too."""
Span = tuple[int, int]
"""Start and end in code points."""
UNKNOWN_DAY = -(2**31)
"""Stands for "no date" where a day is a 32-bit number; before every day there is, so that only an upper bound
must exclude it by name."""
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read from a file. A field that the page does not give is None, never guessed."""

    id: str
    """16 hex digits: hash of a record's own id and its url or file, else of its url, or of file and line."""
    title: str | None
    body: str
    """Cleaned text; paragraphs are separated by one blank line."""
    language: Language
    origin: str
    """The file it came from, with `:LINE` for a record of a .jsonl or .csv file."""
    published: str | None = None
    """ISO 8601: `2024-04-19` or, with time and zone, `2024-04-19T12:55:00+07:00`.

    The zone is missing, `2024-04-19T12:55:00`, where the page gives a time without one.
    """
    published_inferred: bool = False
    """True when `published` was taken from the text rather than from a date line or metadata."""
    source: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    keywords: tuple[str, ...] = ()
    section: str | None = None
    place: str | None = None
    record_id: str | None = None
    """The id that the record itself carried (`id` or `_id` of a .jsonl record, say)."""


def published_day(published: str) -> int:
    """The day of `Article.published`, since 1970-01-01, by its own clock: what readers see on the page.

    Raises:
        ValueError: it is not ISO 8601.
    """
    return date_to_day(date.fromisoformat(published[:10]))


def file_of(origin: str) -> str:
    """`Article.origin` without `:LINE`."""
    return re.sub(r":\d+$", "", origin)


class ArticleName(NamedTuple):
    """What an article goes by; the fields are those of `Article`."""

    id: str
    language: Language
    origin: str
    url: str | None
    record_id: str | None

    @property
    def file(self) -> str:
        """The file that it was read from."""
        return file_of(self.origin)


@dataclass(frozen=True, slots=True)
class Problem:
    """A file or record that could not be read, or was read with a loss."""

    origin: str
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A slice of an article's body: `text == article.body[start:end]`, offsets in code points."""

    article_id: str
    ordinal: int
    """0 for the first passage of the article."""
    start: int
    end: int
    text: str


def date_to_day(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def day_to_date(day: int) -> date:
    """The inverse of `date_to_day`."""
    return date.fromordinal(day + _EPOCH)
