"""`python -m train`: make everything learnt that ships, step by step, each from the results of earlier steps.

Each step is a process of its own, so that its memory is free for the next one. After a stop, the same command
continues with the unfinished step, and `train.model` continues from its last checkpoint. Once `train.model`
has begun, other choices need another `--run`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from train.command import CONFIG, DATA, RUN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Step:
    """A module of this package that is run with arguments."""

    module: str
    arguments: tuple[str, ...]
    reads: tuple[Path, ...] = ()
    """Its files of choices. The data and code that it also reads are not watched: if you change them, begin
    another run."""
    resumes: bool = False
    """Whether it continues from its own earlier output in the run, even if that was made with other
    choices."""

    def content(self) -> bytes:
        """Return what identifies the step: its command and the present content of its files of choices."""
        said = json.dumps([self.module, *self.arguments]).encode()
        return said + b"".join(path.read_bytes() for path in self.reads)


def steps(data: Path, run: Path) -> tuple[Step, ...]:
    """Return all steps in order; they write to the places from which the files ship."""
    source = ("--data", str(data))
    return (
        # The odds come first: parallel text is cleaned by them.
        Step("train.language_odds", (str(data / "parallel"), "index/text/languages/odds.json")),
        Step("train.stems", source),
        Step("train.other_words", source),
        Step("train.lexicon", source),
        Step("train.kept_names", source),
        Step("train.model", (*source, "--run", str(run)), reads=(CONFIG,), resumes=True),
        Step("train.relevance", source),
    )


def run_steps(chosen: Sequence[Step], marks: Path) -> None:
    """Run the steps that have not finished, in order.

    Args:
        chosen: steps, each of which builds on those before it.
        marks: a JSON file of the finished steps: step -> digest of its content and of the content of all
            steps before it. Under `begun` it has the same for the steps that resume, finished or not. A step
            with another digest is run again, and so are all steps after it. But if a step that resumes has
            begun with another digest, nothing is run.

    Raises:
        SystemExit: a step failed, was interrupted, or cannot continue with other choices. The message names
            the step and says how to continue.
    """
    known = json.loads(marks.read_text(encoding="utf-8")) if marks.exists() else {}
    begun: dict[str, str] = known.get("begun", {})
    for step, mark in _marked(chosen):
        # Older runs did not note steps as begun: they have only the mark of a finished one.
        if step.resumes and begun.get(step.module, known.get(step.module, mark)) != mark:
            sys.exit(
                f"the choices of {step.module}, or of a step before it, have changed since this run began: "
                "give another --run, or take its folder away."
            )
    finished: dict[str, str] = {}
    began = time.monotonic()
    for number, (step, mark) in enumerate(_marked(chosen), 1):
        heading = f"== {number} of {len(chosen)}, {step.module}"
        if known.get(step.module) == mark:
            print(f"{heading}: finished before", flush=True)
            finished[step.module] = mark
            continue
        print(f"{heading}: begins after {_since(began)}", flush=True)
        # The marks of later steps are dropped too: they build on what this step replaces or breaks.
        begun |= {step.module: mark} if step.resumes else {}
        _write(marks, finished, begun)
        _run(step)
        finished[step.module] = mark
        _write(marks, finished, begun)
        print(f"{heading}: finished after {_since(began)}", flush=True)


def _marked(chosen: Sequence[Step]) -> Iterator[tuple[Step, str]]:
    """Yield each step with its mark, computed from its files when the step is asked for."""
    digest = hashlib.sha256()
    for step in chosen:
        digest.update(step.content())
        yield step, digest.hexdigest()


def _run(step: Step) -> None:
    """Run a step to its end."""
    onwards = "the same command goes on from there."
    try:
        done = subprocess.run([sys.executable, "-m", step.module, *step.arguments], check=False)
    except KeyboardInterrupt:
        sys.exit(f"{step.module} was interrupted: {onwards}")
    if done.returncode:
        # A negative status is the signal that ended the process: -9 if memory ran out.
        sys.exit(f"{step.module} failed with exit status {done.returncode}: {onwards}")


def _since(began: float) -> timedelta:
    return timedelta(seconds=round(time.monotonic() - began))


def _write(path: Path, finished: dict[str, str], begun: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(finished | {"begun": begun}, indent=1) + "\n", encoding="utf-8")
    partial.replace(path)


def main() -> None:
    """Run the unfinished steps of a run."""
    parser = argparse.ArgumentParser(
        prog="python -m train", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA, help="parallel/, eval/ and news/")
    parser.add_argument("--run", type=Path, default=RUN, help="marks of finished steps, checkpoints and logs")
    arguments = parser.parse_args()
    run_steps(steps(arguments.data, arguments.run), arguments.run / "finished.json")


if __name__ == "__main__":
    main()
