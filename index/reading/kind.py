"""What a page file holds, whatever its name says: a page saved from a site may be called .txt."""

from __future__ import annotations

import re

from index.reading.encoding import wide_encoding

HEAD_BYTES = 4096
"""Where a page begins: comments of the site's cache may stand before its first tag."""

# Another tag must follow the first, or it is a text about HTML.
_PAGE = re.compile(
    r"\s*(?:<\?xml\b[^<>]*\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html)\b[^<>]*>\s*<",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<[a-z!/?]", re.IGNORECASE)


def begins_as_html(data: bytes) -> bool:
    """True for the bytes of a whole HTML page: a doctype or `<html>` comes first, and a tag after it."""
    return bool(_PAGE.match(_head(data)))


def holds_tags(data: bytes) -> bool:
    """False for bytes without anything that may be a tag of HTML; `harga < 5` is none."""
    wide = wide_encoding(data[:HEAD_BYTES])
    return bool(_TAG.search(data.decode(wide or "latin-1", "ignore")))


def _head(data: bytes) -> str:
    head = data[:HEAD_BYTES]
    # Of encodings without a mark, all that a page may be in write its first tags as ASCII does.
    return head.decode(wide_encoding(head) or "utf-8-sig", "ignore").lstrip("\ufeff")
