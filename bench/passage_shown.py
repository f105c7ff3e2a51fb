"""How often a question about one passage of an article is shown that passage.

    python bench/passage_shown.py --data ../shared/data

Asks the questions of `passage_questions.jsonl` that are about a part of a news article, in both languages, of
an index of those whole articles. Prints a Markdown table: a row for each language of question and article,
with the share of the questions whose article is first, and among ten hits. For articles with several passages
among the ten hits, it prints the share in which the passage shown contains the part.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from passage_questions import QUESTIONS, passage
from whole_articles import data_folder, name, searching

from index.records import KNOWN_LANGUAGES
from train.examples import json_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from index import Answer, Searcher

LEAST = 0.4
"""Share of a part's word trigrams that a passage must have to contain it: a part split between two passages
is complete in neither. Every part has such a passage; for 41 in 100 it is the article's first."""


def main() -> None:
    """Build the index, ask, and print the table."""
    data = data_folder(__doc__)
    written = json_lines(QUESTIONS)
    stretches = [one for one in written if "span" in one["where"]]
    with searching(data, stretches) as searcher:
        print("| question → article | questions | article first | among ten | several passages | right one |")
        print("|---" * 6 + "|")
        for asked in KNOWN_LANGUAGES:
            for told in KNOWN_LANGUAGES:
                print(f"| {asked} → {told} | {_row(searcher, data, stretches, asked, told)} |", flush=True)


def _row(
    searcher: Searcher, data: Path, stretches: Iterable[Mapping[str, Any]], asked: str, told: str
) -> str:
    found: Counter[str] = Counter()
    for one in stretches:
        if stretch := passage(data, one["where"]).get(told):
            found.update(_outcomes(searcher.search(one[asked]), name(one), _trigrams(stretch)))
    questions, several = found["asked"], found["several"]
    return (
        f"{questions:,} | {found['first'] / questions:.3f} | {found['ten'] / questions:.3f} | {several:,} | "
        f"{found['shown'] / several:.3f}"
    )


def _outcomes(answer: Answer, article: str, stretch: set[Sequence[str]]) -> Iterable[str]:
    """Yield what is true of an answer."""
    yield "asked"
    for rank, hit in enumerate(answer.hits):
        if hit.article.record_id != article:
            continue
        yield "ten"
        if rank == 0:
            yield "first"
        if hit.passage.text != hit.article.body:
            yield "several"
            if len(stretch & _trigrams(hit.passage.text)) >= LEAST * len(stretch):
                yield "shown"


def _trigrams(text: str) -> set[Sequence[str]]:
    words = re.findall(r"\w+", text.lower())
    return set(zip(words, words[1:], words[2:], strict=False))


if __name__ == "__main__":
    main()
