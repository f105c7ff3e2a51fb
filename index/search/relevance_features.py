"""What the relevance of hits is judged by, out of the candidates of a question."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from index.ranking.fusion import standardised
from index.search.candidates import kind_of
from index.search.retrieval import DEPTH, candidates
from index.search.scoring import time_weight

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from index.ranking.relevance import Features
    from index.search.candidates import Candidates, Floats
    from index.search.reader import IndexReader
    from index.search.retrieval import Query


def background(reader: IndexReader, query: Query, found: Candidates) -> Candidates:
    """What the question finds in the whole index, whichever articles may answer.

    A hit stands out from that, or it does not; among the two articles of a day that is asked for, one always
    does and the other never.
    """
    return found if query.allowed is None else candidates(reader, replace(query, allowed=None), DEPTH)


def features(
    reader: IndexReader, query: Query, found: Candidates, places: Sequence[int], whole: Candidates
) -> Features:
    """The features of candidates at some places, [places, FEATURES], see `index.ranking.relevance`.

    Args:
        reader: the index.
        query: the question.
        found: the candidates that may answer.
        places: positions among them.
        whole: what `background` gives.
    """
    at = np.asarray(places, np.int64)
    weights = {term.stem: reader.postings.idf(term.stem) for term in query.asked.terms}
    reach = sum(weights.values()) or 1.0
    reach += time_weight(reader, query.asked.terms, query.timely)
    kind = kind_of(query.asked)
    dense, lexical = kind.language_debiased(found.dense, found.lexical, found.other_language)
    levels = kind.language_debiased(whole.dense, whole.lexical, whole.other_language)
    all_dense, all_lexical = (leg[whole.first] for leg in levels)
    share = kind.dense_share
    every = np.ones(len(at))
    return np.column_stack(
        [
            found.dense[at],
            found.lexical[at] / reach,
            share * standardised(dense[at], all_dense),
            (1 - share) * standardised(lexical[at], all_lexical),
            every * np.log(max(1, len(weights))),
            found.other_language[at],
            every * all_dense.mean(),
            every * all_lexical.mean() / reach,
            every * np.log(len(all_dense)),
            every * query.asked.asks,
            _lacking(reader, weights, found.rows[at]),
        ]
    ).astype(np.float64)


def _lacking(reader: IndexReader, weights: Mapping[str, float], rows: NDArray[np.int64]) -> Floats:
    """The weight of the rarest of some stems that each passage does not hold, as a share of the rarest one's.

    Args:
        reader: the index.
        weights: the idf of each stem of the question.
        rows: the passages, [rows].
    """
    most = np.zeros(len(rows), np.float32)
    for stem, weight in weights.items():
        most = np.maximum(most, np.where(reader.postings.holding(stem, rows), 0, weight))
    return most / max(weights.values(), default=1.0)
