"""Draws as large as TyDi QA's Indonesian validation set, for which figures are published.

    pip install -c constraints.txt -e .[train]
    python bench/tydiqa_draws.py ../shared/data/eval/tydiqa-id-train

Each draw has 565 questions that training did not see, and only the passages that answer them. Prints a
Markdown table: the vectors of whole passages alone, with exact search, of multilingual-e5-small
(`multilingual_e5.py`) and of the bundled model; then the legs, and the fused ranking. The ratio of the
published figure of multilingual-e5-small to its row here shows how hard a draw is.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from multilingual_e5 import multilingual_e5
from passage_questions import of_one_right
from unseen import unseen

from index import open_encoder
from index.evaluation import MEASURES, run_set
from index.evaluation.measures import LEGS
from train.examples import json_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index import Encoder
    from index.judged import JudgedSet

QUESTIONS = 565
DRAWS = 3
SHOWN = ("R@1", "nDCG@10")


def main() -> None:
    """Measure each draw, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", type=Path, help="the judged set (BEIR layout)")
    whole = unseen(parser.parse_args().set)
    print("| draw | passages | by | " + " | ".join(SHOWN) + " |")
    print("|---" * (3 + len(SHOWN)) + "|")
    with tempfile.TemporaryDirectory() as temporary:
        bundled, other = open_encoder(), multilingual_e5(Path(temporary) / "e5")
        for number in range(1, DRAWS + 1):
            judged, passages = draw(whole, number, Path(temporary) / f"{number}.jsonl")
            rows = {
                "multilingual-e5-small, vectors": by_vectors(other, judged, passages),
                "bundled, vectors": by_vectors(bundled, judged, passages),
                **by_legs(bundled, judged),
            }
            for by, values in rows.items():
                shown = " | ".join(f"{value:.4f}" for value in values)
                print(f"| {number} | {len(passages)} | {by} | {shown} |", flush=True)


def draw(whole: JudgedSet, seed: int, corpus: Path) -> tuple[JudgedSet, dict[str, str]]:
    """Return some questions of a set over the passages that answer them, and these passages by name."""
    drawn = whole.only(random.Random(seed).sample(list(whole.questions), QUESTIONS))  # noqa: S311 - no secret
    answering = {name for grades in drawn.judgements.values() for name in grades}
    assert whole.corpus is not None
    documents = json_lines(whole.corpus)
    kept = [one for one in documents if one["_id"] in answering]
    corpus.write_text("".join(json.dumps(one) + "\n" for one in kept), encoding="utf-8")
    return replace(drawn, corpus=corpus), {one["_id"]: one["text"] for one in kept}


def by_vectors(encoder: Encoder, judged: JudgedSet, passages: dict[str, str]) -> Iterable[float]:
    """Return R@1 and nDCG@10 of one vector a passage with exact search; each question has one answer."""
    scores = encoder.queries(list(judged.questions.values())) @ encoder.passages(list(passages.values())).T
    at = {name: place for place, name in enumerate(passages)}
    right = [at[next(iter(judged.judgements[question]))] for question in judged.questions]
    ndcg, first = of_one_right(scores, right)
    return first, ndcg


def by_legs(encoder: Encoder, judged: JudgedSet) -> dict[str, Iterable[float]]:
    """Return the results of the legs and of the fused ranking."""
    run = run_set(judged, encoder=encoder)
    places = [MEASURES.index(name) for name in SHOWN]
    return {f"bundled, {leg}": run.values[leg].mean(axis=0)[places] for leg in LEGS}


if __name__ == "__main__":
    main()
