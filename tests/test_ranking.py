"""Fusion and grouping, on scores that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from index.ranking.fusion import DENSE_WEIGHT, fuse
from index.ranking.grouping import best_per_article


def floats(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


def test_scores_are_counted_in_standard_deviations() -> None:
    # Mean 2, standard deviation 1: -1 and 1. Scales differ a hundredfold and count the same.
    assert fuse(floats(1, 3), floats(300, 100), weight=0.75).tolist() == pytest.approx([-0.5, 0.5])


def test_the_default_weight_is_the_measured_one() -> None:
    fused = fuse(floats(1, 3), floats(3, 1))
    assert fused.tolist() == pytest.approx([1 - 2 * DENSE_WEIGHT, 2 * DENSE_WEIGHT - 1])


def test_a_leg_that_singles_one_out_outvotes_a_leg_that_hardly_tells() -> None:
    lexical = floats(10, 0, 0, 0, 0)  # mean 2, deviation 4: 2 and four times -0.5
    dense = floats(0.50, 0.52, 0.50, 0.52, 0.51)
    assert int(np.argmax(fuse(dense, lexical, weight=0.5))) == 0


@pytest.mark.parametrize("silent", [floats(0, 0, 0), floats(7, 7, 7)])
def test_a_leg_without_an_opinion_leaves_it_to_the_other(silent: np.ndarray) -> None:
    assert np.argsort(-fuse(floats(0.1, 0.9, 0.5), silent)).tolist() == [1, 2, 0]


def test_no_candidates_no_scores() -> None:
    assert fuse(floats(), floats()).tolist() == []


def test_an_article_answers_once_with_its_best_passage() -> None:
    scores = floats(0.2, 0.9, 0.8, 0.1, 0.3)
    articles = np.array([0, 0, 1, 1, 2], np.int32)
    assert best_per_article(scores, articles, limit=10).tolist() == [1, 2, 4]
    assert best_per_article(scores, articles, limit=2).tolist() == [1, 2]


def test_equal_scores_keep_the_order_of_the_candidates() -> None:
    assert best_per_article(floats(1, 1, 1), np.array([2, 0, 1], np.int32), limit=3).tolist() == [0, 1, 2]
