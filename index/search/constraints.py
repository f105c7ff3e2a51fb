"""Which passages hold the phrases of a question and nothing that it excludes, read no more than needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.lexical.phrases import meets

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from index.search.candidates import Candidates
    from index.search.reader import IndexReader
    from index.understanding.parsed_question import ParsedQuestion

    Mask = npt.NDArray[np.bool_]
    Rows = npt.NDArray[np.int64]

MOST_READ = 50_000
"""Passages read for the phrases of a question, beside its candidates: a second."""
MOST_STEMMED = 5_000
"""The same for what it excludes, of which every form counts: a second."""
BATCH = 50
"""Passages read at once."""


class Constraints:
    """Reads each passage once for a question, however often it is among the candidates."""

    def __init__(self, reader: IndexReader, asked: ParsedQuestion) -> None:
        self._reader, self._asked = reader, asked
        self._known: dict[int, bool] = {}
        self._narrowed = False
        self.stopped_after: int | None = None
        """Passages that were read before others, which may hold what they must, were not; None: all were."""

    def kept(
        self, found: Candidates, total: npt.NDArray[np.float32], groups: npt.NDArray[np.integer], wanted: int
    ) -> Rows:
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

    def narrowed(self, allowed: Mask | None, found: Candidates) -> Mask | None:
        """Gives the passages among which to look deeper, bool [passages]; None for all.

        To score a passage takes longer than to read it. So all that can hold the phrases are read, and all
        that can hold what is excluded, though no more than `MOST_READ` or `MOST_STEMMED`; what does not hold
        what it must is left out, but for the candidates: scores are standardised over these.

        Args:
            allowed: which passages may answer.
            found: the candidates that were found first.
        """
        if self._narrowed or not (self._asked.phrases or self._asked.excluded):
            return allowed
        self._narrowed = True
        doubtful = self._doubtful(allowed)
        unread = self._best_first(np.setdiff1d(doubtful, found.rows))
        read = unread[: self._most]
        if len(read) < len(unread):
            self.stopped_after = len(read)
        # In the order of the catalog: each call reads the whole article of a passage anew.
        for batch in _batches(np.sort(read)):
            self._hold(batch)
        mask = np.ones(self._reader.columns.rows, np.bool_) if allowed is None else allowed.copy()
        mask[doubtful] = False
        mask[[row for row, holds in self._known.items() if holds]] = True
        mask[found.rows] = True
        return mask

    def occurs(self, allowed: Mask | None, most: int) -> bool:
        """Whether a passage holds what it must; True, too, where more than the `most` that are read may."""
        rows = self._best_first(self._doubtful(allowed))
        return len(rows) > most or any(any(self._hold(batch)) for batch in _batches(rows))

    @property
    def _most(self) -> int:
        return MOST_READ if self._asked.phrases else MOST_STEMMED

    def _doubtful(self, allowed: Mask | None) -> Rows:
        """The rows that the postings cannot tell of."""
        every = np.ones(self._reader.columns.rows, np.bool_) if allowed is None else allowed
        if self._asked.phrases:
            return np.flatnonzero(every)
        mentioning = self._reader.phrase_masks.mentioning(self._asked.excluded)
        return np.flatnonzero(every if mentioning is None else every & mentioning)

    def _best_first(self, rows: Rows) -> Rows:
        """The same rows by how well their words match the question's."""
        return rows[np.argsort(-self._reader.postings.scores(self._asked.terms)[rows], kind="stable")]

    def _hold(self, rows: list[int]) -> list[bool]:
        new = [row for row in rows if row not in self._known]
        for row, (article, passage) in zip(new, self._reader.catalog.passages(new), strict=True):
            self._known[row] = meets(self._asked.phrases, self._asked.excluded, article, passage)
        return [self._known[row] for row in rows]


def _batches(rows: Rows) -> Iterator[list[int]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH].tolist()
