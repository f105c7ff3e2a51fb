"""Of which articles a question is asked while relevance is fitted: an index, and a filter over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    _Mask = NDArray[np.bool_]
    """[passages]"""

SIZES = (1, 3, 10, 50, 200, 1000, 1_000_000)
"""Articles of an index, and those of them that a filter leaves, one of these each."""
UNFILTERED = 0.5
"""Share of the questions for which no filter stands."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What a question is asked of."""

    others: NDArray[np.int64]
    """Ordinals of the articles that do not answer, in the order in which they are taken."""
    indexed: int
    """Articles in the index."""
    filtered: int
    """Those of them that may answer, at most as many."""

    @classmethod
    def drawn(cls, random: np.random.Generator, articles: int, right: Collection[int]) -> Sample:
        """One of so many articles, some of which are the right ones."""
        others = random.permutation(articles)
        filtered, indexed = sorted(random.choice(SIZES, 2).tolist())
        if random.random() < UNFILTERED:
            filtered = indexed
        return cls(others[~np.isin(others, list(right))], indexed, filtered)

    def masks(self, right: Collection[int], articles: NDArray[np.integer]) -> tuple[_Mask, _Mask]:
        """Whether each passage is in the index, and whether it may answer, by the article it is of."""
        sizes = (max(0, size - len(right)) for size in (self.indexed, self.filtered))
        indexed, filtered = (np.isin(articles, [*self.others[:size], *right]) for size in sizes)
        return indexed, filtered
