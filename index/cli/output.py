"""What every command prints with: JSON and text on stdout, progress and errors on stderr."""

from __future__ import annotations

import errno
import json
import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from index.errors import CariError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console
    from rich.progress import Progress

WIDEST = 110
"""Columns; longer lines of running text are hard to read."""


def screen(*, stderr: bool = False) -> Console:
    """Where text for people goes: in colour on a terminal, plain into a pipe or with NO_COLOR."""
    from rich.console import Console

    console = Console(stderr=stderr, highlight=False, markup=False, emoji=False, soft_wrap=False)
    console.width = min(console.width, WIDEST)
    return console


def print_wrapped(console: Console, text: str, style: str = "", *, indent: int = 0) -> None:
    """Text from outside, wrapped between words, each line that far from the edge."""
    from rich.text import Text

    for line in Text(printable(text), style).wrap(console, console.width - indent):
        line.rstrip()  # wrapping leaves the space that it breaks at
        console.print(" " * indent, line, sep="")


def print_json(value: object) -> None:
    """One JSON document on stdout, in UTF-8 whatever the terminal's encoding."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    # Half a surrogate pair, in a file name say, becomes its JSON escape.
    typer.echo(text.encode("utf-8", "backslashreplace"))


def printable(text: str) -> str:
    """Text from outside without control characters: an article must not command the terminal."""
    return "".join(
        " " if character == "\t" else character
        for character in text
        if character in "\n\t" or unicodedata.category(character) != "Cc"
    )


def complain(message: str) -> None:
    """One sentence on stderr."""
    typer.echo(f"cari: {printable(message)}", err=True)


@contextmanager
def failing_in_one_sentence() -> Iterator[None]:
    """Turn an error of the library, or of the file system, into one sentence and exit code 1."""
    try:
        yield
    except CariError as error:
        complain(str(error))
        raise typer.Exit(1) from error
    except OSError as error:
        if error.errno == errno.EPIPE:  # the reader of our output has gone; typer ends quietly
            raise
        place = f": {error.filename}" if error.filename else ""
        complain(f"{error.strerror or error}{place}")
        raise typer.Exit(1) from error


def progress() -> Progress:
    """A bar with rate and time left, on stderr; silent when that is not a terminal.

    Each task has a field `rate`, the text that stands for it: `80 passages/s`.
    """
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    console = screen(stderr=True)
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rate]}", style="cyan"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
