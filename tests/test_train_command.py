"""`python -m train`: which steps are run, in which order, and from where it goes on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

import train
from train.__main__ import Step, run_steps, steps

REPOSITORY = Path(train.__file__).parents[1]
ORDER = [
    "language_odds", "stems", "other_words", "lexicon", "kept_names", "model", "relevance",
]  # fmt: skip
FAKE = """
import sys
from pathlib import Path
with Path("ran.txt").open("a") as ran:
    print(Path(__file__).stem, *sys.argv[1:], file=ran)
"""


class Processes:
    """Stands in for `subprocess.run`: notes the modules, and fails where it is told to."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.status: dict[str, int] = {}

    def run(self, command: list[str], *, check: bool) -> subprocess.CompletedProcess[str]:
        assert command[:2] == [sys.executable, "-m"]
        self.ran.append(command[2])
        return subprocess.CompletedProcess(command, self.status.get(command[2], 0))

    def since(self) -> str:
        """What has run since this was asked last."""
        ran, self.ran = self.ran, []
        return " ".join(ran)


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> Processes:
    made = Processes()
    monkeypatch.setattr(subprocess, "run", made.run)
    return made


@pytest.fixture
def choices(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text("steps = 1")
    return path


@pytest.fixture
def chosen(choices: Path) -> list[Step]:
    return [Step("a", ()), Step("b", (), (choices,)), Step("c", ())]


def test_what_has_finished_is_not_run_again(
    processes: Processes, chosen: list[Step], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    marks = tmp_path / "run" / "finished.json"
    run_steps(chosen, marks)
    assert processes.since() == "a b c"
    assert (
        "== 2 of 3, b: begins after 0:00:00\n== 2 of 3, b: finished after 0:00:00\n"
        in capsys.readouterr().out
    )
    run_steps(chosen, marks)
    assert processes.since() == ""
    assert capsys.readouterr().out.count("finished before") == 3


def test_it_stops_at_what_fails_and_goes_on_from_there(
    processes: Processes, chosen: list[Step], tmp_path: Path
) -> None:
    processes.status = {"b": 3}
    with pytest.raises(SystemExit) as stopped:
        run_steps(chosen, tmp_path / "finished.json")
    assert stopped.value.code == "b failed with exit status 3: the same command goes on from there."
    assert processes.since() == "a b"
    processes.status = {}
    run_steps(chosen, tmp_path / "finished.json")
    assert processes.since() == "b c"


def test_another_choice_makes_the_step_and_what_follows_anew(
    processes: Processes, chosen: list[Step], choices: Path, tmp_path: Path
) -> None:
    run_steps(chosen, tmp_path / "finished.json")
    processes.since()
    choices.write_text("steps = 2")
    run_steps(chosen, tmp_path / "finished.json")
    assert processes.since() == "b c"
    with_others = [Step("a", ("--data", "elsewhere")), *chosen[1:]]
    run_steps(with_others, tmp_path / "finished.json")
    assert processes.since() == "a b c"


def test_what_a_failed_step_may_have_broken_has_not_finished(
    processes: Processes, chosen: list[Step], choices: Path, tmp_path: Path
) -> None:
    run_steps(chosen, tmp_path / "finished.json")
    choices.write_text("steps = 2")
    processes.status = {"b": -9}
    with pytest.raises(SystemExit, match="exit status -9"):
        run_steps(chosen, tmp_path / "finished.json")
    processes.since()
    # Back to the choices that b and c had finished with.
    choices.write_text("steps = 1")
    processes.status = {}
    run_steps(chosen, tmp_path / "finished.json")
    assert processes.since() == "b c"


CHANGED = (
    "the choices of b, or of a step before it, have changed since this run began: "
    "give another --run, or take its folder away."
)


@pytest.fixture
def resuming(chosen: list[Step]) -> list[Step]:
    """The same, of which b goes on from what it left."""
    return [chosen[0], replace(chosen[1], resumes=True), chosen[2]]


@pytest.mark.parametrize("status", [0, 3])
def test_what_a_step_that_resumes_has_begun_is_not_mixed_with_other_choices(
    processes: Processes, resuming: list[Step], choices: Path, tmp_path: Path, status: int
) -> None:
    marks = tmp_path / "finished.json"

    def refused(chosen: list[Step]) -> bool:
        with pytest.raises(SystemExit) as stopped:
            run_steps(chosen, marks)
        return stopped.value.code == CHANGED and processes.since() == ""

    processes.status = {"b": status}
    with suppress(SystemExit):
        run_steps(resuming, marks)
    assert processes.since() == ("a b" if status else "a b c")
    processes.status = {}
    choices.write_text("steps = 2")
    assert refused(resuming)
    choices.write_text("steps = 1")
    # It builds on what a makes.
    assert refused([Step("a", ("--data", "elsewhere")), *resuming[1:]])
    run_steps(resuming, marks)
    assert processes.since() == ("b c" if status else "")
    # Steps after it may change.
    run_steps([*resuming[:2], Step("c", ("--other",))], marks)
    assert processes.since() == "c"
    choices.write_text("steps = 2")
    assert refused(resuming)
    run_steps(resuming, tmp_path / "other" / "finished.json")
    assert processes.since() == "a b c"


def test_before_a_step_that_resumes_has_begun_its_choices_may_change(
    processes: Processes, resuming: list[Step], choices: Path, tmp_path: Path
) -> None:
    processes.status = {"a": 3}
    with pytest.raises(SystemExit, match="a failed"):
        run_steps(resuming, tmp_path / "finished.json")
    processes.status = {}
    choices.write_text("steps = 2")
    run_steps(resuming, tmp_path / "finished.json")
    assert processes.since() == "a a b c"


def test_marks_that_note_nothing_as_begun_are_read(
    processes: Processes, resuming: list[Step], choices: Path, tmp_path: Path
) -> None:
    marks = tmp_path / "finished.json"
    run_steps(resuming, marks)
    noted = json.loads(marks.read_text())
    marks.write_text(json.dumps({step: noted[step] for step in "abc"}))
    processes.since()
    run_steps(resuming, marks)
    assert processes.since() == ""
    marks.write_text(json.dumps({step: noted[step] for step in "abc"}))
    choices.write_text("steps = 2")
    with pytest.raises(SystemExit, match="the choices of b"):
        run_steps(resuming, marks)
    # One that was interrupted then has no mark: it goes on.
    marks.write_text(json.dumps({"a": noted["a"]}))
    run_steps(resuming, marks)
    assert processes.since() == "b c"


def test_it_can_be_interrupted(chosen: list[Step], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, check: bool) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "run", interrupted)
    with pytest.raises(SystemExit, match=r"^a was interrupted: the same command goes on from there\.$"):
        run_steps(chosen, tmp_path / "finished.json")


def test_every_command_is_a_step_or_a_part_of_one() -> None:
    guarded = [
        path.stem
        for path in (REPOSITORY / "train").glob("*.py")
        if 'if __name__ == "__main__":' in path.read_text("utf-8")
    ]
    # The words are the last step of the model.
    assert sorted(guarded) == sorted(["__main__", "words", *ORDER])
    assert [step.module for step in steps(Path("data"), Path("run"))] == [f"train.{name}" for name in ORDER]


def test_the_model_alone_goes_on_from_what_it_left() -> None:
    resuming = [step.module for step in steps(Path("data"), Path("run")) if step.resumes]
    assert resuming == ["train.model"]


def test_one_command_runs_all_as_processes(tmp_path: Path) -> None:
    package = tmp_path / "train"
    package.mkdir()
    for name in ("__init__.py", "__main__.py", "command.py", "config.toml"):
        shutil.copyfile(REPOSITORY / "train" / name, package / name)
    for name in ORDER:
        (package / f"{name}.py").write_text(FAKE + ("sys.exit(4)" if name == "lexicon" else ""))

    def command() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "train", "--data", "texts", "--run", "here"],
            cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    failed = command()
    assert failed.returncode == 1
    assert failed.stderr == "train.lexicon failed with exit status 4: the same command goes on from there.\n"
    (package / "lexicon.py").write_text(FAKE)
    assert command().returncode == 0
    assert (tmp_path / "ran.txt").read_text().splitlines() == [
        "language_odds texts/parallel index/text/languages/odds.json",
        "stems --data texts",
        "other_words --data texts",
        "lexicon --data texts",
        "lexicon --data texts",
        "kept_names --data texts",
        "model --data texts --run here",
        "relevance --data texts",
    ]
