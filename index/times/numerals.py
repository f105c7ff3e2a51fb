"""Numbers in a time: the pattern of their figures, and the value of their words."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from index.text.patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NUMERALS = {
    "number": "(?!(?:19|20)[0-9]{2}(?![0-9]))[0-9]{1,9}",
    "year": "(?:19|20)[0-9]{2}",
    "ending": "[0-9]{2}",
    "numeral": "1[0-2]|0?[1-9]",
    "day": "3[01]|[12][0-9]|0?[1-9]",
    "decade": "(?:19|20)[0-9]0",
    "tens": "[5-9]0",
}
"""Slot -> figures that it takes besides the words of its table, as a regular expression. Four figures outside
1900 to 2099 are an amount. Two figures below 50 are more likely an age or a temperature than a decade.
`numeral` is the number of a month."""
MOST_NUMBER_WORDS = 4
"""Most table words that are read as one number. `nine hundred and ninety-nine` has three; with a fourth it is
no number."""


class Numbers:
    """Numbers of a language: in figures, or in words put together."""

    def __init__(self, words: Mapping[str, str], both: Iterable[str], either: Iterable[str]) -> None:
        """Build the pattern.

        Args:
            words: word -> value.
            both: words that may stand within a number: `hundred and one`.
            either: words between two alternatives: `two or three`.
        """
        self._words = words
        word, figures = any_of(words), NUMERALS["number"]
        further = rf"[\s-]+(?:(?:{any_of(both)})\s+)?(?>{word})"
        one = f"(?:(?>{word})(?:{further}){{0,{MOST_NUMBER_WORDS - 1}}}|{figures})"
        between = rf"\s*(?:{any_of(either)})\s*"
        self.pattern = f"{one}(?:{between}{one})?"
        """Regular expression for a number, or for two alternatives."""
        self._two = f"({one})(?:{between}({one}))?"

    @cached_property
    def _parts(self) -> re.Pattern[str]:
        return re.compile(self._two)

    @cached_property
    def _word(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{any_of(self._words)}|[0-9]+)(?!\w)")

    def meaning(self, text: str) -> str:
        """Return a number in figures, or the least and the most: `dua puluh lima` is 25, `dua tiga` is 2 3.

        Words that make no number are returned as they are.
        """
        parts = self._parts.fullmatch(text)
        if text in self._words or not parts:
            return self._words.get(text, text)
        with suppress(ValueError):  # `few` and `half` are no part of a number
            sums = [number for part in parts.groups("") for number in self._sums(part)]
            least, most = sums[0], sums[-1]
            said = parts[2] or most == least + 1
            if len(sums) == 1 or (len(sums) == 2 and least < most and said):
                return " ".join(map(str, sums))
        return text

    def _sums(self, part: str) -> list[int]:
        """Return the numbers that words make: one that fits into the zeros of the last is added to it."""
        sums: list[int] = []
        room = 0
        for word in self._word.findall(part):
            number = int(self._words.get(word, word))
            if number < room:
                sums[-1] += number
            else:
                sums.append(number)
            digits = str(number)
            room = 10 ** (len(digits) - len(digits.rstrip("0")))
        return sums
