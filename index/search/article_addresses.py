"""Articles by web address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.understanding.addresses import SITE

if TYPE_CHECKING:
    from index.snapshot.catalog import Catalog


def articles_at(catalog: Catalog, address: str) -> tuple[int, ...]:
    """Return the ordinals of the articles at an address, ascending.

    Scheme, `www.`, ASCII capitals and a slash at the end do not count. The query or fragment counts if an
    article has the same. Otherwise the article matches whose address has the most of the query
    (`?id=5&utm_source=whatsapp`), or, for an address without a query, the only one that has any.
    """
    page, query, fragment = _parts(address)
    urls = [(ordinal, _parts(url)) for ordinal, url in catalog.addresses(page)]
    there = [(ordinal, parts) for ordinal, parts in urls if parts[0] == page]
    queries = {parts[1] for _, parts in there}
    if query not in queries:
        fields = set(query.split("&"))
        less = [part for part in queries if not part or fields.issuperset(part.split("&"))]
        only = queries if not query and len(queries) == 1 else ()
        query = max(less or only, key=len, default=query)
    found = [(ordinal, parts[2]) for ordinal, parts in there if parts[1] == query]
    exact = [ordinal for ordinal, own in found if own == fragment]
    return tuple(exact or [ordinal for ordinal, _ in found])


def _parts(address: str) -> tuple[str, str, str]:
    """Return the page, query and fragment of an address, with its ASCII letters in lower case."""
    whole, _, fragment = _ascii_lowered(address).partition("#")
    page, _, query = whole.partition("?")
    site = SITE.match(page)
    return page[site.start("host") if site else 0 :].rstrip("/"), query, fragment


def _ascii_lowered(text: str) -> str:
    """Return the text as SQLite's `lower` does, which leaves `É` as it is."""
    return text.encode(errors="replace").lower().decode()
