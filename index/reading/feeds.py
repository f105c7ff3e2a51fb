"""A .jsonl file: one JSON object a line, each an article."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from index.errors import ReadError
from index.reading.articles import article_of
from index.reading.datecolumn import DateColumn
from index.reading.fields import NAMES, record_of
from index.reading.lines import read_lines
from index.records import Article, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.reading.files import SourceFile


NO_TEXT = f"the record has no text; fill one of the fields {', '.join(NAMES['body'])}"
HELD = 1000
"""Lines above the first article of which each is told why it is none; a file of gigabytes may have none."""


def read_feed(file: SourceFile) -> Iterator[Article | Problem]:
    """Each record of the file as an article, or the reason why not, with its line.

    An array that is written one object a line is read, too. A file without a single article (judged
    questions, settings, JSON over many lines) gets one problem of a kind, not one a line.

    Raises:
        ReadError: The whole file cannot be read.
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
        raise ReadError("the file is empty; delete it or put one JSON object a line in")
    if not found:
        yield from _summed_up(held, records)
    if problem := dates.problem():
        yield problem


def _is_frame(line: str) -> bool:
    """True for a line without a record: an empty one, or the first or last of an array."""
    return line.strip() in ("", "[", "]")


def _summed_up(problems: list[Problem], records: int) -> Iterator[Problem]:
    """The first problem of each kind for a file of which no record could be read."""
    textless = [problem for problem in problems if problem.reason == NO_TEXT]
    if textless:
        reason = f"none of {records} records has text; name the field one of {', '.join(NAMES['body'])}"
        yield replace(textless[0], reason=reason)
    broken = [problem for problem in problems if problem.reason != NO_TEXT]
    if len(broken) > 1:
        yield replace(broken[0], reason=f"{broken[0].reason} (none of {records:,} lines holds an article)")
    else:
        yield from broken


def _dates(path: Path) -> Iterator[object]:
    """The date fields of the file; what cannot be read is passed over, for `read_feed` tells of it."""
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
        reason = f"broken JSON: {fault} at column {error.colno}; write one JSON object a line"
        return Problem(name, number, reason)
    except (ValueError, RecursionError) as error:
        return Problem(name, number, f"JSON that cannot be read: {error}; write one plain JSON object a line")
    if not isinstance(record, dict):
        return Problem(
            name, number, f"a JSON {_KINDS[type(record)]} where an object is wanted; write {{...}} a line"
        )
    try:
        return article_of(record_of(record), name, number, dates) or Problem(name, number, NO_TEXT)
    except ReadError as error:
        return Problem(name, number, str(error))


def _loads(line: str) -> Any:
    # NaN, which is no JSON, is how pandas writes an empty cell.
    # Not strict: hand-made files have tabs as they are in their strings.
    return json.loads(line.strip().removesuffix(","), parse_constant=lambda _: None, strict=False)


_KINDS: dict[type, str] = {
    list: "array", str: "string", int: "number", float: "number", bool: "true/false", type(None): "null",
}  # fmt: skip
