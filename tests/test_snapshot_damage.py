from __future__ import annotations

import errno
import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.errors import DamagedSnapshot, NotFound, SnapshotError
from index.snapshot import layout
from index.snapshot.catalog import Catalog
from index.snapshot.publish import quarantine
from index.snapshot.store import Store
from tests.snapshot_samples import ARTICLES, as_first_format, as_newer_format, flip_byte, publish

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.snapshot.layout import Generation


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


@pytest.fixture
def three(store: Store) -> list[Generation]:
    """Three generations, oldest first; the last one serves."""
    return [publish(store, ARTICLES[: number + 1]) for number in range(3)]


def quarantined(store: Store) -> list[str]:
    place = store.data / layout.QUARANTINE
    return sorted(path.name for path in place.iterdir()) if place.is_dir() else []


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def messages(store: Store, *, deep: bool = True) -> list[str]:
    """What `verify` finds wrong with the current generation."""
    return [str(problem) for problem in store.verify(deep=deep)]


# Verifying


@pytest.mark.parametrize(
    "name",
    ["vectors.faiss", "embeddings.npy", "catalog.sqlite", "columns/days.npy", "postings/documents.npy"],
)
def test_one_flipped_byte_names_the_file(store: Store, name: str) -> None:
    path = publish(store).path
    flip_byte(path / name)
    assert messages(store) == [f"{name} has changed: its checksum is not the one in the manifest"]


def test_a_glance_does_not_read_the_bytes(store: Store) -> None:
    flip_byte(publish(store).path / "vectors.faiss")
    assert store.verify(deep=False) == []


def test_a_truncated_catalog_is_seen_at_a_glance(store: Store) -> None:
    path = publish(store).path / layout.CATALOG
    size = path.stat().st_size
    truncate(path)
    assert messages(store, deep=False) == [f"catalog.sqlite has {size - 100} bytes, not {size}"]
    assert messages(store) == messages(store, deep=False)


def test_every_fault_is_listed(store: Store) -> None:
    path = publish(store).path
    (path / "report.json").unlink()
    truncate(path / "vectors.faiss")
    assert messages(store) == ["report.json is missing", "vectors.faiss has 92 bytes, not 192"]


def test_a_changed_manifest_no_longer_fits_its_name(store: Store) -> None:
    generation = publish(store)
    path = generation.path / layout.MANIFEST
    path.write_text(path.read_text().replace('"pages"', '"other"'))
    assert messages(store) == [f"manifest.json is not the one that {generation.name} was published with"]


def test_a_newer_format_says_so(store: Store) -> None:
    path = publish(store).path / layout.MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 9}))
    [problem] = messages(store)
    assert "written by a newer Cari (format 9" in problem


def test_a_named_generation_is_verified(store: Store, three: list[Generation]) -> None:
    flip_byte(three[0].path / "vectors.faiss")
    assert [bool(store.verify(generation.name)) for generation in three] == [True, False, False]
    with pytest.raises(NotFound, match=rf"no generation '0009'.*there are {three[2].name}, {three[1].name}"):
        store.verify("0009")


POINTERS = {
    "a missing generation": ("0042-00c0ffee\n", "names generation 0042-00c0ffee, which is not in"),
    "no name": ("../../etc\n", r"holds '\.\./\.\./etc', which names no generation"),
    "nothing": ("", "holds '', which names no generation"),
    "no file": (None, "current is missing"),
}


@pytest.mark.parametrize(("content", "message"), POINTERS.values(), ids=POINTERS)
def test_a_bad_pointer_says_how_to_mend_it_and_rollback_does(
    store: Store, content: str | None, message: str
) -> None:
    first = publish(store)
    (store.data / layout.POINTER).unlink()
    if content is not None:
        (store.data / layout.POINTER).write_text(content)
    with pytest.raises(DamagedSnapshot, match=rf"{message}.*cari rollback"):
        store.current()
    assert len(store.verify()) == 1
    assert store.sound_current().name == first.name
    assert store.rollback().name == first.name
    assert store.verify() == []


def test_a_build_mends_a_bad_pointer_too(store: Store) -> None:
    publish(store)
    (store.data / layout.POINTER).write_text("0042-00c0ffee\n")
    assert publish(store).number == 43
    assert store.verify() == []


# Falling back


def test_a_sound_current_generation_is_tried_first(store: Store, three: list[Generation]) -> None:
    assert [generation.name for generation in store.sound_generations()] == [g.name for g in reversed(three)]


