"""The kinds of files: those with articles, and what to do with others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from index.records import Problem

RECORDS = (".jsonl", ".ndjson")
SAVED_PAGE = (".html", ".htm")
SUFFIXES = (".txt", ".md", *SAVED_PAGE, *RECORDS, ".csv")
"""Suffixes of files with articles."""
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


def not_read(path: Path) -> str:
    """Return why a file of another kind is not read, and what to do."""
    kind = f"{path.suffix} files" if path.suffix else "files without a suffix"
    cure = CURES.get(path.suffix.lower(), f"convert this one to {', '.join(SUFFIXES)}")
    return f"{kind} are not read; {cure}"


def kinds_shown(passed_over: Mapping[str, int]) -> str:
    """Return how many files of which other kinds there are, and what to do; empty if there are none."""
    kinds = sorted(passed_over, key=lambda suffix: suffix not in CURES)
    shown = [
        f"{passed_over[suffix]:,} {suffix}{f' ({CURES[suffix]})' if suffix in CURES else ''}"
        for suffix in kinds[:KINDS_SHOWN]
    ]
    rest = sum(passed_over[suffix] for suffix in kinds[KINDS_SHOWN:])
    return ", ".join([*shown, *[f"{rest:,} of other kinds"] * (rest > 0)])


def nothing_read(sources: Sequence[str], problems: Sequence[Problem], passed_over: Mapping[str, int]) -> str:
    """Return an error message: why there is nothing to index, and what to do."""
    reasons = "; ".join(f"{problem.origin}: {problem.reason}" for problem in problems[:3])
    cure = reasons or f"name files or folders with {', '.join(SUFFIXES)} articles"
    others = f"; passed over: {shown}" if (shown := kinds_shown(passed_over)) else ""
    return f"There is nothing to index in {', '.join(sources)}: {cure}{others}."
