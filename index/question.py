"""What is asked, and what was read into it: immutable data types that all modules share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from index.errors import QueryError

if TYPE_CHECKING:
    from datetime import date

    from index.records import KnownLanguage

Collapse = Literal["story", "article", "none"]
"""What answers once: a story with all its outlets, an article, or nothing, so that every passage is a row."""
Recency = Literal["off", "auto", "strong"]
"""Whether new articles are preferred: never, where the question asks for what is new, or always."""
TimeUse = Literal["off", "prefer", "filter"]
"""What a time that the question names does: nothing, lift its articles a little, or leave out all others."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles may answer. Empty means all; articles without a date fail a date bound.

    Raises:
        QueryError: the first day lies after the last.
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
        """True when every article passes."""
        return not (self.languages or self.sources or self.since or self.until)


@dataclass(frozen=True, slots=True)
class Preferences:
    """How an answer is put together; which articles may be in it is for `Filters` to say."""

    collapse: Collapse = "article"
    time: TimeUse = "prefer"
    recency: Recency = "auto"
    diverse: bool = False
    """Whether a hit that says again what stands above it makes way for another."""
    language: KnownLanguage | None = None
    """The language whose articles are lifted a little; none is left out for it."""
    min_relevance: float = 0.0
    """Hits of less relevance are left out, 0 to 1."""
    below: bool = False
    """Whether the best of those left out is wanted where nothing else is left."""
    today: date | None = None
    """What `yesterday` is the day before; None for the day in Jakarta."""


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words of a question that name a time: `text == question[start:end]`, offsets in code points."""

    text: str
    """With its preposition: `sejak Maret 2023`."""
    start: int
    end: int
    since: date | None
    """First day, inclusive; None where only the end is named."""
    until: date | None
    """Last day, inclusive; None where only the beginning is named."""
    certain: bool
    """False where it may be part of a name (`Piala Dunia 2022`): a reason to prefer, never to leave out."""
    relative: bool = False
    """Whether it names no month, year or date, and means other days tomorrow: `pekan lalu`, `this year`."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word of a question that hardly any passage holds, and the word that was probably meant."""

    word: str
    """As the question has it: `question[start:end]`."""
    replacement: str
    """In capitals where the word is."""
    start: int
    end: int
    sure: bool = True
    """Whether it is asked for instead; else it is only shown."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was read into a question, for the one who asked to see and to overrule."""

    phrases: tuple[str, ...] = ()
    """Each occurs in every hit, word for word."""
    excluded: tuple[str, ...] = ()
    """None of these occurs in a hit."""
    framing: tuple[str, ...] = ()
    """What was said to the searcher (`tolong carikan`, `according to the passage`) or of oneself."""
    times: tuple[TimeExpression, ...] = ()
    time_use: TimeUse = "off"
    """What the times did to this answer."""
    suggestions: tuple[Suggestion, ...] = ()
    corrected: str | None = None
    """The question with the sure suggestions in it, which was asked instead; None without any. What stands in
    double quotes is never replaced."""
    note: str | None = None
    """What the asker should know about this answer, in a sentence."""
