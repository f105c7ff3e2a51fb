"""`cari evaluate`."""

from __future__ import annotations

import errno
import json
import os
import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from index.cli.evaluation_view import _figures, _interval, _print_moved
from index.cli.output import screen
from index.evaluation import Change, Moved
from tests.cli_runs import ARTICLES, Cari, cari
from tests.test_evaluation import write_set

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["cari"]

MEASURES = ("nDCG@10", "RR@10", "R@1", "R@10", "R@100")
NAMES = {
    "set", "leg", "queries", *MEASURES, "intervals", "cells", "skipped", "refused", "unknown", "p50_ms",
    "p95_ms", "generation",
}  # fmt: skip
QUESTIONS = (
    {"_id": "quake", "text": "gempa Girang Asri", "article": "news.jsonl#quake"},
    {"_id": "rice", "text": "price of rice", "article": "prices"},
    {"_id": "beras", "text": "harga beras", "article": "prices"},
)


def rows_of(out: str) -> list[list[str]]:
    lines = [line.split("│")[1:-1] for line in out.splitlines() if line.startswith("│")]
    return [[cell.strip() for cell in line] for line in lines]


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
    assert rows_of(run.out) == [
        ["dense", *["1.0000"] * 5],
        ["95%", *["1.00–1.00"] * 5],
        ["lexical", *["0.0000"] * 5],
        ["95%", *[".000–.000"] * 5],
        ["fused", *["1.0000"] * 5],
        ["95%", *["1.00–1.00"] * 5],
    ]
    assert max(map(len, run.out.splitlines())) <= 80
    assert re.match(r"made-up: 1 question, p50 \d+\.\d ms, p95 \d+\.\d ms", run.out)
    assert "1 document with problems, 0 questions refused." in run.out


def test_a_set_that_fails_does_not_stop_the_others(cari: Cari) -> None:
    empty = cari.folder / "empty"
    empty.mkdir()
    run = cari("evaluate", "absent.jsonl", empty, write_set(cari.folder / "made-up"), "--json")
    assert (run.code, run.err.count("\n")) == (1, 2)
    assert "cari: absent.jsonl: no such file or folder; check the path.\n" in run.err
    assert f"{empty} is not a judged set, because it has no corpus.jsonl" in run.err
    assert {result["set"] for result in run.json} == {"made-up"}


