"""From a file to its articles, by the kind of the file."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from index.errors import ReadError, UnreadableFile
from index.reading.folders import lost
from index.reading.kinds import RECORDS, SUFFIXES, not_read
from index.records import Article, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.reading.files import SourceFile

log = logging.getLogger("cari.reading")


def read_file(file: SourceFile) -> Iterator[Article | Problem]:
    """Yield the articles of a file, with a problem in place of each that cannot be read.

    One more problem reports dates that cannot be read; their articles are still yielded. A .jsonl or .csv
    file is streamed, so that memory does not grow with its size. It is read twice if its dates are in
    numbers, because only all of them show which number is the month. The content of a file never raises an
    error. The problem of a file that the system refuses to read has its absolute path, as in `find_files`.
    """
    try:
        yield from _read(file)
    except UnreadableFile as error:
        yield lost(file.path, str(error))
    except ReadError as error:
        yield Problem(file.name, error.line, str(error))
    except (ImportError, MemoryError, OSError):
        raise  # the machine or the installation is at fault, not the file
    except Exception as error:
        # The last resort: an unforeseen error costs this file, never the build.
        log.exception("Reading %s failed", ascii(file.name))
        yield Problem(file.name, None, _unforeseen(error))


def _read(file: SourceFile) -> Iterator[Article | Problem]:
    _check_name(file.name)
    suffix = file.path.suffix.lower()
    # Imported where they are needed: a search imports this package, too, and reads no file.
    if suffix in RECORDS:
        from index.reading.feeds import read_feed as read
    elif suffix == ".csv":
        from index.reading.tables import read_table as read
    elif suffix in SUFFIXES:
        from index.reading.page_file import read_page_file as read
    else:
        raise ReadError(not_read(file.path))
    return read(file)


def _check_name(name: str) -> None:
    """Raise `ReadError` for a name that is not UTF-8: no article could be stored under it."""
    try:
        name.encode()
    except UnicodeEncodeError as error:
        shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        raise ReadError(f"the file's name is not UTF-8 ({shown}); rename it") from error


def _unforeseen(error: Exception) -> str:
    shown = f"{type(error).__name__}: {error}"[:200]
    return f"the file cannot be read to its end ({shown}); remove or rewrite it, and report this error"
