"""The lineage of generations: which one replaced which, which ones a rollback left, which a build follows."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from index.errors import MEND, DamagedSnapshot, NoSnapshot, SnapshotError
from index.snapshot import layout
from index.snapshot.catalog import Catalog
from index.snapshot.checks import has_its_manifest, is_intact
from index.snapshot.durable import write_durably
from index.snapshot.manifest import Manifest, other_format
from index.snapshot.pointer import read_pointer, serving

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.snapshot.layout import Generation
    from index.snapshot.store import Store


def fallbacks(data: Path, names: Sequence[str]) -> list[str]:
    """Return the generations to serve in place of the current one, best first.

    First come its predecessors in the manifests: the one it replaced, the one before that, and so on. Numbers
    do not show which generations a rollback left, or which never served because their build was killed. After
    the last known predecessor come all older generations, except those that a rollback left. Without a sound
    pointer, all generations except those are returned.

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
    """Return the generations that a rollback left, served only by name; none if the record is lost."""
    try:
        return set((data / layout.GONE_BACK_FROM).read_text(encoding="utf-8").split())
    except (OSError, UnicodeDecodeError):
        return set()  # a service that looks for a generation must not fail here


def note_rollback(data: Path, target: str, names: Sequence[str]) -> None:
    """Record which generations a rollback to `target` leaves; called before the pointer changes.

    These are the current generation and its predecessors, without `target` and its predecessors. The latter
    are also removed from the record. The caller holds the switch lock.

    Args:
        data: the data directory.
        target: the generation that will serve.
        names: the existing generations; the record keeps no others.
    """
    before = gone_back_from(data)
    left = (before | set(_line(data, serving(data)))) - set(_line(data, target))
    left &= set(names)
    if left != before:
        write_durably(data / layout.GONE_BACK_FROM, "".join(f"{name}\n" for name in sorted(left)))


def _line(data: Path, name: str | None) -> list[str]:
    """Return a generation, then its predecessors, as far as sound manifests name them.

    A manifest that this user may not read ends it as a lost one does: no sound generation waits for it.
    """
    line: list[str] = []
    with suppress(SnapshotError):
        while name is not None:
            line.append(name)
            path = data / layout.GENERATIONS / name
            name = Manifest.load(path, older=True).previous if has_its_manifest(path) else None
    return line


@dataclass(frozen=True)
class Previous:
    """The generation that a build is compared with; its manifest, report and checksums are read once."""

    generation: Generation

    @cached_property
    def manifest(self) -> Manifest:
        """Its manifest, by this Cari or an older one."""
        return Manifest.load(self.generation.path, older=True)

    @cached_property
    def held(self) -> dict[str, int]:
        """Number of articles by source, in the order of their ordinals; empty if it is not known."""
        draft = self.manifest.draft
        held: dict[str, int] = {}
        if self._is_intact(layout.REPORT):
            held = json.loads((self.generation.path / layout.REPORT).read_bytes()).get("sources", {})
        if not held and len(draft.sources) == 1:  # an older Cari wrote the report
            held = {draft.sources[0]: draft.counts.articles}
        return held if sum(held.values()) == draft.counts.articles else {}

    def catalog(self) -> Catalog:
        """Open its catalog.

        Raises:
            DamagedSnapshot: it is not what was published. Where an older Cari wrote it, reading may raise
                this, too, since it has other columns.
        """
        if not self._has_catalog:
            raise DamagedSnapshot(f"The catalog of generation {self.generation.name} has changed", MEND)
        return Catalog.open(self.generation.path / layout.CATALOG)

    @cached_property
    def _has_catalog(self) -> bool:
        return self._is_intact(layout.CATALOG)

    def _is_intact(self, name: str) -> bool:
        return is_intact(self.generation.path, self.manifest, name)


def predecessor(store: Store) -> Previous | None:
    """Return the generation that the next build is compared with; None if there is none.

    It is the current one if it has its manifest, even if it is damaged or of an older format. Otherwise it is
    a sound one, or any one with its manifest.
    """
    with_manifest = (one for one in store.generations() if has_its_manifest(one.path))
    found = store.to_rebuild() or next(store.sound_generations(), None) or next(with_manifest, None)
    return Previous(found) if found else None


def generation_to_rebuild(store: Store) -> Generation:
    """Return the generation whose sources `cari rebuild` reads again: see `Store.to_rebuild`.

    Raises:
        NoSnapshot: there is no sound generation.
        DamagedSnapshot: the sources of the current one are unknown; another one may have other sources.
    """
    found = store.to_rebuild()
    if found:
        return found
    path = store.data / layout.GENERATIONS / (serving(store.data) or "")
    if written_by := other_format(path):
        raise DamagedSnapshot(
            f"Generation {path.name} in {store.data} was written by {written_by}: rebuild it with that one, "
            "or build again with `cari build PATH...`."
        )
    if next(store.sound_generations(), None):
        raise DamagedSnapshot(
            f"{path / layout.MANIFEST} is lost or damaged, and it alone knows what was indexed. {cure(store)}"
        )
    raise NoSnapshot(
        f"There is no sound index in {store.data} to rebuild: make one with `cari build PATH...`."
    )


def cure(store: Store) -> str:
    """Return a sentence: what to do about a damaged current generation."""
    command = "cari rebuild" if store.to_rebuild() else "cari build PATH..."
    if next(store.sound_generations(), None):
        return f"Go back with `cari rollback`, or build again with `{command}`."
    return f"Build again with `{command}`."
