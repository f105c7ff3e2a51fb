"""Fusion: one score from the two legs, as a weighted sum of scores standardised within the question."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]

SHARE_WITHOUT_TERMS = 0.6
SHARE_PER_TERM = 0.03
LEAST_SHARE, MOST_SHARE = 0.3, 0.55
"""The dense leg's share of the score, which falls with every term of the question: a few words say little to
match by, a sentence pins its passage down by them. Against the best fixed share, .40, over facqa-id, both
tico19 sets and the held-out questions of tydiqa-id and squad2dev: .9117 against .9096 (nDCG@10, mean), -.002,
+.003, +.001, +.010 and -.002 (bench/README.md)."""


def dense_share(terms: int) -> float:
    """Gives the dense leg's share of the score, for a question of so many different terms."""
    return min(MOST_SHARE, max(LEAST_SHARE, SHARE_WITHOUT_TERMS - SHARE_PER_TERM * terms))


def fuse(dense: Scores, lexical: Scores, weight: float) -> tuple[Scores, Scores]:
    """Gives what each leg adds to the fused score of each candidate, float32 [candidates] twice.

    The sum of the two is the fused score: standard deviations above the mean.

    Each leg's scores are counted in standard deviations from their mean over the candidates of this question
    (z-scores), so that neither scale decides, and a leg that singles out one passage speaks louder than one
    to which all look alike. Unlike reciprocal ranks this keeps how far the best is ahead (Bruch et al., "An
    Analysis of Fusion Functions for Hybrid Retrieval", 2023).

    Args:
        dense: cosines of all candidates of either leg, float32 [candidates].
        lexical: BM25 scores of the same candidates, 0 where no term occurs.
        weight: share of the dense leg.
    """
    return weight * _standardised(dense), (1 - weight) * _standardised(lexical)


def _standardised(scores: Scores) -> Scores:
    """Standard deviations from the mean; a leg to which all candidates are alike says nothing."""
    spread = scores.std() if len(scores) else 0.0
    return (scores - scores.mean()) / spread if spread > 0 else np.zeros_like(scores)
