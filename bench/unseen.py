"""The results of the legs on the questions of a judged set that training did not see, over all its passages.

    python bench/unseen.py ../shared/data/eval/tydiqa-id-train ../shared/data/eval/squad2dev-mt-id

Prints a Markdown table. `cari evaluate` asks all questions of a set.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from index import open_encoder
from index.evaluation import MEASURES, run_set
from index.judged import JudgedSet
from train.examples import not_trained_on


def unseen(folder: Path) -> JudgedSet:
    """Return a judged set with only the questions that training did not see."""
    judged = JudgedSet.read(folder)
    return judged.only(not_trained_on(judged.name, judged.questions))


def main() -> None:
    """Ask the questions of each set, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", type=Path, nargs="+", help="judged sets (BEIR layout)")
    sets: list[Path] = parser.parse_args().sets
    encoder = open_encoder()
    print("| set | questions | leg | " + " | ".join(MEASURES) + " |")
    print("|---" * (len(MEASURES) + 3) + "|")
    for folder in sets:
        for leg in run_set(unseen(folder), encoder=encoder).measures():
            values = " | ".join(f"{leg.whole.values[name]:.4f}" for name in MEASURES)
            print(f"| {leg.set} | {leg.whole.queries} | {leg.leg} | {values} |", flush=True)


if __name__ == "__main__":
    main()
