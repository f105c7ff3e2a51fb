"""Near words: words of a vocabulary that are one or two typos from what somebody typed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy.typing as npt

LONG = 8
"""Least letters of a word that may have two typos instead of one."""
TYPO = 2.0
"""Cost of a typo, in natural logs of document frequency: a word with one more must be 7 times as common."""
SLIP = 1.5
"""Cost of a typo that is a slip of the hand, see `Near.slip`."""
NO_SLIP = 0.25
"""Extra cost of a single typo that is no slip. Measured when a slip cost as much as `TYPO`: of 3,903 typos
3,148 were put right and 118 wrong; 3,132 and 142 without this cost; 3,123 and 103 with a cost of 1, where
more were left."""
FIRST_LETTER = 2.0
"""Extra cost of another first letter: people seldom mistype it."""
SLIPS = 50
"""Least ratio, in news, of articles that hold a word to articles that hold a given slip in it: it is 770 for
`kepolisian` and `kepolisan`."""


class Near(NamedTuple):
    """A word near to another."""

    word: str
    typos: int
    slip: bool
    """Whether its only typo is a letter left out, two swapped, or one doubled: everybody makes them."""
    other_first: bool
    """Whether it begins with another letter."""

    @property
    def cost(self) -> float:
        """Evidence against this word being meant, in natural logs of document frequency."""
        alone = SLIP if self.slip else TYPO + NO_SLIP
        return (alone if self.typos == 1 else TYPO * self.typos) + FIRST_LETTER * self.other_first


class NearWords:
    """A vocabulary that is searched by similarity."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = words

    def of(self, wrong: str) -> Iterator[Near]:
        """Yield the words within reach of a word: one typo, in a long word two.

        The distance is optimal string alignment (Damerau-Levenshtein with each part of a word edited once): a
        letter too many, missing or wrong, or two letters swapped, are one typo.
        """
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        reach = 2 if len(wrong) >= LONG else 1
        asked = _letters([wrong])
        for length in range(len(wrong) - reach, len(wrong) + reach + 1):
            words, letters = self._by_length.get(length, ([], asked[:0]))
            # A typo removes and adds at most one letter each, so most words need no closer look.
            alike = np.flatnonzero(np.bitwise_count(letters ^ asked) <= 2 * reach)
            found = process.extract(
                wrong, [words[at] for at in alike], scorer=OSA.distance, score_cutoff=reach, limit=None
            )
            for word, typos, _ in found:
                slip = typos == 1 and is_slip(wrong, word)
                yield Near(word, int(typos), slip, word[0] != wrong[0])

    @cached_property
    def _by_length(self) -> dict[int, tuple[list[str], npt.NDArray[np.uint32]]]:
        """The words of each length, and the letters of each."""
        lengths: dict[int, list[str]] = {}
        for word in self._words:
            lengths.setdefault(len(word), []).append(word)
        return {length: (words, _letters(words)) for length, words in lengths.items()}


def is_slip(wrong: str, meant: str) -> bool:
    """Whether the one typo in a word is a letter left out, two swapped, or one doubled."""
    if len(wrong) > len(meant):
        doubled = (at for at in range(1, len(wrong)) if wrong[at] == wrong[at - 1])
        return any(wrong[:at] + wrong[at + 1 :] == meant for at in doubled)
    return len(wrong) < len(meant) or sorted(wrong) == sorted(meant)


def _letters(words: Sequence[str]) -> npt.NDArray[np.uint32]:
    """Return a bit for each letter that a word has, uint32 [words]; the words have the same length.

    There are 32 bits; letters that share a bit are not distinguished.
    """
    codes = np.array(words).view(np.uint32).reshape(len(words), -1)
    letters: npt.NDArray[np.uint32] = np.bitwise_or.reduce(np.uint32(1) << (codes & 31), axis=1)
    return letters
