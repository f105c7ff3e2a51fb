"""What a question says beyond its words: syntax, language, and the times that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from index.errors import QueryError
from index.lexical.spelling import suggest
from index.reading.encoding import INVISIBLE
from index.text.framing import asks_for_anything, framing, without
from index.text.language import detect_language
from index.text.questions import asks, parse
from index.text.terms import spanned_terms
from index.text.times import time_expressions, wants_news

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from index.lexical.spelling import Vocabulary
    from index.records import Filters, Language, Preferences, Span, Suggestion, TimeExpression, TimeUse
    from index.text.terms import Term

MOST_CHARACTERS = 2_000
"""Of a question: a long paragraph of news, pasted whole, is still one."""
BETWEEN = " ,.:;–—"
"""What may part framing from the rest."""
_YEAR = re.compile(r"[12]\d{3}")
JAKARTA = timezone(timedelta(hours=7))
"""Where most readers are: `kemarin` is the day before theirs."""


@dataclass(frozen=True, slots=True)
class ParsedQuestion:
    """A question, understood."""

    question: str
    """As asked, without white space around it."""
    text: str
    """What is embedded and matched: the question without framing and syntax."""
    language: Language
    terms: tuple[Term, ...]
    places: tuple[Span, ...]
    """Of the word of each term, in `text`."""
    plain: str
    """`question` with blanks in place of framing, phrases and what is excluded: what may be misspelt."""
    phrases: tuple[str, ...]
    excluded: tuple[str, ...]
    framing: tuple[Span, ...]
    """Places in `question` of what is said to the searcher and left out."""
    times: tuple[TimeExpression, ...]
    """None where the caller's own filter of dates stands."""
    time_terms: tuple[Term, ...]
    """What a text says that speaks of the times, where a year is named; `terms` do without, see `untimed`."""
    time_use: TimeUse
    asks: bool
    """Whether it is a question in words, and no headline, statement or keywords."""
    wants_news: bool
    topicless: bool
    """Whether it asks for what was in the news, of a time or of late, whatever that is."""
    today: date
    pasted: bool = False
    """Whether quotes or hyphens in it mean nothing, for it is too long."""
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
    """What `text` has instead of words of the question."""

    @property
    def wants_latest(self) -> bool:
        """Whether the latest news answers it, whatever that is about."""
        return self.topicless and self.time_use != "filter"


def understand(question: str, filters: Filters, preferences: Preferences) -> ParsedQuestion:
    """Read a question.

    Raises:
        QueryError: it is empty, too long, or says only what an answer must not hold.
    """
    question = checked_question(question)
    said = _framing(question)
    parsed = parse(without(question, said))
    text = _tidied(parsed.text) if said else " ".join(parsed.text.split())
    language = detect_language(text)
    # A time that is excluded is not asked for.
    wanted = without(question, parsed.excluding)
    today = preferences.today or datetime.now(UTC).astimezone(JAKARTA).date()
    times_ignored = preferences.time == "off" or filters.since or filters.until
    named = () if times_ignored else tuple(time_expressions(wanted, language, today))
    insisted = preferences.time == "filter"
    times = tuple(one for one in named if one.certain or not insisted)
    news = wants_news(wanted, language)
    beside = without(wanted, [*said, *((one.start, one.end) for one in times)])
    topicless = bool(news or any(one.certain for one in times)) and asks_for_anything(beside)
    terms, places = _terms(text, language)
    return ParsedQuestion(
        question=question,
        text=text,
        language=language,
        terms=terms,
        places=places,
        plain=without(wanted, [*said, *parsed.quoting]),
        phrases=parsed.phrases,
        excluded=parsed.excluded,
        framing=said,
        times=times,
        time_terms=(),
        time_use=_time_use(preferences, times, topicless=topicless),
        asks=asks(text),
        wants_news=news,
        topicless=topicless,
        today=today,
        pasted=parsed.pasted,
        ambiguous_times=tuple(one.text for one in named if one not in times),
    )


