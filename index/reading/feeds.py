"""A .jsonl file: one JSON object a line, each an article."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from index.errors import ReadError
from index.reading.articles import article_of
from index.reading.date_column import DateColumn
from index.reading.fields import NAMES, record_of
from index.reading.lines import read_lines
from index.records import Article, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.reading.files import SourceFile


NO_TEXT = f"the record has no text; fill one of the fields {', '.join(NAMES['body'])}"
HELD = 1000
"""Most problems kept for lines above the first article; a file of gigabytes may have no article."""


def read_feed(file: SourceFile) -> Iterator[Article | Problem]:
    """Yield each record of the file as an article, or as a problem with its line.

    An array with one object a line is read, too. A file without any article (judged questions, settings, JSON
    over many lines) has one problem of each kind, not one a line.

    Raises:
        ReadError: the whole file cannot be read.
    """
    dates = DateColumn(file.name, partial(_dates, file.path))
    held: list[Problem] = []
    records, found = 0, False
    for number, line in read_lines(file.path):
        if isinstance(line, str) and _is_frame(line):
            continue
        records += 1
        outcome = _read_record(line, file.name, number, dates)
        if isinstance(outcome, Problem) and not found:
            held += [outcome] * (len(held) < HELD)
            continue
        if not found:
            found = True
            yield from held
            if records - 1 > len(held):
                reason = (
                    f"{records - 1 - len(held):,} more lines above hold no article; look at the first ones"
                )
                yield Problem(file.name, number, reason)
        yield outcome
    if not records:
        raise ReadError("the file is empty; delete it, or write one JSON object per line")
    if not found:
        yield from _summed_up(held, records)
    if problem := dates.problem():
        yield problem


def _is_frame(line: str) -> bool:
    """Whether a line has no record: it is empty, or the first or last of an array."""
    return line.strip() in ("", "[", "]")


def _summed_up(problems: list[Problem], records: int) -> Iterator[Problem]:
    """Yield the first problem of each kind for a file without any article."""
    textless = [problem for problem in problems if problem.reason == NO_TEXT]
    if textless:
        wanted = ", ".join(NAMES["body"])
        reason = f"none of {records:,} records has text; rename their text field to one of {wanted}"
        yield replace(textless[0], reason=reason)
    broken = [problem for problem in problems if problem.reason != NO_TEXT]
    if len(broken) > 1:
        yield replace(broken[0], reason=f"{broken[0].reason} (none of {records:,} lines holds an article)")
    else:
        yield from broken


def _dates(path: Path) -> Iterator[object]:
    """Yield the date fields of the file; skip records that cannot be read (`read_feed` reports them)."""
    for _, line in read_lines(path):
        if isinstance(line, str):
            with suppress(ReadError, ValueError, RecursionError):
                record = _loads(line)
                if isinstance(record, dict):
                    yield record_of(record).published


def _read_record(line: str | ReadError, name: str, number: int, dates: DateColumn) -> Article | Problem:
    if isinstance(line, ReadError):
        return Problem(name, number, str(line))
    try:
        record = _loads(line)
    except json.JSONDecodeError as error:
        fault = error.msg.removesuffix(" at")  # some of Python's messages end so, some do not
        reason = f"broken JSON: {fault} at column {error.colno}; write one JSON object per line"
        return Problem(name, number, reason)
    except (ValueError, RecursionError) as error:
        reason = f"the JSON cannot be read ({error}); write one flat JSON object per line"
        return Problem(name, number, reason)
    if not isinstance(record, dict):
        reason = f"this is a JSON {_KINDS[type(record)]}, not an object; write one JSON object per line"
        return Problem(name, number, reason)
    try:
        return article_of(record_of(record), name, number, dates) or Problem(name, number, NO_TEXT)
    except ReadError as error:
        return Problem(name, number, str(error))


def _loads(line: str) -> Any:
    # pandas writes an empty cell as NaN, which is no JSON.
    # Not strict: hand-made files have literal tabs in their strings.
    return json.loads(line.strip().removesuffix(","), parse_constant=lambda _: None, strict=False)


_KINDS: dict[type, str] = {
    list: "array", str: "string", int: "number", float: "number", bool: "boolean", type(None): "null",
}  # fmt: skip
