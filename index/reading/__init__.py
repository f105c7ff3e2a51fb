"""Reading: from paths to articles. Bad input becomes a `Problem`; nothing else is lost for it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from index.errors import ReadError
from index.reading.files import SourceFile, find_files, not_read
from index.reading.folders import RECORDS, SAVED_PAGE, SUFFIXES
from index.records import Article, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SUFFIXES", "SourceFile", "find_files", "read_file"]

log = logging.getLogger("cari.reading")


def read_file(file: SourceFile) -> Iterator[Article | Problem]:
    """The articles of a file, one at a time, with a problem in place of each that cannot be read.

    One problem more tells of dates that cannot be read; their articles come all the same. A .jsonl or .csv
    file is streamed, so that memory does not grow with its size, and twice where its dates are written in
    numbers: all of them tell which is the month. Nothing is raised for what a file holds.
    """
    suffix = file.path.suffix.lower()
    try:
        _check_name(file.name)
        if suffix in RECORDS:
            from index.reading.feeds import read_feed

            yield from read_feed(file)
        elif suffix == ".csv":
            from index.reading.tables import read_table

            yield from read_table(file)
        elif suffix in SUFFIXES:
            yield from _read_page_file(file, suffix)
        else:
            raise ReadError(not_read(file.path))
    except ReadError as error:
        yield Problem(file.name, error.line, str(error))
    except (ImportError, MemoryError, OSError):
        raise  # the machine or the installation is at fault, not the file
    except Exception as error:
        # The last resort: what no reader foresaw costs this file, never the build.
        log.exception("Reading %s failed", ascii(file.name))
        yield Problem(file.name, None, _unforeseen(error))


def _check_name(name: str) -> None:
    """Raise `ReadError` for a name that is not UTF-8: no article could be stored under it."""
    try:
        name.encode()
    except UnicodeEncodeError as error:
        shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        raise ReadError(f"the file's name is not UTF-8: {shown}; rename it") from error


def _unforeseen(error: Exception) -> str:
    shown = f"{type(error).__name__}: {error}"[:200]
    return f"it or the rest of it cannot be read ({shown}); leave it out or rewrite it, and report this"


def _read_page_file(file: SourceFile, suffix: str) -> Iterator[Article | Problem]:
    from index.reading.articles import page_article
    from index.reading.datecolumn import cure
    from index.reading.encoding import decode, repair
    from index.reading.kind import begins_as_html, holds_tags
    from index.reading.lines import read_page
    from index.reading.markdown import read_markdown
    from index.reading.text import read_page as read_text

    data = read_page(file.path)
    declared = hint = None
    if begins_as_html(data) or (suffix in SAVED_PAGE and holds_tags(data)):
        from index.reading.html import read_html

        page, hint = read_html(data)
    elif suffix == ".md":
        page, declared = read_markdown(decode(data))
    else:
        page = read_text(repair(decode(data)))
    if not page.paragraphs:
        raise ReadError("no article text: only a headline, menus, dates or links; check the page")
    yield page_article(page, file.name, declared, hint)
    if page.unread_date:
        reason = f"the date {page.unread_date} cannot be read; the article is kept without it"
        yield Problem(file.name, None, f"{reason}: {cure(page.unread_date)}")
