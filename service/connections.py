"""How a request comes in: over h11, which bounds what it takes, and within a time, which h11 does not bound.

httptools, uvicorn's other parser, answers 0.1 ms sooner. But it takes headers without end (1.4 GB in six
seconds, from one client), and drops the body of a POST that offers HTTP/2 as well, as Java's own client does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

PATIENCE_SECONDS = 30.0
"""How long a request may take to arrive, body and all: 128 KB at most, so 5 KB a second will do."""


class Connection(H11Protocol):
    """uvicorn's connection over h11, closed when a request does not arrive in time."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._arriving: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request."""
        super().connection_made(transport)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._stop_watching()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Read what came, and wait for the rest of the request or for the next."""
        super().handle_events()
        if self.conn.their_state in (h11.IDLE, h11.SEND_BODY):
            self._watch()
        else:
            self._stop_watching()

    def shutdown(self) -> None:
        """Answer what arrived before the service stops; what has not arrived is not waited for."""
        super().shutdown()
        if self._arriving is not None:
            self.transport.close()

    def _watch(self) -> None:
        if self._arriving is None:
            self._arriving = self.loop.call_later(PATIENCE_SECONDS, self.transport.close)

    def _stop_watching(self) -> None:
        if self._arriving is not None:
            self._arriving.cancel()
            self._arriving = None
