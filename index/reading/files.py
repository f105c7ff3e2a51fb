"""Which files the given paths mean."""

from __future__ import annotations

import fnmatch
import glob
import os
import stat
from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from index.errors import ReadError
from index.reading.folders import (
    JUDGED,
    SUFFIXES,
    Aside,
    forbidden,
    is_article_file,
    is_no_source,
    lost,
    may_be_read,
    reason_of,
    unread_folder,
    walk,
)
from index.records import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_DEPTH = 64
"""Folders that a name may be lengthened by; deeper trees do not occur."""
NO_SUFFIX = "no suffix"
"""Stands for the suffix of a file that has none."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that holds articles."""

    path: Path
    name: str
    """Path under the argument that it was found through, with forward slashes; the file's own name for a
    file given as such. Ids and origins are made of it, so moving a whole folder changes no id."""
    given: str = ""
    """That argument."""

    @property
    def size(self) -> int:
        """Bytes; 0 where the system does not tell."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0


class FoundFiles(NamedTuple):
    """What paths mean."""

    files: list[SourceFile]
    problems: list[Problem]
    passed_over: dict[str, int]
    """Files of other kinds in folders, by suffix, most first."""


def find_files(paths: Sequence[str]) -> FoundFiles:
    """The article files that files, folders (with all below them) and patterns (`news/**/*.txt`) mean.

    Hidden files, those that speak about a folder, the parts of a saved page, an index of Cari and links back
    up the tree are passed over in folders, and so are files of other kinds, which are counted; a subfolder or
    a file that may not be read and a link that leads nowhere are problems, with their absolute paths. Each
    file comes once, in the order of the arguments, sorted within each.
    """
    found: dict[str, SourceFile] = {}
    aside = Aside()
    problems = aside.problems
    for given in paths:
        before = len(problems)
        files = _expand(given, aside)
        if not files and len(problems) == before:
            problems.append(lost(meant(given), _nothing_in(given)))
        for file in files:
            found.setdefault(os.path.realpath(file.path), replace(file, given=given))
    others = Counter(path.suffix.lower() or NO_SUFFIX for path in sorted(aside.others))
    return FoundFiles(
        _distinct(list(found.values())), list(dict.fromkeys(problems)), dict(others.most_common())
    )


def root_of(given: str) -> Path:
    """The folder, absolute, under which the files of a folder or pattern have their names."""
    path = meant(given)
    is_folder = os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises in a folder without rights
    root = path if is_folder or not glob.has_magic(given) else _parted(path)[0]
    return Path(os.path.abspath(root))  # noqa: PTH100 - as the problems of `find_files` have it


def meant(given: str | Path) -> Path:
    """The path with the folder of a user in place of `~` or `~name`; what names no user is a plain name."""
    return Path(os.path.expanduser(given))  # noqa: PTH111 - Path.expanduser raises for what names no user


def absolute(path: str | Path) -> str:
    """One spelling of a path from any directory: without `..`, but where that leads elsewhere by a link."""
    whole = str(meant(path).absolute())
    plain = os.path.abspath(whole)  # noqa: PTH100 - Path.resolve follows links
    if plain == whole or os.path.realpath(plain) == os.path.realpath(whole):
        return plain
    return whole


def check_utf8(*paths: str) -> None:
    """Refuse a path that no manifest can hold.

    Raises:
        ReadError: there is one.
    """
    for path in paths:
        try:
            path.encode()
        except UnicodeEncodeError as error:
            told = os.fsencode(path).decode(errors="backslashreplace")
            raise ReadError(
                f"{told}: this path is not UTF-8, and an index keeps its paths as text: rename what "
                "has those bytes in its name."
            ) from error


def _expand(given: str, aside: Aside) -> list[SourceFile]:
    path = meant(given)
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return _matches(str(path), aside) if glob.has_magic(given) else []
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        aside.problems.append(lost(path, f"it cannot be opened ({reason_of(error)}); check its rights"))
        return []
    if is_folder:
        return [SourceFile(item, item.relative_to(path).as_posix()) for item in walk(path, aside)]
    outcome = _explicit(path)
    if isinstance(outcome, Problem):
        aside.problems.append(outcome)
        return []
    return [outcome]


def _nothing_in(given: str) -> str:
    if meant(given).is_dir():
        return f"no article files in this folder; it takes {', '.join(SUFFIXES)}"
    if glob.has_magic(given):
        return "no article file matches this pattern; check the path"
    return "no such file or folder; check the path"


def _explicit(path: Path) -> SourceFile | Problem:
    if path.name.lower() == JUDGED:
        return lost(path, f"{JUDGED} holds judged questions, never articles; rename it if it does not")
    if path.suffix.lower() not in SUFFIXES:
        return lost(path, not_read(path))
    return SourceFile(path, path.name) if may_be_read(path) else forbidden(path)


def not_read(path: Path) -> str:
    """Why a file of another kind is not read, and what to do."""
    return f"{path.suffix or NO_SUFFIX} is not read; convert it to {', '.join(SUFFIXES)}"


def _matches(pattern: str, aside: Aside) -> list[SourceFile]:
    root, parts = _parted(Path(pattern))
    _look_through(root, parts, aside.problems)
    files: list[Path] = []
    for match in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207 - Path.glob takes no absolute pattern
        path = Path(match)
        below = path.relative_to(root)
        if any(part.name and is_no_source(root / part) for part in (below, *below.parents)):
            continue
        is_folder = os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises in a folder without rights
        files += walk(path, aside) if is_folder else [path] * is_article_file(path, aside)
    return [SourceFile(path, path.relative_to(root).as_posix()) for path in files]


def _parted(pattern: Path) -> tuple[Path, Sequence[str]]:
    """The folder that a pattern begins in, and its parts from the first that is no plain name."""
    parts = pattern.parts
    fixed = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    return Path(*parts[:fixed]), parts[fixed:]


def _look_through(root: Path, parts: Sequence[str], problems: list[Problem]) -> None:
    """Tell of the folders on the way of a pattern that cannot be read: glob passes over them in silence."""
    for directory, subfolders, _ in os.walk(root, onerror=partial(unread_folder, problems)):
        depth = len(Path(directory).relative_to(root).parts)
        if "**" in parts[: depth + 1]:
            subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        else:
            following = parts[depth] if depth < len(parts) - 1 else ""
            subfolders[:] = fnmatch.filter(subfolders, following)


def _distinct(files: list[SourceFile]) -> list[SourceFile]:
    """Names made unique by the folders above: `a/1.txt b/1.txt` would otherwise share one id."""
    for _ in range(MAX_DEPTH):
        count: dict[str, int] = {}
        for file in files:
            count[file.name] = count.get(file.name, 0) + 1
        if len(count) == len(files):
            break
        files = [_longer(file) if count[file.name] > 1 else file for file in files]
    return files


def _longer(file: SourceFile) -> SourceFile:
    parts = file.path.absolute().parts
    return replace(file, name="/".join(parts[-min(len(Path(file.name).parts) + 1, len(parts) - 1) :]))
