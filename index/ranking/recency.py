"""Time as a preference: small bonuses on the fused score, never a filter and never a penalty.

A fused score is in standard deviations (`index/ranking/fusion.py`). The best candidates of a question score 2
to 5; neighbours among them are mostly 0.1 to 0.5 apart. The maximum of each bonus follows from the
differences that it should be able to outweigh.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.records import UNKNOWN_DAY, date_to_day

if TYPE_CHECKING:
    from datetime import date

    from index.arrays import Days, Mask, Scores
    from index.question import Recency


PERIOD = 0.5
"""Bonus, in standard deviations, for an article of the period that the question names. It is the distance of
neighbours: of two equally good articles the one of that period comes first, and a clearly better article
keeps its place."""
PERIOD_HALF_LIFE = 14.0
"""Days after the period in which the bonus halves, since papers report for weeks on what happened on its
last day."""
DAY_PERIOD, DAY_HALF_LIFE = 1.0, 4.0
"""The same for a period of a single day. The bonus grows from `PERIOD`, for a passage without the subject of
the question, to `DAY_PERIOD`, for one with the whole subject. Someone who names a day often wants the report
of that day among daily reports (`kurs rupiah 10 September 2019`), not other news of it. A greater bonus loses
articles of the next day about that day (`bench/timed_questions.py --days`, bench/CHOICES.md)."""
AUTO = 0.3
"""Bonus, in standard deviations, for the newest candidate where the question has a word like `terbaru`. It is
less than `PERIOD`, since the word may belong to the subject (`ponsel terbaru`)."""
STRONG = 1.0
"""The same where the user prefers new articles. It reorders good answers. Even with `STRONG_YEARS` it does
not lift an average candidate (0) above the best (2 to 5)."""
ALONE = 200.0
"""The same where the question asks for news alone: the order is then that of days, except for articles that
are years old."""
STRONG_YEARS = 0.8
"""Further bonus to `STRONG`. It falls linearly to 0 over `YEARS`, and so separates 2014 from 2010 where
the newest article is of 2025; with `RECENCY_HALF_LIFE` alone both would have 0."""
YEARS = 7_300.0
"""Days (twenty years)."""
RECENCY_HALF_LIFE = 30.0
"""Days in which the recency bonus halves. A story of last month then is well below today's, one of last week
only a little."""
AHEAD = 1
"""Days by which a date may be after today, since tomorrow begins earlier in Jakarta than in UTC. Later dates
are mistakes."""


def period_bonus(
    days: Days,
    since: date | None,
    until: date | None,
    among: Mask,
    on_subject: Scores,
) -> Scores:
    """Return the bonus of each candidate for the period that a question names, float32 [candidates].

    The maximum is `PERIOD`. For a single day it rises to `DAY_PERIOD` with `on_subject`. Inside the period
    the bonus is the maximum. After it the bonus halves every `PERIOD_HALF_LIFE` days (`DAY_HALF_LIFE` for a
    single day), since news of an event follow it. Before it the bonus is 0. An undated article gets the
    expected bonus: see `_imputed`.

    Args:
        days: day of publication of each candidate, in days since 1970-01-01, or `UNKNOWN_DAY`, int32
            [candidates].
        since: first day of the period; None if it has no beginning.
        until: last day; None if it has no end. Without both, all bonuses are 0.
        among: True for the candidates that the expected bonus is estimated from, bool [candidates].
        on_subject: how much of the question's subject each holds, 0 to 1, [candidates].
    """
    if since is None and until is None:
        return np.zeros(len(days), np.float32)
    most = PERIOD + (DAY_PERIOD - PERIOD) * on_subject if since == until else PERIOD
    decay = period_decay(days, since, until)
    return (most * _imputed(decay, days != UNKNOWN_DAY, among)).astype(np.float32)


def period_decay(days: Days, since: date | None, until: date | None) -> npt.NDArray[np.float64]:
    """Return the decay of `period_bonus` by day: 1 within the period, halving after it, 0 before it.

    Args:
        days: days since 1970-01-01, int32 [days]; the decay of `UNKNOWN_DAY` means nothing.
        since: first day of the period; None if it has no beginning.
        until: last day; None if it has no end.
    """
    day = days.astype(np.float64)
    late = np.zeros(len(days)) if until is None else np.maximum(day - date_to_day(until), 0)
    decay = np.exp2(-late / (DAY_HALF_LIFE if since == until else PERIOD_HALF_LIFE))
    if since is not None:
        decay[day < date_to_day(since)] = 0
    return decay


def recency_bonus(
    days: Days,
    today: date,
    mode: Recency,
    *,
    question_wants_news: bool,
    alone: bool,
    among: Mask,
) -> Scores:
    """Return the recency bonus of each candidate, float32 [candidates].

    The maximum is `AUTO`, `STRONG` + `STRONG_YEARS`, or `ALONE`. The bonus halves every `RECENCY_HALF_LIFE`
    days of age, except for the part of `STRONG_YEARS`, which falls linearly. With `alone` it falls as
    1 / (1 + age / `RECENCY_HALF_LIFE`), which separates old articles from very old ones. Age counts from the
    newest candidate, so that recency also works in an archive that ended years ago. Undated articles, and
    those dated after today, get the expected bonus: see `_imputed`.

    Args:
        days: day of publication of each candidate, in days since 1970-01-01, or `UNKNOWN_DAY`, int32
            [candidates].
        today: the day of the question.
        mode: `off`: no bonus; `auto`: a bonus only if the question asks for new articles; `strong`: always.
        question_wants_news: whether it does (`index.understanding.newness.wants_news`).
        alone: whether it asks for news alone, without a subject.
        among: True for the candidates that age is counted from the newest of, and that the expected bonus is
            estimated from, bool [candidates].
    """
    auto = AUTO if question_wants_news else 0.0
    strong = STRONG + STRONG_YEARS
    most = {"off": 0.0, "auto": ALONE if alone else auto, "strong": ALONE if alone else strong}[mode]
    dated = (days != UNKNOWN_DAY) & (days <= date_to_day(today) + AHEAD)
    known = dated & among
    if not most or not known.any():
        return np.zeros(len(days), np.float32)
    age = np.maximum(days[known].max() - days.astype(np.float64), 0)
    decay = 1 / (1 + age / RECENCY_HALF_LIFE) if alone else np.exp2(-age / RECENCY_HALF_LIFE)
    if mode == "strong" and not alone:
        decay = (STRONG * decay + STRONG_YEARS * np.maximum(1 - age / YEARS, 0)) / strong
    return (most * _imputed(decay, dated, among)).astype(np.float32)


def _imputed(decay: npt.NDArray[np.float64], dated: Mask, among: Mask) -> npt.NDArray[np.float64]:
    """Return the decays; undated candidates get the one that the dated ones in `among` lead to expect.

    By Laplace's rule of succession it is (sum + 1) / (number + 2): close to the mean of many dated
    candidates, a half without any, always less than 1 and more than 0. So a missing date neither lifts an
    article above a typical one nor lowers it.
    """
    known = dated & among
    expected = (decay[known].sum() + 1) / (known.sum() + 2)
    return np.where(dated, decay, expected)
