"""Marks: a passage in a terminal, with its best sentence and its highlights in styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.cli.output import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.text import Text

    from index.answer import Snippet
    from index.records import Span

MARK = "bold underline"
"""Style of a word that matches the question."""
SURROUNDINGS = "dim"
"""Style of further passages, and of the passage around the best sentence."""


def marked(text: str, snippet: Snippet) -> Text:
    """Return the passage with its best sentence and its highlights in other styles."""
    from rich.text import Text

    shown = Text()
    start, end = snippet.start, snippet.end
    for since, until, style in ((0, start, SURROUNDINGS), (start, end, ""), (end, len(text), SURROUNDINGS)):
        for piece, is_marked in pieces(text[since:until], spans_within(snippet.highlights, since, until)):
            # Piece by piece, since removing unprintable characters shifts the offsets.
            shown.append(printable(piece), MARK if is_marked else style)
    return shown


def spans_within(highlights: Iterable[Span], start: int, end: int) -> list[Span]:
    """Return the parts of spans that lie between `start` and `end`, with offsets from `start`."""
    cut = [(max(since, start) - start, min(until, end) - start) for since, until in highlights]
    return [(since, until) for since, until in cut if since < until]


def pieces(text: str, highlights: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """Yield the text in pieces, each with whether it is highlighted, so that each piece can be escaped.

    Args:
        text: any text.
        highlights: sorted, disjoint spans in code points, as those of a snippet.
    """
    done = 0
    for start, end in highlights:
        if done < start:
            yield text[done:start], False
        yield text[start:end], True
        done = end
    if done < len(text):
        yield text[done:], False
