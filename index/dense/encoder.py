"""What turns text into vectors: one protocol, and how to open the model that a name stands for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from index.records import Span

    Rows = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class EncoderIdentity:
    """All that two encoders must share for their vectors to be comparable; kept in the manifest."""

    name: str
    """Name that people know the model by."""
    revision: str
    """Commit or hash of the weights; equal names with unequal revisions are two models."""
    dimension: int
    """Length of a vector."""
    max_tokens: int
    """Most tokens that the model takes at once, special tokens and prompt included."""
    query_prompt: str
    """Put before every question; empty for none."""
    passage_prompt: str
    """Put before every passage; empty for none."""
    pooling: str
    """How token states become one vector: `mean`, `cls`, …"""
    word_dimension: int = 0
    """Length of the vectors of words; 0 for a model that gives none."""


class EncodedPassages(NamedTuple):
    """What an encoder makes of passages."""

    passages: Rows
    """Unit rows [texts, dimension], as `Encoder.passages` gives them."""
    sentences: Rows
    """Unit rows [all sentences, dimension]; of zeros where one holds no token."""
    words: Rows
    """Unit rows [all words, word dimension]; of zeros where one holds no token, or its text is too long."""


class Encoder(Protocol):
    """Text to unit vectors. Two methods, because models want questions and passages marked differently."""

    @property
    def identity(self) -> EncoderIdentity:
        """What the manifest keeps of this model."""
        ...

    @property
    def passage_tokens(self) -> int:
        """Most tokens of a passage's own text: `max_tokens` less special tokens and passage prompt."""
        ...

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        """Half-open code-point spans of the text's tokens, in order: no special tokens, never cut short."""
        ...

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows [texts, dimension]. A text over the limit is embedded in windows, see `windows`."""
        ...

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows [texts, dimension]. A text over the limit is embedded in windows, see `windows`."""
        ...

    def encode_question(self, stretches: Sequence[str], words: Sequence[Sequence[Span]]) -> tuple[Rows, Rows]:
        """The vectors of a question's stretches, each read by itself, and of their words.

        Args:
            stretches: one or more texts, none over `passage_tokens`.
            words: (start, end) in code points of the words of each, in any order.

        Returns:
            Unit rows [stretches, dimension], as `queries` gives them; and unit rows [all words, word
            dimension], of zeros where a word holds no token. Some models give none.
        """
        ...

    def encode_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]], words: Sequence[Sequence[Span]]
    ) -> EncodedPassages:
        """The vectors of passages, of their sentences and of their words.

        Args:
            texts: passages.
            sentences: (start, end) in code points of the sentences of each text, any number, in any order.
            words: likewise of its words.
        """
        ...


def separately(
    passages: Callable[[Sequence[str]], Rows],
    texts: Sequence[str],
    sentences: Sequence[Sequence[Span]],
    words: Rows,
) -> EncodedPassages:
    """What `Encoder.encode_passages` gives, each sentence by itself: where token states say little."""
    slices = [text[start:end] for text, spans in zip(texts, sentences, strict=True) for start, end in spans]
    return EncodedPassages(passages(texts), passages(slices), words)


def windows(text: str, spans: Sequence[tuple[int, int]], most: int) -> list[str]:
    """Cut a text into evenly long slices of at most `most` tokens, between words where there are any.

    The vector of a text over a model's limit is the normalised mean of its windows' vectors: every word
    counts, and nothing is cut off. A text within the limit is its own only window.

    Args:
        text: What is to be embedded.
        spans: Its tokens, as `Encoder.token_spans` gives them.
        most: Most tokens of a window.
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
    """Last token in (low, high] that begins a word, `high` if none does; the end if that is nearer."""
    if high >= len(spans):
        return len(spans)
    borders = (at for at in range(high, low, -1) if text[spans[at][0] - 1].isspace())
    return next(borders, high)


def mean_of_windows(rows: NDArray[np.float32], counts: Sequence[int]) -> NDArray[np.float32]:
    """Normalised means of consecutive unit rows: `counts[i]` rows, one or more, make the i-th result."""
    if len(rows) == len(counts):
        return rows
    starts = np.cumsum([0, *counts[:-1]])
    sums: NDArray[np.float32] = np.add.reduceat(rows, starts, axis=0)
    means: NDArray[np.float32] = sums / np.linalg.norm(sums, axis=1, keepdims=True)
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
