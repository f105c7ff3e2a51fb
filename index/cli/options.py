"""Options that several commands take."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

DEFAULT_DATA = Path("data")


def _directory(name: str) -> Path:
    if not name:  # of an unset variable; Path("") is the current directory
        raise typer.BadParameter("the name is empty; give a directory, or leave the option out")
    path = Path(name)
    if path.is_file():
        raise typer.BadParameter(f"{name!r} is a file; give a directory")
    return path


Data = Annotated[
    Path,
    typer.Option(
        envvar="CARI_DATA",
        parser=_directory,
        metavar="DIRECTORY",
        help="Directory of the index.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


_CURE = re.compile(r"`cari (build|rebuild|rollback|verify)\b(?![^`]*--data)([^`]*)`")
"""A command that repairs an index; `--data` goes before its arguments, the last of which the user may add.

A pattern, because most messages of the library name commands within a sentence, often several, and only the
command line knows how it was started and with which data directory.
"""


def day(text: str) -> date:
    """Return a day given on the command line.

    Raises:
        typer.BadParameter: it is not YYYY-MM-DD, or not a day of the calendar.
    """
    try:
        # The pattern is needed, since fromisoformat also accepts 20240419 and 2024-W16-5.
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise typer.BadParameter(f"{text!r} is not a day; write YYYY-MM-DD, say 2024-04-19")


def as_typed(message: str, data: Path) -> str:
    """Return a message of the library with its commands as the user must type them: see `typed`."""
    return _CURE.sub(lambda found: f"`{typed(found[1], data)}{found[2]}`", message)


def typed(command: str, data: Path) -> str:
    """Return a command as the user must type it: with the program's path and `--data`, if needed."""
    called = sys.argv[0]
    by_path = Path(called).name == "cari" and shutil.which("cari") != called
    usual = Path(os.environ.get("CARI_DATA") or DEFAULT_DATA)
    program = shlex.quote(called) if by_path else "cari"
    return f"{program} {command}" + ("" if data == usual else f" --data {shlex.quote(str(data))}")
