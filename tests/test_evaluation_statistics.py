"""Intervals and p values, on arrays small enough to be worked out on paper."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from index.evaluation.statistics import PERMUTATIONS, mean_intervals, paired_p_value


def test_values_that_are_all_the_same_have_no_spread() -> None:
    assert mean_intervals(np.full((7, 2), 0.25)).tolist() == [[0.25, 0.25], [0.25, 0.25]]


def test_the_interval_of_one_hit_in_two_is_all_there_is() -> None:
    # Two draws of (0, 1): the mean is 0, 1/2, 1 with chances 1/4, 1/2, 1/4, so 2.5% and 97.5% are 0 and 1.
    assert mean_intervals(np.array([[0.0], [1.0]])).tolist() == [[0.0, 1.0]]


def test_the_interval_of_many_hits_is_that_of_the_binomial() -> None:
    # 300 hits of 400: the standard error is √(0.75 · 0.25 / 400) = 0.0217, and 1.96 of them 0.0424.
    values = np.array([[1.0]] * 300 + [[0.0]] * 100)
    assert mean_intervals(values)[0] == pytest.approx([0.75 - 0.0424, 0.75 + 0.0424], abs=0.004)


def test_the_memory_of_an_interval_does_not_grow_with_the_number_of_draws() -> None:
    values = np.random.default_rng(1).random((5_000, 1))
    tracemalloc.start()
    mean_intervals(values)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2_000_000  # a draw takes 40 kB, all 1,000 of them at once 40 MB


def test_the_same_values_have_the_same_interval_whatever_stands_beside_them() -> None:
    values = np.random.default_rng(1).random((50, 3))
    assert mean_intervals(values)[1] == pytest.approx(mean_intervals(values[:, [1]])[0])


@pytest.mark.parametrize(
    ("old", "new", "p"),
    [
        ([0, 1, 0.5], [0, 1, 0.5], 1),  # nothing moved
        ([0], [1], 1),  # one question proves nothing: either sign is as far
        ([0, 0, 0], [1, 1, 1], 2 / 8),  # all up, or all down
        ([1, 1, 1], [0, 0, 0], 2 / 8),  # two-sided
        ([0, 0, 1], [1, 1, 0], 1),  # sum 1: every one of the 8 patterns gets at least that far
        ([0, 0, 0, 0, 1], [1, 1, 1, 1, 0], 12 / 32),  # sum 3: 2 patterns of ±5, 10 of ±3
        ([0, 0, 0, 1, 1, 1], [1, 1, 1, 1, 1, 1], 2 / 8),  # equals do not count
        ([0, 0], [0.2, 0.4], 2 / 4),  # sums 0.6, 0.2, -0.2, -0.6
        ([0] * 10, [1] * 10, 2 / 1024),
    ],
)  # fmt: skip
def test_p_is_the_share_of_sign_patterns_that_get_as_far(
    old: list[float], new: list[float], p: float
) -> None:
    assert paired_p_value(np.array(old, float), np.array(new, float)) == pytest.approx(p)


def test_with_many_questions_patterns_are_drawn_and_p_is_never_nought() -> None:
    nought, one = np.zeros(40), np.ones(40)
    assert paired_p_value(nought, one) == 1 / (1 + PERMUTATIONS)


def test_drawn_patterns_agree_with_the_binomial() -> None:
    # 15 up and 5 down of 20: P(≥ 15 or ≤ 5 of 20 fair coins) = 2 · 21,700 / 2^20 = 0.0414.
    old, new = np.zeros(20), np.array([1.0] * 15 + [-1.0] * 5)
    assert paired_p_value(old, new) == pytest.approx(0.0414, abs=0.008)


def test_rounding_is_no_difference() -> None:
    values = np.random.default_rng(0).random(30)
    assert paired_p_value(values, values + 1e-13) == 1
