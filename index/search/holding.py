"""Which candidates hold the phrases of a question and nothing that it excludes, read no more than needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.lexical.phrases import meets

if TYPE_CHECKING:
    import numpy.typing as npt

    from index.search.candidates import Candidates
    from index.search.opened import Opened
    from index.search.understanding import Asked

MOST_READ = 2_000
"""Passages read for a question: 0.2 s. An excluded word that nearly all of them hold would read the index."""
BATCH = 50
"""Passages read at once."""


class Holding:
    """Reads each passage once for a question, however often it is among the candidates."""

    def __init__(self, opened: Opened, asked: Asked) -> None:
        self._opened, self._asked = opened, asked
        self._known: dict[int, bool] = {}

    @property
    def exhausted(self) -> bool:
        """Whether no more passages are read."""
        return len(self._known) >= MOST_READ

    def kept(
        self, found: Candidates, total: npt.NDArray[np.float32], groups: npt.NDArray[np.integer], wanted: int
    ) -> npt.NDArray[np.int64]:
        """Gives the positions of the candidates that hold what they must, int64.

        They are read from the best on until there are groups enough; after that only those of these groups,
        which have outlets and further passages to show.

        Args:
            found: the candidates.
            total: their scores, [candidates].
            groups: the group of each candidate, [candidates].
            wanted: groups.
        """
        if not (self._asked.phrases or self._asked.excluded):
            return np.arange(len(total))
        kept: list[int] = []
        met: set[int] = set()
        left = np.argsort(-total, kind="stable").tolist()
        while left:
            batch, left = left[:BATCH], left[BATCH:]
            holding = self._hold([int(found.rows[at]) for at in batch])
            for at, holds in zip(batch, holding, strict=True):
                group = int(groups[at])
                if holds and (group in met or len(met) < wanted):
                    kept.append(at)
                    met.add(group)
            if len(met) == wanted:
                left = [at for at in left if int(groups[at]) in met]
        return np.array(kept, np.int64)

    def _hold(self, rows: list[int]) -> list[bool]:
        new = [row for row in rows if row not in self._known][: MOST_READ - len(self._known)]
        for row, (article, passage) in zip(new, self._opened.catalog.passages(new), strict=True):
            self._known[row] = meets(self._asked.phrases, self._asked.excluded, article, passage)
        return [self._known.get(row, False) for row in rows]
