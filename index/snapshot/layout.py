"""Where things lie in a data directory, and what a generation is called.

DATA/current                        text file: the name of the generation that serves
DATA/gone-back-from                 text file: names of generations that `cari rollback` left, one a line
DATA/generations/0007-3f9a1c22/     published generations; nothing in them ever changes
DATA/staging/                       builds under way, and the remains of those that died
DATA/quarantine/                    damaged generations, kept for whoever wants to know why
DATA/build.lock, DATA/switch.lock   held while building, and while moving the pointer
"""

from __future__ import annotations

import re
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

_NAME = re.compile(r"(?P<number>[0-9]{4,})-(?P<digest>[0-9a-f]{8})")


@dataclass(frozen=True, slots=True)
class Generation:
    """One published state of the index. Listed, not verified: its files may have come to harm since."""

    number: int
    """Counts publications from 1; never used twice."""
    name: str
    """`NNNN-DDDDDDDD`: the number, and the first 8 hex digits of the manifest's SHA-256."""
    path: Path
    built_at: str | None
    """ISO 8601 in UTC; None when the manifest cannot be read."""
    is_current: bool


def generation_name(number: int, manifest_sha256: str) -> str:
    """The directory name of a generation. The digest ties the directory to its manifest."""
    return f"{number:04d}-{manifest_sha256[:8]}"


def parse_name(name: str) -> tuple[int, str] | None:
    """Number and digest of a generation's name, or None for anything else that lies there."""
    match = _NAME.fullmatch(name)
    return (int(match["number"]), match["digest"]) if match else None


def number_of(name: str) -> int:
    """Number of a generation by its name, or 0 for anything else."""
    return (parse_name(name) or (0, ""))[0]


def generations_in(directory: Path) -> list[Path]:
    """What has the name of a generation there, newest first; nothing where there is no such directory."""
    if not directory.is_dir():
        return []
    named = [path for path in directory.iterdir() if parse_name(path.name)]
    return sorted(named, key=lambda path: number_of(path.name), reverse=True)
