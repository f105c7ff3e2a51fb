"""Ids that stay the same from build to build."""

from __future__ import annotations

import hashlib

WEB = ("http://", "https://")
ID_DIGITS = 16
"""64 bits: two of a million articles share an id with probability 3e-8."""


def web_address(text: str | None) -> str | None:
    """`text` where it is a web address; None for `-` or `N/A`, by which many articles would share one id."""
    return text if text and text.lower().startswith(WEB) else None


def article_id(name: str, url: str | None = None, record: str | None = None, line: int | None = None) -> str:
    """16 hex digits of SHA-256 over what tells the article from all others.

    A record with an id of its own goes by that, within its url, else within its file: any number of records
    may carry the link of the one page that they were cut out of. Without such an id it goes by its url,
    else by file and line; a page goes by its url, else by its file. A url of a whole site is the url of no
    page: sites name their home page so on all of them.

    Args:
        name: The file's path within its source.
        url: Address of the article. A fragment counts in records, where it tells the entries of a live
            blog apart; a whole page is the same with `#comments` and without.
        record: The id that a record carries itself.
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
    """False for the url of a site's home page: it has no path and no query."""
    _, _, rest = url.partition("://")
    site, _, path = rest.partition("#")[0].partition("/")
    return bool(path.strip("/")) or "?" in site
