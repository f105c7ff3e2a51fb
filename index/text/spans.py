"""Places in a text, as (start, end) in code points."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.records import Span


def without(text: str, spans: Iterable[Span]) -> str:
    """Gives the text with blanks in some places, so that all others stay where they are."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def covered(spans: Iterable[Span]) -> set[int]:
    """Gives the positions of all characters in some places."""
    return {at for start, end in spans for at in range(start, end)}
