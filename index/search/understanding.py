"""What a question says beyond its words: syntax, language, and the times that it names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from index.errors import QueryError
from index.text.language import detect_language
from index.text.questions import parse
from index.text.terms import spanned_terms
from index.text.times import time_expressions, wants_news

if TYPE_CHECKING:
    from datetime import date

    from index.records import Filters, Language, Preferences, Span, TimeExpression, TimeUse
    from index.text.terms import Term

MOST_CHARACTERS = 2_000
"""Of a question: a long paragraph of news, pasted whole, is still one."""
JAKARTA = timezone(timedelta(hours=7))
"""Where most readers are: `kemarin` is the day before theirs."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, understood."""

    question: str
    """As asked, without white space around it."""
    text: str
    """What is embedded and matched."""
    language: Language
    terms: tuple[Term, ...]
    places: tuple[Span, ...]
    """Of the word of each term, in `text`."""
    phrases: tuple[str, ...]
    excluded: tuple[str, ...]
    times: tuple[TimeExpression, ...]
    """None where the caller's own filter of dates stands."""
    time_use: TimeUse
    wants_news: bool
    today: date
    missing: tuple[str, ...] = ()
    """Phrases that were asked for and that no passage holds."""


def understand(question: str, filters: Filters, preferences: Preferences) -> Asked:
    """Read a question.

    Raises:
        QueryError: it is empty, too long, or says only what an answer must not hold.
    """
    question = checked_question(question)
    parsed = parse(question)
    language = detect_language(parsed.text)
    today = preferences.today or datetime.now(UTC).astimezone(JAKARTA).date()
    dated = preferences.time == "off" or filters.since or filters.until
    times = () if dated else tuple(time_expressions(question, language, today))
    if preferences.time == "filter":
        times = tuple(one for one in times if one.certain)
    spanned = spanned_terms(parsed.text, language)
    return Asked(
        question=question,
        text=parsed.text,
        language=language,
        terms=tuple(term for term, _, _ in spanned),
        places=tuple((start, end) for _, start, end in spanned),
        phrases=parsed.phrases,
        excluded=parsed.excluded,
        times=times,
        time_use=preferences.time if times else "off",
        wants_news=wants_news(parsed.text, language),
        today=today,
    )


def checked_question(question: str) -> str:
    """The question without white space around it.

    Raises:
        QueryError: nothing is left of it, or it is too long.
    """
    question = question.strip()
    if not question:
        raise QueryError("The question is empty: ask with at least one word.")
    if len(question) > MOST_CHARACTERS:
        raise QueryError(
            f"The question has {len(question)} characters: shorten it to {MOST_CHARACTERS} at most."
        )
    return question
