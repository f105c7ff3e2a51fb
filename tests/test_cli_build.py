"""`cari build` and `cari rebuild`: figures, problems, and what is left when nothing can be indexed."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from tests.cli_runs import ARTICLES, ESCAPE, FLOOD, PRICES, Cari, cari

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["cari"]

WRITE_ERROR = "Error: 'ret == (size * 4)' failed: write error in f: 1 != 2"
"""How FAISS begins, whatever the reason."""
NO_SPACE = ("No space left on device", "free some space there, or")
QUOTA = ("Disk quota exceeded", "free some of this user's space there, or")


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


def test_a_line_break_in_the_name_of_a_file_makes_no_line(cari: Cari) -> None:
    cari.write("news/a.txt", f"Banjir di Pasar\n\n{FLOOD}\n")
    cari.write("news/b\nNow ask: nothing.txt", "")
    run = cari("build", cari.folder / "news")
    assert "b\\nNow ask: nothing.txt: the file is empty; delete it, or write the article's text" in (
        run.out.splitlines()
    )


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


def test_a_name_that_begins_with_a_tilde_and_is_no_user_is_a_name(
    cari: Cari, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(cari.folder)
    run = cari("build", "~draft")
    assert run.code == 1
    assert "no such file or folder; check the path" in " ".join(run.err.split())
    cari.write("~draft/news.jsonl", ARTICLES)
    cari.write("~golden.jsonl", [{"question": "banjir pasar ikan", "article": "flood"}])
    for source in ("~draft/news.jsonl", "~draft/n*.jsonl", "~draft"):
        run = cari("build", source, "--golden", "~golden.jsonl", "--json")
        assert (run.code, run.json["articles"], run.json["problems"]) == (0, 3, [])
    assert cari("rebuild").code == 0


def test_a_data_directory_that_cannot_be_made_is_one_sentence(cari: Cari, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    run = cari("build", cari.write("news.jsonl", ARTICLES), "--data", tmp_path / "file" / "data")
    assert (run.code, run.out, run.err.count("\n")) == (1, "", 1)
    assert str(tmp_path / "file") in run.err
    assert "a file or a broken link is where a folder is needed: move it, or choose another place" in run.err
    (tmp_path / "link").symlink_to("nowhere")
    run = cari("build", cari.write("news.jsonl", ARTICLES), "--data", tmp_path / "link")
    assert (run.code, "a file or a broken link is where a folder is needed" in run.err) == (1, True)


@pytest.mark.parametrize(
    ("error", "reason", "cure"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), *NO_SPACE),
        (OSError("100000 requested and 8176 written"), *NO_SPACE),  # numpy
        (sqlite3.OperationalError("database or disk is full"), *NO_SPACE),
        (RuntimeError(f"{WRITE_ERROR} (No space left on device)"), *NO_SPACE),  # FAISS
        (OSError(errno.EDQUOT, "Disk quota exceeded"), *QUOTA),
        (RuntimeError(f"{WRITE_ERROR} (Disk quota exceeded)"), *QUOTA),
        (OSError(errno.EFBIG, "File too large"), "File too large", "let this process write larger files ("),
        (sqlite3.OperationalError("disk I/O error"), "Input/output error", "free some space or quota there"),
    ],
)
def test_a_full_disk_is_named_with_the_cure(
    cari: Cari, error: Exception, reason: str, cure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def add(*_: object) -> None:
        raise error

    monkeypatch.setattr("index.snapshot.catalog_writer.CatalogWriter.add", add)
    run = cari("build", cari.write("news.jsonl", ARTICLES))
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith(f"cari: {cari.data} cannot be used ({reason}): {cure}")
    assert run.err.endswith(", or choose another place, for an index with `--data`.\n")
    assert list((cari.data / "generations").iterdir()) == []


@pytest.mark.parametrize("given", ["source", "data", "golden"])
def test_a_path_that_is_not_utf8_is_refused_before_anything_is_read(
    cari: Cari, given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        import_module("index.build"), "open_encoder", lambda _: pytest.fail("it was too late")
    )
    path = cari.folder / os.fsdecode(b"caf\xe9")
    path.mkdir()
    (path / "one.txt").write_text(FLOOD)
    arguments = {
        "source": (path,),
        "data": (cari.write("one.txt", FLOOD), "--data", path),
        "golden": (cari.write("one.txt", FLOOD), "--golden", path / "one.txt"),
    }
    run = cari("build", *arguments[given])
    assert (run.code, run.out, cari.data.exists()) == (1, "", False)
    assert run.err.startswith(f"cari: The path {cari.folder}/caf\\xe9")
    assert run.err.endswith(" is not UTF-8: rename every file or folder with `\\x` in its name.\n")


@pytest.mark.parametrize(
    ("code", "cure"),
    [
        (errno.EACCES, "(Permission denied): give this user the right to it, or choose another place"),
        (errno.EROFS, "(Read-only file system): make it writable, or choose another place"),
        (errno.EXDEV, "(Invalid cross-device link): keep the whole data directory on one file system"),
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


def test_golden_questions_that_are_not_given_again_are_told(cari: Cari) -> None:
    news = cari.write("news.jsonl", ARTICLES)
    golden = cari.write("golden.jsonl", [{"question": "banjir pasar ikan", "article": "flood"}])
    first = cari("build", news, "--golden", golden, "--json")
    again = cari("rebuild", "--json")
    assert (first.err, again.err) == ("", "")
    without = cari("build", news, "--json")
    assert (without.code, without.json["articles"]) == (0, 3)
    assert without.err == (
        f"cari: {again.json['generation']} was built with `--golden {golden}`, and the new generation "
        "without: build with it again, unless you meant to leave it out.\n"
    )
    assert cari("build", news, "--json").err == ""


def test_build_without_a_path_is_wrong_usage(cari: Cari) -> None:
    run = cari("build")
    assert (run.code, run.out) == (2, "")
    assert "Usage" in run.err


def test_two_records_with_one_id_are_told_apart_from_one_that_stands_twice(cari: Cari) -> None:
    twice = [{"_id": "a", "text": FLOOD}, {"_id": "a", "text": PRICES}]
    (problem,) = cari("build", cari.write("news.jsonl", twice), "--json").json["problems"]
    assert problem["origin"] == "news.jsonl:2"
    assert problem["reason"].startswith("the same article as news.jsonl:1 (id ")
    assert problem["reason"].endswith("); if it is another one, give its record an id of its own")
