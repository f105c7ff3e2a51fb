"""Amounts in both notations: in figures, and with words such as `ribu` or `million`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from index.records import possible_languages
from index.text.terms import spelling, terms
from index.text.word_patterns import SCALES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.records import KnownLanguage, Language, Span
    from index.text.terms import Term

_DECIMAL: dict[KnownLanguage, str] = {"id": ",", "en": "."}
THOUSAND, THOUSANDS = 1000, 3
"""One thousand, which is `seribu`, and the zeros of thousands: nobody writes `1,1 ribu`."""
_WORDS = {word: zeros for scale in SCALES.values() for word, zeros in scale.items()}
_SCALE = "|".join(_WORDS)
# Only numbers below 1, and codes, begin with 0. What follows a hyphen may be the rest of a telephone number,
# and figures before a word for thousands are only a part of the amount: `7.000 triliun`.
_AMOUNT = re.compile(
    r"(?:(?<![\w.,])|(?<=\b[Rr][Pp]))(?:"
    rf"(?P<count>\d{{1,3}})(?:[.,](?P<tenth>\d))?\s?(?P<scale>{_SCALE})(?:an)?"
    r"|(?P<figures>(?!0)(?<!\d-)(?:\d{1,3}(?:\.\d{3}){1,4}|\d{1,3}(?:,\d{3}){1,4}|\d{5,15}))"
    rf"(?!\s?(?:{_SCALE})(?!\w))"
    r")(?![\w]|[.,]\d)",
    # Without ASCII, letters of other scripts would match these regardless of case.
    re.IGNORECASE | re.ASCII,
)


class Amount(NamedTuple):
    """An amount in a text."""

    span: Span
    figures: str
    """The whole amount in figures, as a term: `760000`."""
    other: tuple[Term, ...]
    """The terms of the amount in the notation that the text does not use."""
    in_words: bool
    """Whether the text has it with a word for thousands."""


def amounts(text: str, language: Language) -> Iterator[Amount]:
    """Yield the amounts of a text that can be written in both notations, `760 ribu` and `760.000`.

    An amount in words has at most one decimal, thousands have none, and a single thousand is `seribu`.
    """
    for found in _AMOUNT.finditer(text):
        figures = _in_figures(found)
        if found["count"] and int(figures):
            yield Amount(found.span(), figures, tuple(terms(figures, language)), in_words=True)
        elif found["figures"] and (words := _in_words(int(figures), language)) is not None:
            yield Amount(found.span(), figures, words, in_words=False)


def _in_figures(found: re.Match[str]) -> str:
    if found["figures"]:
        return spelling(found["figures"])
    tenths = int(found["count"] + (found["tenth"] or "0"))
    return str(tenths * 10 ** (_WORDS[found["scale"].lower()] - 1))


def _in_words(amount: int, language: Language) -> tuple[Term, ...] | None:
    """Return the terms of an amount with the largest word that fits; None where it needs more decimals."""
    read: list[Term] = []
    for name in possible_languages(language):
        zeros = max(zeros for zeros in SCALES[name].values() if 10**zeros <= amount)
        word = next(word for word, number in SCALES[name].items() if number == zeros)
        tenths, rest = divmod(amount, 10 ** (zeros - 1))
        if rest or amount == THOUSAND or (zeros == THOUSANDS and tenths % 10):
            return None
        count = f"{tenths // 10}{_DECIMAL[name]}{tenths % 10}" if tenths % 10 else str(tenths // 10)
        read += terms(f"{count} {word}", name)
    return tuple(dict.fromkeys(read))
