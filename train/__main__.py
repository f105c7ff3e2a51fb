"""`python -m train`: makes all that ships and is learnt, step by step, each from what those before it made.

A step is a process of its own, so that the memory of one is free for the next. Stopped, the same command goes
on with the step that was not finished, and `train.model` from its last checkpoint: once that has begun, other
choices need another `--run`.
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
    """Its files of choices. Data and code, which it reads too, are not watched: whoever changes them begins
    another run."""
    resumes: bool = False
    """Whether it goes on from what it finds of itself in the run, whatever choices that was made with."""

    def content(self) -> bytes:
        """What tells the step from another: the command, and the files of choices as they are."""
        said = json.dumps([self.module, *self.arguments]).encode()
        return said + b"".join(path.read_bytes() for path in self.reads)


def steps(data: Path, run: Path) -> tuple[Step, ...]:
    """All steps, in order; they write where the files ship from."""
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
    """Run those steps that have not finished, in order.

    Args:
        chosen: steps of which each builds on those before it.
        marks: a JSON file, step -> digest of its content and that of all steps before it, of those that have
            finished; and under `begun` the same of steps that resume, finished or not. A step with another
            digest is run again, and so is all that follows it; but where one that resumes has begun with
            another, nothing is run.

    Raises:
        SystemExit: a step has failed or was interrupted, or cannot go on with other choices; its message says
            which, and how to go on.
    """
    known = json.loads(marks.read_text(encoding="utf-8")) if marks.exists() else {}
    begun: dict[str, str] = known.get("begun", {})
    for step, mark in _marked(chosen):
        # Runs of before steps were noted as begun have the mark of a finished one alone.
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
        # The marks of later steps go as well: those build on what this one makes anew, or breaks.
        begun |= {step.module: mark} if step.resumes else {}
        _write(marks, finished, begun)
        _run(step)
        finished[step.module] = mark
        _write(marks, finished, begun)
        print(f"{heading}: finished after {_since(began)}", flush=True)


def _marked(chosen: Sequence[Step]) -> Iterator[tuple[Step, str]]:
    """Each step with its mark, made of its files as they are when it is asked for."""
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
        # Below zero it is the signal that ended the process, -9 where memory ran out.
        sys.exit(f"{step.module} failed with exit status {done.returncode}: {onwards}")


def _since(began: float) -> timedelta:
    return timedelta(seconds=round(time.monotonic() - began))


def _write(path: Path, finished: dict[str, str], begun: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(finished | {"begun": begun}, indent=1) + "\n", encoding="utf-8")
    partial.replace(path)


def main() -> None:
    """Run what is left to do of a run."""
    parser = argparse.ArgumentParser(
        prog="python -m train", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA, help="parallel/, eval/ and news/")
    parser.add_argument("--run", type=Path, default=RUN, help="what is finished, checkpoints and logs")
    arguments = parser.parse_args()
    run_steps(steps(arguments.data, arguments.run), arguments.run / "finished.json")


if __name__ == "__main__":
    main()
