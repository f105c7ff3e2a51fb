"""A judged set in the BEIR layout: documents, questions, and which document answers which question."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.errors import EvaluationError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

CORPUS = "corpus.jsonl"
QUESTIONS = "queries.jsonl"
JUDGEMENTS = "qrels/test.tsv"


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """Questions with at least one relevant document, in the order of `queries.jsonl`."""

    name: str
    """Name of the folder."""
    corpus: Path
    questions: Mapping[str, str]
    """Text by question id."""
    judgements: Mapping[str, Mapping[str, int]]
    """By question id, the grade of each judged document; above 0 is relevant."""

    @classmethod
    def read(cls, folder: Path) -> JudgedSet:
        """Read the folder of a set; its documents are only looked up, not read.

        A question that no document is relevant to cannot be measured, and is left out.

        Raises:
            EvaluationError: a file is missing or broken, or no question has a relevant document.
        """
        corpus = folder / CORPUS
        if not corpus.is_file():
            raise EvaluationError(
                f"{folder} is no judged set, for it has no {CORPUS}: name a folder that holds "
                f"{CORPUS}, {QUESTIONS} and {JUDGEMENTS}."
            )
        judgements = _judgements(folder / JUDGEMENTS)
        questions = {
            name: text
            for name, text in _questions(folder / QUESTIONS)
            if any(grade > 0 for grade in judgements.get(name, {}).values())
        }
        if not questions:
            raise EvaluationError(
                f"No question of {folder / QUESTIONS} has a relevant document in {folder / JUDGEMENTS}: "
                "the ids in the two files must be the same."
            )
        return cls(folder.resolve().name, corpus, questions, {name: judgements[name] for name in questions})

    def first(self, count: int | None) -> JudgedSet:
        """The same set with its first `count` questions only; all when None."""
        kept = list(self.questions)[:count]
        return replace(
            self,
            questions={name: self.questions[name] for name in kept},
            judgements={name: self.judgements[name] for name in kept},
        )


def _questions(path: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            yield str(record["_id"]), str(record["text"])
        except (ValueError, KeyError, TypeError) as error:
            raise EvaluationError(
                f"{path} line {number} is no question ({error!r}): "
                'write one object a line, like {"_id": "q1", "text": "…"}.'
            ) from error


def _judgements(path: Path) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_lines(path), start=1):
        fields = line.rstrip("\r\n").split("\t")
        if number == 1 or not line.strip():  # the first line names the columns
            continue
        try:
            question, document, grade = fields
            found.setdefault(question, {})[document] = int(grade)
        except ValueError as error:
            raise EvaluationError(
                f"{path} line {number} is no judgement: write query-id, corpus-id and a whole-number score, "
                f"parted by tabs, below a header line; it holds {line.strip()[:80]!r}."
            ) from error
    return found


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as file:
            yield from file
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(
            f"{path} cannot be read ({error}): a judged set is a folder with {CORPUS}, {QUESTIONS} "
            f"and {JUDGEMENTS}."
        ) from error
