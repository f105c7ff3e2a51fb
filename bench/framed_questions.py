"""The loss from conversational framing of questions, and how much of it is recovered by removing the framing.

    python bench/framed_questions.py ../shared/data/eval/tydiqa-id-train ../shared/data/eval/tico19-sent-en-id

Asks the first questions of judged sets three times: unchanged, within one of the frames of
`framed_questions.jsonl` with all words searched for, and within the frame with framing removed, as Cari does.
Prints nDCG@10 of the fused ranking. The author of the frames had not seen the tables `framing_*.toml`.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from index import Searcher, build
from index.evaluation.measures import MEASURES, measure
from index.judged import JudgedSet
from index.understanding import phrasing
from train.examples import json_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FRAMES = Path(__file__).with_suffix(".jsonl")
QUESTIONS = 500
SHOWN = 10


def framed(questions: Mapping[str, str], frames: Sequence[str]) -> dict[str, str]:
    """Put each question in a frame, all frames in turn; its first letter is small except in acronyms."""
    return {
        name: frames[at % len(frames)].replace("{question}", _uncapitalised(question.strip()))
        for at, (name, question) in enumerate(questions.items())
    }


def _uncapitalised(question: str) -> str:
    return question if question[:2].isupper() else question[:1].lower() + question[1:]


def score(searcher: Searcher, names: Sequence[str], judged: JudgedSet, questions: Mapping[str, str]) -> float:
    """Return the mean nDCG@10 of the fused ranking."""
    rankings = {
        name: [names[article] for article in searcher.ranking(question, SHOWN)]
        for name, question in questions.items()
    }
    return measure(judged.judgements, rankings)[MEASURES[0]]


def main() -> None:
    """Measure each set."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", type=Path, help="judged sets (BEIR layout)")
    arguments = parser.parse_args()
    frames = list(json_lines(FRAMES))
    print(f"{'set':<22}{'plain':>8}{'looked for':>12}{'left out':>10}")
    for folder in arguments.sets:
        judged = JudgedSet.read(folder).first(QUESTIONS)
        language = "en" if "-en-id" in folder.name or folder.name.endswith("-en") else "id"
        asked = framed(judged.questions, [one["template"] for one in frames if one["language"] == language])
        with tempfile.TemporaryDirectory() as data:
            build([str(judged.corpus)], Path(data))
            searcher = Searcher.open(Path(data))
            names = searcher.record_ids()
            plain, left_out = (score(searcher, names, judged, some) for some in (judged.questions, asked))
            with patch.object(phrasing, "framing", return_value=[]):
                looked_for = score(searcher, names, judged, asked)
            searcher.close()
        print(f"{folder.name:<22}{plain:>8.4f}{looked_for:>12.4f}{left_out:>10.4f}")


if __name__ == "__main__":
    main()
