"""Parted words: words that a question writes with a blank that articles do not have, like `Tik Tok`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.spelling.glued_words import OFTENER
from index.spelling.vocabulary import RARE
from index.understanding.phrasing import is_brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.records import Span
    from index.spelling.frequencies import WordFrequencies

_PAIR = re.compile(r"(?<![\w-])(?=([^\W\d_]{2,})[ -]([^\W\d_]{2,})(?![\w-]))")
"""Neighbouring words; those of a longer chain of hyphens are none."""


def joined(question: str, frequencies: WordFrequencies) -> Iterator[tuple[Span, str]]:
    """Yield the neighbouring words of a question that articles write as one: their span, and that word."""
    # Capitals mark names only in keywords: headlines have them throughout.
    end, few = 0, is_brief(question)
    for pair in _PAIR.finditer(question):
        first, last = pair.groups()
        unknown = not (frequencies.is_known(first) and frequencies.is_known(last))
        named = few and first[0].isupper() and last[0].isupper() and first.lower() != last.lower()
        if pair.start() >= end and (unknown or named) and _are_one(first, last, frequencies, rarely=unknown):
            end = pair.end(2)
            yield (pair.start(), end), first + last


def _are_one(first: str, last: str, frequencies: WordFrequencies, *, rarely: bool) -> bool:
    """Whether passages have two words as one, if only rarely, or much more often than side by side."""
    whole = first + last
    # First by counts alone, as reading texts takes milliseconds.
    if frequencies.document_frequency(whole) <= (0 if rarely else RARE):
        return False
    least = 1 if rarely else max(RARE + 1, OFTENER * frequencies.phrase_frequency(f"{first} {last}"))
    return frequencies.phrase_frequency(whole) >= least
