"""Near words: those of a vocabulary that are a typo or two from what somebody typed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy.typing as npt

LONG = 8
"""Letters from which on a word may hold two typos instead of one."""
TYPO = 2.0
"""What a typo costs, in natural logs of document frequency: one more wants a word 7 times as common."""
SLIP = 1.5
"""What a slip of the hand costs instead."""
NO_SLIP = 0.25
"""What another typo alone costs besides. Of 3,903 typos 3,148 were put right and 118 wrong so, when a slip
cost as much as `TYPO`, 3,132 and 142 without, and 3,123 and 103 with a cost of 1, where more were left."""
FIRST_LETTER = 2.0
"""What another first letter costs besides: people seldom mistype it."""
SLIPS = 50
"""Articles of news that hold a word for each that holds a certain slip of the hand in it, at least: of
`kepolisian` and `kepolisan` 770."""


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
        """What speaks against its being meant, in natural logs of document frequency."""
        alone = SLIP if self.slip else TYPO + NO_SLIP
        return (alone if self.typos == 1 else TYPO * self.typos) + FIRST_LETTER * self.other_first


class NearWords:
    """Finds words by their likeness."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = words

    def of(self, wrong: str) -> Iterator[Near]:
        """Gives the words within reach of a word: one typo, in a long word two.

        Nearness is Damerau and Levenshtein's with each part of a word edited once (optimal string alignment):
        a letter too many, missing, wrong, or two swapped are one typo.
        """
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        reach = 2 if len(wrong) >= LONG else 1
        asked = _letters([wrong])
        for length in range(len(wrong) - reach, len(wrong) + reach + 1):
            words, letters = self._by_length.get(length, ([], asked[:0]))
            # A typo takes a letter and brings another at most. So most words need no closer look.
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
    """Whether a word that is one typo from another has a letter left out, two swapped, or one doubled."""
    if len(wrong) > len(meant):
        doubled = (at for at in range(1, len(wrong)) if wrong[at] == wrong[at - 1])
        return any(wrong[:at] + wrong[at + 1 :] == meant for at in doubled)
    return len(wrong) < len(meant) or sorted(wrong) == sorted(meant)


def _letters(words: Sequence[str]) -> npt.NDArray[np.uint32]:
    """A bit for each letter that a word has, [words]; the words are of one length.

    There are 32 bits: letters that share one are told apart by nothing here.
    """
    codes = np.array(words).view(np.uint32).reshape(len(words), -1)
    letters: npt.NDArray[np.uint32] = np.bitwise_or.reduce(np.uint32(1) << (codes & 31), axis=1)
    return letters
