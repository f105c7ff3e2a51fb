"""Parsing: from a question as typed to a parsed question."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple

from index.errors import QueryError
from index.question import MOST_CHARACTERS
from index.reading.encoding import INVISIBLE
from index.text.asking import asks
from index.text.spans import without
from index.times.quarters import in_usual_words
from index.understanding.addresses import addressed, talk_beside
from index.understanding.asked_language import asked_language
from index.understanding.chat import spelt_out
from index.understanding.framing import orders
from index.understanding.named_times import NamedTimes, named_times, own_times, time_use
from index.understanding.newness import greets, names_news, newness, wants_news
from index.understanding.operators import without_operators
from index.understanding.parsed_question import ParsedQuestion
from index.understanding.pasted import unmarked
from index.understanding.phrasing import (
    framed,
    is_brief,
    is_long,
    question_terms,
    tidied,
    unasked,
    unpaired_quotes,
)
from index.understanding.small_talk import asks_for_anything
from index.understanding.story import story
from index.understanding.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.question import Filters, Preferences, TimeExpression
    from index.records import Language, Span
    from index.understanding.asked_language import AskedLanguage
    from index.understanding.parsed_question import Aim

JAKARTA = timezone(timedelta(hours=7))
"""The time zone of most readers, by which `kemarin` is read."""

_CHOICE = re.compile(r"\W*\d{0,2}\W*")
"""A text that only chooses from a list (`2`), or holds nothing but marks (`<3` is a heart)."""
_POSSESSIVE = re.compile(r"['’]s(?!\w)")


def parse_question(asked: str, filters: Filters, preferences: Preferences) -> ParsedQuestion:
    """Parse a question, from the outside in: addresses, story, operators, framing, syntax, times, terms.

    Args:
        asked: what `checked_question` returns.
        filters: the caller's filters.
        preferences: the caller's preferences.

    Raises:
        QueryError: the question only excludes.
    """
    today = preferences.today or datetime.now(UTC).astimezone(JAKARTA).date()
    without_addresses = addressed(asked)
    beside = talk_beside(asked, without_addresses)
    left_out = [*story(asked), *beside]
    left_out += own_times(without(asked, left_out), today)
    operators = without_operators(without(without_addresses.text, left_out))
    question = operators.text
    framing, only_framing = framed(question)
    syntax = parse(without(question, framing))
    if stray := unpaired_quotes(question, syntax):
        # A quoted word is no framing, so that both are read again.
        question = without(question, stray)
        framing, only_framing = framed(question)
        syntax = parse(without(question, framing))
    text = tidied(unasked(syntax.text)) if framing else " ".join(syntax.text.split())
    whole = without(asked, without_addresses.spans) if beside else question if framing else text
    text, (language, read) = _spelt_out(text, whole)
    asking = not is_long(text) and (asks(text) or orders(question, framing))
    # An excluded time is not asked for.
    wanted = without(question, syntax.excluding)
    times = named_times(wanted, language, today, filters, preferences)
    if is_long(text) and preferences.time == "prefer":
        times = NamedTimes(times.stated)
    news = _news(wanted, text, language, framing, times.telling_when, only_framing=only_framing)
    # A quoted figure must occur, and chooses from no list.
    if syntax.phrases and news.aim == "nothing" and not only_framing:
        news = news._replace(aim="topic")
    requested = news.wanted and (asking or is_brief(text))
    if requested and not (news.aim == "news" or syntax.phrases or preferences.recency == "off"):
        text = _without_newness(text, language, times.stated)
    text = in_usual_words(text, times.stated, language)
    return ParsedQuestion(
        question=asked,
        text=text,
        language=language,
        terms_language=read,
        spanned_terms=question_terms(text, read, asking=asking),
        plain=without(wanted, [*framing, *syntax.quoting, *without_addresses.spans]),
        phrases=syntax.phrases,
        excluded=syntax.excluded,
        framing=tuple(sorted((*left_out, *framing))),
        filters=filters,
        times=times.used,
        coming=tuple(time for time in times.coming if time.certain),
        time_terms=(),
        time_use=time_use(preferences, times.used, topicless=news.aim == "news"),
        asks=asking,
        wants_news=news.wanted,
        aim=news.aim,
        today=today,
        pasted=syntax.pasted,
        address=asked[slice(*without_addresses.spans[0])] if beside else without_addresses.alone,
        operators=operators.left_out,
        alternatives=operators.alternatives,
        ambiguous_times=tuple(time.text for time in times.ambiguous),
    )


class _News(NamedTuple):
    """Whether a question wants news, see `ParsedQuestion`."""

    wanted: bool
    aim: Aim


def _news(
    wanted: str,
    text: str,
    language: Language,
    framing: Sequence[Span],
    times: Sequence[TimeExpression],
    *,
    only_framing: bool,
) -> _News:
    """Decide whether a question wants what is new, and what it aims at.

    Args:
        wanted: the question without exclusions.
        text: the question without framing and syntax.
        language: the language of the text.
        framing: the spans of framing in `wanted`.
        times: the times that say when something was.
        only_framing: whether all of the question is framing.
    """
    greeting = greets(wanted) or (bool(framing) and greets(text))
    # `news please`, `show me the news`: nothing else is asked.
    new = not greeting and (
        wants_news(wanted, language)
        or (bool(framing) and wants_news(text, language))
        or (only_framing and names_news(wanted))
    )
    timed = not greeting and any(time.certain for time in times)
    no_topic = [*framing, *(_time_span(wanted, time) for time in times)]
    if (new or timed) and asks_for_anything(wanted, no_topic):
        return _News(new, "news")
    return _News(new, "nothing" if only_framing or greeting or _CHOICE.fullmatch(text) else "topic")


def _time_span(wanted: str, time: TimeExpression) -> Span:
    """Return the span of a time, with the `'s` of `today's`."""
    possessive = _POSSESSIVE.match(wanted, time.end)
    return time.start, possessive.end() if possessive else time.end


def _spelt_out(text: str, question: str) -> tuple[str, AskedLanguage]:
    """Return a text with the short forms of chat in full, unless it is English, and the question's languages.

    Args:
        text: the question without framing.
        question: the question with framing.
    """
    language = asked_language(text, question)
    if language.asked == "en" or (spelt := spelt_out(text)) == text:
        return text, language
    return spelt, asked_language(spelt, question)


def _without_newness(text: str, language: Language, times: Iterable[TimeExpression]) -> str:
    """Return a text without the words that only ask for what is new, if others are left."""
    # Not within a time: `2020 hingga sekarang`.
    named = [time.text.lower() for time in times]
    spans = [
        (start, end)
        for start, end in newness(text, language)
        if not any(text[start:end].lower() in words for words in named)
    ]
    return tidied(without(text, spans)) or text


def checked_question(question: str) -> str:
    """Return the question without surrounding white space, markup and invisible characters, like articles.

    It may be empty then (`<br>`), which asks for nothing.

    Raises:
        QueryError: it was empty before, it is too long, or it is no text.
    """
    if not question.strip():
        raise QueryError("The question is empty: ask with at least one word.")
    question = INVISIBLE.sub("", question).strip()
    if any("\ud800" <= character <= "\udfff" for character in question):
        raise QueryError("The question holds bytes that are no UTF-8: set the terminal to UTF-8.")
    if len(question) > MOST_CHARACTERS:
        raise QueryError(
            f"The question has {len(question)} characters: shorten it to {MOST_CHARACTERS} at most."
        )
    return INVISIBLE.sub("", unmarked(question)).strip()
