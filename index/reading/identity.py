"""Ids that stay the same from build to build."""

from __future__ import annotations

import hashlib

ID_DIGITS = 16
"""64 bits: two of a million articles share an id with probability 3e-8."""


def article_id(name: str, url: str | None = None, record: str | None = None, line: int | None = None) -> str:
    """16 hex digits of SHA-256 over the url, else over the file name with the record's id, else its line.

    Args:
        name: The file's path within its source.
        url: Address of the article; a fragment (`#comments`) does not count.
        record: The id that a record carries itself.
        line: 1-based line of a record without an id.
    """
    if url:
        key = f"url\n{url.partition('#')[0]}"
    elif record is not None:
        key = f"record\n{name}\n{record}"
    elif line is not None:
        key = f"line\n{name}\n{line}"
    else:
        key = f"file\n{name}"
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:ID_DIGITS]
