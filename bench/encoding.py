"""How fast the bundled model is on two cores, compared with an older one.

    python bench/encoding.py --baseline FOLDER

Prints a Markdown table: passages of 140 tokens a second (in one call, as in a build, which sorts them by
length and spreads them over the cores), milliseconds for a question of 12 words, and milliseconds to open the
model in a new process. The models take turns within the run: on a machine that others use as well, rely on
the ratio (bundled by baseline). The texts are from seeds/; each model's own tokenizer cuts the passages.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from index import Article
from index.dense.bundled import MODEL, BundledEncoder
from index.reading import find_files, read_file

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[1]
CORES = 2
PASSAGE_TOKENS = 140
"""Length of a passage of a news article, including the two special tokens."""
PASSAGES = 96
"""Passages of one call: nearly all of seeds/. A build makes calls of 256."""
QUESTION_WORDS = 12
QUESTIONS = 200
ROUNDS = 7
"""Turns of each model; the result is the median."""
OPENING = """
import sys, time
from pathlib import Path
from index.dense.bundled import BundledEncoder
started = time.perf_counter()
BundledEncoder.open(Path(sys.argv[1]))
print(1000 * (time.perf_counter() - started))
"""
"""Run in a new process: opening includes the import of onnxruntime and tokenizers."""


@dataclass(slots=True)
class Subject:
    """A model, its texts, and its measurements, one for each round."""

    folder: Path
    encoder: BundledEncoder
    passages: list[str]
    questions: list[str]
    rates: list[float] = field(default_factory=list)
    """Passages a second."""
    waits: list[float] = field(default_factory=list)
    """Median milliseconds for a question."""
    openings: list[float] = field(default_factory=list)
    """Milliseconds to open the model."""

    @classmethod
    def open(cls, folder: Path) -> Subject:
        """Open a model of the bundled kind, make its texts and warm it up."""
        encoder = BundledEncoder.open(folder)
        bodies = article_bodies()
        subject = cls(folder, encoder, passages(bodies, encoder), questions(bodies))
        encoder.passages(subject.passages[:8])
        encoder.queries(subject.questions[:8])
        return subject

    def take_turn(self) -> None:
        """Take every measure once."""
        started = time.perf_counter()
        self.encoder.passages(self.passages)
        self.rates.append(len(self.passages) / (time.perf_counter() - started))
        waits = []
        for question in self.questions:
            started = time.perf_counter()
            self.encoder.queries([question])
            waits.append(1000 * (time.perf_counter() - started))
        self.waits.append(statistics.median(waits))
        command = [sys.executable, "-c", OPENING, str(self.folder)]
        opened = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
        self.openings.append(float(opened.stdout))


def article_bodies() -> list[str]:
    """Return the articles of seeds/, in the order of their files."""
    outcomes = (outcome for file in find_files([str(ROOT / "seeds")])[0] for outcome in read_file(file))
    return [outcome.body for outcome in outcomes if isinstance(outcome, Article)]


def passages(bodies: Sequence[str], encoder: BundledEncoder) -> list[str]:
    """Return runs of `PASSAGE_TOKENS` tokens of continuous text, half of them Indonesian."""
    text = " ".join(" ".join(body.split()) for body in bodies)
    spans = encoder.token_spans(text)
    own = PASSAGE_TOKENS - (encoder.identity.max_tokens - encoder.passage_tokens)
    starts = range(0, len(spans) - own, own)
    return [text[spans[at][0] : spans[at + own - 1][1]] for at in starts][:PASSAGES]


def questions(bodies: Sequence[str]) -> list[str]:
    """Return `QUESTIONS` runs of `QUESTION_WORDS` words, spread over all texts."""
    words = " ".join(bodies).split()
    starts = range(0, len(words) - QUESTION_WORDS, len(words) // QUESTIONS)
    return [" ".join(words[at : at + QUESTION_WORDS]) for at in starts][:QUESTIONS]


def table(subjects: Sequence[Subject]) -> str:
    """Return a column for each model; with two, also the median over rounds of first divided by second."""
    measures = {
        f"passages of {PASSAGE_TOKENS} tokens a second": [subject.rates for subject in subjects],
        f"ms a question of {QUESTION_WORDS} words": [subject.waits for subject in subjects],
        "ms to open": [subject.openings for subject in subjects],
    }
    models = [subject.encoder.identity for subject in subjects]
    names = [f"{model.name} {model.revision}" for model in models]
    header = ["", *names, *["ratio"] * (len(names) - 1)]
    rows = [header, ["---"] * len(header)]
    for measure, columns in measures.items():
        first, *others = columns
        ratios = [statistics.median(a / b for a, b in zip(first, other, strict=True)) for other in others]
        figures = [f"{statistics.median(column):.3g}" for column in columns]
        rows.append([measure, *figures, *(f"{ratio:.2f}" for ratio in ratios)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def circumstances() -> str:
    """Return machine, cores, date and commit."""
    cpu = Path("/proc/cpuinfo")
    lines = cpu.read_text(encoding="utf-8").splitlines() if cpu.is_file() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    machine = models[0] if models else platform.processor() or platform.machine()
    describe = ["git", "describe", "--always", "--dirty"]
    commit = subprocess.run(describe, cwd=ROOT, check=False, capture_output=True, text=True).stdout.strip()
    return f"{machine}, {CORES} cores; {date.today()}; commit {commit or 'unknown'}; {ROUNDS} rounds"


def main() -> None:
    """Measure in turns and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--baseline", type=Path, help="folder of an older model of the bundled kind")
    baseline = parser.parse_args().baseline
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    subjects = [Subject.open(folder.resolve()) for folder in (MODEL, baseline) if folder]
    for _ in range(ROUNDS):
        for subject in subjects:
            subject.take_turn()
    print(table(subjects), "", circumstances(), sep="\n")


if __name__ == "__main__":
    main()
