"""Parted words: words that a question writes with a blank that articles do not have: `Tik Tok`, `G-20`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.spelling.glued_words import OFTENER
from index.spelling.vocabulary import RARE
from index.understanding.phrasing import is_brief
from index.understanding.subject import is_function_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.records import Span
    from index.spelling.frequencies import WordFrequencies

_PAIR = re.compile(r"(?<![\w-])(?=([^\W\d_]+)[ -]([^\W\d_]{2,}|\d+)(?![\w-]|[.,:]\d))")
"""Neighbouring words, or a code such as `G-20`, `e-mail`; those of a longer chain of hyphens are none."""


def joined(question: str, frequencies: WordFrequencies) -> Iterator[tuple[Span, str]]:
    """Yield the neighbouring words of a question that articles write as one: their span, and that word."""
    end = 0
    for pair in _PAIR.finditer(question):
        first, last = pair.groups()
        fewest = _fewest(question, pair, frequencies)
        if pair.start() >= end and fewest and _are_one(first, last, frequencies, fewest):
            end = pair.end(2)
            yield (pair.start(), end), first + last


def _fewest(question: str, pair: re.Match[str], frequencies: WordFrequencies) -> int:
    """Return the least number of passages with two words as one; 0 where they are not to be joined."""
    first, last = pair.groups()
    if last.isdigit() or len(first) == 1:
        # `di 2024` is two words, even if somebody forgot the blank.
        blank = last.isdigit() and not is_function_word(first)
        return int(question[pair.end(1)] == "-" or blank)
    if not (frequencies.is_known(first) and frequencies.is_known(last)):
        return 1
    # Capitals mark names only in keywords: headlines have them throughout.
    named = first[0].isupper() and last[0].isupper() and first.lower() != last.lower()
    return RARE + 1 if named and is_brief(question) else 0


def _are_one(first: str, last: str, frequencies: WordFrequencies, least: int) -> bool:
    """Whether at least so many passages have two words as one, and much more than have them side by side."""
    whole = first + last
    # First by counts alone, as reading texts takes milliseconds.
    if frequencies.document_frequency(whole) < least:
        return False
    together = frequencies.phrase_frequency(whole)
    return together >= max(least, OFTENER * frequencies.phrase_frequency(f"{first} {last}"))
