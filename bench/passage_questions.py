"""The results of the legs on 2,415 questions about one short passage each, in both languages.

    python bench/passage_questions.py --data ../shared/data
    python bench/passage_questions.py --data ../shared/data --beside-e5

`passage_questions.jsonl` names the passages by their place in the data: a passage of a judged set, a part of
an article, or lines of parallel text, which exist in both languages. The writers of the questions saw one
passage at a time, were asked to use their own words, and did not know how Cari ranks; no question was trained
on. Prints a Markdown table: a row for each language of question and passage, over all passages in that
language. `--beside-e5` compares only the vectors of whole passages, of the bundled model and of
multilingual-e5-small (`multilingual_e5.py`), for which figures are published elsewhere.
"""

from __future__ import annotations

import argparse
import json
import lzma
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index import open_encoder
from index.evaluation import MEASURES, run_set
from index.evaluation.measures import LEGS
from index.judged import JudgedSet
from index.records import KNOWN_LANGUAGES
from train.examples import json_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

QUESTIONS = Path(__file__).with_suffix(".jsonl")
SHOWN = ("nDCG@10", "R@1")


def main() -> None:
    """Measure each cell, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--beside-e5", action="store_true", help="compare passage vectors of two models")
    arguments = parser.parse_args()
    written = list(json_lines(QUESTIONS))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        rows = beside_e5 if arguments.beside_e5 else of_legs
        print_heading("passage")
        for told in KNOWN_LANGUAGES:
            for row in rows(judged(folder / told, arguments.data, written, told), told, folder):
                print(row, flush=True)


def print_heading(told: str) -> None:
    """Print the heading of the table; `told` is the name of what is searched for."""
    print(f"| question → {told} | questions | by | " + " | ".join(SHOWN) + " |")
    print("|---" * (3 + len(SHOWN)) + "|")


def of_legs(judged: JudgedSet, told: str, _: Path) -> Iterator[str]:
    """Yield the results of each leg, by the language of the question."""
    run = run_set(judged, encoder=open_encoder())
    for asked in KNOWN_LANGUAGES:
        these = np.array([question.id.startswith(asked) for question in run.questions])
        for leg in LEGS:
            means = run.values[leg][these].mean(axis=0)[[MEASURES.index(name) for name in SHOWN]]
            yield _row(asked, told, int(these.sum()), leg, means)


def beside_e5(judged: JudgedSet, told: str, folder: Path) -> Iterator[str]:
    """Yield the results of the vectors of whole passages of each model, with exact search."""
    from multilingual_e5 import multilingual_e5

    texts = {one["_id"]: one["text"] for one in map(json.loads, judged.corpus.open(encoding="utf-8"))}
    encoders = {
        "bundled": open_encoder(),
        "multilingual-e5-small": multilingual_e5(folder / f"e5-{told}"),
    }
    for model, encoder in encoders.items():
        passages = encoder.passages(list(texts.values()))
        for asked in KNOWN_LANGUAGES:
            questions = encoder.queries([judged.questions[asked + name] for name in texts])
            means = of_one_right(questions @ passages.T, range(len(texts)))
            yield _row(asked, told, len(texts), model, means)


def of_one_right(scores: NDArray[np.float32], right: Sequence[int]) -> tuple[float, float]:
    """Return mean nDCG@10 and R@1 of scores [questions, passages] if one passage answers each question."""
    rank = (scores >= scores[np.arange(len(right)), right][:, np.newaxis]).sum(axis=1)
    return float(np.where(rank <= 10, 1 / np.log2(rank + 1), 0).mean()), float((rank == 1).mean())


def _row(asked: str, told: str, count: int, by: str, values: Iterable[float]) -> str:
    return f"| {asked} → {told} | {count} | {by} | " + " | ".join(f"{value:.4f}" for value in values) + " |"


def judged(folder: Path, data: Path, written: Iterable[Mapping[str, Any]], told: str) -> JudgedSet:
    """Make a judged set in a folder: questions in both languages about the passages in a language."""
    passages = [(str(at), one, passage(data, one["where"]).get(told)) for at, one in enumerate(written)]
    there = [(name, one, text) for name, one, text in passages if text]
    texts = ({"_id": name, "title": "", "text": text} for name, _, text in there)
    return asked_of(folder, texts, [(name, name, one) for name, one, _ in there])


def asked_of(
    folder: Path, corpus: Iterable[Mapping[str, Any]], questions: Iterable[tuple[str, str, Mapping[str, Any]]]
) -> JudgedSet:
    """Make a judged set in a folder from questions in both languages: (name, passage's name, questions)."""
    (folder / "qrels").mkdir(parents=True)
    _write(folder / "corpus.jsonl", corpus)
    asked = [
        (f"{language}{name}", article, {"text": one[language], "language": language})
        for name, article, one in questions
        for language in KNOWN_LANGUAGES
    ]
    _write(folder / "queries.jsonl", ({"_id": name} | question for name, _, question in asked))
    (folder / "qrels" / "test.tsv").write_text(
        "query-id\tcorpus-id\tscore\n" + "".join(f"{name}\t{article}\t1\n" for name, article, _ in asked),
        encoding="utf-8",
    )
    return JudgedSet.read(folder)


def passage(data: Path, where: Mapping[str, Any]) -> dict[str, str]:
    """Return the text at a place in the data, in each language in which it exists."""
    file = data / where["file"]
    if "lines" in where:
        sides = zip(*_pairs(file)[slice(*where["lines"])], strict=True)
        return {language: " ".join(side) for language, side in zip(KNOWN_LANGUAGES, sides, strict=True)}
    text = record(data, where)["text"]
    start, end = where.get("span", (0, len(text)))
    language = "en" if file.name == "globalvoices_en.jsonl.xz" else "id"
    return {language: " ".join(text[start:end].split())}


def record(data: Path, where: Mapping[str, Any]) -> dict[str, Any]:
    """Return the article, or the judged set's passage, that contains a place in the data."""
    return records(data / where["file"])[where["passage"]]


@cache
def _pairs(file: Path) -> list[list[str]]:
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines]


@cache
def records(file: Path) -> dict[str, dict[str, Any]]:
    """Return the articles of a file by their ids."""
    raw = file.read_bytes()
    lines = (lzma.decompress(raw) if file.suffix == ".xz" else raw).decode().split("\n")
    read: list[dict[str, Any]] = list(map(json.loads, filter(None, lines)))
    return {one.get("_id") or one["id"]: one for one in read}


def _write(path: Path, records: Iterable[Mapping[str, Any]]) -> None:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), encoding="utf-8")


if __name__ == "__main__":
    main()
