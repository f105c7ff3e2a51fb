"""Publication: a staged directory becomes the serving generation. Until then the old one serves."""

from __future__ import annotations

import hashlib
import secrets
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from index.errors import DamagedSnapshot, SnapshotError
from index.snapshot import layout
from index.snapshot.checks import Nearest, generation_problems, is_damaged, self_retrieval_problems, summary
from index.snapshot.durable import (
    move_durably,
    remove_remains,
    sha256_of,
    sync_directory,
    sync_tree,
    write_durably,
)
from index.snapshot.lineage import fallbacks
from index.snapshot.locks import switch_lock
from index.snapshot.manifest import FORMAT, Draft, FileRecord, Manifest
from index.snapshot.pointer import serving, switch_pointer

if TYPE_CHECKING:
    from pathlib import Path

KEEP_GENERATIONS = 3
"""The serving generation and two to go back to: for a bad build, and for a bad build noticed late."""


def publish(data: Path, staged: Path, over: str | None, draft: Draft, nearest: Nearest) -> str:
    """Make a staged directory the generation that serves.

    Args:
        data: the data directory; the caller holds its build lock.
        over: the generation that served when the build began, with which it was compared.
        staged: the directory, complete except for the manifest. It is moved.
        draft: the part of the manifest that the build knows.
        nearest: searches the staged index, for the self-retrieval check.

    Returns:
        The name of the new generation.

    Raises:
        DamagedSnapshot: a check failed; nothing was published.
        SnapshotError: another generation serves now, since somebody went back; nothing was published.
    """
    sync_tree(staged)
    files = _records(staged)
    _refuse(self_retrieval_problems(staged, nearest))
    with switch_lock(data):
        if (now := serving(data)) != over:
            raise SnapshotError(
                f"Generation {now} serves instead of {over}, with which this build was compared: somebody "
                "went back meanwhile. Nothing was published; build again."
            )
        manifest = Manifest(FORMAT, _now(), over, draft, files).to_json()
        write_durably(staged / layout.MANIFEST, manifest)
        _refuse(generation_problems(staged, deep=True))
        digest = hashlib.sha256(manifest.encode()).hexdigest()
        name = layout.generation_name(_next_number(data), digest)
        _put_in_place(data, staged, name)
        with suppress(OSError, SnapshotError):  # it is published, whatever becomes of the older ones
            prune(data)
    return name


def prune(data: Path) -> None:
    """Keep `KEEP_GENERATIONS` sound generations and remove the others; damaged ones go to quarantine.

    The serving generation is kept first, then `fallbacks`, then the newest of the others, for example those
    that a rollback left. Every byte of them is read, since one that is damaged is none to go back to. What
    cannot be read or removed stays until the next publication, and only uses disk space. The caller holds
    the switch lock.
    """
    with suppress(OSError):
        remove_remains(data)
    paths = {path.name: path for path in generation_paths(data)}
    current = serving(data)
    places = KEEP_GENERATIONS
    for name in dict.fromkeys([current, *fallbacks(data, list(paths)), *paths]):
        if name is None or name not in paths:
            continue
        with suppress(OSError, SnapshotError):
            if name != current and is_damaged(paths[name]):
                quarantine(data, name)
            elif places:
                places -= 1
            else:
                # Moved first, so that an interrupted removal does not look like a damaged generation.
                doomed = data / layout.STAGING / name
                move_durably(paths[name], doomed)
                shutil.rmtree(doomed)


def quarantine(data: Path, name: str) -> Path:
    """Move a generation to quarantine, where nothing serves or removes it, under the switch lock."""
    place = data / layout.QUARANTINE
    place.mkdir(exist_ok=True)
    sync_directory(data)
    target = place / name
    if target.exists():  # somebody copied it back, and it is damaged again
        target = place / f"{name}.{secrets.token_hex(4)}"
    move_durably(data / layout.GENERATIONS / name, target)
    return target


def generation_paths(data: Path) -> list[Path]:
    """Return the directories of the published generations, newest first."""
    return layout.generations_in(data / layout.GENERATIONS)


def _put_in_place(data: Path, staged: Path, name: str) -> None:
    placed = data / layout.GENERATIONS / name
    try:
        move_durably(staged, placed)
        switch_pointer(data, name)
    except BaseException:
        # The disk may be full: unless the pointer did change, back to staging, which the build clears.
        if placed.exists() and serving(data) != name:
            placed.rename(staged)
        raise


def _records(staged: Path) -> dict[str, FileRecord]:
    files = sorted(path for path in staged.rglob("*") if path.is_file())
    return {
        path.relative_to(staged).as_posix(): FileRecord(sha256_of(path), path.stat().st_size)
        for path in files
    }


def _refuse(problems: list[DamagedSnapshot]) -> None:
    if problems:
        raise DamagedSnapshot(
            f"The new generation is not fit to serve, so nothing was published: {summary(problems)}. "
            "What was published before serves on; build again, and look at the disk if this comes back."
        )


def _next_number(data: Path) -> int:
    known = [*generation_paths(data), *layout.generations_in(data / layout.QUARANTINE)]
    names = [path.name for path in known] + [serving(data) or ""]
    return 1 + max(map(layout.number_of, names))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
