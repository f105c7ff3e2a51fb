from __future__ import annotations

import errno
import json
import os
import pickle
import re
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from index.errors import BuildInProgress, DamagedSnapshot, NoSnapshot, SnapshotError
from index.snapshot import layout
from index.snapshot import store as store_module
from index.snapshot.catalog import Catalog
from index.snapshot.columns import Columns
from index.snapshot.manifest import Counts, Draft, Manifest
from index.snapshot.pointer import serving
from index.snapshot.publish import KEEP_GENERATIONS, quarantine
from index.snapshot.publish import publish as publish_staged
from index.snapshot.store import Store
from tests.snapshot_samples import ARTICLES, CONFIG, IDENTITY, NOTICE, nearest_in, publish, stage

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


def staging_of(store: Store) -> list[Path]:
    return list((store.data / layout.STAGING).iterdir())


def test_the_first_publication_serves(store: Store) -> None:
    published = publish(store)
    assert store.current() == published
    assert store.sound_current() == published
    assert published.number == 1
    assert published.is_current
    assert published.path == store.data / "generations" / published.name
    assert (store.data / "current").read_text() == f"{published.name}\n"
    assert store.verify() == []
    assert staging_of(store) == []


def test_the_manifest_says_what_was_built(store: Store) -> None:
    first = publish(store)
    second = publish(store, [NOTICE])
    manifest = Manifest.load(second.path)
    assert manifest.draft == Draft(IDENTITY, CONFIG, Counts(1, 1, 1, 1), ("pages",), 1.0)
    assert manifest.previous == first.name
    assert manifest.built_at == second.built_at
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", manifest.built_at)
    assert Manifest.load(first.path).previous is None


def test_the_manifest_lists_every_other_file(store: Store) -> None:
    path = publish(store).path
    listed = Manifest.load(path).files
    found = {
        file.relative_to(path).as_posix(): file.stat().st_size for file in path.rglob("*") if file.is_file()
    }
    assert {name: record.size for name, record in listed.items()} == {
        name: size for name, size in found.items() if name != "manifest.json"
    }
    # echo -n '{"read": 3}' | sha256sum
    assert listed["report.json"].sha256 == "6dad7d88a2eb456d3749422146380eef5c631bbd8a0c319d193fcd4854ef728e"


def test_generations_are_listed_newest_first(store: Store) -> None:
    names = [publish(store, ARTICLES[:size]).name for size in (1, 2)]
    assert [generation.name for generation in store.generations()] == names[::-1]
    assert [generation.is_current for generation in store.generations()] == [True, False]
    assert [generation.number for generation in store.generations()] == [2, 1]


def test_a_fresh_data_directory_holds_nothing_and_reading_makes_nothing(store: Store) -> None:
    assert store.current() is None
    assert store.generations() == []
    assert list(store.sound_generations()) == []
    for ask in (store.sound_current, store.verify, store.rollback):
        with pytest.raises(NoSnapshot, match=r"Nothing has been published.*cari build"):
            ask()
    assert not store.data.exists()


def test_a_build_never_touches_a_served_file(store: Store) -> None:
    def state(path: Path) -> dict[Path, tuple[int, int, bytes]]:
        return {
            file: (file.stat().st_ino, file.stat().st_mtime_ns, file.read_bytes())
            for file in path.rglob("*")
            if file.is_file()
        }

    first = publish(store)
    before = state(first.path)
    publish(store, [NOTICE])
    assert state(first.path) == before


def test_old_generations_leave_and_the_newest_stay(store: Store) -> None:
    names = [publish(store, ARTICLES[: 1 + number % 3]).name for number in range(KEEP_GENERATIONS + 2)]
    assert [generation.name for generation in store.generations()] == names[: -KEEP_GENERATIONS - 1 : -1]
    assert staging_of(store) == []


def test_the_generation_that_served_before_stays_however_old(store: Store) -> None:
    names = [publish(store).name for _ in range(KEEP_GENERATIONS)]
    store.rollback(names[0])
    newest = publish(store).name
    # Of the two that were gone back from, there is room for one.
    assert [generation.name for generation in store.generations()] == [newest, names[-1], names[0]]
    assert store.rollback().name == names[0]


def test_what_was_gone_back_from_leaves_before_what_it_was_published_over(store: Store) -> None:
    for _ in range(3):
        publish(store)
    assert store.rollback().number == 2
    for kept in ([4, 2, 1], [5, 4, 2], [6, 5, 4]):
        publish(store)
        assert [generation.number for generation in store.generations()] == kept


