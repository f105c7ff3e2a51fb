"""Fused scores: the score that ranks a candidate, the sum of its parts by leg, time, recency and language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.answer import Explanation, ZScores
from index.ranking.fusion import LANGUAGE, QuestionKind, fuse, standard_deviation
from index.ranking.recency import period_bonus, recency_bonus
from index.understanding.phrasing import is_long

if TYPE_CHECKING:
    from index.arrays import Days, Scores
    from index.question import Recency
    from index.search.candidates import Candidates
    from index.understanding.parsed_question import ParsedQuestion

WITHIN_A_DAY = np.float32(0.01)
"""Weight of both legs where the question asks only for news: they order the articles of about one day."""
BEHIND = np.float32(1_000)
"""Standard deviations subtracted from candidates that were found deeper, more than any score can make up."""


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
    dense_z: Scores
    """The z-scores of the dense leg, before they are weighted."""
    lexical_z: Scores
    """The same of the lexical leg."""

    @property
    def total(self) -> Scores:
        """The score that candidates are ranked by."""
        return self.dense + self.lexical + self.period + self.recency + self.language

    def z_scores(self, at: int) -> ZScores:
        """Return the z-scores of one candidate."""
        return ZScores(float(self.dense_z[at]), float(self.lexical_z[at]))

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


def fused_scores(found: Candidates, days: Days, asked: ParsedQuestion, recency: Recency) -> Scored:
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
    if found.of_time.any() and (deviation := standard_deviation(levels[1][found.first])):
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
        dense_z=fused.dense_z,
        lexical_z=fused.lexical_z,
    )


def sort_keys(found: Candidates, scores: Scored) -> Scores:
    """Return the values to sort candidates by, float32 [candidates]: those found deeper come last."""
    keys: Scores = np.where(found.first, scores.total, scores.total - BEHIND)
    return keys
