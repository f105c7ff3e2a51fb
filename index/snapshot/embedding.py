"""The vectors of a generation under way: taken over where a passage is known, computed where it is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.dense.sentences import SentenceWriter, levels_of
from index.snapshot.reuse import content_hash
from index.text.sentences import split_sentences

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

    from numpy.typing import NDArray

    from index.dense.encoder import Encoder
    from index.snapshot.reuse import KnownVectors

BATCH = 256
"""Passages embedded at a time: enough to group by length, few enough to show progress every few seconds."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is embedded of a passage: the article's heading, and the passage."""

    text: str
    hash: str
    """Of `text`: the same text has the same vectors."""
    sentences: list[tuple[int, int]]
    """Of the passage's own text, as places in `text`."""

    @classmethod
    def of(cls, text: str, length: int) -> Self:
        """A passage whose own text is at the end of `text`, with so many characters."""
        before = len(text) - length
        spans = [(before + start, before + end) for start, end in split_sentences(text[before:])]
        return cls(text, content_hash(text), spans)


class PassageEmbedder:
    """Vectors of passages, added in row order, and of their sentences, which go to a file at once."""

    def __init__(self, directory: Path, encoder: Encoder, known: KnownVectors) -> None:
        self._encoder, self._known = encoder, known
        self._sentences = SentenceWriter(directory)
        self._waiting: list[Context] = []
        self._vectors: list[NDArray[np.float16]] = []
        self.computed = 0
        """Passages whose vectors were not known."""

    @property
    def is_full(self) -> bool:
        """Whether a batch waits for its vectors."""
        return len(self._waiting) >= BATCH

    def add(self, context: Context) -> None:
        """Adds the passage of the next row; it waits until `embed`."""
        self._waiting.append(context)

    def embed(self) -> None:
        """Makes the vectors of the waiting passages: known ones taken over, the others computed."""
        waiting, self._waiting = self._waiting, []
        vectors = np.empty((len(waiting), self._encoder.dimension), np.float16)
        sentences: list[NDArray[np.int8]] = [np.empty((0, 0), np.int8)] * len(waiting)
        known, taken = self._known.take([one.hash for one in waiting])
        for at, row in zip(known, taken, strict=True):
            vectors[at], sentences[at] = self._known.vector(row), self._known.sentences(row)
        missing = sorted(set(range(len(waiting))) - set(known))
        if missing:
            spans = [waiting[at].sentences for at in missing]
            vectors[missing], found = self._encoder.in_parts([waiting[at].text for at in missing], spans)
            lengths = [end - start for of_text in spans for start, end in of_text]
            parted = np.split(levels_of(found, lengths), np.cumsum([len(of_text) for of_text in spans[:-1]]))
            for at, levels in zip(missing, parted, strict=True):
                sentences[at] = levels
        self.computed += len(missing)
        self._vectors.append(vectors)
        for levels in sentences:
            self._sentences.add(levels)

    def vectors(self) -> NDArray[np.float16]:
        """The vectors of all passages that were embedded, [rows, dimension]."""
        return np.concatenate(self._vectors)

    def __enter__(self) -> Self:
        self._sentences.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        self._sentences.__exit__(kind, *rest)
