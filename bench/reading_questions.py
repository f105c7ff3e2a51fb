"""The results of the legs on our own questions, each in Indonesian and in English.

    python bench/reading_questions.py --data ../shared/data
    python bench/reading_questions.py --data ../shared/data --questions bench/examination_questions.jsonl

`train/reading_questions.py` describes the six hundred. The other file has 160 as examinations ask them about
a text, without the answers to choose from: 100 about tico19 and 60 about Global Voices. Prints a Markdown
table: a row for each language of question and passage.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np

from index import open_encoder
from index.evaluation import MEASURES, run_set
from index.evaluation.measures import LEGS
from index.records import KNOWN_LANGUAGES
from train.examples import json_lines
from train.reading_questions import CELLS, QUESTIONS, documents, judged

SHOWN = ("nDCG@10", "R@1")


def main() -> None:
    """Measure each cell, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    arguments = parser.parse_args()
    data: Path = arguments.data
    asked_about = {question["about"] for question in json_lines(arguments.questions)}
    encoder = open_encoder()
    shown = [MEASURES.index(name) for name in SHOWN]
    print("| about | question → passage | questions | leg | " + " | ".join(SHOWN) + " |")
    print("|---" * (4 + len(SHOWN)) + "|")
    for about, told in [cell for cell in CELLS if cell[0] in asked_about]:
        with tempfile.TemporaryDirectory() as temporary:
            passages = documents(data, about, told)
            asked_of = judged(Path(temporary) / "set", about, told, passages, arguments.questions)
            run = run_set(asked_of, encoder=encoder)
        for asked in KNOWN_LANGUAGES:
            these = np.array([question.id.startswith(asked) for question in run.questions])
            for leg in LEGS:
                means = run.values[leg][these].mean(axis=0)[shown]
                values = " | ".join(f"{value:.4f}" for value in means)
                print(f"| {about} | {asked} → {told} | {these.sum()} | {leg} | {values} |", flush=True)


if __name__ == "__main__":
    main()
