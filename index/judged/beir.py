"""The BEIR layout: corpus.jsonl, queries.jsonl and qrels/SPLIT.tsv in one folder."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from index.errors import EvaluationError
from index.judged.lines import read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CORPUS = "corpus.jsonl"
QUESTIONS = "queries.jsonl"
JUDGEMENTS = "qrels/test.tsv"
USUAL = "test"
"""The split that is read if there are several; results are usually reported on it."""
_CURE = f"a judged set is a folder with {CORPUS}, {QUESTIONS} and {JUDGEMENTS}"


def judgement_file(folder: Path) -> Path:
    """Return `qrels/test.tsv` if it exists, else the only file of judgements, for example `qrels/dev.tsv`.

    Raises:
        EvaluationError: there is no file, or several without the split `test`.
    """
    usual = folder / JUDGEMENTS
    found = sorted(usual.parent.glob("*.tsv"))
    if usual in found:
        return usual
    if not found:
        raise EvaluationError(f"{folder} has no {JUDGEMENTS} or other file of judgements: {_CURE}.")
    if len(found) > 1:
        raise EvaluationError(
            f"{usual.parent} has {', '.join(path.name for path in found)}, but no {usual.name}: "
            f"copy or link one of them to {usual}."
        )
    return found[0]


def questions(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the id and the text of each question.

    Raises:
        EvaluationError: the file cannot be read, or a line holds no question.
    """
    for number, line in read_lines(path, _CURE):
        try:
            record = json.loads(line)
            yield str(record["_id"]), str(record["text"])
        except (ValueError, KeyError, TypeError) as error:
            raise EvaluationError(
                f"{path} line {number} is not a question ({error!r}): "
                'write one JSON object per line, like {"_id": "q1", "text": "…"}.'
            ) from error


def judgements(path: Path) -> dict[str, dict[str, int]]:
    """Return question id -> judged document -> grade.

    Raises:
        EvaluationError: the file cannot be read, or a line holds no judgement.
    """
    found: dict[str, dict[str, int]] = {}
    for number, line in read_lines(path, _CURE):
        if number == 1 and not line.rsplit("\t", 1)[-1].strip().isdecimal():  # a header
            continue
        try:
            question, document, grade = line.rstrip("\r\n").split("\t")
            found.setdefault(question, {})[document] = int(grade)
        except ValueError as error:
            raise EvaluationError(
                f"{path} line {number} is not a judgement ({line.strip()[:80]!r}): write query-id, corpus-id "
                "and a whole-number score, separated by tabs, below a header line."
            ) from error
    return found
