"""Candidates: the passages that either leg found for a question, with the scores and features of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.answer import Explanation, Standardised
from index.ranking.fusion import LANGUAGE, QuestionKind, fuse, spread
from index.ranking.recency import period_bonus, recency_bonus
from index.understanding.phrasing import is_long

if TYPE_CHECKING:
    from index.arrays import Days, Mask, Ordinals, Rows, Scores
    from index.question import Recency
    from index.understanding.parsed_question import ParsedQuestion

WITHIN_A_DAY = np.float32(0.01)
"""Weight of both legs where the question asks only for news: they order the articles of about one day."""
BEHIND = np.float32(1_000)
"""Standard deviations subtracted from candidates that were found deeper, more than any score can make up."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The passages that either leg found. Each has the scores of both legs."""

    rows: Rows
    """Passage rows, ascending, [candidates]."""
    articles: Ordinals
    """Ordinal of each candidate's article, [candidates]."""
    dense: Scores
    """`index.search.scoring.dense_scores` of all candidates, whichever leg found them, [candidates]."""
    lexical: Scores
    """`lexical_scores` plus `of_time`: 0 without a term, paraphrase or time that fits, [candidates]."""
    of_time: Scores
    """The part of `lexical` due to the time that the question names, [candidates]."""
    on_subject: Scores
    """The share of the question's subject that each holds, 0 to 1, [candidates]: see `held_of`."""
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


@dataclass(frozen=True, slots=True)
class Scored:
    """The ranking score of each candidate in its parts, float32 [candidates] each."""

    dense: Scores
    """The share of the dense leg."""
    lexical: Scores
    """The share of the lexical leg, without what the time adds to it."""
    period: Scores
    """The bonus for the time that the question names, plus what that time adds to the lexical leg."""
    recency: Scores
    """What being new adds."""
    language: Scores
    """What being in the preferred language adds."""
    z_scores: tuple[Scores, Scores]
    """Of the dense and the lexical leg, before they are weighted."""

    @property
    def total(self) -> Scores:
        """The score that candidates are ranked by."""
        return self.dense + self.lexical + self.period + self.recency + self.language

    def standardised(self, at: int) -> Standardised:
        """Return the z-scores of one candidate."""
        return Standardised(*(float(leg[at]) for leg in self.z_scores))

    def explanation(self, at: int) -> Explanation:
        """Return the parts of one candidate's score."""
        return Explanation(
            dense=float(self.dense[at]),
            lexical=float(self.lexical[at]),
            period=float(self.period[at]),
            recency=float(self.recency[at]),
            language=float(self.language[at]),
        )


def kind_of(asked: ParsedQuestion) -> QuestionKind:
    """Return what fusion needs to know about a question."""
    distinct = len({term.stem for term in asked.terms})
    return QuestionKind(asked.language, distinct, asked.asks, is_long(asked.text))


def score(found: Candidates, days: Days, asked: ParsedQuestion, recency: Recency) -> Scored:
    """Return the parts of each candidate's score: the fused legs, and the bonuses for time and language.

    Args:
        found: the candidates.
        days: day of publication of each candidate, in days since 1970-01-01, or `UNKNOWN_DAY`, [candidates].
        asked: the question.
        recency: whether new articles are preferred.
    """
    period = np.zeros(len(days), np.float32)
    if asked.time_use == "prefer":
        for time in asked.times:
            bonus = period_bonus(days, time.since, time.until, found.first, found.on_subject)
            period = np.maximum(period, bonus)
    kind = kind_of(asked)
    levels = kind.language_debiased(found.dense, found.lexical, found.other_language)
    fused = fuse(*levels, kind.dense_share, found.first)
    dense, lexical = fused.dense, fused.lexical
    of_time = np.zeros_like(lexical)
    if found.of_time.any() and (deviation := spread(levels[1][found.first])):
        # The time counts as a word in the lexical leg, and is shown apart from it. What it adds to every
        # candidate is left out, since it does not change their order.
        _, added = kind.language_debiased(found.dense, found.of_time, found.other_language)
        of_time = (1 - kind.dense_share) * (added - added[found.first].min()) / deviation
    if asked.wants_latest:
        dense, lexical, of_time = dense * WITHIN_A_DAY, lexical * WITHIN_A_DAY, of_time * WITHIN_A_DAY
    return Scored(
        dense=dense,
        lexical=lexical - of_time,
        period=period + of_time,
        recency=recency_bonus(
            days,
            asked.today,
            recency,
            question_wants_news=asked.wants_news,
            alone=asked.wants_latest,
            among=found.first,
        ),
        language=LANGUAGE * found.preferred.astype(np.float32),
        z_scores=(fused.dense_z, fused.lexical_z),
    )


def in_order(found: Candidates, scores: Scored) -> Scores:
    """Return the values to sort candidates by, float32 [candidates]: those found deeper come last."""
    order: Scores = np.where(found.first, scores.total, scores.total - BEHIND)
    return order
