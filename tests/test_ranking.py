"""Fusion, on scores that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from index.ranking.fusion import QuestionKind, fuse, standard_deviation, z_scores


def floats(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


def fused(dense: np.ndarray, lexical: np.ndarray, weight: float = 0.35) -> np.ndarray:
    parts = fuse(dense, lexical, weight, np.ones(len(dense), np.bool_))
    return parts.dense + parts.lexical


def test_scores_are_counted_in_standard_deviations() -> None:
    # Mean 2, standard deviation 1: -1 and 1. Scales differ a hundredfold and count the same.
    fused = fuse(floats(1, 3), floats(300, 100), 0.75, np.array([True, True]))
    assert fused.dense_z.tolist() == pytest.approx([-1, 1])
    assert fused.lexical_z.tolist() == pytest.approx([1, -1])
    assert fused.dense.tolist() == pytest.approx([-0.75, 0.75])
    assert fused.lexical.tolist() == pytest.approx([0.25, -0.25])


def test_only_some_candidates_tell_the_mean_and_the_spread() -> None:
    first = np.array([True, True, False])
    fused = fuse(floats(1, 3, 6), floats(0, 2, 9), 0.5, first)
    assert fused.dense.tolist() == pytest.approx([-0.5, 0.5, 2])  # mean 2, deviation 1
    assert fused.lexical.tolist() == pytest.approx([-0.5, 0.5, 4])  # mean 1, deviation 1


@pytest.mark.parametrize("terms", [1, 4, 99])
def test_the_dense_leg_has_half_of_a_statement_and_three_quarters_of_a_question(terms: int) -> None:
    assert QuestionKind("id", terms, asks=False, long=False).dense_share == 0.5
    assert QuestionKind("id", terms, asks=True, long=False).dense_share == 0.75


@pytest.mark.parametrize(
    ("kind", "meaning", "words"),
    [
        (QuestionKind("id", 2, asks=False, long=False), 0.0175, 1),
        (QuestionKind("en", 2, asks=False, long=False), -0.0075, 1),
        (QuestionKind("id", 20, asks=True, long=False), 0.0175, 1),  # a question in words, however long
        (QuestionKind("en", 6, asks=False, long=False), 0.01125, 1.1),  # half-way from SHORT to LONG
        (QuestionKind("id", 12, asks=False, long=False), 0.03, 1.2),
        (QuestionKind("en", 40, asks=False, long=False), 0.03, 1.2),
        (QuestionKind("en", 40, asks=False, long=True), -0.0075, 1),  # a post
    ],
)
def test_the_other_language_is_levelled_by_the_kind_of_question(
    kind: QuestionKind, meaning: float, words: float
) -> None:
    dense, lexical = kind.language_debiased(floats(0.5, 0.5), floats(10, 10), np.array([False, True]))
    assert dense.tolist() == pytest.approx([0.5, 0.5 + meaning])
    assert lexical.tolist() == pytest.approx([10, 10 * words])


def test_a_leg_that_singles_one_out_outvotes_a_leg_that_hardly_tells() -> None:
    lexical = floats(10, 0, 0, 0, 0)  # mean 2, deviation 4: 2 and four times -0.5
    dense = floats(0.50, 0.52, 0.50, 0.52, 0.51)
    assert int(np.argmax(fused(dense, lexical, weight=0.5))) == 0


@pytest.mark.parametrize("silent", [floats(0, 0, 0), floats(7, 7, 7)])
def test_a_leg_without_an_opinion_leaves_it_to_the_other(silent: np.ndarray) -> None:
    assert np.argsort(-fused(floats(0.1, 0.9, 0.5), silent)).tolist() == [1, 2, 0]


def test_equal_scores_tell_nothing_though_their_deviation_is_rounded() -> None:
    alike = np.full(300, 0.1, np.float32)
    assert alike.std() > 0  # 1e-8, in float32
    assert z_scores(alike, alike).tolist() == [0] * 300
    dense = np.linspace(0.2, 0.4, 300, dtype=np.float32)
    assert np.argsort(-fused(dense, alike)).tolist() == list(range(299, -1, -1))


def test_a_spread_that_is_small_is_one() -> None:
    one_ahead = np.full(300, 5, np.float32)
    one_ahead[7] = 5.01  # .01 / √300, about, is its deviation: 6e-4
    assert standard_deviation(one_ahead) == pytest.approx(0.01 / 300**0.5, rel=0.01)
    assert z_scores(one_ahead, one_ahead)[7] == pytest.approx(299**0.5, rel=0.01)


def test_no_candidates_no_scores() -> None:
    assert fused(floats(), floats()).tolist() == []
