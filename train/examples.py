"""What the student learns from: translations to imitate, and questions with the passages that answer."""

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
    """A record of news: `title`, `text` and more."""

PARAGRAPH_CHARACTERS = 420
"""About 100 tokens: what a passage has."""
VOWELS = "aiueo"


@dataclass(frozen=True, slots=True)
class Translation:
    """Indonesian text and the English text whose vector, as the teacher has it, it should get."""

    indonesian: str
    english: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A question or headline and a passage that answers it, as the student reads them."""

    question: str
    passage: str
    clean: tuple[str, str] | None = None
    """Both as a teacher of relevance should read them: typed with care, and in one language where that is
    known. None: as the student does."""

    @property
    def taught(self) -> tuple[str, str]:
        """What the teacher of relevance reads."""
        return self.clean or (self.question, self.passage)


def sentences(pairs: Sequence[Pair], weights: dict[str, float], chance: random.Random) -> list[Translation]:
    """Each pair as often as its source weighs: 0.5 keeps one in two, 2 takes each twice."""
    taken = []
    for pair in pairs:
        weight = weights.get(pair.source, 1.0)
        times = int(weight) + (chance.random() < weight % 1)
        taken += [Translation(pair.indonesian, pair.english)] * times
    return taken


def paragraphs(pairs: Sequence[Pair], weights: dict[str, float], chance: random.Random) -> list[Translation]:
    """Pairs that follow one another in their source, joined to the length of a passage."""
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
    """Questions of a judged set with their passage, but for every `keep_out`-th, which is for reporting."""
    passages = {record["_id"]: record["text"] for record in json_lines(folder / "corpus.jsonl")}
    questions = {record["_id"]: record["text"] for record in json_lines(folder / "queries.jsonl")}
    judged = (folder / "qrels" / "test.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for line in judged:
        question, passage, _ = line.split("\t")
        if not (keep_out and held_out(question, keep_out)):
            yield Answered(questions[question], passages[passage])


def questions(folder: Path) -> set[str]:
    """The questions of a judged set, lower-case."""
    return {record["text"].strip().lower() for record in json_lines(folder / "queries.jsonl")}


TRAINED_ON = {"tydiqa-id-train": 5, "squad2dev-mt-id": 5}
"""Of the questions of these sets training takes all but one in so many (`held_out`)."""


def held_out(question_id: str, every: int) -> bool:
    """Whether a question is kept for reporting: one in `every`, by a hash of its id that never changes."""
    return sum(ord(c) * (i + 1) for i, c in enumerate(question_id)) % every == 0


def not_trained_on(name: str, questions: Iterable[str]) -> list[str]:
    """Those question ids of a judged set that training did not see; all, where it saw none of the set."""
    every = TRAINED_ON.get(name)
    return [question for question in questions if not every or held_out(question, every)]


def articles(path: Path) -> Iterator[Article]:
    """The records of one `.jsonl.xz` of news."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def news(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The records of all news of a folder, each with its language."""
    for path in sorted(folder.glob("*.jsonl.xz")):
        for record in articles(path):
            # Global Voices tells its language in the name of the file alone.
            yield record.get("lang", path.name.split(".")[0][-2:]), record


def headlines(news: Iterable[Article]) -> Iterator[Answered]:
    """Headlines with their article, but for those too short to tell what it is about."""
    for article in news:
        title, text = (article.get("title") or "").strip(), (article.get("text") or "").strip()
        if len(title) > 15 and len(text) > 100:
            yield Answered(title, text)


def excerpt(text: str, chance: random.Random) -> str:
    """A stretch of a text, the length of a passage; mostly its beginning, at times from further in."""
    start = 0
    if len(text) > 2 * PARAGRAPH_CHARACTERS and chance.random() < 0.3:
        start = text.find(" ", chance.randrange(len(text) - PARAGRAPH_CHARACTERS)) + 1
    end = text.find(" ", start + int(chance.uniform(0.7, 1.3) * PARAGRAPH_CHARACTERS))
    return text[start:] if end < 0 else text[start:end]


def misspelt(text: str, chance: random.Random) -> str:
    """A text as people type it: letters dropped, doubled or swapped in one word of six, few words lost."""
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
    """The records of a `.jsonl`. `str.splitlines` would also part them at U+2028 and the like."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
