"""Relevance: the probability that a passage answers the question.

It is a logistic regression over eleven features, their squares and their products, fitted so that it does not
fall where the evidence for a hit rises. `python -m train.relevance` fits it on judged questions and on
questions without an answer, and writes the file beside the model. It is valid only for the embedding model
that it was fitted with.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Features = NDArray[np.float64]
    """[hits, FEATURES]"""

FITTED = Path(__file__).parents[1] / "dense" / "model" / "relevance.json"

FEATURES = (
    "meaning",
    "coverage",
    "dense",
    "lexical",
    "terms",
    "other_language",
    "mean_meaning",
    "mean_coverage",
    "candidates",
    "asks",
    "lacking",
)
"""The features of a hit, in order:

`meaning`: its dense score. `coverage`: its BM25 as a share of the weight of the question's words. `dense`,
`lexical`: its weighted z-score in each leg among the candidates of the whole index. `terms`: the logarithm of
the number of the question's terms. `other_language`: 1 if it is in the other language. `mean_meaning`,
`mean_coverage`, `candidates`: the means of the first two features over the candidates of the whole index, and
the logarithm of their number. `asks`: 1 for a question in words, 0 for a headline, keywords or pasted text.
`lacking`: the weight of the rarest word of the question that it lacks, also in translation, as a share of the
weight of the rarest word. Filters do not change any of them.
"""
LOWER = np.array([-1, 0, -2, -1, 0, 0, 0.1, 0, 0, 0, 0], np.float64)
UPPER = np.array([1, 1.5, 5, 6, 5, 1, 0.7, 0.8, 6, 1, 1], np.float64)
"""Bounds of the features, since squares would grow without limit beyond the values in the training data."""
PAIRS = np.triu_indices(len(FEATURES))
"""Pairs of features, including each feature with itself."""


@dataclass(frozen=True, slots=True)
class RelevanceModel:
    """The fitted regression."""

    revision: str
    """Revision of the embedding model that it was fitted with."""
    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    """Mean and standard deviation of each feature, [FEATURES]; features are standardised first."""
    weights: NDArray[np.float64]
    """Weights of the standardised features, then of their products: see `polynomial_features`."""
    bias: float

    @classmethod
    def of_model(cls, revision: str, path: Path = FITTED) -> RelevanceModel | None:
        """Return the regression fitted with this model; None if the file is for another model.

        Raises:
            ModelError: the file is missing or damaged.
        """
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            arrays = {name: np.array(content[name], np.float64) for name in ("mean", "scale", "weights")}
            fitted = cls(revision=str(content["revision"]), bias=float(content["bias"]), **arrays)
            if not np.isfinite(fitted.probabilities(np.zeros((1, len(FEATURES))))).all():
                raise ValueError("it holds what is no number")
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(
                f"The file {path} is damaged ({error!r}): install Cari again "
                "(`pip install --force-reinstall cari`)."
            ) from error
        return fitted if fitted.revision == revision else None

    def probabilities(self, features: Features) -> NDArray[np.float64]:
        """Return the probability that each hit answers the question, float64 [hits]."""
        found = polynomial_features((clipped(features) - self.mean) / self.scale) @ self.weights + self.bias
        probabilities: NDArray[np.float64] = 1 / (1 + np.exp(-found))
        return probabilities


def clipped(features: Features) -> Features:
    """Return the features, clipped to `LOWER` and `UPPER`."""
    return np.clip(features, LOWER, UPPER)


def polynomial_features(standardised: Features) -> NDArray[np.float64]:
    """Return the features, their squares and their pairwise products, [hits, 11 + 66]."""
    one, other = PAIRS
    return np.column_stack([standardised, standardised[:, one] * standardised[:, other]])
