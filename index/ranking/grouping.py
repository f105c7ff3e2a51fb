"""Grouping: an article answers once, with its best passage."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def best_per_article(
    scores: npt.NDArray[np.float32], articles: npt.NDArray[np.int32], limit: int
) -> npt.NDArray[np.int64]:
    """Gives positions of the best candidate of each of the `limit` best articles, best first.

    Args:
        scores: fused score of each candidate, float32 [candidates].
        articles: ordinal of each candidate's article, int32 [candidates].
        limit: how many articles at most. Equal scores keep the order of the candidates.
    """
    order = np.argsort(-scores, kind="stable")
    _, first = np.unique(articles[order], return_index=True)
    return order[np.sort(first)[:limit]]
