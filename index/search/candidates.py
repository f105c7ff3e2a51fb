"""Candidates: the passages that either leg found for a question, with the scores and features of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.arrays import Mask, Ordinals, Rows, Scores

DEPTH = 150
"""Candidates of each leg. The mean fused nDCG@10 of thirteen sets is the same within .0002 with 100, 130, 150
and 200 (bench/CHOICES.md); a question takes 1.1 ms less than with 200."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The passages that either leg found. Each has the scores of both legs."""

    rows: Rows
    """Passage rows, ascending, [candidates]."""
    articles: Ordinals
    """Ordinal of each candidate's article, [candidates]."""
    dense: Scores
    """`index.search.leg_scores.dense_scores` of all candidates, whichever leg found them, [candidates]."""
    lexical: Scores
    """`lexical_scores` plus `of_time`: 0 without a term, paraphrase or time that fits, [candidates]."""
    of_time: Scores
    """The part of `lexical` due to the time that the question names, [candidates]."""
    on_subject: Scores
    """The share of the question's subject that each holds, 0 to 1, [candidates]: see `subject_coverage`."""
    other_language: Mask
    """True where the article is not in the question's language, [candidates]."""
    preferred: Mask
    """True where the article is in the preferred language, [candidates]."""
    dense_found: Rows
    """Rows that the dense leg itself found, best first. Evaluation measures the leg by them."""
    lexical_found: Rows
    """The same of the lexical leg."""
    first: Mask
    """True for candidates of the first search, False for those of deeper ones, [candidates]. Z-scores and the
    newest day are computed over the first, which rank before all others. So a deeper search only adds hits at
    the end of a ranking."""
