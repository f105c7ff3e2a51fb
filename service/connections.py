"""How a request comes in: over h11, which bounds what it takes, and within a time, which h11 does not bound.

httptools, uvicorn's other parser, answers 0.1 ms sooner. But it takes headers without end (1.4 GB in six
seconds, from one client), and drops the body of a POST that offers HTTP/2 as well, as Java's own client does.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from service.errors import MEDIA_TYPE, http_kind, problem_body
from service.middleware import SAFE_HEADERS

if TYPE_CHECKING:
    import asyncio

PATIENCE_SECONDS = 30.0
"""How long a request may take to arrive, body and all: 128 KB at most, so 5 KB a second will do."""

UNREADABLE = (
    "What was sent cannot be read as an HTTP request. In the address, percent-encode all that is not ASCII: "
    "`é` is `%C3%A9`."
)
TOO_LONG = http_kind(431)
LONG_HEAD = (
    "The head of the request, address and headers together, is longer than 64 KB: send fewer or shorter "
    "headers, and a long question in the body of `POST /v1/search`."
)


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

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's words name no cure
        """Answer what the application never gets to see, with a problem body like every other error."""
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            self.transport.close()  # an answer has begun, and no second one can follow it
            return
        kind, detail = http_kind(400), UNREADABLE
        error = sys.exception()  # uvicorn calls this where it has caught what h11 raised
        if isinstance(error, h11.RemoteProtocolError) and error.error_status_hint == TOO_LONG.status:
            kind, detail = TOO_LONG, LONG_HEAD
        body = json.dumps(problem_body(kind, detail, path="")).encode()
        headers = {**SAFE_HEADERS, "content-type": MEDIA_TYPE, "content-length": str(len(body))}
        response = h11.Response(
            status_code=kind.status, headers=[*headers.items(), ("connection", "close")], reason=kind.title
        )
        for event in (response, h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

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
