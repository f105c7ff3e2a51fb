"""One process that serves: what `cari serve` and `python -m service` run."""

from __future__ import annotations

import logging
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
"""How long a shutdown waits for running requests: far longer than any question takes."""
BACKLOG = 2048
"""Connections that may wait to be accepted while the event loop is busy; uvicorn's own figure."""


class ListenError(CariError):
    """The address cannot be listened on."""


class _Server(uvicorn.Server):
    """uvicorn that says, once it accepts connections, where."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for listening in sockets or ():
            host, port = listening.getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            with suppress(OSError):  # a full disk or a reader that has gone is no reason not to serve
                print(
                    f"Cari answers at http://{shown}:{port}/v1/search?q=… (Ctrl-C stops it)",
                    file=sys.stderr,
                    flush=True,
                )


def serve(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM, then finish the requests that run, at most `GRACE_SECONDS`.

    Raises:
        ListenError: the address is taken, not allowed or not of this machine.
    """
    listening = _listen(settings)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # uvicorn warns of what clients send, but not who; faiss tells which faster builds of itself it misses.
    logging.getLogger("uvicorn").setLevel(logging.ERROR)
    logging.getLogger("faiss").setLevel(logging.WARNING)
    with listening, suppress(KeyboardInterrupt):
        server_of(create_app(settings)).run(sockets=[listening])


def server_of(app: FastAPI) -> uvicorn.Server:
    """A uvicorn server for the application, not yet started."""
    config = uvicorn.Config(
        app,
        http=Connection,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    return _Server(config)


def _listen(settings: Settings) -> socket.socket:
    try:
        found = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        family, address = found[0][0], found[0][4]
        listening = socket.create_server(address, family=family, backlog=BACKLOG)
    except (OSError, UnicodeError) as error:  # no name of a host: `a..b`
        reason = getattr(error, "strerror", None) or error
        raise ListenError(
            f"Cannot listen on {settings.host} port {settings.port}: {reason}. "
            "Stop what uses it, or set CARI_HOST or CARI_PORT to another."
        ) from error
    # Inherited by each connection. asyncio sets it on sockets it made itself, not on these; without it every
    # answer on a kept connection waits 40 ms for the client to acknowledge its first half.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening
