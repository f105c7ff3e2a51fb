"""The vectors of a generation under way: taken over where a passage is known, computed where it is not."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.dense.parts import PartWriter, quantised_int8
from index.snapshot import layout
from index.snapshot.reuse import content_hash
from index.text.sentences import split_sentences
from index.text.terms import parted, spanned_terms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Self

    from numpy.typing import NDArray

    from index.dense.encoder import Encoder
    from index.dense.parts import Int8Vectors
    from index.records import Language, Span
    from index.snapshot.reuse import KnownVectors
    from index.text.terms import Term

BATCH = 256
"""Passages embedded at a time: enough to group by length, few enough to show progress every few seconds."""
LEAST_CHARACTERS = 16
"""Of a sentence that can answer: `Baca juga:` cannot, and would be near to many questions."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is embedded of a passage: the article's heading, and the passage."""

    text: str
    hash: str
    """The same for a passage that has the same vectors."""
    sentences: list[Span]
    """Of the passage's own text, as places in `text`."""
    words: list[Span]
    """Where the words are that the terms stand for, in order."""
    terms: list[tuple[Term, int, int]]
    """Those of the heading too, with their places in `text`."""
    begin: int
    """Where the passage's own text begins."""

    @classmethod
    def of(cls, text: str, length: int, language: Language) -> Self:
        """A passage whose own text is at the end of `text`, with so many characters."""
        begin = len(text) - length
        sentences = [(begin + start, begin + end) for start, end in split_sentences(text[begin:])]
        terms = spanned_terms(text, language)
        words = sorted({(start, end) for _, start, end in terms})
        return cls(text, content_hash(text, [*sentences, *words]), sentences, words, terms, begin)

    def parted_terms(self) -> list[list[Term]]:
        """The terms of the heading, and of each sentence."""
        return parted(self.terms, [start for start, _ in self.sentences])


class PassageEmbedder:
    """Vectors of passages, added in row order; those of their sentences and words go to files at once.

    The model embeds one batch in a thread of its own, while the articles of the next are read.
    """

    def __init__(self, directory: Path, encoder: Encoder, known: KnownVectors) -> None:
        self._encoder, self._known = encoder, known
        self._sentences = PartWriter(directory / layout.SENTENCES)
        self._words = PartWriter(directory / layout.WORDS)
        self._waiting: list[Context] = []
        self._vectors: list[NDArray[np.float16]] = []
        self._thread = ThreadPoolExecutor(1)
        self._under_way: Future[None] | None = None
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
        """Begins with the waiting passages, once those before them are done; raises as `finish` does."""
        self.finish()
        waiting, self._waiting = self._waiting, []
        self._under_way = self._thread.submit(self._embed, waiting)

    def finish(self) -> None:
        """Returns once every batch is embedded; raises what went wrong with the last one."""
        under_way, self._under_way = self._under_way, None
        if under_way is not None:
            under_way.result()

    def _embed(self, waiting: list[Context]) -> None:
        # A long article alone may have ten batches of passages; together their vectors would fill the memory.
        for start in range(0, len(waiting), BATCH):
            self._embed_batch(waiting[start : start + BATCH])

    def _embed_batch(self, waiting: list[Context]) -> None:
        """Makes the vectors of passages: known ones taken over, the others computed."""
        vectors = np.empty((len(waiting), self._encoder.identity.dimension), np.float16)
        parts: dict[int, tuple[Int8Vectors, Int8Vectors]] = {}
        known, taken = self._known.take([one.hash for one in waiting])
        for at, row in zip(known, taken, strict=True):
            vectors[at] = self._known.vector(row)
            parts[at] = self._known.sentences.of_row(row), self._known.words.of_row(row)
        missing = sorted(set(range(len(waiting))) - set(known))
        if missing:
            new = [waiting[at] for at in missing]
            sentences, words = [one.sentences for one in new], [one.words for one in new]
            read = self._encoder.encode_passages([one.text for one in new], sentences, words)
            vectors[missing] = read.passages
            of_sentences = quantised_int8(read.sentences)
            of_sentences[[end - start < LEAST_CHARACTERS for spans in sentences for start, end in spans]] = 0
            of_new = zip(
                _split(of_sentences, sentences), _split(quantised_int8(read.words), words), strict=True
            )
            parts |= zip(missing, of_new, strict=True)
        self.computed += len(missing)
        self._vectors.append(vectors)
        for at in range(len(waiting)):
            self._sentences.add(parts[at][0])
            self._words.add(parts[at][1])

    def vectors(self) -> NDArray[np.float16]:
        """The vectors of all passages that were embedded, [rows, dimension]."""
        return np.concatenate(self._vectors)

    def __enter__(self) -> Self:
        self._sentences.__enter__()
        self._words.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        self._thread.shutdown()
        self._sentences.__exit__(kind, *rest)
        self._words.__exit__(kind, *rest)


def _split(levels: Int8Vectors, spans: Sequence[Sequence[Span]]) -> list[Int8Vectors]:
    """Int8Vectors [all spans, dimension] by the text that each span is of."""
    return np.split(levels, np.cumsum([len(of_text) for of_text in spans[:-1]]))
