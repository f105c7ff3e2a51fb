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


CURES = {
    ".json": "write one record a line, as .jsonl",
    ".pdf": "export the text as .txt or .html",
    ".docx": "export the text as .txt or .html",
    ".doc": "export the text as .txt or .html",
    ".xlsx": "export it as .csv",
    ".tsv": "name it .csv",
}
"""What to do with files of other kinds, which often have articles."""
KINDS_SHOWN = 8
"""Most kinds in a message, those with a cure first: a saved page alone has pictures, scripts and fonts."""

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

    def nothing_read(self, sources: list[str]) -> str:
        """Return an error message: why there is nothing to index, and what to do."""
        reasons = "; ".join(f"{problem.origin}: {problem.reason}" for problem in self.problems[:3])
        cure = reasons or "name files or folders with .txt, .md, .html, .jsonl or .csv articles"
        others = f"; passed over: {shown}" if (shown := self.passed_over_shown()) else ""
        return f"There is nothing to index in {', '.join(sources)}: {cure}{others}."

    def passed_over_shown(self) -> str:
        """Return how many files of which kinds were skipped, and what to do; empty if there are none."""
        kinds = sorted(self.passed_over, key=lambda suffix: suffix not in CURES)
        shown = [
            f"{self.passed_over[suffix]:,} {suffix}{f' ({CURES[suffix]})' if suffix in CURES else ''}"
            for suffix in kinds[:KINDS_SHOWN]
        ]
        rest = sum(self.passed_over[suffix] for suffix in kinds[KINDS_SHOWN:])
        return ", ".join([*shown, *[f"{rest:,} of other kinds"] * (rest > 0)])
