"""How a request comes in and its answer goes out: over h11, within bounds and a time.

httptools, uvicorn's other parser, answers 0.1 ms sooner. But it takes headers without end (1.4 GB in six
seconds, from one client), and drops the body of a POST that offers HTTP/2 as well, as Java's own client does.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from service.errors import MEDIA_TYPE, problem_body
from service.middleware import MAX_BODY_BYTES, SAFE_HEADERS
from service.unreadable import what_is_wrong

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

PATIENCE_SECONDS = 30.0
"""How long a request may take to arrive, body and all: 128 KB at most, so 5 KB a second will do. And how long
an answer may take to be fetched: a megabyte at most, most of which the kernel takes in at once."""
STOPPING_PATIENCE_SECONDS = 2.0
"""How long an answer may take to be fetched once the service is asked to stop."""

MOST_HEAD_BYTES = 64 * 1024
MOST_CHUNKS = 4096
"""Pieces of a body: more than any client makes. Each costs h11 10 µs, in which nobody else is served, however
small it is; so bytes do not bound them."""
MOST_BODY_BYTES_READ = MAX_BODY_BYTES + 1024 * 1024
"""How much of a body is read, with all that is around it; most of it for nothing, since a client that still
sends when the connection closes may lose the answer that tells it why."""


class _Requests(h11.Connection):
    """h11, which bounds the heads it reads, with a bound for bodies as well."""

    def __init__(self) -> None:
        super().__init__(h11.SERVER, MOST_HEAD_BYTES)
        self._body_bytes = self._chunks = 0
        self._at_start = True
        """Whether an empty line may still stand before the request."""

    def receive_data(self, data: bytes) -> None:
        """Keep what came, and count it to the request that is being read."""
        super().receive_data(data)
        self._body_bytes += len(data)

    def start_next_cycle(self) -> None:
        """Begin the next request."""
        super().start_next_cycle()
        self._at_start = True

    def next_event(self) -> h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]:
        """What comes next.

        Raises:
            RemoteProtocolError: it cannot be read, or is more than will be read.
        """
        if self._at_start and self.their_state is h11.IDLE and self._pass_over_empty_line():
            return h11.NEED_DATA
        event = super().next_event()
        if isinstance(event, h11.Request):
            self._body_bytes = self._chunks = 0
        elif isinstance(event, h11.Data):
            self._chunks += event.chunk_start
        # Before more is needed, part of what came may belong to a request behind this one.
        too_long = event is h11.NEED_DATA and self._body_bytes > MOST_BODY_BYTES_READ
        if self.their_state is h11.SEND_BODY and (too_long or self._chunks > MOST_CHUNKS):
            raise h11.RemoteProtocolError("too many chunks", error_status_hint=413)
        return event

    def _pass_over_empty_line(self) -> bool:
        """Take off one empty line before a request (RFC 9112, 2.2); whether half of one is all that came."""
        unread = self.trailing_data[0]
        if unread.startswith(b"\r\n"):
            self._receive_buffer.maybe_extract_at_most(2)  # h11 would refuse it, and offers no other way
        self._at_start = unread in (b"", b"\r")
        return unread == b"\r"


class _Patience:
    """A timer, set and stopped any number of times, that gives up what it waits for."""

    def __init__(self, loop: asyncio.AbstractEventLoop, give_up: Callable[[], None]) -> None:
        self._loop = loop
        self._give_up = give_up
        self._timer: asyncio.TimerHandle | None = None

    @property
    def waits(self) -> bool:
        """Whether it is set."""
        return self._timer is not None

    def start(self, seconds: float) -> None:
        """Set it, unless it is set already."""
        if self._timer is None:
            self._timer = self._loop.call_later(seconds, self._give_up)

    def stop(self) -> None:
        """Wait no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class Connection(H11Protocol):
    """uvicorn's connection over h11, given up when a request or the fetching of an answer takes too long."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.conn = _Requests()
        self._arrival = _Patience(self.loop, self._close)
        self._fetching = _Patience(self.loop, lambda: self.transport.abort())
        self._fetching_seconds = PATIENCE_SECONDS
        self._sends_no_more = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request."""
        super().connection_made(transport)
        self._arrival.start(PATIENCE_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._arrival.stop()
        self._fetching.stop()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Read what came, and wait for the rest of the request or for the next."""
        super().handle_events()
        if self.conn.their_state in (h11.IDLE, h11.SEND_BODY):
            self._arrival.start(PATIENCE_SECONDS)
        else:
            self._arrival.stop()

    def eof_received(self) -> bool:  # type: ignore[override]
        """Keep the connection while a request is answered, though its client has no more to send."""
        self._sends_no_more = True
        if not self._answers():
            self._close()
        return not self.transport.is_closing()

    def on_response_complete(self) -> None:
        """Read the next request, where there is one."""
        super().on_response_complete()
        if self.transport.is_closing() or (self._sends_no_more and not self._answers()):
            self._close()

    def timeout_keep_alive_handler(self) -> None:
        """Close when no other request comes."""
        if not self.transport.is_closing():
            super().timeout_keep_alive_handler()
            self._close()

    def pause_writing(self) -> None:
        """Wait for the client to fetch what was answered."""
        super().pause_writing()
        self._fetching.start(self._fetching_seconds)

    def resume_writing(self) -> None:
        """Go on: the client has fetched it."""
        super().resume_writing()
        if not self.transport.is_closing():
            self._fetching.stop()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's words name no cure
        """Answer what the application never gets to see, with a problem body like every other error."""
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            self._close()  # an answer has begun, and no second one can follow it
            return
        error = cast("h11.RemoteProtocolError", sys.exception())  # uvicorn calls this where it has caught it
        kind, detail = what_is_wrong(error, self.conn.trailing_data[0])
        body = json.dumps(problem_body(kind, detail, path="")).encode()
        headers = {**SAFE_HEADERS, "content-type": MEDIA_TYPE, "content-length": str(len(body))}
        response = h11.Response(
            status_code=kind.status, headers=[*headers.items(), ("connection", "close")], reason=kind.title
        )
        for event in (response, h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        if self.cycle is not None:
            self.cycle.disconnected = True  # the application may be at the body, and about to answer as well
        self._close()

    def shutdown(self) -> None:
        """Answer what arrived before the service stops; what has not arrived is not waited for."""
        super().shutdown()
        self._fetching_seconds = STOPPING_PATIENCE_SECONDS
        if self._fetching.waits:
            self._fetching.stop()
            self._fetching.start(self._fetching_seconds)
        if self._arrival.waits or self.transport.is_closing():
            self._close()

    def _answers(self) -> bool:
        """Whether a request has arrived whole, and its answer is not complete."""
        arrived = self.conn.their_state not in (h11.IDLE, h11.SEND_BODY, h11.ERROR)
        return arrived and self.conn.our_state in (h11.SEND_RESPONSE, h11.SEND_BODY)

    def _close(self) -> None:
        """Close as soon as what was answered is fetched; without that, when patience ends."""
        self.transport.close()
        self._fetching.start(self._fetching_seconds)
