"""The generation that this process serves, and the thread that follows the pointer."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index import (
    CariError,
    DamagedSnapshot,
    ModelError,
    NoSnapshot,
    Searcher,
    current_generation,
    passed_over,
)
from service.shared_searcher import OpenSearcher, SharedSearcher

RETRY_SECONDS = 30.0
"""Wait before another attempt to open a generation that failed: it is rarely repaired under the same name,
and an attempt may load a model for seconds and writes to the log. Another generation is tried at once."""
NOTHING_YET = "No index has been published yet."
NOT_SERVED = "The current index cannot be told or opened; the log of the service says why."
ReadPointer = Callable[[Path], str | None]

log = logging.getLogger("cari.generations")


class NotReady(CariError):
    """No generation is open. The message is for strangers; the log has the reason, with paths."""


class Generations:
    """Holds one open generation, and replaces it when the pointer of the data directory changes.

    A request holds the searcher while it runs, so a replaced generation is closed after its last request. A
    new generation is opened and warmed up before requests get it; if that fails, only `trouble` changes. If a
    request finds damage, the generation is replaced by any that can be opened. A damaged one serves again
    only when every byte of it is sound.
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
        self._trouble: str | None = "The index has not been opened yet; ask again in a moment."
        self._reason: str | None = None
        self._damaged: set[str] = set()
        """Generations in which a question found damage, until they are opened again."""
        self._refused: str | None = None
        self._retry_at = 0.0
        self._given_up = False
        """Whether a request found damage since the last `_look` began."""
        self._stopping = threading.Event()
        self._follower = threading.Thread(target=self._follow, name="cari-generations", daemon=True)

    @property
    def generation(self) -> str | None:
        """Name of the generation that is served; None if there is none."""
        with self._lock:
            return self._serving.searcher.generation if self._serving else None

    @property
    def trouble(self) -> str | None:
        """That no generation is served, or not the newest, for strangers; None if all is well."""
        with self._lock:
            return self._trouble

    def start(self) -> None:
        """Open the current generation, if any (blocking), and start to follow the pointer."""
        self._look()
        self._follower.start()

    def stop(self) -> None:
        """Stop following, and release the generation; running requests keep it until they end."""
        self._stopping.set()
        self._follower.join()
        self._serve(None, "The service is shutting down; ask again in a moment.")

    @contextmanager
    def searcher(self) -> Iterator[Searcher]:
        """Hold the searcher for one request; it stays open during the `with` block.

        If the block raises `DamagedSnapshot`, the follower looks for another generation.

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
        """Make the follower replace a damaged generation, if it is still the one that is served."""
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
        """Open the generation in the pointer, if it is not the one that is served.

        Every error ends here, since the follower must survive a broken data directory.
        """
        wanted = None
        with self._lock:
            self._given_up = False
        damaged = self.generation and not self._sound()
        try:
            wanted = self._wanted()
            if self._should_open(wanted):
                self._take_up(self._open(), wanted)
        except NoSnapshot as error:
            self._refuse(wanted, str(error), NOTHING_YET)
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
        """Return the name in the pointer; None without one, or if it is damaged and nothing is served."""
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
        """Open the current generation and warm it up; if that finds damage, open another one."""
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
        """Open the current generation without a warm-up, with the encoder in memory if it fits."""
        encoder = self._serving.searcher.encoder if self._serving else None
        try:
            return self._open_searcher(self._data, encoder, suspects=self._damaged)
        except ModelError:
            if encoder is None:
                raise
            return self._open_searcher(self._data, None, suspects=self._damaged)

    def _take_up(self, searcher: Searcher, wanted: str | None) -> None:
        """Serve an opened generation: the wanted one, or an earlier one if that is damaged."""
        opened = searcher.generation
        if opened == self._sound():
            searcher.close()
        else:
            self._serve(searcher, None)
        # If the pointer has changed meanwhile, another generation than the wanted one does not mean damage.
        if wanted and wanted != opened and self._read_pointer(self._data) == wanted:
            self._refuse(wanted, passed_over(self._data, wanted, opened))

    def _sound(self) -> str | None:
        """Return the name of the generation that is served; None if it is damaged."""
        with self._lock:
            name = self._serving.searcher.generation if self._serving else None
            return None if name in self._damaged else name

    def _serve(self, searcher: Searcher | None, trouble: str | None) -> None:
        with self._lock:
            old, self._serving = self._serving, SharedSearcher(searcher) if searcher else None
            self._trouble = trouble
            if searcher:
                self._damaged.discard(searcher.generation)
                self._reason = None
        if searcher:
            log.info("serving generation=%s", searcher.generation)
        if old:
            old.leave()

    def _refuse(self, wanted: str | None, reason: str, told: str = NOT_SERVED) -> None:
        """Report why a generation is not served, and wait before the next attempt.

        Do not wait if the served one was given up meanwhile, since the next attempt then finds another one.
        """
        with self._lock:
            if not self._given_up:
                self._refused, self._retry_at = wanted, time.monotonic() + RETRY_SECONDS
        self._say(reason, told)

    def _say(self, reason: str | None, told: str = NOT_SERVED) -> None:
        """Set `trouble`, and log the reason if it has changed."""
        with self._lock:
            news, self._reason = reason != self._reason, reason
            self._trouble = told if reason else None
        if news and reason:
            log.warning("%s", reason)
