"""Durable writes: a crash of the process or the machine leaves either the old state or the new one."""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_BESIDE = ".cari-"
"""Prefix of the name of a file that will replace another."""


@contextmanager
def _descriptor(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def sync_directory(path: Path) -> None:
    """Make the names in a directory (creations, renames, removals) survive a power cut."""
    with _descriptor(path) as descriptor:
        os.fsync(descriptor)


def sync_file(path: Path) -> None:
    """Write a file's bytes to the disk, and drop the cached copy so that the next read is from the disk.

    macOS has no call to drop it; there the next read may be from the cache.
    """
    with _descriptor(path) as descriptor:
        os.fsync(descriptor)
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def make_directory(path: Path) -> None:
    """Make a directory and its missing parents, so that they survive a power cut."""
    if path.is_dir():
        return
    make_directory(path.parent)
    path.mkdir(exist_ok=True)
    sync_directory(path.parent)


def sync_tree(root: Path) -> None:
    """Write `root`, and every file and directory in it, to the disk."""
    for path in root.rglob("*"):
        if path.is_dir():
            sync_directory(path)
        else:
            sync_file(path)
    sync_directory(root)


def write_durably(path: Path, text: str) -> None:
    """Replace the text of a file (UTF-8) atomically: readers see the old text or the new one."""
    # Not tempfile: the service may run as another user, who cannot read its files.
    beside = path.with_name(f"{_BESIDE}{secrets.token_hex(8)}")
    try:
        with beside.open("x", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_directory(path.parent)


def remove_remains(directory: Path) -> None:
    """Remove what killed `write_durably` calls left in a directory; no other process may write there."""
    for remains in directory.glob(f"{_BESIDE}*"):
        remains.unlink(missing_ok=True)


def move_durably(source: Path, target: Path) -> None:
    """Rename a directory within the data directory, so that it is whole in one of the two places."""
    source.rename(target)
    sync_directory(target.parent)
    sync_directory(source.parent)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, 64 hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