def untimed(asked: ParsedQuestion) -> ParsedQuestion:
    """The same without the words of its times: an article of May 2024 need not say so, nor one of today.

    Nothing changes where nothing else is asked for.
    """
    text = asked.text
    for one in asked.times:
        words = r"\s+".join(map(re.escape, one.text.split()))
        text = re.sub(rf"(?<!\w){words}(?!\w)", " ", text, count=1)
    text = _tidied(text)
    terms, places = _terms(text, asked.language)
    if asked.topicless or not terms:
        return asked
    told = " ".join(one.text for one in asked.times if _YEAR.search(one.text))
    return replace(asked, text=text, terms=terms, places=places, time_terms=_terms(told, asked.language)[0])


def respelt(asked: ParsedQuestion, vocabulary: Vocabulary) -> ParsedQuestion:
    """The same, but looking for the words that were probably meant instead of those that no passage holds.

    Mean nDCG@10 of seven sets, fused: with one typo in a question .897 as it is, .924 respelt; without any,
    with the real words that are replaced by mistake, .927 and .928 (bench/README.md).
    """
    suggestions = suggest(asked.plain, vocabulary)
    if not suggestions:
        return asked
    text = asked.text
    for one in suggestions:
        text = re.sub(rf"(?<!\w){re.escape(one.word)}(?!\w)", one.replacement, text)
    language = detect_language(text)
    terms, places = _terms(text, language)
    return replace(asked, text=text, language=language, terms=terms, places=places, suggestions=suggestions)


def loosened(
    asked: ParsedQuestion, preferences: Preferences, nowhere: Sequence[str]
) -> ParsedQuestion | None:
    """The same for want of answers: without phrases, or with a time preferred that nobody made a filter.

    None where nothing is left to give up.

    Args:
        asked: the question, which no passage meets.
        preferences: of who asks.
        nowhere: those of its phrases that no passage holds. Where each is held, though not all together, all
            are given up.
    """
    if nowhere:
        left = tuple(phrase for phrase in asked.phrases if phrase not in nowhere)
        return replace(asked, phrases=left, missing=(*asked.missing, *nowhere))
    if asked.phrases:
        return replace(asked, phrases=(), apart=asked.phrases)
    if asked.time_use != preferences.time and asked.time_use == "filter":
        # Of a year that is named, later articles may tell; to yesterday only the latest come near.
        recent = not any(_YEAR.search(one.text) for one in asked.times)
        return replace(asked, time_use=preferences.time, topicless=recent, elsewhen=not recent)
    return None


def _terms(text: str, language: Language) -> tuple[tuple[Term, ...], tuple[Span, ...]]:
    """The terms of a question, and the place of the word of each."""
    spanned = spanned_terms(text, language)
    return tuple(term for term, _, _ in spanned), tuple((start, end) for _, start, end in spanned)


def _time_use(preferences: Preferences, times: tuple[TimeExpression, ...], *, topicless: bool) -> TimeUse:
    """What the times do: where nothing else is asked for, there is nothing else to prefer by."""
    if not times:
        return "off"
    return "filter" if topicless and preferences.time == "prefer" else preferences.time


def _framing(question: str) -> tuple[Span, ...]:
    """The framing of a question; none where nothing but framing is asked."""
    found = tuple(framing(question))
    return found if found and spanned_terms(without(question, found), "und") else ()


def _tidied(text: str) -> str:
    """What is left without framing, without the punctuation that stood between them."""
    return " ".join(text.split()).strip(BETWEEN)


def checked_question(question: str) -> str:
    """The question without white space around it, and without what nobody sees, as articles are.

    Raises:
        QueryError: nothing is left of it, it is too long, or it is no text.
    """
    question = INVISIBLE.sub("", question).strip()
    if not question:
        raise QueryError("The question is empty: ask with at least one word.")
    if any("\ud800" <= character <= "\udfff" for character in question):
        raise QueryError("The question holds bytes that are no UTF-8: set the terminal to UTF-8.")
    if len(question) > MOST_CHARACTERS:
        raise QueryError(
            f"The question has {len(question)} characters: shorten it to {MOST_CHARACTERS} at most."
        )
    return question
