"""Runs: cells, saving, comparing, drawing."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from index.errors import EvaluationError
from index.evaluation import LEGS, MEASURES, Run, compare, counterpart, load_runs, save_runs
from index.evaluation.charts import DEPTHS, bar, level, recall_lines, time_lines
from index.evaluation.measures import recall_by_depth
from index.evaluation.pictures import _draw_times, draw
from index.evaluation.runs import QuestionMeasures

if TYPE_CHECKING:
    from pathlib import Path

CELLS = ("id-id", "id-en", "id-id", "en-en")


def run_of(*found: float, **changes: Any) -> Run:
    """A run whose every measure of question i is `found[i]`, on the fused leg; 0 on the others."""
    count = len(found)
    values = np.repeat(np.array(found)[:, None], len(MEASURES), axis=1)
    run = Run(
        set="made-up",
        digest="d1",
        generation="0001-aaaaaaaa",
        model={"name": "fake"},
        questions=tuple(QuestionMeasures(f"q{at}", f"question {at}?", CELLS[at % 4]) for at in range(count)),
        values={leg: values if leg == "fused" else np.zeros_like(values) for leg in LEGS},
        recall={leg: np.linspace(0.5, 1, 100) for leg in LEGS},
        milliseconds=np.array([np.nan, *range(1, count)]),
    )
    return replace(run, **changes)


def test_recall_by_depth_counts_what_has_been_found_so_far() -> None:
    judged = {"one": {"a": 1, "b": 2, "x": 0}, "two": {"c": 1}, "three": {"d": 1}}
    recall = recall_by_depth(judged, {"one": ["a", "x", "b"], "two": ["a", "c"]})
    # one: 1/2, 1/2, 1; two: 0, 1, 1; three was not answered.
    assert recall[:4] == pytest.approx([0.5 / 3, 1.5 / 3, 2 / 3, 2 / 3])
    assert recall.shape == (100,)


def test_each_cell_has_the_mean_of_its_questions() -> None:
    fused = run_of(1, 0, 0.5, 0.25).measures()[-1]
    assert {name: (cell.queries, cell.values["RR@10"]) for name, cell in fused.cells.items()} == {
        "id-id": (2, 0.75),
        "id-en": (1, 0),
        "en-en": (1, 0.25),
    }
    assert fused.whole.values["RR@10"] == 0.4375
    assert fused.cells["id-en"].intervals["RR@10"] == (0, 0)


def test_one_cell_is_not_told_apart() -> None:
    run = replace(run_of(1, 0), questions=tuple(QuestionMeasures(f"q{at}", "?", "id-id") for at in range(2)))
    assert run.measures()[-1].cells == {}


def test_refused_questions_have_no_time() -> None:
    fused = run_of(1, 1, 1).measures()[-1]
    assert (fused.refused, fused.p50_ms) == (1, 1.5)
    assert run_of(1, 1, 1).answered_ms.tolist() == [1, 2]
    found = fused.to_dict()
    # 95% of the way from 1 to 2.
    assert {name: found[name] for name in ("skipped", "refused", "p50_ms", "p95_ms")} == {
        "skipped": 0, "refused": 1, "p50_ms": 1.5, "p95_ms": 1.95,
    }  # fmt: skip


def test_a_saved_run_comes_back_as_it_was(tmp_path: Path) -> None:
    run = run_of(1 / 3, 0.1, 1e-9, unknown=("x.txt",), skipped=2)
    save_runs([run, run_of(1, 0)], tmp_path / "runs.json")
    back, other = load_runs(tmp_path / "runs.json")
    for leg in LEGS:
        assert back.values[leg].tolist() == run.values[leg].tolist()
        assert back.recall[leg].tolist() == run.recall[leg].tolist()
    assert str(back.milliseconds.tolist()) == str(run.milliseconds.tolist()) == "[nan, 1.0, 2.0]"
    assert (back.questions, back.model, back.digest) == (run.questions, run.model, run.digest)
    assert (back.unknown, back.skipped, len(other.questions)) == (("x.txt",), 2, 2)
    assert [path.name for path in tmp_path.iterdir()] == ["runs.json"]


def test_half_a_surrogate_pair_in_a_question_is_saved_as_its_escape(tmp_path: Path) -> None:
    run = replace(run_of(1.0), questions=(QuestionMeasures("q0", "gempa \ud83d?", "id-id"),))
    save_runs([run], tmp_path / "runs.json")
    assert load_runs(tmp_path / "runs.json")[0].questions[0].text == "gempa \ud83d?"


def cut(content: dict[str, Any]) -> None:
    content["runs"][0]["questions"][0]["fused"] = [1]


def shallow(content: dict[str, Any]) -> None:
    content["runs"][0]["recall_by_depth"]["dense"] = [1]


def other_measures(content: dict[str, Any]) -> None:
    content["runs"][0]["measures"] = ["MAP"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda content: content.update(format=9), "format is 9"),
        (
            lambda content: content["runs"][0].pop("digest"),
            r"cannot be read as saved runs \(it lacks 'digest'\): ",
        ),
        (lambda content: content.update(runs=[]), r"\(it has none\): evaluate and save again"),
        (cut, "cannot be read as saved runs"),
        (shallow, "100 depths"),
        (other_measures, r"\(its measures are \['MAP'\], not \['nDCG@10', 'RR@10', "),
    ],
)
def test_a_file_that_is_not_whole_is_refused(tmp_path: Path, change: Any, message: str) -> None:
    path = tmp_path / "runs.json"
    save_runs([run_of(1.0, 0.0)], path)
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(EvaluationError, match=message) as error:
        load_runs(path)
    assert "runs.json" in str(error.value)


@pytest.mark.parametrize("content", [None, b"{", b"[1]", b"\xff\xfe"])
def test_what_is_no_saved_run_is_refused_with_the_cure(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "runs.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(EvaluationError, match="--save"):
        load_runs(path)


def test_a_comparison_has_old_new_difference_and_p() -> None:
    comparison = compare(run_of(0, 0, 0.5, 1), run_of(1, 1, 1, 1, generation="0002-bbbbbbbb"))
    change = next(one for one in comparison.changes if (one.leg, one.measure) == ("fused", "R@1"))
    # Differences 1, 1, 0.5: only all up or all down gets as far, 2 of 8.
    assert (change.old, change.new, change.difference, change.p) == (0.375, 1, 0.625, 0.25)
    same = next(one for one in comparison.changes if one.leg == "dense")
    assert (same.difference, same.p) == (0, 1)
    assert (comparison.old_generation, comparison.new_generation) == ("0001-aaaaaaaa", "0002-bbbbbbbb")
    assert comparison.to_dict("fused")["R@1"] == {"old": 0.375, "new": 1, "difference": 0.625, "p": 0.25}


def test_a_comparison_has_the_cells_with_enough_questions() -> None:
    # 13 questions: seven id-id (at 0, 2, 4, …), three id-en, three en-en. Of the first, six rise by 1.
    old = run_of(*[0.0] * 13)
    new = run_of(*[1.0 if at % 2 == 0 and at else 0.0 for at in range(13)])
    comparison = compare(old, new)
    assert list(comparison.cells) == ["id-id"]
    cell = comparison.cells["id-id"]
    assert (cell.queries, [change.measure for change in cell.changes]) == (7, list(MEASURES))
    # Only all six up or all six down gets as far: 2 of 64 patterns.
    assert comparison.to_dict("fused")["cells"] == {
        "id-id": {
            "queries": 7,
            **{name: {"old": 0, "new": 0.85714, "difference": 0.85714, "p": 0.03125} for name in MEASURES},
        }
    }
    assert "cells" not in comparison.to_dict("dense")
    assert comparison.to_dict("dense")["generation"] == "0001-aaaaaaaa"


def test_an_answer_that_is_gone_is_compared_in_the_cell_that_it_had() -> None:
    old = run_of(*[1.0] * 12)
    gone = tuple(replace(asked, cell=f"{asked.cell[:2]}-?") for asked in old.questions)
    comparison = compare(old, run_of(*[0.0] * 12, questions=gone))
    assert {name: cell.queries for name, cell in comparison.cells.items()} == {"id-id": 6}


def test_a_single_cell_is_not_compared_apart() -> None:
    one = run_of(*[0.0] * 8, questions=tuple(QuestionMeasures(f"q{at}", "?", "id-id") for at in range(8)))
    assert compare(one, one).cells == {}


def test_the_questions_that_moved_most_come_first() -> None:
    comparison = compare(run_of(1, 0.5, 0, 0.2, 1), run_of(0.9, 0.1, 0.3, 0.2, 0.4))
    assert [(one.id, one.old, one.new) for one in comparison.lost] == [
        ("q4", 1, 0.4), ("q1", 0.5, 0.1), ("q0", 1, 0.9),
    ]  # fmt: skip
    assert [one.id for one in comparison.won] == ["q2"]
    many = compare(run_of(*[1.0] * 9), run_of(*[0.5] * 9))
    assert [one.id for one in many.lost] == ["q0", "q1", "q2", "q3", "q4"]


def test_runs_of_other_files_or_other_questions_are_not_compared() -> None:
    with pytest.raises(EvaluationError, match="evaluate both on the same files"):
        compare(run_of(1.0), run_of(1.0, digest="d2"))
    with pytest.raises(EvaluationError, match="old run of made-up has 2 questions and the new one 1"):
        compare(run_of(1.0, 0.0), run_of(1.0))


def test_the_counterpart_is_the_same_set_or_one_of_its_name() -> None:
    same, named, other = (
        run_of(1.0, set=name, digest=digest) for name, digest in (("x", "d1"), ("made-up", "d2"), ("x", "d3"))
    )
    assert counterpart(run_of(1.0), [same, named, other]) is same
    assert counterpart(run_of(1.0), [named, other]) is named
    with pytest.raises(EvaluationError, match=r"no saved run of made-up to compare with \(saved: x\)"):
        counterpart(run_of(1.0), [other])


@pytest.mark.parametrize(
    ("share", "mark"), [(0, " "), (0.001, "▁"), (0.25, "▂"), (0.5, "▄"), (0.99, "█"), (1, "█")]
)
def test_a_share_is_one_character(share: float, mark: str) -> None:
    assert level(share) == mark


@pytest.mark.parametrize(("share", "drawn"), [(0, ""), (1, "█" * 32), (0.5, "█" * 16), (1 / 256, "▏")])
def test_a_bar_is_drawn_to_an_eighth(share: float, drawn: str) -> None:
    assert bar(share) == drawn


def test_the_chart_has_a_line_a_leg() -> None:
    title, dense, lexical, fused = recall_lines(run_of(1.0))
    assert title == "recall among the first 1 to 100"
    # From 0.5 at depth 1 evenly to 1 at 100: ▄ up to 10 and at 14 and 20 (0.57, 0.60 -> ▅), then ▅▆▇█.
    assert dense == "dense    ▄▄▄▄▄▄▄▄▄▄▄▄▅▅▅▅▅▅▆▆▇▇██  0.500 at 1, 0.545 at 10, 1.000 at 100"
    assert lexical.split()[1:] == fused.split()[1:] == dense.split()[1:]
    assert len(dense.split()[1]) == 2 * len(DEPTHS)


def test_the_bars_of_the_times_hold_every_question_that_was_answered() -> None:
    run = run_of(*[1.0] * 5, milliseconds=np.array([1.0, 1.0, 1.0, 9.0, np.nan]))
    title, first, *between, last = time_lines(run)
    assert title == "milliseconds a question"
    assert first.split()[-2:] == ["█" * 32, "3"]
    assert [line.split()[-1] for line in between] == ["0"] * 6
    # A third of 32 characters is 10 and 5.3 eighths.
    assert last.split()[-3:] == ["9.0", "█" * 10 + "▋", "1"]


def test_equal_times_and_no_times_are_drawn_as_well(tmp_path: Path) -> None:
    same = run_of(1.0, 1.0, milliseconds=np.array([2.0, 2.0]))
    assert time_lines(same)[1:] == [f"    2.0 – 2.0      {'█' * 32} 2"]
    none = run_of(1.0, milliseconds=np.array([np.nan]))
    assert time_lines(none) == []
    draw([same, none], tmp_path / "two.png")


def test_the_picture_is_a_png_with_a_row_a_set(tmp_path: Path) -> None:
    sizes = []
    for count in (1, 2):
        path = tmp_path / f"{count}.png"
        draw([run_of(1, 0, 0.5)] * count, path)
        data = path.read_bytes()
        assert data[:8] == b"\x89PNG\r\n\x1a\n"
        sizes.append((int.from_bytes(data[16:20]), int.from_bytes(data[20:24])))
    assert sizes == [(1440, 518), (1440, 1036)]


def test_a_picture_counts_whole_questions_and_keeps_a_slow_one_in_its_last_bar(tmp_path: Path) -> None:
    axes = Figure().subplots()
    times = np.array([*np.linspace(10, 20, 199), 900])
    _draw_times(axes, run_of(*[1.0] * 200, milliseconds=times))
    widths = [patch.get_width() for patch in axes.patches]
    # The 99th percentile of 200 times lies between the 198th and the 199th: 19.95.
    assert sum(widths) == pytest.approx(19.95 - 10, abs=0.06)
    assert sum(patch.get_height() for patch in axes.patches) == 200
    assert axes.get_xlabel() == "milliseconds a question (in the last bar up to 900.0)"
    few = Figure().subplots()
    _draw_times(few, run_of(1.0, 1.0, milliseconds=np.array([1.0, 2.0])))
    assert all(tick == int(tick) for tick in few.get_yticks())


def test_a_dollar_in_the_name_of_a_set_begins_no_formula(tmp_path: Path) -> None:
    draw([run_of(1.0, set="price $\\b$")], tmp_path / "x.png")  # no formula: Matplotlib knows no `\b`


def test_without_matplotlib_the_cure_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.evaluation.pictures.find_spec", lambda name: None)
    with pytest.raises(EvaluationError, match="pip install matplotlib"):
        draw([run_of(1.0)], tmp_path / "x.png")
