"""The dates that an HTML page shows to readers."""

from __future__ import annotations

from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, Any

from index.reading.encoding import repair
from index.reading.prose import words
from index.reading.published_line import find_date_line, names_change

if TYPE_CHECKING:
    from collections.abc import Iterator

_PUBLISHED = "//*[@itemprop='datePublished']"
# Dates of a quoted post, of other articles, or today's date above the whole site.
_BESIDE = (
    "ancestor::aside or ancestor::nav or ancestor::blockquote"
    " or ancestor::*[self::header or self::footer][not(ancestor::article or ancestor::main)]"
)
_TIMES = f"//time[@datetime or text()][not({_BESIDE})]"
_STYLED = (
    "//*[self::div or self::span or self::p or self::small or self::li]"
    "[contains(@class, 'date') or contains(@class, 'time')"
    " or contains(@class, 'tanggal') or contains(@class, 'tgl')]"
)
BELOW_HEADLINE = 40
"""Pieces of text after the headline that may be the date line; later dates belong to links."""
HEADLINES = 5
"""Most headings that repeat the page's title and are followed by a search for dates, which reads the rest of
it."""
TIMES = 20
"""Most `time` elements that are read, for the same reason."""
LABEL_WORDS = 3
"""Most words of a separate label before a date: "Terakhir diperbarui:"."""


def shown_dates(tree: Any, headlines: list[Any]) -> list[str]:
    """Return the dates that a page shows: marked as published, below the headline, or in `time` elements.

    Dates of a later change are returned only if there is no other; dates by style only if there are none.
    """
    published = [text for node in tree.xpath(_PUBLISHED) for text in _texts(node)]
    title = " ".join(map(text_of, tree.xpath("//title")))
    own = (node for node in headlines if stands_in(text_of(node), title))
    below = chain.from_iterable(map(_below, islice(own, HEADLINES)))
    found = [*below, *chain.from_iterable(map(_marked, tree.xpath(_TIMES)[:TIMES]))]
    later = [text for text, is_later in found if is_later]
    shown = [*published, *(text for text, is_later in found if not is_later)]
    return shown or later or [text for node in tree.xpath(_STYLED) for text in _texts(node)]


def _below(headline: Any) -> Iterator[tuple[str, bool]]:
    """Yield the date lines under a headline, and whether each is of a later change."""
    below = headline.xpath(f"following::text()[normalize-space()][position() <= {BELOW_HEADLINE}]")
    lines = (" ".join(repair(str(text)).split()) for text in below)
    for before, line in pairwise(chain([""], lines)):
        if dated := find_date_line(line):
            yield line, names_change(line[: dated[0].start]) or _labels_change(before)


def _marked(node: Any) -> Iterator[tuple[str, bool]]:
    """Yield the texts of a `time` element, and whether it is of a later change."""
    styles = (node.get("class") or "").split()
    before = node.xpath("preceding::text()[normalize-space()][1]")
    is_later = node.get("itemprop") == "dateModified" or ("updated" in styles and "published" not in styles)
    is_later = is_later or (bool(before) and _labels_change(str(before[0])))
    return ((text, is_later) for text in _texts(node))


def _labels_change(before: str) -> bool:
    return names_change(before) and len(words(before)) <= LABEL_WORDS


def _texts(node: Any) -> list[str]:
    return [value for value in (node.get("datetime"), node.get("content"), text_of(node)[:200]) if value]


def text_of(node: Any) -> str:
    """Return the repaired text of an element on one line."""
    return " ".join(repair(node.text_content()).split())


def stands_in(heading: str, title: str) -> bool:
    """Whether a heading of three words or more is part of the page's title."""
    return len(heading.split()) > 2 and heading in title
