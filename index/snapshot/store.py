"""A data directory: which generation serves, which others there are, and how the next one gets in."""

from __future__ import annotations

import secrets
import shlex
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from index.errors import MEND, DamagedSnapshot, NoSnapshot, NotFound, SnapshotError
from index.snapshot import layout
from index.snapshot.checks import Nearest, generation_problems, has_its_manifest, is_damaged, told
from index.snapshot.durable import make_directory, sync_directory
from index.snapshot.layout import Generation
from index.snapshot.lineage import fallbacks, note_rollback
from index.snapshot.locks import build_lock, switch_lock
from index.snapshot.manifest import Draft, Manifest, other_format
from index.snapshot.naming import find_generation, listing
from index.snapshot.pointer import read_pointer, serving, switch_pointer
from index.snapshot.publish import generation_paths, publish, quarantine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Store:
    """One data directory. Reading takes no lock and writes nothing, so a read-only volume can be served."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def generations(self) -> list[Generation]:
        """The published generations, newest first, unverified."""
        current = serving(self.data)
        return [self._generation(path, current) for path in generation_paths(self.data)]

    def named(self, name: str) -> Generation:
        """The published generation of this name, or the only one whose name begins like this; unverified.

        Raises:
            NotFound: there is none, or there are several.
        """
        return find_generation(self.data, self.generations(), name)

    def current(self) -> Generation | None:
        """The generation that the pointer names, unverified; None where nothing has been published.

        Raises:
            DamagedSnapshot: the pointer is unreadable, or names a generation that is not there.
        """
        name = read_pointer(self.data)
        if name is None:
            return None
        path = self.data / layout.GENERATIONS / name
        if not path.is_dir():
            raise DamagedSnapshot(
                f"{self.data / layout.POINTER} names generation {name}, which is not in {path.parent}: {MEND}"
            )
        return self._generation(path, name)

    def sound_generations(self) -> Iterator[Generation]:
        """What a service should try to open, in this order: the current generation, then earlier ones.

        Each is sound at a glance (files there, sizes and counts right); opening its parts can still fail,
        and then the next may do. Nothing comes where nothing has been published.

        Raises:
            SnapshotError: one that would come next cannot be read for want of a right or of resources.
        """
        for generation in self._to_serve():
            if not generation_problems(generation.path, deep=False):
                yield generation

    def sound_current(self) -> Generation:
        """The first of `sound_generations`; its `is_current` is False where the current one is damaged.

        Raises:
            NoSnapshot: nothing has been published.
            DamagedSnapshot: the current generation is damaged, and there is no earlier one to serve.
        """
        for generation in self.sound_generations():
            return generation
        cure = "cari rebuild" if self.to_rebuild() else "cari build PATH..."
        try:
            current = self.current()
        except DamagedSnapshot as error:
            raise DamagedSnapshot(
                f"{told([str(error)])}, and no generation is sound. Build again with `{cure}`."
            ) from error
        if current is None:
            raise NoSnapshot(self._nothing())
        problems = told(self.verify(current.name, deep=False))
        if other_format(current.path):
            raise DamagedSnapshot(problems)
        raise DamagedSnapshot(
            f"Generation {current.name} in {self.data} is damaged, and no earlier one is sound: {problems}. "
            f"Build again with `{cure}`."
        )

    def to_rebuild(self) -> Generation | None:
        """The generation whose sources `cari rebuild` reads again; None where its manifest is lost.

        It is the current one, whatever became of its other files. No other will do, for it may have other
        sources; only where the pointer is lost is it the one that the pointer most likely named.
        """
        current = serving(self.data)
        likely = [one for one in self.generations() if one.is_current] if current else self._earlier()
        return next((one for one in likely if has_its_manifest(one.path)), None)

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """Hold the build lock and give an empty directory to build in; `publish` moves it out.

        Left without publishing, by an exception or not, the directory is removed; one whose build was killed
        is removed when the next build comes here.

        Raises:
            BuildInProgress: another build holds the lock.
        """
        area = self.data / layout.STAGING
        for directory in (area, self.data / layout.GENERATIONS):
            make_directory(directory)
        with build_lock(self.data):
            sync_directory(self.data)
            for remains in area.iterdir():
                if remains.is_dir() and not remains.is_symlink():
                    shutil.rmtree(remains)
                else:
                    remains.unlink()
            # Not tempfile: its directories are closed to the user that the service may run as.
            staged = area / secrets.token_hex(8)
            staged.mkdir()
            try:
                yield staged
            finally:
                shutil.rmtree(staged, ignore_errors=True)

    def publish(self, staged: Path, draft: Draft, nearest: Nearest) -> Generation:
        """Make the staged directory the generation that serves; see `index.snapshot.publish.publish`.

        Raises:
            DamagedSnapshot: a check failed; nothing was published.
        """
        return self.named(publish(self.data, staged, draft, nearest))

    def verify(self, name: str | None = None, *, deep: bool = True) -> list[str]:
        """What is wrong with a generation (the current one unless named); empty when it is sound.

        Args:
            name: a name as in `named`.
            deep: read every byte; otherwise only names, sizes and counts.

        Raises:
            NoSnapshot: none named, and nothing has been published.
            NotFound: no generation has this name, or several begin like it.
        """
        if name is not None:
            return generation_problems(self.named(name).path, deep=deep)
        try:
            current = self.current()
        except DamagedSnapshot as error:
            return [str(error)]
        if current is None:
            raise NoSnapshot(self._nothing())
        return generation_problems(current.path, deep=deep)

    def rollback(self, to: str | None = None) -> Generation:
        """Serve an earlier generation again, after reading every byte of it.

        Args:
            to: a name as in `named`; without one, the one that the current one was published over, or
                the next before it that is sound. Damaged generations met on the way, the one left included,
                go to quarantine if they can be moved; those of another format stay. What is left by this is
                served again only by name.

        Raises:
            NoSnapshot: nothing has been published.
            NotFound: no generation has this name, several begin like it, or there is none to go back to.
            DamagedSnapshot: the named generation is damaged, or of another format; nothing was changed.
            SnapshotError: one that might serve cannot be read for want of a right or of resources; nothing
                was changed.
        """
        if not (self.data / layout.GENERATIONS).is_dir():
            raise NoSnapshot(self._nothing())
        with switch_lock(self.data):
            left = serving(self.data)
            target, damaged = self._target(to)
            note_rollback(self.data, target.name, [path.name for path in generation_paths(self.data)])
            switch_pointer(self.data, target.name)
            # It has taken effect: what now cannot be read, or moved, stays where it is.
            with suppress(OSError, SnapshotError):
                if left and left != target.name and self._is_damaged(left):
                    damaged.append(left)
            for name in damaged:
                with suppress(OSError):
                    quarantine(self.data, name)
        return self.named(target.name)

    def _target(self, to: str | None) -> tuple[Generation, list[str]]:
        if to is not None:
            named = self.named(to)
            problems = generation_problems(named.path, deep=True)
            if written_by := other_format(named.path):
                raise DamagedSnapshot(
                    f"Generation {named.name} was written by {written_by}, and only that one can serve it. "
                    "Choose another with `cari rollback --to`."
                )
            if problems:
                raise DamagedSnapshot(
                    f"Generation {named.name} is damaged and will not be served: {told(problems)}. "
                    "Choose another with `cari rollback --to`, or build again with `cari rebuild`."
                )
            return named, []
        damaged: list[str] = []
        for generation in self._earlier():
            if not generation_problems(generation.path, deep=True):
                return generation, damaged
            if not other_format(generation.path):
                damaged.append(generation.name)
        raise NotFound(
            f"There is no earlier sound generation in {self.data}: {listing(self.generations())}. "
            "One that was gone back from is served again only by name, with `cari rollback --to`."
        )

    def _to_serve(self) -> Iterator[Generation]:
        """The current generation; earlier ones are not so much as looked at until it has turned out unfit."""
        with suppress(DamagedSnapshot):
            current = self.current()
            if current is None:
                return
            yield current
        yield from self._earlier()

    def _earlier(self) -> list[Generation]:
        """Generations to fall back on, best first; see `index.snapshot.lineage.fallbacks`."""
        known = {generation.name: generation for generation in self.generations()}
        return [known[name] for name in fallbacks(self.data, list(known))]

    def _is_damaged(self, name: str) -> bool:
        path = self.data / layout.GENERATIONS / name
        return path.is_dir() and is_damaged(path)

    def _generation(self, path: Path, current: str | None) -> Generation:
        built_at: str | None = None
        with suppress(SnapshotError):
            built_at = Manifest.load(path, older=True).built_at
        return Generation(layout.number_of(path.name), path.name, path, built_at, path.name == current)

    def _nothing(self) -> str:
        return (
            f"Nothing has been published in {self.data}: "
            f"build with `cari build PATH... --data {shlex.quote(str(self.data))}`."
        )
