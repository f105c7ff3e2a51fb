"""Runs: the measures of one generation on one judged set, question by question."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from index.evaluation.measures import LEGS, MEASURES, LegName
from index.evaluation.statistics import mean_intervals

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray


UNKNOWN = "?"
"""The article language in the cell of a question whose answer is not indexed."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Measures of a leg on all questions, or on those of one language with answers in one language."""

    queries: int
    values: Mapping[str, float]
    """Measure -> mean, 0 to 1."""
    intervals: Mapping[str, tuple[float, float]]
    """95% bootstrap interval of each mean."""

    def to_dict(self) -> dict[str, Any]:
        """Return JSON values."""
        return {"queries": self.queries, **_rounded(self.values), "intervals": _pairs(self.intervals)}


@dataclass(frozen=True, slots=True)
class Measures:
    """Measures of one leg, or of both fused, on one set: means over its questions."""

    set: str
    leg: LegName
    whole: Cell
    """On all its questions."""
    skipped: int
    """Number of problems with documents that the reader reported; most of these cannot be found."""
    refused: int
    """Number of questions that search refused (too long, say); they count as having no hits."""
    p50_ms: float | None = None
    """Median time of a question with ten hits, including the model; for the fused ranking only."""
    p95_ms: float | None = None
    cells: Mapping[str, Cell] = field(default_factory=dict)
    """By `question language-article language` (`id-en`); empty if there is only one cell."""

    def to_dict(self) -> dict[str, Any]:
        """Return JSON values: all fields, those of `whole` among them; a single leg has null as times."""
        return {
            "set": self.set,
            "leg": self.leg,
            **self.whole.to_dict(),
            "cells": {name: cell.to_dict() for name, cell in self.cells.items()},
            "skipped": self.skipped,
            "refused": self.refused,
            "p50_ms": None if self.p50_ms is None else round(self.p50_ms, 3),
            "p95_ms": None if self.p95_ms is None else round(self.p95_ms, 3),
        }


@dataclass(frozen=True, slots=True)
class QuestionMeasures:
    """A question of a run."""

    id: str
    text: str
    cell: str
    """Its language, a hyphen, and the language of the first of its best answers in the index; `id-?` if it
    has none there."""


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """The measures of every question of a set, by leg."""

    set: str
    digest: str
    """SHA-256 of the files of the set."""
    generation: str
    model: Mapping[str, object]
    """The identity of the encoder."""
    questions: tuple[QuestionMeasures, ...]
    values: Mapping[LegName, NDArray[np.float64]]
    """By leg, [questions, measures]."""
    recall: Mapping[LegName, NDArray[np.float64]]
    """By leg, mean recall at depth 1, 2, …, [DEEPEST]."""
    milliseconds: NDArray[np.float64]
    """[questions]; nan where search refused the question."""
    skipped: int = 0
    """Number of problems with documents that the reader reported."""
    unknown: tuple[str, ...] = ()
    """Names of relevant articles that the index does not hold; they count as not found."""

    @property
    def answered_ms(self) -> NDArray[np.float64]:
        """The times of the questions that were not refused."""
        return self.milliseconds[~np.isnan(self.milliseconds)]

    def measures(self) -> list[Measures]:
        """Return means with their intervals, for each of `LEGS`."""
        cells = np.array([question.cell for question in self.questions])
        names = sorted(set(cells.tolist()))
        times = self.answered_ms
        p50, p95 = np.percentile(times, (50, 95)).tolist() if len(times) else (None, None)
        return [
            Measures(
                set=self.set,
                leg=leg,
                whole=_cell(self.values[leg]),
                skipped=self.skipped,
                refused=len(self.questions) - len(times),
                p50_ms=p50 if leg == "fused" else None,
                p95_ms=p95 if leg == "fused" else None,
                cells={name: _cell(self.values[leg][cells == name]) for name in names if len(names) > 1},
            )
            for leg in LEGS
        ]


def _cell(values: NDArray[np.float64]) -> Cell:
    ends = mean_intervals(values).tolist()
    return Cell(
        queries=len(values),
        values=dict(zip(MEASURES, values.mean(axis=0).tolist(), strict=True)),
        intervals={name: (low, high) for name, (low, high) in zip(MEASURES, ends, strict=True)},
    )


def _rounded(values: Mapping[str, float]) -> dict[str, float]:
    return {name: round(values[name], 5) for name in MEASURES}


def _pairs(intervals: Mapping[str, tuple[float, float]]) -> dict[str, list[float]]:
    return {name: [round(end, 5) for end in ends] for name, ends in intervals.items()}
