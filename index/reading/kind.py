"""The kind of a page file by its content: a page saved from a site may be called .txt."""

from __future__ import annotations

import re

from index.reading.encoding import wide_encoding

HEAD_BYTES = 4096
"""Bytes that are searched for the first tag: comments of the site's cache may come before it."""

# A second tag must follow the first; otherwise it is a text about HTML.
_PAGE = re.compile(
    r"\s*(?:<\?xml\b[^<>]*\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html)\b[^<>]*>\s*<",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<[a-z!/?]", re.IGNORECASE)


def begins_as_html(data: bytes) -> bool:
    """Whether the bytes are a whole HTML page: a doctype or `<html>` first, and another tag after it."""
    return bool(_PAGE.match(_head(data)))


def holds_tags(data: bytes) -> bool:
    """Whether the bytes hold anything that may be an HTML tag; `harga < 5` is none."""
    wide = wide_encoding(data[:HEAD_BYTES])
    return bool(_TAG.search(data.decode(wide or "latin-1", "ignore")))


def _head(data: bytes) -> str:
    head = data[:HEAD_BYTES]
    # All encodings that a page may have without a byte-order mark write its first tags in ASCII.
    return head.decode(wide_encoding(head) or "utf-8-sig", "ignore").lstrip("\ufeff")
