"""A data directory: its generations, the one that serves, and the place to build the next."""

from __future__ import annotations

import shlex
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from index.errors import MEND, DamagedSnapshot, NoSnapshot, NotFound, SnapshotError
from index.snapshot import layout
from index.snapshot.checks import generation_problems, has_its_manifest, is_damaged, summary
from index.snapshot.durable import make_directory, sync_directory
from index.snapshot.layout import Generation
from index.snapshot.lineage import cure, fallbacks, note_rollback
from index.snapshot.locks import build_lock, switch_lock
from index.snapshot.manifest import Manifest, other_format
from index.snapshot.naming import find_generation, listing
from index.snapshot.pointer import check_own, read_pointer, serving, switch_pointer
from index.snapshot.publish import generation_paths, quarantine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Store:
    """A data directory. Reading takes no lock and writes nothing, so read-only volumes work."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def generations(self) -> list[Generation]:
        """Return the published generations, newest first, unverified."""
        current = serving(self.data)
        return [self._generation(path, current) for path in generation_paths(self.data)]

    def named(self, name: str) -> Generation:
        """Return the generation with this name, or the only one whose name begins with it, unverified.

        Raises:
            NotFound: there is none, or there are several.
        """
        return find_generation(self.data, self.generations(), name)

    def current(self) -> Generation | None:
        """Return the generation in the pointer, unverified; None if nothing has been published.

        Raises:
            DamagedSnapshot: the pointer is unreadable, or its generation does not exist.
        """
        name = read_pointer(self.data)
        if name is None:
            return None
        path = self.data / layout.GENERATIONS / name
        if not path.is_dir():
            raise DamagedSnapshot(
                f"{self.data / layout.POINTER} names generation {name}, which is not in {path.parent}", MEND
            )
        return self._generation(path, name)

    def sound_generations(self) -> Iterator[Generation]:
        """Yield the generations that a service should try to open: the current one, then earlier ones.

        Their names, sizes and counts are right. Opening one can still fail; the caller then tries the next.

        Raises:
            SnapshotError: this process may not read the next one, or lacks resources.
        """
        for generation in self._to_serve():
            if not generation_problems(generation.path, deep=False):
                yield generation

    def sound_current(self) -> Generation:
        """Return the first of `sound_generations`; `is_current` is False if the current one is damaged.

        Raises:
            NoSnapshot: nothing has been published.
            DamagedSnapshot: the current generation is damaged, and no earlier one is sound.
        """
        for generation in self.sound_generations():
            return generation
        try:
            current = self.current()
        except DamagedSnapshot as error:
            raise DamagedSnapshot(f"{error.what}, and no generation is sound. {cure(self)}") from error
        if current is None:
            raise NoSnapshot(self._nothing())
        problems = summary(self.verify(current.name, deep=False))
        if other_format(current.path):
            raise DamagedSnapshot(problems)
        raise DamagedSnapshot(
            f"Generation {current.name} in {self.data} is damaged, and no earlier one is sound: {problems}. "
            f"{cure(self)}"
        )

    def to_rebuild(self) -> Generation | None:
        """Return the generation whose sources `cari rebuild` reads again; None if its manifest is lost.

        It is the current one, even if its other files are damaged; another one may have other sources. If the
        pointer is lost, it is the first fallback that has its manifest.
        """
        current = serving(self.data)
        likely = [one for one in self.generations() if one.is_current] if current else self._earlier()
        return next((one for one in likely if has_its_manifest(one.path)), None)

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """Hold the build lock, and yield an empty directory to build in; `index.snapshot.publish` moves it.

        Without publication the directory is removed at the end. If the build is killed, the next build
        removes it.

        Raises:
            BuildInProgress: another build holds the lock.
            SnapshotError: the directory is in use for something else.
        """
        check_own(self.data)
        area = self.data / layout.STAGING
        for directory in (area, self.data / layout.GENERATIONS):
            make_directory(directory)
        with build_lock(self.data):
            sync_directory(self.data)
            for remains in area.iterdir():
                # Any other name is not ours: projects have folders called `staging`, too.
                if layout.is_remains(remains.name) and remains.is_dir() and not remains.is_symlink():
                    shutil.rmtree(remains)
            # Not tempfile: the service may run as another user, who cannot read its directories.
            staged = area / layout.staged_name()
            staged.mkdir()
            try:
                yield staged
            finally:
                shutil.rmtree(staged, ignore_errors=True)

    def verify(self, name: str | None = None, *, deep: bool = True) -> list[DamagedSnapshot]:
        """Return what is wrong with a generation; empty if it is sound.

        Args:
            name: a name as in `named`; None for the current generation.
            deep: whether to read every byte; otherwise only names, sizes and counts.

        Raises:
            NoSnapshot: `name` is None, and nothing has been published.
            NotFound: see `named`.
        """
        if name is not None:
            return generation_problems(self.named(name).path, deep=deep)
        try:
            current = self.current()
        except DamagedSnapshot as error:
            return [error]
        if current is None:
            raise NoSnapshot(self._nothing())
        return generation_problems(current.path, deep=deep)

    def rollback(self, to: str | None = None) -> Generation:
        """Serve an earlier generation again, after reading every byte of it.

        Args:
            to: a name as in `named`. Without it, the first sound one of the current generation's
                predecessors. Damaged generations before that, and the one that served, go to quarantine if
                they can be moved; those of another format stay. Generations that a rollback leaves are served
                again only by name.

        Raises:
            NoSnapshot: nothing has been published.
            NotFound: see `named`; or there is no generation to go back to.
            DamagedSnapshot: the named generation is damaged, or of another format; nothing was changed.
            SnapshotError: this process may not read a candidate, or lacks resources; or a build has published
                meanwhile. Nothing was changed.
        """
        served = serving(self.data)
        if not (self.data / layout.GENERATIONS).is_dir():
            raise NoSnapshot(self._nothing())
        with switch_lock(self.data):
            left = serving(self.data)
            if to is None and left != served:
                # What was to be left is left already, and the new one nobody has seen.
                raise SnapshotError(
                    f"A build has published generation {left} meanwhile, so nothing was changed: see "
                    "`cari status`, and go back to a generation by its name, with `cari rollback --to`."
                )
            target, damaged = self._target(to)
            note_rollback(self.data, target.name, [path.name for path in generation_paths(self.data)])
            switch_pointer(self.data, target.name)
            # The rollback is done: what cannot be read or moved now stays where it is.
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
                    f"Generation {named.name} is damaged and will not be served: {summary(problems)}. "
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
        """Yield the current generation, then earlier ones, which are not read before they are needed."""
        with suppress(DamagedSnapshot):
            current = self.current()
            if current is None:
                return
            yield current
        yield from self._earlier()

    def _earlier(self) -> list[Generation]:
        """Return the generations of `index.snapshot.lineage.fallbacks`, best first."""
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
