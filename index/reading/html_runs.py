"""Text that stands beside the paragraphs of an HTML page instead of in one: trafilatura drops it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from index.reading.dateline import parse_dateline
from index.reading.prose import is_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

RUN_LETTERS = 40
"""Least letters outside links of a run that becomes a paragraph: menus, bylines and dates have fewer."""
PLACE_REACH = 6
"""First lines that may be the place line: a standfirst, the date and a caption may come before it."""

_CREDITED = re.compile(r"[.!?]\s*\([A-Z][^()]{1,40}\)$")
_HOLDERS = ("article", "div", "main", "section", "span", "td")
_INLINE = frozenset({
    "a", "abbr", "b", "big", "br", "cite", "code", "em", "font", "i", "ins", "mark", "q", "s", "small",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "wbr",
})  # fmt: skip


def wrap_runs(tree: Any) -> None:
    """Make paragraphs of the sentences that stand bare beside paragraphs, in place.

    `<div><b>Sleman</b> - Warga kembali ke rumah.<p>…</p></div>` is how many sites write the lead. Without a
    paragraph beside it, such text is mostly the caption of a picture.
    """
    mixed = _with_blocks(tree)
    for holder in list(tree.iter(*_HOLDERS)):
        if holder in mixed and any(_is_paragraph(child, mixed) for child in holder):
            for block, run in list(_runs(holder, mixed)):
                if _is_text((holder.text if block is None else block.tail) or "", run):
                    _wrap(holder, block, run)


def _is_paragraph(node: Any, mixed: set[Any]) -> bool:
    return node.tag in ("p", "div") and node not in mixed and _has_sentence(_unlinked(node))


def _with_blocks(tree: Any) -> set[Any]:
    """Return the elements with a block inside."""
    found: set[Any] = set()
    for node in tree.iter("*"):
        if node.tag not in _INLINE:
            above = node.getparent()
            while above is not None and above not in found:
                found.add(above)
                above = above.getparent()
    return found


def _runs(holder: Any, mixed: set[Any]) -> Iterator[tuple[Any, list[Any]]]:
    """Yield the block before each run, None before the first, and the elements of the run."""
    block: Any = None
    run: list[Any] = []
    for child in holder:
        if isinstance(child.tag, str) and (child.tag not in _INLINE or child in mixed):
            yield block, run
            block, run = child, []
        else:
            run.append(child)
    yield block, run


def _is_text(text: str, run: list[Any]) -> bool:
    """Whether a run, which begins with bare `text`, has a sentence outside its links."""
    return _has_sentence(text + "".join(_unlinked(node) + (node.tail or "") for node in run))


def _unlinked(node: Any) -> str:
    return "".join(node.xpath("descendant-or-self::*/text()[not(ancestor::a)]"))


def _has_sentence(text: str) -> bool:
    line = " ".join(text.split())
    return len(line) >= RUN_LETTERS and is_sentence(line)


def _wrap(holder: Any, block: Any, run: list[Any]) -> None:
    paragraph = holder.makeelement("p")
    if block is None:
        paragraph.text, holder.text = holder.text, None
        holder.insert(0, paragraph)
    else:
        paragraph.text, block.tail = block.tail, None
        block.addnext(paragraph)
    paragraph.extend(run)


def place_line(lines: Sequence[str], own: frozenset[str]) -> int | None:
    """Return the number of the place line among the first lines of a body, given the page's `own` outlets."""
    early = [number for number, line in enumerate(lines) if line][:PLACE_REACH]
    return next((n for n in early if is_sentence(lines[n]) and parse_dateline(lines[n], own)), None)


def is_credited(line: str) -> bool:
    """Whether a line above the place line is a caption: it ends with a name in brackets."""
    return bool(_CREDITED.search(line))
