"""Which files the given paths mean."""

from __future__ import annotations

import fnmatch
import glob
import os
import stat
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from index.records import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SUFFIXES = (".txt", ".md", ".html", ".htm", ".jsonl", ".csv")
"""Kinds of files that hold articles."""
JUDGED = "queries.jsonl"
"""Judged questions lie beside articles under this name (the BEIR layout); they are never articles."""
NOT_ARTICLES = ("readme", "license", "licence", "changelog", "contributing")
"""Stems of files that speak about a folder; read only when named one by one."""
MAX_DEPTH = 64
"""Folders that a name may be lengthened by; deeper trees do not occur."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that holds articles."""

    path: Path
    name: str
    """Path under the argument that it was found through, with forward slashes; the file's own name for a
    file given as such. Ids and origins are made of it, so moving a whole folder changes no id."""


def find_files(paths: Sequence[str]) -> tuple[list[SourceFile], list[Problem]]:
    """The article files that files, folders (with all below them) and patterns (`news/**/*.txt`) mean.

    Hidden files, files of other kinds and links back up the tree are passed over in folders; a subfolder
    that cannot be read and a link that leads nowhere are problems. Each file comes once, in the order of the
    arguments, sorted within each.
    """
    found: dict[str, SourceFile] = {}
    problems: list[Problem] = []
    for given in paths:
        before = len(problems)
        files = _expand(given, problems)
        if not files and len(problems) == before:
            problems.append(Problem(given, None, _nothing_in(given)))
        for file in files:
            found.setdefault(os.path.realpath(file.path), file)
    return _distinct(list(found.values())), list(dict.fromkeys(problems))


def _expand(given: str, problems: list[Problem]) -> list[SourceFile]:
    path = Path(given).expanduser()
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return _matches(str(path), problems) if glob.has_magic(given) else []
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        problems.append(Problem(given, None, f"it cannot be opened ({_said(error)}); check its rights"))
        return []
    if is_folder:
        return [SourceFile(item, item.relative_to(path).as_posix()) for item in _walk(path, problems)]
    outcome = _explicit(path)
    if isinstance(outcome, Problem):
        problems.append(outcome)
        return []
    return [outcome]


def _nothing_in(given: str) -> str:
    if Path(given).expanduser().is_dir():
        return f"no article files in this folder; it takes {', '.join(SUFFIXES)}"
    if glob.has_magic(given):
        return "no article file matches this pattern; check the path"
    return "no such file or folder; check the path"


def _explicit(path: Path) -> SourceFile | Problem:
    if path.name.lower() == JUDGED:
        return Problem(
            str(path), None, f"{JUDGED} holds judged questions, never articles; rename it if it does not"
        )
    if path.suffix.lower() not in SUFFIXES:
        return Problem(
            str(path), None, f"{path.suffix or 'no suffix'} is not read; convert it to {', '.join(SUFFIXES)}"
        )
    return SourceFile(path, path.name)


def _matches(pattern: str, problems: list[Problem]) -> list[SourceFile]:
    parts = Path(pattern).parts
    fixed = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    root = Path(*parts[:fixed])
    _look_through(root, parts[fixed:], problems)
    files: list[Path] = []
    for match in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207 - Path.glob takes no absolute pattern
        path = Path(match)
        is_folder = os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises in a folder without rights
        files += _walk(path, problems) if is_folder else [path] * _is_article_file(path, problems)
    return [SourceFile(path, path.relative_to(root).as_posix()) for path in files]


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


def _walk(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    seen: set[str] = set()
    for directory, subfolders, names in os.walk(folder, onerror=partial(_unread, problems), followlinks=True):
        real = os.path.realpath(directory)
        if real in seen:
            subfolders.clear()
            continue
        seen.add(real)
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(names):
            path = Path(directory, name)
            if _is_article_file(path, problems):
                yield path


def _is_article_file(path: Path, problems: list[Problem]) -> bool:
    """Whether the name and the kind are those of a file with articles; one that cannot be told is a problem.

    So is a link without a suffix that leads nowhere: it may have been a folder of articles.
    """
    name, suffix = path.name.lower(), path.suffix.lower()
    if name.startswith(".") or name == JUDGED or name.partition(".")[0] in NOT_ARTICLES:
        return False
    is_link = os.path.islink(path)  # noqa: PTH114 - Path.is_symlink raises in a folder without rights
    if suffix not in SUFFIXES and (suffix or not is_link):
        return False
    try:
        return stat.S_ISREG(path.stat().st_mode) and suffix in SUFFIXES
    except FileNotFoundError:
        if is_link:  # any other file was deleted this very moment
            problems.append(_lost(path, "this link leads to nothing; bring its target back, or delete it"))
    except OSError as error:
        problems.append(_lost(path, f"it cannot be opened ({_said(error)}); check its rights and its disk"))
    return False


def _lost(path: str | Path, reason: str) -> Problem:
    # Absolute, so that a later build, from another directory, can tell that it was known.
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
