"""The output of all commands: JSON and text on stdout, progress and errors on stderr."""

from __future__ import annotations

import errno
import json
import os
import re
import sqlite3
import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from index.cli.options import as_typed
from index.errors import MORE_FILES, CariError, QueryError
from index.search.note_wording import rounded_down

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rich.console import Console
    from rich.progress import Progress
    from rich.text import Text

WIDEST = 110
"""Most columns, since longer lines of text are hard to read."""

_ELSEWHERE = "or choose another place, for an index with `--data`"
_IN_THE_WAY = f"a file or a broken link is where a folder is needed: move it, {_ELSEWHERE}"
_CURES = {
    errno.ENOSPC: f"free some space there, {_ELSEWHERE}",
    errno.EDQUOT: f"free some of this user's space there, {_ELSEWHERE}",
    errno.EFBIG: f"let this process write larger files (`ulimit -f`), {_ELSEWHERE}",
    errno.EIO: f"free some space or quota there, look at the disk, {_ELSEWHERE}",
    errno.EMFILE: MORE_FILES,
    errno.EACCES: f"give this user the right to it, {_ELSEWHERE}",
    errno.EPERM: f"give this user the right to it, {_ELSEWHERE}",
    errno.EROFS: f"make it writable, {_ELSEWHERE}",
    errno.EEXIST: _IN_THE_WAY,
    errno.ENOTDIR: _IN_THE_WAY,
    errno.EXDEV: "keep the whole data directory on one file system, without links or mounts within it",
}
_FULL = {
    errno.ENOSPC: re.compile("No space left|database or disk is full|requested and .* written"),
    errno.EDQUOT: re.compile(re.escape(os.strerror(errno.EDQUOT))),
    errno.EFBIG: re.compile(re.escape(os.strerror(errno.EFBIG))),
    errno.EIO: re.compile("disk I/O error"),  # SQLite's message for a quota or a limit, too
}
"""The messages of the system, FAISS, SQLite and numpy when nothing more can be written."""


def screen(*, stderr: bool = False) -> Console:
    """Return the console for people: with colours on a terminal, plain in a pipe or with NO_COLOR."""
    from rich.console import Console

    console = Console(stderr=stderr, highlight=False, markup=False, emoji=False, soft_wrap=False)
    console.width = min(console.width, WIDEST)
    return console


def print_wrapped(console: Console, text: str, style: str = "", *, indent: int = 0) -> None:
    """Print text from outside, wrapped between words, each line indented."""
    from rich.text import Text

    print_lines(console, Text(printable(text), style), indent=indent)


def print_lines(console: Console, text: Text, *, indent: int = 0, blank: bool = True) -> None:
    """Print styled text likewise; its characters must be printable. `blank` keeps blank lines."""
    for line in text.wrap(console, console.width - indent):
        line.rstrip()  # wrapping keeps the space at the break
        if line or blank:
            console.print(" " * indent, line, sep="")


def print_json(value: object) -> None:
    """Print a JSON document on stdout, in UTF-8 whatever the terminal's encoding."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    # Half a surrogate pair, as in a file name, becomes its JSON escape.
    typer.echo(text.encode("utf-8", "backslashreplace"))


def printable(text: str) -> str:
    """Return text without control characters, since an article must not control the terminal."""
    return "".join(
        " " if character == "\t" else character
        for character in text
        if character in "\n\t" or unicodedata.category(character) != "Cc"
    )


def on_one_line(name: str) -> str:
    """Return a file's name likewise, on one line: what follows a break would pass for an output of ours."""
    return printable(name.replace("\n", "\\n"))


def counted(number: int, noun: str) -> str:
    """Return a number and what it counts: `1 hit`, `2,000 hits`."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def complain(message: str, data: Path | None = None) -> None:
    """Print a message on stderr; the commands in it get this data directory."""
    typer.echo(f"cari: {printable(as_typed(message, data) if data else message)}", err=True)


@contextmanager
def writing_to(place: Path) -> Iterator[None]:
    """Add the path to an error of a full disk or quota. Most lack it, and some are not an `OSError`."""
    try:
        yield
    except (OSError, RuntimeError, sqlite3.OperationalError) as error:
        reason = next((one for one, words in _FULL.items() if words.search(str(error))), None)
        if reason is None:
            raise
        raise OSError(reason, os.strerror(reason), str(place)) from error


@contextmanager
def failing_in_one_sentence(data: Path | None) -> Iterator[None]:
    """Turn an error of the library or of the file system into one sentence and exit code 1.

    The exit code is 2 (wrong usage) for an invalid question or filter.

    Args:
        data: the data directory of the command, if it has one.
    """
    try:
        yield
    except CariError as error:
        complain(str(error), data)
        raise typer.Exit(2 if isinstance(error, QueryError) else 1) from error
    except OSError as error:
        if error.errno == errno.EPIPE:  # a closed pipe: typer ends quietly
            raise
        reason, cure = error.strerror or error, _CURES.get(error.errno or 0, "check the path")
        complain(f"{error.filename or 'The output'} cannot be used ({reason}): {cure}.")
        raise typer.Exit(1) from error


def probability(value: float) -> str:
    """Return a probability with two decimals, rounded down as in notes."""
    return rounded_down(value, 2)


def progress() -> Progress:
    """Return a progress bar with rate and remaining time on stderr; silent if that is not a terminal.

    Each task has a field `rate` with its text, like `80 passages/s`.
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