def test_where_the_system_cannot_forget_cached_files(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "posix_fadvise")  # as on macOS
    publish(store)
    assert store.verify() == []


def test_a_number_is_never_used_twice(store: Store) -> None:
    first, second, third = (publish(store) for _ in range(3))
    store.rollback(first.name)
    quarantine(store.data, third.name)
    assert publish(store).number == 4
    assert {first.number, second.number, third.number} == {1, 2, 3}


def test_an_open_generation_outlives_its_removal(store: Store) -> None:
    first = publish(store)
    with Catalog.open(first.path / layout.CATALOG) as catalog:
        columns = Columns.open(first.path / layout.COLUMNS)
        for _ in range(KEEP_GENERATIONS + 1):
            publish(store, [NOTICE])
        assert not first.path.exists()
        assert [article.id for article, _ in catalog.passages([0, 2, 5])] == [a.id for a in ARTICLES]
        assert columns.articles.tolist() == [0, 0, 1, 1, 1, 2]


def test_a_damaged_generation_is_set_aside_where_it_would_be_removed(store: Store) -> None:
    first = publish(store)
    (first.path / layout.VECTORS).unlink()
    for _ in range(KEEP_GENERATIONS):
        publish(store)
    assert not first.path.exists()
    assert (store.data / layout.QUARANTINE / first.name / layout.CATALOG).is_file()


# What a staged generation must pass


def less(name: str) -> Callable[[Draft], Draft]:
    return lambda draft: replace(
        draft, counts=replace(draft.counts, **{name: getattr(draft.counts, name) - 1})
    )


def shorter_embeddings(staged: Path) -> None:
    np.save(staged / layout.EMBEDDINGS, np.load(staged / layout.EMBEDDINGS)[:-1])


def shorter_columns(staged: Path) -> None:
    for path in (staged / layout.COLUMNS).glob("*.npy"):
        np.save(path, np.load(path)[:-1])


def pickled_embeddings(staged: Path) -> None:
    (staged / layout.EMBEDDINGS).write_bytes(pickle.dumps([1.0]))


UNFIT: dict[str, tuple[Callable[[Path], None] | None, Callable[[Draft], Draft] | None, str]] = {
    "vectors too few": (None, less("vectors"), "6 passages, but there are 5 rows in the vector index"),
    "postings too few": (None, less("postings"), "6 passages, but there are 5 documents in the postings"),
    "articles too few": (None, less("articles"), "counts 2 articles, the catalog 3"),
    "embeddings short": (shorter_embeddings, None, "6 passages, but there are 5 rows in the embeddings"),
    "columns short": (shorter_columns, None, "6 passages, but there are 5 rows in the columns"),
    "embeddings pickled": (pickled_embeddings, None, r"embeddings\.npy cannot be read"),
    "no columns": (lambda staged: (staged / "columns/days.npy").unlink(), None, "columns.*are damaged"),
    "other encoder": (
        None,
        lambda draft: replace(draft, encoder=replace(IDENTITY, name="other", dimension=384)),
        "the encoder has 384 dimensions, the embeddings have 8",
    ),
}


@pytest.mark.parametrize(("spoil", "change", "message"), UNFIT.values(), ids=UNFIT)
def test_what_fails_a_check_is_not_published(
    store: Store,
    spoil: Callable[[Path], None] | None,
    change: Callable[[Draft], Draft] | None,
    message: str,
) -> None:
    before = publish(store, [NOTICE])

    def build() -> None:
        with store.staging() as staged:
            draft = stage(staged)
            nearest = nearest_in(staged)
            if spoil is not None:
                spoil(staged)
            publish_staged(
                store.data, staged, serving(store.data), change(draft) if change else draft, nearest
            )

    with pytest.raises(DamagedSnapshot, match=rf"nothing was published: .*{message}"):
        build()
    assert store.sound_current() == before
    assert [generation.name for generation in store.generations()] == [before.name]
    assert staging_of(store) == []


def test_an_empty_generation_does_not_replace_a_full_one(store: Store) -> None:
    before = publish(store)
    with pytest.raises(DamagedSnapshot, match="holds no passage"):
        publish(store, [])
    assert store.current() == before


def test_rows_in_another_order_are_found_out_by_self_retrieval(store: Store) -> None:
    with (
        pytest.raises(DamagedSnapshot, match=r"6 of 6 sampled passages do not find themselves \(row 0"),
        store.staging() as staged,
    ):
        publish_staged(
            store.data, staged, None, stage(staged), lambda rows: [[(row + 1) % 6] for row in rows]
        )


