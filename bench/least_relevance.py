"""The effect of a least relevance: right first hits that stay, and hits of unanswerable questions that stay.

    python bench/least_relevance.py --data ../shared/data

Asks our own questions about news (`train/reading_questions.py`), each in both languages, and the questions of
`train/judged_hits.jsonl` that have no answer; half of these are near misses, about things in the news. Of
both, only those are asked that relevance was not fitted on. Then it asks the sample corpus of 60 articles its
own questions, of which relevance was fitted on half, and the near misses of `near_misses.jsonl`. Prints two
Markdown tables. `--index FOLDER` keeps the two indexes, of 20,000 articles, for the next run.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index import Searcher, build, open_encoder
from index.records import KNOWN_LANGUAGES
from train.examples import json_lines
from train.reading_questions import QUESTIONS, SETS
from train.relevance import OWN_IN_TURNS
from train.relevance_hits import HITS, SAMPLE, judged_by_reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.dense.encoder import Encoder

LEAST = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8)
NEAR_MISSES = Path(__file__).with_name("near_misses.jsonl")
"""Questions about the articles of the sample corpus that none of them answers."""
UNANSWERED = {"near": "near misses", "foreign": "nothing tells"}


def main() -> None:
    """Ask, and print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--index", type=Path, help="folder that keeps the indexes")
    arguments = parser.parse_args()
    encoder = open_encoder()
    kept: dict[str, list[float]] = {"right first hits": [], **{name: [] for name in UNANSWERED.values()}}
    print("| index | asked in | questions | right | stated, right | … wrong |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as temporary:
        for about, told in OWN_IN_TURNS:
            folder = (arguments.index or Path(temporary)) / SETS[about, told]
            if not folder.exists():
                build([arguments.data / "eval" / folder.name / "corpus.jsonl"], folder, encoder=encoder)
            searcher = Searcher.open(folder, encoder)
            for language in KNOWN_LANGUAGES:
                stated, right = np.array(list(_first(searcher, about, told, language))).T
                of_right, of_wrong = stated[right == 1], stated[right == 0]
                kept["right first hits"] += of_right.tolist()
                print(
                    f"| {about} | {language} | {len(right)} | {right.mean():.3f} | {of_right.mean():.3f} "
                    f"| {of_wrong.mean():.3f} |"
                )
            for group, name in UNANSWERED.items():
                kept[name] += _best(searcher, f"own-{about}-{told}", group)
    kept |= _of_sample(encoder)
    print("\n| least relevance | " + " | ".join(map(str, LEAST)) + " |\n|---" + "|---" * len(LEAST) + "|")
    for name, values in kept.items():
        shares = " | ".join(f"{np.mean(np.array(values) >= least):.2f}" for least in LEAST)
        print(f"| {name} ({len(values)}) | {shares} |")


def _of_sample(encoder: Encoder) -> dict[str, list[float]]:
    """Return the relevance of right first hits, and the highest of each near miss, over the sample corpus."""
    with tempfile.TemporaryDirectory() as data:
        build([SAMPLE], Path(data), encoder=encoder)
        searcher = Searcher.open(Path(data), encoder)
        right = []
        for one in json_lines(SAMPLE / "queries.jsonl"):
            [hit] = searcher.search(one["text"], limit=1).hits
            if any(hit.article.origin.endswith(name) for name in one["articles"]):
                right.append(hit.relevance or 0.0)
        near = [_highest(searcher, one["text"]) for one in json_lines(NEAR_MISSES)]
        searcher.close()
    return {"sample corpus: right first hits": right, "sample corpus: near misses": near}


def _first(searcher: Searcher, about: str, told: str, language: str) -> Iterator[tuple[float, bool]]:
    """Yield the relevance of the first hit of every other own question, and whether its article is right."""
    lines = json_lines(QUESTIONS)
    for one in [one for one in lines if one["about"] == about][1::2]:
        [hit] = searcher.search(one[language], limit=1).hits
        yield hit.relevance or 0.0, hit.article.record_id == one["passages"][told]


def _best(searcher: Searcher, name: str, group: str) -> list[float]:
    """Return the highest relevance of the hits of every other question that has no answer."""
    return [
        _highest(searcher, one["question"]) for one in judged_by_reading(name, 1) if one["group"] == group
    ]


def _highest(searcher: Searcher, question: str) -> float:
    return max(hit.relevance or 0.0 for hit in searcher.search(question, limit=HITS).hits)


if __name__ == "__main__":
    main()
