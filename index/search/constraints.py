"""Constraints: which passages hold the phrases of a question and nothing that it excludes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from index.lexical.phrases import meets
from index.ranking.grouping import MARGIN
from index.search.masks import allowed_mask

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from index.arrays import Mask, Rows, Scores
    from index.search.candidates import Candidates
    from index.search.reader import IndexReader
    from index.understanding.parsed_question import ParsedQuestion


MOST_READ = 50_000
"""Passages read for the phrases of a question besides its candidates; that takes a second."""
MOST_STEMMED = 5_000
"""The same for what it excludes, where every form of a word counts; that takes a second."""
BATCH = 50
"""Passages read at once."""


class Constraints:
    """Checks passages against the constraints of one question, and reads each of them once at most."""

    def __init__(self, reader: IndexReader, asked: ParsedQuestion) -> None:
        self._reader, self._asked = reader, asked
        self._known: dict[int, bool] = {}
        self._narrowed = False
        self.stopped_after: int | None = None
        """Passages that were read, where others that may meet the constraints were not; None if all were."""

    def kept(self, found: Candidates, order: Scores, groups: npt.NDArray[np.integer], wanted: int) -> Rows:
        """Return the positions of the candidates that meet the constraints, int64.

        Candidates are read from the best on, until there are `wanted` groups. After that only candidates of
        these groups are read, which may be their outlets and further passages. A story may show an article
        up to `MARGIN` below its best one, so that further stories as near may come before it.

        Args:
            found: the candidates.
            order: the values to sort them by, as `sort_keys` returns them, [candidates].
            groups: the group of each candidate, [candidates].
            wanted: the number of groups.
        """
        if not (self._asked.phrases or self._asked.excluded):
            return np.arange(len(order))
        kept: list[int] = []
        met: set[int] = set()
        are_stories = len(np.unique(groups)) < len(np.unique(found.articles))
        margin, floor = MARGIN if are_stories else 0.0, -np.inf
        left = np.argsort(-order, kind="stable").tolist()
        while left:
            batch, left = left[:BATCH], left[BATCH:]
            holding = self._hold([int(found.rows[at]) for at in batch])
            for at, holds in zip(batch, holding, strict=True):
                group = int(groups[at])
                if holds and (group in met or order[at] > floor):
                    kept.append(at)
                    met.add(group)
                    if len(met) == wanted:
                        floor = max(floor, float(order[at]) - margin)
            if len(met) >= wanted:
                left = [at for at in left if int(groups[at]) in met or order[at] > floor]
        return np.array(kept, np.int64)

    def narrowed(self, allowed: Mask | None, found: Candidates) -> Mask | None:
        """Return the passages for a deeper search, bool [passages]; None for all.

        To score a passage takes longer than to read it. So all passages are read that may hold the phrases or
        what is excluded, up to `MOST_READ` or `MOST_STEMMED`. Those that do not meet the constraints are
        left out, except the candidates, over which z-scores are computed.

        Args:
            allowed: which passages may answer.
            found: the candidates of the first search.
        """
        if self._narrowed or not (self._asked.phrases or self._asked.excluded):
            return allowed
        self._narrowed = True
        doubtful = self._doubtful(allowed)
        unread = self._best_first(np.setdiff1d(doubtful, found.rows))
        read = unread[: self._most]
        if len(read) < len(unread):
            self.stopped_after = len(read)
        # In the order of the catalog, since each call reads the whole article of a passage.
        for batch in _batches(np.sort(read)):
            self._hold(batch)
        mask = np.ones(self._reader.columns.rows, np.bool_) if allowed is None else allowed.copy()
        mask[doubtful] = False
        mask[[row for row, holds in self._known.items() if holds]] = True
        mask[found.rows] = True
        return mask

    def occurs(self, allowed: Mask | None, most: int) -> bool:
        """Whether a passage meets the constraints; also True, unread, where more than `most` may."""
        rows = self._best_first(self._doubtful(allowed))
        return len(rows) > most or any(any(self._hold(batch)) for batch in _batches(rows))

    @property
    def _most(self) -> int:
        return MOST_READ if self._asked.phrases else MOST_STEMMED

    def _doubtful(self, allowed: Mask | None) -> Rows:
        """Return the rows for which the postings do not decide."""
        every = np.ones(self._reader.columns.rows, np.bool_) if allowed is None else allowed
        if self._asked.phrases:
            return np.flatnonzero(every)
        mentioning = self._reader.phrase_masks.mentioning(self._asked.excluded)
        return np.flatnonzero(every if mentioning is None else every & mentioning)

    def _best_first(self, rows: Rows) -> Rows:
        """Return rows by BM25, best first."""
        return rows[np.argsort(-self._reader.postings.scores(self._asked.terms)[rows], kind="stable")]

    def _hold(self, rows: list[int]) -> list[bool]:
        """Whether each of some rows meets the constraints."""
        new = [row for row in rows if row not in self._known]
        for row, (article, passage) in zip(new, self._reader.catalog.passages(new), strict=True):
            self._known[row] = meets(self._asked.phrases, self._asked.excluded, article, passage)
        return [self._known[row] for row in rows]


def unheld_phrases(reader: IndexReader, asked: ParsedQuestion) -> tuple[str, ...]:
    """Return the phrases that no passage which may answer holds, where no passage holds all phrases."""
    if len(asked.phrases) < 2:
        return asked.phrases
    most = MOST_READ // len(asked.phrases)
    single = [replace(asked, phrases=(phrase,)) for phrase in asked.phrases]
    held = [Constraints(reader, each).occurs(allowed_mask(reader, each), most) for each in single]
    return tuple(phrase for phrase, occurs in zip(asked.phrases, held, strict=True) if not occurs)


def _batches(rows: Rows) -> Iterator[list[int]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH].tolist()
