"""The training examples: translations to imitate, and questions with the passages that answer them."""

from __future__ import annotations

import json
import lzma
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from train.parallel import Pair

    Article = dict[str, str]
    """A news record: `title`, `text` and more."""

PARAGRAPH_CHARACTERS = 420
"""About 100 tokens, the length of a passage."""
VOWELS = "aiueo"


@dataclass(frozen=True, slots=True)
class Translation:
    """An Indonesian text, and the English text whose vector from the teacher it should get."""

    indonesian: str
    english: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A question or headline and a passage that answers it, as the student reads them."""

    question: str
    passage: str
    clean: tuple[str, str] | None = None
    """Both texts for the teacher of relevance: without typos, and in one language if that version is known.
    None if the teacher reads the same as the student."""

    @property
    def taught(self) -> tuple[str, str]:
        """Return the question and the passage that the teacher of relevance reads."""
        return self.clean or (self.question, self.passage)


def sentences(pairs: Sequence[Pair], weights: dict[str, float], chance: random.Random) -> list[Translation]:
    """Return each pair as often as its source weighs: 0.5 keeps one in two, 2 takes each twice."""
    taken = []
    for pair in pairs:
        weight = weights.get(pair.source, 1.0)
        times = int(weight) + (chance.random() < weight % 1)
        taken += [Translation(pair.indonesian, pair.english)] * times
    return taken


def paragraphs(pairs: Sequence[Pair], weights: dict[str, float], chance: random.Random) -> list[Translation]:
    """Join consecutive pairs of a source to the length of a passage."""
    joined: list[Translation] = []
    run: list[Pair] = []
    for pair in [*pairs, None]:
        length = sum(len(p.indonesian) + 1 for p in run)
        limit = chance.uniform(0.4, 1.0) * PARAGRAPH_CHARACTERS
        if run and (pair is None or pair.source != run[0].source or length + len(pair.indonesian) > limit):
            weight = weights.get(run[0].source, 1.0)
            if len(run) > 1 and chance.random() < weight:
                joined.append(
                    Translation(" ".join(p.indonesian for p in run), " ".join(p.english for p in run))
                )
            run = []
        if pair is not None:
            run.append(pair)
    return joined


def judged_questions(folder: Path, keep_out: int = 0) -> Iterator[Answered]:
    """Yield questions of a judged set with their passage, except every `keep_out`-th, kept for reporting."""
    passages = {record["_id"]: record["text"] for record in json_lines(folder / "corpus.jsonl")}
    questions = {record["_id"]: record["text"] for record in json_lines(folder / "queries.jsonl")}
    judged = (folder / "qrels" / "test.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for line in judged:
        question, passage, _ = line.split("\t")
        if not (keep_out and held_out(question, keep_out)):
            yield Answered(questions[question], passages[passage])


def questions(folder: Path) -> set[str]:
    """Return the questions of a judged set in lower case."""
    return {record["text"].strip().lower() for record in json_lines(folder / "queries.jsonl")}


TRAINED_ON = {"tydiqa-id-train": 5, "squad2dev-mt-id": 5}
"""Judged sets that training uses -> n: one question in n is kept out of training (`held_out`)."""


def held_out(question_id: str, every: int) -> bool:
    """Whether a question is kept for reporting: one in `every`, by a stable hash of its id."""
    return sum(ord(c) * (i + 1) for i, c in enumerate(question_id)) % every == 0


def not_trained_on(name: str, questions: Iterable[str]) -> list[str]:
    """Return the question ids of a judged set that training did not see: all if it did not use the set."""
    every = TRAINED_ON.get(name)
    return [question for question in questions if not every or held_out(question, every)]


def articles(path: Path) -> Iterator[Article]:
    """Yield the records of one `.jsonl.xz` of news."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def news(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the records of all news in a folder, each with its language."""
    for path in sorted(folder.glob("*.jsonl.xz")):
        for record in articles(path):
            # Global Voices gives its language only in the name of the file.
            yield record.get("lang", path.name.split(".")[0][-2:]), record


def headlines(news: Iterable[Article]) -> Iterator[Answered]:
    """Yield headlines with their article, except headlines and articles with too few characters."""
    for article in news:
        title, text = (article.get("title") or "").strip(), (article.get("text") or "").strip()
        if len(title) > 15 and len(text) > 100:
            yield Answered(title, text)


def excerpt(text: str, chance: random.Random) -> str:
    """Return a part of a text as long as a passage: mostly its beginning, sometimes from further in."""
    start = 0
    if len(text) > 2 * PARAGRAPH_CHARACTERS and chance.random() < 0.3:
        start = text.find(" ", chance.randrange(len(text) - PARAGRAPH_CHARACTERS)) + 1
    end = text.find(" ", start + int(chance.uniform(0.7, 1.3) * PARAGRAPH_CHARACTERS))
    return text[start:] if end < 0 else text[start:end]


def misspelt(text: str, chance: random.Random) -> str:
    """Return a text with typos as people make them: in one word of six, and a few words are lost.

    A letter is swapped, dropped or doubled, or the vowels within the word are dropped.
    """
    words = []
    for word in text.split():
        if chance.random() < 0.03:
            continue
        words.append(_mistyped(word, chance) if chance.random() < 0.17 and len(word) > 3 else word)
    return " ".join(words) or text


def _mistyped(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    kind = chance.randrange(4)
    if kind == 0:
        return "".join(c for i, c in enumerate(word) if i == 0 or c not in VOWELS or i == len(word) - 1)
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[:at] + word[at] + word[at:]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a `.jsonl`. `str.splitlines` would also split them at U+2028 and the like."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
