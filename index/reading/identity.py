"""Article ids, which stay the same from build to build."""

from __future__ import annotations

import hashlib

WEB = ("http://", "https://")
ID_DIGITS = 16
"""Digits of an id, 64 bits: the probability that two of a million articles share an id is 3e-8."""


def web_address(text: str | None) -> str | None:
    """Return `text` if it is a web address; not `-` or `N/A`, by which many articles would share an id."""
    return text if text and text.lower().startswith(WEB) else None


def article_id(name: str, url: str | None = None, record: str | None = None, line: int | None = None) -> str:
    """Return 16 hex digits of SHA-256 over what identifies an article.

    A record with its own id is identified by its url (else its file) and that id, because several records may
    have the link of the one page from which they were cut. A record without its own id is identified by its
    url, else by file and line. A page is identified by its url, else by its file. The url of a whole site
    does not identify a page: some sites put it on all their pages.

    Args:
        name: the path of the file within its source.
        url: address of the article. In records its fragment counts, because it distinguishes the entries of a
            live blog; a page is the same with and without `#comments`.
        record: the record's own id.
        line: 1-based line of a record; None for a page.
    """
    if url and line is None and not names_page(url):
        url = None
    if url and record is not None:
        key = f"record\n{url}\n{record}"
    elif url:
        key = f"url\n{url.partition('#')[0] if line is None else url}"
    elif record is not None:
        key = f"record\n{name}\n{record}"
    elif line is not None:
        key = f"line\n{name}\n{line}"
    else:
        key = f"file\n{name}"
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:ID_DIGITS]


def names_page(url: str) -> bool:
    """Whether a url is not that of a home page: it has a path or a query."""
    _, _, rest = url.partition("://")
    site, _, path = rest.partition("#")[0].partition("/")
    return bool(path.strip("/")) or "?" in site
