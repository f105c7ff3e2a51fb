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


Observer = Callable[[Progress], None]


@dataclass(slots=True)
class Report:
    """What a build read, skipped and made; kept with the generation as `report.json`."""

    generation: str = ""
    files: int = 0
    articles: int = 0
    passages: int = 0
    embedded: int = 0
    """Passages whose vectors were computed; the rest were taken over from the generation before."""
    seconds: float = 0.0
    languages: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def write(self, path: Path) -> None:
        """Write it as JSON."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=2)
        # Half a surrogate pair, in the name of a file say, becomes its JSON escape.
        path.write_text(text + "\n", encoding="utf-8", errors="backslashreplace")

    def nothing_read(self, sources: list[str]) -> str:
        """Why there is nothing to index, and what to do."""
        reasons = "; ".join(f"{problem.origin}: {problem.reason}" for problem in self.problems[:3])
        cure = reasons or "name files or folders with .txt, .md, .html, .jsonl or .csv articles"
        return f"There is nothing to index in {', '.join(sources)}: {cure}."
