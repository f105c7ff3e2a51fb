"""A .jsonl file: one JSON object a line, each an article."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from index.errors import ReadError
from index.reading.datecolumn import DateColumn
from index.reading.fields import NAMES, article_of, record_of
from index.reading.lines import read_lines
from index.records import Article, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.reading.files import SourceFile


def read_feed(file: SourceFile) -> Iterator[Article | Problem]:
    """Each record of the file as an article, or the reason why not, with its line.

    A file without a single article (judged questions, settings) gets one problem, not one a line.

    Raises:
        ReadError: The whole file cannot be read.
    """
    dates = DateColumn(file.name, partial(_dates, file.path))
    textless: list[int] = []
    records = read = 0
    for number, line in read_lines(file.path):
        if isinstance(line, str) and not line.strip():
            continue
        records += 1
        outcome = _read_record(line, file.name, number, dates)
        if isinstance(outcome, Article):
            if not read:
                yield from (_no_text(file.name, missing) for missing in textless)
            read += 1
        elif outcome is None:
            if read:
                outcome = _no_text(file.name, number)
            else:
                textless.append(number)
        if outcome is not None:
            yield outcome
    if not records:
        raise ReadError("the file is empty; delete it or put one JSON object a line in")
    if not read and textless:
        reason = f"none of {records} records has text; name the field one of {', '.join(NAMES['body'])}"
        yield Problem(file.name, textless[0], reason)
    if problem := dates.problem():
        yield problem


def _dates(path: Path) -> Iterator[object]:
    """The date fields of the file; what cannot be read is passed over, for `read_feed` tells of it."""
    for _, line in read_lines(path):
        if isinstance(line, str):
            with suppress(ReadError, ValueError, RecursionError):
                record = json.loads(line)
                if isinstance(record, dict):
                    yield record_of(record).published


def _no_text(name: str, line: int) -> Problem:
    fields = ", ".join(NAMES["body"])
    return Problem(name, line, f"the record has no text; fill one of the fields {fields}")


def _read_record(
    line: str | ReadError, name: str, number: int, dates: DateColumn
) -> Article | Problem | None:
    if isinstance(line, ReadError):
        return Problem(name, number, str(line))
    try:
        record = json.loads(line.strip())
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
        return article_of(record_of(record), name, number, dates)
    except ReadError as error:
        return Problem(name, number, str(error))


_KINDS: dict[type, str] = {
    list: "array", str: "string", int: "number", float: "number", bool: "true/false", type(None): "null",
}  # fmt: skip
