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
MOST_TOKENS = 2_800
"""Most tokens of a question that are embedded, in .8 s of a core. 10,000 characters of prose or posts have up
to 2,700 (ten sets, and bench/posts); of signs they have 10,000."""


class EncodedQuestion(NamedTuple):
    """The vectors of a question."""

    stretches: Vectors
    """Unit rows [stretches, dimension]: one row, unless the question is long."""
    words: NDArray[np.float32]
    """Unit rows [words, word dimension]; zeros for a word without a token or a stretch. Some models have no
    rows."""
    stretch_of: NDArray[np.integer]
    """The stretch that each word is in, [words]; -1 where that is left out."""


def encode(encoder: Encoder, text: str, words: Sequence[Span]) -> EncodedQuestion:
    """Return the vectors of a question: of a long one, those of stretches of about `STRETCH` tokens.

    One stretch of a post says what it is about. A single vector of the whole post would hide that. If it
    has more than `MOST_TOKENS`, the stretches with the fewest different words are left out.

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
    texts = [text[start:end] for start, end in parts]
    # A text has at most as many tokens as characters, so that a short one need not be counted.
    kept = list(range(len(parts))) if len(text) <= MOST_TOKENS else _telling(encoder, texts, own)
    stretch_of = np.full(len(parts), -1)
    stretch_of[kept] = np.arange(len(kept))
    vectors, of_words = encoder.encode_question([texts[at] for at in kept], [own[at] for at in kept])
    return EncodedQuestion(vectors, _as_asked(of_words, stretch_of[within]), stretch_of[within])


def _telling(encoder: Encoder, texts: Sequence[str], words: Sequence[Sequence[Span]]) -> list[int]:
    """Return the places of stretches of `MOST_TOKENS` in order: those with the most different words."""
    different = [len({text[start:end] for start, end in own}) for text, own in zip(texts, words, strict=True)]
    places = sorted(range(len(texts)), key=lambda at: -different[at])
    tokens = np.cumsum([len(encoder.token_spans(texts[at])) for at in places])
    return sorted(places[: np.searchsorted(tokens, MOST_TOKENS, side="right")])


def _as_asked(of_words: NDArray[np.float32], stretch_of: NDArray[np.integer]) -> NDArray[np.float32]:
    """Return the vectors of words in their own order; the encoder gives them by stretch, if at all."""
    if not len(of_words):
        return of_words
    vectors = np.zeros((len(stretch_of), of_words.shape[1]), np.float32)
    in_stretches = np.argsort(stretch_of, kind="stable")
    vectors[in_stretches[len(stretch_of) - len(of_words) :]] = of_words
    return vectors


def _parts(encoder: Encoder, text: str) -> list[Span]:
    """Return the spans of the stretches of a question, in order: one for all of it, unless it is long."""
    whole = [(0, len(text))]
    # In characters, of which a text has at least as many as tokens.
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
    nearness = over_stretches(vectors.scores_of_each(queries, rows))
    return rows[np.lexsort((-nearness, late))[:depth]]
