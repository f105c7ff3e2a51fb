"""JSON-LD: what a page says about its article."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from index.reading.encoding import repair
from index.reading.markup import without_markup
from index.reading.prose import is_prose, plain, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TEASER = 0.5
"""Share of the article's letters below which the page shows only its beginning. Only then the body in JSON-LD
is used, because it often lacks lists and subheadings."""

_ARTICLE_TYPES = re.compile(r"(?:https?://schema\.org/)?(?!Job)\w*(?:Article|Posting)", re.IGNORECASE)


def linked_data(tree: Any, headlines: Sequence[str] = ()) -> dict[str, Any]:
    """Return the fields of the page's JSON-LD article; empty if there is none, or it cannot be read.

    Of several articles it is the first whose headline is one of the page's `headlines`, else the first.
    """
    articles = list(_articles(tree))
    shown = set(map(plain, headlines)) - {""}
    own = (item for item in articles if plain(one_line(item.get("headline")) or "") in shown)
    return next(own, articles[0] if articles else {})


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    for node in tree.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            data = json.loads(node.text_content(), strict=False)
        except (ValueError, RecursionError):
            continue  # hand-made JSON-LD is often broken; the other marks remain
        for item in _objects(data):
            kinds = item.get("@type")
            if any(
                _ARTICLE_TYPES.fullmatch(str(kind))
                for kind in (kinds if isinstance(kinds, list) else [kinds])
            ):
                yield item


def one_line(value: object) -> str | None:
    """Return a field as one line: of a list the first, of an object its name; None without text."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return (" ".join(repair(value).split()) or None) if isinstance(value, str) else None


def _objects(data: object) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for item in data:
            yield from _objects(item)
    elif isinstance(data, dict):
        yield data
        yield from _objects(data.get("@graph"))
        yield from _objects(data.get("mainEntity"))


def fuller_text(facts: dict[str, Any], shown: str) -> str:
    """Return the text of the article: as the page shows it, or from its JSON-LD if it shows only a teaser.

    Pages filled by a script show nothing, and those behind a paywall the first sentences.
    """
    given = facts.get("articleBody")
    whole = repair(without_markup(given)) if isinstance(given, str) else ""
    if len(shown) >= TEASER * len(whole):
        return shown
    told = [line for line in shown.split("\n") if is_prose(line)]
    return whole if not told or _any_stands_in(told, whole) else shown


def _any_stands_in(lines: Sequence[str], whole: str) -> bool:
    text = " ".join(words(whole))
    return any(" ".join(words(line)) in text for line in lines)
