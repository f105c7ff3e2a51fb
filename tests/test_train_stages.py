"""A stage of training that is stopped: from where it goes on, and what its log then says."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

torch = pytest.importorskip("torch")

from tests import tiny_training  # noqa: E402
from tests.tiny_training import model  # noqa: E402
from train.distil import Trainer  # noqa: E402
from train.examples import Answered, Translation  # noqa: E402
from train.material import Material  # noqa: E402
from train.student import arithmetic  # noqa: E402

if TYPE_CHECKING:
    from pathlib import Path

    from train.distil import Schedule

SCHEDULE = replace(tiny_training.SCHEDULE, steps=5, average=0.5, keep=0.3, checkpoint_every=3)
MATERIAL = Material(
    [Translation("banjir di jakarta", "flood in jakarta"), Translation("harga naik", "price rose")],
    [Answered("banjir", "harga")] * 2,
    [],
)


class Watched(Trainer):
    """Notes how everything is before each update, stops before one, and has the step as its loss."""

    def __init__(self, folder: Path, schedule: Schedule, stops_before: int | None) -> None:
        super().__init__(model(folder), model(folder), schedule, folder / "stage")
        self.stops_before = stops_before
        self.before: dict[int, dict[str, Any]] = {}

    def _update(self, loss: torch.Tensor) -> float:
        if self.step == self.stops_before:
            raise KeyboardInterrupt
        self.before[self.step] = copy.deepcopy(
            {
                "weights": self.student.bert.state_dict(),
                "mean": self.mean.state_dict(),
                "optimiser": dict(enumerate(self.optimiser.state_dict()["state"].values())),
            }
        )
        super()._update(loss)
        return float(self.step)


def run(folder: Path, stops_before: int | None = None, **changes: float) -> Watched:
    trainer = Watched(folder, replace(SCHEDULE, **changes), stops_before)
    if stops_before is None:
        trainer.run(MATERIAL, lambda _: {"figure": 1.0})
    else:
        with pytest.raises(KeyboardInterrupt):
            trainer.run(MATERIAL, lambda _: {"figure": 1.0})
    return trainer


def log(folder: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in (folder / "stage" / "log.jsonl").read_text().splitlines()]


def assert_equal(one: Any, other: Any) -> None:
    if isinstance(one, dict):
        assert one.keys() == other.keys()
        for key in one:
            assert_equal(one[key], other[key])
    else:
        assert torch.equal(torch.as_tensor(one), torch.as_tensor(other))


def test_a_stopped_stage_goes_on_from_its_last_checkpoint(tmp_path: Path) -> None:
    first = run(tmp_path, stops_before=4)
    assert list(first.before) == [0, 1, 2, 3]
    second = run(tmp_path)
    # The checkpoint was written after the third of five updates.
    assert list(second.before) == [3, 4]
    assert second.step == 5
    assert first.before[3]["optimiser"]
    assert_equal(second.before[3], first.before[3])
    # It ends with the share of its first weights that it would have kept without the stop.
    for name, value in second.student.bert.state_dict().items():
        mean, began = second.mean.module.state_dict()[name], first.before[0]["weights"][name]
        assert value == pytest.approx(0.7 * mean + 0.3 * began, abs=1e-6), name


def test_a_stage_that_was_stopped_before_any_checkpoint_begins_anew(tmp_path: Path) -> None:
    first = run(tmp_path, stops_before=2)
    second = run(tmp_path)
    assert list(second.before) == [0, 1, 2, 3, 4]
    assert_equal(second.before[0], first.before[0])


def test_the_log_has_the_mean_loss_since_its_last_entry_and_figures_at_checkpoints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("train.distil.LOGGED_EVERY", 2)
    run(tmp_path)
    entries = [(entry["step"], entry["loss"], entry.get("figure")) for entry in log(tmp_path)]
    assert entries == [(2, 1.5, None), (3, 3, 1), (4, 4, None), (5, 5, 1)]


def test_a_last_line_of_the_log_that_is_half_written_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("train.distil.LOGGED_EVERY", 1)
    run(tmp_path, stops_before=4)
    with (tmp_path / "stage" / "log.jsonl").open("a") as lines:
        lines.write('{"step": 5, "ti')
    run(tmp_path)
    assert [entry["step"] for entry in log(tmp_path)] == [1, 2, 3, 4, 5]


def test_what_was_logged_after_the_checkpoint_is_logged_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("train.distil.LOGGED_EVERY", 1)
    # No cosine is 2, so that both translations of each step are misaligned.
    run(tmp_path, stops_before=4, least_cosine=2.0)
    assert [entry["step"] for entry in log(tmp_path)] == [1, 2, 3, 4]
    run(tmp_path, least_cosine=2.0)
    assert [(entry["step"], entry["misaligned"]) for entry in log(tmp_path)] == [
        (1, 2), (2, 4), (3, 6), (4, 8), (5, 10),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("device", "has", "expected"),
    [
        ("cpu", {"avx2": True, "avx512_bf16": False}, torch.float32),
        ("cpu", {}, torch.float32),
        ("cpu", {"avx512_bf16": True}, torch.bfloat16),
        ("cuda", {}, torch.bfloat16),
    ],
)
def test_a_processor_without_16_bit_arithmetic_reckons_in_32(
    monkeypatch: pytest.MonkeyPatch, device: str, has: dict[str, bool], expected: torch.dtype
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: has)
    assert arithmetic(torch.device(device)) is expected