def test_the_sets_before_one_that_ends_it_all_are_saved(cari: Cari, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = write_set(cari.folder / "one"), write_set(cari.folder / "two")
    run_set, turns = import_module("index.evaluation").run_set, iter(["one"])

    def run_one(*arguments: Any, **options: Any) -> Any:
        if next(turns, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        return run_set(*arguments, **options)

    monkeypatch.setattr("index.evaluation.run_set", run_one)
    saved = cari.folder / "runs.json"
    run = cari("evaluate", one, two, "--save", saved)
    assert (run.code, "No space left on device" in run.err) == (1, True)
    monkeypatch.undo()
    assert [result["set"] for result in cari("evaluate", saved, "--json").json] == ["one"] * 3


@pytest.fixture
def questions(cari: Cari) -> Path:
    return cari.with_articles().write("queries.jsonl", QUESTIONS)


def test_questions_of_ones_own_are_asked_of_the_index(cari: Cari, questions: Path) -> None:
    run = cari("evaluate", questions)
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("work/queries.jsonl: 3 questions, p50 ")
    assert rows_of(run.out)[6:] == [
        ["en-en", "1", *["1.0000"] * 3],
        ["95%", "", *["1.00–1.00"] * 3],
        ["id-en", "1", *["1.0000"] * 3],
        ["95%", "", *["1.00–1.00"] * 3],
        ["id-id", "1", *["1.0000"] * 3],
        ["95%", "", *["1.00–1.00"] * 3],
    ]
    assert max(map(len, cari("evaluate", questions, COLUMNS="80").out.splitlines())) <= 80


def test_articles_that_the_index_does_not_hold_are_named(cari: Cari, questions: Path) -> None:
    cari.write("queries.jsonl", [*QUESTIONS, {"text": "apa?", "article": "gone.txt"}])
    run = cari("evaluate", questions)
    assert run.code == 0
    assert "1 named article not in the index, counted as not found: gone.txt" in run.out
    assert [row["unknown"] for row in cari("evaluate", questions, "--json").json] == [["gone.txt"]] * 3


def test_a_run_is_saved_and_compared_with_the_next(cari: Cari, questions: Path) -> None:
    before, after = cari.folder / "before.json", cari.folder / "after.json"
    assert cari("evaluate", questions, "--save", before).code == 0
    tale = {"_id": "tale", "text": "Girang Asri, gempa Girang Asri.", "language": "id"}
    assert cari("build", cari.write("news.jsonl", [*ARTICLES, tale])).code == 0
    run = cari("evaluate", questions, "--compare", before, "--save", after)
    assert (run.code, run.err) == (0, "")
    (fused,) = [row for row in rows_of(run.out) if row[:2] == ["fused", "R@1"]]
    # One question of three is lost: one way or the other, either sign pattern gets as far.
    assert fused == ["fused", "R@1", "1.0000", "0.6667", "-0.3333", "1.000"]
    assert "p: paired randomisation test, two-sided, of each row by itself; rows with p < 0.05" in run.out
    assert "Questions lost most (nDCG@10 of both legs together):" in run.out
    assert re.search(r"1\.00 → 0\.\d\d  gempa Girang Asri \(quake\)", run.out)
    asked_before = cari("evaluate", "--compare", before, after)
    table = asked_before.out[asked_before.out.index("generation 0001") :]
    assert table == run.out[run.out.index("generation 0001") :]


@pytest.fixture
def generations(cari: Cari, questions: Path) -> list[str]:
    """Names of three generations, oldest first; only the first has no article about the price of rice."""
    rice = cari.write("queries.jsonl", [*QUESTIONS, *({"text": "price of rice", "article": "prices"},) * 6])
    assert rice == questions
    for articles in ([ARTICLES[0], ARTICLES[2]], ARTICLES, ARTICLES):
        cari.write("news.jsonl", articles)
        assert cari("rebuild", "--force").code == 0
    served = cari("status", "--json").json["generations"]  # of the first of the four nothing is kept
    return [one["name"] for one in reversed(served)]


def test_two_generations_are_compared_and_the_one_that_serves_stays(
    cari: Cari, questions: Path, generations: list[str]
) -> None:
    old, new, serving = generations
    run = cari("evaluate", questions, "--compare", "0002", "--generation", new[:6])
    assert (run.code, run.err) == (0, "")
    assert f"generation {old} (old) and {new} (new)" in run.out
    rows = rows_of(run.out)
    # Eight questions of nine are about an article that the old one lacks; seven of them make the cell en-en,
    # and only all up or all down gets as far: 2 of 2⁸ and 2 of 2⁷ patterns.
    assert ["fused", "R@1", "0.1111", "1.0000", "+0.8889", "0.008"] in rows
    assert [row for row in rows if row[0] == "en-en"] == [
        ["en-en", "7", "1.0000", "1.0000", "1.0000"],
        ["en-en", "7", "0.0000", "1.0000", "+1.0000", "0.016"],
    ]
    unknown = f"1 named article not in generation {old} (old), counted as not found: prices"
    assert unknown in " ".join(run.out.split())
    assert cari("status", "--json").json["generation"] == serving


def test_json_names_the_generations_and_compares_the_cells(
    cari: Cari, questions: Path, generations: list[str]
) -> None:
    old, _, serving = generations
    rows = cari("evaluate", questions, "--compare", old, "--json").json
    assert [(row["generation"], row["baseline"]["generation"]) for row in rows] == [(serving, old)] * 3
    assert rows[2]["baseline"]["cells"] == {
        "en-en": {
            "queries": 7,
            **{name: {"old": 0, "new": 1, "difference": 1, "p": 0.01562} for name in MEASURES},
        }
    }
    (row, *_) = cari("evaluate", questions, "--generation", "0002", "--json").json
    assert (row["generation"], "baseline" in row) == (old, False)


def test_a_file_comes_before_a_generation_of_its_name(
    cari: Cari, questions: Path, generations: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(cari.folder)
    assert cari("evaluate", questions, "--save", "saved.json").code == 0
    (cari.folder / "saved.json").rename("0002")
    assert f"generation {generations[2]} (old)" in cari("evaluate", questions, "--compare", "0002").out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["queries.jsonl", "--compare", "0009"], "There is no generation '0009' in "),
        (["queries.jsonl", "--generation", "x"], "There is no generation 'x' in "),
        (["queries.jsonl", "--generation", "00"], "The name of more than one generation in "),
        (["queries.jsonl", "set", "--generation", "0002"], "set is a folder of documents, which has no "),
        (["saved.json", "--compare", "0002"], "saved.json is a file of saved runs, which are not repeated: "),
    ],
)
def test_what_no_generation_can_be_asked_is_told_before_anything_is(
    cari: Cari,
    generations: list[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(cari.folder)
    write_set(cari.folder / "set")
    run = cari("evaluate", *arguments)
    assert (run.code, run.out, run.err.count("\n")) == (1, "", 1)
    assert run.err.startswith(f"cari: {message}")
    assert all(
        (name in run.err) == ("generation in" in message or "no gen" in message) for name in generations
    )


def test_without_a_set_it_is_told_what_goes_there(cari: Cari) -> None:
    run = cari("evaluate", "--compare", "before.json")
    told = " ".join(run.err.replace("│", " ").split())
    assert (run.code, run.out) == (2, "")
    assert "a folder, a .jsonl file of questions, or a file that --save wrote" in told
    assert "beside --compare, it is the newer run" in told


def test_a_split_that_is_not_the_usual_one_is_told(cari: Cari) -> None:
    folder = write_set(cari.folder / "made-up")
    (folder / "qrels" / "test.tsv").rename(folder / "qrels" / "dev.tsv")
    assert cari("evaluate", folder).out.startswith("made-up/dev: 3 questions, ")
    assert {row["set"] for row in cari("evaluate", folder, "--json").json} == {"made-up/dev"}


def test_a_link_to_the_saved_file_stays_a_link(cari: Cari, questions: Path) -> None:
    saved, link = cari.folder / "kept" / "run.json", cari.folder / "last.json"
    saved.parent.mkdir()
    link.symlink_to(saved)
    for _ in range(2):  # a link that leads nowhere yet, then one to a file
        assert cari("evaluate", questions, "--save", link).code == 0
        assert link.is_symlink()
        assert json.loads(saved.read_text(encoding="utf-8"))["format"] == 1
    assert [path.name for path in saved.parent.iterdir()] == ["run.json"]


def test_saving_touches_no_other_file(cari: Cari, questions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = cari.folder / "kept" / "run.json"
    own = saved.with_name("run.json.new")
    own.parent.mkdir()
    own.write_text("my own")
    assert cari("evaluate", questions, "--save", saved).code == 0
    before = saved.read_bytes()
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(errno.ENOSPC, "No space left")))
    assert cari("evaluate", questions, "--save", saved).code == 1
    assert (own.read_text(), saved.read_bytes()) == ("my own", before)
    assert sorted(path.name for path in saved.parent.iterdir()) == ["run.json", "run.json.new"]


def test_json_has_the_comparison_beside_the_measures(cari: Cari, questions: Path) -> None:
    saved = cari.folder / "run.json"
    assert cari("evaluate", questions, "--save", saved, "--json").code == 0
    rows = cari("evaluate", questions, "--compare", saved, "--json").json
    assert [row["leg"] for row in rows] == ["dense", "lexical", "fused"]
    assert rows[0]["baseline"]["R@1"] == {"old": 1, "new": 1, "difference": 0, "p": 1}
    assert (rows[2]["baseline"]["lost"], rows[2]["baseline"]["won"]) == ([], [])
    content = json.loads(saved.read_text(encoding="utf-8"))
    assert content["format"] == 1
    (kept,) = content["runs"]
    assert (kept["set"], len(kept["digest"]), kept["model"]["name"]) == ("work/queries.jsonl", 64, "fake")
    assert kept["questions"][1]["fused"] == [1, 1, 1, 1, 1]


def test_another_set_is_not_compared_but_measured_all_the_same(cari: Cari, questions: Path) -> None:
    saved = cari.folder / "run.json"
    assert cari("evaluate", questions, "--save", saved).code == 0
    cari.write("queries.jsonl", QUESTIONS[:2])
    run = cari("evaluate", questions, "--compare", saved)
    assert (run.code, run.err.count("\n")) == (1, 1)
    assert "evaluate both on the same files" in run.err
    assert len(rows_of(run.out)) == 10


def test_the_chart_is_printed_below_the_tables(cari: Cari, questions: Path) -> None:
    lines = cari("evaluate", questions, "--chart").out.splitlines()
    at = lines.index("recall among the first 1 to 100")
    assert lines[at + 3] == f"fused    {'█' * 24}  1.000 at 1, 1.000 at 10, 1.000 at 100"
    assert lines[at + 4] == "milliseconds a question"
    narrow = cari("evaluate", questions, "--chart", COLUMNS="60").out
    chart = narrow[narrow.index("recall among") :]
    assert chart.count("1.000 at 100") == 3
    bars = chart[chart.index("milliseconds a question") :].splitlines()[1:]
    assert sum(int(line.split()[-1]) for line in bars) == 3


def test_the_first_question_takes_no_longer_than_the_others(
    cari: Cari, questions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    searcher, called = import_module("index.search").Searcher, []
    for name in ("warm", "search"):
        method = getattr(searcher, name)
        monkeypatch.setattr(
            searcher, name, lambda *given, _name=name, _method=method: called.append(_name) or _method(*given)
        )
    assert cari("evaluate", questions).code == 0
    assert called == ["warm", "search", "search", "search", "search"]  # warming asks a question, too


def test_a_pasted_text_that_was_lost_is_cut_between_words(capsys: pytest.CaptureFixture[str]) -> None:
    _print_moved(screen(), "lost", (Moved("post", "banjir rob " * 500, 1, 0),))
    told = " ".join(capsys.readouterr().out.split())
    # 200 characters with the mark: 18 times eleven and " …".
    assert told.endswith("1.00 → 0.00 " + "banjir rob " * 18 + "… (post)")


def test_an_interval_that_nearly_ends_at_one_is_as_wide_as_others() -> None:
    assert [_interval(ends) for ends in ((0.0004, 0.8996), (0.9994, 0.9996), (1, 1))] == [
        ".000–.900", ".999–1.00", "1.00–1.00",
    ]  # fmt: skip


@pytest.mark.parametrize(("p", "shown"), [(0.0001, "<0.001"), (0.001, "0.001"), (0.0499, "0.050")])
def test_a_p_value_is_never_shown_as_nought(p: float, shown: str) -> None:
    assert _figures(Change("fused", "R@1", 0, 1, p))[-1] == shown


def test_the_picture_is_drawn(cari: Cari, questions: Path) -> None:
    picture = cari.folder / "all.png"
    assert cari("evaluate", questions, write_set(cari.folder / "made-up"), "--picture", picture).code == 0
    assert picture.read_bytes()[:4] == b"\x89PNG"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--save", "absent/run.json"], 2, "there is no folder absent"),
        (["--picture", "absent/all.png"], 2, "there is no folder absent"),
        (["--save", "folder.png"], 2, "folder.png is no regular file"),
        (["--save", "pipe"], 2, "pipe is no regular file"),
        (["--picture", "folder.png"], 2, "folder.png is no regular file"),
        (["--picture", "all.svg"], 2, "end it with .png"),
        (["--save", "queries.jsonl"], 2, "queries.jsonl is no name of saved runs; end it with .json"),
        (
            ["run.json", "--limit-queries", "1"],
            2,
            "saved runs, which --limit-queries cannot shorten: leave one",
        ),
        (["--compare", "absent.json"], 1, "absent.json cannot be read as saved runs"),
    ],
)
def test_what_cannot_work_is_told_before_anything_is_asked(
    cari: Cari,
    questions: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    code: int,
    message: str,
) -> None:
    monkeypatch.chdir(cari.folder)
    (cari.folder / "folder.png").mkdir()
    os.mkfifo(cari.folder / "pipe")  # and not a device: a fault here would replace it
    run = cari("evaluate", questions, *arguments)
    assert (run.code, run.out) == (code, "")
    assert message in " ".join(run.err.replace("│", " ").split())
