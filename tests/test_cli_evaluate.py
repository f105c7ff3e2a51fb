"""`cari evaluate`."""

from __future__ import annotations

import re

from tests.cli_runs import Cari, cari
from tests.test_evaluation import write_set

__all__ = ["cari"]

NAMES = {"set", "leg", "queries", "nDCG@10", "RR@10", "R@1", "R@10", "R@100"}


def test_json_is_a_flat_list_over_all_sets(cari: Cari) -> None:
    folders = [write_set(cari.folder / name) for name in ("one", "two")]
    run = cari("evaluate", *folders, "--json")
    assert (run.code, run.err) == (0, "")
    assert [(result["set"], result["leg"]) for result in run.json] == [
        (name, leg) for name in ("one", "two") for leg in ("dense", "lexical", "fused")
    ]
    assert all(set(result) == NAMES for result in run.json)
    assert [result["RR@10"] for result in run.json[:3]] == [0.5, 0.33333, 0.66667]


def test_a_set_has_a_table_with_a_row_a_leg_and_the_time_of_a_question(cari: Cari) -> None:
    run = cari("evaluate", write_set(cari.folder / "made-up"), "--limit-queries", "1", COLUMNS="80")
    rows = [line.split("│")[1:-1] for line in run.out.splitlines() if line.startswith("│")]
    assert [[cell.strip() for cell in row] for row in rows] == [
        ["dense", *["1.0000"] * 5],
        ["lexical", *["0.0000"] * 5],
        ["fused", *["1.0000"] * 5],
    ]
    assert re.match(r"made-up: 1 questions, p50 \d+\.\d ms, p95 \d+\.\d ms", run.out)
    assert "1 documents with problems, 0 questions refused." in run.out


def test_a_set_that_fails_does_not_stop_the_others(cari: Cari) -> None:
    run = cari("evaluate", cari.folder / "absent", write_set(cari.folder / "made-up"), "--json")
    assert (run.code, run.err.count("\n")) == (1, 1)
    assert "is no judged set" in run.err
    assert {result["set"] for result in run.json} == {"made-up"}
