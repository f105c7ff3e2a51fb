"""Newness in a question: whether it asks for what is new, by which words, or only greets."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from index.text import languages
from index.text.patterns import any_of, listed_words, lowered
from index.text.terms import analyses
from index.understanding.framing import lowered_but_for_names
from index.understanding.framing_forms import framing_forms

if TYPE_CHECKING:
    from index.records import Language, Span


class _Known(NamedTuple):
    """The table `[news]` of `languages/questions/times_*.toml`, compiled. All patterns match lower case."""

    news: re.Pattern[str]
    """Words by which a question asks for what is new, alone or beside a topic."""
    alone: re.Pattern[str]
    """A question of nothing but a word for news."""
    named: re.Pattern[str]
    """Such a word."""
    newness: re.Pattern[str]
    """Those of `news` that can hardly belong to what is asked for."""
    greeting: re.Pattern[str]
    """A question that only greets."""


def wants_news(question: str, language: Language) -> bool:
    """True when a question asks for what is new: `harga beras terbaru`, `the latest on the flood`, `news`."""
    lower = lowered(question)
    return any(one.news.search(lower) or one.alone.fullmatch(lower) for one in _of(language))


def names_news(question: str) -> bool:
    """True where a word for news stands in a question, in either language."""
    lower = lowered(question)
    return any(one.named.search(lower) for one in _of("und"))


def newness(text: str, language: Language) -> list[Span]:
    """Gives the (start, end) of the words that only ask for what is new: `terbaru`, not `update`.

    None is what capitals show to be part of a name: `USA Today`.
    """
    lower = lowered_but_for_names(text)
    return [match.span() for one in _of(language) for match in one.newness.finditer(lower)]


def greets(question: str) -> bool:
    """True for a question that asks how one is today, in either language, and for no news."""
    lower = lowered(question)
    return any(one.greeting.fullmatch(lower) for one in _of("und"))


def _of(language: Language) -> list[_Known]:
    return [_known(name) for name in analyses(language)]


@cache
def _known(language: str) -> _Known:
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
    """What finds a word for news with no more than how it is asked for: `summary of the top headlines`."""
    told, which, asked = (any_of(words[name]) for name in ("alone", "which", "asked"))
    digest = any_of(framing_forms().digest)
    before = rf"(?:(?:{digest})\s+(?:of\s+)?)*(?:(?:{asked})\s+)?(?:(?:{which})\s+)*"
    return rf"{before}(?:{told})(?:\s+(?:{which}))*(?:\s+(?:{digest}))?"
