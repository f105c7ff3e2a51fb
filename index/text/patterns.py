"""Regular expressions of words, also from the word lists of `languages/*.toml` for texts in lower case."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LETTERS = re.compile(r"[^\W\d_]+")
"""Letters in a row."""
LETTERS_AND_DIGITS = re.compile(r"[^\W_]+")
"""Letters and digits in a row: a word without its signs."""


def listed_words(listed: str) -> list[str]:
    """Return the words, or sequences of words, of a list separated by `|`."""
    return [" ".join(word.split()) for word in listed.split("|")]


def any_of(words: Iterable[str]) -> str:
    """Return a regular expression that matches any of the words, the longest first."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)


def lowered(text: str) -> str:
    """Return the text in lower case at the same length: `İ` stays, because it would become two characters."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
