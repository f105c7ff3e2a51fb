"""The measures: for each question, and recall by depth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

LegName = Literal["dense", "lexical", "fused"]
LEGS: tuple[LegName, ...] = ("dense", "lexical", "fused")
MEASURES = ("nDCG@10", "RR@10", "R@1", "R@10", "R@100")
"""Names as `ir-measures` spells them, https://ir-measur.es."""
DEEPEST = 100
"""Depth of the deepest measure, in documents."""

Ranking = list[str]
"""Ids of documents, best first, each at most once."""


def by_question(
    judgements: Mapping[str, Mapping[str, int]], rankings: Mapping[str, Ranking]
) -> NDArray[np.float64]:
    """Return `MEASURES` of each judged question, in the order of the judgements, [questions, measures].

    Args:
        judgements: question id -> document -> grade.
        rankings: question id -> ranking; a question without a ranking counts as 0.
    """
    import ir_measures

    # Descending numbers instead of scores: ir_measures would order equal scores by id.
    run = {
        question: {document: -float(rank) for rank, document in enumerate(ranking)}
        for question, ranking in rankings.items()
        if ranking
    }
    measures = [ir_measures.parse_measure(name) for name in MEASURES]
    qrels = {question: dict(grades) for question, grades in judgements.items()}
    rows = {question: row for row, question in enumerate(judgements)}
    values = np.zeros((len(rows), len(MEASURES)))
    for found in ir_measures.iter_calc(measures, qrels, run):
        values[rows[found.query_id], MEASURES.index(str(found.measure))] = found.value
    return values


def measure(judgements: Mapping[str, Mapping[str, int]], rankings: Mapping[str, Ranking]) -> dict[str, float]:
    """Return the means of `MEASURES` over all judged questions; one without a ranking counts as 0."""
    return dict(zip(MEASURES, by_question(judgements, rankings).mean(axis=0).tolist(), strict=True))


def recall_by_depth(
    judgements: Mapping[str, Mapping[str, int]], rankings: Mapping[str, Ranking]
) -> NDArray[np.float64]:
    """Return the mean share of relevant documents in the first 1, 2, … `DEEPEST`, [depths]."""
    total = np.zeros(DEEPEST)
    for question, grades in judgements.items():
        relevant = {document for document, grade in grades.items() if grade > 0}
        found = np.zeros(DEEPEST)
        ranking = rankings.get(question, [])[:DEEPEST]
        found[: len(ranking)] = [document in relevant for document in ranking]
        total += found.cumsum() / len(relevant)
    recall: NDArray[np.float64] = total / len(judgements)
    return recall
