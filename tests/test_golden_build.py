"""`cari build --golden` and `--force`: a build that loses golden questions is not published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli_runs import ARTICLES, FLOOD, QUAKE, Cari, cari

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
    assert (run.code, run.out, run.err.count("\n")) == (1, "", 3)
    assert "0 of 1 given ones (before: 1)" in run.err
    assert "'banjir pasar ikan' (wants news.jsonl#flood among the first 7, was 1)" in run.err
    assert serving(cari) == before
    assert not list((cari.data / "staging").iterdir())


@pytest.mark.parametrize("command", ["rebuild", "build"])
def test_for_a_program_all_lost_questions_are_printed(cari: Cari, golden: Path, command: str) -> None:
    before = serving(cari)
    cari.write("news.jsonl", [*CROWD, *ARTICLES])
    again = [cari.folder / "news.jsonl", "--golden", golden] if command == "build" else []
    run = cari(command, *again, "--json")
    assert (run.code, run.err.startswith("cari: The new generation loses golden questions")) == (1, True)
    assert run.json == {
        "published": False,
        "serving": before,
        "given": {"asked": 1, "candidate": 0, "serving": 1},
        "sampled": {"asked": 2, "candidate": 2, "serving": 2},  # the quake has no sentence of five words
        "lost": [
            {
                "question": "banjir pasar ikan",
                "kind": "given",
                "reason": "wants news.jsonl#flood among the first 7, was 1",
                "gone": False,
            }
        ],
    }


def test_force_publishes_all_the_same_and_is_the_measure_from_then_on(cari: Cari, golden: Path) -> None:
    before = serving(cari)
    cari.write("news.jsonl", [*CROWD, *ARTICLES])
    assert cari("rebuild", "--force").code == 0
    assert serving(cari) != before
    assert cari("rebuild").code == 0


def test_an_article_that_is_gone_is_given_up_by_force_alone(cari: Cari, golden: Path) -> None:
    before = serving(cari)
    cari.write("news.jsonl", ARTICLES[1:])
    run = cari("rebuild")
    assert (run.code, run.out, run.err.count("\n")) == (1, "", 3)
    assert "\n  'banjir pasar ikan' (its article news.jsonl#flood is gone)\n" in run.err
    assert serving(cari) == before
    # From then on it is in neither generation, and each build says so.
    for options in (("--force",), ()):
        (problem,) = cari("rebuild", "--json", *options).json["problems"]
        assert (problem["origin"], problem["line"]) == (str(golden), None)
        assert problem["reason"].startswith("the question 'banjir pasar ikan' names 'flood', an article that")


def test_an_article_whose_text_became_another_is_lost(cari: Cari, golden: Path) -> None:
    cari.write("news.jsonl", [{**ARTICLES[0], "title": "Sup", "text": "Resep sup ayam."}, *ARTICLES[1:]])
    run = cari("rebuild")
    assert (run.code, "(wants news.jsonl#flood among the first 1, was 1)" in run.err) == (1, True), run.err


def test_a_name_that_a_second_source_has_too_is_not_gone(cari: Cari, tmp_path: Path) -> None:
    for folder, text in (("A", FLOOD), ("B", QUAKE)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "0.txt").write_text(text)
    path = cari.write("golden.jsonl", [{"question": "banjir pasar ikan", "articles": ["0.txt"]}])
    assert cari("build", tmp_path / "A", "--golden", path).code == 0
    run = cari("build", tmp_path / "A", tmp_path / "B", "--golden", path, "--json")
    assert run.code == 0, run.err
    (problem,) = run.json["problems"]
    assert "is not clear about an article: '0.txt' names 2 articles" in problem["reason"]


def test_what_is_wrong_with_a_list_stands_among_the_problems(cari: Cari) -> None:
    news = cari.write("news.jsonl", ARTICLES)
    typo = {"question": "panen padi", "articles": ["TYPO.txt"]}
    path = cari.write("golden.jsonl", [{"text": "banjir", "article": "flood"}, typo])
    run = cari("build", news, "--golden", path)
    assert run.code == 0
    assert f"{path}: the question 'panen padi' names 'TYPO.txt', an article that this index does" in run.out
    path.write_text("")
    run = cari("build", news, "--golden", path)
    assert run.code == 0
    assert f"{path}: it has no questions, so it protects no article: write one per line" in run.out


def test_a_damaged_generation_is_no_measure_and_is_built_over(cari: Cari, golden: Path) -> None:
    catalog = cari.data / "generations" / serving(cari) / "catalog.sqlite"
    content = bytearray(catalog.read_bytes())
    # The first page stays, so that it opens, and breaks when it is read.
    content[4096:] = bytes(len(content) - 4096)
    catalog.write_bytes(content)
    cari.write("news.jsonl", [*CROWD, *ARTICLES])
    run = cari("rebuild", "--json")
    assert run.code == 0
    assert "so no golden question was asked of it" in run.json["problems"][0]["reason"]
    assert cari("verify").code == 0


def test_where_the_current_generation_is_damaged_the_one_that_serves_is_the_measure(
    cari: Cari, golden: Path
) -> None:
    assert cari("rebuild").code == 0
    levels = cari.data / "generations" / serving(cari) / "sentences" / "levels.int8"
    levels.write_bytes(levels.read_bytes()[:-1])
    cari.write("news.jsonl", [*CROWD, *ARTICLES])
    run = cari("rebuild")
    assert run.code == 1
    assert "loses golden questions of 0001-" in run.err


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
    assert cari("build", cari.folder / "news.jsonl", other).err == run.err
    assert serving(cari) == before
    assert cari("rebuild", "--force").code == 0
    assert cari("rebuild").code == 0  # there is nothing more to lose


def test_a_golden_list_that_has_gone_is_told_before_anything_is_read(cari: Cari, golden: Path) -> None:
    golden.unlink()
    run = cari("rebuild")
    assert (run.code, run.err.count("\n")) == (1, 1)
    assert "golden.jsonl cannot be read" in run.err
    assert cari("build", cari.folder / "news.jsonl").code == 0
