"""`cari status`, `cari verify` and `cari rollback`."""

from __future__ import annotations

import errno
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from index.snapshot import contents
from index.snapshot.store import Store
from tests.cli_runs import ARTICLES, Cari, cari
from tests.snapshot_samples import as_first_format, as_newer_format

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index.snapshot.layout import Generation

__all__ = ["cari"]


def test_status_says_what_is_served(cari: Cari) -> None:
    run = cari.with_articles()("status")
    assert (run.code, run.err) == (0, "")
    rows = {
        line.split("│")[1].strip(): line.split("│")[2].strip() for line in run.out.splitlines() if "│" in line
    }
    assert (rows["articles"], rows["passages"], rows["model"]) == ("3", "3", "fake")
    assert (rows["languages"], rows["published"]) == ("id 2, en 1", "2023-02-01 to 2024-04-19")
    assert rows["sources"] == "Cape Courier 1, Kabar Bakau 1"


@pytest.mark.parametrize(
    ("recall", "told"),
    [(1.0, "exact"), (0.9834, "0.983 of exact search")],
)
def test_status_tells_recall(cari: Cari, monkeypatch: pytest.MonkeyPatch, recall: float, told: str) -> None:
    served = replace(contents.status(cari.with_articles().data), recall=recall)
    monkeypatch.setattr(contents, "status", lambda data: served)
    (line,) = (line for line in cari("status").out.splitlines() if "recall" in line)
    assert line.split("│")[2].strip() == told


def test_status_in_json_lists_the_generations(cari: Cari) -> None:
    cari.with_articles()("rebuild")
    status = cari("status", "--json").json
    assert (status["articles"], status["sources"]) == (3, {"Cape Courier": 1, "Kabar Bakau": 1})
    assert [one["current"] for one in status["generations"]] == [True, False]
    assert status["generations"][0]["name"] == status["generation"]


def test_verify_of_a_sound_index(cari: Cari) -> None:
    run = cari.with_articles()("verify")
    assert (run.code, run.err) == (0, "")
    assert run.out.endswith(" is sound.\n")
    generation = cari("status", "--json").json["generation"]
    assert cari("verify", "--json").json == {"generation": generation, "sound": True, "problems": []}


def test_verify_finds_a_flipped_bit_and_rollback_serves_the_generation_before(cari: Cari) -> None:
    cari.with_articles()
    first = cari("status", "--json").json["generation"]
    cari("build", cari.write("news.jsonl", ARTICLES[:1]))
    second = cari("status", "--json").json["generation"]
    damaged = cari.data / "generations" / second / "embeddings.npy"
    content = bytearray(damaged.read_bytes())
    content[-1] ^= 1
    damaged.write_bytes(content)

    run = cari("verify")
    assert (run.code, run.out) == (1, "")
    assert "embeddings.npy" in run.err
    assert "cari rollback" in run.err
    found = cari("verify", "--json")
    assert (found.code, found.json["generation"], found.json["sound"]) == (1, second, False)

    damaged.write_bytes(content[:-1])
    status = cari("status", "--json")
    assert status.json["generation"] == first
    assert status.err == (
        f"cari: Generation {second} in {cari.data} is damaged; {first} is served instead. See what is wrong "
        "with `cari verify`, then `cari rollback` or `cari rebuild`.\n"
    )

    assert cari("rollback", "--json").json["name"] == first
    assert cari("verify").code == 0
    assert len(cari("search", "banjir", "--json").json["hits"]) == 3


def test_verify_names_the_cure_that_is_left_without_a_manifest(cari: Cari) -> None:
    cari.with_articles()
    (manifest,) = cari.data.glob("generations/*/manifest.json")
    manifest.unlink()
    run = cari("verify")
    assert (run.code, run.out, "cari rebuild" in run.err) == (1, "", False)
    assert run.err.endswith("is damaged. Build again with `cari build PATH...`.\n")


@pytest.mark.parametrize("changed", [as_first_format, as_newer_format])
def test_a_generation_of_another_format_is_nowhere_called_damaged(
    cari: Cari, changed: Callable[[Generation], Generation]
) -> None:
    cari.with_articles().with_articles()
    store = Store(cari.data)
    current, before = store.generations()
    name, age = changed(current).name, "an older" if changed is as_first_format else "a newer"
    status, verified = cari("status"), cari("verify")
    assert status.err.startswith(f"cari: Generation {name} in {cari.data} was written by {age} Cari (format ")
    assert status.err.endswith(f"{before.name} is served instead. `cari verify` says what to do.\n")
    assert (verified.code, verified.err.count("\n")) == (1, 1)
    assert f"manifest.json was written by {age} Cari" in verified.err
    assert cari("rollback").code == 0
    for run in (status, verified, cari("rollback", "--to", name)):
        assert ("damaged" in run.err, f"written by {age} Cari" in run.err) == (False, True)


def test_cures_are_to_be_typed_as_they_stand(cari: Cari) -> None:
    elsewhere = cari.folder / "my data"
    cari("build", cari.write("news.jsonl", ARTICLES), "--data", elsewhere)
    (rows,) = elsewhere.glob("generations/*/postings/rows.npy")
    rows.unlink()
    typed = f"--data '{elsewhere}'"
    for told in (cari("verify", "--data", elsewhere).err, cari("search", "banjir", "--data", elsewhere).err):
        assert told.endswith(f"Build again with `cari rebuild {typed}`.\n")
    (elsewhere / "current").write_text("?")
    (problem,) = cari("verify", "--data", elsewhere, "--json").json["problems"]
    assert f"`cari rollback {typed}`" in problem
    rolled_back = cari("rollback", "--data", elsewhere).err
    assert f"with `cari rollback {typed} --to`" in rolled_back
    assert cari("rollback", CARI_DATA=str(elsewhere)).err == rolled_back.replace(f" {typed}", "")


