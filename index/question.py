"""Options of a question, and how it was understood: immutable data types that all modules share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from index.errors import QueryError
from index.records import KNOWN_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from index.records import KnownLanguage

MOST_CHARACTERS = 10_000
"""Most characters of a question. A whole chain message or article may be pasted as one."""

Collapse = Literal["story", "article", "none"]
"""What is one hit: a story with all its outlets, an article, or (`none`) every passage."""
Recency = Literal["off", "auto", "strong"]
"""Whether new articles are preferred: never, if the question asks for news, or always."""
TimeUse = Literal["off", "prefer", "filter"]
"""Effect of a time in the question: none, a small bonus for its articles, or a filter."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Filter of articles. Empty means all; articles without a date do not pass a date bound.

    Raises:
        QueryError: the first day is after the last.
    """

    languages: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    since: date | None = None
    """First day, inclusive."""
    until: date | None = None
    """Last day, inclusive."""

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise QueryError(f"The last day {self.until} lies before the first, {self.since}: swap the two.")

    @property
    def empty(self) -> bool:
        """Whether every article passes."""
        return not (self.languages or self.sources or self.since or self.until)


@dataclass(frozen=True, slots=True)
class Preferences:
    """How an answer is ranked and grouped; `Filters` decide which articles may be in it.

    Raises:
        QueryError: an option has a value that it does not know.
    """

    collapse: Collapse = "article"
    time: TimeUse = "prefer"
    recency: Recency = "auto"
    diverse: bool = False
    """Whether a hit that repeats one above it is replaced by another."""
    language: KnownLanguage | None = None
    """The language whose articles get a small bonus; no article is left out."""
    min_relevance: float = 0.0
    """Least relevance of a hit, 0 to 1."""
    below: bool = False
    """Whether to return the best hit below `min_relevance` if there is no other."""
    today: date | None = None
    """The day of the question, for words like `yesterday`; None for today in Jakarta."""

    def __post_init__(self) -> None:
        _check_known("collapse", self.collapse, get_args(Collapse))
        _check_known("time", self.time, get_args(TimeUse))
        _check_known("recency", self.recency, get_args(Recency))
        if self.language is not None:
            _check_known("preferred language", self.language, KNOWN_LANGUAGES)


def _check_known(option: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        *others, last = known
        raise QueryError(f"The {option} {value} is unknown: give {', '.join(others)} or {last}.")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words of a question that name a time: `text == question[start:end]`, offsets in code points."""

    text: str
    """The words, with their preposition: `sejak Maret 2023`."""
    start: int
    end: int
    since: date | None
    """First day, inclusive; None if only the end is named."""
    until: date | None
    """Last day, inclusive; None if only the beginning is named."""
    certain: bool
    """False if it may be part of a name (`Piala Dunia 2022`); then it is never used as a filter."""
    relative: bool = False
    """Whether it names no month, year or date, so that its days change: `pekan lalu`, `this year`."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word of a question that hardly any passage holds, and what was probably meant.

    Two neighbours that articles write together count as one word, and a word that they write apart gives two.
    """

    word: str
    """As in the question: `question[start:end]`."""
    replacement: str
    """In capitals if the word is."""
    start: int
    end: int
    sure: bool = True
    """Whether it replaces the word in the search; else it is only shown."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """How a question was understood, for the user to see and to overrule."""

    phrases: tuple[str, ...] = ()
    """Phrases that every hit holds, word for word."""
    excluded: tuple[str, ...] = ()
    """Words and phrases that no hit holds."""
    framing: tuple[str, ...] = ()
    """Words to the searcher (`tolong carikan`, `according to the passage`) or about the asker."""
    times: tuple[TimeExpression, ...] = ()
    time_use: TimeUse = "off"
    """How the times were used in this answer."""
    suggestions: tuple[Suggestion, ...] = ()
    corrected: str | None = None
    """The question with the sure suggestions, which was searched instead; None if there are none. Text in
    double quotes is never replaced."""
    insisting: str | None = None
    """The question with quotes around the words that `corrected` replaces, to search for it as it stands.
    None if there are none, or if the question is too long for quotes to have an effect."""
    note: str | None = None
    """A sentence that the asker should know about this answer."""
