"""Six hundred questions of our own, each in Indonesian and in English, about passages in both languages.

`reading_questions.jsonl` has 160 about passages of tico19 (health, 768 passages of four sentences) and 140
about news of Global Voices (341 pairs of articles that tell one story), which exist in both languages; 150
about Indonesian news (clickid, 12,000 articles) and 150 about English news (reuters). Those who wrote them
were told to use their own words and knew nothing of how Cari ranks. Half are plain, a quarter as in an
examination (`According to the passage, …`), a quarter as people type.
"""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.judged import JudgedSet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

QUESTIONS = Path(__file__).with_suffix(".jsonl")
LANGUAGES = ("id", "en")
SETS = {
    ("tico19", "id"): "tico19-sent-en-id",
    ("tico19", "en"): "tico19-sent-id-en",
    ("clickid", "id"): "clickid-title-id",
    ("reuters", "en"): "reuters-title-en",
}
"""The judged set that has the passages about one thing in one language."""
CELLS = (*SETS, *(("globalvoices", language) for language in LANGUAGES))


def documents(data: Path, about: str, language: str) -> Mapping[str, Any]:
    """The passages in a language, by name."""
    if about == "globalvoices":
        return _globalvoices(data / "news", language)
    corpus = data / "eval" / SETS[about, language] / "corpus.jsonl"
    return {one["_id"]: one for one in _lines(corpus.read_text(encoding="utf-8"))}


def _globalvoices(news: Path, language: str) -> Mapping[str, Any]:
    """The articles in a language that have a sister in the other."""
    paired = (news / "globalvoices_docpairs_train.tsv").read_text(encoding="utf-8").splitlines()
    named = {line.split("\t")[LANGUAGES.index(language)] for line in paired[1:]}
    text = lzma.decompress((news / f"globalvoices_{language}.jsonl.xz").read_bytes()).decode()
    return {
        one["id"]: {"_id": one["id"], "title": one["title"], "text": one["text"]}
        for one in _lines(text)
        if one["id"] in named
    }


def judged(
    folder: Path, about: str, told: str, passages: Mapping[str, Any], file: Path = QUESTIONS
) -> JudgedSet:
    """A file's questions about one thing in both languages, over its passages in one, made in a folder."""
    questions = [one for one in _lines(file.read_text(encoding="utf-8")) if one["about"] == about]
    asked = [(f"{language}{at}", language, one) for language in LANGUAGES for at, one in enumerate(questions)]
    (folder / "qrels").mkdir(parents=True)
    _write(folder / "corpus.jsonl", passages.values())
    _write(
        folder / "queries.jsonl",
        ({"_id": name, "text": one[language], "language": language} for name, language, one in asked),
    )
    lines = [f"{name}\t{one['passages'][told]}\t1" for name, _, one in asked]
    (folder / "qrels" / "test.tsv").write_text(
        "\n".join(["query-id\tcorpus-id\tscore", *lines]) + "\n", encoding="utf-8"
    )
    return JudgedSet.read(folder)


def _lines(text: str) -> Iterator[dict[str, Any]]:
    return map(json.loads, text.split("\n")[:-1])


def _write(path: Path, records: Any) -> None:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), encoding="utf-8")
