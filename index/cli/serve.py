"""`cari serve`."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from index.cli.options import DEFAULT_DATA, Data


def serve(
    host: Annotated[
        str | None, typer.Option(help="Address to listen on; by default CARI_HOST, else 127.0.0.1.")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="TCP port, 0 for a free one; by default CARI_PORT, else 8000."),
    ] = None,
    data: Data = DEFAULT_DATA,
) -> None:
    """Serve the index over HTTP until Ctrl-C, switching to each new generation."""
    # The one place where `index` knows `service`: the console script starts both.
    from service.server import serve as run
    from service.settings import Settings

    settings = Settings.from_environment()
    run(
        replace(
            settings,
            data=data,
            host=settings.host if host is None else host,
            port=settings.port if port is None else port,
        )
    )


COMMANDS = ((serve, ("cari serve", "cari serve --host 0.0.0.0 --port 8080 --data /srv/cari")),)
