"""A searcher that several requests hold at once."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index import Searcher

log = logging.getLogger("cari.generations")


class SharedSearcher:
    """A searcher with a count of its users, who makes it the first; the last one to leave closes it."""

    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher
        self._users = 1
        self._lock = threading.Lock()

    def take(self) -> None:
        """One user more; only while there is another, or it may be closed."""
        with self._lock:
            self._users += 1

    def leave(self) -> None:
        """One user less."""
        with self._lock:
            self._users -= 1
            last = self._users == 0
        if last:
            self.searcher.close()
            log.info("closed generation=%s", self.searcher.generation)
