"""Fusion: one score from the two legs, as a weighted sum of scores standardised within the question."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from index.records import Language

Scores = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

ASKED_SHARE = 0.75
"""The dense leg's share of the score of a question in words: the answer says it in others."""
STATED_SHARE = 0.5
"""Its share where nothing is asked: keywords, a headline, a sentence. With more, passages without a keyword
outvote those with it (`bench/fusion.py --words 2`)."""
OTHER_LANGUAGE_MEANING = {"id": 0.0175, "en": -0.0075, "und": 0.0}
"""What an article in the other language is behind by for being so, in cosine, by the question's language. Of
a passage and its translation the Indonesian one is a little nearer to any question, and the one in its
language another little; words need nothing. So levelled, either comes first as often as the other
(`bench/language_balance.py`; chosen on tico19 and Global Voices, reported on indomt-news)."""
STATED_MEANING, STATED_WORDS = 0.03, 1.2
"""The same for a statement of `LONG` terms and more, in cosine and as a factor in BM25, and in part for one
of more than `SHORT`: it shares function words and names with any passage in its language. A post does not,
which is in another style."""
SHORT, LONG = 4, 8
LANGUAGE = 1.0
"""Standard deviations, for an article in the language that is preferred: it puts good answers in another
order, and lifts no middling candidate (0) over the best (2 to 5)."""
ROUNDING = 1e-5
"""Share of the largest score up to which a spread is none: that of equal float32 numbers may be 1e-7."""


class QuestionKind(NamedTuple):
    """What fusion needs to know of a question."""

    language: Language
    terms: int
    """Different ones."""
    asks: bool
    """Whether it is a question in words, and no headline, statement or keywords."""
    long: bool = False
    """Whether it is longer than any sentence, as a post is."""

    @property
    def dense_share(self) -> float:
        """The dense leg's share of the score."""
        return ASKED_SHARE if self.asks else STATED_SHARE

    def language_debiased(
        self, dense: Scores, lexical: Scores, other_language: Mask
    ) -> tuple[Scores, Scores]:
        """Gives the scores of both legs, float32 [candidates] twice, as if all were in its language.

        Args:
            dense: cosines.
            lexical: BM25 scores.
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


def fuse(dense: Scores, lexical: Scores, weight: float, among: Mask) -> tuple[Scores, Scores]:
    """Gives what each leg adds to the fused score of each candidate, float32 [candidates] twice.

    The sum of the two is the fused score: standard deviations above the mean.

    Each leg's scores are counted in standard deviations from their mean over candidates of this question
    (z-scores), so that neither scale decides, and a leg that singles out one passage speaks louder than one
    to which all look alike. Unlike reciprocal ranks this keeps how far the best is ahead (Bruch et al., "An
    Analysis of Fusion Functions for Hybrid Retrieval", 2023).

    Args:
        dense: cosines of all candidates of either leg, float32 [candidates].
        lexical: BM25 scores of the same candidates, 0 where nothing of the question occurs.
        weight: share of the dense leg.
        among: True for the candidates whose mean and spread count, bool [candidates].
    """
    return weight * standardised(dense, dense[among]), (1 - weight) * standardised(lexical, lexical[among])


def standardised(scores: Scores, among: Scores) -> Scores:
    """Gives scores in standard deviations from the mean of others; 0 where all are alike."""
    deviation = spread(among)
    return (scores - among.mean()) / deviation if deviation else np.zeros_like(scores)


def spread(scores: Scores) -> np.float32:
    """Gives the standard deviation of scores; 0 of none, and where they differ by rounding only."""
    deviation = scores.std() if len(scores) else np.float32(0)
    return deviation if deviation > ROUNDING * np.abs(scores).max(initial=0) else np.float32(0)
