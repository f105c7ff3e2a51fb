"""Newness: whether a question asks for what is new, by which words, or only greets."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from index.records import possible_languages
from index.text import languages
from index.text.patterns import any_of, listed_words, lowered
from index.understanding.framing_forms import framing_forms, lowered_but_for_names

if TYPE_CHECKING:
    from index.records import KnownLanguage, Language, Span


class _Known(NamedTuple):
    """The table `[news]` of `languages/questions/times_*.toml`, compiled. All patterns match lower case."""

    news: re.Pattern[str]
    """Words that ask for what is new, alone or beside a topic."""
    alone: re.Pattern[str]
    """A question that is only a word for news."""
    named: re.Pattern[str]
    """A word for news."""
    newness: re.Pattern[str]
    """Those words of `news` that are hardly ever part of the topic."""
    greeting: re.Pattern[str]
    """A question that only greets."""


def wants_news(question: str, language: Language) -> bool:
    """Whether a question asks for what is new: `harga beras terbaru`, `the latest on the flood`, `news`."""
    lower = lowered(question)
    return any(known.news.search(lower) or known.alone.fullmatch(lower) for known in _known_in(language))


def names_news(question: str) -> bool:
    """Whether a question has a word for news, in either language."""
    lower = lowered(question)
    return any(known.named.search(lower) for known in _known_in("und"))


def newness(text: str, language: Language) -> list[Span]:
    """Return the (start, end) of the words that only ask for what is new: `terbaru`, not `update`.

    Words that are part of a name by their capitals are left out: `USA Today`.
    """
    lower = lowered_but_for_names(text)
    return [match.span() for known in _known_in(language) for match in known.newness.finditer(lower)]


def greets(question: str) -> bool:
    """Whether a question only asks how the other is today, in either language, and for no news."""
    lower = lowered(question)
    return any(known.greeting.fullmatch(lower) for known in _known_in("und"))


def _known_in(language: Language) -> list[_Known]:
    return [_known(name) for name in possible_languages(language)]


@cache
def _known(language: KnownLanguage) -> _Known:
    table = languages.tables(f"questions/times_{language}")["news"]
    words = {name: listed_words(listed) for name, listed in table.items()}
    newness, whole = any_of(words["newness"]), r"[\W_]*(?:{})[\W_]*"
    ends = rf"(?!\w|\s+(?:{any_of(words['annual'])})(?!\w))"  # not `hari ini dalam sejarah`
    return _Known(
        news=re.compile(rf"(?<!\w)(?:{any_of([*words['newness'], *words['doubtful']])}){ends}"),
        alone=re.compile(whole.format(_nothing_but_news(words))),
        named=re.compile(rf"(?<!\w)(?:{any_of(words['alone'])})(?!\w)"),
        newness=re.compile(rf"(?<!\w)(?:{newness}){ends}"),
        greeting=re.compile(whole.format(any_of(words["greeting"]))),
    )


def _nothing_but_news(words: dict[str, list[str]]) -> str:
    """Return a pattern for a word for news and how it is asked for: `summary of the top headlines`."""
    news, which, asked = (any_of(words[name]) for name in ("alone", "which", "asked"))
    digest = any_of(framing_forms().digest)
    before = rf"(?:(?:{digest})\s+(?:of\s+)?)*(?:(?:{asked})\s+)?(?:(?:{which})\s+)*"
    return rf"{before}(?:{news})(?:\s+(?:{which}))*(?:\s+(?:{digest}))?"
