"""The generation that this process serves, and the thread that follows the pointer to the next."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index import CariError, DamagedSnapshot, Encoder, ModelError, Searcher, current_generation

RETRY_SECONDS = 30.0
"""Wait before a generation that could not be opened is tried again: it is seldom mended under its name, and a
try may load a model, which takes seconds, and write to the log. Another generation is tried at once."""

OpenSearcher = Callable[[Path, Encoder | None], Searcher]
ReadPointer = Callable[[Path], str | None]

log = logging.getLogger("cari.generations")


class NotReady(CariError):
    """No generation is open; the message says why and what to do."""


class _Shared:
    """A searcher with a count of its users; the last one to leave closes it."""

    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher
        self._users = 1
        self._lock = threading.Lock()

    def take(self) -> None:
        with self._lock:
            self._users += 1

    def leave(self) -> None:
        with self._lock:
            self._users -= 1
            last = self._users == 0
        if last:
            self.searcher.close()
            log.info("closed generation=%s", self.searcher.generation)


def _warm(searcher: Searcher) -> None:
    try:
        searcher.warm()
    except Exception:
        searcher.close()
        raise


class Generations:
    """Holds one open generation and replaces it when the pointer of the data directory moves.

    A request takes the searcher for as long as it runs, so a generation that was replaced is closed
    only after its last request. A new generation is opened and warmed before anybody sees it; one that
    cannot be opened changes nothing but `trouble`.
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
        self._serving: _Shared | None = None
        self._trouble: str | None = f"The index in {data} has not been opened yet; ask again in a moment."
        self._refused: str | None = None
        self._retry_at = 0.0
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
        self._serve(None)

    @contextmanager
    def searcher(self) -> Iterator[Searcher]:
        """The searcher to answer one request with; it stays open for the length of the `with` block.

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
        finally:
            shared.leave()

    def _follow(self) -> None:
        while not self._stopping.wait(self._poll_seconds):
            self._look()

    def _look(self) -> None:
        """Compare the pointer with what is served, and open what it names when that is something else.

        The follower must outlive whatever a broken data directory can raise, so every error ends here.
        """
        wanted = None
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

    def _wanted(self) -> str | None:
        """What the pointer names; None without a pointer, or with an unreadable one and nothing to lose."""
        try:
            return self._read_pointer(self._data)
        except DamagedSnapshot:
            if self.generation:
                raise
            return None  # opening may still find an earlier generation

    def _should_open(self, wanted: str | None) -> bool:
        serving = self.generation
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
        """Open the current generation, with the encoder already in memory if it still fits."""
        encoder = self._serving.searcher.encoder if self._serving else None
        try:
            return self._open_searcher(self._data, encoder)
        except ModelError:
            if encoder is None:
                raise
            return self._open_searcher(self._data, None)

    def _take_up(self, searcher: Searcher, wanted: str | None) -> None:
        """Serve what was opened: the wanted generation, or an earlier one where that is damaged."""
        opened = searcher.generation
        if opened == self.generation:
            searcher.close()
        else:
            _warm(searcher)
            self._serve(searcher)
        # Another than wanted is no damage when the pointer moved on in the meantime.
        if wanted not in (None, opened) and self._read_pointer(self._data) == wanted:
            self._refuse(
                wanted,
                f"Generation {wanted} in {self._data} is damaged; {opened} is served instead. "
                "See what is wrong with `cari verify`, then `cari rollback` or `cari rebuild`.",
            )

    def _serve(self, searcher: Searcher | None) -> None:
        with self._lock:
            old, self._serving = self._serving, _Shared(searcher) if searcher else None
            self._trouble = None if searcher else "The service is shutting down; ask again in a moment."
        if searcher:
            log.info("serving generation=%s", searcher.generation)
        if old:
            old.leave()

    def _refuse(self, wanted: str | None, reason: str) -> None:
        self._refused = wanted
        self._retry_at = time.monotonic() + RETRY_SECONDS
        self._say(reason)

    def _say(self, trouble: str | None) -> None:
        """Keep the reason for `trouble`, and log it when it is news."""
        with self._lock:
            news, self._trouble = trouble != self._trouble, trouble
        if news and trouble:
            log.warning("%s", trouble)
