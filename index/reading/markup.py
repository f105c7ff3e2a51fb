"""Plain text from fields in HTML, as feeds and exports of site databases have them."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
"""Tags that separate paragraphs."""
DROPPED = ("script", "style", "noscript", "iframe", "template", "svg", "video", "audio")
"""Tags whose content readers do not see."""
OTHERS = (
    "a", "abbr", "b", "br", "cite", "code", "del", "em", "font", "i", "img", "ins",
    "mark", "picture", "q", "s", "small", "source", "span", "strike", "strong", "sub", "sup", "td", "th", "u",
)  # fmt: skip
"""Tags within paragraphs: `br` ends a line, `td` and `th` are separated by commas, the others are dropped."""

_NAMES = "|".join(sorted({*BLOCKS, *DROPPED, *OTHERS}, key=len, reverse=True))
# Attributes need an equals sign: "jika a <b dan c> d" has no tag.
_TAG = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>=]*=[^<>]*|\s*)/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ESCAPED_END = re.compile(rf"&lt;/(?P<name>{_NAMES})\s*&gt;", re.IGNORECASE)
_BLOCK = re.compile(rf"</?(?:br|{'|'.join(BLOCKS)})\b", re.IGNORECASE)
_FRAME = re.compile(r"</?(?:html|head|body)\b[^<>]*>", re.IGNORECASE)  # lxml ignores text after the last
_BLANK_LINES = re.compile(r"\n[ \t\r]*\n\s*")
_LONE = re.compile(r"<(?![a-z/!?])", re.IGNORECASE)


def without_markup(text: str) -> str:
    """Return `text` without comments, and as paragraphs of plain text if it has HTML tags.

    Only tags with a known name count: `a < b`, `<3` and `<nama>` alone are text. A line break stays one if no
    tag separates paragraphs or lines; else a single one is a space. Escaped tags, as in some exports, count
    if an element both begins and ends with them: `&lt;p&gt;` alone is text about HTML.
    """
    closed = text.rfind("-->") + len("-->")  # to search for each end beyond would take hours
    text = _COMMENT.sub("", text[:closed]) + text[closed:]
    if not _TAG.search(text) and _is_escaped(text):
        text = unescape(text)
    if not _TAG.search(text):
        return text
    from lxml import etree  # type: ignore[import-untyped]  # here, since most files hold no HTML

    source = _LONE.sub("&lt;", _FRAME.sub("", text.replace("\x00", "").replace("\r\n", "\n")))
    source = _BLANK_LINES.sub("<p>", source.strip())
    source = source.replace("\n", " " if _BLOCK.search(text) else "<br>")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring(f"<div>{source}</div>".encode(errors="replace"), parser)
    etree.strip_elements(root, *DROPPED, with_tail=False)
    parts: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        parts += (_before(element), element.text) if event == "start" else (_after(element), element.tail)
    return "".join(part for part in parts if part)


def _is_escaped(text: str) -> bool:
    end = _ESCAPED_END.search(text)
    return end is not None and f"&lt;{end['name']}".lower() in text[: end.start()].lower()


def _before(element: Any) -> str:
    if element.tag == "br":
        return "\n"
    if element.tag in ("td", "th"):
        return ", " if element.getprevious() is not None else ""
    return _after(element)


def _after(element: Any) -> str:
    return "\n\n" if element.tag in BLOCKS else ""
