"""Bonuses for time, with days counted from 1970-01-01 and shares that can be worked out by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from index.ranking.recency import (
    ALONE,
    AUTO,
    DAY_PERIOD,
    PERIOD,
    PERIOD_HALF_LIFE,
    RECENCY_HALF_LIFE,
    STRONG,
    STRONG_YEARS,
    YEARS,
    period_bonus,
    recency_bonus,
)
from index.records import UNKNOWN_DAY

TODAY = date(1970, 12, 31)  # day 364
JUNE = date(1970, 6, 1), date(1970, 6, 30)  # days 151 to 180


def period(days: list[int], since: date | None, until: date | None) -> list[float]:
    ones = np.ones(len(days), np.float32)
    bonus = period_bonus(np.array(days, np.int32), since, until, among=ones > 0, on_subject=ones)
    assert bonus.dtype == np.float32
    return [round(float(one) / PERIOD, 4) for one in bonus]


def recency(
    days: list[int], mode: str, *, news: bool, alone: bool = False, among: list[bool] | None = None
) -> list[float]:
    known = np.array([True] * len(days) if among is None else among, np.bool_)
    bonus = recency_bonus(
        np.array(days, np.int32), TODAY, mode, question_wants_news=news, alone=alone, among=known
    )
    assert bonus.dtype == np.float32
    return [round(float(one), 4) for one in bonus]


def test_the_first_and_last_day_are_inside_and_the_day_before_is_not() -> None:
    assert period([150, 151, 165, 180], *JUNE) == [0, 1, 1, 1]


def test_after_the_period_the_bonus_halves_every_two_weeks() -> None:
    assert PERIOD_HALF_LIFE == 14
    assert period([180, 194, 208, 222], *JUNE) == [1, 0.5, 0.25, 0.125]


def test_a_single_day_deserves_more_than_a_month_and_for_a_shorter_time() -> None:
    day = date(1970, 6, 1)  # day 151
    # In `PERIOD`s of .5: 1 on that day, halved four and eight days after, .5946 three days after.
    assert period([150, 151, 154, 155, 159], day, day) == [0, 2, 1.1892, 1, 0.5]


def test_an_open_end_takes_all_that_follows_and_an_open_beginning_all_that_came_before() -> None:
    assert period([150, 151, 9999], JUNE[0], None) == [0, 1, 1]
    assert period([-9999, 180, 194], None, JUNE[1]) == [1, 1, 0.5]


def test_without_a_period_nothing_is_preferred() -> None:
    assert period([150, UNKNOWN_DAY], None, None) == [0, 0]


UNDATED = [
    # of two articles one inside: (1 + 1) / (2 + 2)
    ([160, 10, UNKNOWN_DAY], [1, 0, 0.5]),
    # all inside, or none: never the whole bonus, never nothing
    ([160, 161, 162, UNKNOWN_DAY], [1, 1, 1, 0.8]),
    ([10, 11, 12, UNKNOWN_DAY], [0, 0, 0, 0.2]),
    # no date anywhere: all alike
    ([UNKNOWN_DAY, UNKNOWN_DAY], [0.5, 0.5]),
]


@pytest.mark.parametrize(("days", "expected"), UNDATED)
def test_an_undated_article_gets_what_the_dated_ones_lead_to_expect(
    days: list[int], expected: list[float]
) -> None:
    assert period(days, *JUNE) == expected


def test_an_undated_article_is_not_taken_for_one_before_an_open_beginning() -> None:
    assert period([10, UNKNOWN_DAY], None, JUNE[1]) == [1, 0.6667]


MODES = [
    ("off", True, 0.0),
    ("off", False, 0.0),
    ("auto", True, AUTO),
    ("auto", False, 0.0),
]


@pytest.mark.parametrize(("mode", "news", "most"), MODES)
def test_the_bonus_of_the_newest_and_of_one_half_life_earlier(mode: str, news: bool, most: float) -> None:
    assert RECENCY_HALF_LIFE == 30
    assert recency([364, 334, 304], mode, news=news) == [most, most / 2, most / 4]


@pytest.mark.parametrize("news", [True, False])
def test_a_strong_bonus_halves_by_months_and_falls_evenly_over_twenty_years(news: bool) -> None:
    assert (STRONG, STRONG_YEARS, YEARS) == (1, 0.8, 7300)
    # 1 + .8, 1/2 + .8 * 7270/7300; ten and fifteen years: .8/2 and .8/4; from twenty on nothing.
    days = [364, 334, 364 - 3650, 364 - 5475, 364 - 7300, 364 - 9000]
    assert recency(days, "strong", news=news) == [1.8, 1.2967, 0.4, 0.2, 0, 0]


def test_age_counts_from_the_newest_candidate() -> None:
    assert recency([-9000, -9030], "auto", news=True) == [0.3, 0.15]


def test_recency_of_undated_articles_is_that_of_the_typical_one() -> None:
    # .3 * (1 + 0.5 + 1) / (2 + 2), and of 1.8, (1 + 0 + 0 + 0 + 1) / (4 + 2)
    assert recency([364, 334, UNKNOWN_DAY], "auto", news=True) == [0.3, 0.15, 0.1875]
    assert recency([364, -9000, -9000, -9000, UNKNOWN_DAY], "strong", news=False)[-1] == 0.6


def test_only_those_found_first_tell_what_is_new_and_what_to_expect() -> None:
    first = [False, True, True]
    # Nothing is newer than the newest of them; .3 * (1 + 1) / (1 + 2).
    assert recency([364, 334, UNKNOWN_DAY], "auto", news=True, among=first) == [0.3, 0.3, 0.2]
    # The one before June is none of them: (1 + 1) / (1 + 2) of .5, not (1 + 1) / (2 + 2).
    days = [10, 160, UNKNOWN_DAY]
    bonus = period_bonus(np.array(days, np.int32), *JUNE, np.array(first), np.ones(3, np.float32))
    assert bonus.round(4).tolist() == pytest.approx([0, 0.5, 0.3333])
    assert recency(days, "auto", news=True, among=[False] * 3) == [0, 0, 0]


def test_the_lift_of_a_day_over_that_of_a_month_is_for_the_subject() -> None:
    days, day = np.array([160, 160, 160, 164], np.int32), date(1970, 6, 10)
    held, among = np.array([0, 0.5, 1, 1], np.float32), np.ones(4, np.bool_)
    # Four days later half of it is left.
    assert period_bonus(days, day, day, among, held).tolist() == pytest.approx([0.5, 0.75, 1, 0.5])
    # A month has no more to give.
    assert period_bonus(days, *JUNE, among, held).tolist() == [0.5, 0.5, 0.5, 0.5]


def test_a_date_in_the_future_is_no_date_but_tomorrow_is_today_in_jakarta() -> None:
    assert recency([365, 335], "auto", news=True) == [0.3, 0.15]
    assert recency([366, 364, 334], "auto", news=True) == [0.1875, 0.3, 0.15]


def test_without_dates_and_without_candidates_nothing_is_preferred() -> None:
    assert recency([UNKNOWN_DAY, UNKNOWN_DAY], "strong", news=True) == [0, 0]
    assert recency([], "strong", news=True) == []
    assert period([], *JUNE) == []


def test_bounds_part_neighbours_but_not_the_best_from_the_middling() -> None:
    # Fused scores: the best at 2 to 5, the mean at 0, neighbours up to 0.5 apart.
    assert 0 < AUTO < PERIOD <= 0.5 < DAY_PERIOD < STRONG + STRONG_YEARS < 2


def test_where_nothing_but_news_is_asked_for_the_order_is_that_of_days() -> None:
    days = [364, 334, 304, 0, UNKNOWN_DAY]
    bonus = recency(days, "auto", news=False, alone=True)
    # Age 0, 30, 60 and 364 days of 30: 1, 1/2, 1/3 and 30/394.
    assert [one / ALONE for one in bonus[:4]] == pytest.approx([1, 0.5, 0.3333, 0.0761], abs=1e-4)
    assert recency(days, "off", news=True, alone=True) == [0] * 5
