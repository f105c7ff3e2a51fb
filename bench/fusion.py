"""The value of the dense share: fixed shares and the rule that ships, on the same candidates.

    python bench/fusion.py ../shared/data/eval/facqa-id ../shared/data/eval/tydiqa-id-train ...

Prints a Markdown table of nDCG@10 over all questions of each set; for sets that the model was trained on,
over the questions that training did not see. A share of 1 is the dense leg alone. `--words 2` asks two words
of each question instead, drawn at random among those of at least four letters.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from unseen import unseen

from index import Filters, Preferences, Searcher, build, open_encoder
from index.evaluation.measures import MEASURES, measure
from index.ranking.fusion import fuse
from index.search import DEPTH
from index.search.fused import kind_of
from index.understanding.parsing import checked_question, parse_question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index import Encoder
    from index.judged import JudgedSet
    from index.search import Candidates
    from index.understanding.parsed_question import ParsedQuestion

FIXED = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 1.0)
RULE = "the rule"
SHOWN = 10
SEED = 3


def shares(asked: ParsedQuestion) -> dict[str, float]:
    """Return the dense share that each way of choosing gives for a question."""
    return {**{f"{share:.2f}": share for share in FIXED}, RULE: kind_of(asked).dense_share}


def ranking(asked: ParsedQuestion, found: Candidates, share: float) -> list[int]:
    """Return the best articles by the fused score, each at its best passage."""
    levels = kind_of(asked).language_debiased(found.dense, found.lexical, found.other_language)
    fused = fuse(*levels, share, found.first)
    total = fused.dense + fused.lexical
    return list(dict.fromkeys(found.articles[np.argsort(-total, kind="stable")].tolist()))[:SHOWN]


def measured(judged: JudgedSet, encoder: Encoder) -> dict[str, float]:
    """Return the mean nDCG@10 of each way, over an index of the set's documents."""
    rankings: dict[str, dict[str, list[str]]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        build([str(judged.corpus)], Path(temporary), encoder=encoder)
        searcher = Searcher.open(Path(temporary), encoder)
        documents = searcher.record_ids()
        for name, question in judged.questions.items():
            found = searcher.candidates(question, DEPTH)
            asked = parse_question(checked_question(question), Filters(), Preferences(time="off"))
            for way, share in shares(asked).items():
                best = [documents[article] for article in ranking(asked, found, share)]
                rankings.setdefault(way, {})[name] = best
        searcher.close()
    return {way: measure(judged.judgements, found)[MEASURES[0]] for way, found in rankings.items()}


def print_table(first: str, ways: Mapping[str, Sequence[float]], sets: Sequence[Path]) -> None:
    """Print a Markdown table: a row for each way, a column for each set, and their mean."""
    print(f"| {first} | " + " | ".join(folder.name for folder in sets) + " | mean |")
    print("|---" * (len(sets) + 2) + "|")
    for way, values in ways.items():
        print("| " + " | ".join([way, *(f"{value:.4f}" for value in (*values, np.mean(values)))]) + " |")


def keywords(judged: JudgedSet, count: int) -> JudgedSet:
    """Replace each question by `count` of its words, in order; drop questions with fewer words."""
    random = np.random.default_rng(SEED)
    questions = {}
    for name, question in judged.questions.items():
        words = list(dict.fromkeys(re.findall(r"[^\W\d_]{4,}", question)))
        if len(words) >= count:
            chosen = sorted(random.choice(len(words), count, replace=False))
            questions[name] = " ".join(words[at] for at in chosen)
    judgements = {name: judged.judgements[name] for name in questions}
    return replace(judged, questions=questions, judgements=judgements)


def main() -> None:
    """Measure each set, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", type=Path, nargs="+", help="judged sets (BEIR layout)")
    parser.add_argument("--words", type=int, metavar="N", help="ask N words of each question")
    arguments = parser.parse_args()
    sets: list[Path] = arguments.sets
    encoder = open_encoder()
    judged = [unseen(folder) for folder in sets]
    if arguments.words:
        judged = [keywords(one, arguments.words) for one in judged]
    results = [measured(one, encoder) for one in judged]
    print_table("share", {way: [result[way] for result in results] for way in results[0]}, sets)


if __name__ == "__main__":
    main()
