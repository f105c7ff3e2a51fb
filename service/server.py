"""The serving process: what `cari serve` and `python -m service` run."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn

from index import CariError
from service.app import create_app
from service.connections import Connection

if TYPE_CHECKING:
    from fastapi import FastAPI

    from service.settings import Settings

GRACE_SECONDS = 10
"""Most seconds that a shutdown waits for requests; those that are not answered then get 503. A question gets
its turn within five, and one of the greatest length takes two seconds of a core, so there are any on a busy
machine only."""
BACKLOG = 2048
"""Most connections that wait to be accepted while the event loop is busy; uvicorn's own value."""
_PORT = "choose another port with `--port` or CARI_PORT"
_HOST = "Give an address of this machine with `--host` or CARI_HOST, say 127.0.0.1, ::1 or 0.0.0.0."
_CURES = {
    errno.EADDRINUSE: f"Stop the program that uses it, or {_PORT}.",
    errno.EACCES: f"Ports below 1024 need a right that this user lacks: {_PORT}.",
}
"""What to do if the address cannot be listened on; for all other reasons, `_HOST`."""


class ListenError(CariError):
    """The service cannot listen on this address."""


class _Server(uvicorn.Server):
    """uvicorn that prints its address when it accepts connections."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for listening in sockets or ():
            host, port = listening.getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            with suppress(OSError):  # a full disk or a closed pipe must not stop the service
                print(
                    f"Cari answers at http://{shown}:{port} (Ctrl-C stops it)",
                    file=sys.stderr,
                    flush=True,
                )


def serve(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM, then finish running requests for at most `GRACE_SECONDS`.

    Raises:
        ListenError: the address is in use, not allowed or not on this machine.
    """
    listening = _listen(settings)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # uvicorn warns about requests without naming the client; faiss lists faster builds that are missing.
    logging.getLogger("uvicorn").setLevel(logging.ERROR)
    logging.getLogger("faiss").setLevel(logging.WARNING)
    with listening, suppress(KeyboardInterrupt):
        server_of(create_app(settings)).run(sockets=[listening])


def server_of(app: FastAPI) -> uvicorn.Server:
    """Return a uvicorn server for the application, not started."""
    logging.getLogger("uvicorn.error").addFilter(_is_no_cancellation)
    config = uvicorn.Config(
        app,
        http=Connection,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        workers=1,  # else uvicorn reads WEB_CONCURRENCY, and fails if that is no number
    )
    return _Server(config)


def _is_no_cancellation(record: logging.LogRecord) -> bool:
    """Whether uvicorn reports anything but a cancelled request, which has its own line with 503."""
    return not (record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError))


def _listen(settings: Settings) -> socket.socket:
    try:
        found = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        family, address = found[0][0], found[0][4]
        listening = socket.create_server(address, family=family, backlog=BACKLOG)
    except (OSError, UnicodeError) as error:  # UnicodeError: not a host name, like `a..b`
        reason, cure = _why_not(error)
        raise ListenError(
            f"Cannot listen on {settings.host} port {settings.port}: {reason}. {cure}"
        ) from error
    # Connections inherit it. asyncio sets it on its own sockets only; without it each answer on a kept
    # connection waits 40 ms for the client to acknowledge its first half.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _why_not(error: OSError | UnicodeError) -> tuple[str, str]:
    """Return why an address cannot be listened on, and a sentence with the cure."""
    if isinstance(error, UnicodeError):
        return "this is not a host name", _HOST
    if isinstance(error, socket.gaierror) or error.errno is None:
        return error.strerror or str(error), _HOST
    # Not `strerror`, to which Python adds the address as a tuple.
    return os.strerror(error.errno), _CURES.get(error.errno, _HOST)
