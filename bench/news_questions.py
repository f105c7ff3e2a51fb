"""The results of the legs on 1,000 questions about one news article each, in both languages.

    python bench/news_questions.py --data ../shared/data

The articles of `news_questions.jsonl` are from three judged sets, where they are searched among all articles
of the set, and from Global Voices, where they are searched among 6,000 articles drawn at random. The writers
of the questions saw the beginning of one article at a time. They were asked to use their own words, to write
a third of the questions as keywords, and half without names of persons. Questions about clickid were used to
choose whether the lexicon has a glossary; the others chose nothing. Prints a Markdown table: rows for each
set and language of the question.
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from passage_questions import asked_of, of_legs, print_heading, records
from whole_articles import data_folder

from train.examples import json_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

QUESTIONS = Path(__file__).with_suffix(".jsonl")
MOST_ARTICLES, LONGEST_NOTE = 6_000, 600
"""Articles taken from Global Voices, and the length in characters that each must exceed."""
SEED = 20261129


def main() -> None:
    """Measure each cell, and print the table."""
    data = data_folder(__doc__)
    by_file: dict[str, list[Any]] = {}
    for one in json_lines(QUESTIONS):
        by_file.setdefault(one["where"]["file"], []).append(one)
    print_heading("articles of")
    for file, written in by_file.items():
        asked = [(str(at), one["where"]["passage"], one) for at, one in enumerate(written)]
        with tempfile.TemporaryDirectory() as temporary:
            judged = asked_of(Path(temporary) / "set", articles(data / file), asked)
            for row in of_legs(judged, file.split("/")[1], Path(temporary)):
                print(row, flush=True)


def articles(file: Path) -> Iterator[dict[str, Any]]:
    """Yield the articles of a file that are asked for, and those beside them."""
    every = list(records(file).items())
    if file.suffix == ".xz":
        every = [(name, one) for name, one in every if len(one["text"] or "") > LONGEST_NOTE]
        random.Random(SEED).shuffle(every)  # noqa: S311 - nothing is kept secret by it
        every = every[:MOST_ARTICLES]
    for name, one in every:
        yield {"_id": name, "title": one["title"], "text": one["text"]}


if __name__ == "__main__":
    main()
