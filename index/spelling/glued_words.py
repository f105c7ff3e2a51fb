"""Glued words: words that a question writes without the blanks of articles, like `iPhone11`, `Gojek`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.spelling.frequencies import READ
from index.understanding.subject import is_function_word, subject_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.spelling.frequencies import WordFrequencies

_BORDER = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|(?<=[a-z])(?=[A-Z])")
"""Where a word may have been glued: between letters and digits, and before a capital."""
CODE = re.compile(r"[^\W\d_]\d+")
"""A letter and figures, which are also written with a hyphen: `U23`."""
SHORTEST_PART = 2
"""Least letters of a part: the `i` of `iPhone` is none."""
OFTENER = 10
"""Least ratio of passages with the parts to passages with the word, where some hold the word."""


def unglued(word: str, frequencies: WordFrequencies) -> str | None:
    """Return the parts of a word, separated by blanks, if articles write it so; None if it has no such parts.

    A word is parted at its borders; one of letters alone that no passage holds, anywhere. Passages hold each
    part, except digits. If there are several such parts, a passage has all of them side by side, because the
    parts of an unknown name (`DeepSeek`) are words that have nothing to do with it.
    """
    if CODE.fullmatch(word):
        return _parted_code(word, frequencies)
    borders = [0, *(match.start() for match in _BORDER.finditer(word)), len(word)]
    if len(borders) > 2:
        return _parted_at(borders, word, frequencies)
    parted = word.isalpha() and not frequencies.is_known(word)
    return _parted_anywhere(word, frequencies) if parted else None


def _parted_code(word: str, frequencies: WordFrequencies) -> str | None:
    """Return the letter and the figures of a code that passages write with a hyphen: `U-23`.

    A function word is no such letter: `a 320-page book`. Without a hyphen the two may be neighbours by
    chance: `abad ke-1 M. 5 abad kemudian`.
    """
    letter, figures = word[0], word[1:]
    least = max(1, OFTENER * frequencies.document_frequency(word))
    # First by counts alone: few letters that passages hold need be looked for in their texts.
    if is_function_word(letter) or frequencies.document_frequency(letter) < least:
        return None
    apart = f"{letter} {figures}"
    is_code = _are_hyphenated(letter, figures, frequencies)
    return apart if is_code and frequencies.phrase_frequency(apart) >= least else None


def _parted_at(borders: Sequence[int], word: str, frequencies: WordFrequencies) -> str | None:
    """Return the parts of a word between borders. They are not all function words: `GoTo`."""
    held = frequencies.document_frequency(word)
    parts = _fewest_parts(word, borders, frequencies)
    telling = [part for part in parts if not part.isdigit()]
    apart = " ".join(parts)
    # First by counts alone: few words that passages hold need be looked for in their texts.
    fewest = min(map(frequencies.document_frequency, telling), default=0)
    if not subject_words(apart) or fewest < OFTENER * held:
        return None
    if len(telling) == 1 and not held:
        return apart
    times = frequencies.phrase_frequency(apart)
    return apart if times and times >= OFTENER * held else None


def _parted_anywhere(word: str, frequencies: WordFrequencies) -> str | None:
    """Return the two parts of a word that passages have side by side, in most passages."""
    ways = ((word[:at], word[at:]) for at in range(1, len(word) - SHORTEST_PART + 1))
    parted = (f"{first} {last}" for first, last in ways if _may_be_parts(first, last, frequencies))
    times = {apart: frequencies.phrase_frequency(apart) for apart in parted}
    apart = max(times, key=times.__getitem__, default="")
    # Function words alone are nothing to search for: `todo` is not `to do`.
    if not apart or not times[apart] or all(map(is_function_word, apart.split())):
        return None
    return apart.title() if word.istitle() else apart


def _may_be_parts(first: str, last: str, frequencies: WordFrequencies) -> bool:
    """Whether passages hold two words, and neither is a letter or a function word: `westin` is not `west in`.

    With a hyphen between them they may be: `e-commerce`, `on-line`.
    """
    if not (frequencies.document_frequency(last) and frequencies.document_frequency(first)):
        return False
    tell = len(first) >= SHORTEST_PART and not (is_function_word(first) or is_function_word(last))
    return tell or _are_hyphenated(first, last, frequencies)


def _are_hyphenated(first: str, last: str, frequencies: WordFrequencies) -> bool:
    """Whether a passage, of those that are read, has two words with a hyphen between them."""
    rarer, other = sorted((first, last), key=frequencies.document_frequency)
    rows = frequencies.rows_of(rarer)
    rows = rows[frequencies.holding(other, rows)][:READ]
    written = re.compile(rf"(?<![\w-]){first}-{last}(?![\w-])", re.IGNORECASE)
    return any(map(written.search, frequencies.texts(rows.tolist())))


def _fewest_parts(word: str, borders: Sequence[int], frequencies: WordFrequencies) -> list[str]:
    """Return the fewest parts between borders that make up a word; empty if passages do not hold them."""
    fewest: dict[int, list[str]] = {0: []}
    for end in borders[1:]:
        ways = [
            [*before, word[start:end]]
            for start, before in fewest.items()
            if (start, end) != (0, len(word)) and _is_part(word[start:end], frequencies)
        ]
        if ways:
            fewest[end] = min(ways, key=len)
    return fewest.get(len(word), [])


def _is_part(part: str, frequencies: WordFrequencies) -> bool:
    return part.isdigit() or (len(part) >= SHORTEST_PART and frequencies.document_frequency(part) > 0)
