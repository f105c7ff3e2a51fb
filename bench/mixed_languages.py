"""What both languages in one index cost: the same questions over one language, and over a mixture.

    python bench/mixed_languages.py ../shared/data/eval

Takes the tico19 pairs: every passage exists in both languages, and so does every question. In the mixed index
each passage is there once, every other one in English. A question whose answer is in the other language now
competes with passages in its own; the table tells by how much its answer sinks.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

from index import open_encoder
from index.evaluation import run_set
from index.judged import JudgedSet

OTHER = {"id": "en", "en": "id"}
MEASURE = "nDCG@10"


def lines(path: Path) -> list[dict[str, Any]]:
    """The records of a .jsonl file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def folder(sets: Path, language: str) -> Path:
    """The set whose questions are in a language; its passages are in the other."""
    return sets / f"tico19-sent-{language}-{OTHER[language]}"


def write_set(out: Path, questions: Path, passages: list[dict[str, Any]]) -> Path:
    """A judged set of the questions of one folder over these passages."""
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
    texts = {OTHER[language]: lines(folder(sets, language) / "corpus.jsonl") for language in OTHER}
    in_english = {passage["_id"] for passage in texts["en"][::2]}
    mixture = [
        p for language in OTHER for p in texts[language] if (p["_id"] in in_english) == (language == "en")
    ]
    print(f"{'cell':<8}{'questions':>10}{'alone':>9}{'mixed':>9}{'change':>9}   {MEASURE}")
    with tempfile.TemporaryDirectory() as temporary:
        for asked in OTHER:
            questions = folder(sets, asked)
            runs = {
                name: run_set(
                    JudgedSet.read(write_set(Path(temporary) / asked / name, questions, passages)),
                    encoder=encoder,
                )
                for name, passages in (*texts.items(), ("mixed", mixture))
            }
            for told in OTHER:
                kept = [
                    row
                    for row, question in enumerate(runs["mixed"].questions)
                    if any(
                        (passage in in_english) == (told == "en")
                        for passage in JudgedSet.read(questions).judgements[question.id]
                    )
                ]
                alone, mixed = (float(runs[name].values["fused"][kept, 0].mean()) for name in (told, "mixed"))
                print(f"{asked}-{told:<5}{len(kept):>10}{alone:>9.4f}{mixed:>9.4f}{mixed - alone:>+9.4f}")


if __name__ == "__main__":
    main()
