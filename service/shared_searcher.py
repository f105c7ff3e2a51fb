"""A searcher that several requests hold at once."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index import Searcher

log = logging.getLogger("cari.generations")


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
