"""The parts of the running application that routes use."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.generations import Generations
    from service.workers import Workers


@dataclass(frozen=True, slots=True)
class Service:
    """The parts of one serving process."""

    generations: Generations
    workers: Workers
    version: str
    started: float = field(default_factory=time.monotonic)


def version() -> str:
    """Return the version of the installed distribution; `0` in a checkout that was never installed."""
    try:
        return installed_version("cari")
    except PackageNotFoundError:
        return "0"


async def _service(request: Request) -> Service:
    # async, since FastAPI would call another function in a thread, which takes as long as all its checks.
    service: Service = request.app.state.service
    return service


async def _has_left(request: Request) -> Callable[[float], bool]:
    # Only our own connections have it.
    has_left: Callable[[float], bool] = getattr(request.state, "has_left", lambda _waited: False)
    return has_left


Running = Annotated[Service, Depends(_service)]
HasLeft = Annotated["Callable[[float], bool]", Depends(_has_left)]
"""Whether the client of a request has left, see `Connection.has_left`."""
