"""What a build tells: while it runs, and when it is done."""

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
    """How far a build is; given to its observer after every batch and every file."""

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
"""What to do about files of other kinds that often hold articles."""
KINDS_SHOWN = 8
"""Kinds that are told, those with a cure first: a saved page alone brings pictures, scripts and fonts."""

Observer = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of the articles of the generation before, in numbers of articles."""

    since: str
    """The generation before."""
    new: int
    changed: int
    """Whose title, text or fields are others, or whose file or record has another name."""
    unchanged: int
    gone: int
    gone_named: list[str]
    """Files (with `:LINE` for records) of the first of those that are gone."""
    gone_from: dict[str, int]
    """Those that are gone by source, as the sources were named."""


@dataclass(slots=True)
class Report:
    """What a build read, skipped and made; kept with the generation as `report.json`."""

    generation: str = ""
    """Not in the file: the name hangs on the checksum of every file."""
    files: int = 0
    articles: int = 0
    passages: int = 0
    embedded: int = 0
    """Passages whose vectors were computed; the rest were taken over from the generation before."""
    seconds: float = 0.0
    languages: dict[str, int] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    """Articles by source: the absolute path or pattern that they were found through, in the order given."""
    changes: Changes | None = None
    """Since the generation before; None where there is none that can be read."""
    problems: list[Problem] = field(default_factory=list)
    passed_over: dict[str, int] = field(default_factory=dict)
    """Files of other kinds in folders, by suffix, most first."""

    def write(self, path: Path) -> None:
        """Write it as JSON."""
        content = asdict(self)
        del content["generation"]
        text = json.dumps(content, ensure_ascii=False, indent=2)
        # Half a surrogate pair, in the name of a file say, becomes its JSON escape.
        path.write_text(text + "\n", encoding="utf-8", errors="backslashreplace")

    def nothing_read(self, sources: list[str]) -> str:
        """Why there is nothing to index, and what to do."""
        reasons = "; ".join(f"{problem.origin}: {problem.reason}" for problem in self.problems[:3])
        cure = reasons or "name files or folders with .txt, .md, .html, .jsonl or .csv articles"
        others = f"; passed over: {told}" if (told := self.told_passed_over()) else ""
        return f"There is nothing to index in {', '.join(sources)}: {cure}{others}."

    def told_passed_over(self) -> str:
        """How many files of which kinds were passed over, with what to do; empty where none was."""
        kinds = sorted(self.passed_over, key=lambda suffix: suffix not in CURES)
        told = [
            f"{self.passed_over[suffix]:,} {suffix}{f' ({CURES[suffix]})' if suffix in CURES else ''}"
            for suffix in kinds[:KINDS_SHOWN]
        ]
        rest = sum(self.passed_over[suffix] for suffix in kinds[KINDS_SHOWN:])
        return ", ".join([*told, *[f"{rest:,} of other kinds"] * (rest > 0)])
