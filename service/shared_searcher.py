"""How a searcher is opened, and how several requests hold it at once."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from index import Encoder, Searcher

log = logging.getLogger("cari.generations")


class OpenSearcher(Protocol):
    """The type of `Searcher.open` and its stand-ins."""

    def __call__(self, data: Path, encoder: Encoder | None, *, suspects: Collection[str]) -> Searcher:
        """As `Searcher.open`."""


class SharedSearcher:
    """A searcher with a reference count. Its creator is the first user; the last user to leave closes it."""

    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher
        self._users = 1
        self._lock = threading.Lock()

    def take(self) -> None:
        """Add a user. There must be another one, or the searcher may be closed."""
        with self._lock:
            self._users += 1

    def leave(self) -> None:
        """Remove a user."""
        with self._lock:
            self._users -= 1
            last = self._users == 0
        if last:
            self.searcher.close()
            log.info("closed generation=%s", self.searcher.generation)
