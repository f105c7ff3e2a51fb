"""Three hundred questions of our own about passages that exist in both languages, asked in both.

    python bench/reading_questions.py --data ../shared/data

`reading_questions.jsonl` has each question in Indonesian and in English: 160 about passages of tico19
(health, 768 passages of four sentences), 140 about news of Global Voices (341 pairs of articles that tell one
story). Those who wrote them were told to use their own words and knew nothing of how Cari ranks. Half are
plain, a quarter as in an examination (`According to the passage, …`), a quarter as people type. Prints a
Markdown table: a row for each language of question and passage.
"""

from __future__ import annotations

import argparse
import json
import lzma
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index import open_encoder
from index.evaluation import run_set
from index.judged import JudgedSet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

QUESTIONS = Path(__file__).with_suffix(".jsonl")
LANGUAGES = ("id", "en")
OTHER = {"id": "en", "en": "id"}
SHOWN = ("nDCG@10", "R@1")


def tico19(data: Path, language: str) -> Mapping[str, Any]:
    """The passages in a language, by name."""
    folder = data / "eval" / f"tico19-sent-{OTHER[language]}-{language}"
    return {one["_id"]: one for one in _lines((folder / "corpus.jsonl").read_text(encoding="utf-8"))}


def globalvoices(data: Path, language: str) -> Mapping[str, Any]:
    """The articles in a language that have a sister in the other, by name."""
    paired = (data / "news" / "globalvoices_docpairs_train.tsv").read_text(encoding="utf-8").splitlines()
    named = {line.split("\t")[LANGUAGES.index(language)] for line in paired[1:]}
    text = lzma.decompress((data / "news" / f"globalvoices_{language}.jsonl.xz").read_bytes()).decode()
    return {
        one["id"]: {"_id": one["id"], "title": one["title"], "text": one["text"]}
        for one in _lines(text)
        if one["id"] in named
    }


def judged(folder: Path, about: str, asked: str, told: str, documents: Mapping[str, Any]) -> JudgedSet:
    """The questions about a set in one language, over its documents in another, made in a folder."""
    questions = [one for one in _lines(QUESTIONS.read_text(encoding="utf-8")) if one["about"] == about]
    (folder / "qrels").mkdir(parents=True)
    names = range(len(questions))
    _write(folder / "corpus.jsonl", documents.values())
    _write(
        folder / "queries.jsonl",
        ({"_id": str(at), "text": questions[at][asked], "language": asked} for at in names),
    )
    lines = [f"{at}\t{questions[at]['passages'][told]}\t1" for at in names]
    (folder / "qrels" / "test.tsv").write_text(
        "\n".join(["query-id\tcorpus-id\tscore", *lines]) + "\n", encoding="utf-8"
    )
    return JudgedSet.read(folder)


def _lines(text: str) -> Iterator[dict[str, Any]]:
    return map(json.loads, text.split("\n")[:-1])


def _write(path: Path, records: Any) -> None:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), encoding="utf-8")


def main() -> None:
    """Measure each cell, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    data: Path = parser.parse_args().data
    encoder = open_encoder()
    print("| about | question → passage | questions | leg | " + " | ".join(SHOWN) + " |")
    print("|---" * (4 + len(SHOWN)) + "|")
    for read in (tico19, globalvoices):
        for told in LANGUAGES:
            documents = read(data, told)
            for asked in LANGUAGES:
                with tempfile.TemporaryDirectory() as temporary:
                    cell = judged(Path(temporary) / "set", read.__name__, asked, told, documents)
                    for leg in run_set(cell, encoder=encoder).measures():
                        values = " | ".join(f"{leg.values[name]:.4f}" for name in SHOWN)
                        print(
                            f"| {read.__name__} | {asked} → {told} | {leg.queries} | {leg.leg} | {values} |",
                            flush=True,
                        )


if __name__ == "__main__":
    main()
