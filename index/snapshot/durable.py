"""Writing so that a crash, of the process or of the machine, leaves the old state or the new one."""

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
"""How the name of a file begins that is to replace another."""


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
    """Bring a file's bytes to the disk, and forget the cached copy so that the next read comes from there.

    macOS has no call to forget it by: there, the next read may be of the cached copy.
    """
    with _descriptor(path) as descriptor:
        os.fsync(descriptor)
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def make_directory(path: Path) -> None:
    """Make a directory, and those above it that are missing, so that they survive a power cut."""
    if path.is_dir():
        return
    make_directory(path.parent)
    path.mkdir(exist_ok=True)
    sync_directory(path.parent)


def sync_tree(root: Path) -> None:
    """Bring every file and directory below `root`, and `root` itself, to the disk."""
    for path in root.rglob("*"):
        if path.is_dir():
            sync_directory(path)
        else:
            sync_file(path)
    sync_directory(root)


def write_durably(path: Path, text: str) -> None:
    """Put `text` (UTF-8) at `path` in one step: readers see the old content or the new, never a part."""
    # A name that no file has. Not tempfile: its files are closed to the user that the service may run as.
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
    """Remove what `write_durably` left in a directory when its process was killed; nobody may write there."""
    for remains in directory.glob(f"{_BESIDE}*"):
        remains.unlink(missing_ok=True)


def move_durably(source: Path, target: Path) -> None:
    """Rename a directory within the data directory so that it lies in one of the two places, whole."""
    source.rename(target)
    sync_directory(target.parent)
    sync_directory(source.parent)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, 64 hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
