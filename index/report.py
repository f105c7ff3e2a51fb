"""Progress and report of a build."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from index.records import Problem


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a build; its observer gets one after each batch and each file."""

    files: int
    files_total: int
    bytes: int
    bytes_total: int
    articles: int
    passages: int
    problems: int


Observer = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Changes:
    """Number of new, changed, unchanged and lost articles since the previous generation."""

    since: str
    """The previous generation."""
    new: int
    changed: int
    """With another title, text or field, or another name of the file or record."""
    unchanged: int
    gone: int
    gone_named: list[str]
    """Origins of the first lost articles."""
    gone_from: dict[str, int]
    """Number of lost articles by source, as in `Report.sources`."""


@dataclass(slots=True)
class Report:
    """The result of a build; kept with the generation as `report.json`."""

    generation: str = ""
    """Name of the new generation. Not in the file, since the name depends on the checksum of each file."""
    files: int = 0
    articles: int = 0
    passages: int = 0
    embedded: int = 0
    """Passages whose vectors were computed; the others were reused from the previous generation."""
    seconds: float = 0.0
    languages: dict[str, int] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    """Number of articles by source: an absolute path or pattern, in the order given."""
    changes: Changes | None = None
    """Since the previous generation; None without a readable one."""
    problems: list[Problem] = field(default_factory=list)
    passed_over: dict[str, int] = field(default_factory=dict)
    """Number of files of other kinds in folders, by suffix, descending."""

    def write(self, path: Path) -> None:
        """Write the report as JSON."""
        content = asdict(self)
        del content["generation"]
        text = json.dumps(content, ensure_ascii=False, indent=2)
        # Half a surrogate pair, as in a file name, becomes its JSON escape.
        path.write_text(text + "\n", encoding="utf-8", errors="backslashreplace")
