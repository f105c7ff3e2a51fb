"""Whatever file of the serving generation is damaged: search says so, and `build` and `rebuild` mend it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.cli_runs import ARTICLES, Cari, cari

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["cari"]

HEADER = 128
"""Bytes of the header of a small .npy file."""


@pytest.fixture
def built(cari: Cari) -> Cari:
    """One generation, built with a golden question."""
    golden = cari.write("golden.jsonl", [{"text": "banjir pasar ikan", "article": "flood"}])
    assert cari("build", cari.write("news.jsonl", ARTICLES), "--golden", golden).code == 0
    return cari


def emptied(content: bytes, suffix: str) -> bytes:
    return b""


def overwritten(content: bytes, suffix: str) -> bytes:
    """Other bytes, of the right size: of an array, only a checksum tells."""
    header = content[:HEADER] if suffix == ".npy" else b""
    return header + b"\x7f" * (len(content) - len(header))


def garbled(content: bytes, suffix: str) -> bytes:
    """One byte, where numpy and SQLite's module raise errors of their own; other files stay as they are."""
    if suffix == ".npy":
        return content.replace(b"}", b"(", 1)
    return content.replace(b"TABLE articles", b"\xffABLE articles") if suffix == ".sqlite" else content


def damaged_in_turn(cari: Cari, harm: Callable[[bytes, str], bytes]) -> Iterator[str]:
    """The index with one file damaged, then the next; the name of that file."""
    sound = cari.data.rename(cari.folder / "sound")
    (generation,) = (sound / "generations").iterdir()
    for file in sorted(path for path in generation.rglob("*") if path.is_file()):
        content = harm(file.read_bytes(), file.suffix)
        if content != file.read_bytes():
            shutil.copytree(sound, cari.data)
            (cari.data / file.relative_to(sound)).write_bytes(content)
            yield file.relative_to(generation).as_posix()
            shutil.rmtree(cari.data)


CURES = {"manifest.json": "cari build path..."}
"""Where `cari rebuild` is none: the manifest alone knows the sources."""


@pytest.mark.parametrize(
    ("command", "harm"),
    [("rebuild", emptied), ("rebuild", overwritten), ("rebuild", garbled), ("build", overwritten)],
)
def test_whatever_file_is_damaged_the_next_build_is_published(
    built: Cari, command: str, harm: Callable[[bytes, str], bytes]
) -> None:
    again = (built.folder / "news.jsonl", "--golden", built.folder / "golden.jsonl")
    given = again if command == "build" else ()
    met = set()
    for name in damaged_in_turn(built, harm):
        met.add(name)
        run = built(command, *given)
        if (command, name) == ("rebuild", "manifest.json"):  # it alone knows the sources
            assert (run.code, run.err.count("\n")) == (1, 1)
            assert "There is no sound index in" in run.err
            assert "make one with `cari build PATH...`" in run.err
        else:
            assert (run.code, run.err) == (0, ""), name
            assert built("verify").code == 0, name
    assert {"catalog.sqlite", "columns/days.npy", "postings/rows.npy", "postings/starts.npy"} < met


def test_a_rebuild_takes_the_sources_of_the_damaged_generation_and_not_those_of_a_sound_one(
    cari: Cari,
) -> None:
    assert cari("build", cari.write("other.jsonl", ARTICLES[:1])).code == 0
    cari.with_articles()
    current = cari("status", "--json").json["generation"]
    rows = cari.data / "generations" / current / "postings" / "rows.npy"
    rows.write_bytes(rows.read_bytes()[:-4])
    assert "or build again with `cari rebuild`" in cari("verify").err
    report = cari("rebuild", "--json").json
    assert (report["articles"], report["embedded"], report["changes"]["since"]) == (3, 0, current)
    assert report["sources"] == {str(cari.folder / "news.jsonl"): 3}


def test_vectors_that_the_damaged_generation_lost_come_from_a_sound_one(cari: Cari) -> None:
    assert cari("build", cari.write("other.jsonl", ARTICLES[:1])).code == 0
    cari.with_articles()
    current = cari("status", "--json").json["generation"]
    (cari.data / "generations" / current / "embeddings.npy").unlink()
    report = cari("rebuild", "--json").json
    assert (report["articles"], report["embedded"]) == (3, 2)


def test_losses_are_those_of_the_damaged_generation(cari: Cari) -> None:
    many = [{"text": f"Air naik {number} meter di pasar ikan."} for number in range(10)]
    assert cari("build", cari.write("other.jsonl", ARTICLES)).code == 0
    assert cari("build", cari.write("news.jsonl", many)).code == 0
    current = cari("status", "--json").json["generation"]
    (cari.data / "generations" / current / "postings" / "rows.npy").unlink()
    cari.write("news.jsonl", many[:2])
    for command in (("rebuild",), ("build", cari.folder / "news.jsonl")):
        run = cari(*command)
        assert (run.code, "has lost 8 of 10 articles" in run.err) == (1, True)


def test_without_its_manifest_no_other_sources_are_published(cari: Cari) -> None:
    assert cari("build", cari.write("other.jsonl", ARTICLES[:1])).code == 0
    cari.with_articles()
    current = cari("status", "--json").json["generation"]
    (cari.data / "generations" / current / "manifest.json").unlink()
    cure = "Go back with `cari rollback`, or build again with `cari build PATH...`.\n"
    for command in ("verify", "rebuild"):
        run = cari(command)
        assert (run.code, run.out, run.err.endswith(cure)) == (1, "", True)
    assert cari("status", "--json").json["generations"][0]["name"] == current


@pytest.mark.parametrize("harm", [emptied, garbled])
def test_a_question_to_a_damaged_index_is_answered_by_one_sentence_with_the_cure(
    built: Cari, harm: Callable[[bytes, str], bytes]
) -> None:
    for name in damaged_in_turn(built, harm):
        run = built("search", "banjir")
        assert (run.code, run.out, run.err.count("\n")) == (1, "", 1), name
        assert run.err.lower().endswith(f"build again with `{CURES.get(name, 'cari rebuild')}`.\n"), name
        assert (
            harm is garbled
            or f"is damaged, and no earlier one is sound: {name} has 0 bytes" in run.err
            or (name == "manifest.json" and "manifest.json is not JSON" in run.err)
        )


def test_a_question_to_changed_bytes_is_answered_or_told_in_one_sentence(built: Cari) -> None:
    told = set()
    for name in damaged_in_turn(built, overwritten):
        run = built("search", "banjir")
        if run.code:
            told.add(name)
            assert (run.code, run.out, run.err.count("\n")) == (1, "", 1), name
            assert run.err.lower().endswith(f"build again with `{CURES.get(name, 'cari rebuild')}`.\n"), name
    assert "postings/rows.npy" in told


def test_a_damaged_article_is_told_in_one_sentence_and_is_no_measure(built: Cari) -> None:
    (catalog,) = built.data.glob("generations/*/catalog.sqlite")
    content = catalog.read_bytes()
    assert content.count(b'["Ann Harbour"]') == 1
    catalog.write_bytes(content.replace(b'["Ann Harbour"]', b'[~Ann Harbour"]'))
    run = built("search", "price of rice")
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith(f"cari: The catalog {catalog} is damaged (Expecting value: line 1 column 2")
    assert run.err.endswith("): go back with `cari rollback`, or build again with `cari rebuild`.\n")
    built.write("news.jsonl", ARTICLES[:2])
    assert built("rebuild").code == 0
    assert built("verify").code == 0
