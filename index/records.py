"""Immutable data types shared by all modules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from index.errors import QueryError

Language = Literal["id", "en", "und"]
"""ISO 639 codes: Indonesian, English, undetermined (too little text to tell, or another language)."""
KnownLanguage = Literal["id", "en"]
"""Those that can be preferred."""
OTHER_LANGUAGE: dict[Language, Language] = {"id": "en", "en": "id"}
"""The language that a text in one of these may be searched in, too."""
Span = tuple[int, int]
"""Start and end in code points."""
Collapse = Literal["story", "article", "none"]
"""What answers once: a story with all its outlets, an article, or nothing, so that every passage is a row."""
UNKNOWN_DAY = -(2**31)
"""Stands for "no date" where a day is a 32-bit number; before every day there is, so that only an upper bound
must exclude it by name."""
_EPOCH = date(1970, 1, 1).toordinal()
Recency = Literal["off", "auto", "strong"]
"""Whether new articles are preferred: never, where the question asks for what is new, or always."""
TimeUse = Literal["off", "prefer", "filter"]
"""What a time that the question names does: nothing, lift its articles a little, or leave out all others."""
Decided = Literal["words", "meaning"]
"""What the sentence that answers best was chosen by."""


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


@dataclass(frozen=True, slots=True)
class Leg:
    """What one leg of the search made of a passage."""

    rank: int | None
    """One more than there are candidates that score more, among those that either leg finds first, whatever
    the number of hits; None where no word matches."""
    score: float
    """For the dense leg a mean of cosines (of the passage, its nearest sentence and its nearest words), for
    the lexical one BM25 (of the passage, and partly of its best sentence; a time asked for is a word)."""


@dataclass(frozen=True, slots=True)
class Match:
    """A word or a quoted phrase of a passage, and what of the question it answers to."""

    start: int
    """Offsets within the passage, in code points: `text[start:end] == word`."""
    end: int
    word: str
    """As the passage has it."""
    question_word: str
    """In lower case and standard spelling; a phrase as it was asked for."""
    stem: str
    """The question's stem, by which both meet; a phrase has none but itself."""
    via: Literal["word", "translation", "phrase"]
    probability: float
    """Of the translation; 1 for a word in one of its own forms, and for a phrase."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """The sentence of a passage that answers best: `passage.text[start:end]`."""

    start: int
    end: int
    highlights: tuple[Span, ...]
    """What to mark anywhere in the passage: sorted and disjoint, offsets in the passage's text."""
    matches: tuple[Match, ...]
    """The words behind the highlights."""
    by: Decided
    """What decided: for keywords and statements `words`, where one of content matches, and what they mean
    among sentences of the same; for a question in words, and where no such word matches, `meaning`. Where
    there is nothing to decide, a single sentence or no topic, it is `words`."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a hit stands where it does: `score` is the sum of the parts."""

    dense: float
    """What the dense leg adds: its share of its standardised score."""
    lexical: float
    """What the lexical leg adds by its words."""
    period: float
    """What being of the time that the question names adds, or telling of it: a bonus, and what the lexical
    leg adds for the time, which counts as a word there."""
    recency: float
    """What being new adds."""
    language: float
    """What being in the language that is preferred adds."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A ranked passage with its article."""

    article: Article
    passage: Passage
    score: float
    """Ranking score: it orders the hits of one question and means nothing across questions. What was found
    only by looking deeper, for want of hits, stands behind what was found first, whatever its score."""
    relevance: float | None
    """Probability that the passage answers, 0 to 1; None with a model that it was not fitted for, and where
    nothing but news is asked for, which any article answers, or nothing at all, or what has an address."""
    dense: Leg
    lexical: Leg
    snippet: Snippet
    explanation: Explanation
    passages: tuple[Passage, ...] = ()
    """Further passages of the article among the candidates, best first, ten at most."""
    outlets: tuple[Article, ...] = ()
    """Other articles that print the same story, earliest first."""


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


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gets: the best hits first."""

    question: str
    """As asked, without markup, white space around it and what nobody sees: offsets in it count so."""
    language: Language
    took_ms: float
    generation: str
    hits: tuple[Hit, ...]
    understood: Understanding
    withheld: int = 0
    """Hits that were left out for being less relevant than asked for."""
    below: Hit | None = None
    """The best of them, where no other was left and it was asked for."""


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


def date_to_day(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def day_to_date(day: int) -> date:
    """The inverse of `date_to_day`."""
    return date.fromordinal(day + _EPOCH)
