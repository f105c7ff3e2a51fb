"""Evaluation on judged sets: each is indexed by the same code as other articles, and its questions asked."""

from index.evaluation.asking import Observer, Stage, run_generations, run_served, run_set
from index.evaluation.baseline import Asked
from index.evaluation.comparison import CellChanges, Change, Comparison, Moved, compare, counterpart
from index.evaluation.measures import LEGS, MEASURES, LegName, measure
from index.evaluation.runs import Cell, Measures, Run
from index.evaluation.saved import is_saved, load_runs, save_runs

__all__ = [
    "LEGS",
    "MEASURES",
    "Asked",
    "Cell",
    "CellChanges",
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
    "is_saved",
    "load_runs",
    "measure",
    "run_generations",
    "run_served",
    "run_set",
    "save_runs",
]
