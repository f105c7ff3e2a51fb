"""A bounded thread pool for blocking work, with a queue that is bounded in length and in time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

import anyio
import anyio.to_thread

from index import CariError

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")

MOST_WAITING_SECONDS = 5.0
"""Most seconds in line: few clients wait longer than ten for their answer. A limit in questions is not
enough, since one of the greatest length takes a hundred times as long as a short one."""


class Overloaded(CariError):
    """Every thread is busy, and the queue is full or does not move in time."""


class Workers:
    """Runs blocking calls in threads: at most `threads` at once and `queue` waiting; others are refused.

    So is a call that has waited `MOST_WAITING_SECONDS`; it is then never made.
    """

    def __init__(self, threads: int, queue: int) -> None:
        self._turns = anyio.Semaphore(threads)
        self._limiter = anyio.CapacityLimiter(threads)  # nobody waits for it: who has a turn has a thread
        self._most = threads + queue
        self._inside = 0

    async def run(self, work: Callable[[], Result], has_left: Callable[[float], bool]) -> Result:
        """Return the result of `work()`, called in a thread.

        Args:
            work: the call.
            has_left: whether nobody takes the result any more, after so many seconds of waiting for a thread.

        Raises:
            Overloaded: too many calls are running and waiting, or this one waited too long, or until its
                client had left.
        """
        if self._inside >= self._most:
            raise Overloaded(
                f"{self._inside} questions run or wait, and there is room for no more; ask again in a second."
            )
        asked = time.monotonic()
        self._inside += 1
        try:
            await self._turn()
            try:
                waited = time.monotonic() - asked
                if has_left(waited):
                    raise Overloaded(
                        f"The question waited {waited:.1f} seconds, and its client has closed its side of "
                        "the connection: keep it open, or ask again in a second."
                    )
                return await anyio.to_thread.run_sync(work, limiter=self._limiter)
            finally:
                self._turns.release()
        finally:
            self._inside -= 1

    async def _turn(self) -> None:
        """Wait for a thread; a timer ends it, since whoever waits shall be told in time."""
        try:
            with anyio.fail_after(MOST_WAITING_SECONDS):
                await self._turns.acquire()
        except TimeoutError:
            raise Overloaded(
                f"The question waited {MOST_WAITING_SECONDS:g} seconds behind others; ask again in a second."
            ) from None
