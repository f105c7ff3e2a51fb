"""Lines of a file, read one at a time in bounded memory."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from index.errors import ReadError, UnreadableFile
from index.reading.encoding import HEAD_BYTES, check_text, decode, wide_encoding
from index.reading.folders import unopened

if TYPE_CHECKING:
    from collections.abc import Iterator

LINE_LIMIT = 8 * 2**20
"""Most bytes of a line in the file; a longer one is skipped in pieces, so that memory stays bounded. The
longest known articles have under 1 MiB."""
PAGE_LIMIT = 8 * 2**20
"""Most bytes of a .txt, .md or .html file, for the same reason."""
CHUNK = 2**20
"""Characters of a line that are read at once while it is skipped."""
BYTES = "latin-1"
"""The encoding that makes each byte one character, and back."""


def read_lines(path: Path) -> Iterator[tuple[int, str | ReadError]]:
    """Yield each line with its 1-based number; for a line that cannot be read, the error.

    Raises:
        ReadError: the whole file cannot be read (missing, not text).
        UnreadableFile: the system refuses to read it (no permission, an error of the disk).
    """
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
            check_text(head)
            # UTF-16 cannot be split into lines as bytes; other encodings are kept byte by byte, as latin-1.
            encoding = wide_encoding(head) or BYTES
            file.seek(0)
            end = _line_end(head.decode(encoding, "ignore"))
            with io.TextIOWrapper(file, encoding, "replace", newline=end) as text:
                yield from _lines(text, end, encoding)
    except OSError as error:
        raise _unread(error) from error


def _unread(error: OSError) -> ReadError:
    # A missing file was deleted just now, which is no fault; with its folder, a disk may be gone.
    deleted = isinstance(error, FileNotFoundError) and Path(error.filename).parent.is_dir()
    return (ReadError if deleted else UnreadableFile)(unopened(error))


def _line_end(head: str) -> str:
    """Return the line end: a carriage return alone, as in Excel's "CSV (Macintosh)", or a line feed."""
    # The last character does not count: a line feed may follow it.
    return "\r" if "\r" in head[:-1] and "\n" not in head else "\n"


def _lines(file: TextIO, end: str, encoding: str) -> Iterator[tuple[int, str | ReadError]]:
    number = 0
    while line := file.readline(LINE_LIMIT + 1):
        number += 1
        data = line.encode(encoding)
        if len(data) > LINE_LIMIT:
            yield number, too_long(len(data) + _skip_line(file, line, end, encoding))
        elif encoding == BYTES:
            yield number, _decoded(data)
        else:
            yield number, line.lstrip("\ufeff")


def _decoded(line: bytes) -> str | ReadError:
    try:
        return decode(line)
    except ReadError as error:
        return error


def _skip_line(file: TextIO, line: str, end: str, encoding: str) -> int:
    """Skip the rest of the line that begins with `line`, and return its length in bytes."""
    length = 0
    while line and not line.endswith(end):
        line = file.readline(CHUNK)
        length += len(line.encode(encoding))
    return length


def too_long(length: int) -> ReadError:
    """Return the error for a line of `length` bytes."""
    return ReadError(
        f"the line is {length / 2**20:.1f} MiB long, over the limit of {LINE_LIMIT // 2**20} MiB; "
        "split it into articles, one per line"
    )


def read_page(path: Path) -> bytes:
    """Return all bytes of a file with one article.

    Raises:
        ReadError: the file is missing, empty or over `PAGE_LIMIT`, or is a known binary format.
        UnreadableFile: the system refuses to read it.
    """
    try:
        with path.open("rb") as file:
            data = file.read(PAGE_LIMIT + 1)
            size = path.stat().st_size
    except OSError as error:
        raise _unread(error) from error
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise ReadError("the file is empty; delete it, or write the article's text")
    check_text(data)
    if len(data) > PAGE_LIMIT:
        raise ReadError(
            f"the file is {size / 2**20:.1f} MiB long, over the limit of {PAGE_LIMIT // 2**20} MiB; "
            "put its articles in a .jsonl file, one per line",
            line=data.count(b"\n") + 1,
        )
    return data
