"""Postings: BM25 over bilingual term counts, as arrays on disk that are opened without being read."""

from __future__ import annotations

import math
import tempfile
from array import array
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from index.errors import DamagedSnapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from index.lexical.lexicon import Lexicon
    from index.records import Language
    from index.text.terms import Term

K1 = 0.9
"""BM25's saturation of a term's count (Robertson and Zaragoza 2009): better than 1.2 across languages, and no
worse within one (train/README.md)."""
B = 0.75
"""BM25's correction for a passage's length, 0 to 1: the customary value."""
SPILL = 4_000_000
"""Postings held in memory before they go to the temporary file: 48 MB."""

FIRST_NOT_ASCII = 128
"""The bytes of UTF-8 from which on a character takes more than one."""

Scores = npt.NDArray[np.float32]

_POSTING = np.dtype([("term", np.int32), ("row", np.int32), ("count", np.float32)])


class PostingsWriter:
    """Collects the bilingual term counts of passages, added in row order, and writes their postings.

    Memory is bounded by the vocabulary and one spill: postings wait in an unnamed temporary file inside
    `directory`, which vanishes with the process whatever ends it.
    """

    def __init__(self, directory: Path, lexicon: Lexicon) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._directory = directory
        self._lexicon = lexicon
        self._ids: dict[str, int] = {}
        self._lengths = array("f")
        self._terms, self._rows, self._counts = array("i"), array("i"), array("f")
        self._spilled = tempfile.TemporaryFile(dir=directory)  # noqa: SIM115 - close closes it
        self._spills: list[int] = []

    def add(self, terms: Sequence[Term], language: Language) -> None:
        """Adds the next passage by its terms; one without terms keeps its row and is never found."""
        counts = self._lexicon.expand(terms, language)
        ids = self._ids
        self._terms.extend([ids.setdefault(stem, len(ids)) for stem in counts])
        self._rows.extend([len(self._lengths)] * len(counts))
        self._counts.extend(counts.values())
        self._lengths.append(sum(counts.values()))
        if len(self._terms) >= SPILL:
            self._spill()

    def finish(self) -> None:
        """Writes the arrays into the directory; the writer is of no use afterwards."""
        self._spill()
        vocabulary = sorted(self._ids, key=str.encode)
        rank = np.empty(len(vocabulary), np.int64)
        rank[[self._ids[term] for term in vocabulary]] = np.arange(len(vocabulary))
        frequencies = np.zeros(len(vocabulary), np.int64)
        for chunk in self._chunks():
            frequencies += np.bincount(rank[chunk["term"]], minlength=len(vocabulary))
        starts = np.concatenate([[0], np.cumsum(frequencies)])
        blob, offsets = _packed(vocabulary)
        for name, values in (("terms", blob), ("offsets", offsets), ("starts", starts)):
            np.save(self._directory / f"{name}.npy", values)
        np.save(self._directory / "lengths.npy", np.array(self._lengths, np.float32))
        self._write_postings(rank, frequencies, starts)
        self.close()

    def close(self) -> None:
        """Gives the temporary file up, if `finish` has not done so."""
        self._spilled.close()

    def _spill(self) -> None:
        chunk = np.empty(len(self._terms), _POSTING)
        chunk["term"], chunk["row"], chunk["count"] = self._terms, self._rows, self._counts
        self._spilled.write(chunk.data)
        self._spills.append(len(chunk))
        self._terms, self._rows, self._counts = array("i"), array("i"), array("f")

    def _chunks(self) -> Iterator[npt.NDArray[np.void]]:
        self._spilled.seek(0)
        for length in self._spills:
            yield np.frombuffer(self._spilled.read(length * _POSTING.itemsize), _POSTING)

    def _write_postings(
        self, rank: npt.NDArray[np.int64], frequencies: npt.NDArray[np.int64], starts: npt.NDArray[np.int64]
    ) -> None:
        lengths = np.array(self._lengths, np.float32)
        norms = K1 * (1 - B + B * lengths / max(float(lengths.mean()) if len(lengths) else 0.0, 1.0))
        idf = np.log1p((len(lengths) - frequencies + 0.5) / (frequencies + 0.5)).astype(np.float32)
        shape = (int(starts[-1]),)
        rows = np.lib.format.open_memmap(self._directory / "rows.npy", "w+", np.int32, shape)
        impacts = np.lib.format.open_memmap(self._directory / "impacts.npy", "w+", np.float16, shape)
        free = starts[:-1].copy()
        for chunk in self._chunks():
            terms = rank[chunk["term"]]
            order = np.argsort(terms, kind="stable")
            terms, chunk = terms[order], chunk[order]
            places = free[terms] + _positions_in_runs(terms)
            rows[places] = chunk["row"]
            counts = chunk["count"]
            impacts[places] = idf[terms] * counts * (K1 + 1) / (counts + norms[chunk["row"]])
            free += np.bincount(terms, minlength=len(free))
        rows.flush()
        impacts.flush()


