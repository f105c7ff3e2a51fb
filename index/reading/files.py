"""Which files the given paths mean."""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass, replace
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

    Hidden files, files of other kinds and links back up the tree are passed over in folders. Each file
    comes once, in the order of the arguments, sorted within each.
    """
    found: dict[str, SourceFile] = {}
    problems: list[Problem] = []
    for given in paths:
        outcome = _expand(given)
        if isinstance(outcome, Problem):
            problems.append(outcome)
        else:
            for file in outcome:
                found.setdefault(os.path.realpath(file.path), file)
    return _distinct(list(found.values())), problems


def _expand(given: str) -> list[SourceFile] | Problem:
    path = Path(given).expanduser()
    if path.is_dir():
        files = [SourceFile(item, item.relative_to(path).as_posix()) for item in _walk(path)]
        return files or Problem(
            given, None, f"no article files in this folder; it takes {', '.join(SUFFIXES)}"
        )
    if path.exists():
        return _explicit(path)
    if glob.has_magic(given):
        return _matches(str(path)) or Problem(
            given, None, "no article file matches this pattern; check the path"
        )
    return Problem(given, None, "no such file or folder; check the path")


def _explicit(path: Path) -> list[SourceFile] | Problem:
    if path.name.lower() == JUDGED:
        return Problem(
            str(path), None, f"{JUDGED} holds judged questions, never articles; rename it if it does not"
        )
    if path.suffix.lower() not in SUFFIXES:
        return Problem(
            str(path), None, f"{path.suffix or 'no suffix'} is not read; convert it to {', '.join(SUFFIXES)}"
        )
    return [SourceFile(path, path.name)]


def _matches(pattern: str) -> list[SourceFile]:
    parts = Path(pattern).parts
    fixed = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    root = Path(*parts[:fixed])
    files: list[Path] = []
    for match in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207 - Path.glob takes no absolute pattern
        path = Path(match)
        files += _walk(path) if path.is_dir() else [path] * _is_article_file(path)
    return [SourceFile(path, path.relative_to(root).as_posix()) for path in files]


def _walk(folder: Path) -> Iterator[Path]:
    seen: set[str] = set()
    for directory, subfolders, names in os.walk(folder, followlinks=True):
        real = os.path.realpath(directory)
        if real in seen:
            subfolders.clear()
            continue
        seen.add(real)
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(names):
            path = Path(directory, name)
            if _is_article_file(path):
                yield path


def _is_article_file(path: Path) -> bool:
    name = path.name.lower()
    if name.startswith(".") or name == JUDGED or path.suffix.lower() not in SUFFIXES:
        return False
    return name.partition(".")[0] not in NOT_ARTICLES and path.is_file()


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
