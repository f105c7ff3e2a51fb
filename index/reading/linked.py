"""What a page says of its article in JSON-LD."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from index.reading.chrome import is_prose, words
from index.reading.encoding import repair
from index.reading.markup import without_markup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TEASER = 0.5
"""Of the article's letters; with fewer the page shows only its beginning. What JSON-LD calls the body often
lacks lists and subheadings, so it counts only then."""

_ARTICLE_TYPES = re.compile(r"(?:https?://schema\.org/)?(?!Job)\w*(?:Article|Posting)", re.IGNORECASE)


def linked_data(tree: Any) -> dict[str, Any]:
    """The fields of the page's JSON-LD article; empty when it has none that can be read."""
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
                return item
    return {}


def _objects(data: object) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for item in data:
            yield from _objects(item)
    elif isinstance(data, dict):
        yield data
        yield from _objects(data.get("@graph"))
        yield from _objects(data.get("mainEntity"))


def fuller_text(facts: dict[str, Any], shown: str) -> str:
    """The article's text: what the page shows, or what its JSON-LD holds where the page shows only a teaser.

    Pages that a script fills show nothing at all, and those behind a paywall the first sentences.
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
