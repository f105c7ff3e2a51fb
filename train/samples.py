"""The articles of which a question is asked while relevance is fitted: an index, and a filter over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from index.arrays import Mask

SIZES = (1, 3, 10, 50, 200, 1000, 1_000_000)
"""Possible numbers of articles of an index, and of articles that a filter leaves."""
UNFILTERED = 0.5
"""Share of the questions without a filter."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The articles of which a question is asked."""

    others: NDArray[np.int64]
    """Ordinals of the articles that do not answer, in the order in which they are taken."""
    indexed: int
    """Number of articles in the index."""
    filtered: int
    """Number of them that pass the filter, at most `indexed`."""

    @classmethod
    def drawn(cls, random: np.random.Generator, articles: int, right: Collection[int]) -> Sample:
        """Draw a sample of `articles` articles, some of which are the right ones."""
        others = random.permutation(articles)
        filtered, indexed = sorted(random.choice(SIZES, 2).tolist())
        if random.random() < UNFILTERED:
            filtered = indexed
        return cls(others[~np.isin(others, list(right))], indexed, filtered)

    def masks(self, right: Collection[int], articles: NDArray[np.integer]) -> tuple[Mask, Mask]:
        """Return masks of the passages in the index and of those that pass the filter, by their articles."""
        sizes = (max(0, size - len(right)) for size in (self.indexed, self.filtered))
        indexed, filtered = (np.isin(articles, [*self.others[:size], *right]) for size in sizes)
        return indexed, filtered
