"""The vectors of a new generation: reused for known passages, computed for the others."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.dense.parts import part_writer, quantised_int8
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
    from index.records import Article, Language, Span
    from index.snapshot.reuse import KnownVectors
    from index.text.terms import SpannedTerm, Term

BATCH = 256
"""Passages in a batch: enough to group them by length, few enough to show progress every few seconds."""
LEAST_CHARACTERS = 16
"""Least characters of a sentence with a vector. `Baca juga:` answers nothing, and would be near many
questions."""


@dataclass(frozen=True, slots=True)
class PassageInput:
    """What the model reads of a passage: the article's heading, then the passage."""

    text: str
    hash: str
    """Content hash: equal hashes mean equal vectors."""
    sentences: list[Span]
    """Spans in `text` of the passage's own sentences."""
    words: list[Span]
    """Spans in `text` of the words behind the terms, sorted."""
    terms: list[SpannedTerm]
    """The terms of heading and passage, with their spans in `text`."""
    begin: int
    """Offset in `text` of the passage's own text."""

    @classmethod
    def of(cls, text: str, length: int, language: Language) -> Self:
        """Return the input of a passage whose own text is the last `length` characters of `text`."""
        begin = len(text) - length
        sentences = [(begin + start, begin + end) for start, end in split_sentences(text[begin:])]
        terms = spanned_terms(text, language)
        words = sorted({span for _, span in terms})
        return cls(text, content_hash(text, [*sentences, *words]), sentences, words, terms, begin)

    def parted_terms(self, article: Article) -> list[list[Term]]:
        """Return the terms of the whole title of the passage's article, then those of each sentence."""
        heading, *sentences = parted(self.terms, [start for start, _ in self.sentences])
        title = (article.title or "").strip()
        if title and len(title) >= self.begin:
            # The heading is clipped, for the model only: the end of a title is found by its words.
            whole = spanned_terms(f"{title}\n{self.text[self.begin :]}", article.language)
            heading, _ = parted(whole, [len(title) + 1])
        return [heading, *sentences]


class PassageEmbedder:
    """Computes the vectors of passages, added in row order, and writes those of sentences and words to files.

    A thread embeds one batch while the caller reads the articles of the next one.
    """

    def __init__(self, directory: Path, encoder: Encoder, known: KnownVectors) -> None:
        self._encoder, self._known = encoder, known
        self._sentences = part_writer(directory / layout.SENTENCES)
        self._words = part_writer(directory / layout.WORDS)
        self._waiting: list[PassageInput] = []
        self._vectors: list[NDArray[np.float16]] = []
        self._thread = ThreadPoolExecutor(1)
        self._under_way: Future[None] | None = None
        self.computed = 0
        """Number of passages whose vectors were not known."""

    @property
    def is_full(self) -> bool:
        """Whether a whole batch waits for `embed`."""
        return len(self._waiting) >= BATCH

    def add(self, passage: PassageInput) -> None:
        """Add the passage of the next row; it waits for `embed`."""
        self._waiting.append(passage)

    def embed(self) -> None:
        """Start to embed the waiting passages, after the previous batch is done; raises like `finish`."""
        self.finish()
        waiting, self._waiting = self._waiting, []
        self._under_way = self._thread.submit(self._embed, waiting)

    def finish(self) -> None:
        """Wait until every batch is embedded; raise the error of the last one, if any."""
        under_way, self._under_way = self._under_way, None
        if under_way is not None:
            under_way.result()

    def _embed(self, waiting: list[PassageInput]) -> None:
        # One long article may have ten batches of passages, whose vectors together would fill the memory.
        for start in range(0, len(waiting), BATCH):
            self._embed_batch(waiting[start : start + BATCH])

    def _embed_batch(self, waiting: list[PassageInput]) -> None:
        """Reuse the vectors of known passages, and compute the others."""
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
        """Return the vectors of all passages, float16 [rows, dimension]."""
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
    """Split vectors [all spans, dimension] by the text of each span."""
    return np.split(levels, np.cumsum([len(of_text) for of_text in spans[:-1]]))
