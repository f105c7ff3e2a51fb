"""The regression of relevance: logistic, and monotone in what speaks for a hit.

A logistic regression over features, their squares and their products may fall where a feature of the
evidence rises, since no data contradict it there. So the slope along each feature of `SIGNS` is held to its
sign, at both ends of the feature's range, for many observed hits. The slope along a feature is linear in that
feature, so it has its sign between the ends as well. The penalty is convex in the weights, like the loss.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import minimize
from sklearn.preprocessing import StandardScaler

from index.ranking.relevance import FEATURES, PAIRS, RelevanceModel, clipped, polynomial_features

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.ranking.relevance import Features

SIGNS = {"meaning": 1, "coverage": 1, "dense": 1, "lexical": 1, "lacking": -1}
"""The features that are evidence, and whether relevance rises (1) or falls (-1) with each."""
STRENGTH = 0.1
"""Inverse of the regularisation."""
HELD = 1e6
"""Weight of the mean squared slope of the wrong sign. With 0, relevance falls by up to .999 while one feature
of a reported hit rises, and with 1e4, 1e6 and 1e8 by .356, .132 and .110; the mean log loss of all that
report is .1003, .1003, .1004 and .1005 (bench/CHOICES.md)."""
POINTS = 2500
"""Observed hits at which the slopes are held."""
SEED = 0


class _Standardised(NamedTuple):
    """The features in the form that the regression reads, and how they got there."""

    first: StandardScaler
    second: StandardScaler
    found: NDArray[np.float32]
    """[hits, features + pairs]"""


def fit(
    x: Features, answers: NDArray[np.bool_], weights: NDArray[np.float64], revision: str
) -> RelevanceModel:
    """Return the regression.

    Args:
        x: features of the hits, [hits, FEATURES].
        answers: whether each hit answers, [hits].
        weights: how much each hit counts, [hits].
        revision: revision of the embedding model.
    """
    first = StandardScaler().fit(clipped(x))
    plain = first.transform(clipped(x))
    second = StandardScaler().fit(polynomial_features(plain))
    found = second.transform(polynomial_features(plain)).astype(np.float32)
    slopes = _slopes(plain) / second.scale_.astype(np.float32)
    signs, shares = np.where(answers, 1.0, -1.0), STRENGTH * weights / weights.mean()

    def loss(line: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        """Return the loss of weights and bias, and its gradient."""
        margins = signs * (found @ line[:-1].astype(np.float32) + line[-1])
        wrong = np.minimum(slopes @ line[:-1].astype(np.float32), 0).astype(np.float64)
        total = shares @ np.logaddexp(0, -margins) + line[:-1] @ line[:-1] / 2 + HELD * np.mean(wrong**2)
        pull = -signs * shares / (1 + np.exp(np.minimum(margins, 700)))
        gradient = found.T @ pull + line[:-1] + 2 * HELD / len(wrong) * (slopes.T @ wrong)
        return float(total), np.append(gradient, pull.sum())

    line = minimize(
        loss, np.zeros(found.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 1000}
    ).x
    # The second standardisation is folded into the weights.
    folded = line[:-1] / second.scale_
    return RelevanceModel(
        revision, first.mean_, first.scale_, folded, float(line[-1] - folded @ second.mean_)
    )


def _slopes(plain: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return the slopes that must not be negative, as sums of weights, [slopes, features + pairs]."""
    chance = np.random.default_rng(SEED)
    some = plain[chance.choice(len(plain), min(POINTS, len(plain)), replace=False)]
    one, other = PAIRS
    slopes = []
    for name, sign in SIGNS.items():
        at = FEATURES.index(name)
        for end in (plain[:, at].min(), plain[:, at].max()):
            points = some.copy()
            points[:, at] = end
            along = np.zeros((len(points), len(FEATURES) + len(one)), np.float32)
            along[:, at] = 1
            along[:, len(FEATURES) :] = points[:, other] * (one == at) + points[:, one] * (other == at)
            slopes.append(sign * along)
    return np.concatenate(slopes)
