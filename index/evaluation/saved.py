"""Saved runs: written to a file in one step, and read back for a comparison."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import EvaluationError
from index.evaluation.measures import DEEPEST, LEGS, MEASURES
from index.evaluation.runs import QuestionMeasures, Run
from index.snapshot.durable import write_durably

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMAT = 1
"""Version of the file format; it is raised when an older Cari can no longer read the file."""
SUFFIX = ".json"
"""Ending of a file of saved runs, by which it differs from a list of questions."""
_CURE = "name a file written by `cari evaluate … --save FILE`"


def is_saved(path: Path) -> bool:
    """Return whether a path is named like a file of saved runs."""
    return path.suffix.lower() == SUFFIX


def save_runs(runs: Sequence[Run], path: Path) -> None:
    """Write runs as one JSON document; a reader of the file sees either the old content or the new.

    Values are not rounded: a rounded run would differ from itself, and the difference would be tested.
    """
    content = {"format": FORMAT, "runs": [_run_to_dict(run) for run in runs]}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    target = Path(os.path.realpath(path))  # replace the target of a link, not the link
    # A lone surrogate, in a question say, becomes its JSON escape.
    write_durably(target, text.encode("utf-8", "backslashreplace").decode() + "\n")


def load_runs(path: Path) -> list[Run]:
    """Read what `save_runs` wrote.

    Raises:
        EvaluationError: the file is missing, is no such file, has no runs, or has another format or other
            measures.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        reason = "it is no JSON" if isinstance(error, ValueError) else error.strerror
        raise EvaluationError(f"{path} cannot be read as saved runs ({reason}): {_CURE}.") from error
    version = content.get("format") if isinstance(content, dict) else None
    if version != FORMAT:
        raise EvaluationError(
            f"{path} has no runs of format {FORMAT} (its format is {version!r}): {_CURE} of this version."
        )
    try:
        if not content["runs"]:
            raise ValueError("it has none")
        return [_run_from_dict(values) for values in content["runs"]]
    except (KeyError, TypeError, ValueError) as error:
        reason = f"it lacks {error}" if isinstance(error, KeyError) else str(error)
        raise EvaluationError(
            f"{path} cannot be read as saved runs ({reason}): evaluate and save again."
        ) from error


def _run_to_dict(run: Run) -> dict[str, Any]:
    return {
        "set": run.set,
        "digest": run.digest,
        "generation": run.generation,
        "model": dict(run.model),
        "skipped": run.skipped,
        "unknown": list(run.unknown),
        "measures": list(MEASURES),
        "questions": [
            {
                "id": asked.id,
                "text": asked.text,
                "cell": asked.cell,
                "milliseconds": None if np.isnan(milliseconds) else milliseconds,
                **{leg: run.values[leg][row].tolist() for leg in LEGS},
            }
            for row, (asked, milliseconds) in enumerate(
                zip(run.questions, run.milliseconds.tolist(), strict=True)
            )
        ],
        "recall_by_depth": {leg: run.recall[leg].tolist() for leg in LEGS},
    }


def _run_from_dict(values: dict[str, Any]) -> Run:
    if values["measures"] != list(MEASURES):
        raise ValueError(f"its measures are {values['measures']}, not {list(MEASURES)}")
    questions = values["questions"]
    times = [np.nan if each["milliseconds"] is None else each["milliseconds"] for each in questions]
    run = Run(
        set=str(values["set"]),
        digest=str(values["digest"]),
        generation=str(values["generation"]),
        model=dict(values["model"]),
        questions=tuple(QuestionMeasures(each["id"], each["text"], each["cell"]) for each in questions),
        values={leg: np.array([each[leg] for each in questions], np.float64) for leg in LEGS},
        recall={leg: np.array(values["recall_by_depth"][leg], np.float64) for leg in LEGS},
        milliseconds=np.array(times, np.float64),
        skipped=int(values["skipped"]),
        unknown=tuple(values["unknown"]),
    )
    if any(run.values[leg].shape != (len(questions), len(MEASURES)) for leg in LEGS):
        raise ValueError("a question has too few or too many values")
    if any(run.recall[leg].shape != (DEEPEST,) for leg in LEGS):
        raise ValueError(f"recall by depth is not given for {DEEPEST} depths")
    return run
