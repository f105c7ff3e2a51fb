"""Measures on the development sets, cheap enough for every checkpoint."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from train.examples import held_out

if TYPE_CHECKING:
    from pathlib import Path

    from train.student import SentenceModel

QUESTIONS = 300
DEPTH = 10


@dataclass(frozen=True, slots=True)
class DevSet:
    """Questions of one judged set over passages of one; with `held_out`, only those not trained on."""

    name: str
    questions: str
    passages: str
    most_passages: int
    held_out: int = 0


DEV_SETS = (
    DevSet("facqa", "facqa-id", "facqa-id", 1330),
    DevSet("tydiqa held out", "tydiqa-id-train", "tydiqa-id-train", 1200, held_out=5),
    DevSet("squad held out", "squad2dev-mt-id", "squad2dev-mt-id", 1032, held_out=5),
    DevSet("clickid", "clickid-title-id", "clickid-title-id", 1200),
    DevSet("tico id-id", "tico19-sent-id-en", "tico19-sent-en-id", 768),
    DevSet("tico en-id", "tico19-sent-en-id", "tico19-sent-en-id", 768),
    DevSet("tico id-en", "tico19-sent-id-en", "tico19-sent-id-en", 768),
    DevSet("tico en-en", "tico19-sent-en-id", "tico19-sent-id-en", 768),
)


def _texts(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8") as lines:
        return {record["_id"]: record["text"] for record in map(json.loads, lines)}


def passages(folder: Path, count: int) -> list[str]:
    """Return the first passages of a judged set."""
    return list(_texts(folder / "corpus.jsonl").values())[:count]


def ndcg(model: SentenceModel, evaluation: Path, chosen: DevSet) -> float:
    """Return nDCG@10 of the dense leg alone, for the first questions of a set with one passage each to find.

    The passages are those that answer, then the set's first others until there are `most_passages`.
    """
    texts = _texts(evaluation / chosen.passages / "corpus.jsonl")
    questions = _texts(evaluation / chosen.questions / "queries.jsonl")
    judged = (evaluation / chosen.questions / "qrels" / "test.tsv").read_text().splitlines()[1:]
    pairs = [(q, p) for q, p, _ in (line.split("\t") for line in judged) if p in texts]
    asked = [(q, p) for q, p in pairs if not chosen.held_out or held_out(q, chosen.held_out)][:QUESTIONS]
    names = list(dict.fromkeys([p for _, p in asked] + list(texts)))[: chosen.most_passages]
    found = model.encode([questions[q] for q, _ in asked]) @ model.encode([texts[p] for p in names]).T
    wanted = torch.tensor([names.index(p) for _, p in asked])
    rank = (found >= found.gather(1, wanted.unsqueeze(1))).sum(1)
    return float(torch.where(rank <= DEPTH, 1 / torch.log2(rank + 1.0), 0.0).mean())


def fidelity(student: SentenceModel, teacher: SentenceModel, bitext: Path) -> dict[str, float]:
    """Return the mean cosine of the student's vectors, by language, to the teacher's of the English text."""
    with bitext.open(encoding="utf-8") as lines:
        pairs = [json.loads(line) for line, _ in zip(lines, range(300), strict=False)]
    wanted = teacher.encode([pair["eng"] for pair in pairs])
    return {
        side: float((student.encode([pair[side] for pair in pairs]) * wanted).sum(1).mean())
        for side in ("ind", "eng")
    }


def measure(evaluation: Path, teacher: SentenceModel, student: SentenceModel) -> dict[str, float]:
    """Return all development figures of a student."""
    figures = fidelity(student, teacher, evaluation.parent / "bitext" / "tico19-test.jsonl")
    figures |= {chosen.name: ndcg(student, evaluation, chosen) for chosen in DEV_SETS}
    return {name: round(value, 4) for name, value in figures.items()}
