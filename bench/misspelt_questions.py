"""The cost of a typo, and how much of it is recovered by searching for the word that was probably meant.

    python bench/misspelt_questions.py ../shared/data/eval/tydiqa-id-train ../shared/data/eval/facqa-id

Asks the first questions of judged sets, unchanged and with one typo in a word of at least four letters (a
letter missing, added or wrong, or two swapped). Each is asked with its own words alone, and with the words
that hardly any passage contains replaced, as Cari does. Prints nDCG@10 of the fused ranking; for sets that
the model was trained on, over questions that training did not see. Then it prints in how many of the
unchanged questions a word is replaced, and how many of those with a typo are corrected rightly, wrongly, and
not at all.

A second table compares the legs with the fused ranking, all respelt: of the questions unchanged, with the
typo, and in capitals; and the dense leg divided by the lexical leg.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np
from framed_questions import score
from unseen import unseen

from index import Searcher, build
from index.evaluation.asking import leg_rankings
from index.evaluation.measures import MEASURES, measure
from index.search import adapting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.judged import JudgedSet

QUESTIONS = 500
LETTERS = "aiueontrskl"
"""The most frequent letters of Indonesian."""
SEED = 3


def with_a_typo(question: str, chance: np.random.Generator) -> str:
    """Return the question with one word mistyped; the word keeps its first letter."""
    words = list(re.finditer(r"[A-Za-z]{4,}", question))
    if not words:
        return question
    start, end = words[chance.integers(len(words))].span()
    at = chance.integers(start + 1, end - 1)
    before, letter, after = question[:at], LETTERS[chance.integers(len(LETTERS))], question[at + 1 :]
    swapped = after[0] + question[at] + after[1:]
    return before + [after, letter + question[at:], letter + after, swapped][chance.integers(4)]


def put(searcher: Searcher, typed: Mapping[str, str], meant: Mapping[str, str]) -> Counter[str]:
    """Count the questions that are corrected as meant (right), otherwise (wrong), and not (left)."""
    outcomes = Counter[str]()
    for name, question in typed.items():
        asked = searcher.search(question, limit=1).understood.corrected
        outcomes["left" if asked is None else "right" if asked == meant[name] else "wrong"] += 1
    return outcomes


def legs(
    searcher: Searcher, names: Sequence[str], judged: JudgedSet, questions: Mapping[str, str], fused: float
) -> dict[str, float]:
    """Return the mean nDCG@10 of each leg, as `cari evaluate` measures it, and of the fused ranking."""
    found = {name: leg_rankings(searcher, question) for name, question in questions.items()}
    alone = {}
    for leg in ("dense", "lexical"):
        ranked = {name: [names[article] for article in of[leg]] for name, of in found.items()}
        alone[leg] = measure(judged.judgements, ranked)[MEASURES[0]]
    return {**alone, "fused": fused}


def print_legs(found: Mapping[tuple[str, str], Mapping[str, float]]) -> None:
    """Print a Markdown table of the results of `legs`, by set and by the typing of the questions."""
    print("\n| set | questions | dense | lexical | fused | dense / lexical |\n|---|---|---|---|---|---|")
    for (name, typed), values in found.items():
        figures = " | ".join(f"{value:.4f}" for value in values.values())
        print(f"| {name} | {typed} | {figures} | {values['dense'] / values['lexical']:.3f} |")


def main() -> None:
    """Measure each set."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", type=Path, help="judged sets (BEIR layout)")
    sets: list[Path] = parser.parse_args().sets
    print("| set | plain, as it is | plain, respelt | with a typo, as it is | with a typo, respelt", end="")
    print(" | plain, changed | put right | put wrong | left |")
    print("|---|---|---|---|---|---|---|---|---|")
    by_leg: dict[tuple[str, str], dict[str, float]] = {}
    for folder in sets:
        judged = unseen(folder).first(QUESTIONS)
        chance = np.random.default_rng(SEED)
        typed = {name: with_a_typo(question, chance) for name, question in judged.questions.items()}
        scores = []
        with tempfile.TemporaryDirectory() as data:
            build([str(judged.corpus)], Path(data))
            searcher = Searcher.open(Path(data))
            names = searcher.record_ids()
            for asked in (judged.questions, typed):
                with patch.object(adapting, "suggest", return_value=()):
                    scores.append(score(searcher, names, judged, asked))
                scores.append(score(searcher, names, judged, asked))
            changed = len(typed) - put(searcher, judged.questions, judged.questions)["left"]
            outcomes = put(searcher, typed, judged.questions)
            capitals = {name: question.upper() for name, question in judged.questions.items()}
            for way, asked, fused in (
                ("plain", judged.questions, scores[1]),
                ("a typo", typed, scores[3]),
                ("capitals", capitals, score(searcher, names, judged, capitals)),
            ):
                by_leg[judged.name, way] = legs(searcher, names, judged, asked, fused)
            searcher.close()
        counts = (changed, *(outcomes[outcome] for outcome in ("right", "wrong", "left")))
        cells = [judged.name, *(f"{value:.4f}" for value in scores), *map(str, counts)]
        print("| " + " | ".join(cells) + " |", flush=True)
    print_legs(by_leg)


if __name__ == "__main__":
    main()
