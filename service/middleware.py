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
from service.errors import internal_error, path_of, stopping

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
    """Refuses a body above `MAX_BODY_BYTES` with 413, by its announced length or by the bytes received."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and count the bytes of its body."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "")
        read = 0

        async def limited() -> Message:
            nonlocal read
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
        request_id = _request_id(request)
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
            _write_line(request, request_id, status, (time.perf_counter() - started) * 1000)


def _request_id(request: Request) -> str:
    """Return the caller's id if it is safe for headers and the log, else a new one."""
    given = request.headers.get("x-request-id", "")
    return given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex


def _write_line(request: Request, request_id: str, status: int, took_ms: float) -> None:
    access.info(
        "method=%s path=%s status=%d took_ms=%.1f client=%s request_id=%s",
        request.method,
        path_of(request),
        status,
        took_ms,
        _client(request),
        request_id,
    )


def _client(request: Request) -> str:
    """Return the address of the client; `-` for any other text, which X-Forwarded-For may have.

    Its zone (`%eth0`) is left out, since it may be any text, too.
    """
    given = request.client.host if request.client else ""
    try:
        return str(ipaddress.ip_address(given.partition("%")[0]))
    except ValueError:
        return "-"
