"""Quarters and halves of a year, as reports write them: `Q2` is searched for as `second quarter`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from index.records import possible_languages
from index.text import languages
from index.text.patterns import any_of, listed_words, lowered
from index.times.forms import forms
from index.times.patterns import doubtful, written
from index.times.words import is_reported

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.question import TimeExpression
    from index.records import KnownLanguage, Language, Span


def in_usual_words(text: str, times: Iterable[TimeExpression], language: Language) -> str:
    """Return a text with its quarters and halves written as in most reports.

    In an English text `Q2 2019` becomes `second quarter of 2019`, in others `kuartal II 2019`.

    Args:
        text: a question, or a part of it.
        times: the times of the question.
        language: the language of the text.
    """
    for one in times:
        usual = _written_out(one, "en" if language == "en" else "id")
        whole = rf"(?<!\w){re.escape(one.text)}(?!\w)"  # `2Q20` is not the beginning of `2Q2019`
        text = usual.join(re.split(whole, text))
    return text


def quarters(text: str, language: Language) -> Iterator[tuple[Span, tuple[str, str]]]:
    """Yield the span of each quarter and half in a text, and its kind and number.

    `kuartal III`, `triwulan ketiga`, `third quarter` and `3Q` are the same; the year is not part of the span.
    """
    lower = lowered(text).replace("-", " ")
    for name in possible_languages(language):
        for kind in ("quarter", "half"):
            for found in _numbered(name, kind).finditer(lower):
                number = forms(name).values(found)["ordinal"]
                if is_reported(found.group()):
                    yield found.span(), (kind, number)


def is_of_business(question: str) -> bool:
    """Whether a question has a business word, beside which a quarter is one that companies report on."""
    return _business().search(lowered(question)) is not None


@cache
def _business() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{doubtful('yearly')})(?!\w)")


@cache
def _numbered(name: KnownLanguage, kind: str) -> re.Pattern[str]:
    """Return the pattern of a quarter or half without its year, in lower case, and of `third` alone."""
    [form] = languages.tables(f"questions/times_{name}")["elliptic"][kind]
    return re.compile(written(form, {"ordinal": any_of(forms(name).words["ordinal"])}))


def _written_out(one: TimeExpression, language: KnownLanguage) -> str:
    """Return the words of a time with its quarters and halves in their usual form."""
    usual = _usual(language)

    def written_out(match: re.Match[str]) -> str:
        ordinal = usual.ordinals[int(match["number"] or match["number_before"]) - 1]
        quarter = usual.words[(match["word"] or match["word_behind"]).lower()].format(ordinal)
        return quarter + usual.of + _year(match["year"], one) if match["year"] else quarter

    return usual.abbreviated.sub(written_out, one.text)


def _year(figures: str, one: TimeExpression) -> str:
    """Return a year of a time in full: `19` is 2019."""
    days = (day for day in (one.since, one.until) if day)
    return next((str(day.year) for day in days if str(day.year).endswith(figures)), figures)


class _Usual(NamedTuple):
    """How a language usually writes quarters and halves."""

    abbreviated: re.Pattern[str]
    """Matches a quarter or half that is numbered in figures, with its year."""
    words: dict[str, str]
    """Abbreviation -> the usual words, with a placeholder for the ordinal."""
    ordinals: list[str]
    of: str
    """The text between it and its year."""


@cache
def _usual(language: KnownLanguage) -> _Usual:
    """Return the table `usual` of a language, compiled."""
    table = dict(languages.tables(f"questions/times_{language}")["usual"])
    ordinals, of = listed_words(table.pop("ordinal")), table.pop("of")
    words = {word: usual for usual, listed in table.items() for word in listed_words(listed)}
    word, number = any_of(words), f"[1-{len(ordinals)}]"
    behind = rf"(?P<word>{word})[ -]?(?:ke[ -]?)?(?P<number>{number})"
    before = rf"(?P<number_before>{number})(?P<word_behind>{word})"
    year = r"(?:[ /-]?['’]?(?P<year>[0-9]{4}|[0-9]{2}))?"
    no_range = r"(?![0-9]|\s?[-–]\s?[0-9](?!\w))"  # not Q1-3 2019
    abbreviated = re.compile(rf"(?i)(?<!\w)(?:{behind}|{before}){year}{no_range}")
    return _Usual(abbreviated, words, ordinals, of)
