"""Six hundred questions of our own, each in Indonesian and in English, about passages in both languages.

`reading_questions.jsonl` has 160 questions about passages of tico19 (health, 768 passages of four sentences)
and 140 about news of Global Voices (341 pairs of articles that tell one story); both exist in both languages.
It has 150 about Indonesian news (clickid, 12,000 articles) and 150 about English news (reuters). The writers
were asked to use their own words and did not know how Cari ranks. Half of the questions are plain, a quarter
as in an examination (`According to the passage, …`), a quarter as people type.
"""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.judged import JudgedSet
from index.records import KNOWN_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from index.records import KnownLanguage

QUESTIONS = Path(__file__).with_suffix(".jsonl")
SETS = {
    ("tico19", "id"): "tico19-sent-en-id",
    ("tico19", "en"): "tico19-sent-id-en",
    ("clickid", "id"): "clickid-title-id",
    ("reuters", "en"): "reuters-title-en",
}
"""The judged set with the passages of a subject in a language."""
CELLS = (*SETS, *(("globalvoices", language) for language in KNOWN_LANGUAGES))


def documents(data: Path, about: str, language: KnownLanguage) -> Mapping[str, Any]:
    """Return the passages of a subject in a language, by id."""
    if about == "globalvoices":
        return _globalvoices(data / "news", language)
    corpus = data / "eval" / SETS[about, language] / "corpus.jsonl"
    return {one["_id"]: one for one in _lines(corpus.read_text(encoding="utf-8"))}


def _globalvoices(news: Path, language: KnownLanguage) -> Mapping[str, Any]:
    """Return the articles in a language that have a twin in the other."""
    paired = (news / "globalvoices_docpairs_train.tsv").read_text(encoding="utf-8").splitlines()
    named = {line.split("\t")[KNOWN_LANGUAGES.index(language)] for line in paired[1:]}
    text = lzma.decompress((news / f"globalvoices_{language}.jsonl.xz").read_bytes()).decode()
    return {
        one["id"]: {"_id": one["id"], "title": one["title"], "text": one["text"]}
        for one in _lines(text)
        if one["id"] in named
    }


def judged(
    folder: Path, about: str, told: str, passages: Mapping[str, Any], file: Path = QUESTIONS
) -> JudgedSet:
    """Make a judged set in a folder: a file's questions about a subject, over its passages in a language."""
    questions = [one for one in _lines(file.read_text(encoding="utf-8")) if one["about"] == about]
    asked = [
        (f"{language}{at}", language, one) for language in KNOWN_LANGUAGES for at, one in enumerate(questions)
    ]
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
