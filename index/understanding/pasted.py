"""Markup in a question that was copied from a page: HTML, its entities, and Markdown."""

from __future__ import annotations

import re
from html import unescape

from index.reading.markup import without_markup

_COMMENT = re.compile(r"<!--.*?-->|<!doctype[^<>]*>", re.IGNORECASE | re.DOTALL)
# Tags of whole pages, which the records of articles do not have.
_OF_PAGE = re.compile(
    r"</?(?:html|head|body|title|meta|link|label|button|input|video|audio|source|picture|time)"
    r"(?:\s[^<>=]*=[^<>]*|\s*)/?>",
    re.IGNORECASE,
)
_SYMBOL = re.compile(r"<[A-Z]{1,5}>")
"""The symbol of a share: `SEARS <S>`. It looks like a tag that is never closed."""
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_LINK = re.compile(
    r"!?\[(?P<text>[^\[\]]*)\]\(\s*<?[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)?>?(?:\s+\"[^\"]*\")?\s*\)"
)
_LINE_MARK = re.compile(r"^[ \t]*(?:(?:#{1,6}|>|[*+-])[ \t]+)+(?!\d)", re.MULTILINE)
_STRESSED = re.compile(
    r"(?<![^\W_])(?P<mark>\*{1,3}|_{1,3}|~~|`{1,3})(?=\S)(?P<text>[^\n]*?\S)(?P=mark)(?![^\W_])"
)
_NESTED = 2
"""Levels of nested emphasis: `**_Jokowi_**`."""
_LINE_BREAKS, _BLANKS = re.compile(r"\s*\n\s*"), re.compile(r"[ \t\xa0]+")


def unmarked(question: str) -> str:
    """Return a question without tags, entities, and Markdown's links, emphasis and headings.

    `inflasi < 3%`, `GENERAL ELECTRIC <GE>`, `AT&T`, `#BanjirJakarta` and `IZ*ONE` are ordinary text. A
    question without markup stays as it is.
    """
    text = _LINK.sub(r"\g<text>", _without_tags(question))
    text = _ENTITY.sub(lambda entity: unescape(entity[0]), text)
    text = _LINE_MARK.sub("", text)
    for _ in range(_NESTED):
        text = _STRESSED.sub(r"\g<text>", text)
    if text == question:
        return question
    return _LINE_BREAKS.sub("\n", _BLANKS.sub(" ", text)).strip()


def _without_tags(question: str) -> str:
    if "<" not in question and "&lt;" not in question:
        return question
    if _SYMBOL.search(question) and "</" not in question:
        return question
    return without_markup(_OF_PAGE.sub(" ", _COMMENT.sub(" ", question)))
