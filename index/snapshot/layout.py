"""The files of a data directory, and the names of generations.

DATA/current                        text file: the name of the generation that serves
DATA/gone-back-from                 text file: names of generations that `cari rollback` left, one per line
DATA/generations/0007-3f9a1c22/     published generations; nothing in them ever changes
DATA/staging/                       unfinished builds, and the remains of killed ones
DATA/quarantine/                    damaged generations, kept for inspection
DATA/build.lock, DATA/switch.lock   held while building, and while changing the pointer
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.dense import vectors

if TYPE_CHECKING:
    from pathlib import Path

POINTER = "current"
GONE_BACK_FROM = "gone-back-from"
GENERATIONS = "generations"
STAGING = "staging"
QUARANTINE = "quarantine"
BUILD_LOCK = "build.lock"
SWITCH_LOCK = "switch.lock"

MANIFEST = "manifest.json"
CATALOG = "catalog.sqlite"
COLUMNS = "columns"
VECTORS, EMBEDDINGS = vectors.INDEX, vectors.EMBEDDINGS
SENTENCES = "sentences"
WORDS = "words"
POSTINGS = "postings"
PLACES = "places"
REPORT = "report.json"

_STAGED = re.compile("[0-9a-f]{16}")
_NAME = re.compile(r"(?P<number>[0-9]{4,})-(?P<digest>[0-9a-f]{8})")


@dataclass(frozen=True, slots=True)
class Generation:
    """A published state of the index. Not verified: its files may be damaged by now."""

    number: int
    """Number of the publication, from 1; never used twice."""
    name: str
    """`NNNN-DDDDDDDD`: the number, and the first 8 hex digits of the manifest's SHA-256."""
    path: Path
    built_at: str | None
    """ISO 8601 in UTC; None if the manifest cannot be read."""
    is_current: bool


def generation_name(number: int, manifest_sha256: str) -> str:
    """Return the directory name of a generation, which contains the digest of its manifest."""
    return f"{number:04d}-{manifest_sha256[:8]}"


def parse_name(name: str) -> tuple[int, str] | None:
    """Return number and digest of a generation's name; None for any other name."""
    match = _NAME.fullmatch(name)
    return (int(match["number"]), match["digest"]) if match else None


def staged_name() -> str:
    """Return a new name for a directory in `staging/`."""
    return secrets.token_hex(8)


def is_remains(name: str) -> bool:
    """Whether something in `staging/` is, by its name, left from a build or from removing a generation."""
    return bool(_STAGED.fullmatch(name) or parse_name(name))


def number_of(name: str) -> int:
    """Return the number in a generation's name; 0 for any other name."""
    return (parse_name(name) or (0, ""))[0]


def generations_in(directory: Path) -> list[Path]:
    """Return the paths with a generation's name in a directory, newest first; none without the directory."""
    if not directory.is_dir():
        return []
    named = [path for path in directory.iterdir() if parse_name(path.name)]
    return sorted(named, key=lambda path: number_of(path.name), reverse=True)