@dataclass(frozen=True, slots=True)
class Postings:
    """The postings of a snapshot, memory-mapped: opening takes milliseconds and processes share the pages.

    Stems are sorted by their UTF-8 bytes in one blob and found by binary search. The postings of stem `t` are
    `rows[starts[t]:starts[t + 1]]`, ascending, with the BM25 weight of the stem in each row beside them.
    """

    blob: npt.NDArray[np.uint8]
    offsets: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int32]
    impacts: npt.NDArray[np.float16]
    lengths: npt.NDArray[np.float32]
    """Sum of each passage's bilingual counts."""

    @classmethod
    def open(cls, directory: Path) -> Postings:
        """Opens what `PostingsWriter.finish` wrote.

        Raises:
            DamagedSnapshot: an array is missing, unreadable, or does not fit the others.
        """
        names = ("terms", "offsets", "starts", "rows", "impacts", "lengths")
        try:
            postings = cls(*(_opened(directory / f"{name}.npy") for name in names))
        except (OSError, ValueError) as error:
            raise DamagedSnapshot(
                f"The postings in {directory} cannot be opened ({error}); build again."
            ) from error
        sizes = len(postings.rows), len(postings.impacts), int(postings.starts[-1])
        if len(set(sizes)) != 1 or len(postings.starts) != len(postings.offsets):
            raise DamagedSnapshot(f"The postings {directory} do not fit one another {sizes}; build again.")
        return postings

    @property
    def n_passages(self) -> int:
        """Rows of the index, those without terms included."""
        return len(self.lengths)

    def document_frequency(self, stem: str) -> int:
        """Gives the number of passages whose bilingual counts hold the stem."""
        start, end = self._bounds(stem)
        return end - start

    def idf(self, stem: str) -> float:
        """Gives the weight of a stem: log((N - n + 0.5) / (n + 0.5) + 1) of n among N passages."""
        n = self.document_frequency(stem)
        return math.log1p((self.n_passages - n + 0.5) / (n + 0.5))

    def rows_of(self, stem: str) -> npt.NDArray[np.int32]:
        """Gives the rows whose bilingual counts hold the stem, ascending; some hold but a translation."""
        start, end = self._bounds(stem)
        return self.rows[start:end]

    def document_frequencies(self) -> npt.NDArray[np.int64]:
        """Gives the document frequency of every stem, in the order of `vocabulary`."""
        return np.diff(self.starts)

    def vocabulary(self) -> list[str]:
        """Gives every stem, sorted by UTF-8 bytes; slow (40 ms for 150,000), so read it once."""
        blob, offsets = self.blob.tobytes(), self.offsets.tolist()
        return [blob[start:end].decode() for start, end in pairwise(offsets)]

    def accented(self) -> list[str]:
        """Gives the stems that are not plain ASCII, without decoding the others: 1 ms for 150,000."""
        places = np.flatnonzero(np.asarray(self.blob) >= FIRST_NOT_ASCII)
        terms = np.unique(np.searchsorted(self.offsets, places, side="right")) - 1
        spans = zip(self.offsets[terms].tolist(), self.offsets[terms + 1].tolist(), strict=True)
        return [self.blob[start:end].tobytes().decode() for start, end in spans]

    def scores(self, terms: Sequence[Term]) -> Scores:
        """Gives the BM25 score of every passage, float32 [n_passages], 0 where no term occurs.

        A stem that the question repeats counts once: so it measured better on five of six sets.
        """
        scores = np.zeros(self.n_passages, np.float32)
        for stem in dict.fromkeys(term.stem for term in terms):
            start, end = self._bounds(stem)
            scores[self.rows[start:end]] += self.impacts[start:end]
        return scores

    def _bounds(self, stem: str) -> tuple[int, int]:
        wanted = stem.encode()
        low, high = 0, len(self.offsets) - 1
        while low < high:
            middle = (low + high) // 2
            found = self.blob[self.offsets[middle] : self.offsets[middle + 1]].tobytes()
            if found == wanted:
                return int(self.starts[middle]), int(self.starts[middle + 1])
            low, high = (middle + 1, high) if found < wanted else (low, middle)
        return 0, 0


def _opened(path: Path) -> npt.NDArray[Any]:
    # A plain view of the mapped pages: slicing np.memmap itself is ten times slower.
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def top(scores: Scores, k: int, allowed: npt.NDArray[np.bool_] | None = None) -> npt.NDArray[np.int64]:
    """Gives the rows of the `k` highest scores above 0, best first, equal ones in row order.

    Args:
        scores: float32 [n_passages].
        k: how many rows at most.
        allowed: bool [n_passages], the rows that may answer; None for all.
    """
    rows = np.flatnonzero(scores > 0 if allowed is None else (scores > 0) & allowed)
    if len(rows) > k > 0:
        least = np.partition(scores[rows], len(rows) - k)[len(rows) - k]
        rows = rows[scores[rows] >= least]
    return rows[np.argsort(-scores[rows], kind="stable")[:k]]


def _packed(vocabulary: list[str]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    encoded = [term.encode() for term in vocabulary]
    offsets = np.cumsum([0, *map(len, encoded)])
    return np.frombuffer(b"".join(encoded), np.uint8), offsets


def _positions_in_runs(values: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Gives each value of a sorted array its position among its equals: 3 3 5 5 5 -> 0 1 0 1 2."""
    starts = np.flatnonzero(np.diff(values, prepend=-1))
    return np.arange(len(values)) - np.repeat(starts, np.diff(starts, append=len(values)))
