"""Writing postings: BM25 weights of bilingual term counts, and the sentences that hold each term."""

from __future__ import annotations

import os
import tempfile
from array import array
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from index.lexical.postings import SENTENCE_BITS, idf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from index.lexical.lexicon import Lexicon
    from index.records import Language
    from index.text.terms import Term

K1 = 0.4
"""BM25's saturation of a term's count (Robertson and Zaragoza 2009). The lexical leg alone is as good at .9.
Fused with the dense leg it is better at .4, by .0021 nDCG@10 over nine sets: a passage's vector already shows
that it dwells on a topic (train/LEXICON.md)."""
B = 0.75
"""BM25's correction for the length of a passage, 0 to 1: the customary value."""
SENTENCE_B = 0.25
"""The same for a sentence. Fused, over nine sets, .25 is best (.9312; .5 has .9304, none .9301)."""
SPILL = 4_000_000
"""Postings in memory that are written to the temporary file together: 52 MB."""

_POSTING = np.dtype([("term", np.int32), ("row", np.int32), ("count", np.float32), ("sentences", np.uint8)])


class PostingsWriter:
    """Writer that collects the bilingual term counts of passages, added in row order.

    It needs memory for the vocabulary, 32 bytes a passage and one spill: postings wait in an unnamed
    temporary file inside `directory`, which vanishes with the process, however that ends.
    """

    def __init__(self, directory: Path, lexicon: Lexicon) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._directory = directory
        self._lexicon = lexicon
        self._ids: dict[str, int] = {}
        self._lengths, self._sentence_lengths = array("f"), array("f")
        self._clear()
        self._spilled = tempfile.TemporaryFile(dir=directory)  # noqa: SIM115 - close closes it
        self._spills: list[int] = []

    def add(self, heading: Sequence[Term], sentences: Sequence[Sequence[Term]], language: Language) -> None:
        """Add the next passage by the terms of its heading and of its sentences.

        A passage without terms has a row, too, but is never found.
        """
        counts = self._lexicon.expand(heading, language)
        held = dict.fromkeys(counts, 0)
        lengths = [0.0] * SENTENCE_BITS
        for number, sentence in enumerate(sentences):
            at = min(number, SENTENCE_BITS - 1)
            for stem, count in self._lexicon.expand(sentence, language).items():
                counts[stem] = counts.get(stem, 0.0) + count
                held[stem] = held.get(stem, 0) | 1 << at
                lengths[at] += count
        ids = self._ids
        self._terms.extend([ids.setdefault(stem, len(ids)) for stem in counts])
        self._rows.extend([len(self._lengths)] * len(counts))
        self._counts.extend(counts.values())
        self._held.extend(held.values())
        self._lengths.append(sum(counts.values()))
        self._sentence_lengths.extend(lengths)
        if len(self._terms) >= SPILL:
            self._spill()

    def finish(self) -> None:
        """Write the arrays into the directory, and close the writer."""
        self._spill()
        vocabulary = sorted(self._ids, key=str.encode)
        rank = np.empty(len(vocabulary), np.int64)
        rank[[self._ids[term] for term in vocabulary]] = np.arange(len(vocabulary))
        frequencies = np.zeros(len(vocabulary), np.int64)
        for chunk in self._chunks():
            frequencies += np.bincount(rank[chunk["term"]], minlength=len(vocabulary))
        starts = np.concatenate([[0], np.cumsum(frequencies)])
        blob, offsets = _packed(vocabulary)
        lengths = np.array(self._sentence_lengths, np.float32).reshape(-1, SENTENCE_BITS)
        norms = _norms(lengths, SENTENCE_B).astype(np.float16)
        for name, values in (("terms", blob), ("offsets", offsets), ("starts", starts), ("norms", norms)):
            np.save(self._directory / f"{name}.npy", values)
        self._write_postings(rank, frequencies, starts)
        self.close()

    def close(self) -> None:
        """Close the temporary file, if `finish` has not done so."""
        self._spilled.close()

    def _clear(self) -> None:
        self._terms, self._rows, self._counts, self._held = array("i"), array("i"), array("f"), array("B")

    def _spill(self) -> None:
        chunk = np.empty(len(self._terms), _POSTING)
        chunk["term"], chunk["row"], chunk["count"] = self._terms, self._rows, self._counts
        chunk["sentences"] = self._held
        self._spilled.write(chunk.data)
        self._spills.append(len(chunk))
        self._clear()

    def _chunks(self) -> Iterator[npt.NDArray[np.void]]:
        self._spilled.seek(0)
        for length in self._spills:
            yield np.frombuffer(self._spilled.read(length * _POSTING.itemsize), _POSTING)

    def _write_postings(
        self, rank: npt.NDArray[np.int64], frequencies: npt.NDArray[np.int64], starts: npt.NDArray[np.int64]
    ) -> None:
        norms = K1 * _norms(np.array(self._lengths, np.float32), B)
        weights = idf(frequencies, len(norms)).astype(np.float32)
        written = {
            name: _allocated(self._directory / f"{name}.npy", kind, int(starts[-1]))
            for name, kind in (("rows", np.int32), ("impacts", np.float16), ("sentences", np.uint8))
        }
        free = starts[:-1].copy()
        for chunk in self._chunks():
            terms = rank[chunk["term"]]
            order = np.argsort(terms, kind="stable")
            terms, chunk = terms[order], chunk[order]
            places = free[terms] + _positions_in_runs(terms)
            counts = chunk["count"]
            written["rows"][places] = chunk["row"]
            written["impacts"][places] = weights[terms] * counts * (K1 + 1) / (counts + norms[chunk["row"]])
            written["sentences"][places] = chunk["sentences"]
            free += np.bincount(terms, minlength=len(free))
        for array_on_disk in written.values():
            array_on_disk.flush()


def _allocated(path: Path, kind: npt.DTypeLike, length: int) -> np.memmap[Any, Any]:
    """Create a memory-mapped array on disk, [length].

    Raises:
        OSError: the disk has no room for it.
    """
    mapped: np.memmap[Any, Any] = np.lib.format.open_memmap(path, "w+", kind, shape=(length,))
    # Room is allocated at once: writing a mapped page without room kills the process silently.
    if hasattr(os, "posix_fallocate"):
        with path.open("r+b") as file:
            os.posix_fallocate(file.fileno(), 0, path.stat().st_size)
    return mapped


def _norms(lengths: npt.NDArray[np.float32], b: float) -> npt.NDArray[np.float32]:
    """Return BM25's length normalisation: 1 for the mean of the lengths above 0."""
    told = lengths[lengths > 0]
    mean = float(told.mean()) if told.size else 1.0
    norms: npt.NDArray[np.float32] = 1 - b + b * lengths / np.float32(mean)
    return norms


def _packed(vocabulary: list[str]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    encoded = [term.encode() for term in vocabulary]
    offsets = np.cumsum([0, *map(len, encoded)])
    return np.frombuffer(b"".join(encoded), np.uint8), offsets


def _positions_in_runs(values: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the position of each value of a sorted array among its equals: 3 3 5 5 5 -> 0 1 0 1 2."""
    starts = np.flatnonzero(np.diff(values, prepend=-1))
    return np.arange(len(values)) - np.repeat(starts, np.diff(starts, append=len(values)))
