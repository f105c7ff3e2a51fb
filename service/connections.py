"""HTTP connections over h11, with limits on size and time.

httptools, uvicorn's other parser, is 0.1 ms faster. But it has no limit for headers (one client sent 1.4 GB
in six seconds), and it drops the body of a POST that offers an upgrade to HTTP/2, as Java's own client does.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, cast

import h11
from uvicorn.protocols.http.flow_control import CLOSE_HEADER
from uvicorn.protocols.http.h11_impl import H11Protocol

from service.errors import MEDIA_TYPE, problem_body
from service.malformed import what_is_wrong
from service.middleware import MAX_BODY_BYTES, SAFE_HEADERS, id_of, write_line

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from starlette.types import Scope

PATIENCE_SECONDS = 30.0
"""Most seconds for the arrival of a request with its body: it has at most 250 KB, so 9 KB/s suffice. Also
most seconds until the client has fetched an answer: it has at most 1 MB, most of which the kernel buffers at
once."""
STOPPING_PATIENCE_SECONDS = 2.0
"""The same for fetching an answer after the service was asked to stop."""
LONG_WAIT_SECONDS = 1.0
"""Seconds in line after which a client that sends no more counts as gone. TCP does not tell whether it left
or has only closed its sending side. Hardly any client does the latter, and it is told to ask again."""

MOST_HEAD_BYTES = 64 * 1024
MOST_CHUNKS = 4096
"""Most chunks of a body: more than any client sends. Each blocks the service for 10 µs in h11, however small
it is, so a limit in bytes is not enough."""
MOST_BODY_BYTES_READ = MAX_BODY_BYTES + 1024 * 1024
"""Most bytes of a body to read, with its chunk headers. More than `MAX_BODY_BYTES`, since a client that still
sends when the connection closes may lose the error answer."""


class _Requests(h11.Connection):
    """h11 with a limit for bodies; it has one for request heads itself."""

    _body_bytes = _chunks = 0

    def receive_data(self, data: bytes) -> None:
        """Take received bytes, and count them for the current request."""
        super().receive_data(data)
        self._body_bytes += len(data)

    def next_event(self) -> h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]:
        """Return the next event.

        Raises:
            RemoteProtocolError: it is not HTTP, or exceeds a limit.
        """
        event = super().next_event()
        if isinstance(event, h11.Request):
            self._body_bytes = self._chunks = 0
        elif isinstance(event, h11.Data):
            self._chunks += event.chunk_start
        # Until NEED_DATA, some of the received bytes may belong to the next request.
        too_long = event is h11.NEED_DATA and self._body_bytes > MOST_BODY_BYTES_READ
        if self.their_state is h11.SEND_BODY and (too_long or self._chunks > MOST_CHUNKS):
            raise h11.RemoteProtocolError("too many chunks", error_status_hint=413)
        return event


class _Patience:
    """A timer that calls `give_up`; it can be started and stopped any number of times."""

    def __init__(self, loop: asyncio.AbstractEventLoop, give_up: Callable[[], None]) -> None:
        self._loop = loop
        self._give_up = give_up
        self._timer: asyncio.TimerHandle | None = None

    @property
    def waits(self) -> bool:
        """Whether it is running."""
        return self._timer is not None

    def start(self, seconds: float) -> None:
        """Start it, unless it is running."""
        if self._timer is None:
            self._timer = self._loop.call_later(seconds, self._give_up)

    def stop(self) -> None:
        """Stop it."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class Connection(H11Protocol):
    """uvicorn's connection over h11, closed if a request or the fetching of an answer takes too long."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.conn = _Requests(h11.SERVER, MOST_HEAD_BYTES)
        self._arrival = _Patience(self.loop, self._close)
        self._fetching = _Patience(self.loop, lambda: self.transport.abort())
        self._fetching_seconds = PATIENCE_SECONDS
        self._sends_no_more = False
        # uvicorn copies it into the state of each request.
        self.app_state = {**self.app_state, "has_left": self.has_left}

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request."""
        super().connection_made(transport)
        self._arrival.start(PATIENCE_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timers."""
        self._arrival.stop()
        self._fetching.stop()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Read the received bytes; wait for the rest of the request or for the next one."""
        super().handle_events()
        if self.conn.their_state in (h11.IDLE, h11.SEND_BODY):
            self._arrival.start(PATIENCE_SECONDS)
        else:
            self._arrival.stop()

    def eof_received(self) -> bool:  # type: ignore[override]
        """Keep the connection until the request is answered, although its client sends no more."""
        self._sends_no_more = True
        if not self._answers():
            self._close()
        return not self.transport.is_closing()

    def on_response_complete(self) -> None:
        """Read the next request, if any."""
        super().on_response_complete()
        if self.transport.is_closing() or (self._sends_no_more and not self._answers()):
            self._close()

    def timeout_keep_alive_handler(self) -> None:
        """Close if no other request comes."""
        if not self.transport.is_closing():
            super().timeout_keep_alive_handler()
            self._close()

    def pause_writing(self) -> None:
        """Wait until the client fetches the answer."""
        super().pause_writing()
        self._fetching.start(self._fetching_seconds)

    def resume_writing(self) -> None:
        """Continue, since the client has fetched it."""
        super().resume_writing()
        if not self.transport.is_closing():
            self._fetching.stop()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's message has no cure
        """Answer a request that cannot be read with a problem body.

        The application has got its head, and writes its line, if only its body cannot be read.
        """
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            self._close()  # an answer has begun, and a second one cannot follow
            return
        error = cast("h11.RemoteProtocolError", sys.exception())  # uvicorn calls this where it has caught it
        kind, detail = what_is_wrong(error, self.conn.trailing_data[0])
        body = json.dumps(problem_body(kind, detail, path="")).encode()
        has_head = self.cycle is not None and not self.cycle.response_complete
        request_id = id_of(cast("Scope", self.cycle.scope) if has_head else {"headers": []})
        headers = {
            **SAFE_HEADERS,
            "content-type": MEDIA_TYPE,
            "content-length": str(len(body)),
            "x-request-id": request_id,
        }
        response = h11.Response(
            status_code=kind.status, headers=[*headers.items(), ("connection", "close")], reason=kind.title
        )
        for event in (response, h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        if not has_head:
            write_line(request_id, kind.status, self.client[0] if self.client else "")
        if self.cycle is not None:
            self.cycle.disconnected = True  # the application may be reading the body, and would answer too
        self._close()

    def shutdown(self) -> None:
        """Answer the requests that have arrived, and do not wait for others."""
        super().shutdown()
        if self.cycle is not None:  # uvicorn closes after the answer, and does not say so in it
            self.cycle.default_headers = [*self.cycle.default_headers, CLOSE_HEADER]
        self._fetching_seconds = STOPPING_PATIENCE_SECONDS
        if self._fetching.waits:
            self._fetching.stop()
            self._fetching.start(self._fetching_seconds)
        if self._arrival.waits or self.transport.is_closing():
            self._close()

    def has_left(self, waited: float) -> bool:
        """Whether the client of the current request takes no answer, as far as can be told.

        Args:
            waited: seconds that the request has waited for its turn.
        """
        return self.transport.is_closing() or (self._sends_no_more and waited > LONG_WAIT_SECONDS)

    def _answers(self) -> bool:
        """Whether a whole request has arrived and its answer is not complete."""
        arrived = self.conn.their_state not in (h11.IDLE, h11.SEND_BODY, h11.ERROR)
        return arrived and self.conn.our_state in (h11.SEND_RESPONSE, h11.SEND_BODY)

    def _close(self) -> None:
        """Close after the answer is fetched, or when the time for that ends."""
        self.transport.close()
        self._fetching.start(self._fetching_seconds)
