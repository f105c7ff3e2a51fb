"""What the dense leg's share brings: fixed shares, and the rule that ships, on the same candidates.

    python bench/fusion.py ../shared/data/eval/facqa-id ../shared/data/eval/tydiqa-id-train ...

Prints a Markdown table of nDCG@10 over all questions of each set; of sets that the model was trained on, over
those that training did not see. A share of 1 is the dense leg alone.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from unseen import unseen

from index import Filters, Preferences, Searcher, build, open_encoder
from index.evaluation.measures import MEASURES, measure
from index.ranking.fusion import fuse, language_debiased
from index.search import DEPTH
from index.search.candidates import share_of
from index.search.understanding import understand

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index import Encoder
    from index.judged import JudgedSet
    from index.search import Candidates

FIXED = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 1.0)
RULE = "the rule"
SHOWN = 10


def shares(question: str) -> dict[str, float]:
    """Each way of choosing a share, and what it gives for a question."""
    asked = understand(question, Filters(), Preferences(time="off"))
    return {**{f"{share:.2f}": share for share in FIXED}, RULE: share_of(asked)}


def ranking(found: Candidates, share: float) -> list[int]:
    """The best articles by the fused score, each at its best passage."""
    total = np.add(
        *fuse(*language_debiased(found.dense, found.lexical, found.other_language), share, found.first)
    )
    return list(dict.fromkeys(found.articles[np.argsort(-total, kind="stable")].tolist()))[:SHOWN]


def measured(judged: JudgedSet, encoder: Encoder) -> dict[str, float]:
    """The mean nDCG@10 of each way, over an index of the set's documents."""
    rankings: dict[str, dict[str, list[str]]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        build([str(judged.corpus)], Path(temporary), encoder=encoder)
        searcher = Searcher.open(Path(temporary), encoder)
        documents = searcher.record_ids()
        for name, question in judged.questions.items():
            found = searcher.candidates(question, DEPTH)
            for way, share in shares(question).items():
                best = [documents[article] for article in ranking(found, share)]
                rankings.setdefault(way, {})[name] = best
        searcher.close()
    return {way: measure(judged.judgements, found)[MEASURES[0]] for way, found in rankings.items()}


def print_table(first: str, ways: Mapping[str, Sequence[float]], sets: Sequence[Path]) -> None:
    """A Markdown table: a row for each way, a column for each set, and their mean."""
    print(f"| {first} | " + " | ".join(folder.name for folder in sets) + " | mean |")
    print("|---" * (len(sets) + 2) + "|")
    for way, values in ways.items():
        print("| " + " | ".join([way, *(f"{value:.4f}" for value in (*values, np.mean(values)))]) + " |")


def main() -> None:
    """Measure each set, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", type=Path, nargs="+", help="judged sets (BEIR layout)")
    sets: list[Path] = parser.parse_args().sets
    encoder = open_encoder()
    results = [measured(unseen(folder), encoder) for folder in sets]
    print_table("share", {way: [result[way] for result in results] for way in results[0]}, sets)


if __name__ == "__main__":
    main()
