"""Removal of repeats (the headline, a repeated lead, a pull quote), and the mild cleaning of records."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from index.reading.chrome import chrome
from index.reading.prose import words
from index.reading.unwrapping import to_lines, unwrap

if TYPE_CHECKING:
    from collections.abc import Sequence

REPEAT_WORDS = 5
"""Least words of a repeat: shorter lines ("Babak kedua") may well appear twice."""
QUOTE_WORDS = 8
"""Least words of a paragraph within another one that is a standfirst or a pull quote."""
COMPARE_LIMIT = 200_000
"""Letters of an article above which only whole paragraphs are compared, to keep the time linear."""


def drop_repeats(paragraphs: Sequence[str], title: str | None) -> list[str]:
    """Return each paragraph once, without the headline, and without standfirsts that the text repeats."""
    keys = [" ".join(words(paragraph)) for paragraph in paragraphs]
    headline = " ".join(words(title or ""))
    whole = "|".join(f" {key} " for key in keys)
    compare = len(whole) <= COMPARE_LIMIT
    same = Counter(keys)
    seen: set[str] = set()
    kept: list[str] = []
    for paragraph, key in zip(paragraphs, keys, strict=True):
        count = key.count(" ") + 1
        if key and key == headline:
            continue
        if count >= REPEAT_WORDS and key in seen:
            continue
        if compare and count >= QUOTE_WORDS and whole.count(f" {key} ") > same[key]:
            continue
        seen.add(key)
        kept.append(paragraph)
    return kept


def tidy(text: str, title: str | None) -> list[str]:
    """Return the paragraphs of a record's body without mild chrome, repeats and the headline.

    At least one paragraph stays, even if it is the headline or a link.
    """
    lines = unwrap(to_lines(text))
    paragraphs = [line for line in lines if line]
    if len(paragraphs) < 2:
        return paragraphs or [line for line in (" ".join(text.split()),) if line]
    known = chrome()
    kept = [line for line in paragraphs if not known.is_mild(line) and not known.is_inside_heading(line)]
    return drop_exact_repeats(kept, title) or kept[:1] or paragraphs[:1]


def drop_exact_repeats(paragraphs: Sequence[str], title: str | None) -> list[str]:
    """Return the paragraphs without the headline; those of `REPEAT_WORDS` words or more only once."""
    seen: set[str] = set()
    kept: list[str] = []
    for paragraph in paragraphs:
        if paragraph == title or (paragraph in seen and len(words(paragraph)) >= REPEAT_WORDS):
            continue
        seen.add(paragraph)
        kept.append(paragraph)
    return kept
