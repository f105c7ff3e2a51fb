"""The HTTP application."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, cast

import anyio.to_thread

from service import errors
from service.contract import Application
from service.dependencies import Service, version
from service.generations import Generations
from service.middleware import BodyLimit, HeadAsGet, OriginForm, RequestLog
from service.routes import articles, health, page, search, status
from service.settings import Settings
from service.workers import Workers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from fastapi import FastAPI

DESCRIPTION = "Search news in Indonesian and English. A question in either language finds articles in both."


def create_app(settings: Settings | None = None, *, generations: Generations | None = None) -> FastAPI:
    """Return the application; it opens the index at startup and closes it at shutdown.

    Args:
        settings: the settings; read from the environment if None.
        generations: the generations to serve; those of the data directory in `settings` if None.

    Raises:
        SettingsError: an environment variable has an invalid value.
    """
    settings = settings or Settings.from_environment()
    generations = generations or Generations(settings.data, poll_seconds=settings.poll_seconds)
    app = Application(
        title="Cari",
        description=DESCRIPTION,
        version=version(),
        lifespan=_lifespan,
        # `Routes` has both spellings of a path.
        redirect_slashes=False,
        # FastAPI's pages load their scripts from elsewhere, and Cari works offline.
        docs_url=None,
        redoc_url=None,
    )
    app.state.service = Service(generations, Workers(settings.threads, settings.queue), app.version)
    errors.install(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(HeadAsGet)
    app.add_middleware(RequestLog)
    app.add_middleware(OriginForm)  # added last: outermost
    for routes in (search, articles, status, health, page):
        app.include_router(routes.router)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    generations = cast("Service", app.state.service).generations
    await anyio.to_thread.run_sync(generations.start)
    try:
        yield
    finally:
        await anyio.to_thread.run_sync(generations.stop)
