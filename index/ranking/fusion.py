"""Fusion: one score from the two legs, as a weighted sum of scores standardised within the question."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

ASKED_SHARE = 0.75
"""The dense leg's share of the score of a question in words: the answer says it in others."""
SHARE_WITHOUT_TERMS = 0.85
SHARE_PER_TERM = 0.02
LEAST_SHARE, MOST_SHARE = 0.4, 0.8
"""Its share where nothing is asked, which falls with every term: a few words say little to match by, a
sentence or a headline pins its passage down by them. (FIGURES)."""
OTHER_LANGUAGE_MEANING = 0.03
OTHER_LANGUAGE_WORDS = 1.2
"""What an article in the other language than the question's is behind by for being so: in cosine, and as a
factor in BM25, for a word is translated with less than certainty. By these, answers of either language come
out alike in an index of both (`bench/mixed_languages.py`; chosen on tico19, reported on indomt-news)."""
LANGUAGE = 1.0
"""Standard deviations, for an article in the language that is preferred: it puts good answers in another
order, and lifts no middling candidate (0) over the best (2 to 5)."""


def dense_share(terms: int, *, asks: bool) -> float:
    """Gives the dense leg's share of the score.

    Args:
        terms: different terms of the question.
        asks: whether it is a question in words, and no headline, statement or keywords.
    """
    if asks:
        return ASKED_SHARE
    return min(MOST_SHARE, max(LEAST_SHARE, SHARE_WITHOUT_TERMS - SHARE_PER_TERM * terms))


def language_debiased(dense: Scores, lexical: Scores, other_language: Mask) -> tuple[Scores, Scores]:
    """Gives the scores of both legs, float32 [candidates] twice, as if all were in the question's language.

    Args:
        dense: cosines.
        lexical: BM25 scores.
        other_language: True where a candidate is in the other language, bool [candidates].
    """
    return (
        dense + OTHER_LANGUAGE_MEANING * other_language.astype(np.float32),
        lexical * np.where(other_language, np.float32(OTHER_LANGUAGE_WORDS), np.float32(1)),
    )


def fuse(dense: Scores, lexical: Scores, weight: float, among: Mask) -> tuple[Scores, Scores]:
    """Gives what each leg adds to the fused score of each candidate, float32 [candidates] twice.

    The sum of the two is the fused score: standard deviations above the mean.

    Each leg's scores are counted in standard deviations from their mean over candidates of this question
    (z-scores), so that neither scale decides, and a leg that singles out one passage speaks louder than one
    to which all look alike. Unlike reciprocal ranks this keeps how far the best is ahead (Bruch et al., "An
    Analysis of Fusion Functions for Hybrid Retrieval", 2023).

    Args:
        dense: cosines of all candidates of either leg, float32 [candidates].
        lexical: BM25 scores of the same candidates, 0 where no term occurs.
        weight: share of the dense leg.
        among: True for the candidates whose mean and spread count, bool [candidates].
    """
    return weight * standardised(dense, dense[among]), (1 - weight) * standardised(lexical, lexical[among])


def standardised(scores: Scores, among: Scores) -> Scores:
    """Gives scores in standard deviations from the mean of others; 0 where all are alike."""
    spread = among.std() if len(among) else 0.0
    return (scores - among.mean()) / spread if spread > 0 else np.zeros_like(scores)
