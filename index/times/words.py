"""How texts mention times: years, months and days as words."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from index.records import KNOWN_LANGUAGES
from index.text.patterns import any_of, lowered
from index.text.terms import spanned_terms
from index.times.forms import forms
from index.times.numerals import NUMERALS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.question import TimeExpression
    from index.records import Language
    from index.text.terms import Term

YEAR_FIGURES = 4
_YEAR = re.compile(r"[12]\d{3}")


class WrittenDate(NamedTuple):
    """A day with its month, as a text may write it."""

    text: str
    day: Term
    month: Term

    @classmethod
    def read(cls, text: str, language: Language) -> WrittenDate:
        """Read a day and a month, which are the first and last term in either order."""
        found = [term for term, _ in spanned_terms(text, language)]
        ends = found[0], found[-1]
        day, month = ends if ends[0].word.isdecimal() else ends[::-1]
        return cls(text, day, month)


def spoken_of(
    times: Iterable[TimeExpression], language: Language
) -> tuple[tuple[Term, ...], tuple[tuple[WrittenDate, ...], ...]]:
    """Return what a text about some times mentions: years and months; and the ways to write each day.

    `may` alone is left out, because most texts have it.
    """
    said: list[Term] = []
    dates: list[tuple[WrittenDate, ...]] = []
    for one in times:
        words = one.text
        for ways in days_of_months(one, language):
            words = words.replace(ways[0], " ", 1)
            # A sentence with one 9 would seem to have both numbers of 9/9.
            read = tuple(WrittenDate.read(way, language) for way in ways)
            dates.append(tuple(way for way in read if way.day != way.month))
        alone = not names_year(words)
        said += [term for term, _ in spanned_terms(words, language) if is_of_date(term.word, alone=alone)]
    return tuple(said), tuple(filter(None, dates))


def names_year(words: str) -> bool:
    """Whether a year in figures is among the words of a time."""
    return _YEAR.search(words) is not None


def is_reported(words: str) -> bool:
    """Whether a time is one that reports follow: a quarter, a half or the first months of a year."""
    lower = lowered(words)
    return any(forms(name).reported.search(lower) for name in KNOWN_LANGUAGES)


def is_of_date(word: str, *, alone: bool = False) -> bool:
    """Whether a word is a year in figures or the name of a month, in either language.

    Args:
        word: the word of a term.
        alone: whether no year is beside it; then `may` and `march` are other words.
    """
    if word.isdecimal():
        return len(word) == YEAR_FIGURES
    known = [forms(name) for name in KNOWN_LANGUAGES]
    return any(word in one.words["month"] for one in known) and not (
        alone and any(word in one.capitals for one in known)
    )


def days_of_months(one: TimeExpression, language: Language) -> list[list[str]]:
    """Return the ways to write each day of a month in a time; the first is that of the time.

    There are others only for a single day: `12/9` is also `12 september`.
    """
    found = [match.group() for match in _day_of_month().finditer(one.text)]
    if len(found) != 1 or one.since is None or one.since != one.until:
        return [[words] for words in found]
    day, month = one.since.day, one.since.month
    name = forms("en" if language == "en" else "id").months[month - 1]
    others = (f"{day} {name}", f"{day}/{month}")
    return [[found[0], *(words for words in others if words != found[0].lower())]]


@cache
def _day_of_month() -> re.Pattern[str]:
    """Return the pattern of a day with its month, without a year, in either language."""
    month = any_of({word for name in KNOWN_LANGUAGES for word in forms(name).words["month"]})
    day, numeral = f"(?:{NUMERALS['day']})", f"(?:{NUMERALS['numeral']})"
    nth = f"{day}(?:st|nd|rd|th)?"
    named = rf"{nth}(?:(?:\s+(?:of|bulan|bln))?\s+|-)(?:{month})|(?:{month})\s+{nth}"
    return re.compile(
        rf"(?<!\w)(?:{named}|{day}/{numeral}|{day}[-.]{numeral}(?=[-.][0-9]))(?!\w)", re.IGNORECASE
    )
