"""CSV files: a header line, then one article a row, with commas, semicolons, tabs or bars between fields."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from index.errors import ReadError
from index.reading.articles import article_of
from index.reading.date_column import DateColumn
from index.reading.fields import NAMES, Record, known_names, record_of
from index.reading.lines import LINE_LIMIT, read_lines
from index.records import Article, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from index.reading.files import SourceFile

    _Lines = Iterator[tuple[int, str | ReadError]]

DELIMITERS = (",", ";", "\t", "|")
ROW_LINES = 2_000
"""Most lines of a quoted field; with more its closing quote is missing."""

NOTHING = frozenset(
    ("null", r"\n", "nan", "nat", "none", "n/a", "<na>", "-", "0000-00-00", "0000-00-00 00:00:00")
)
"""Texts of databases and pandas for an empty cell, in lower case."""

_ABOVE = re.compile(r"\s*(?:sep=.)?\s*", re.IGNORECASE)
"""Lines above the header: empty ones, and the one that sets the delimiter for Excel."""
_reader = partial(csv.reader, skipinitialspace=True)
_BACKSLASHED = re.compile(r"\\([\"\\\n])")
"""Characters that MySQL escapes with a backslash; others double the quote."""


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    values: list[str]


def read_table(file: SourceFile) -> Iterator[Article | Problem]:
    """Yield each row of the file as an article, or as a problem with its first line.

    Raises:
        ReadError: the whole file cannot be read, or its header has no column for text.
    """
    dates = DateColumn(file.name, partial(_dates, file.path))
    lines, delimiter, header = _open(file.path)
    for row in _rows(lines, delimiter):
        if isinstance(row, _Row):
            yield _read_row(row, header, file.name, dates)
        else:
            yield Problem(file.name, row[0], row[1])
    if problem := dates.problem():
        yield problem


def _dates(path: Path) -> Iterator[object]:
    """Yield the date fields of the file; skip rows that cannot be read (`read_table` reports them)."""
    lines, delimiter, header = _open(path)
    for row in _rows(lines, delimiter):
        if isinstance(row, _Row):
            yield _record(row, header).published


def _open(path: Path) -> tuple[_Lines, str, list[str]]:
    """Return the lines below the header, the delimiter, and the names of the columns."""
    csv.field_size_limit(LINE_LIMIT)  # the module's own limit, 128 KiB, is shorter than a long article
    lines = read_lines(path)
    first = next(
        ((number, line) for number, line in lines if not isinstance(line, str) or not _ABOVE.fullmatch(line)),
        None,
    )
    if first is None:
        raise ReadError("the file is empty; delete it, or write a header and rows")
    if isinstance(first[1], ReadError):
        raise first[1]
    try:
        delimiter, header = _header(first[1])
    except csv.Error as error:
        reason = "the header has a stray carriage return; save the file with one kind of line end"
        raise ReadError(reason, first[0]) from error
    return _doubled(lines, delimiter), delimiter, header


def _doubled(lines: _Lines, delimiter: str) -> _Lines:
    r"""Yield the lines with doubled quotes from the first on that shows backslashes before quotes.

    It has a quote after a backslash that cannot end a field: `"Dia bilang \"ya\", lalu"`.
    """
    told = re.compile(rf'(?<!\\)(?:\\\\)*\\"(?!["\r\n{re.escape(delimiter)}]|$)')
    is_told = False
    for number, line in lines:
        if isinstance(line, str) and (is_told := is_told or bool(told.search(line))):
            line = _BACKSLASHED.sub(lambda match: match[1].replace('"', '""'), line)
        yield number, line


def _header(line: str) -> tuple[str, list[str]]:
    """Return the delimiter with the most known columns, and the columns."""
    splits = [(delimiter, next(_reader([line], delimiter=delimiter))) for delimiter in DELIMITERS]
    delimiter, header = max(splits, key=lambda split: (len(known_names(split[1])), len(split[1])))
    if "body" not in known_names(header):
        raise ReadError(
            f"the header has no text column ({', '.join(header)[:200]}); "
            f"rename that column to one of {', '.join(NAMES['body'])}"
        )
    return delimiter, header


def _read_row(row: _Row, header: Sequence[str], name: str, dates: DateColumn) -> Article | Problem:
    if any(map(str.strip, row.values[len(header) :])):
        lengths = f"{len(row.values)} fields, the header only {len(header)}"
        return Problem(name, row.line, f"the row has {lengths}; put quotes around its text")
    article = article_of(_record(row, header), name, row.line, dates)
    return article or Problem(name, row.line, "the row has no text; fill its text column")


def _record(row: _Row, header: Sequence[str]) -> Record:
    values = ("" if value.strip().lower() in NOTHING else value for value in row.values)
    return record_of(dict(zip(header, values, strict=False)))


def _rows(lines: _Lines, delimiter: str) -> Iterator[_Row | tuple[int, str]]:
    """Yield rows, with quoted text over several lines joined; a problem for a quote that is never closed.

    The csv module would read everything after such a quote as one field. Here only the line with the quote is
    lost, and reading continues with the next.
    """
    waiting: deque[tuple[int, str | ReadError]] = deque()
    opening = re.compile(rf'(?:^|{re.escape(delimiter)}) *"')
    while entry := waiting.popleft() if waiting else next(lines, None):
        number, line = entry
        if isinstance(line, ReadError):
            yield number, str(line)
        elif line.strip():
            rest = _rest_of_row(line, lines, waiting) if opening.search(line) else []
            if rest is None:
                yield number, "a quoted field that begins here is never closed; add the closing quote"
            else:
                yield from _parse("".join([line, *rest]), number, delimiter)


def _rest_of_row(line: str, lines: _Lines, waiting: deque[tuple[int, str | ReadError]]) -> list[str] | None:
    """Return the other lines of a row with an open quote; put them back and return None if it stays open."""
    taken: list[tuple[int, str | ReadError]] = []
    is_open = line.count('"') % 2 == 1
    size = len(line)
    while is_open:
        entry = waiting.popleft() if waiting else next(lines, None)
        if entry is not None:
            taken.append(entry)
        if entry is None or isinstance(entry[1], ReadError) or len(taken) > ROW_LINES or size > LINE_LIMIT:
            waiting.extendleft(reversed(taken))
            return None
        size += len(entry[1])
        is_open ^= entry[1].count('"') % 2 == 1
    return [text for _, text in taken if isinstance(text, str)]


def _parse(text: str, number: int, delimiter: str) -> Iterator[_Row | tuple[int, str]]:
    # Not splitlines(), which also splits at form feeds and the like: those belong to a field.
    reader = _reader(io.StringIO(text, newline=""), delimiter=delimiter)
    start = number
    while True:
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield start, f"the row cannot be read ({error}); put quotes around its fields"
            return
        if any(value.strip() for value in values):
            yield _Row(start, values)
        start = number + reader.line_num
