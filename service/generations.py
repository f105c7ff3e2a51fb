"""The generation that this process serves, and the thread that follows the pointer to the next."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from index import CariError, DamagedSnapshot, Encoder, ModelError, Searcher, current_generation, passed_over
from service.shared_searcher import SharedSearcher

RETRY_SECONDS = 30.0
"""Wait before a generation that could not be opened is tried again: it is seldom mended under its name, and a
try may load a model, which takes seconds, and write to the log. Another generation is tried at once."""


class OpenSearcher(Protocol):
    """What `Searcher.open` is, and what stands in for it."""

    def __call__(self, data: Path, encoder: Encoder | None, *, suspects: Collection[str]) -> Searcher:
        """As `Searcher.open`."""


ReadPointer = Callable[[Path], str | None]

log = logging.getLogger("cari.generations")


class NotReady(CariError):
    """No generation is open; the message says why and what to do."""


class Generations:
    """Holds one open generation and replaces it when the pointer of the data directory moves.

    A request takes the searcher for as long as it runs, so a generation that was replaced is closed
    only after its last request. A new generation is opened and warmed before anybody sees it; one that
    cannot be opened changes nothing but `trouble`. One that a request finds to be damaged is given up for
    what else can be opened: it comes back only when every byte of it is sound.
    """

    def __init__(
        self,
        data: Path,
        *,
        poll_seconds: float,
        open_searcher: OpenSearcher = Searcher.open,
        read_pointer: ReadPointer = current_generation,
    ) -> None:
        self._data = data
        self._poll_seconds = poll_seconds
        self._open_searcher = open_searcher
        self._read_pointer = read_pointer
        self._lock = threading.Lock()
        self._serving: SharedSearcher | None = None
        self._trouble: str | None = f"The index in {data} has not been opened yet; ask again in a moment."
        self._damaged: set[str] = set()
        """Generations that a question found to be damaged, until they are opened again."""
        self._refused: str | None = None
        self._retry_at = 0.0
        self._given_up = False
        """Whether what is served was found to be damaged since the follower last began to look."""
        self._stopping = threading.Event()
        self._follower = threading.Thread(target=self._follow, name="cari-generations", daemon=True)

    @property
    def generation(self) -> str | None:
        """Name of the generation being served, None before there is one."""
        with self._lock:
            return self._serving.searcher.generation if self._serving else None

    @property
    def trouble(self) -> str | None:
        """Why nothing is served, or why not the newest; None when all is well."""
        with self._lock:
            return self._trouble

    def start(self) -> None:
        """Open the current generation, if there is one (blocking), and begin to follow the pointer."""
        self._look()
        self._follower.start()

    def stop(self) -> None:
        """Stop following and let go of the generation; running requests keep it until they end."""
        self._stopping.set()
        self._follower.join()
        self._serve(None, "The service is shutting down; ask again in a moment.")

    @contextmanager
    def searcher(self) -> Iterator[Searcher]:
        """The searcher to answer one request with; it stays open for the length of the `with` block.

        A `DamagedSnapshot` that the block raises makes the follower look for another one.

        Raises:
            NotReady: no generation is open.
        """
        with self._lock:
            shared = self._serving
            if shared is None:
                raise NotReady(self._trouble)
            shared.take()
        try:
            yield shared.searcher
        except DamagedSnapshot as error:
            self._give_up(shared, str(error))
            raise
        finally:
            shared.leave()

    def _give_up(self, shared: SharedSearcher, reason: str) -> None:
        """Have the follower replace what is served, if it still is what a request found to be damaged."""
        with self._lock:
            name = shared.searcher.generation
            news = shared is self._serving and name not in self._damaged
            if news:
                self._damaged.add(name)
                self._refused, self._retry_at, self._given_up = None, 0.0, True
        if news:
            self._say(reason)

    def _follow(self) -> None:
        while not self._stopping.wait(self._poll_seconds):
            self._look()

    def _look(self) -> None:
        """Compare the pointer with what is served, and open what it names when that is something else.

        The follower must outlive whatever a broken data directory can raise, so every error ends here.
        """
        wanted = None
        with self._lock:
            self._given_up = False
        damaged = self.generation and not self._sound()
        try:
            wanted = self._wanted()
            if self._should_open(wanted):
                self._take_up(self._open(), wanted)
        except CariError as error:
            self._refuse(wanted, str(error))
        except Exception as error:
            log.exception("unexpected while opening generation=%s", wanted)
            self._refuse(
                wanted, f"Generation {wanted} in {self._data} cannot be opened: {error!r}. Run `cari verify`."
            )
        if damaged and not self._sound():  # nothing could be opened in its place
            self._serve(None, self._trouble)

    def _wanted(self) -> str | None:
        """What the pointer names; None without a pointer, or with an unreadable one and nothing to lose."""
        try:
            return self._read_pointer(self._data)
        except DamagedSnapshot:
            if self._sound():
                raise
            return None  # opening may still find an earlier generation

    def _should_open(self, wanted: str | None) -> bool:
        serving = self._sound()
        if wanted is None:
            if serving:
                self._say(
                    f"{self._data} no longer names a current generation; {serving} is still being served."
                )
            return serving is None and time.monotonic() >= self._retry_at
        if wanted == serving:
            self._say(None)
            return False
        return wanted != self._refused or time.monotonic() >= self._retry_at

    def _open(self) -> Searcher:
        """Open the current generation and warm it; another one where its first question finds damage."""
        searcher = self._open_by_glance()
        try:
            if searcher.generation != self._sound():
                searcher.warm()
        except Exception as error:
            searcher.close()
            if not isinstance(error, DamagedSnapshot) or searcher.generation in self._damaged:
                raise
            with self._lock:
                self._damaged.add(searcher.generation)
            return self._open()
        return searcher

    def _open_by_glance(self) -> Searcher:
        """The same, not warmed, with the encoder already in memory if it still fits."""
        encoder = self._serving.searcher.encoder if self._serving else None
        try:
            return self._open_searcher(self._data, encoder, suspects=self._damaged)
        except ModelError:
            if encoder is None:
                raise
            return self._open_searcher(self._data, None, suspects=self._damaged)

    def _take_up(self, searcher: Searcher, wanted: str | None) -> None:
        """Serve what was opened: the wanted generation, or an earlier one where that is damaged."""
        opened = searcher.generation
        if opened == self._sound():
            searcher.close()
        else:
            self._serve(searcher, None)
        # Another than wanted is no damage when the pointer moved on in the meantime.
        if wanted and wanted != opened and self._read_pointer(self._data) == wanted:
            self._refuse(wanted, passed_over(self._data, wanted, opened))

    def _sound(self) -> str | None:
        """Name of the generation being served, None where it was found to be damaged, too."""
        with self._lock:
            name = self._serving.searcher.generation if self._serving else None
            return None if name in self._damaged else name

    def _serve(self, searcher: Searcher | None, trouble: str | None) -> None:
        with self._lock:
            old, self._serving = self._serving, SharedSearcher(searcher) if searcher else None
            self._trouble = trouble
            if searcher:
                self._damaged.discard(searcher.generation)
        if searcher:
            log.info("serving generation=%s", searcher.generation)
        if old:
            old.leave()

    def _refuse(self, wanted: str | None, reason: str) -> None:
        """Say why it is not served, and wait before it is tried again.

        No wait if what is served was given up in the meantime: then trying again finds something else.
        """
        with self._lock:
            if not self._given_up:
                self._refused, self._retry_at = wanted, time.monotonic() + RETRY_SECONDS
        self._say(reason)

    def _say(self, trouble: str | None) -> None:
        """Keep the reason for `trouble`, and log it when it is news."""
        with self._lock:
            news, self._trouble = trouble != self._trouble, trouble
        if news and trouble:
            log.warning("%s", trouble)
