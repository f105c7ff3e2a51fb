"""The BEIR layout: corpus.jsonl, queries.jsonl and qrels/SPLIT.tsv in one folder."""

from __future__ import annotations

import json
import re
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
_SCORE = re.compile(r"\s*[+-]?\d{1,6}\s*")
"""trec_eval, which measures, keeps a count of every grade up to the highest: 8 GB for one of ten digits."""
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
        EvaluationError: the file cannot be read, a line holds no question, or two contradict each other.
    """
    seen: dict[str, str] = {}
    for number, line in read_lines(path, _CURE):
        try:
            name, text = _question(json.loads(line))
            if seen.setdefault(name, text) != text:
                raise ValueError(f"an earlier line gives the id {name!r} another text")
        except ValueError as error:
            raise EvaluationError(
                f"{path} line {number} is not a question ({error}): "
                'write one JSON object per line, like {"_id": "q1", "text": "…"}.'
            ) from error
        yield name, text


def _question(record: object) -> tuple[str, str]:
    name, text = (record.get("_id"), record.get("text")) if isinstance(record, dict) else (None, None)
    if not isinstance(name, (str, int)):
        raise ValueError("it has no _id")
    if not isinstance(text, str):
        raise ValueError("it has no text")
    return str(name), text


def judgements(path: Path) -> dict[str, dict[str, int]]:
    """Return question id -> judged document -> grade. The first line may be a header.

    Raises:
        EvaluationError: the file cannot be read, a line holds no judgement, or two contradict each other.
    """
    found: dict[str, dict[str, int]] = {}
    for at, (number, line) in enumerate(read_lines(path, _CURE)):
        if at == 0 and _is_header(line):
            continue
        try:
            question, document, grade = _judgement(line)
            if found.setdefault(question, {}).setdefault(document, grade) != grade:
                raise ValueError("an earlier line gives the same two ids another score")
        except ValueError as error:
            raise EvaluationError(
                f"{path} line {number} is not a judgement ({line.strip()[:80]!r}: {error}); write query-id, "
                "corpus-id and a whole-number score, separated by tabs, below a header line."
            ) from error
    return found


def _is_header(line: str) -> bool:
    """Return whether the last column is no number; `-1` or `1.0` is a score, well written or not."""
    try:
        float(line.rsplit("\t", 1)[-1])
    except ValueError:
        return True
    return False


def _judgement(line: str) -> tuple[str, str, int]:
    columns = line.rstrip("\r\n").split("\t")
    if len(columns) != 3:
        raise ValueError(f"columns between tabs: {len(columns)}, not 3")
    question, document, score = columns
    if not _SCORE.fullmatch(score):
        raise ValueError("the score is no whole number of up to six digits")
    return question, document, int(score)
