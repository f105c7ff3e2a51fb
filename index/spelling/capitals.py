"""Capitals, and other signs that a word is a name."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from index.text import languages

if TYPE_CHECKING:
    from collections.abc import Iterable


def is_name(word: str, texts: Iterable[str]) -> bool:
    """Whether texts write a word with a capital within their sentences, oftener than in small letters.

    So they write `Jakarta`, and `Gunung` of what they call `Gunung Agung`; not `kecil`. A capital says
    nothing at the start of a sentence.

    Args:
        word: in lower case.
        texts: which may hold it.
    """
    within = re.compile(rf"(?<=\w|,)\s(?i:{re.escape(word)})(?!\w)")
    found = [match[0].lstrip() for text in texts for match in within.finditer(text)]
    return 2 * sum(not one.islower() for one in found) > len(found)


def is_before_names(word: str) -> bool:
    """Whether people or places are named after a word: `warga`, `desa`; not `di`, which any noun follows.

    Args:
        word: in lower case.
    """
    return word in _before_names()


@cache
def _before_names() -> frozenset[str]:
    return frozenset[str]().union(*languages.read("places", "words").values())
