"""Which generation was published over which, and which ones somebody went back from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import DamagedSnapshot
from index.snapshot import layout
from index.snapshot.checks import has_its_manifest
from index.snapshot.durable import write_durably
from index.snapshot.manifest import Manifest
from index.snapshot.pointer import read_pointer, serving

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def fallbacks(data: Path, names: Sequence[str]) -> list[str]:
    """The generations to serve in place of the current one, best first.

    First those that it was published over, one over the other, as manifests say: a number tells nothing of a
    generation that somebody went back from, or that never served because its build was killed. Where that
    line ends (a manifest is lost, or the pointer), what is older follows, but for what was gone back from.

    Args:
        data: the data directory.
        names: the generations in it, newest first.
    """
    left = gone_back_from(data)
    others = [name for name in names if name not in left]
    try:
        current = read_pointer(data)
    except DamagedSnapshot:
        return others
    known = _line(data, current)
    end = layout.number_of(known[-1]) if known else 0
    older = [name for name in others if layout.number_of(name) < end]
    return [name for name in known[1:] if name in names] + older


def gone_back_from(data: Path) -> set[str]:
    """Generations that are served again only by name; nothing where the record is lost."""
    try:
        return set((data / layout.GONE_BACK_FROM).read_text(encoding="utf-8").split())
    except (OSError, UnicodeDecodeError):
        return set()  # a service that looks for something to serve must not stop at this


def note_rollback(data: Path, target: str, names: Sequence[str]) -> None:
    """Record, before the pointer moves to `target`, what is gone back from by that.

    It is the current generation and those that it was published over, but for `target` and those that that
    was published over, which count again if they were gone back from once. The caller holds the switch lock.

    Args:
        data: the data directory.
        target: the generation that is to serve.
        names: the generations there are; the record keeps no others.
    """
    before = gone_back_from(data)
    left = (before | set(_line(data, serving(data)))) - set(_line(data, target))
    left &= set(names)
    if left != before:
        write_durably(data / layout.GONE_BACK_FROM, "".join(f"{name}\n" for name in sorted(left)))


def _line(data: Path, name: str | None) -> list[str]:
    """A generation, the one it was published over, the one before that: as far as sound manifests tell."""
    line: list[str] = []
    while name is not None:
        line.append(name)
        path = data / layout.GENERATIONS / name
        name = Manifest.load(path, older=True).previous if has_its_manifest(path) else None
    return line