def test_a_repeated_text_may_be_found_in_place_of_itself(store: Store) -> None:
    twins = [replace(NOTICE, id=f"{number:016x}") for number in range(4)]
    with store.staging() as staged:
        publish_staged(store.data, staged, None, stage(staged, twins), lambda rows: [[0] for _ in rows])
    assert store.verify() == []


# One build at a time


def test_a_second_build_is_refused_and_told_who_holds_the_lock(store: Store) -> None:
    with (
        store.staging() as staged,
        pytest.raises(BuildInProgress, match=rf"process {os.getpid()}\)"),
        Store(store.data).staging(),
    ):
        pass
    assert not staged.exists()
    assert publish(store).number == 1


def test_a_build_in_another_process_is_named_and_its_staging_left_alone(store: Store) -> None:
    script = (
        "import sys, pathlib, index.snapshot.store as s\n"
        "with s.Store(pathlib.Path(sys.argv[1])).staging() as staged:\n"
        "    (staged / 'half').touch(); print('ready', flush=True); sys.stdin.read()\n"
    )
    root = Path(__file__).resolve().parents[1]
    with subprocess.Popen(
        [sys.executable, "-c", script, store.data],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        with pytest.raises(BuildInProgress, match=rf"process {other.pid}\)"), store.staging():
            pass
        [staged] = staging_of(store)
        assert (staged / "half").exists()
        other.communicate("")
    assert other.returncode == 0
    assert publish(store).number == 1


def test_reading_is_possible_all_through_a_publication(store: Store) -> None:
    publish(store)
    done = threading.Event()
    found: list[tuple[bool, list[DamagedSnapshot]]] = []

    def read() -> None:
        while not done.is_set():
            found.append((store.current() is not None, store.verify(deep=False)))

    reader = threading.Thread(target=read)
    reader.start()
    # Two: the reader looks at a generation by name, and after KEEP_GENERATIONS more it may be gone.
    for _ in range(2):
        publish(store)
    done.set()
    reader.join()
    assert found
    assert all(result == (True, []) for result in found)


def test_a_generation_is_readable_by_other_users(store: Store) -> None:
    mask = os.umask(0o022)
    try:
        path = publish(store).path
    finally:
        os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o755
    assert (path / layout.CATALOG).stat().st_mode & 0o777 == 0o644


# What goes wrong half-way


def test_remains_of_a_dead_build_are_cleared_by_the_next(store: Store) -> None:
    publish(store)
    remains = store.data / layout.STAGING / "0123456789abcdef"
    (remains / "columns").mkdir(parents=True)
    (remains / "catalog.sqlite").write_bytes(b"half")
    (remains.parent / "0003-89abcdef").mkdir()  # a generation that was being removed
    elsewhere = store.data.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept.txt").touch()
    (remains.parent / "fedcba9876543210").symlink_to(elsewhere)
    publish(store)
    assert staging_of(store) == [remains.parent / "fedcba9876543210"]
    assert [path.name for path in elsewhere.iterdir()] == ["kept.txt"]


def test_what_others_keep_in_a_folder_called_staging_stays(store: Store) -> None:
    area = store.data / layout.STAGING
    (area / "articles").mkdir(parents=True)
    (area / "articles" / "a.txt").write_text("Sungai meluap.", encoding="utf-8")
    (area / "precious.db").touch()
    (area / "0123456789abcdef").touch()
    publish(store)
    assert sorted(path.name for path in staging_of(store)) == ["0123456789abcdef", "articles", "precious.db"]
    assert (area / "articles" / "a.txt").exists()


@pytest.mark.parametrize("kind", ["link", "folder"])
def test_a_directory_whose_current_is_something_else_is_not_written_into(store: Store, kind: str) -> None:
    release = store.data / "releases" / "1"
    release.mkdir(parents=True)
    current = store.data / layout.POINTER
    current.symlink_to(release) if kind == "link" else current.mkdir()
    with pytest.raises(SnapshotError, match=r"current is a link or a folder, .* another directory"):
        publish(store)
    assert current.is_dir()
    assert sorted(path.name for path in store.data.iterdir()) == ["current", "releases"]


def test_a_build_is_not_published_over_a_rollback_that_it_did_not_see(store: Store) -> None:
    first, second = publish(store), publish(store, [NOTICE])
    with store.staging() as staged:
        draft = stage(staged)
        store.rollback()
        with pytest.raises(SnapshotError, match=f"{first.name} serves instead of {second.name}"):
            publish_staged(store.data, staged, second.name, draft, nearest_in(staged))
    assert serving(store.data) == first.name


def test_a_rollback_leaves_what_it_was_asked_to_leave_or_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(store)
    publish(store)
    lock = store_module.switch_lock

    def publish_first(data: Path) -> Any:
        # A build holds the lock, and publishes before it is free.
        monkeypatch.setattr(store_module, "switch_lock", lock)
        publish(store, [NOTICE])
        return lock(data)

    monkeypatch.setattr(store_module, "switch_lock", publish_first)
    with pytest.raises(SnapshotError, match=r"published generation 0003-\w+ meanwhile, so nothing"):
        store.rollback()
    assert str(serving(store.data)).startswith("0003-")


def test_a_damaged_generation_takes_no_place_of_a_sound_one(store: Store) -> None:
    names = [publish(store, ARTICLES[:size]).name for size in (1, 2, 1, 2)][1:]
    damaged = store.data / layout.GENERATIONS / names[-1] / layout.EMBEDDINGS
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"\x01")
    newest = [publish(store, ARTICLES[:1]).name, publish(store, ARTICLES[:2]).name]
    assert [generation.name for generation in store.generations()] == [*newest[::-1], names[1]]
    assert [path.name for path in (store.data / layout.QUARANTINE).iterdir()] == [names[-1]]


