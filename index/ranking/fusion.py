"""Fusion: the score of a candidate is the weighted sum of its z-scores in the two legs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from index.arrays import Mask, Scores
    from index.records import Language

ASKED_SHARE = 0.75
"""Share of the dense leg for a question in words, since the answer uses other words."""
STATED_SHARE = 0.5
"""Share of the dense leg for keywords, a headline or a statement. With a higher share, passages without a
keyword outrank those with it (`bench/fusion.py --words 2`)."""
OTHER_LANGUAGE_MEANING = {"id": 0.0175, "en": -0.0075, "und": 0.0}
"""Language bias of the dense leg, in cosine, by the question's language: it is added to articles in the other
language. A question is a little nearer to the Indonesian side of a passage and its translation, and a little
nearer to the side in its own language. The lexical leg needs no correction. With it, either side comes first
equally often (`bench/language_balance.py`; chosen on tico19 and Global Voices, reported on indomt-news)."""
STATED_MEANING, STATED_WORDS = 0.03, 1.2
"""The same for a statement of at least `LONG` terms, as a cosine and as a factor on BM25: such a statement
shares function words and names with any passage in its language. From `SHORT` to `LONG` terms, the correction
grows linearly. It does not apply to a post, whose style differs from that of articles."""
SHORT, LONG = 4, 8
LANGUAGE = 1.0
"""Bonus for an article in the preferred language, in standard deviations. It reorders good answers, and does
not lift an average candidate (0) above the best (2 to 5)."""
ROUNDING = 1e-5
"""Fraction of the largest score up to which a standard deviation counts as 0, since that of equal float32
numbers may be 1e-7."""


class QuestionKind(NamedTuple):
    """The properties of a question that fusion depends on."""

    language: Language
    terms: int
    """Number of distinct terms."""
    asks: bool
    """Whether it is a question in words, not a headline, a statement or keywords."""
    long: bool
    """Whether it is longer than a sentence, like a post."""

    @property
    def dense_share(self) -> float:
        """Share of the dense leg in the score."""
        return ASKED_SHARE if self.asks else STATED_SHARE

    def language_debiased(
        self, dense: Scores, lexical: Scores, other_language: Mask
    ) -> tuple[Scores, Scores]:
        """Return the scores of both legs without their language bias, float32 [candidates] each.

        Args:
            dense: cosines, float32 [candidates].
            lexical: BM25 scores, float32 [candidates].
            other_language: True where a candidate is in the other language, bool [candidates].
        """
        length = min(1.0, max(0.0, (self.terms - SHORT) / (LONG - SHORT)))
        stated = 0.0 if self.asks or self.long else length
        meaning = OTHER_LANGUAGE_MEANING[self.language]
        meaning += stated * (STATED_MEANING - meaning)
        words = 1 + stated * (STATED_WORDS - 1)
        return (
            dense + np.float32(meaning) * other_language.astype(np.float32),
            lexical * np.where(other_language, np.float32(words), np.float32(1)),
        )


class Fused(NamedTuple):
    """Z-scores of candidates in both legs, and the parts of the fused score, float32 [candidates] each."""

    dense_z: Scores
    lexical_z: Scores
    dense: Scores
    """The dense share times `dense_z`."""
    lexical: Scores
    """The rest of the share times `lexical_z`."""


def fuse(dense: Scores, lexical: Scores, weight: float, among: Mask) -> Fused:
    """Return the fused score of each candidate in its two parts, of which it is the sum.

    Each part is the z-score of a leg times its share. With z-scores the scales of the legs do not matter, and
    a leg that prefers one passage clearly counts more than a leg with similar scores for all. Unlike
    reciprocal ranks, z-scores keep the lead of the best candidate (Bruch et al., "An Analysis of Fusion
    Functions for Hybrid Retrieval", 2023).

    Args:
        dense: cosines of all candidates of either leg, float32 [candidates].
        lexical: BM25 scores of the same candidates, 0 where no term of the question occurs.
        weight: share of the dense leg.
        among: True for the candidates that mean and standard deviation are computed over, bool [candidates].
    """
    z_dense, z_lexical = z_scores(dense, dense[among]), z_scores(lexical, lexical[among])
    return Fused(z_dense, z_lexical, weight * z_dense, (1 - weight) * z_lexical)


def z_scores(scores: Scores, among: Scores) -> Scores:
    """Return z-scores by the mean and standard deviation of `among`; 0 where those are all equal."""
    deviation = standard_deviation(among)
    return (scores - among.mean()) / deviation if deviation else np.zeros_like(scores)


def standard_deviation(scores: Scores) -> np.float32:
    """Return the standard deviation of scores; 0 if there are none, or if they differ by rounding only."""
    deviation = scores.std() if len(scores) else np.float32(0)
    return deviation if deviation > ROUNDING * np.abs(scores).max(initial=0) else np.float32(0)
