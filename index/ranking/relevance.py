"""Relevance: the probability that a passage answers, out of what both legs made of it.

A logistic regression over eleven features, their squares and products, fitted on judged questions and on
questions without an answer by `python -m train.relevance`, which writes the file beside the model. It is
right for the model that it was fitted with and for no other.
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
"""What a hit is judged by: how near it is; its BM25 as a share of the weight of the question's words; by how
much either leg puts it above what the question finds in the whole index; the logarithm of the number of the
question's terms; 1 where it is in the other language; of what the question finds in the whole index, the
means of the first two and the logarithm of the number; 1 for a question in words, 0 for a headline, keywords
or pasted text; and the weight of the rarest of the question's words that it has not, neither itself nor by
translation, as a share of the weight of the rarest. A filter leaves all of them as they are."""
LEAST = np.array([-1, 0, -2, -1, 0, 0, 0.1, 0, 0, 0, 0], np.float64)
MOST = np.array([1, 1.5, 5, 6, 5, 1, 0.7, 0.8, 6, 1, 1], np.float64)
"""Bounds of the features: beyond what fitting saw often, a square would run away."""
_PAIRS = np.triu_indices(len(FEATURES))
"""Any two features, one and the same included."""


@dataclass(frozen=True, slots=True)
class Relevance:
    """The fitted regression."""

    revision: str
    """Of the model that it was fitted with."""
    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    """Of the features, [FEATURES]: each is standardised first."""
    weights: NDArray[np.float64]
    """Of the standardised features and then of their products, as `expanded` gives them."""
    bias: float

    @classmethod
    def of_model(cls, revision: str, path: Path = FITTED) -> Relevance | None:
        """What was fitted with a model; None where that was another one.

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
        """The probability that each hit answers, float64 [hits]."""
        found = expanded((bounded(features) - self.mean) / self.scale) @ self.weights + self.bias
        probabilities: NDArray[np.float64] = 1 / (1 + np.exp(-found))
        return probabilities


def bounded(features: Features) -> Features:
    """The features within `LEAST` and `MOST`."""
    return np.clip(features, LEAST, MOST)


def expanded(standardised: Features) -> NDArray[np.float64]:
    """The features, and the product of any two of them, one and the same included: [hits, 11 + 66]."""
    one, other = _PAIRS
    return np.column_stack([standardised, standardised[:, one] * standardised[:, other]])
