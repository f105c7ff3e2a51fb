"""The cost of two languages in one index: the same questions over one language, and over a mixture.

    python bench/mixed_languages.py ../shared/data/eval

Takes pairs of sets whose passages and questions exist in both languages, tico19 and indomt-news. The mixed
index has each passage once, every other one in English. A question whose answer is in the other language now
competes with passages in its own language; the table shows how much its answer sinks.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index import open_encoder
from index.evaluation import run_set
from index.judged import JudgedSet
from index.records import OTHER_LANGUAGE
from train.examples import json_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index import Encoder

PAIRS = ("tico19-sent", "indomt-news")
MEASURE = "nDCG@10"


def lines(path: Path) -> list[dict[str, Any]]:
    """Return the records of a .jsonl file."""
    return list(json_lines(path))


def folder(sets: Path, pair: str, language: str) -> Path:
    """Return the set whose questions are in a language; its passages are in the other."""
    return sets / f"{pair}-{language}-{OTHER_LANGUAGE[language]}"


def write_set(out: Path, questions: Path, passages: list[dict[str, Any]]) -> Path:
    """Write a judged set of the questions of one folder over these passages."""
    (out / "qrels").mkdir(parents=True)
    for name in ("queries.jsonl", "qrels/test.tsv"):
        (out / name).write_bytes((questions / name).read_bytes())
    rows = (json.dumps(passage, ensure_ascii=False) + "\n" for passage in passages)
    (out / "corpus.jsonl").write_text("".join(rows), encoding="utf-8")
    return out


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", type=Path, help="folder of the judged sets")
    sets: Path = parser.parse_args().sets
    encoder = open_encoder()
    print(f"{'pair':<14}{'cell':<8}{'questions':>10}{'alone':>9}{'mixed':>9}{'change':>9}   {MEASURE}")
    for pair in PAIRS:
        with tempfile.TemporaryDirectory() as temporary:
            for cell, count, alone, mixed in cells(sets, pair, Path(temporary), encoder):
                print(f"{pair:<14}{cell:<8}{count:>10}{alone:>9.4f}{mixed:>9.4f}{mixed - alone:>+9.4f}")


def cells(
    sets: Path, pair: str, temporary: Path, encoder: Encoder
) -> Iterator[tuple[str, int, float, float]]:
    """Yield for each cell: name, questions, and the measure over one language and over the mixture."""
    texts = {
        told: lines(folder(sets, pair, language) / "corpus.jsonl")
        for language, told in OTHER_LANGUAGE.items()
    }
    in_english = {passage["_id"] for passage in texts["en"][::2]}
    mixture = [
        passage
        for language in OTHER_LANGUAGE
        for passage in texts[language]
        if (passage["_id"] in in_english) == (language == "en")
    ]
    for asked in OTHER_LANGUAGE:
        questions = folder(sets, pair, asked)
        judgements = JudgedSet.read(questions).judgements
        runs = {
            name: run_set(
                JudgedSet.read(write_set(temporary / asked / name, questions, passages)), encoder=encoder
            )
            for name, passages in (*texts.items(), ("mixed", mixture))
        }
        for told in OTHER_LANGUAGE:
            kept = [
                row
                for row, question in enumerate(runs["mixed"].questions)
                if any((passage in in_english) == (told == "en") for passage in judgements[question.id])
            ]
            alone, mixed = (float(runs[name].values["fused"][kept, 0].mean()) for name in (told, "mixed"))
            yield f"{asked}-{told}", len(kept), alone, mixed


if __name__ == "__main__":
    main()
