"""A parsed question: what it asks for, and what each step of reading it found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from index.records import OTHER_LANGUAGE
from index.text.patterns import LETTERS
from index.times.words import is_reported, names_year
from index.understanding.kept_names import kept_names
from index.understanding.phrasing import is_brief, is_long

if TYPE_CHECKING:
    from datetime import date

    from index.question import Filters, Suggestion, TimeExpression, TimeUse
    from index.records import Language, Span
    from index.text.terms import SpannedTerm, Term
    from index.times.words import WrittenDate

Aim = Literal["topic", "news", "nothing", "browse"]
"""What a question asks for: a topic; news about anything, of a time or the latest; nothing, since it has no
word to search for (`halo`); or, in place of nothing, the latest articles that pass the filters."""


@dataclass(frozen=True)
class ParsedQuestion:
    """A parsed question. The steps in `index.search.adapting` replace fields of it.

    It has no slots, since properties that each step of an answer reads are cached.
    """

    question: str
    """The question as asked, without markup and white space around it."""
    text: str
    """The text to embed and to match: the question without framing and syntax."""
    language: Language
    """The language that it is asked in, see `asked_language`. Notes are in it."""
    terms_language: Language
    """The language that its terms are read in: `und`, which is both, where only framing tells `language`."""
    spanned_terms: tuple[SpannedTerm, ...]
    """Terms of `text`, each with the span of its word there."""
    plain: str
    """The part of `question` that may be misspelt. Blanks replace framing, phrases, addresses, what is
    excluded, and the words of times that were dropped."""
    phrases: tuple[str, ...]
    """Each must occur in an answer."""
    excluded: tuple[str, ...]
    """Words and phrases that must not occur in an answer."""
    framing: tuple[Span, ...]
    """Spans in `question` that are left out: words to the search engine, the asker's own story and its times,
    and talk beside an address."""
    filters: Filters
    """Which articles may answer: the caller's filters."""
    times: tuple[TimeExpression, ...]
    """Times that articles may be of; empty where the caller filters by date."""
    coming: tuple[TimeExpression, ...]
    """Times that have not begun: no article can be of them. They are in `times` too only where the caller
    filters by time."""
    time_terms: tuple[Term, ...]
    """Years and months of the times, which a text that mentions them has. `terms` lack them, see
    `drop_time_words`."""
    time_use: TimeUse
    asks: bool
    """Whether it is a question in words, and no headline, statement or keywords."""
    wants_news: bool
    """Whether it asks for what is new, about a topic or any."""
    aim: Aim
    today: date
    foreign: frozenset[str] = frozenset()
    """Stems of the terms that are words of the other language, see `read_foreign_words`."""
    amounts: frozenset[str] = frozenset()
    """Amounts in figures that are matched in words as well, see `add_other_notation`."""
    dates: tuple[tuple[WrittenDate, ...], ...] = ()
    """Days with their months that the question names, each in all ways of writing it."""
    pasted: bool = False
    """Whether quotes or hyphens in it are no syntax, since it is too long."""
    address: str | None = None
    """The web address, where the question names nothing else."""
    at_address: tuple[int, ...] = ()
    """Ordinals of the articles at the address."""
    operators: tuple[str, ...] = ()
    """Operators of web search engines, which are left out: `site:detik.com`."""
    alternatives: tuple[tuple[str, ...], ...] = ()
    """Words of `text` beside `OR`, by group: any one of a group may occur."""
    ambiguous_times: tuple[str, ...] = ()
    """Words that may be no time, and so are not used as one by a caller who filters by time."""
    suggestions: tuple[Suggestion, ...] = ()
    """Corrections of misspelt words; `text` has those that are sure."""

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The terms of `text`."""
        return tuple(term for term, _ in self.spanned_terms)

    @property
    def spans(self) -> tuple[Span, ...]:
        """The spans of the terms' words in `text`."""
        return tuple(span for _, span in self.spanned_terms)

    @cached_property
    def publication_times(self) -> tuple[TimeExpression, ...]:
        """The times whose words need not occur, since an article published then need not name them.

        A year alone is none: it may belong to a name (`Pilpres 2019`, not `in 2019`). Nor is a quarter or
        half of a year, which the reports published after it name.
        """
        return tuple(
            time
            for time in self.times
            if (time.certain or LETTERS.search(time.text) or not names_year(time.text))
            and not is_reported(time.text)
        )

    def language_of(self, term: Term) -> Language:
        """Return the language that a term is a word of."""
        return OTHER_LANGUAGE[self.language] if term.stem in self.foreign else self.language

    @cached_property
    def names(self) -> frozenset[str]:
        """Stems of the terms that are names and are not translated, see `kept_names`.

        A long text has none: it is written like an article, and the names of articles are not read either.
        """
        return frozenset() if is_long(self.text) else kept_names(self.text, self.spanned_terms)

    @property
    def marked(self) -> tuple[Term, ...]:
        """Terms to highlight wherever they occur: neither `7` nor `September` of `7 September`."""
        of_dates = {term for ways in self.dates for way in ways for term in (way.day, way.month)}
        return tuple(term for term in (*self.terms, *self.time_terms) if term not in of_dates)

    @property
    def is_request(self) -> bool:
        """Whether it is a question in words or a few keywords, and no headline or pasted text."""
        return self.asks or is_brief(self.text)

    @property
    def by_address(self) -> bool:
        """Whether only articles at its address answer: there are some, or it has no words to search for."""
        return self.address is not None and bool(self.at_address or not self.terms)

    @property
    def topicless(self) -> bool:
        """Whether articles about anything answer it."""
        return self.aim in {"news", "browse"}

    @property
    def wants_latest(self) -> bool:
        """Whether the latest articles about anything answer it."""
        return self.topicless and self.time_use != "filter"