def test_a_damaged_current_generation_is_passed_over(store: Store, three: list[Generation]) -> None:
    truncate(three[2].path / "catalog.sqlite")
    truncate(three[1].path / "embeddings.npy")
    found = store.sound_current()
    assert (found.name, found.is_current) == (three[0].name, False)
    assert quarantined(store) == []


def test_falling_back_does_not_choose_a_generation_that_never_served(
    store: Store, three: list[Generation]
) -> None:
    # As after a build that was killed between its rename and the switch, and another build after it.
    (store.data / layout.POINTER).write_text(f"{three[0].name}\n")
    last = publish(store)
    (last.path / layout.VECTORS).unlink()
    assert store.sound_current().name == three[0].name
    assert store.rollback().name == three[0].name


def test_with_its_manifest_gone_the_next_older_one_is_taken(store: Store, three: list[Generation]) -> None:
    (three[2].path / layout.MANIFEST).unlink()
    assert store.sound_current().name == three[1].name
    assert store.generations()[0].built_at is None


def test_when_nothing_is_sound_the_faults_are_told(store: Store) -> None:
    (publish(store).path / "vectors.faiss").unlink()
    with pytest.raises(
        DamagedSnapshot, match=r"no earlier one is sound: vectors\.faiss is missing.*cari rebuild"
    ):
        store.sound_current()


def test_without_a_manifest_there_is_one_cure_and_no_way_back(store: Store) -> None:
    (publish(store).path / layout.MANIFEST).unlink()
    cure = r"Build again with `cari build PATH\.\.\.`\.$"
    with pytest.raises(DamagedSnapshot, match=rf"cannot be read \([^)]*\)\. {cure}"):
        store.sound_current()
    remove_pointer(store)
    with pytest.raises(DamagedSnapshot, match=rf"/current is missing, and no generation is sound\. {cure}"):
        store.sound_current()


# An older Cari's


def test_an_older_format_is_refused_in_one_sentence_with_the_cure(store: Store) -> None:
    older = as_first_format(publish(store))
    with pytest.raises(
        DamagedSnapshot, match=r"^[^;]*format 1, this one reads 6\): run `cari rebuild`[^;]*\.$"
    ):
        store.sound_current()
    assert list(store.sound_generations()) == []
    assert store.generations()[0] == older
    assert older.built_at is not None


def test_older_formats_are_removed_in_their_turn_and_not_taken_for_damaged(store: Store) -> None:
    older = as_first_format(publish(store))
    later = [publish(store).name for _ in range(3)]
    assert [generation.name for generation in store.generations()] == later[::-1]
    assert not older.path.exists()
    assert quarantined(store) == []


def test_newer_formats_are_removed_in_their_turn_too(store: Store) -> None:
    newer = as_newer_format(publish(store))
    for _ in range(3):
        publish(store)
    assert not newer.path.exists()
    assert quarantined(store) == []


@pytest.mark.parametrize("changed", [as_first_format, as_newer_format])
def test_rollback_leaves_a_generation_of_another_format_where_it_is(
    store: Store, changed: Callable[[Generation], Generation]
) -> None:
    first, other = publish(store), changed(publish(store))
    assert store.rollback().name == first.name
    assert [generation.name for generation in store.generations()] == [other.name, first.name]
    assert quarantined(store) == []
    age = "an older" if changed is as_first_format else "a newer"
    with pytest.raises(
        DamagedSnapshot, match=rf"^Generation {other.name} was written by {age} Cari \(format"
    ):
        store.rollback(other.name)
    assert store.sound_current().name == first.name


def test_rollback_passes_by_a_generation_of_another_format(store: Store) -> None:
    first, second = publish(store), as_newer_format(publish(store))
    third = publish(store)
    (third.path / layout.VECTORS).unlink()
    assert store.rollback().name == first.name
    assert quarantined(store) == [third.name]
    assert second.path.is_dir()


def test_a_newer_format_alone_is_refused_in_one_sentence_with_the_cure(store: Store) -> None:
    newer = as_newer_format(publish(store))
    with pytest.raises(DamagedSnapshot) as refused:
        store.sound_current()
    assert str(refused.value) == (
        f"{newer.path / 'manifest.json'} was written by a newer Cari (format 9, this one reads 6): "
        "upgrade Cari, or build again with `cari build PATH...`."
    )


# Going back


def test_rollback_serves_the_one_before_and_again_the_one_before_that(
    store: Store, three: list[Generation]
) -> None:
    for expected in (three[1], three[0]):
        back = store.rollback()
        assert (back.name, back.is_current) == (expected.name, True)
        assert store.current() == back
    with pytest.raises(NotFound, match="no earlier sound generation"):
        store.rollback()
    assert quarantined(store) == []


