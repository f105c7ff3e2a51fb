"""Lines of a file one at a time, in bounded memory, whatever the file holds."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, TextIO

from index.errors import ReadError
from index.reading.encoding import check_text, decode, wide_encoding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LINE_LIMIT = 8 * 2**20
"""Bytes. The longest articles known are under 1 MiB; a longer line is passed over, never held in memory."""
PAGE_LIMIT = 8 * 2**20
"""Bytes of a .txt, .md or .html file, for the same reason."""
CHUNK = 2**20
"""Bytes of a line read at a time while it is passed over."""
HEAD = 4096
"""Bytes looked at to tell text from other files, and which encoding."""


def read_lines(path: Path) -> Iterator[tuple[int, str | ReadError]]:
    """Each line with its 1-based number; a line that cannot be read comes as the error instead.

    Raises:
        ReadError: The whole file cannot be read (missing, no permission, not text).
    """
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
            check_text(head)
            wide = wide_encoding(head)
            file.seek(0)
            end = _line_end(head.decode(wide or "latin-1", "ignore"))
            # Lines of two-byte letters cannot be told apart in bytes; others are kept byte by byte.
            with io.TextIOWrapper(file, wide or "latin-1", "replace", newline=end) as text:
                yield from _lines(text, end, decoded=wide is not None)
    except OSError as error:
        raise _unopened(error) from error


def _unopened(error: OSError) -> ReadError:
    return ReadError(f"cannot be opened ({error.strerror}); check that it exists and may be read")


def _line_end(head: str) -> str:
    """What ends a line: a carriage return alone, as Excel writes "CSV (Macintosh)", or a line feed."""
    # The last letter does not tell: a line feed may follow it.
    return "\r" if "\r" in head[:-1] and "\n" not in head else "\n"


def _lines(file: TextIO, end: str, *, decoded: bool) -> Iterator[tuple[int, str | ReadError]]:
    number = 0
    while line := file.readline(LINE_LIMIT + 1):
        number += 1
        if len(line) > LINE_LIMIT:
            yield number, too_long(_skip_line(file, line, end))
        elif decoded:
            yield number, line.lstrip("\ufeff")
        else:
            yield number, _decoded(line.encode("latin-1"))


def _decoded(line: bytes) -> str | ReadError:
    try:
        return decode(line)
    except ReadError as error:
        return error


def _skip_line(file: TextIO, line: str, end: str) -> int:
    length = len(line)
    while line and not line.endswith(end):
        line = file.readline(CHUNK)
        length += len(line)
    return length


def too_long(length: int) -> ReadError:
    """The error for a line of `length` bytes."""
    return ReadError(
        f"the line is {length / 2**20:.1f} MiB long, over the limit of {LINE_LIMIT // 2**20} MiB; "
        "split it into articles, one a line"
    )


def read_page(path: Path) -> bytes:
    """All bytes of a one-article file.

    Raises:
        ReadError: It cannot be opened, is empty, is over `PAGE_LIMIT`, or is a known kind of binary file.
    """
    try:
        with path.open("rb") as file:
            data = file.read(PAGE_LIMIT + 1)
            size = path.stat().st_size
    except OSError as error:
        raise _unopened(error) from error
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise ReadError("the file is empty; delete it or put the article's text in")
    check_text(data)
    if len(data) > PAGE_LIMIT:
        raise ReadError(
            f"the file is {size / 2**20:.1f} MiB, and one article may have {PAGE_LIMIT // 2**20} MiB; "
            "put many articles in a .jsonl file, one a line",
            line=data.count(b"\n") + 1,
        )
    return data
