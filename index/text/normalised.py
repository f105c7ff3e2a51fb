"""Normalised text, without case, accents and compatibility forms, and the origin of each character."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
# Letters that look accented, but that Unicode does not decompose.
_ALIKE = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "Æ": "Ae", "œ": "oe"}
    | {"Œ": "Oe", "’": "'"}
)
# ASCII, which normalising leaves alone; or a character with the later ones that may combine with it.
_RUN = re.compile(r"(?P<ascii>[\x00-\x7f]+(?![^\x00-\x7f]))|(?s:.)[^\x00-\x7f]*")

KEPT_RUNS = 4_096
"""Cache size of `_without_marks`, in runs of characters that are not ASCII."""


def normal(text: str) -> str:
    """Return a text without compatibility forms (NFKC): `ﬁve` becomes `five`, `½` becomes `1⁄2`."""
    return unicodedata.normalize("NFKC", text)


def bare(text: str) -> str:
    """Return a text without case, accents and compatibility forms."""
    # Taking the accents off decomposes Korean syllables, too; NFC composes them again.
    return unicodedata.normalize("NFC", unaccented(text).casefold())


def unaccented(text: str) -> str:
    """Return a text without accents and compatibility forms, with straight apostrophes; ASCII as it is."""
    return text if text.isascii() else _NOT_ASCII.sub(lambda run: _without_marks(run[0]), text)


def places(text: str) -> list[tuple[int, int]]:
    """Return, for each character of the `normal` text, the (start, end) of what it was made from."""
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
    """Whether a character cannot combine with the one before it, as marks and later Korean letters can."""
    first = normal(character)[0]
    return not (unicodedata.category(first).startswith("M") or "\u1160" <= first <= "\u11ff")
