"""A question as Cari understands it: what it asks, and what reading it found out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.records import OTHER_LANGUAGE
from index.times.words import is_reported, names_year
from index.understanding.kept_names import kept_names
from index.understanding.phrasing import is_brief, is_long

if TYPE_CHECKING:
    from datetime import date

    from index.question import Filters, Suggestion, TimeExpression, TimeUse
    from index.records import Language, Span
    from index.text.terms import Term
    from index.times.words import WrittenDate

_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class ParsedQuestion:
    """A question, understood."""

    question: str
    """As asked, without markup and white space around it."""
    text: str
    """What is embedded and matched: the question without framing and syntax."""
    language: Language
    terms: tuple[Term, ...]
    places: tuple[Span, ...]
    """Of the word of each term, in `text`."""
    plain: str
    """`question` with blanks in place of framing, phrases, addresses, what is excluded and what `untimed`
    leaves out: what may be misspelt."""
    phrases: tuple[str, ...]
    excluded: tuple[str, ...]
    framing: tuple[Span, ...]
    """Places in `question` of what is said to the searcher, or told of oneself, and left out."""
    filters: Filters
    """Which articles may answer, as the caller says."""
    times: tuple[TimeExpression, ...]
    """None where the caller's own filter of dates stands."""
    coming: tuple[TimeExpression, ...]
    """Times that it names and that have not begun: no article can be of them. They are among `times` only
    where these are insisted on."""
    time_terms: tuple[Term, ...]
    """What a text says that speaks of the times: years and months; `terms` do without, see `untimed`."""
    time_use: TimeUse
    asks: bool
    """Whether it is a question in words, and no headline, statement or keywords."""
    wants_news: bool
    topicless: bool
    """Whether it asks for what was in the news, of a time or of late, whatever that is."""
    only_talks: bool
    """Whether it asks nothing, and all of it is said to the searcher: `halo`."""
    today: date
    foreign: frozenset[str] = frozenset()
    """Stems of the terms that are words of the other language, see `mixed`."""
    amounts: frozenset[str] = frozenset()
    """In figures, those that are looked for in words as well, see `either_way`."""
    dates: tuple[tuple[WrittenDate, ...], ...] = ()
    """Days with their months that a text speaks of, each in the ways in which it may be written."""
    pasted: bool = False
    """Whether quotes or hyphens in it mean nothing, for it is too long."""
    address: str | None = None
    """The web address that is all of it."""
    at_address: tuple[int, ...] = ()
    """Ordinals of the articles that have the address, which are what is asked for."""
    operators: tuple[str, ...] = ()
    """What a web search engine would take otherwise, and is left out: `site:detik.com`."""
    alternatives: tuple[tuple[str, ...], ...] = ()
    """Words of `text` beside `OR`, by group: any of these may occur."""
    ambiguous_times: tuple[str, ...] = ()
    """What may be a time or not, and was not insisted on."""
    missing: tuple[str, ...] = ()
    """Phrases that were asked for and that no passage holds."""
    apart: tuple[str, ...] = ()
    """Phrases that were asked for and that no passage holds together."""
    beside: tuple[str, ...] = ()
    """Phrases that were asked for and that only passages hold which answer something else."""
    elsewhen: bool = False
    """Whether no article is of the time that it names, and its words are looked for instead."""
    stopped_after: int | None = None
    """Passages that were read before others were not, which may hold the phrases or nothing excluded."""
    suggestions: tuple[Suggestion, ...] = ()
    """What `text` has instead of words of the question, where they are sure."""

    @property
    def placed(self) -> tuple[TimeExpression, ...]:
        """Its times but for those whose words are looked for like others.

        That is a year alone, which may belong to a name (`Pilpres 2019`, not `in 2019`), and a quarter or
        half of one, which reports name that come after it.
        """
        return tuple(
            one
            for one in self.times
            if (one.certain or _LETTER.search(one.text) or not names_year(one.text))
            and not is_reported(one.text)
        )

    def language_of(self, term: Term) -> Language:
        """Gives the language that a term is a word of."""
        return OTHER_LANGUAGE[self.language] if term.stem in self.foreign else self.language

    @property
    def names(self) -> frozenset[str]:
        """Stems of the terms that are names and stand for themselves in either language, see `kept_names`.

        A long text was written for others, as articles are, of which none are looked for either.
        """
        return frozenset() if is_long(self.text) else kept_names(self.text, self.terms, self.places)

    @property
    def marked(self) -> tuple[Term, ...]:
        """Terms that are marked wherever they stand: neither `7` nor `September` of `7 September`."""
        of_dates = {term for ways in self.dates for way in ways for term in (way.day, way.month)}
        return tuple(term for term in (*self.terms, *self.time_terms) if term not in of_dates)

    @property
    def is_request(self) -> bool:
        """Whether it is a question in words or a few keywords, and no headline or text from somewhere."""
        return self.asks or is_brief(self.text)

    @property
    def by_address(self) -> bool:
        """Whether only what has its address answers: there are such articles, or no words to look for."""
        return self.address is not None and bool(self.at_address or not self.terms)

    @property
    def wants_latest(self) -> bool:
        """Whether the latest news answers it, whatever that is about."""
        return self.topicless and self.time_use != "filter"
