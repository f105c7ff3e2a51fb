"""`DATA/current`: a line with the name of the generation that serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import MEND, DamagedSnapshot, SnapshotError
from index.snapshot import layout
from index.snapshot.durable import write_durably
from index.snapshot.unreadable import raise_if_unreadable

if TYPE_CHECKING:
    from pathlib import Path


def read_pointer(data: Path) -> str | None:
    """Return the name of the generation to serve; None if nothing has been published.

    Raises:
        DamagedSnapshot: the file cannot be read, is not a name, or is missing although there are generations.
        SnapshotError: this process may not read it, or lacks resources.
    """
    path = data / layout.POINTER
    try:
        name = path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        if not layout.generations_in(data / layout.GENERATIONS):
            return None
        raise DamagedSnapshot(f"{path} is missing", MEND) from None
    except (OSError, UnicodeDecodeError) as error:
        raise_if_unreadable(path, error)
        raise DamagedSnapshot(f"{path} cannot be read ({error})", MEND) from error
    if layout.parse_name(name) is None:
        raise DamagedSnapshot(f"{path} holds {name[:60]!r}, which names no generation", MEND)
    return name


def check_own(data: Path) -> None:
    """Check that writing the pointer would replace nothing but a pointer.

    Raises:
        SnapshotError: something else has its name, like the link that the releases of a web site have.
    """
    path = data / layout.POINTER
    if path.is_symlink() or path.is_dir():
        raise SnapshotError(
            f"{path} is a link or a folder, so {data} is in use for something other than an index: choose "
            "another directory with `--data` or CARI_DATA."
        )


def serving(data: Path) -> str | None:
    """Return the name in the pointer; None if there is no pointer, or if it is damaged."""
    try:
        return read_pointer(data)
    except DamagedSnapshot:
        return None


def switch_pointer(data: Path, name: str) -> None:
    """Change the pointer atomically. The caller holds the switch lock."""
    write_durably(data / layout.POINTER, f"{name}\n")
