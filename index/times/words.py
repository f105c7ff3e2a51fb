"""How texts speak of times: the years, months and days that stand in them as words."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from index.text.patterns import any_of, lowered
from index.text.terms import ANALYSES, spanned_terms
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
    """A day with its month, as a text may have it."""

    text: str
    day: Term
    month: Term

    @classmethod
    def read(cls, text: str, language: Language) -> WrittenDate:
        """Tell the two apart, which stand first and last."""
        found = [term for term, _, _ in spanned_terms(text, language)]
        ends = found[0], found[-1]
        day, month = ends if ends[0].word.isdecimal() else ends[::-1]
        return cls(text, day, month)


def spoken_of(
    times: Iterable[TimeExpression], language: Language
) -> tuple[tuple[Term, ...], tuple[tuple[WrittenDate, ...], ...]]:
    """Gives what a text says that speaks of some times: years and months, and days with their months.

    Not `may` by itself, which most texts say.
    """
    said: list[Term] = []
    dates: list[tuple[WrittenDate, ...]] = []
    for one in times:
        words = one.text
        for ways in days_of_months(one, language):
            words = words.replace(ways[0], " ", 1)
            # A sentence that has 9 tells of no 9/9.
            read = tuple(WrittenDate.read(way, language) for way in ways)
            dates.append(tuple(way for way in read if way.day != way.month))
        alone = not names_year(words)
        said += [term for term, _, _ in spanned_terms(words, language) if is_of_date(term.word, alone=alone)]
    return tuple(said), tuple(filter(None, dates))


def names_year(words: str) -> bool:
    """True where a year in figures is among the words of a time."""
    return _YEAR.search(words) is not None


def is_reported(words: str) -> bool:
    """True for words of a time on which reports come after it: a quarter, half or first months of a year."""
    lower = lowered(words)
    return any(forms(name).reported.search(lower) for name in ANALYSES)


def is_of_date(word: str, *, alone: bool = False) -> bool:
    """True for a year in figures or the name of a month, in either language.

    Args:
        word: a term's.
        alone: whether no year stands beside it: then `may` and `march` are other words.
    """
    if word.isdecimal():
        return len(word) == YEAR_FIGURES
    known = [forms(name) for name in ANALYSES]
    return any(word in one.words["month"] for one in known) and not (
        alone and any(word in one.capitals for one in known)
    )


def days_of_months(one: TimeExpression, language: Language) -> list[list[str]]:
    """Gives each day of a month in a time, as it is written there and, of a single day, elsewhere.

    `12/9` and `12 September`, `September 12` and `12/9`.
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
    """A day with its month, without a year, in either language."""
    month = any_of({word for name in ANALYSES for word in forms(name).words["month"]})
    day, numeral = f"(?:{NUMERALS['day']})", f"(?:{NUMERALS['numeral']})"
    nth = f"{day}(?:st|nd|rd|th)?"
    named = rf"{nth}(?:(?:\s+(?:of|bulan|bln))?\s+|-)(?:{month})|(?:{month})\s+{nth}"
    return re.compile(
        rf"(?<!\w)(?:{named}|{day}/{numeral}|{day}[-.]{numeral}(?=[-.][0-9]))(?!\w)", re.IGNORECASE
    )
