"""Capitals, and other signs that a word is a name."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from index.text import languages

if TYPE_CHECKING:
    from collections.abc import Iterable


def is_name(word: str, texts: Iterable[str]) -> bool:
    """Whether texts write a word, within sentences, more often with a capital than in small letters.

    They write `Jakarta` so, and `Gunung` in `Gunung Agung`, but not `kecil`. A capital at the start of a
    sentence does not count.

    Args:
        word: in lower case.
        texts: texts that may hold it.
    """
    within = re.compile(rf"(?<=\w|,)\s(?i:{re.escape(word)})(?!\w)")
    found = [match[0].lstrip() for text in texts for match in within.finditer(text)]
    return 2 * sum(not one.islower() for one in found) > len(found)


def is_before_names(word: str) -> bool:
    """Whether a word usually precedes the name of people or a place: `warga`, `desa`, but not `di`.

    Args:
        word: in lower case.
    """
    return word in _before_names()


@cache
def _before_names() -> frozenset[str]:
    return frozenset[str]().union(*languages.read("places", "words").values())
