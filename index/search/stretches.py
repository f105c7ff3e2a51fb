"""Stretches of a long question: their vectors, the passages nearest to them, and their common score."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.text.passages import stretches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.arrays import Mask, Rows, Scores, Vectors
    from index.dense.encoder import Encoder
    from index.dense.vectors import VectorIndex
    from index.records import Span

STRETCH = 64
"""Tokens of a stretch. Dense nDCG@10 of 360 posts of social media with 48 and with 64: .938; uncut: .826
(bench/CHOICES.md)."""


class EncodedQuestion(NamedTuple):
    """The vectors of a question."""

    stretches: Vectors
    """Unit rows [stretches, dimension]: one row, unless the question is long."""
    words: NDArray[np.float32]
    """Unit rows [words, word dimension]; zeros for a word without a token. Some models have no rows."""
    stretch_of: NDArray[np.integer]
    """The stretch that each word is in, [words]."""


def encode(encoder: Encoder, text: str, words: Sequence[Span]) -> EncodedQuestion:
    """Return the vectors of a question: of a long one, those of stretches of about `STRETCH` tokens.

    One stretch of a post says what it is about. A single vector of the whole post would hide that.

    Args:
        encoder: the model.
        text: the question.
        words: (start, end) in code points of each word, in any order.
    """
    parts = _parts(encoder, text)
    within = np.searchsorted([start for start, _ in parts[1:]], [start for start, _ in words], side="right")
    own: list[list[Span]] = [[] for _ in parts]
    for at, (start, end) in zip(within.tolist(), words, strict=True):
        own[at].append((start - parts[at][0], end - parts[at][0]))
    vectors, of_words = encoder.encode_question([text[start:end] for start, end in parts], own)
    # The encoder returns them stretch by stretch, if at all.
    as_asked = np.argsort(np.argsort(within, kind="stable"))[: len(of_words)]
    return EncodedQuestion(vectors, of_words[as_asked], within)


def _parts(encoder: Encoder, text: str) -> list[Span]:
    """Return the spans of the stretches of a question, in order: one for all of it, unless it is long."""
    whole = [(0, len(text))]
    if len(text) <= STRETCH:
        return whole
    parts = stretches(text, encoder.token_spans, size=min(STRETCH, encoder.passage_tokens // 2))
    return parts if len(parts) > 1 else whole


def over_stretches(scores: NDArray[np.float32]) -> Scores:
    """Return the scores of passages over all stretches: the mean of mean and maximum, float32 [rows].

    One stretch of a post says what it is about, between greetings and prayers, which count in the mean too.
    Dense nDCG@10 of 360 posts: the mean .877, the maximum .934, both .938 (bench/CHOICES.md).

    Args:
        scores: the scores of passages for each stretch, [stretches, rows].
    """
    halves: Scores = (scores.mean(axis=0) + scores.max(axis=0)) / 2
    return halves


def nearest(
    vectors: VectorIndex,
    queries: Vectors,
    depth: int,
    first: int,
    allowed: Mask | None = None,
) -> Rows:
    """Return the `depth` passages nearest to a question by their vectors as a whole, nearest first.

    They are chosen among the `depth` nearest to each stretch. The `first` of them do not depend on `depth`.

    Args:
        vectors: the vectors of the passages.
        queries: unit vectors of the stretches, [stretches, dimension].
        depth: passages at most.
        first: passages of each stretch that rank before those found deeper.
        allowed: which passages may be found, [passages]; all when None.
    """
    found = [vectors.search(query, depth, allowed)[0] for query in queries]
    if len(found) == 1:
        return found[0]
    rows = np.unique(np.concatenate(found))
    late = ~np.isin(rows, np.concatenate([near[:first] for near in found]))
    nearness = over_stretches(np.stack([vectors.scores(query, rows) for query in queries]))
    return rows[np.lexsort((-nearness, late))[:depth]]
