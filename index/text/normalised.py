"""Normalised texts: without case, accents and compatibility forms, and where each character came from."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
# Letters that are accented to the eye, but not to Unicode.
_ALIKE = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "Æ": "Ae", "œ": "oe"}
    | {"Œ": "Oe", "’": "'"}
)
# Characters that normalising leaves alone, or one before others that may melt into it.
_RUN = re.compile(r"(?P<ascii>[\x00-\x7f]+(?![^\x00-\x7f]))|(?s:.)[^\x00-\x7f]*")

KEPT_RUNS = 4_096
"""Runs of letters with marks that are remembered."""


def normal(text: str) -> str:
    """Gives a text without compatibility forms (NFKC): `ﬁve` as `five`, `½` as `1⁄2`."""
    return unicodedata.normalize("NFKC", text)


def bare(text: str) -> str:
    """Gives a text without case, accents and compatibility forms."""
    # Korean syllables, which lost their composition with the accents, have it back.
    return unicodedata.normalize("NFC", unaccented(text).casefold())


def unaccented(text: str) -> str:
    """A text without accents and compatibility forms, apostrophes straight; itself, where it is ASCII."""
    return text if text.isascii() else _NOT_ASCII.sub(lambda run: _without_marks(run[0]), text)


def places(text: str) -> list[tuple[int, int]]:
    """Gives for each character of the normalised text the (start, end) of what it was made from."""
    found: list[tuple[int, int]] = []
    for match in _RUN.finditer(text):
        start, end = match.span()
        if match["ascii"]:
            found += ((at, at + 1) for at in range(start, end))
            continue
        borders = [start, *(at for at in range(start + 1, end) if _stands_alone(text[at])), end]
        for place in pairwise(borders):
            found += [place] * len(normal(text[slice(*place)]))
    return found


@lru_cache(KEPT_RUNS)
def _without_marks(run: str) -> str:
    letters = unicodedata.normalize("NFKD", run.translate(_ALIKE))
    return "".join(sign for sign in letters if not unicodedata.combining(sign))


def _stands_alone(character: str) -> bool:
    """False for what may melt into the character before it: marks, and later letters of a Korean syllable."""
    first = normal(character)[0]
    return not (unicodedata.category(first).startswith("M") or "\u1160" <= first <= "\u11ff")
