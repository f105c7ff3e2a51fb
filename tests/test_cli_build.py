"""`cari build` and `cari rebuild`: figures, problems, and what is left when nothing can be indexed."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli_runs import ARTICLES, ESCAPE, FLOOD, PRICES, Cari, cari

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["cari"]


def test_build_prints_its_figures_and_what_to_type_next(cari: Cari) -> None:
    run = cari("build", cari.write("news.jsonl", ARTICLES))
    assert (run.code, run.err) == (0, "")
    rows = {line.split()[1]: line for line in run.out.splitlines() if line.startswith("│")}
    assert "3 (2 id, 1 en)" in rows["articles"]
    assert [rows[name].split()[3] for name in ("files", "passages", "embedded", "reused", "problems")] == [
        "1", "3", "3", "0", "0",
    ]  # fmt: skip
    assert 'search "…"' in run.out.splitlines()[-1]
    assert ESCAPE not in run.out


def test_rebuild_reads_the_same_sources_and_reuses_what_did_not_change(cari: Cari) -> None:
    cari.write("news/one.txt", f"Banjir di Pasar\n\n{FLOOD}\n")
    assert cari("build", cari.folder / "news").code == 0
    cari.write("news/two.txt", "Gempa di Asri\n\nGempa mengguncang Girang Asri pada malam hari.\n")
    report = cari("rebuild", "--json").json
    assert (report["files"], report["articles"], report["passages"], report["embedded"]) == (2, 2, 2, 1)


def test_json_is_all_that_goes_to_standard_output(cari: Cari) -> None:
    run = cari("build", cari.write("news.jsonl", ARTICLES), "--json")
    report = run.json
    assert (report["articles"], report["languages"], report["problems"]) == (3, {"id": 2, "en": 1}, [])
    kept = cari.data / "generations" / report["generation"] / "report.json"
    assert report["report"] == str(kept)
    assert json.loads(kept.read_bytes())["articles"] == 3
    assert "generation" not in json.loads(kept.read_bytes())  # its name hangs on this very file
    assert run.err == ""


def test_a_broken_line_is_named_with_its_file_and_line_and_the_rest_is_indexed(cari: Cari) -> None:
    path = cari.write("news.jsonl", ARTICLES)
    path.write_text(path.read_text() + "{broken\n", encoding="utf-8")
    run = cari("build", path)
    assert run.code == 0
    assert "news.jsonl:4: broken JSON" in run.out
    assert cari("search", "banjir", "--json").json["hits"][0]["article"]["record_id"] == "flood"


def test_files_of_other_kinds_are_told_in_one_line_with_the_cure(cari: Cari) -> None:
    for name in ("a.png", "b.png", "old/c.json", "old/d.pdf", *(f"e.k{number}" for number in range(9))):
        cari.write(f"news/{name}", "{}")
    folder = cari.folder / "news"
    told = (
        "passed over: 1 .json (write one record a line, as .jsonl), "
        "1 .pdf (export the text as .txt or .html), "
        "2 .png, 1 .k0, 1 .k1, 1 .k2, 1 .k3, 1 .k4, 4 of other kinds"
    )
    run = cari("build", folder)
    assert (run.code, run.err.count("\n"), f"; {told}.\n" in run.err) == (1, 1, True), run.err
    cari.write("news/news.jsonl", ARTICLES)
    assert told in cari("build", folder).out.splitlines()
    report = cari("build", folder, "--json").json
    assert (report["problems"], report["passed_over"][".png"]) == ([], 2)


def test_after_twenty_problems_the_rest_is_counted(cari: Cari) -> None:
    path = cari.write("news.jsonl", ARTICLES)
    path.write_text(path.read_text() + "{broken\n" * 25, encoding="utf-8")
    lines = cari("build", path).out.splitlines()
    assert sum("broken JSON" in line for line in lines) == 20
    (rest,) = [line for line in lines if "more in" in line]
    assert rest.startswith("and 5 more in 1 files; all are in ")
    assert rest.endswith("report.json")


@pytest.mark.parametrize("given", ["absent", "empty"])
def test_nothing_to_index_is_one_sentence_and_publishes_nothing(cari: Cari, given: str) -> None:
    (cari.folder / "empty").mkdir()
    run = cari("build", cari.folder / given)
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith(f"cari: There is nothing to index in {cari.folder / given}: ")
    assert run.err.count("\n") == 1
    assert cari("status").code == 1


def test_a_data_directory_that_cannot_be_made_is_one_sentence(cari: Cari, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    run = cari("build", cari.write("news.jsonl", ARTICLES), "--data", tmp_path / "file" / "data")
    assert (run.code, run.out, run.err.count("\n")) == (1, "", 1)
    assert str(tmp_path / "file") in run.err


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError("100000 requested and 8176 written"),  # numpy
        sqlite3.OperationalError("database or disk is full"),
        RuntimeError("Error: 'ret == (size * 4)' failed: write error in f: 1 != 2 (No space left on device)"),
    ],
    ids=["system", "numpy", "SQLite", "FAISS"],
)
def test_a_full_disk_is_named_with_the_cure(
    cari: Cari, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def add(*_: object) -> None:
        raise error

    monkeypatch.setattr("index.snapshot.catalog_writer.CatalogWriter.add", add)
    run = cari("build", cari.write("news.jsonl", ARTICLES))
    assert (run.code, run.out) == (1, "")
    assert run.err == (
        f"cari: {cari.data} cannot be used (No space left on device): free some space there, "
        "or choose another place, for an index with `--data`.\n"
    )


@pytest.mark.parametrize(
    ("code", "cure"),
    [
        (errno.EACCES, "(Permission denied): give this user the right to it, or choose another place"),
        (errno.EROFS, "(Read-only file system): make it writable, or choose another place"),
    ],
)
def test_a_folder_that_cannot_be_written_to_is_named_with_the_cure(
    cari: Cari, code: int, cure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def staging(*_: object) -> None:
        raise OSError(code, os.strerror(code), "data/build.lock")

    monkeypatch.setattr("index.snapshot.store.Store.staging", staging)
    run = cari("build", cari.write("news.jsonl", ARTICLES))
    assert (run.code, run.out, run.err.count("\n")) == (1, "", 1)
    assert run.err.startswith(f"cari: data/build.lock cannot be used {cure}")


def test_rebuild_without_an_index_says_how_to_make_one(cari: Cari) -> None:
    run = cari("rebuild")
    assert run.code == 1
    assert "cari build" in run.err


def test_build_without_a_path_is_wrong_usage(cari: Cari) -> None:
    run = cari("build")
    assert (run.code, run.out) == (2, "")
    assert "Usage" in run.err


def test_rebuild_refuses_to_lose_a_folder_that_can_no_longer_be_read(
    cari: Cari, monkeypatch: pytest.MonkeyPatch
) -> None:
    cari.write("news/one.txt", f"Banjir di Pasar Ikan\n\n{FLOOD}\n")
    lost = cari.write("news/deep/two.txt", "Gempa di Girang Asri\n\nGempa mengguncang Girang Asri.\n").parent
    never_read = cari.folder / "news" / "old.txt"
    never_read.symlink_to(cari.folder / "nowhere")
    assert len(cari("build", cari.folder / "news", "--json").json["problems"]) == 1
    assert cari("rebuild", "--json").json["articles"] == 2
    scandir = os.scandir

    def refuse(path: str) -> Any:
        if str(path) == str(lost):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr("os.scandir", refuse)
    run = cari("rebuild")
    assert (run.code, run.out) == (1, "")
    assert (
        f"{lost}, which this index was built from: this folder cannot be read (Permission denied)" in run.err
    )
    forced = cari("rebuild", "--force", "--json").json
    assert forced["articles"] == 1
    assert {one["origin"] for one in forced["problems"]} == {str(lost), str(never_read)}


def test_two_records_with_one_id_are_told_apart_from_one_that_stands_twice(cari: Cari) -> None:
    twice = [{"_id": "a", "text": FLOOD}, {"_id": "a", "text": PRICES}]
    (problem,) = cari("build", cari.write("news.jsonl", twice), "--json").json["problems"]
    assert problem["origin"] == "news.jsonl:2"
    assert problem["reason"].startswith("the same article as news.jsonl:1 (id ")
    assert problem["reason"].endswith("); if it is another one, give its record an id of its own")


def changes(report: Any) -> tuple[int, ...]:
    return tuple(report["changes"][name] for name in ("new", "changed", "unchanged", "gone"))


def write_days(cari: Cari, *numbers: int) -> None:
    """Article files `news/N.txt` for these numbers, and no others."""
    for path in (cari.folder / "news").glob("*.txt"):
        path.unlink()
    for number in numbers:
        cari.write(
            f"news/{number}.txt", f"Banjir hari ke-{number}\n\nAir naik {number} meter di pasar ikan.\n"
        )


def test_the_report_tells_what_became_of_the_articles_before(cari: Cari) -> None:
    write_days(cari, 1, 2, 3, 4, 5, 6)
    first = cari("build", cari.folder / "news", "--json").json
    assert (first["changes"], first["sources"]) == (None, {str(cari.folder / "news"): 6})
    write_days(cari, 1, 2, 3, 7)
    cari.write("news/1.txt", "Banjir hari ke-1\n\nAir naik 10 meter di pasar ikan.\n")
    (cari.folder / "news" / "2.txt").rename(cari.folder / "news" / "moved.txt")
    report = cari("rebuild", "--json").json
    assert changes(report) == (1, 2, 1, 3)
    assert report["changes"]["since"] == first["generation"]
    assert report["changes"]["gone_named"] == ["4.txt", "5.txt", "6.txt"]
    assert report["changes"]["gone_from"] == {str(cari.folder / "news"): 3}
    write_days(cari, 1, 3, 7)
    run = cari("rebuild")
    assert f"since {report['generation']}" in run.out
    assert "0 new, 1 changed, 2 unchanged, 1 gone" in run.out
    assert f"gone since {report['generation']}: moved.txt\n" in run.out


def test_records_that_only_stand_on_other_lines_are_unchanged(cari: Cari) -> None:
    path = cari.write("news.jsonl", ARTICLES)
    assert cari("build", path).code == 0
    cari.write("news.jsonl", [{"text": "Harga cabai naik di pasar induk."}, *ARTICLES])
    assert changes(cari("rebuild", "--json").json) == (1, 0, 3, 0)


@pytest.mark.parametrize("command", ["rebuild", "build"])
def test_a_source_that_lost_most_of_its_articles_is_refused_unless_forced(cari: Cari, command: str) -> None:
    write_days(cari, *range(1, 8))
    other = cari.write("other.jsonl", ARTICLES)
    paths = (cari.folder / "news", other) if command == "build" else ()
    assert cari("build", cari.folder / "news", other).code == 0
    write_days(cari, 1, 2)
    run = cari(command, *paths)
    assert (run.code, run.out) == (1, "")
    assert run.err == (
        f"cari: {cari.folder / 'news'}, which this index was built from, has lost 5 of 7 articles "
        "(3.txt, 4.txt, 5.txt, …), more than half. Nothing was published: bring them back, or, where they "
        "were taken out on purpose, do without them with `--force`.\n"
    )
    assert cari("status", "--json").json["articles"] == 10
    assert changes(cari(command, *paths, "--force", "--json").json) == (0, 0, 5, 5)
    assert cari(command, *paths).code == 0  # there is nothing more to lose


@pytest.mark.parametrize(("held", "left"), [(4, 0), (6, 3)])
def test_few_articles_and_half_of_them_may_go(cari: Cari, held: int, left: int) -> None:
    write_days(cari, *range(held))
    cari.write("news/kept.jsonl", ARTICLES[:1] if held == 4 else [])
    other = cari.write("other.jsonl", ARTICLES)
    assert cari("build", cari.folder / "news" / "*.txt", other).code == 0
    write_days(cari, *range(left or 1))
    report = cari("rebuild", "--json").json
    assert report["changes"]["gone"] == held - (left or 1)


def test_the_only_source_of_an_older_index_is_guarded_too(cari: Cari) -> None:
    write_days(cari, *range(1, 8))
    first = cari("build", cari.folder / "news", "--json").json
    (cari.data / "generations" / first["generation"] / "report.json").unlink()  # it counted no sources
    write_days(cari, 1, 2)
    assert "has lost 5 of 7 articles" in cari("rebuild").err


def test_a_source_that_is_not_named_again_may_go(cari: Cari) -> None:
    write_days(cari, *range(1, 8))
    other = cari.write("other.jsonl", ARTICLES)
    assert cari("build", cari.folder / "news", other).code == 0
    assert changes(cari("build", other, "--json").json) == (0, 0, 3, 7)


def test_a_file_that_may_no_longer_be_read_is_not_dropped_unless_forced(
    cari: Cari, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_days(cari, 1, 2, 3)
    assert cari("build", cari.folder / "news").code == 0
    locked = cari.folder / "news" / "2.txt"
    access = os.access
    monkeypatch.setattr("os.access", lambda path, mode: str(path) != str(locked) and access(path, mode))
    run = cari("rebuild")
    assert (run.code, run.out) == (1, "")
    assert f"{locked}, which this index was built from: it cannot be opened (Permission denied)" in run.err
    forced = cari("rebuild", "--force", "--json").json
    assert ([one["origin"] for one in forced["problems"]], changes(forced)) == ([str(locked)], (0, 0, 2, 1))
    assert cari("rebuild").code == 0
