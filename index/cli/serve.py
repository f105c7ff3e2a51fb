"""`cari serve`."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from index.cli.options import DEFAULT_DATA, Data, not_empty


def serve(
    host: Annotated[
        str | None,
        typer.Option(
            callback=not_empty,
            help="Address to listen on; by default CARI_HOST, else 127.0.0.1.",
        ),
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

    # An option takes the place of its variable before that is read: Kubernetes sets CARI_PORT to a URL.
    options = {"CARI_DATA": data, "CARI_HOST": host, "CARI_PORT": port}
    given = {name: str(value) for name, value in options.items() if value is not None}
    run(Settings.from_environment({**os.environ, **given}))


COMMANDS = ((serve, ("cari serve", "cari serve --host 0.0.0.0 --port 8080 --data /srv/cari")),)
