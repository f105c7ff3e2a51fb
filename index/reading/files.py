"""The article files under given paths."""

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
    Aside,
    forbidden,
    is_article_file,
    is_no_source,
    lost,
    may_be_read,
    unopened,
    unread_folder,
    walk,
)
from index.reading.kinds import SUFFIXES, not_read
from index.records import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_DEPTH = 64
"""Most folders that are added to a name to make it unique; deeper trees do not occur."""
NO_SUFFIX = "no suffix"
"""Name shown for the suffix of a file without one."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that holds articles."""

    path: Path
    name: str
    """Path below the given argument, with forward slashes; for a file given itself, the name of the file. Ids
    and origins are made from it, so that moving a whole folder changes no id."""
    given: str = ""
    """The argument through which it was found."""

    @property
    def size(self) -> int:
        """Size in bytes; 0 if it cannot be determined."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0


class FoundFiles(NamedTuple):
    """The result of `find_files`."""

    files: list[SourceFile]
    problems: list[Problem]
    passed_over: dict[str, int]
    """Number of files of other kinds in folders, by suffix, most first."""


def find_files(paths: Sequence[str]) -> FoundFiles:
    """Find the article files of files, folders (with all below them) and patterns (`news/**/*.txt`).

    In folders these are skipped: hidden files, files about a folder (like README), the parts of a saved page,
    an index of Cari, and links back up the tree. Files of other kinds are skipped and counted. A subfolder or
    file without read permission and a link to nothing are problems, with their absolute paths. Each file is
    returned once, in the order of the arguments, sorted within each.
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
    """Return the absolute folder to which the names of the files of a folder or pattern are relative."""
    path = meant(given)
    is_folder = os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises in a folder without rights
    root = path if is_folder or not glob.has_magic(given) else _parted(path)[0]
    return Path(os.path.abspath(root))  # noqa: PTH100 - as the problems of `find_files` have it


def meant(given: str | Path) -> Path:
    """Return the path with `~` or `~name` expanded; a name of no user stays as it is."""
    return Path(os.path.expanduser(given))  # noqa: PTH111 - Path.expanduser raises for what names no user


def absolute(path: str | Path) -> str:
    """Return the absolute path, without `..` unless a link makes that another path."""
    whole = str(meant(path).absolute())
    plain = os.path.abspath(whole)  # noqa: PTH100 - Path.resolve follows links
    if plain == whole or os.path.realpath(plain) == os.path.realpath(whole):
        return plain
    return whole


def check_utf8(*paths: str) -> None:
    """Check that a manifest can hold the paths.

    Raises:
        ReadError: a path is not UTF-8.
    """
    for path in paths:
        try:
            path.encode()
        except UnicodeEncodeError as error:
            shown = os.fsencode(path).decode(errors="backslashreplace")
            raise ReadError(
                f"The path {shown} is not UTF-8: rename every file or folder with `\\x` in its name."
            ) from error


def _expand(given: str, aside: Aside) -> list[SourceFile]:
    path = meant(given)
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return _matches(str(path), aside) if glob.has_magic(given) else []
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        aside.problems.append(lost(path, unopened(error)))
        return []
    if stat.S_ISDIR(mode):
        return [SourceFile(item, item.relative_to(path).as_posix()) for item in walk(path, aside)]
    outcome = _explicit(path, mode)
    if isinstance(outcome, Problem):
        aside.problems.append(outcome)
        return []
    return [outcome]


def _nothing_in(given: str) -> str:
    if meant(given).is_dir():
        return f"no article files in this folder; Cari reads {', '.join(SUFFIXES)}"
    if glob.has_magic(given):
        return "no article file matches this pattern; check the path"
    return "no such file or folder; check the path"


def _explicit(path: Path, mode: int) -> SourceFile | Problem:
    if path.name.lower() == JUDGED:
        return lost(path, f"{JUDGED} is reserved for judged questions; rename the file if it has articles")
    if path.suffix.lower() not in SUFFIXES:
        return lost(path, not_read(path))
    if not stat.S_ISREG(mode):  # reading a pipe may wait for ever
        return lost(path, "this is a pipe or a device; write its articles into a file")
    return SourceFile(path, path.name) if may_be_read(path) else forbidden(path)


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
    """Return the folder in which a pattern begins, and its parts from the first wildcard on."""
    parts = pattern.parts
    fixed = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    return Path(*parts[:fixed]), parts[fixed:]


def _look_through(root: Path, parts: Sequence[str], problems: list[Problem]) -> None:
    """Report folders in reach of a pattern that cannot be read, because glob skips them silently."""
    for directory, subfolders, _ in os.walk(root, onerror=partial(unread_folder, problems)):
        depth = len(Path(directory).relative_to(root).parts)
        if "**" in parts[: depth + 1]:
            subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        else:
            following = parts[depth] if depth < len(parts) - 1 else ""
            subfolders[:] = fnmatch.filter(subfolders, following)


def _distinct(files: list[SourceFile]) -> list[SourceFile]:
    """Make names unique with the folders above: `a/1.txt b/1.txt` would otherwise share one id."""
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
