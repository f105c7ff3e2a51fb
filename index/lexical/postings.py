"""Postings: BM25 over bilingual term counts, as arrays on disk that are memory-mapped.

`index.lexical.postings_writer` writes them.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.arrays import Mask, Rows, Scores, mapped
from index.errors import MEND, DamagedSnapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from index.text.terms import Term

HYPHEN = ord("-")

SENTENCE_BITS = 8
"""Sentences of a passage that have a bit each; later ones share the last bit. Most passages have four to
six."""
_HOLDING = np.array(
    [[byte >> sentence & 1 for byte in range(2**SENTENCE_BITS)] for sentence in range(SENTENCE_BITS)],
    np.float32,
)
"""1 where a sentence's bit is set in a byte, else 0, float32 [SENTENCE_BITS, bytes]."""

KEPT_STEMS = 65_536
"""Cache size in stems, about 13 MB: ranking, relevance and highlights look up the same ones."""


@dataclass(frozen=True)
class Postings:
    """The postings of a snapshot, memory-mapped: opening takes milliseconds and processes share the pages.

    Stems are sorted by their UTF-8 bytes in one blob and found by binary search. The postings of stem `t` are
    `rows[starts[t]:starts[t + 1]]`, ascending. `impacts` has the BM25 weight of the stem in each of these
    rows, `sentences` the bits of the sentences that hold it (bit 1 for the first).
    """

    blob: npt.NDArray[np.uint8]
    offsets: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int32]
    impacts: npt.NDArray[np.float16]
    sentences: npt.NDArray[np.uint8]
    """For each posting; 0 where only the heading holds the stem."""
    norms: npt.NDArray[np.float16]
    """Length normalisation: divisor of the weights of each sentence's words, [rows, SENTENCE_BITS]."""

    @classmethod
    def open(cls, directory: Path) -> Postings:
        """Open what `PostingsWriter.finish` wrote.

        Raises:
            DamagedSnapshot: an array is missing, unreadable, or does not fit the others.
        """
        names = ("terms", "offsets", "starts", "rows", "impacts", "sentences", "norms")
        try:
            postings = cls(*(mapped(directory / f"{name}.npy") for name in names))
            of_postings = postings.rows, postings.impacts, postings.sentences
            sizes = int(postings.starts[-1]), *(len(array) for array in of_postings)
        except Exception as error:  # damaged bytes may raise anything in numpy
            raise DamagedSnapshot(f"The postings in {directory} cannot be opened ({error})", MEND) from error
        norms_fit = postings.norms.shape[1:] == (SENTENCE_BITS,)
        if len(set(sizes)) != 1 or len(postings.starts) != len(postings.offsets) or not norms_fit:
            raise DamagedSnapshot(f"The postings in {directory} do not fit one another {sizes}", MEND)
        return postings

    @property
    def n_passages(self) -> int:
        """Number of rows of the index, including those without terms."""
        return len(self.norms)

    def document_frequency(self, stem: str) -> int:
        """Return the number of passages whose bilingual counts hold the stem."""
        start, end = self._bounds(stem)
        return end - start

    def idf(self, stem: str) -> float:
        """Return log((N - n + 0.5) / (n + 0.5) + 1) for a stem in n of N passages."""
        return float(idf(self.document_frequency(stem), self.n_passages))

    def rows_of(self, stem: str) -> npt.NDArray[np.int32]:
        """Return the rows whose counts hold the stem, ascending; some hold only a translation of it."""
        start, end = self._bounds(stem)
        return self.rows[start:end]

    def document_frequencies(self) -> npt.NDArray[np.int64]:
        """Return the document frequency of every stem, in the order of `vocabulary`."""
        return np.diff(self.starts)

    def vocabulary(self) -> list[str]:
        """Return every stem, sorted by UTF-8 bytes; slow (40 ms for 150,000), so read it once."""
        blob, offsets = self.blob.tobytes(), self.offsets.tolist()
        return [blob[start:end].decode() for start, end in pairwise(offsets)]

    def doubled(self) -> list[str]:
        """Return the stems with a hyphen, which are doubled words (`laba-laba`): 1 ms for 150,000 stems."""
        hyphens = np.flatnonzero(np.asarray(self.blob) == HYPHEN)
        stems = np.unique(np.searchsorted(self.offsets, hyphens, side="right")) - 1
        spans = zip(self.offsets[stems].tolist(), self.offsets[stems + 1].tolist(), strict=True)
        return [self.blob[start:end].tobytes().decode() for start, end in spans]

    def scores(self, terms: Sequence[Term]) -> Scores:
        """Return the BM25 score of every passage, float32 [n_passages], 0 where no term occurs.

        A repeated stem counts once, which is better on five of six sets.
        """
        scores = np.zeros(self.n_passages, np.float32)
        for stem in dict.fromkeys(term.stem for term in terms):
            start, end = self._bounds(stem)
            # Half the time of `+=`, which gathers and scatters; of float16 it would be ten times as slow.
            np.add.at(scores, self.rows[start:end], self.impacts[start:end].astype(np.float32))
        return scores

    def scores_together(self, stems: Sequence[str]) -> Scores:
        """Return the score of the stems where one sentence holds them all, else 0, float32 [n_passages]."""
        scores = np.zeros(self.n_passages, np.float32)
        rarest, *others = sorted(stems, key=self.document_frequency)
        start, end = self._bounds(rarest)
        rows, sentences = self.rows[start:end], self.sentences[start:end].copy()
        impacts = self.impacts[start:end].astype(np.float32)
        for stem in others if len(rows) else ():
            at, held = self._places(stem, rows)
            sentences &= np.where(held, self.sentences[at], 0)
            impacts += self.impacts[at]
        together = sentences > 0
        scores[rows[together]] = impacts[together]
        return scores

    def holding(self, stem: str, rows: npt.NDArray[np.integer]) -> Mask:
        """Return which rows hold a stem, bool [rows]."""
        return self._places(stem, rows)[1]

    def holding_in_sentence(self, stem: str, rows: npt.NDArray[np.integer]) -> Mask:
        """Return which rows hold a stem in a sentence, not only in the heading, bool [rows]."""
        at, held = self._places(stem, rows)
        held[held] = self.sentences[at[held]] > 0
        return held

    def impacts_on(self, stem: str, rows: npt.NDArray[np.integer]) -> Scores:
        """Return what a stem adds to the BM25 score of each row, float32 [rows]."""
        impacts = np.zeros(len(rows), np.float32)
        at, held = self._places(stem, rows)
        impacts[held] = self.impacts[at[held]]
        return impacts

    def best_sentences(self, terms: Sequence[Term], rows: npt.NDArray[np.integer]) -> Scores:
        """Return the score of the terms in each row's best sentence, length-normalised, float32 [rows].

        Args:
            terms: of the question; a repeated stem counts once.
            rows: passages, in any order.
        """
        sums = np.zeros((SENTENCE_BITS, len(rows)), np.float32)
        for stem in dict.fromkeys(term.stem for term in terms):
            at, held = self._places(stem, rows)
            if not held.any():
                continue
            impacts = self.impacts[at].astype(np.float32) * held
            sums += impacts * _HOLDING.take(self.sentences[at], axis=1)
        best: Scores = (sums / self.norms[rows].T).max(axis=0, initial=0)
        return best

    def _places(self, stem: str, rows: npt.NDArray[np.integer]) -> tuple[npt.NDArray[np.int64], Mask]:
        """Return the place of each row in the postings of a stem (not empty), and whether it is there."""
        start, end = self._bounds(stem)
        if start == end:
            return np.zeros(len(rows), np.int64), np.zeros(len(rows), np.bool_)
        # The last posting is not searched: a row beyond the others can only be there. The rows are cast,
        # because for another dtype NumPy would copy all postings.
        at = start + self.rows[start : end - 1].searchsorted(rows.astype(self.rows.dtype))
        return at, self.rows[at] == rows

    @cached_property
    def _bounds(self) -> Callable[[str], tuple[int, int]]:
        """A function from a stem to where its postings begin and end. Threads may share it."""
        return lru_cache(KEPT_STEMS)(partial(_found, self.blob, self.offsets, self.starts))


