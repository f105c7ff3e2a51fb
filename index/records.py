"""The nouns of the house: frozen records that every step passes on and none changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

Language = Literal["id", "en", "und"]
"""ISO 639 codes: Indonesian, English, undetermined (too little text to tell, or another language)."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read from a file. A field that the page does not give is None, never guessed."""

    id: str
    """16 hex digits: hash of the url, else of the path within its source and the record's own id."""
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


@dataclass(frozen=True, slots=True)
class Leg:
    """What one leg of the search made of a passage."""

    rank: int | None
    """1 for the best; None when the passage is not among the leg's candidates."""
    score: float
    """Cosine for the dense leg, BM25 for the lexical leg."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A ranked passage with its article."""

    article: Article
    passage: Passage
    score: float
    """Ranking score: it orders the hits of one question and means nothing across questions."""
    dense: Leg
    lexical: Leg


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gets: hits in descending score, at most one an article."""

    question: str
    language: Language
    took_ms: float
    generation: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles may answer. Empty means all; articles without a date fail a date bound."""

    languages: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    since: date | None = None
    """First day, inclusive."""
    until: date | None = None
    """Last day, inclusive."""

    @property
    def empty(self) -> bool:
        """True when every article passes."""
        return not (self.languages or self.sources or self.since or self.until)
