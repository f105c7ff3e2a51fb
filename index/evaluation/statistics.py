"""Confidence intervals of means, and p of the difference of two means over the same questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

RESAMPLES = 1_000
"""Number of bootstrap samples: 25 lie beyond each end of a 95% interval."""
CONFIDENCE = 0.95
PERMUTATIONS = 10_000
"""Number of random sign patterns if there are more than that in all: p = 0.05 then has ± 0.004 (two
sigma)."""
SEED = 2024
"""Seed, an arbitrary number: the same values always give the same interval and the same p."""
SAME = 1e-9
"""Differences below this are rounding errors."""
_CELLS_AT_ONCE = 4_000_000
"""Numbers in memory while patterns are tried: 32 MB."""


def mean_intervals(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return 95% percentile bootstrap intervals of the means over questions.

    The questions are drawn with replacement `RESAMPLES` times; the interval is between the 2.5th and the
    97.5th percentile of the means (Efron and Tibshirani, An Introduction to the Bootstrap, 1993,
    chapter 13). All columns see the same draws.

    Args:
        values: one row a question, [questions, measures].

    Returns:
        Lower and upper end, [measures, 2].
    """
    questions = len(values)
    rng, even = np.random.default_rng(SEED), np.full(questions, 1 / questions)
    # One draw at a time: all of them take 8 kB a question.
    means = [rng.multinomial(questions, even) @ values / questions for _ in range(RESAMPLES)]
    tail = (1 - CONFIDENCE) / 2
    interval: NDArray[np.float64] = np.quantile(means, (tail, 1 - tail), axis=0).T
    return interval


def paired_p_value(old: NDArray[np.float64], new: NDArray[np.float64]) -> float:
    """Return the two-sided p of the difference of two means over the same questions.

    This is Fisher's randomisation test. If the runs were alike, the two values of each question could be
    swapped: p is the share of all swaps for which the means differ at least as much as observed. All 2^n
    swaps are tried if they are at most `PERMUTATIONS`; else as many random ones, counting the observed one
    (Phipson and Smyth, 2010). Smucker, Allan and Carterette recommend the test: A Comparison of Statistical
    Significance Tests for Information Retrieval Evaluation, CIKM 2007.

    Args:
        old: one value a question, [questions].
        new: the values of the same questions in the other run, [questions].
    """
    differences = new - old
    differences = differences[np.abs(differences) > SAME]  # a swap of equals changes nothing
    count = len(differences)
    if count == 0:
        return 1.0
    least = abs(differences.sum()) - SAME * count
    if 2**count <= PERMUTATIONS:
        patterns = (np.arange(2**count)[:, None] >> np.arange(count)) & 1
        return float(np.mean(np.abs((2 * patterns - 1) @ differences) >= least))
    rng = np.random.default_rng(SEED)
    as_far, left = 0, PERMUTATIONS
    while left:
        rows = min(left, max(1, _CELLS_AT_ONCE // count))
        signs = 2.0 * rng.integers(0, 2, (rows, count), dtype=np.int8) - 1
        as_far += int(np.count_nonzero(np.abs(signs @ differences) >= least))
        left -= rows
    return (1 + as_far) / (1 + PERMUTATIONS)
