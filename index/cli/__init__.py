"""The `cari` command: it parses arguments and prints tables or JSON; the library does all work."""

from __future__ import annotations

import re
import sys
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import typer

from index.cli import build, evaluate, maintenance, search, serve
from index.cli.output import failing_in_one_sentence


class _Command(typer.core.TyperCommand):
    """A command that turns a `CariError` of the library into one sentence on stderr and an exit code.

    It also explains how to write a question or a value that begins with a hyphen, like an option.
    """

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]
        data = ctx.params.get("data")
        with failing_in_one_sentence(None if data is None else Path(data)):
            return super().invoke(ctx)

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        options = args[: args.index("--")] if "--" in args else args
        # No command has an option with one hyphen. A number after an option is its value; typer checks it.
        other = next(
            (
                one
                for before, one in pairwise(["", *options])
                if re.match(r"-[^\W_]|-[\"“„«]", one)
                and not (before.startswith("--") and re.fullmatch(r"-\d+(\.\d+)?", one))
            ),
            None,
        )
        if other is not None:
            raise typer.BadParameter(
                f"{other!r} begins with a hyphen: write -- before such a question, = before such a value", ctx
            )
        return super().parse_args(ctx, args)


app = typer.Typer(
    name="cari",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Search news in Indonesian and English. A question in either language finds articles in both.",
    epilog="Examples:\n\n"
    "cari build seeds\n\n"
    'cari search "Kapan kereta cepat Whoosh diresmikan?"\n\n'
    "cari serve --port 8000\n\n"
    "Exit codes: 0 success, 1 failure (one sentence on stderr says why), 2 wrong usage.",
)
for command, examples in (
    *build.COMMANDS,
    *search.COMMANDS,
    *maintenance.COMMANDS,
    *evaluate.COMMANDS,
    *serve.COMMANDS,
):
    app.command(cls=_Command, epilog="\n\n".join(["Examples:", *examples]))(command)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            typer.echo(f"cari {version('cari')}")
        except PackageNotFoundError:
            typer.echo("cari (from a checkout that was never installed)")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop."),
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line in `sys.argv`; the entry point of the console script."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # None if the shell closed it
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    app(prog_name="cari")
