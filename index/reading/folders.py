"""The article files in a folder, and its other files."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from index.reading.kinds import SAVED_PAGE, SUFFIXES
from index.records import Lost, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

JUDGED = "queries.jsonl"
"""File of judged questions beside articles (the BEIR layout); it never holds articles."""
NOT_ARTICLES = ("readme", "license", "licence", "changelog", "contributing")
"""Stems of files about a folder; these are read only if they are given themselves."""
SAVED_PARTS = "_files"
"""Suffix of the folder in which a browser saves the frames and pictures of a page: `X_files` beside
`X.html`."""
INDEX_FOLDERS = ("generations", "staging", "quarantine")
INDEX_FILES = ("current", "gone-back-from", "build.lock", "switch.lock")
"""Names that Cari writes into a data directory, which may be among the articles, or be their folder."""


@dataclass(frozen=True, slots=True)
class Aside:
    """What a walk finds besides article files."""

    problems: list[Problem] = field(default_factory=list)
    others: set[Path] = field(default_factory=set)
    """Files of other kinds; a set, because a pattern may find one twice."""


def walk(folder: Path, aside: Aside) -> Iterator[Path]:
    """Yield the article files in a folder and all below it, in order of their names in each folder."""
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
    """Add the problem of a folder that cannot be read."""
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return  # the folder does not exist (any more)
    problems.append(lost(error.filename, unopened(error)))


def is_no_source(path: Path) -> bool:
    """Whether a path is part of a saved page or of an index of Cari, and never holds articles."""
    return _holds_parts(path) or _is_of_index(path)


def _is_of_index(path: Path) -> bool:
    """Whether Cari wrote a path into its data directory."""
    if path.name not in (*INDEX_FOLDERS, *INDEX_FILES):
        return False
    beside = [path.with_name(name) for name in (INDEX_FOLDERS[0], *INDEX_FILES)]
    is_there = [os.path.exists(one) for one in beside]  # noqa: PTH110 - Path.exists raises in a folder without rights
    return is_there[0] and any(is_there[1:])


def _holds_parts(folder: Path) -> bool:
    """Whether a folder holds the parts of a page that a browser saved: its frames are no articles."""
    page = folder.name.removesuffix(SAVED_PARTS)
    return page != folder.name and any(
        os.path.isfile(folder.with_name(page + suffix))  # noqa: PTH113 - Path.is_file raises in a folder without rights
        for suffix in SAVED_PAGE
    )


def is_article_file(path: Path, aside: Aside) -> bool:
    """Whether a path is a readable article file by name and kind; add a problem if that cannot be determined.

    A link to nothing without a suffix is a problem, too: it may have been a folder of articles.
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
        if is_link:  # any other file was deleted just now
            aside.problems.append(lost(path, "this link is broken; restore its target, or delete the link"))
    except OSError as error:
        aside.problems.append(lost(path, unopened(error)))
    return False


def may_be_read(path: Path) -> bool:
    """Whether the permissions of a file allow reading."""
    return os.access(path, os.R_OK)


def forbidden(path: Path) -> Lost:
    """Return the problem of a file without read permission."""
    return lost(path, unopened(PermissionError(errno.EACCES, os.strerror(errno.EACCES))))


def lost(path: str | Path, reason: str) -> Lost:
    """Return the problem of a file or folder whose articles are missing."""
    # Absolute, so that it means the same from another directory, where a later build runs.
    return Lost(os.path.abspath(path), None, reason)  # noqa: PTH100 - it takes text, and follows no link


def unopened(error: Exception) -> str:
    """Return the problem of a file or folder that cannot be opened, with the system's own message."""
    reason = getattr(error, "strerror", None) or str(error)  # without its number and path
    return f"it cannot be opened ({reason}); check its path, permissions and disk"
