"""Candidates: the passages that either leg found for a question, and what is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.answer import Explanation
from index.ranking.fusion import LANGUAGE, QuestionKind, fuse, spread
from index.ranking.recency import period_bonus, recency_bonus
from index.understanding.phrasing import is_long

if TYPE_CHECKING:
    from index.question import Recency
    from index.understanding.parsed_question import ParsedQuestion

WITHIN_A_DAY = np.float32(0.01)
"""Share of both legs where nothing but news is asked for: they only part the articles of a day or so."""
BEHIND = np.float32(1_000)
"""Standard deviations by which what was found deeper stands behind what was found first: none scores so."""
Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Candidates:
    """The passages that either leg found, and what both legs think of each of them."""

    rows: npt.NDArray[np.int64]
    """Passage rows, ascending, [candidates]."""
    articles: Numbers
    """Ordinal of each candidate's article, [candidates]."""
    dense: Floats
    """Of every candidate, found by this leg or not, [candidates]: `index.search.scoring.dense_scores`."""
    lexical: Floats
    """Likewise, 0 where no term or paraphrase occurs and no time fits, [candidates]: `lexical_scores`, and
    `time_scores` as of one word more."""
    of_time: Floats
    """What of `lexical` is due to the time that the question names, [candidates]."""
    on_subject: Floats
    """How much of the subject of the question each holds, 0 to 1, [candidates]: see `held_of`."""
    other_language: npt.NDArray[np.bool_]
    """True where the article is in the other language than the question, [candidates]."""
    preferred: npt.NDArray[np.bool_]
    """True where the article is in the language that is preferred, [candidates]."""
    dense_found: npt.NDArray[np.int64]
    """Rows that the leg itself found, best first: what evaluation measures it by."""
    lexical_found: npt.NDArray[np.int64]
    first: npt.NDArray[np.bool_]
    """True for those that were found before anybody looked deeper, [candidates]. Scores are standardised over
    these, the newest of them is new, and they rank before all others: more hits are added to a ranking, and
    change nothing of it."""


@dataclass(frozen=True, slots=True)
class Scored:
    """The ranking score of each candidate in its parts, float32 [candidates] each."""

    dense: Floats
    lexical: Floats
    period: Floats
    recency: Floats
    language: Floats

    @property
    def total(self) -> Floats:
        """What candidates are ranked by."""
        return self.dense + self.lexical + self.period + self.recency + self.language

    def explanation(self, at: int) -> Explanation:
        """The parts of one candidate's score."""
        return Explanation(
            dense=float(self.dense[at]),
            lexical=float(self.lexical[at]),
            period=float(self.period[at]),
            recency=float(self.recency[at]),
            language=float(self.language[at]),
        )


def kind_of(asked: ParsedQuestion) -> QuestionKind:
    """Gives what fusion needs to know of a question."""
    different = len({term.stem for term in asked.terms})
    return QuestionKind(asked.language, different, asked.asks, is_long(asked.text))


def scored(found: Candidates, days: Numbers, asked: ParsedQuestion, recency: Recency) -> Scored:
    """Gives the parts of each candidate's score: the legs fused, and the preferences of time and language.

    Args:
        found: the candidates.
        days: day of publication of each, in days since 1970-01-01, or `UNKNOWN_DAY`, [candidates].
        asked: the question.
        recency: whether new articles are preferred.
    """
    period = np.zeros(len(days), np.float32)
    if asked.time_use == "prefer":
        for one in asked.times:
            period = np.maximum(
                period, period_bonus(days, one.since, one.until, found.first, found.on_subject)
            )
    kind = kind_of(asked)
    levels = kind.language_debiased(found.dense, found.lexical, found.other_language)
    dense, lexical = fuse(*levels, kind.dense_share, found.first)
    of_time = np.zeros_like(lexical)
    if found.of_time.any() and (deviation := spread(levels[1][found.first])):
        # The time counts as a word in the lexical leg, and is told apart from the words: what it adds to all
        # of them parts none.
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
    )


def in_order(found: Candidates, scores: Scored) -> Floats:
    """Gives what candidates are put in order by, float32 [candidates]: what was found deeper comes last."""
    order: Floats = np.where(found.first, scores.total, scores.total - BEHIND)
    return order
