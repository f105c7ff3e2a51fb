"""The articles that are to be found at a web address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.understanding.addresses import SITE

if TYPE_CHECKING:
    from index.snapshot.catalog import Catalog


def articles_at(catalog: Catalog, address: str) -> tuple[int, ...]:
    """Gives the ordinals of the articles that have an address, in their order.

    Neither the scheme, `www.` and a slash at the end tell pages apart, nor capitals. A query or a fragment
    does where an article has it; otherwise one that has the address with less of it is meant
    (`?id=5&utm_source=whatsapp`), or the only one that has it with some.
    """
    page, query, fragment = _parts(address)
    urls = [(ordinal, _parts(url)) for ordinal, url in catalog.addresses(page)]
    there = [(ordinal, parts) for ordinal, parts in urls if parts[0] == page]
    queries = {parts[1] for _, parts in there}
    if query not in queries:
        fields = set(query.split("&"))
        less = [one for one in queries if not one or fields.issuperset(one.split("&"))]
        only = queries if not query and len(queries) == 1 else ()
        query = max(less or only, key=len, default=query)
    found = [(ordinal, parts[2]) for ordinal, parts in there if parts[1] == query]
    meant = [ordinal for ordinal, told in found if told == fragment]
    return tuple(meant or [ordinal for ordinal, _ in found])


def _parts(address: str) -> tuple[str, str, str]:
    """The page, query and fragment of an address, in small letters."""
    whole, _, fragment = address.lower().partition("#")
    page, _, query = whole.partition("?")
    site = SITE.match(page)
    return page[site.start("host") if site else 0 :].rstrip("/"), query, fragment
