"""What a question says beyond its words: syntax, language, and the times that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from index.errors import QueryError
from index.reading.encoding import INVISIBLE
from index.records import OTHER_LANGUAGE
from index.search.addresses import addressed
from index.search.named_times import named_times, time_use
from index.search.pasted import unmarked
from index.search.phrasing import framed, is_brief, paired, question_terms, tidied, unasked
from index.text.asking import asks
from index.text.chat import spelt_out
from index.text.framing import asks_for_anything, orders
from index.text.language import detect_language
from index.text.newness import greets, names_news, newness, wants_news
from index.text.operators import without_operators
from index.text.questions import parse
from index.text.spans import without
from index.text.story import story
from index.text.time_words import is_reported, names_year

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from index.records import Filters, Language, Preferences, Span, Suggestion, TimeExpression, TimeUse
    from index.text.terms import Term
    from index.text.time_words import WrittenDate

MOST_CHARACTERS = 2_000
"""Of a question: a long paragraph of news, pasted whole, is still one."""
_LETTER = re.compile(r"[^\W\d_]")
JAKARTA = timezone(timedelta(hours=7))
"""Where most readers are: `kemarin` is the day before theirs."""


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
    dates: tuple[tuple[WrittenDate, ...], ...] = ()
    """Days with their months that a text speaks of, each in the ways in which it may be written."""
    pasted: bool = False
    """Whether quotes or hyphens in it mean nothing, for it is too long."""
    address: str | None = None
    """The web address that is all of it."""
    at_address: tuple[int, ...] = ()
    """Ordinals of the articles that have the address, which are what is asked for."""
    operators: tuple[str, ...] = ()
    """What a web search engine would filter by, and is left out: `site:detik.com`."""
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


def understand(question: str, filters: Filters, preferences: Preferences) -> ParsedQuestion:
    """Read a question.

    Raises:
        QueryError: it is empty, too long, or says only what an answer must not hold.
    """
    asked = checked_question(question)
    without_addresses = addressed(asked)
    told_around = story(asked)
    operators = without_operators(without(without_addresses.text, told_around))
    question = paired(operators.text)
    said, nothing = framed(question)
    parsed = parse(without(question, said))
    text, language = _spelt(tidied(unasked(parsed.text)) if said else " ".join(parsed.text.split()))
    asking = asks(text) or orders(question, said)
    # A time that is excluded is not asked for.
    wanted = without(question, parsed.excluding)
    today = preferences.today or datetime.now(UTC).astimezone(JAKARTA).date()
    times = named_times(wanted, language, today, filters, preferences)
    greeting = greets(wanted)
    # `news please`, `show me the news`: nothing else is asked.
    news = not greeting and (
        wants_news(wanted, language)
        or (bool(said) and wants_news(text, language))
        or (nothing and names_news(wanted))
    )
    timed = not greeting and any(one.certain for one in times.telling_when)
    beside = without(wanted, [*said, *((one.start, one.end) for one in times.telling_when)])
    topicless = (news or timed) and asks_for_anything(beside)
    requested = news and (asking or is_brief(text))
    if requested and not (topicless or parsed.phrases or preferences.recency == "off"):
        text = _without_newness(text, language, times.told)
    terms, places = question_terms(text, language, asking=asking)
    return ParsedQuestion(
        question=asked,
        text=text,
        language=language,
        terms=terms,
        places=places,
        plain=without(wanted, [*said, *parsed.quoting, *without_addresses.places]),
        phrases=parsed.phrases,
        excluded=parsed.excluded,
        framing=tuple(sorted((*told_around, *said))),
        filters=filters,
        times=times.used,
        coming=tuple(one for one in times.coming if one.certain),
        time_terms=(),
        time_use=time_use(preferences, times.used, topicless=topicless),
        asks=asking,
        wants_news=news,
        topicless=topicless,
        only_talks=(nothing or greeting) and not topicless,
        today=today,
        pasted=parsed.pasted,
        address=without_addresses.alone,
        operators=operators.left_out,
        ambiguous_times=tuple(one.text for one in times.ambiguous),
    )


def _spelt(text: str) -> tuple[str, Language]:
    """A text with words for what chat shortens, unless it is English, and its language."""
    language = detect_language(text)
    if language == "en" or (spelt := spelt_out(text)) == text:
        return text, language
    return spelt, detect_language(spelt)


def _without_newness(text: str, language: Language, times: Iterable[TimeExpression]) -> str:
    """A text without the words that only ask for what is new, if others are left."""
    # Not within a time: `2020 hingga sekarang`.
    named = [one.text.lower() for one in times]
    spans = [
        (start, end)
        for start, end in newness(text, language)
        if not any(text[start:end].lower() in one for one in named)
    ]
    return tidied(without(text, spans)) or text


def checked_question(question: str) -> str:
    """The question without white space around it, markup, and what nobody sees, as articles are.

    Raises:
        QueryError: nothing is left of it, it is too long, or it is no text.
    """
    question = INVISIBLE.sub("", question).strip()
    if any("\ud800" <= character <= "\udfff" for character in question):
        raise QueryError("The question holds bytes that are no UTF-8: set the terminal to UTF-8.")
    if len(question) > MOST_CHARACTERS:
        raise QueryError(
            f"The question has {len(question)} characters: shorten it to {MOST_CHARACTERS} at most."
        )
    question = INVISIBLE.sub("", unmarked(question)).strip()
    if not question:
        raise QueryError("The question is empty: ask with at least one word.")
    return question
