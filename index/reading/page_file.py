"""A .txt, .md or .html file: one article. Its content tells its kind: a saved page may be called .txt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.errors import ReadError
from index.reading.articles import page_article
from index.reading.date_column import cure
from index.reading.encoding import HEAD_BYTES, decode, repair, wide_encoding
from index.reading.html import read_html
from index.reading.kinds import SAVED_PAGE
from index.reading.lines import read_page
from index.reading.markdown import read_markdown
from index.reading.markup import without_markup
from index.reading.text import read_page as read_text
from index.records import Article, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.reading.files import SourceFile

# A second tag must follow the first; otherwise it is a text about HTML.
_PAGE = re.compile(
    r"\s*(?:<\?xml\b[^<>]*\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html)\b[^<>]*>\s*<",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<[a-z!/?]", re.IGNORECASE)
_BLOCK = r"(?:p|div|h[1-6]|article|section|ul|ol|blockquote|figure)"
_FRAGMENT = re.compile(rf"(?:[^<>\n]+\n\s*)?<{_BLOCK}\b[^<>]*>.*</{_BLOCK}\s*>", re.IGNORECASE | re.DOTALL)
"""The paragraphs of a page without its frame, perhaps below a plain headline. Other texts keep their tags."""


def read_page_file(file: SourceFile) -> Iterator[Article | Problem]:
    """Yield the article of the file, and a problem if its date cannot be read.

    Raises:
        ReadError: the file cannot be read, or holds no article.
    """
    suffix, data = file.path.suffix.lower(), read_page(file.path)
    declared = hint = None
    if _begins_as_html(data) or (suffix in SAVED_PAGE and _holds_tags(data)):
        page, hint = read_html(data)
    elif suffix == ".md":
        page, declared = read_markdown(decode(data))
    else:
        text = decode(data)
        page = read_text(repair(without_markup(text) if _FRAGMENT.fullmatch(text.strip()) else text))
    if not page.paragraphs:
        raise ReadError("no article text: only a headline, menus, dates or links; check the page")
    yield page_article(page, file.name, declared, hint)
    if page.unread_date:
        reason = f"the date {page.unread_date} cannot be read"
        kept = "its article gets the date in its address or text, or none"
        yield Problem(file.name, None, f"{reason}; {kept}: {cure(page.unread_date)}")


def _begins_as_html(data: bytes) -> bool:
    """Whether the bytes are a whole HTML page: a doctype or `<html>` first, and another tag after it."""
    head = data[:HEAD_BYTES]
    # All encodings that a page may have without a byte-order mark write its first tags in ASCII.
    text = head.decode(wide_encoding(head) or "utf-8-sig", "ignore").lstrip("\ufeff")
    return bool(_PAGE.match(text))


def _holds_tags(data: bytes) -> bool:
    """Whether the bytes hold anything that may be an HTML tag; `harga < 5` is none."""
    wide = wide_encoding(data[:HEAD_BYTES])
    return bool(_TAG.search(data.decode(wide or "latin-1", "ignore")))
