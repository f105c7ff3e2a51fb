"""Time as a preference: small bonuses on the fused score, never a filter and never a penalty.

A fused score counts standard deviations (`index/ranking/fusion.py`): the best candidates of a question stand
at 2 to 5, neighbours among them mostly 0.1 to 0.5 apart. A bonus is bounded by what it should be able to turn
round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.records import UNKNOWN_DAY, date_to_day

if TYPE_CHECKING:
    from datetime import date

    from index.question import Recency

Days = npt.NDArray[np.int32]
Scores = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

PERIOD = 0.5
"""Standard deviations, for an article of the period that the question names: what parts neighbours, so that
of two that answer alike the one of the right time comes first, while a clearly better one keeps its place."""
AFTERMATH = 14.0
"""Days after the period in which the bonus halves: what happened on its last day is in the papers for
weeks."""
DAY_PERIOD, DAY_AFTERMATH = 1.0, 4.0
"""The same of a period of a single day, for what holds the whole subject; for what holds nothing of it, it is
`PERIOD`. Who names a day wants its report, where each has its own (`kurs rupiah 10 September 2019`), more
than who names a month, and no other news of it. With more, articles of the day after are lost that tell of
it (`bench/timed_questions.py --days`, bench/CHOICES.md)."""
AUTO = 0.3
"""Standard deviations, for the newest candidate where the question has a word of newness: less than `PERIOD`,
for `terbaru` may also belong to the thing asked for (`ponsel terbaru`)."""
STRONG = 1.0
"""The same where the user has asked for the newest: it puts the good answers in another order, and lifts no
middling candidate (0) over the best (2 to 5), with `STRONG_YEARS` neither."""
STRONG_YEARS = 0.8
"""The same besides, falling evenly to nothing over `YEARS`: it parts 2014 from 2010 where the newest is of
2025, of which `HALF_LIFE` leaves nothing."""
YEARS = 7_300.0
"""Days, twenty years."""
ALONE = 200.0
"""The same where nothing but news is asked for: the order of days, but for what is years old."""
HALF_LIFE = 30.0
"""Days in which the bonus of recency halves: today's story is well ahead of last month's, last week's only a
little behind."""
AHEAD = 1
"""Days after today that a date may lie: it is tomorrow in Jakarta before it is in UTC. Later ones are
mistakes."""


def period_bonus(
    days: Days,
    since: date | None,
    until: date | None,
    among: Mask | None = None,
    on_subject: Scores | None = None,
) -> Scores:
    """Gives each candidate's bonus for the period that a question names, float32 [candidates].

    It is 0 to `PERIOD`, or to `DAY_PERIOD` for a single day, of which the rest is for the subject. Whole
    inside the period; after it, halved every `AFTERMATH` days, or `DAY_AFTERMATH`, since news of an event
    comes after it; 0 before it, when nobody could know. An undated article gets what is to be expected of it:
    see `_with_expected`.

    Args:
        days: day of publication of each candidate, in days since 1970-01-01, or `UNKNOWN_DAY`, int32
            [candidates].
        since: first day of the period; None where it is open.
        until: last day; None where it is open. With both open nothing is preferred.
        among: the candidates by which to tell what is to be expected, [candidates]; all when None.
        on_subject: how much of the question's subject each holds, 0 to 1, [candidates]; all of it when None.
    """
    if since is None and until is None:
        return np.zeros(len(days), np.float32)
    day = days.astype(np.float64)
    late = np.zeros(len(days)) if until is None else np.maximum(day - date_to_day(until), 0)
    single = since == until
    share = np.exp2(-late / (DAY_AFTERMATH if single else AFTERMATH))
    if since is not None:
        share[day < date_to_day(since)] = 0
    most = PERIOD + (DAY_PERIOD - PERIOD) * (1 if on_subject is None else on_subject) if single else PERIOD
    return (most * _with_expected(share, days != UNKNOWN_DAY, among)).astype(np.float32)


def recency_bonus(
    days: Days,
    today: date,
    mode: Recency,
    *,
    question_wants_news: bool,
    alone: bool = False,
    among: Mask | None = None,
) -> Scores:
    """Gives each candidate its bonus for being new, float32 [candidates].

    It is 0 to `AUTO`, to `ALONE`, or to the sum of `STRONG` and `STRONG_YEARS`. It halves every `HALF_LIFE`
    days of age, but for what `STRONG_YEARS` adds, or, alone, falls as one divided by age does, which tells
    the old from the very old. Age is counted from the newest candidate: the latest on a matter is the latest
    there is, in an archive that ended years ago too. Undated articles, and those dated after today, get what
    is to be expected of them: see `_with_expected`.

    Args:
        days: day of publication of each candidate, in days since 1970-01-01, or `UNKNOWN_DAY`, int32
            [candidates].
        today: the day of the question.
        mode: `off`: no bonus; `auto`: a bonus only if the question asks for recent news; `strong`: always.
        question_wants_news: whether it has a word of newness (`index.understanding.newness.wants_news`).
        alone: whether it asks for nothing but news.
        among: the candidates of which the newest counts, and by which to tell what is to be expected,
            [candidates]; all when None.
    """
    auto = AUTO if question_wants_news else 0.0
    strong = STRONG + STRONG_YEARS
    most = {"off": 0.0, "auto": ALONE if alone else auto, "strong": ALONE if alone else strong}[mode]
    dated = (days != UNKNOWN_DAY) & (days <= date_to_day(today) + AHEAD)
    known = dated if among is None else dated & among
    if not most or not known.any():
        return np.zeros(len(days), np.float32)
    age = np.maximum(days[known].max() - days.astype(np.float64), 0)
    share = 1 / (1 + age / HALF_LIFE) if alone else np.exp2(-age / HALF_LIFE)
    if mode == "strong" and not alone:
        share = (STRONG * share + STRONG_YEARS * np.maximum(1 - age / YEARS, 0)) / strong
    return (most * _with_expected(share, dated, among)).astype(np.float32)


def _with_expected(
    share: npt.NDArray[np.float64], dated: Mask, among: Mask | None
) -> npt.NDArray[np.float64]:
    """The shares, with that of undated candidates replaced by what dated ones among some lead to expect.

    By Laplace's rule of succession, (sum + 1) / (number + 2): close to the mean of the dated ones where there
    are many, a half where there are none, and always below those that have the whole bonus and above those
    without. So a missing date neither lifts an article over the typical one nor sinks it.
    """
    known = dated if among is None else dated & among
    expected = (share[known].sum() + 1) / (known.sum() + 2)
    return np.where(dated, share, expected)
