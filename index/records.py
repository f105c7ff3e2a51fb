"""Articles and their passages: immutable data types that all modules share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

Language = Literal["id", "en", "und"]
"""ISO 639 codes: Indonesian, English, undetermined (too little text to tell, or another language)."""
KnownLanguage = Literal["id", "en"]
"""The languages that texts are analysed in and that a question can prefer."""
KNOWN_LANGUAGES: tuple[KnownLanguage, ...] = ("id", "en")
OTHER_LANGUAGE: dict[Language, KnownLanguage] = {"id": "en", "en": "id"}
"""Language -> the other language in which its texts can also be found."""
Span = tuple[int, int]
"""Start and end (exclusive) in code points."""
UNKNOWN_DAY = -(2**31)
"""Value for "no date" where a day is a 32-bit number. It is before every real day, so that only an upper
bound must exclude it explicitly."""
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Article:
    """An article as read from a file. A field that the file does not give is None or empty.

    There are two exceptions: the date may be inferred from the address or the text (`published_inferred`),
    and an HTML page without a source has the host name of its address.
    """

    id: str
    """16 hex digits: hash of the record's own id and its url or file; else of its url; else of file and
    line."""
    title: str | None
    body: str
    """Cleaned text; paragraphs are separated by one blank line."""
    language: Language
    origin: str
    """The file that it is from, with `:LINE` for a record of a .jsonl or .csv file."""
    published: str | None = None
    """ISO 8601: `2024-04-19` or, with time and zone, `2024-04-19T12:55:00+07:00`.

    The zone is missing (`2024-04-19T12:55:00`) if the page gives a time without one.
    """
    published_inferred: bool = False
    """Whether `published` was taken from the text, and not from a date line or metadata."""
    source: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    keywords: tuple[str, ...] = ()
    section: str | None = None
    place: str | None = None
    record_id: str | None = None
    """The own id of a record, for example `id` or `_id` in a .jsonl file."""


def published_day(published: str) -> int:
    """Return the day of `Article.published` in its own time zone, in days since 1970-01-01.

    Raises:
        ValueError: the value is not ISO 8601.
    """
    return date_to_day(date.fromisoformat(published[:10]))


def file_of(origin: str) -> str:
    """Return `Article.origin` without `:LINE`."""
    return re.sub(r":\d+$", "", origin)


class ArticleName(NamedTuple):
    """The names of an article; the fields are those of `Article`."""

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
class Lost(Problem):
    """A file or folder that is gone or refused, so that all its articles are; `origin` is absolute."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A slice of an article's body: `text == article.body[start:end]`, offsets in code points."""

    article_id: str
    ordinal: int
    """0 for the first passage of the article."""
    start: int
    end: int
    text: str


def possible_languages(language: Language) -> tuple[KnownLanguage, ...]:
    """Return the languages that a text may be in: both if its language is undetermined."""
    return KNOWN_LANGUAGES if language == "und" else (language,)


def date_to_day(day: date) -> int:
    """Return days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def day_to_date(day: int) -> date:
    """The inverse of `date_to_day`."""
    return date.fromordinal(day + _EPOCH)
