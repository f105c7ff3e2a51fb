"""How often the sentence shown from the right passage answers the question.

    python bench/answer_sentences.py --data ../shared/data

`answer_sentences.jsonl` has questions of `passage_questions.jsonl`, which were used to choose how sentences
are scored (`index.ranking.sentence_choice`), and of `train/reading_questions.jsonl`, which only report. Each
comes with the sentences of a passage about it that answer by themselves, as (start, end) in the article. The
readers who marked them saw the question, the article's title and the sentences, but not the sentence that
Cari shows. Prints a Markdown table: of the questions whose right article is shown with a passage that has
such a sentence, the share for which that sentence is shown.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from passage_questions import record
from whole_articles import data_folder, name, searching

from train.examples import json_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from index import Searcher

QUESTIONS = Path(__file__).with_suffix(".jsonl")


def main() -> None:
    """Build the index, ask, and print the table."""
    data = data_folder(__doc__)
    questions = list(json_lines(QUESTIONS))
    with searching(data, questions) as searcher:
        print("| questions | with an answer in the passage | it is shown |")
        print("|---" * 3 + "|")
        for kind in ("choosing", "reporting"):
            these = [one for one in questions if one["for"] == kind]
            print(f"| {kind} | {_row(searcher, data, these)} |", flush=True)


def _row(searcher: Searcher, data: Path, questions: Iterable[Mapping[str, Any]]) -> str:
    shown = []
    for one in questions:
        text = record(data, one["where"])["text"]
        answers = [text[start:end] for start, end in one["answers"]]
        for hit in searcher.search(one["question"]).hits:
            passage, cut = hit.passage.text, hit.snippet
            if hit.article.record_id == name(one) and any(answer in passage for answer in answers):
                sentence = passage[cut.start : cut.end]
                shown.append(any(answer in sentence or sentence in answer for answer in answers))
    return f"{len(shown):,} | {sum(shown) / len(shown):.3f}"


if __name__ == "__main__":
    main()
