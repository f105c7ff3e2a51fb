"""Judged sets: questions, and which articles or documents answer each."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from index.errors import EvaluationError
from index.judged import beir
from index.judged.own import own_questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """Questions with at least one relevant document, in the order of their file."""

    name: str
    """Name of the folder, with the split if that is not `test`: `scifact/dev`, as in `ir_datasets`. For a
    list of questions, its folder and file."""
    corpus: Path | None
    """File of the documents; None for a list of questions about the articles of an index."""
    questions: Mapping[str, str]
    """Question id -> text."""
    judgements: Mapping[str, Mapping[str, int]]
    """Question id -> judged document -> grade; above 0 is relevant.

    Documents are named by their `_id` in the corpus, or without a corpus by any name that `ArticleNames`
    knows.
    """
    digest: str
    """SHA-256 of the bytes of the files of the set, 64 hex digits."""
    languages: Mapping[str, str] = field(default_factory=dict)
    """Question id -> language, where the file gives one."""

    @classmethod
    def read(cls, path: Path) -> JudgedSet:
        """Read a folder in the BEIR layout, or a file of one's own questions.

        The documents are not parsed. A question without a relevant document cannot be measured, and is left
        out.

        Raises:
            EvaluationError: a file is missing or broken, or no question has a relevant document.
        """
        return _own(path) if path.is_file() else _beir(path)

    def first(self, count: int | None) -> JudgedSet:
        """Return the set with its first `count` questions only; with all if None."""
        return self.only(list(self.questions)[:count])

    def only(self, names: Iterable[str]) -> JudgedSet:
        """Return the set with the questions of these ids only, in their order."""
        kept = list(names)
        return replace(
            self,
            questions={name: self.questions[name] for name in kept},
            judgements={name: self.judgements[name] for name in kept},
        )


def _beir(folder: Path) -> JudgedSet:
    if not folder.exists():
        raise EvaluationError(f"{folder}: no such file or folder; check the path.")
    corpus = folder / beir.CORPUS
    if not corpus.is_file():
        raise EvaluationError(
            f"{folder} is not a judged set, because it has no {beir.CORPUS}: name a folder with "
            f"{beir.CORPUS}, {beir.QUESTIONS} and {beir.JUDGEMENTS}, or a file of questions about the index."
        )
    judged = beir.judgement_file(folder)
    judgements = beir.judgements(judged)
    questions = {
        name: text
        for name, text in beir.questions(folder / beir.QUESTIONS)
        if any(grade > 0 for grade in judgements.get(name, {}).values())
    }
    if not questions:
        raise EvaluationError(
            f"No question of {folder / beir.QUESTIONS} has a relevant document in {judged}: "
            "use the same ids in both files, and scores above 0 for what is relevant."
        )
    return JudgedSet(
        name=folder.resolve().name + ("" if judged.stem == beir.USUAL else f"/{judged.stem}"),
        corpus=corpus,
        questions=questions,
        judgements={name: judgements[name] for name in questions},
        digest=_digest(corpus, folder / beir.QUESTIONS, judged),
    )


def _own(path: Path) -> JudgedSet:
    asked = list(own_questions(path))
    if not asked:
        raise EvaluationError(
            f"{path} has no questions: write one per line, with the articles that answer it."
        )
    return JudgedSet(
        name="/".join(path.resolve().parts[-2:]),
        corpus=None,
        questions={each.id: each.text for each in asked},
        judgements={each.id: dict.fromkeys(each.articles, 1) for each in asked},
        digest=_digest(path),
        languages={each.id: each.language for each in asked if each.language},
    )


def _digest(*paths: Path) -> str:
    whole = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            hashlib.file_digest(file, lambda: whole)
    return whole.hexdigest()
