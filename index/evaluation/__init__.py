"""Measures over judged sets: each set is indexed by the same code as any other articles, and asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.evaluation.asking import Observer, Stage, run_served, run_set
from index.evaluation.comparison import Change, Comparison, Moved, compare, counterpart
from index.evaluation.measures import LEGS, MEASURES, LegName, measure
from index.evaluation.runs import Cell, Measures, Run
from index.evaluation.saved import load_runs, save_runs
from index.judged import JudgedSet

if TYPE_CHECKING:
    from pathlib import Path

    from index.dense.encoder import Encoder

__all__ = [
    "LEGS",
    "MEASURES",
    "Cell",
    "Change",
    "Comparison",
    "LegName",
    "Measures",
    "Moved",
    "Observer",
    "Run",
    "Stage",
    "compare",
    "counterpart",
    "evaluate",
    "load_runs",
    "measure",
    "run_served",
    "run_set",
    "save_runs",
]


def evaluate(
    folder: Path,
    *,
    limit_queries: int | None = None,
    encoder: Encoder | None = None,
    observer: Observer = lambda _: None,
) -> list[Measures]:
    """Index a judged set into a temporary data directory, ask its questions, and measure the rankings.

    Args:
        folder: BEIR layout; corpus.jsonl, queries.jsonl and qrels/test.tsv.
        limit_queries: ask only the first so many judged questions.
        encoder: a model already in memory; the bundled one is opened when None.
        observer: called with the progress of indexing and asking.

    Returns:
        One for each of `LEGS`.

    Raises:
        EvaluationError: a file of the set is missing or broken.
        ReadError: no document could be read.
        ModelError: the model cannot be opened.
    """
    judged = JudgedSet.read(folder).first(limit_queries)
    return run_set(judged, encoder=encoder, observer=observer).measures()
