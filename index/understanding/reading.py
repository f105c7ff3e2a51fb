"""What a question says beyond its words: syntax, language, and the times that it names."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple

from index.errors import QueryError
from index.reading.encoding import INVISIBLE
from index.text.asking import asks
from index.text.language import detect_language
from index.text.spans import without
from index.times.quarters import in_usual_words
from index.understanding.addresses import addressed
from index.understanding.chat import spelt_out
from index.understanding.framing import asks_for_anything, orders
from index.understanding.named_times import NamedTimes, named_times, time_use
from index.understanding.newness import greets, names_news, newness, wants_news
from index.understanding.operators import without_operators
from index.understanding.parsed_question import ParsedQuestion
from index.understanding.pasted import unmarked
from index.understanding.phrasing import framed, is_brief, is_long, paired, question_terms, tidied, unasked
from index.understanding.story import story
from index.understanding.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.question import Filters, Preferences, TimeExpression
    from index.records import Language, Span

MOST_CHARACTERS = 10_000
"""Of a question: a chain message or an article, pasted whole, is still one."""
JAKARTA = timezone(timedelta(hours=7))
"""Where most readers are: `kemarin` is the day before theirs."""

_POSSESSIVE = re.compile(r"['’]s(?!\w)")


def understand(question: str, filters: Filters, preferences: Preferences) -> ParsedQuestion:
    """Read a question.

    Raises:
        QueryError: it is empty, too long, or says only what an answer must not hold.
    """
    return read_question(checked_question(question), filters, preferences)


def read_question(asked: str, filters: Filters, preferences: Preferences) -> ParsedQuestion:
    """Read what `checked_question` gave.

    Raises:
        QueryError: it says only what an answer must not hold.
    """
    without_addresses = addressed(asked)
    told_around = story(asked)
    operators = without_operators(without(without_addresses.text, told_around))
    question = paired(operators.text)
    said, nothing = framed(question)
    parsed = parse(without(question, said))
    text, language = _spelt(tidied(unasked(parsed.text)) if said else " ".join(parsed.text.split()))
    asking = not is_long(text) and (asks(text) or orders(question, said))
    # A time that is excluded is not asked for.
    wanted = without(question, parsed.excluding)
    today = preferences.today or datetime.now(UTC).astimezone(JAKARTA).date()
    times = named_times(wanted, language, today, filters, preferences)
    if is_long(text) and preferences.time == "prefer":
        times = NamedTimes(times.stated)
    news = _news(wanted, text, language, said, times.telling_when, nothing=nothing)
    requested = news.wanted and (asking or is_brief(text))
    if requested and not (news.topicless or parsed.phrases or preferences.recency == "off"):
        text = _without_newness(text, language, times.stated)
    text = in_usual_words(text, times.stated, language)
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
        time_use=time_use(preferences, times.used, topicless=news.topicless),
        asks=asking,
        wants_news=news.wanted,
        topicless=news.topicless,
        only_talks=news.only_talks,
        today=today,
        pasted=parsed.pasted,
        address=without_addresses.alone,
        operators=operators.left_out,
        alternatives=operators.alternatives,
        ambiguous_times=tuple(one.text for one in times.ambiguous),
    )


class _News(NamedTuple):
    """What a question asks for of the news, see `ParsedQuestion`."""

    wanted: bool
    topicless: bool
    only_talks: bool


def _news(
    wanted: str,
    text: str,
    language: Language,
    said: Sequence[Span],
    times: Sequence[TimeExpression],
    *,
    nothing: bool,
) -> _News:
    """Whether a question wants what is new, and whether it names a topic.

    Args:
        wanted: the question without what it excludes.
        text: what is left of it without framing and syntax.
        language: of the text.
        said: places in it of what is said to the searcher.
        times: those that tell when something was.
        nothing: whether all of it is said to the searcher.
    """
    greeting = greets(wanted)
    # `news please`, `show me the news`: nothing else is asked.
    new = not greeting and (
        wants_news(wanted, language)
        or (bool(said) and wants_news(text, language))
        or (nothing and names_news(wanted))
    )
    timed = not greeting and any(one.certain for one in times)
    topicless = (new or timed) and asks_for_anything(wanted, [*said, *(_place(wanted, one) for one in times)])
    return _News(new, topicless, (nothing or greeting) and not topicless)


def _place(wanted: str, time: TimeExpression) -> Span:
    """The place of a time, with the `'s` of `today's`."""
    possessive = _POSSESSIVE.match(wanted, time.end)
    return time.start, possessive.end() if possessive else time.end


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
