"""Text of fields that are themselves lists or objects, such as the bodies of block editors."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain, islice
from typing import TYPE_CHECKING

from index.errors import ReadError
from index.reading.lines import LINE_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMING = ("name", "title", "value", "rendered", "term", "$oid")
"""Keys of the text in a field that is itself an object: WordPress has `rendered`, feedparser `term`, MongoDB
`$oid`."""
TEXT = ("text", "content", "html", "body", "value", "rendered")
"""Keys of the text in a body or a block of it that is an object. A name or a title is not its text."""
BELOW = ("children", "items")
"""Keys of further blocks under the text of a block, as in a list within a list."""
INLINE = ("text", "span")
"""Types of a text within a paragraph."""
DEPTH = 32
"""Most nested levels of a field. In the JSON of an editor, each list within a list takes four more, so that
real ones have up to some twenty; Python fails at some hundreds."""
PIECES = 100_000
"""Most values in one field, at any depth; no article has as many paragraphs."""

_CONTAINERS = (Mapping, list, tuple)


def check_size(value: object, name: str) -> None:
    """Refuse values that would exhaust stack or memory: with YAML aliases, 475 bytes can mean 10^9 values.

    Raises:
        ReadError: the field is nested too deep, or expands to far more than the file holds.
    """
    pieces = letters = 0
    level: list[object] = [value]
    for _ in range(DEPTH):
        level = list(islice(chain.from_iterable(map(_pieces, level)), PIECES + 1))
        if not level:
            return
        pieces += len(level)
        letters += sum(len(piece) for piece in level if isinstance(piece, str))
        if pieces > PIECES or letters > LINE_LIMIT:
            break
    raise ReadError(f"the field {name} is nested too deep or too large; write it as plain text")


def _pieces(value: object) -> Iterable[object]:
    if isinstance(value, Mapping):
        return chain(value.keys(), value.values())
    return value if isinstance(value, (list, tuple)) else ()


def longest_text(value: object) -> int:
    """Return the number of words in the longest text anywhere in a list or an object."""
    if isinstance(value, str):
        return len(value.split())
    return max(map(longest_text, _pieces(value)), default=0)


def as_text(value: object) -> str:
    """Return a field as text: of a list its parts, of an object its name."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return next(filter(None, (as_text(value[key]) for key in NAMING if key in value)), "")
    if isinstance(value, (list, tuple)):
        return ", ".join(text for part in value if (text := as_text(part)).strip())
    return "" if value is None or isinstance(value, bool) else str(value)


def body_text(value: object, key: str | None = "") -> str:
    """Return a body as text: its blocks as paragraphs, and the texts within a block without a separator.

    Args:
        value: the body, or a part of it: lists and objects in each other, in the form of any editor.
        key: the key of the part in its object; None in a list, empty for the whole body.
    """
    if isinstance(value, Mapping):
        return _object_text(value)
    if not isinstance(value, (list, tuple)):
        return as_text(value)
    if key and any(_is_inline(part, key) for part in value):
        return "".join(body_text(part, None) or _break(part) for part in value)
    between = ", " if key is None else "\n\n"  # a list in a list is a row of a table
    return between.join(filter(None, (body_text(part, None) for part in value)))


def _object_text(value: Mapping[str, object]) -> str:
    texts = (body_text(value[key], key) for key in TEXT if isinstance(value.get(key), (str, *_CONTAINERS)))
    text = next(filter(None, texts), "")
    others = (key for key, part in value.items() if key not in TEXT and isinstance(part, _CONTAINERS))
    # With a text of its own, an object may hold the same once more in another form.
    below = (body_text(value[key], key) for key in others if not text or key in BELOW)
    return "\n\n".join(filter(None, (text, *below)))


def _is_inline(part: object, key: str) -> bool:
    """Whether a part of a list is a text within a paragraph; `key` is that of the list."""
    if not isinstance(part, Mapping):
        return isinstance(part, str) and key == "children"
    kind = _kind(part)
    return (kind in INLINE and key in ("children", "content")) or (
        kind is None and key == "children" and isinstance(part.get("text"), str)
    )


def _kind(part: Mapping[str, object]) -> object:
    return next((part[key] for key in ("type", "_type", "nodeType") if key in part), None)


def _break(part: object) -> str:
    """Return a line break for `hardBreak`, `linebreak` and the like."""
    return "\n" if isinstance(part, Mapping) and str(_kind(part)).lower().endswith("break") else ""
