"""Encoders from text to vectors: their protocol, and how to open one by name."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from index.arrays import Vectors
    from index.records import Span


@dataclass(frozen=True, slots=True)
class EncoderIdentity:
    """All that two encoders must share for their vectors to be comparable; kept in the manifest."""

    name: str
    """The name by which people know the model."""
    revision: str
    """Commit or hash of the weights; the same name with another revision is another model."""
    dimension: int
    """Length of a vector."""
    max_tokens: int
    """Most tokens of an input, including special tokens and prompt."""
    query_prompt: str
    """Text put before every question; empty if there is none."""
    passage_prompt: str
    """Text put before every passage; empty if there is none."""
    pooling: str
    """How token states become one vector: `mean`, `cls`, …"""
    word_dimension: int = 0
    """Length of the vectors of words; 0 for a model without them."""


class EncodedPassages(NamedTuple):
    """The vectors of passages, their sentences and their words."""

    passages: Vectors
    """Unit rows [texts, dimension], as from `Encoder.passages`."""
    sentences: Vectors
    """Unit rows [all sentences, dimension]; zeros for a sentence without tokens."""
    words: Vectors
    """Unit rows [all words, word dimension]; zeros for a word without tokens or in a text over the limit."""


class Encoder(Protocol):
    """A model from text to unit vectors. Models need different prompts for questions and for passages."""

    @property
    def identity(self) -> EncoderIdentity:
        """The identity of this model, as kept in the manifest."""
        ...

    @property
    def passage_tokens(self) -> int:
        """Most tokens of a passage without prompt: `max_tokens` less special tokens and passage prompt."""
        ...

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        """Return the (start, end) of all tokens of the text in code points, without special tokens."""
        ...

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Return unit rows [texts, dimension]. A text over the limit is embedded in `windows`."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return unit rows [texts, dimension]. A text over the limit is embedded in `windows`."""
        ...

    def encode_question(
        self, stretches: Sequence[str], words: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, Vectors]:
        """Return the vectors of a question's stretches, each embedded by itself, and of their words.

        Args:
            stretches: one or more texts of at most `passage_tokens` tokens.
            words: (start, end) in code points of the words of each, in any order.

        Returns:
            Unit rows [stretches, dimension], as from `queries`; and unit rows [all words, word dimension],
            zeros for a word without tokens. Some models have no vectors of words.
        """
        ...

    def encode_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]], words: Sequence[Sequence[Span]]
    ) -> EncodedPassages:
        """Return the vectors of passages, of their sentences and of their words.

        Args:
            texts: passages.
            sentences: (start, end) in code points of the sentences of each text, any number, in any order.
            words: the same for the words of each text.
        """
        ...


def separately(
    passages: Callable[[Sequence[str]], Vectors],
    texts: Sequence[str],
    sentences: Sequence[Sequence[Span]],
    words: Vectors,
) -> EncodedPassages:
    """Return `Encoder.encode_passages` with each sentence embedded by itself, without its token states."""
    slices = [text[start:end] for text, spans in zip(texts, sentences, strict=True) for start, end in spans]
    return EncodedPassages(passages(texts), passages(slices), words)


def windows(text: str, spans: Sequence[tuple[int, int]], most: int) -> list[str]:
    """Cut a text into slices of similar length and at most `most` tokens, between words if possible.

    The vector of a text over a model's limit is the normalised mean of the vectors of its windows, so every
    word counts and nothing is cut off. A text within the limit is one window.

    Args:
        text: the text to embed.
        spans: its tokens, as from `Encoder.token_spans`.
        most: most tokens of a window.
    """
    if len(spans) <= most:
        return [text]
    size = math.ceil(len(spans) / math.ceil(len(spans) / most))
    slices, first = [], 0
    while first < len(spans):
        after = _word_border(text, spans, first + size // 2, first + size)
        slices.append(text[spans[first][0] : spans[after - 1][1]])
        first = after
    return slices


def _word_border(text: str, spans: Sequence[tuple[int, int]], low: int, high: int) -> int:
    """Return the last token in (low, high] that begins a word, else `high`; the end if that is nearer."""
    if high >= len(spans):
        return len(spans)
    borders = (at for at in range(high, low, -1) if text[spans[at][0] - 1].isspace())
    return next(borders, high)


def mean_of_windows(rows: Vectors, counts: Sequence[int]) -> Vectors:
    """Return normalised means of consecutive unit rows: the i-th is of `counts[i]` rows, at least one."""
    if len(rows) == len(counts):
        return rows
    starts = np.cumsum([0, *counts[:-1]])
    sums: NDArray[np.float32] = np.add.reduceat(rows, starts, axis=0)
    means: Vectors = sums / np.linalg.norm(sums, axis=1, keepdims=True)
    return means


def open_encoder(name: str | None = None) -> Encoder:
    """Open the bundled model, or another one through sentence-transformers (which imports torch: 4 to 9 s).

    Args:
        name: None for the bundled model; else a folder, or the name of a model in the local cache.

    Raises:
        ModelError: the model is missing, damaged, or not in the cache.
    """
    if name is None:
        from index.dense.bundled import BundledEncoder

        return BundledEncoder.open()
    from index.dense.transformer import TransformerEncoder

    return TransformerEncoder.open(name)
