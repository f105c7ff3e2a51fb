"""Which files the given paths mean."""

from __future__ import annotations

import errno
import fnmatch
import glob
import os
import stat
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from index.records import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


class FoundFiles(NamedTuple):
    """What paths mean."""

    files: list[SourceFile]
    problems: list[Problem]
    passed_over: dict[str, int]
    """Files of other kinds in folders, by suffix, most first."""


@dataclass(frozen=True, slots=True)
class _Aside:
    """What is met besides article files."""

    problems: list[Problem] = field(default_factory=list)
    others: set[Path] = field(default_factory=set)
    """Files of other kinds; a pattern may meet one twice."""


def find_files(paths: Sequence[str]) -> FoundFiles:
    """The article files that files, folders (with all below them) and patterns (`news/**/*.txt`) mean.

    Hidden files, those that speak about a folder, the parts of a saved page, an index of Cari and links back
    up the tree are passed over in folders, and so are files of other kinds, which are counted; a subfolder or
    a file that may not be read and a link that leads nowhere are problems, with their absolute paths. Each
    file comes once, in the order of the arguments, sorted within each.
    """
    found: dict[str, SourceFile] = {}
    aside = _Aside()
    problems = aside.problems
    for given in paths:
        before = len(problems)
        files = _expand(given, aside)
        if not files and len(problems) == before:
            problems.append(_lost(_meant(given), _nothing_in(given)))
        for file in files:
            found.setdefault(os.path.realpath(file.path), replace(file, given=given))
    others = Counter(path.suffix.lower() or NO_SUFFIX for path in sorted(aside.others))
    return FoundFiles(
        _distinct(list(found.values())), list(dict.fromkeys(problems)), dict(others.most_common())
    )


def root_of(given: str) -> Path:
    """The folder, absolute, under which the files of a folder or pattern have their names."""
    path = _meant(given)
    is_folder = os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises in a folder without rights
    root = path if is_folder or not glob.has_magic(given) else _parted(path)[0]
    return Path(os.path.abspath(root))  # noqa: PTH100 - as the problems of `find_files` have it


def _meant(given: str) -> Path:
    """The path with the folder of a user in place of `~` or `~name`; what names no user is a plain name."""
    return Path(os.path.expanduser(given))  # noqa: PTH111 - Path.expanduser raises for what names no user


def _expand(given: str, aside: _Aside) -> list[SourceFile]:
    path = _meant(given)
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return _matches(str(path), aside) if glob.has_magic(given) else []
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        aside.problems.append(_lost(path, f"it cannot be opened ({_said(error)}); check its rights"))
        return []
    if is_folder:
        return [SourceFile(item, item.relative_to(path).as_posix()) for item in _walk(path, aside)]
    outcome = _explicit(path)
    if isinstance(outcome, Problem):
        aside.problems.append(outcome)
        return []
    return [outcome]


def _nothing_in(given: str) -> str:
    if _meant(given).is_dir():
        return f"no article files in this folder; it takes {', '.join(SUFFIXES)}"
    if glob.has_magic(given):
        return "no article file matches this pattern; check the path"
    return "no such file or folder; check the path"


def _explicit(path: Path) -> SourceFile | Problem:
    if path.name.lower() == JUDGED:
        return _lost(path, f"{JUDGED} holds judged questions, never articles; rename it if it does not")
    if path.suffix.lower() not in SUFFIXES:
        return _lost(path, not_read(path))
    return SourceFile(path, path.name) if _may_be_read(path) else _forbidden(path)


def not_read(path: Path) -> str:
    """Why a file of another kind is not read, and what to do."""
    return f"{path.suffix or NO_SUFFIX} is not read; convert it to {', '.join(SUFFIXES)}"


def _matches(pattern: str, aside: _Aside) -> list[SourceFile]:
    root, parts = _parted(Path(pattern))
    _look_through(root, parts, aside.problems)
    files: list[Path] = []
    for match in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207 - Path.glob takes no absolute pattern
        path = Path(match)
        below = path.relative_to(root)
        if any(part.name and _is_no_source(root / part) for part in (below, *below.parents)):
            continue
        is_folder = os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises in a folder without rights
        files += _walk(path, aside) if is_folder else [path] * _is_article_file(path, aside)
    return [SourceFile(path, path.relative_to(root).as_posix()) for path in files]


def _parted(pattern: Path) -> tuple[Path, Sequence[str]]:
    """The folder that a pattern begins in, and its parts from the first that is no plain name."""
    parts = pattern.parts
    fixed = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    return Path(*parts[:fixed]), parts[fixed:]


def _look_through(root: Path, parts: Sequence[str], problems: list[Problem]) -> None:
    """Tell of the folders on the way of a pattern that cannot be read: glob passes over them in silence."""
    for directory, subfolders, _ in os.walk(root, onerror=partial(_unread, problems)):
        depth = len(Path(directory).relative_to(root).parts)
        if "**" in parts[: depth + 1]:
            subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        else:
            following = parts[depth] if depth < len(parts) - 1 else ""
            subfolders[:] = fnmatch.filter(subfolders, following)


def _unread(problems: list[Problem], error: OSError) -> None:
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return  # no folder is there (any more)
    reason = f"this folder cannot be read ({_said(error)}); check its rights and its disk"
    problems.append(_lost(error.filename, reason))


def _walk(folder: Path, aside: _Aside) -> Iterator[Path]:
    seen: set[str] = set()
    unread = partial(_unread, aside.problems)
    for directory, subfolders, names in os.walk(folder, onerror=unread, followlinks=True):
        real = os.path.realpath(directory)
        if real in seen:
            subfolders.clear()
            continue
        seen.add(real)
        here = Path(directory)
        subfolders[:] = sorted(
            name for name in subfolders if not name.startswith(".") and not _is_no_source(here / name)
        )
        for name in sorted(names):
            path = here / name
            if not _is_of_index(path) and _is_article_file(path, aside):
                yield path


def _is_no_source(path: Path) -> bool:
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


def _is_article_file(path: Path, aside: _Aside) -> bool:
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
        if _may_be_read(path):
            return True
        aside.problems.append(_forbidden(path))
    except FileNotFoundError:
        if is_link:  # any other file was deleted this very moment
            aside.problems.append(
                _lost(path, "this link leads to nothing; bring its target back, or delete it")
            )
    except OSError as error:
        reason = f"it cannot be opened ({_said(error)}); check its rights and its disk"
        aside.problems.append(_lost(path, reason))
    return False


def _may_be_read(path: Path) -> bool:
    return os.access(path, os.R_OK)


def _forbidden(path: Path) -> Problem:
    return _lost(path, f"it cannot be opened ({os.strerror(errno.EACCES)}); check its rights and its disk")


def _lost(path: str | Path, reason: str) -> Problem:
    # Absolute, so that it means the same from another directory, where a later build runs.
    return Problem(os.path.abspath(path), None, reason)  # noqa: PTH100 - it takes text, and follows no link


def _said(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


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
