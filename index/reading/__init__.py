"""Reading: from paths to articles. Bad input becomes a `Problem`, and everything else is still read."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from index.errors import ReadError, UnreadableFile
from index.reading.files import SourceFile, find_files, not_read
from index.reading.folders import RECORDS, SAVED_PAGE, SUFFIXES, lost
from index.records import Article, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SUFFIXES", "SourceFile", "find_files", "read_file"]

log = logging.getLogger("cari.reading")

_BLOCK = r"(?:p|div|h[1-6]|article|section|ul|ol|blockquote|figure)"
_FRAGMENT = re.compile(rf"(?:[^<>\n]+\n\s*)?<{_BLOCK}\b[^<>]*>.*</{_BLOCK}\s*>", re.IGNORECASE | re.DOTALL)
"""The paragraphs of a page without its frame, perhaps below a plain headline. Other texts keep their tags."""


def read_file(file: SourceFile) -> Iterator[Article | Problem]:
    """Yield the articles of a file, with a problem in place of each that cannot be read.

    One more problem reports dates that cannot be read; their articles are still yielded. A .jsonl or .csv
    file is streamed, so that memory does not grow with its size. It is read twice if its dates are in
    numbers, because only all of them show which number is the month. The content of a file never raises an
    error. The problem of a file that the system refuses to read has its absolute path, as in `find_files`.
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
        text = decode(data)
        if _FRAGMENT.fullmatch(text.strip()):
            from index.reading.markup import without_markup

            text = without_markup(text)
        page = read_text(repair(text))
    if not page.paragraphs:
        raise ReadError("no article text: only a headline, menus, dates or links; check the page")
    yield page_article(page, file.name, declared, hint)
    if page.unread_date:
        reason = f"the date {page.unread_date} cannot be read"
        kept = "its article gets the date in its address or text, or none"
        yield Problem(file.name, None, f"{reason}; {kept}: {cure(page.unread_date)}")
