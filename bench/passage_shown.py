"""How often a question about one passage of an article is shown that passage.

    python bench/passage_shown.py --data ../shared/data

Asks the questions of `passage_questions.jsonl` that are about a stretch of a news article, in both languages,
of an index of those articles as a whole. Prints a Markdown table: a row for each language of question and
article, with how many of the questions have their article first, and among ten hits; and for how many of the
latter, where the article has several passages, the one that is shown holds the stretch.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from passage_questions import LANGUAGES, QUESTIONS, passage
from whole_articles import data_folder, name, searching

from train.examples import json_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from index import Answer, Searcher

LEAST = 0.4
"""Share of a stretch's trigrams of words that a passage holds it by: one that two passages part is wholly in
neither. Every stretch has such a passage; of 41 in 100 it is the article's first."""


def main() -> None:
    """Build the index, ask, and print the table."""
    data = data_folder(__doc__)
    written = json_lines(QUESTIONS)
    stretches = [one for one in written if "span" in one["where"]]
    with searching(data, stretches) as searcher:
        print("| question → article | questions | article first | among ten | several passages | right one |")
        print("|---" * 6 + "|")
        for asked in LANGUAGES:
            for told in LANGUAGES:
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
    """What is true of an answer."""
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
