"""A bounded thread pool for blocking work, with a bounded queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import anyio
import anyio.to_thread

from index import CariError

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")


class Overloaded(CariError):
    """Every thread is busy and the queue is full."""


class Workers:
    """Runs blocking calls in threads: at most `threads` at once and `queue` waiting; others are refused."""

    def __init__(self, threads: int, queue: int) -> None:
        self._limiter = anyio.CapacityLimiter(threads)
        self._most = threads + queue
        self._inside = 0

    async def run(self, work: Callable[[], Result]) -> Result:
        """Return the result of `work()`, called in a thread.

        Raises:
            Overloaded: too many calls are running and waiting.
        """
        if self._inside >= self._most:
            raise Overloaded(
                f"{self._inside} questions run or wait, and there is room for no more; ask again in a second."
            )
        self._inside += 1
        try:
            return await anyio.to_thread.run_sync(work, limiter=self._limiter)
        finally:
            self._inside -= 1
