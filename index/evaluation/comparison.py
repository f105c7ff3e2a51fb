"""Comparison of two runs of the same set: what changed, with which p, and for which questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import EvaluationError
from index.evaluation.measures import LEGS, MEASURES, LegName
from index.evaluation.runs import UNKNOWN
from index.evaluation.statistics import SAME, paired_p_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from index.evaluation.runs import Run

BY = "nDCG@10"
"""Measure of the fused ranking that decides which questions were won and lost."""
MOST_MOVED = 5
"""Most questions listed as won, and as lost."""
FEWEST = 6
"""Least questions of a cell with changes: with five, even the clearest difference has p = 2/2⁵ > 0.05."""


@dataclass(frozen=True, slots=True)
class Change:
    """One measure of one leg, in both runs."""

    leg: LegName
    measure: str
    old: float
    new: float
    p: float
    """p of the paired randomisation test for this measure alone, without correction for multiple tests."""

    @property
    def difference(self) -> float:
        """The new value less the old."""
        return round(self.new - self.old, 9) + 0.0  # no -0.0000

    def to_dict(self) -> dict[str, float]:
        """Return the figures as JSON values."""
        return {
            "old": round(self.old, 5),
            "new": round(self.new, 5),
            "difference": round(self.difference, 5),
            "p": round(self.p, 5),
        }


@dataclass(frozen=True, slots=True)
class CellChanges:
    """Changes of the fused ranking in one cell: question language and article language."""

    queries: int
    changes: tuple[Change, ...]
    """In the order of `MEASURES`."""

    def to_dict(self) -> dict[str, Any]:
        """Return JSON values by measure."""
        return {"queries": self.queries, **{each.measure: each.to_dict() for each in self.changes}}


@dataclass(frozen=True, slots=True)
class Moved:
    """A question that one of the runs answers better, by `BY` of the fused ranking."""

    id: str
    text: str
    old: float
    new: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs of one set."""

    old_generation: str
    new_generation: str
    changes: tuple[Change, ...]
    """In the order of `LEGS` and `MEASURES`."""
    cells: Mapping[str, CellChanges]
    """Changes of each cell with at least `FEWEST` questions; empty if there is only one cell. A question is
    in its cell of the new run, or of the old one if its answer is no longer there."""
    lost: tuple[Moved, ...]
    """Largest loss first, at most `MOST_MOVED`."""
    won: tuple[Moved, ...]

    def to_dict(self, leg: LegName) -> dict[str, Any]:
        """Return the changes of a leg as JSON values by measure, with the name of the old generation.

        For the fused leg, the cells and the moved questions are added.
        """
        changes: dict[str, Any] = {each.measure: each.to_dict() for each in self.changes if each.leg == leg}
        changes["generation"] = self.old_generation
        if leg != "fused":
            return changes
        cells = {name: cell.to_dict() for name, cell in self.cells.items()}
        return {**changes, "cells": cells, "lost": _moved(self.lost), "won": _moved(self.won)}


def counterpart(run: Run, others: Sequence[Run]) -> Run:
    """Return the last of the other runs with the same set, or else with a set of the same name.

    Raises:
        EvaluationError: there is none.
    """
    for same in (
        [other for other in others if other.digest == run.digest],
        [other for other in others if other.set == run.set],
    ):
        if same:
            return same[-1]
    names = ", ".join(other.set for other in others) or "none"
    raise EvaluationError(
        f"There is no saved run of {run.set} to compare with (saved: {names}): "
        "evaluate it with `--save` first."
    )


def compare(old: Run, new: Run) -> Comparison:
    """Compare two runs.

    Raises:
        EvaluationError: they are not of the same set, or did not ask the same questions.
    """
    _check_same(old, new)
    changes = tuple(change for leg in LEGS for change in _changes(leg, old.values[leg], new.values[leg]))
    moved = _all_moved(old, new)
    lost = sorted((one for one in moved if one.new < one.old), key=lambda one: one.new - one.old)
    won = sorted((one for one in moved if one.new > one.old), key=lambda one: one.old - one.new)
    return Comparison(
        old_generation=old.generation,
        new_generation=new.generation,
        changes=changes,
        cells=_cells(old, new),
        lost=tuple(lost[:MOST_MOVED]),
        won=tuple(won[:MOST_MOVED]),
    )


def _changes(leg: LegName, old: NDArray[np.float64], new: NDArray[np.float64]) -> tuple[Change, ...]:
    """Return the change of each measure between two arrays of values, [questions, measures]."""
    return tuple(
        Change(
            leg,
            name,
            float(old[:, at].mean()),
            float(new[:, at].mean()),
            paired_p_value(old[:, at], new[:, at]),
        )
        for at, name in enumerate(MEASURES)
    )


def _cells(old: Run, new: Run) -> dict[str, CellChanges]:
    pairs = zip(old.questions, new.questions, strict=True)
    of = np.array([was.cell if now.cell.endswith(UNKNOWN) else now.cell for was, now in pairs])
    names, counts = np.unique(of, return_counts=True)
    if len(names) < 2:
        return {}
    before, after = old.values["fused"], new.values["fused"]
    return {
        name: CellChanges(count, _changes("fused", before[of == name], after[of == name]))
        for name, count in zip(names.tolist(), counts.tolist(), strict=True)
        if count >= FEWEST
    }


def _check_same(old: Run, new: Run) -> None:
    if old.digest != new.digest:
        raise EvaluationError(
            f"The runs of {old.set} (digest {old.digest[:12]}) and {new.set} (digest {new.digest[:12]}) "
            "differ in documents, questions or judgements: evaluate both on the same files."
        )
    if [each.id for each in old.questions] != [each.id for each in new.questions]:
        raise EvaluationError(
            f"The old run of {new.set} has {len(old.questions):,} questions and the new one "
            f"{len(new.questions):,}, not all the same: give both the same `--limit-queries`."
        )


def _all_moved(old: Run, new: Run) -> list[Moved]:
    at = MEASURES.index(BY)
    pairs = zip(old.values["fused"][:, at].tolist(), new.values["fused"][:, at].tolist(), strict=True)
    return [
        Moved(asked.id, asked.text, before, after)
        for asked, (before, after) in zip(new.questions, pairs, strict=True)
        if abs(after - before) > SAME
    ]


def _moved(questions: tuple[Moved, ...]) -> list[dict[str, Any]]:
    return [
        {"id": one.id, "text": one.text, "old": round(one.old, 5), "new": round(one.new, 5)}
        for one in questions
    ]
