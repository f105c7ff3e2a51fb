"""Glued words: words that a question writes without the blanks of articles, like `iPhone11`, `FaceApp`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.spelling.vocabulary import Vocabulary

_BORDER = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|(?<=[a-z])(?=[A-Z])")
"""Where a word may have been glued: between letters and digits, and before a capital."""
SHORTEST_PART = 2
"""Least letters of a part: the `i` of `iPhone` is none."""


def unglued(word: str, vocabulary: Vocabulary) -> str | None:
    """Return the parts of a word that no passage holds, separated by blanks; None if it has no such parts.

    Passages hold each part, except digits. If there are several such parts, a passage has all of them side by
    side, because the parts of an unknown name (`DeepSeek`) are words that have nothing to do with it.
    """
    borders = [0, *(match.start() for match in _BORDER.finditer(word)), len(word)]
    if len(borders) == 2 or vocabulary.held(word):
        return None
    fewest: dict[int, list[str]] = {0: []}
    for end in borders[1:]:
        ways = [
            [*before, word[start:end]]
            for start, before in fewest.items()
            if _is_part(word[start:end], vocabulary)
        ]
        if ways:
            fewest[end] = min(ways, key=len)
    parts = fewest.get(len(word), [])
    telling = [part for part in parts if not part.isdigit()]
    apart = " ".join(parts)
    return apart if len(telling) == 1 or (telling and vocabulary.has_phrase(apart)) else None


def _is_part(part: str, vocabulary: Vocabulary) -> bool:
    return part.isdigit() or (len(part) >= SHORTEST_PART and vocabulary.held(part) > 0)