def test_rollback_passes_by_what_was_gone_back_from(store: Store, three: list[Generation]) -> None:
    assert store.rollback().number == 2
    fourth, fifth = publish(store), publish(store)
    assert [generation.number for generation in store.sound_generations()] == [5, 4, 2]
    assert [store.rollback().number for _ in range(2)] == [4, 2]
    with pytest.raises(NotFound, match=r"no earlier sound generation.*only by name"):
        store.rollback()
    assert store.rollback(fifth.name).number == 5
    truncate(fourth.path / layout.CATALOG)
    assert [generation.number for generation in store.sound_generations()] == [5, 2]


def lose_pointer(store: Store) -> None:
    (store.data / layout.POINTER).write_text("")


def remove_pointer(store: Store) -> None:
    (store.data / layout.POINTER).unlink()


def lose_manifest(store: Store) -> None:
    (store.generations()[0].path / layout.MANIFEST).unlink()


def change_manifest(store: Store) -> None:
    path = store.generations()[0].path / layout.MANIFEST
    path.write_text(re.sub('"previous": "[^"]*"', '"previous": "0000-00000000"', path.read_text()))


@pytest.mark.parametrize("harm", [lose_pointer, remove_pointer, lose_manifest, change_manifest])
def test_what_was_gone_back_from_is_passed_by_where_the_line_is_lost(
    store: Store, three: list[Generation], harm: Callable[[Store], None]
) -> None:
    store.rollback(three[0].name)
    publish(store)
    assert [generation.number for generation in store.generations()] == [4, 3, 1]
    harm(store)
    sound = [4, 1] if harm in (lose_pointer, remove_pointer) else [1]
    assert [generation.number for generation in store.sound_generations()] == sound


def test_what_was_gone_back_from_counts_again_once_it_was_named(
    store: Store, three: list[Generation]
) -> None:
    store.rollback(three[0].name)
    store.rollback(three[2].name)
    lose_manifest(store)
    assert [generation.number for generation in store.sound_generations()] == [2, 1]


def test_a_lost_record_of_what_was_gone_back_from_stops_nothing(
    store: Store, three: list[Generation]
) -> None:
    store.rollback()
    (store.data / layout.GONE_BACK_FROM).write_bytes(b"\xff")
    assert [generation.number for generation in store.sound_generations()] == [2, 1]
    assert store.rollback().number == 1


def test_a_generation_that_is_gone_does_not_break_the_line(store: Store, three: list[Generation]) -> None:
    quarantine(store.data, three[1].name)
    assert [generation.number for generation in store.sound_generations()] == [3, 1]


def test_rollback_to_a_name_goes_forward_too(store: Store, three: list[Generation]) -> None:
    store.rollback(three[0].name)
    assert store.rollback(three[2].name).name == three[2].name


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: flip_byte(path / "vectors.faiss"),
        lambda path: truncate(path / "catalog.sqlite"),
        lambda path: (path / "manifest.json").unlink(),
    ],
    ids=["flipped byte", "truncated catalog", "no manifest"],
)
def test_rollback_to_a_damaged_generation_is_refused(
    store: Store, three: list[Generation], harm: Callable[[Path], None]
) -> None:
    harm(three[1].path)
    with pytest.raises(DamagedSnapshot, match=rf"{three[1].name} is damaged and will not be served"):
        store.rollback(three[1].name)
    current = store.current()
    assert current is not None
    assert current.name == three[2].name
    assert quarantined(store) == []


def test_rollback_to_an_unknown_generation_is_refused(store: Store, three: list[Generation]) -> None:
    with pytest.raises(NotFound, match=r"no generation '\.\./staging'"):
        store.rollback("../staging")


def test_rollback_sets_damaged_generations_aside(store: Store, three: list[Generation]) -> None:
    flip_byte(three[2].path / "vectors.faiss")
    flip_byte(three[1].path / "vectors.faiss")
    assert store.rollback().name == three[0].name
    assert quarantined(store) == [three[1].name, three[2].name]
    assert [generation.name for generation in store.generations()] == [three[0].name]
    assert publish(store).number == 4


def test_rollback_works_while_a_build_is_under_way(store: Store, three: list[Generation]) -> None:
    with store.staging():
        assert store.rollback().name == three[1].name


def test_a_damaged_generation_comes_to_quarantine_whole(store: Store, three: list[Generation]) -> None:
    before = sorted(path.name for path in three[0].path.iterdir())
    place = quarantine(store.data, three[0].name)
    assert place == store.data / "quarantine" / three[0].name
    assert sorted(path.name for path in place.iterdir()) == before
    assert [generation.name for generation in store.generations()] == [three[2].name, three[1].name]


