"""The article files in a folder, and what else lies there."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from index.records import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

RECORDS = (".jsonl", ".ndjson")
SUFFIXES = (".txt", ".md", ".html", ".htm", *RECORDS, ".csv")
"""Kinds of files that hold articles."""
JUDGED = "queries.jsonl"
"""Judged questions lie beside articles under this name (the BEIR layout); they are never articles."""
NOT_ARTICLES = ("readme", "license", "licence", "changelog", "contributing")
"""Stems of files that speak about a folder; read only when named one by one."""
SAVED_PAGE = (".html", ".htm")
SAVED_PARTS = "_files"
"""A browser saves the frames and pictures of `X.html` in the folder `X_files` beside it."""
INDEX_FOLDERS = ("generations", "staging", "quarantine")
INDEX_FILES = ("current", "gone-back-from", "build.lock", "switch.lock")
"""What Cari itself writes into a data directory, which may lie among the articles, or be their folder."""


@dataclass(frozen=True, slots=True)
class Aside:
    """What is met besides article files."""

    problems: list[Problem] = field(default_factory=list)
    others: set[Path] = field(default_factory=set)
    """Files of other kinds; a pattern may meet one twice."""


def walk(folder: Path, aside: Aside) -> Iterator[Path]:
    """The article files in a folder and all below it, each folder's own in order of their names."""
    seen: set[str] = set()
    unread = partial(unread_folder, aside.problems)
    for directory, subfolders, names in os.walk(folder, onerror=unread, followlinks=True):
        real = os.path.realpath(directory)
        if real in seen:
            subfolders.clear()
            continue
        seen.add(real)
        here = Path(directory)
        subfolders[:] = sorted(
            name for name in subfolders if not name.startswith(".") and not is_no_source(here / name)
        )
        for name in sorted(names):
            path = here / name
            if not _is_of_index(path) and is_article_file(path, aside):
                yield path


def unread_folder(problems: list[Problem], error: OSError) -> None:
    """Tell of a folder that cannot be read."""
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return  # no folder is there (any more)
    reason = f"this folder cannot be read ({reason_of(error)}); check its rights and its disk"
    problems.append(lost(error.filename, reason))


def is_no_source(path: Path) -> bool:
    """True for a folder or file that came with a saved page or an index of Cari, never with articles."""
    return _holds_parts(path) or _is_of_index(path)


def _is_of_index(path: Path) -> bool:
    """True for what Cari has written into its data directory."""
    if path.name not in (*INDEX_FOLDERS, *INDEX_FILES):
        return False
    beside = [path.with_name(name) for name in (INDEX_FOLDERS[0], *INDEX_FILES)]
    is_there = [os.path.exists(one) for one in beside]  # noqa: PTH110 - Path.exists raises in a folder without rights
    return is_there[0] and any(is_there[1:])


def _holds_parts(folder: Path) -> bool:
    """True for the folder of a page that a browser saved: its frames are no articles."""
    page = folder.name.removesuffix(SAVED_PARTS)
    return page != folder.name and any(
        os.path.isfile(folder.with_name(page + suffix))  # noqa: PTH113 - Path.is_file raises in a folder without rights
        for suffix in SAVED_PAGE
    )


def is_article_file(path: Path, aside: Aside) -> bool:
    """Whether the name and the kind are those of a file with articles; one that cannot be told is a problem.

    So is a link without a suffix that leads nowhere: it may have been a folder of articles.
    """
    name, suffix = path.name.lower(), path.suffix.lower()
    if name.startswith(".") or name == JUDGED or name.partition(".")[0] in NOT_ARTICLES:
        return False
    is_link = os.path.islink(path)  # noqa: PTH114 - Path.is_symlink raises in a folder without rights
    if suffix not in SUFFIXES and (suffix or not is_link):
        aside.others.add(path.absolute())
        return False
    try:
        if not stat.S_ISREG(path.stat().st_mode) or suffix not in SUFFIXES:
            return False
        if may_be_read(path):
            return True
        aside.problems.append(forbidden(path))
    except FileNotFoundError:
        if is_link:  # any other file was deleted this very moment
            aside.problems.append(
                lost(path, "this link leads to nothing; bring its target back, or delete it")
            )
    except OSError as error:
        reason = f"it cannot be opened ({reason_of(error)}); check its rights and its disk"
        aside.problems.append(lost(path, reason))
    return False


def may_be_read(path: Path) -> bool:
    """Whether the rights of a file let it be read."""
    return os.access(path, os.R_OK)


def forbidden(path: Path) -> Problem:
    """The problem of a file that may not be read."""
    return lost(path, f"it cannot be opened ({os.strerror(errno.EACCES)}); check its rights and its disk")


def lost(path: str | Path, reason: str) -> Problem:
    """The problem of a file or folder whose articles do not come."""
    # Absolute, so that it means the same from another directory, where a later build runs.
    return Problem(os.path.abspath(path), None, reason)  # noqa: PTH100 - it takes text, and follows no link


def reason_of(error: Exception) -> str:
    """What the system says of an error, without its number and path."""
    return getattr(error, "strerror", None) or str(error)
