"""A bounded thread pool for blocking work, with a bounded queue."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

import anyio
import anyio.to_thread

from index import CariError

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")


class Overloaded(CariError):
    """Every thread is busy and the queue is full, or was busy for longer than a client waited."""


class Workers:
    """Runs blocking calls in threads: at most `threads` at once and `queue` waiting; others are refused."""

    def __init__(self, threads: int, queue: int) -> None:
        self._limiter = anyio.CapacityLimiter(threads)
        self._most = threads + queue
        self._inside = 0

    async def run(self, work: Callable[[], Result], has_left: Callable[[float], bool]) -> Result:
        """Return the result of `work()`, called in a thread.

        Args:
            work: the call.
            has_left: whether nobody takes the result any more, after so many seconds of waiting for a thread.

        Raises:
            Overloaded: too many calls are running and waiting, or this one waited until its client had left.
        """
        if self._inside >= self._most:
            raise Overloaded(
                f"{self._inside} questions run or wait, and there is room for no more; ask again in a second."
            )
        asked = time.monotonic()

        def work_if_wanted() -> Result:
            waited = time.monotonic() - asked
            if has_left(waited):
                raise Overloaded(
                    f"The question waited {waited:.1f} seconds, and its client has closed its side of the "
                    "connection: keep it open, or ask again in a second."
                )
            return work()

        self._inside += 1
        try:
            return await anyio.to_thread.run_sync(work_if_wanted, limiter=self._limiter)
        finally:
            self._inside -= 1
