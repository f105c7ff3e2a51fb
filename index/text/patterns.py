"""Regular expressions out of lists of words, as `languages/*.toml` hold them, for texts in lower case."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def listed_words(listed: str) -> list[str]:
    """Gives the words, or runs of them, of a list parted by `|`."""
    return [" ".join(word.split()) for word in listed.split("|")]


def any_of(words: Iterable[str]) -> str:
    """Gives a regular expression for any of the words, the longest first."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)


def lowered(text: str) -> str:
    """Gives the text in lower case, as long as before: `İ` alone would become two letters."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
