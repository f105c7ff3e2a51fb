"""Fusion: one score from the two legs, as a weighted sum of scores standardised within the question."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]

DENSE_WEIGHT = 0.35
"""Share of the dense leg, 0 to 1; the lexical leg has the rest. Chosen on facqa-id and both tico19 sets."""


def fuse(dense: Scores, lexical: Scores, weight: float = DENSE_WEIGHT) -> Scores:
    """Gives the fused score of each candidate, float32 [candidates]: standard deviations above the mean.

    Each leg's scores are counted in standard deviations from their mean over the candidates of this question
    (z-scores), so that neither scale decides, and a leg that singles out one passage speaks louder than one
    to which all look alike. Unlike reciprocal ranks this keeps how far the best is ahead (Bruch et al., "An
    Analysis of Fusion Functions for Hybrid Retrieval", 2023).

    Args:
        dense: cosines of all candidates of either leg, float32 [candidates].
        lexical: BM25 scores of the same candidates, 0 where no term occurs.
        weight: share of the dense leg.
    """
    return weight * _standardised(dense) + (1 - weight) * _standardised(lexical)


def _standardised(scores: Scores) -> Scores:
    """Standard deviations from the mean; a leg to which all candidates are alike says nothing."""
    spread = scores.std() if len(scores) else 0.0
    return (scores - scores.mean()) / spread if spread > 0 else np.zeros_like(scores)