def test_a_generation_that_was_copied_back_can_be_set_aside_again(
    store: Store, three: list[Generation]
) -> None:
    first = quarantine(store.data, three[0].name)
    first.joinpath("report.json").touch()
    three[0].path.mkdir()
    second = quarantine(store.data, three[0].name)
    assert first != second
    assert second.name.startswith(three[0].name)


# What could not be read, which is no damage


def failing_to_open(monkeypatch: pytest.MonkeyPatch, code: int, part: str) -> None:
    """Have the system refuse to open every file of whose path this is a part."""
    open_file = Path.open

    def refuse(path: Path, *arguments: object, **options: object) -> object:
        if part in str(path):
            raise OSError(code, os.strerror(code), str(path))
        return open_file(path, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    # SQLite and numpy open by themselves; what they say of it has no number, or is an error with one.


@pytest.mark.parametrize(
    ("code", "cure"),
    [
        (errno.EMFILE, r"\(Too many open files\).*`ulimit -n`\), and try again\.$"),
        (errno.ENFILE, r"\(Too many open files in system\).*close other programs"),
        (errno.EACCES, r"\(Permission denied\).*give this user the right to read it"),
        (errno.ENOMEM, r"\(Cannot allocate memory\).*free some memory"),
    ],
)
@pytest.mark.parametrize("file", ["vectors.faiss", "manifest.json"])
def test_what_cannot_be_read_is_told_and_nothing_is_set_aside(
    store: Store, three: list[Generation], file: str, code: int, cure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    unread = three[1].path / file
    with monkeypatch.context() as patched:
        failing_to_open(patched, code, str(unread))
        for to in (None, three[1].name):
            with pytest.raises(SnapshotError, match=rf"^{unread} cannot be read {cure}") as told:
                store.rollback(to)
            assert not isinstance(told.value, DamagedSnapshot)
    assert (quarantined(store), store.sound_current().name) == ([], three[2].name)
    assert store.rollback().name == three[1].name


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOENT])
def test_a_file_that_the_disk_does_not_give_is_damage(
    store: Store, three: list[Generation], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_to_open(monkeypatch, code, f"{three[1].name}/vectors.faiss")
    assert store.rollback().name == three[0].name
    assert quarantined(store) == [three[1].name]


@pytest.mark.parametrize(
    "error", [MemoryError(), OSError(errno.EMFILE, "Too many open files")], ids=["memory", "files"]
)
def test_numpy_without_memory_or_files_finds_no_damage(
    store: Store, three: list[Generation], error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("index.snapshot.checks.np.load", lambda *_, **__: (_ for _ in ()).throw(error))
        with pytest.raises(SnapshotError, match=rf"{three[1].name}.* cannot be read"):
            store.rollback()
    assert store.rollback().name == three[1].name


def test_a_catalog_that_this_user_may_not_open_is_not_damaged(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = publish(store).path / layout.CATALOG
    path.rename(path.with_name("kept"))  # root may open any file: SQLite's error is that of a missing one
    failing_to_open(monkeypatch, errno.EACCES, layout.CATALOG)
    with pytest.raises(SnapshotError, match=r"catalog\.sqlite cannot be read \(Permission denied\)") as told:
        Catalog.open(path)
    assert not isinstance(told.value, DamagedSnapshot)


def test_an_earlier_generation_that_cannot_be_read_keeps_no_service_from_the_current_one(
    store: Store, three: list[Generation], monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_to_open(monkeypatch, errno.EACCES, three[0].name)
    assert store.sound_current().name == three[2].name
    assert [generation.built_at is None for generation in store.generations()] == [False, False, True]


def test_a_rollback_that_can_set_nothing_aside_has_taken_effect(
    store: Store, three: list[Generation], monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in three[1:]:
        flip_byte(one.path / "vectors.faiss")

    def refuse(source: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(target))

    monkeypatch.setattr("index.snapshot.publish.move_durably", refuse)
    assert store.rollback().name == three[0].name
    assert store.sound_current().name == three[0].name
    assert [generation.name for generation in store.generations()] == [one.name for one in reversed(three)]


def test_a_rollback_from_what_cannot_be_read_has_taken_effect(
    store: Store, three: list[Generation], monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_to_open(monkeypatch, errno.EMFILE, f"{three[2].name}/vectors.faiss")
    assert store.rollback().name == three[1].name
    assert quarantined(store) == []
