from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.snapshot import layout
from index.snapshot.manifest import Manifest
from index.snapshot.store import Store
from tests.snapshot_crash import DEAD
from tests.snapshot_samples import publish

ROOT = Path(__file__).resolve().parents[1]
# One thread, so that forking is safe and starting is quick.
ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "data")
    publish(store)
    return store


def crash(store: Store, operation: str, count: int, *doing: str) -> None:
    command = [sys.executable, "-m", "tests.snapshot_crash", store.data, operation, str(count), *doing]
    done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == DEAD, done.stderr


def names(store: Store) -> list[int]:
    return [generation.number for generation in store.generations()]


def current_number(store: Store) -> int:
    current = store.sound_current()
    assert current.is_current
    assert store.verify() == []
    return current.number


def test_death_before_the_manifest_is_there(store: Store) -> None:
    crash(store, "replace", 1)
    [staged] = (store.data / layout.STAGING).iterdir()
    assert (staged / layout.CATALOG).exists()
    assert not (staged / layout.MANIFEST).exists()
    assert (names(store), current_number(store)) == ([1], 1)
    assert publish(store).number == 2
    assert not staged.exists()


def test_death_before_the_generation_is_renamed(store: Store) -> None:
    crash(store, "rename", 1)
    [staged] = (store.data / layout.STAGING).iterdir()
    assert Manifest.load(staged).draft.counts.articles == 1
    assert (names(store), current_number(store)) == ([1], 1)
    assert publish(store).number == 2
    assert not staged.exists()


@pytest.mark.parametrize(
    ("operation", "count"),
    [("fsync", 31), ("fsync", 33), ("replace", 2)],
    ids=["after the rename", "while the pointer is written", "before the pointer is replaced"],
)
def test_death_between_rename_and_pointer_leaves_a_generation_that_is_not_served(
    store: Store, operation: str, count: int
) -> None:
    crash(store, operation, count)
    assert (names(store), current_number(store)) == ([2, 1], 1)
    assert bool(list(store.data.glob(".cari-*"))) == (count != 31)
    following = publish(store)
    assert (following.number, current_number(store)) == (3, 3)
    assert list(store.data.glob(".cari-*")) == []
    # Generation 2 never served, so going back passes it by.
    assert store.rollback().number == 1


def test_death_after_the_pointer_is_replaced(store: Store) -> None:
    crash(store, "fsync", 34)
    assert (names(store), current_number(store)) == ([2, 1], 2)
    assert store.rollback().number == 1


@pytest.mark.parametrize(("operation", "count"), [("rename", 2), ("rmdir", 1)])
def test_death_while_old_generations_are_removed(store: Store, operation: str, count: int) -> None:
    for _ in range(3):
        publish(store)
    assert names(store) == [4, 3, 2]
    crash(store, operation, count)
    assert current_number(store) == 5
    assert names(store) == [5, 4, 3, 2][: 4 if operation == "rename" else 3]
    assert all(store.verify(generation.name) == [] for generation in store.generations())
    publish(store)
    assert names(store) == [6, 5, 4]
    assert list((store.data / layout.STAGING).iterdir()) == []


@pytest.mark.parametrize("count", range(1, 7))
def test_death_while_going_back(store: Store, count: int) -> None:
    """The record and the pointer are written and synced, replaced, and their directory is synced: 6 steps."""
    for _ in range(2):
        publish(store)
    crash(store, "any", count, "rollback")
    switched = count == 6
    assert current_number(store) == (2 if switched else 3)
    assert publish(store).number == 4
    fit = [generation.number for generation in store.sound_generations()]
    assert fit == ([4, 2, 1] if switched else [4, 3, 2])


def test_death_of_the_first_build_of_all_before_the_switch_leaves_what_it_made(tmp_path: Path) -> None:
    """It passed every check, and cannot be told from a generation whose pointer was lost."""
    store = Store(tmp_path / "data")
    crash(store, "replace", 2)
    assert names(store) == [1]
    assert [generation.number for generation in store.sound_generations()] == [1]
    assert publish(store).number == 2
    assert store.verify() == []


def test_death_before_any_operation_at_all(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.snapshot_crash", tmp_path, "sweep"]
    done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    # 34 fsyncs, 2 replacements, 1 rename; then one old generation moved (1 + 2) and removed (8 directories).
    assert int(done.stdout) == 48


def test_killing_at_random_moments(tmp_path: Path) -> None:
    command = [sys.executable, ROOT / "bench/kill.py", "--kills", "10", "--data", tmp_path / "data"]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("10 kills: ")
    assert done.stdout.rstrip().endswith("0 failures")