def _found(
    blob: npt.NDArray[np.uint8], offsets: npt.NDArray[np.int64], starts: npt.NDArray[np.int64], stem: str
) -> tuple[int, int]:
    """Return where the postings of a stem begin and end, by binary search."""

    def stem_at(place: int) -> bytes:
        return blob[offsets[place] : offsets[place + 1]].tobytes()

    wanted, places = stem.encode(), range(len(offsets) - 1)
    at = bisect_left(places, wanted, key=stem_at)
    found = at < len(places) and stem_at(at) == wanted
    return (int(starts[at]), int(starts[at + 1])) if found else (0, 0)


def idf(n: int | npt.NDArray[np.int64], passages: int) -> npt.NDArray[np.float64]:
    """Return the idf of one or several stems that `n` passages hold each, see `Postings.idf`."""
    return np.asarray(np.log1p((passages - n + 0.5) / (n + 0.5)))


def top(scores: Scores, k: int, allowed: Mask | None = None) -> Rows:
    """Return the rows of the `k` highest scores above 0, best first, ties in row order.

    Args:
        scores: float32 [n_passages].
        k: most rows to return.
        allowed: bool [n_passages], True for rows that may be returned; None for all.
    """
    rows = np.flatnonzero(scores > 0 if allowed is None else (scores > 0) & allowed)
    if len(rows) > k > 0:
        least = np.partition(scores[rows], len(rows) - k)[len(rows) - k]
        rows = rows[scores[rows] >= least]
    return rows[np.argsort(-scores[rows], kind="stable")[:k]]
