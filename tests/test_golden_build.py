"""`cari build --golden` and `--force`: a build that loses golden questions is not published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli_runs import ARTICLES, Cari, cari

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["cari"]

CROWD = [{"_id": f"crowd{at}", "text": "Banjir pasar ikan.", "language": "id"} for at in range(12)]
"""Articles that say nothing but the words of the golden question, and so come before its answer."""


@pytest.fixture
def golden(cari: Cari) -> Path:
    """The list that the first generation was built with."""
    path = cari.write("golden.jsonl", [{"text": "banjir pasar ikan", "article": "flood"}])
    assert cari("build", cari.write("news.jsonl", ARTICLES), "--golden", path).code == 0
    return path


def serving(cari: Cari) -> str:
    return str(cari("status", "--json").json["generation"])


def test_a_rebuild_that_loses_a_golden_question_is_not_published(cari: Cari, golden: Path) -> None:
    before = serving(cari)
    cari.write("news.jsonl", [*CROWD, *ARTICLES])
    run = cari("rebuild")
    assert (run.code, run.out, run.err.count("\n")) == (1, "", 1)
    assert "0 of 1 given ones (before: 1)" in run.err
    assert "'banjir pasar ikan' (wants news.jsonl#flood, was 1)" in run.err
    assert serving(cari) == before
    assert not list((cari.data / "staging").iterdir())


def test_force_publishes_all_the_same_and_is_the_measure_from_then_on(cari: Cari, golden: Path) -> None:
    before = serving(cari)
    cari.write("news.jsonl", [*CROWD, *ARTICLES])
    assert cari("rebuild", "--force").code == 0
    assert serving(cari) != before
    assert cari("rebuild").code == 0


def test_a_damaged_generation_is_no_measure_and_is_built_over(cari: Cari, golden: Path) -> None:
    catalog = cari.data / "generations" / serving(cari) / "catalog.sqlite"
    content = bytearray(catalog.read_bytes())
    # The first page stays, so that it opens, and breaks when it is read.
    content[4096:] = bytes(len(content) - 4096)
    catalog.write_bytes(content)
    cari.write("news.jsonl", [*CROWD, *ARTICLES])
    assert cari("rebuild").code == 0
    assert cari("verify").code == 0


def test_a_source_that_has_gone_is_not_dropped_unless_forced(cari: Cari, golden: Path) -> None:
    other = cari.folder / "other"
    other.mkdir()
    (other / "a.txt").write_text("Harga beras turun di pasar induk pekan ini.")
    assert cari("build", cari.folder / "news.jsonl", other).code == 0
    before = serving(cari)
    (other / "a.txt").rename(cari.folder / "kept.txt")  # what an unmounted disk looks like
    run = cari("rebuild")
    assert (run.code, run.err.count("\n")) == (1, 1)
    assert f"{other}, which this index was built from: no article files in this folder" in run.err
    assert serving(cari) == before
    assert cari("rebuild", "--force").code == 0


def test_a_golden_list_that_has_gone_is_told_before_anything_is_read(cari: Cari, golden: Path) -> None:
    golden.unlink()
    run = cari("rebuild")
    assert (run.code, run.err.count("\n")) == (1, 1)
    assert "golden.jsonl cannot be read" in run.err
    assert cari("build", cari.folder / "news.jsonl").code == 0
