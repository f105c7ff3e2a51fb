"""The vectors of a question: of stretches of it, and of its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.text.passages import stretches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.dense.encoder import EncodedQuestion, Encoder
    from index.records import Span

STRETCH = 64
"""Tokens of a stretch. Dense nDCG@10 of 360 posts of social media with 48 and with 64: .938; uncut: .826
(bench/CHOICES.md)."""


def encoded(encoder: Encoder, text: str, words: Sequence[Span]) -> EncodedQuestion:
    """Gives the vectors of a question: of a long one, those of stretches of about `STRETCH` tokens.

    A post says what it is about in one stretch of it, which one vector of the whole would hide.

    Args:
        encoder: the model.
        text: the question.
        words: (start, end) in code points of each word, in any order.
    """
    whole = [(0, len(text))]
    if len(text) <= STRETCH:
        return encoder.encode_question(text, whole, words)
    parts = stretches(text, encoder.token_spans, size=min(STRETCH, encoder.passage_tokens // 2))
    return encoder.encode_question(text, parts if len(parts) > 1 else whole, words)
