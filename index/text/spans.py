"""Spans of a text: (start, end) in code points."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.records import Span


def without(text: str, spans: Iterable[Span]) -> str:
    """Return the text with blanks in place of some spans, so that the rest keeps its positions."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def covered(spans: Iterable[Span]) -> set[int]:
    """Return the positions of all characters in some spans."""
    return {at for start, end in spans for at in range(start, end)}


def overlaps(span: Span, positions: set[int]) -> bool:
    """Whether a character of a span is at one of some positions."""
    return not positions.isdisjoint(range(*span))
