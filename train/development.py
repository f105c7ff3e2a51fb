"""Figures on sets to choose by, cheap enough to take at every checkpoint."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from pathlib import Path

    from train.student import SentenceModel

QUESTIONS = 400
PASSAGES = 500


def _texts(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8") as lines:
        return {record["_id"]: record["text"] for record in map(json.loads, lines)}


def passages(folder: Path, count: int) -> list[str]:
    """The first passages of a judged set."""
    return list(_texts(folder / "corpus.jsonl").values())[:count]


def reciprocal_rank(model: SentenceModel, folder: Path) -> float:
    """Mean reciprocal rank of a judged set's first questions among its first passages, dense leg alone."""
    passages, questions = _texts(folder / "corpus.jsonl"), _texts(folder / "queries.jsonl")
    known = dict(list(passages.items())[:PASSAGES])
    judged = [line.split("\t")[:2] for line in (folder / "qrels" / "test.tsv").read_text().splitlines()[1:]]
    asked = [(q, p) for q, p in judged if p in known][:QUESTIONS]
    found = model.encode([questions[q] for q, _ in asked]) @ model.encode(list(known.values())).T
    wanted = torch.tensor([list(known).index(p) for _, p in asked])
    own = found.gather(1, wanted.unsqueeze(1))
    return float((1.0 / (found >= own).sum(1)).mean())


def fidelity(student: SentenceModel, teacher: SentenceModel, bitext: Path) -> dict[str, float]:
    """Mean cosine of the student's vectors, of either language, to the teacher's of the English."""
    with bitext.open(encoding="utf-8") as lines:
        pairs = [json.loads(line) for line, _ in zip(lines, range(300), strict=False)]
    wanted = teacher.encode([pair["eng"] for pair in pairs])
    return {
        side: float((student.encode([pair[side] for pair in pairs]) * wanted).sum(1).mean())
        for side in ("ind", "eng")
    }