def test_rollback_to_a_named_generation(cari: Cari) -> None:
    for _ in range(3):
        cari.with_articles()
    newest, _, oldest = (one["name"] for one in cari("status", "--json").json["generations"])
    run = cari("rollback", "--to", oldest)
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith(f"Generation {oldest}, built at ")
    assert cari("status", "--json").json["generation"] == oldest
    assert cari("rollback", "--to", newest, "--json").json == {
        "name": newest,
        "built_at": cari("status", "--json").json["built_at"],
        "current": True,
    }


def test_the_beginning_of_a_name_will_do_for_rollback(cari: Cari) -> None:
    for _ in range(3):
        cari.with_articles()
    third, second, first = (one["name"] for one in cari("status", "--json").json["generations"])
    assert cari("rollback", "--to", "0002").code == 0
    assert cari("status", "--json").json["generation"] == second
    for name, told in (
        ("000", f"The name of more than one generation in {cari.data} begins with '000': there are "
                f"{third}, {second}, {first}. Write more of the one that is meant."),
        ("0007", f"There is no generation '0007' in {cari.data}: there are {third}, {second}, {first}."),
        ("", f"There is no generation '' in {cari.data}: there are {third}, {second}, {first}."),
    ):  # fmt: skip
        run = cari("rollback", "--to", name)
        assert (run.code, run.out, run.err) == (1, "", f"cari: {told}\n")
    assert cari("status", "--json").json["generation"] == second


def test_there_is_nothing_to_go_back_to(cari: Cari) -> None:
    run = cari.with_articles()("rollback")
    assert (run.code, run.out, run.err.count("\n")) == (1, "", 1)
    assert run.err.startswith("cari: There is no earlier sound generation in ")


def test_without_an_index_the_cure_is_named(cari: Cari) -> None:
    for command in ("status", "verify", "rollback"):
        run = cari(command)
        assert (run.code, run.out, run.err.count("\n")) == (1, "", 1)
        assert "cari build" in run.err


def switched_while(monkeypatch: pytest.MonkeyPatch, cari: Cari, place: str, then: str) -> None:
    """Have the pointer name another generation as soon as this function has been called once."""
    module, _, name = place.rpartition(".")
    function = getattr(import_module(module), name)
    moves = [then]

    def moving(*arguments: Any, **options: Any) -> Any:
        result = function(*arguments, **options)
        if moves:
            (cari.data / "current").write_text(moves.pop())
        return result

    monkeypatch.setattr(place, moving)


def test_status_is_of_one_moment_where_the_pointer_moves_meanwhile(
    cari: Cari, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, before = Store(cari.with_articles().with_articles().data).generations()
    switched_while(monkeypatch, cari, "index.snapshot.contents.status", before.name)
    run = cari("status", "--json")
    assert (run.code, run.err, run.json["generation"]) == (0, "", before.name)
    assert [one["name"] for one in run.json["generations"] if one["current"]] == [before.name]


def test_verify_names_the_generation_that_it_read(cari: Cari, monkeypatch: pytest.MonkeyPatch) -> None:
    newest, before = Store(cari.with_articles().with_articles().data).generations()
    switched_while(monkeypatch, cari, "index.snapshot.store.generation_problems", before.name)
    assert cari("verify").out == f"Generation {newest.name} is sound.\n"
    assert cari("verify").out == f"Generation {before.name} is sound.\n"


def test_too_many_open_files_are_the_reason_that_rollback_tells(
    cari: Cari, monkeypatch: pytest.MonkeyPatch
) -> None:
    current, before = Store(cari.with_articles().with_articles().data).generations()

    def refuse(path: Path) -> str:
        raise OSError(errno.EMFILE, "Too many open files", str(path))

    monkeypatch.setattr("index.snapshot.checks.sha256_of", refuse)
    run = cari("rollback")
    assert (run.code, run.out, run.err.count("\n")) == (1, "", 1)
    assert run.err.startswith(f"cari: {before.path}/")
    assert "cannot be read (Too many open files), so nobody can say whether it is sound" in run.err
    assert [one.name for one in Store(cari.data).generations() if one.is_current] == [current.name]


def test_a_data_directory_with_a_blank_in_its_name_is_quoted(cari: Cari) -> None:
    data = cari.folder / "my data"
    run = cari("verify", "--data", data)
    assert run.err.endswith(f"build with `cari build PATH... --data '{data}'`.\n")


def test_a_manifest_nested_too_deeply_is_damaged(cari: Cari) -> None:
    (manifest,) = cari.with_articles().data.glob("generations/*/manifest.json")
    manifest.write_text("[" * 200_000)
    run = cari("status")
    assert (run.code, run.out, run.err.count("\n")) == (1, "", 1)
    assert "manifest.json is not JSON (" in run.err


@pytest.mark.parametrize(
    ("name", "told"),
    [("", "the name is empty"), ("a-file", "is a file"), ("not-there", "Nothing has been published")],
)
def test_a_data_directory_is_one_that_is_named(cari: Cari, name: str, told: str) -> None:
    (cari.folder / "a-file").touch()
    run = cari("status", "--data", str(cari.folder / name) if name else "", COLUMNS="300")
    assert run.code == (1 if name == "not-there" else 2)
    assert told in run.err
