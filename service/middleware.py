"""Middleware for all requests: a size limit, an id, headers, and a line in the log."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import re
import time
import uuid
from typing import TYPE_CHECKING
from urllib.parse import unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request

from index import MOST_CHARACTERS
from service.errors import cut, internal_error, path_of, stopping

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES_A_CHARACTER = 12
"""Most bytes of a character in JSON: of an emoji in two escapes, `\\ud83d\\ude00`, as Python writes it."""
MAX_BODY_BYTES = MOST_BYTES_A_CHARACTER * MOST_CHARACTERS + 64 * 1024
"""The longest question, however it is written, and 64 KB for its filters. It is little enough to keep for
each request that waits."""

SAFE_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cache-control": "no-store",
}
"""Headers of answers to programs; the page has its own, see `service.routes.page`."""

_ORIGIN = re.compile(rb"https?://[^/]+", re.IGNORECASE)
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

access = logging.getLogger("cari.access")
log = logging.getLogger("cari.service")


class BodyLimit:
    """Refuses a body above `MAX_BODY_BYTES` with 413, by its announced length or by the bytes received.

    One that is compressed gets 415.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and count the bytes of its body."""
        # No GET reads a body; files look into it for a disconnect, when their answer has begun.
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        announced, coding = headers.get("content-length", ""), headers.get("content-encoding", "")
        read = 0

        async def limited() -> Message:
            nonlocal read
            if coding.strip().lower() not in ("", "identity"):
                raise HTTPException(
                    415,
                    f"The body has `Content-Encoding: {cut(coding)}`; send it as it is, without this header.",
                    {"Accept-Encoding": "identity"},
                )
            if announced.isdecimal():
                _check(int(announced))
            message = await receive()
            read += len(message.get("body", b""))
            _check(read)
            return message

        await self.app(scope, limited, send)


def _check(size: int) -> None:
    if size > MAX_BODY_BYTES:
        raise HTTPException(
            413, f"The body is larger than {MAX_BODY_BYTES} bytes; ask one question at a time."
        )


class OriginForm:
    """Accepts an absolute URL in the request line, as clients of a proxy send it (RFC 9112)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its path, without scheme and host."""
        if scope["type"] == "http" and (found := _ORIGIN.match(scope.get("raw_path") or b"")):
            raw = scope["raw_path"][found.end() :] or b"/"
            scope = {**scope, "raw_path": raw, "path": unquote(raw.decode("ascii"))}
        await self.app(scope, receive, send)


class HeadAsGet:
    """Answers HEAD as GET (RFC 9110); uvicorn leaves out the body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; a HEAD becomes a GET."""
        if scope["type"] == "http" and scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}
        await self.app(scope, receive, send)


class RequestLog:
    """Gives each request an id, each response its headers, and the log one line.

    An unexpected error ends here, as a 500. What the end of a shutdown's grace cancels is answered with 503.
    The line has no query string, because questions are private.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and measure its time."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        request = Request(scope)
        request_id = id_of(scope)
        status = 0

        async def with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["x-request-id"] = request_id
                for name, value in SAFE_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self.app(scope, receive, with_headers)
        except asyncio.CancelledError:
            if not status:
                await stopping(request)(scope, receive, with_headers)
            raise
        except Exception:
            log.exception("unforeseen error request_id=%s", request_id)
            if status:
                raise
            await internal_error(request)(scope, receive, with_headers)
        finally:
            took_ms = (time.perf_counter() - started) * 1000
            host = request.client.host if request.client else ""
            write_line(request_id, status, host, request.method, path_of(request), took_ms)


def id_of(scope: Scope) -> str:
    """Return the id of a request: the caller's if it is safe for headers and the log, else a new one."""
    given = Headers(scope=scope).get("x-request-id", "")
    new = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
    # Kept, since the connection answers where a body cannot be read.
    request_id: str = scope.setdefault("state", {}).setdefault("request_id", new)
    return request_id


def write_line(
    request_id: str, status: int, host: str, method: str = "-", path: str = "-", took_ms: float = 0.0
) -> None:
    """Write the line of a request to the log; one that cannot be read has neither method nor path."""
    access.info(
        "method=%s path=%s status=%d took_ms=%.1f client=%s request_id=%s",
        cut(method),
        path,
        status,
        took_ms,
        _client(host),
        request_id,
    )


def _client(given: str) -> str:
    """Return the address of the client; `-` for any other text, which X-Forwarded-For may have.

    Its zone (`%eth0`) is left out, since it may be any text, too.
    """
    try:
        return str(ipaddress.ip_address(given.partition("%")[0]))
    except ValueError:
        return "-"
