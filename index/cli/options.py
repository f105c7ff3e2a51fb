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

from index.reading.files import meant

DEFAULT_DATA = Path("data")


def _directory(given: str | Path) -> Path:
    name = str(given)  # Typer parses the default, which is a path, too
    if not name.strip():  # of an unset variable; Path("") is the current directory
        raise typer.BadParameter("the name is empty; give a directory, or leave the option out")
    path = meant(name)  # bash leaves `--data=~/x` as it is, and files of variables know no `~`
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


_CURE = re.compile(r"`cari (build|rebuild|rollback|verify)\b([^`]*)`")
"""A command that repairs an index; `--data`, unless it has it, goes before its arguments, the last of which
the user may add.

A pattern, because most messages of the library name commands within a sentence, often several, and only the
command line knows how it was started and with which data directory.
"""


def not_empty(value: str | list[str] | None) -> str | list[str] | None:
    """Return a value or values given on the command line.

    Raises:
        typer.BadParameter: one is empty, mostly that of an unset variable. As a path it would be the current
            directory.
    """
    given = [value] if isinstance(value, str) else value or []
    if not all(one.strip() for one in given):
        raise typer.BadParameter("it is empty; give a value, or leave it out")
    return value


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

    def whole(found: re.Match[str]) -> str:
        command, rest = found.groups()
        begin = f"{_program()} {command}" if "--data" in rest else typed(command, data)
        return f"`{begin}{rest}`"

    return _CURE.sub(whole, message)


def typed(command: str, data: Path) -> str:
    """Return a command as the user must type it: with the program's path and `--data`, if needed."""
    usual = meant(os.environ.get("CARI_DATA") or str(DEFAULT_DATA))
    return f"{_program()} {command}" + ("" if data == usual else f" --data {shlex.quote(str(data))}")


def _program() -> str:
    called = sys.argv[0]
    by_path = Path(called).name == "cari" and shutil.which("cari") != called
    return shlex.quote(called) if by_path else "cari"
