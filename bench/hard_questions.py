"""Thirty hard questions over seeds/, ten kinds of three: where the model fails, and which leg also fails.

    python bench/hard_questions.py

Indexes seeds/ into a temporary data directory, asks the questions of hard_questions.jsonl, and prints the
rank of the article that answers: in the dense leg, in the lexical leg, and fused as in `cari search`. If
another article is first, it is named. Then follows the same by kind.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index import Article, Searcher, build
from index.reading import find_files, read_file
from index.search import MOST_HITS
from train.examples import json_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
QUESTIONS = Path(__file__).with_suffix(".jsonl")
LEGS = ("dense", "lexical", "fused")
DEPTH = 1000
"""Candidates of each leg: more than the number of passages in seeds/."""


@dataclass(frozen=True, slots=True)
class HardQuestion:
    """A question, and the reason why it is hard."""

    id: str
    text: str
    language: str
    cell: str
    """Language of the question, then of the article."""
    articles: tuple[str, ...]
    """The articles that answer: files of seeds/; a record of a `.jsonl` file is `file#id`."""
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The ranks of the articles that answer a question."""

    question: HardQuestion
    ranks: dict[str, int | None]
    """By leg, from 1; None if the leg did not find any of them."""
    first: str
    """The first article of the fused ranking."""


def read_questions() -> list[HardQuestion]:
    """Return the questions in their order."""
    records = list(json_lines(QUESTIONS))
    return [
        HardQuestion(
            id=record["_id"],
            articles=tuple(record["articles"]),
            **{name: record[name] for name in ("text", "language", "cell", "kind", "why")},
        )
        for record in records
    ]


def file_names() -> dict[str, str]:
    """Return the name of each article in seeds/queries.jsonl, by record id or else by article id."""
    names = {}
    for file in find_files([str(SEEDS)])[0]:
        path = file.path.resolve().relative_to(SEEDS).as_posix()
        for article in read_file(file):
            if isinstance(article, Article):
                names[article.record_id or article.id] = (
                    f"{path}#{article.record_id}" if article.record_id else path
                )
    return names


def rankings(searcher: Searcher, question: str, names: Sequence[str]) -> dict[str, list[str]]:
    """Return articles by each leg, best first, each at its best passage; `names` are by ordinal."""
    found = searcher.candidates(question, DEPTH)

    def articles(rows: NDArray[np.integer]) -> list[str]:
        places = np.searchsorted(found.rows, rows)
        return [names[ordinal] for ordinal in dict.fromkeys(found.articles[places].tolist())]

    known = dict(zip(searcher.record_ids(), names, strict=True))
    hits = searcher.search(question, limit=MOST_HITS).hits
    return {
        "dense": articles(found.dense_found),
        "lexical": articles(found.lexical_found),
        "fused": [known[hit.article.record_id or hit.article.id] for hit in hits],
    }


def ask(searcher: Searcher, questions: Iterable[HardQuestion]) -> list[Outcome]:
    """Ask all questions of one index of seeds/."""
    known = file_names()
    names = [known[record] for record in searcher.record_ids()]
    outcomes = []
    for question in questions:
        if unknown := set(question.articles) - set(names):
            raise SystemExit(
                f"{question.id} names {sorted(unknown)}, which seeds/ does not have: correct it."
            )
        found = rankings(searcher, question.text, names)
        ranks = {leg: _rank(found[leg], question.articles) for leg in LEGS}
        outcomes.append(Outcome(question, ranks, found["fused"][0]))
    return outcomes


def _rank(ranking: Sequence[str], wanted: Iterable[str]) -> int | None:
    return min((ranking.index(name) + 1 for name in wanted if name in ranking), default=None)


def question_table(outcomes: Iterable[Outcome]) -> str:
    """Return a Markdown row for each question: its ranks, and the wrong article that was first."""
    lines = [
        "| question | kind | cell | dense | lexical | fused | first instead |",
        "|---|---|---|---|---|---|---|",
    ]
    for outcome in outcomes:
        question = outcome.question
        ranks = " | ".join(str(outcome.ranks[leg] or "–") for leg in LEGS)
        instead = "" if outcome.first in question.articles else outcome.first
        lines.append(f"| {question.text} | {question.kind} | {question.cell} | {ranks} | {instead} |")
    return "\n".join(lines)


def kind_table(outcomes: Sequence[Outcome]) -> str:
    """Return a Markdown row for each kind and cell: number of firsts by leg, and the mean of 1 / rank."""
    groups: defaultdict[str, list[Outcome]] = defaultdict(list)
    for by in ("kind", "cell"):
        for outcome in outcomes:
            groups[getattr(outcome.question, by)].append(outcome)
    groups["all"] = list(outcomes)
    lines = ["| | questions | dense | lexical | fused |", "|---|---|---|---|---|"]
    for name, group in groups.items():
        figures = []
        for leg in LEGS:
            ranks = [outcome.ranks[leg] for outcome in group]
            reciprocal = sum(1 / rank for rank in ranks if rank) / len(ranks)
            figures.append(f"{ranks.count(1)} ({reciprocal:.2f})")
        lines.append(f"| {name} | {len(group)} | {' | '.join(figures)} |")
    return "\n".join(lines)


def main() -> None:
    """Index, ask, print."""
    with tempfile.TemporaryDirectory() as folder:
        build([SEEDS], Path(folder))
        searcher = Searcher.open(Path(folder))
        outcomes = ask(searcher, read_questions())
        searcher.close()
    print("Rank of the article that answers, and the article that is first instead:", "", sep="\n")
    print(question_table(outcomes), "", sep="\n")
    print("Questions whose article comes first, and the mean of 1 / rank:", "", sep="\n")
    print(kind_table(outcomes))


if __name__ == "__main__":
    main()