def test_a_manifest_that_may_not_be_read_stops_neither_builds_nor_rollback(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [publish(store, ARTICLES[:size]).name for size in (1, 2)]
    load = Manifest.load

    def refuse(path: Path, *, older: bool = False) -> Manifest:
        if path.name == names[0]:
            raise SnapshotError(f"{path} cannot be read (Permission denied)")
        return load(path, older=older)

    monkeypatch.setattr(Manifest, "load", refuse)
    for size in (1, 2):
        names.append(publish(store, ARTICLES[:size]).name)
        assert serving(store.data) == names[-1]
    assert store.rollback().name == names[2]


def test_the_folders_made_for_a_new_data_directory_survive_a_power_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr("index.snapshot.durable.sync_directory", synced.append)
    with Store(tmp_path / "srv" / "cari" / "data").staging():
        pass
    data = tmp_path / "srv" / "cari" / "data"
    assert synced == [tmp_path, data.parent.parent, data.parent, data, data]


def test_a_build_that_raises_leaves_the_lock_free_and_nothing_behind(store: Store) -> None:
    before = publish(store)

    def build() -> None:
        with store.staging() as staged:
            stage(staged)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build()
    assert staging_of(store) == []
    assert store.current() == before
    assert publish(store).number == 2


FSYNCS_OF_A_PUBLICATION = 34
"""1 as the build begins, 15 files, 5 directories, 2 for the manifest, 2 for the move, 2 for the pointer."""


@pytest.mark.parametrize("allowed", range(FSYNCS_OF_A_PUBLICATION))
def test_a_full_disk_leaves_the_old_generation_serving(
    store: Store, monkeypatch: pytest.MonkeyPatch, allowed: int
) -> None:
    """fsync is where a full disk shows at the latest; here every one after `allowed` fails."""
    before = publish(store)
    fsync, calls = os.fsync, iter(range(allowed))

    def fail_later(descriptor: int) -> None:
        if next(calls, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        fsync(descriptor)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fail_later)
        with pytest.raises(OSError, match="No space left"):
            publish(store, [NOTICE])
    switched = allowed == FSYNCS_OF_A_PUBLICATION - 1
    assert store.verify() == []
    assert (store.sound_current().name == before.name) is not switched
    assert len(store.generations()) == 1 + switched
    assert staging_of(store) == []
    assert publish(store).number == 2 + switched


def test_a_pointer_that_cannot_be_written_takes_the_generation_back(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = publish(store)
    replace_file = Path.replace

    def fail(path: Path, target: Path) -> Path:
        if target.name == layout.POINTER:
            raise OSError(errno.ENOSPC, "No space left on device")
        return replace_file(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", fail)
        with pytest.raises(OSError, match="No space left"):
            publish(store, [NOTICE])
    assert [generation.name for generation in store.generations()] == [before.name]
    assert store.verify() == []
    assert staging_of(store) == []


def test_the_report_is_kept(store: Store) -> None:
    assert json.loads((publish(store).path / layout.REPORT).read_text()) == {"read": 3}
