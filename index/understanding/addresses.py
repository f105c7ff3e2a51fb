"""Web addresses in a question: their spans, and the words in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from index.reading.identity import names_page
from index.text.patterns import LETTERS_AND_DIGITS
from index.text.spans import without
from index.understanding.framing_forms import framing_forms
from index.understanding.newness import names_news
from index.understanding.phrasing import framed
from index.understanding.subject import subject_words

if TYPE_CHECKING:
    from index.records import Span

SHORTEST_SLUG = 3
"""Fewest words of a slug that names the topic of an article: `/hari-batik` may be any page of a site."""
SHORTEST_ID = 5
"""Fewest characters of an id with a figure in a slug (`4705012`, `6f3a9b`); numbers and years have fewer."""
_SYLLABLE = re.compile(r"[a-z]{3}")
"""A syllable, which words in mixed case have (`iPhone`, `McDonald`) and ids seldom."""
_ADDRESS = re.compile(r"(?<![\w@/])(?:https?://|www\.)[^\s<>\"“”„‟«»]+", re.IGNORECASE)
_SCHEMELESS = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>\"“”„‟«»]+", re.IGNORECASE)
SITE = re.compile(r"(?:https?://)?(?:www\.)?(?P<host>[^/?#]*)", re.IGNORECASE)
_AFTER = ".,:;!?'’…"
"""Signs after an address that are no part of it."""
_QUOTES = '<>{}"“”„‟«» \t\r\n'
_AROUND = f"{_AFTER}()[]{_QUOTES}"
_WRITTEN = re.compile(r"\S(?:.*\S)?", re.DOTALL)
_SEGMENT = re.compile(r"[^/]+")
_ENDING = re.compile(r"\.[a-z]{2,5}$", re.IGNORECASE)
_ESCAPED = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)


class Addressed(NamedTuple):
    """A question and its addresses."""

    text: str
    """The question with blanks in place of addresses, except the words of their slugs."""
    spans: tuple[Span, ...] = ()
    """The spans of the addresses in the question."""
    alone: str | None = None
    """The address, where the question is nothing else."""


def addressed(question: str) -> Addressed:
    """Return a question without the addresses in it.

    The words of a slug stay: those of the longest part of the path, if it has `SHORTEST_SLUG` words, without
    ids and the file extension. The host name stays of the address of a home page. Without `http://` or `www.`
    an address is recognised only if the question is nothing else.
    """
    alone = _ended(question.lstrip(_AROUND).rstrip(_AFTER + _QUOTES))
    if _SCHEMELESS.fullmatch(alone):
        spans = [(question.index(alone), question.index(alone) + len(alone))]
    else:
        spans = [
            (found.start(), found.start() + len(_ended(found[0]))) for found in _ADDRESS.finditer(question)
        ]
    text = question
    for start, end in spans:
        kept = [(start + first, start + last) for first, last in _words(question[start:end])]
        text = _keeping(text, (start, end), kept)
    only = len(spans) == 1 and not without(question, spans).strip(_AROUND)
    return Addressed(text, tuple(spans), question[slice(*spans[0])] if only else None)


def talk_beside(question: str, found: Addressed) -> list[Span]:
    """Return the spans of what stands beside the only address, if it names no subject: `benarkah`, `hoax?`.

    Args:
        question: the question as asked.
        found: its addresses.
    """
    if len(found.spans) != 1 or found.alone:
        return []
    rest = without(question, found.spans)
    if names_news(rest):  # `latest news https://…`
        return []
    framing, asks_nothing = framed(rest)
    subject = {rest[slice(*word)].lower() for word in subject_words(without(rest, framing))}
    if not asks_nothing and subject - framing_forms().hoax - framing_forms().right:
        return []
    start, end = found.spans[0]
    sides = (_WRITTEN.search(rest, *side) for side in ((0, start), (end, len(rest))))
    return [side.span() for side in sides if side]


def _ended(address: str) -> str:
    """Return the address without the signs after it; a closing bracket stays if the address opens it."""
    address = address.rstrip(_AFTER)
    for opening, closing in ("()", "[]"):
        while address.endswith(closing) and address.count(closing) > address.count(opening):
            address = address[:-1].rstrip(_AFTER)
    return address


def _words(address: str) -> list[Span]:
    """Return the spans of the words in an address."""
    site = SITE.match(address)
    host = site.span("host") if site else (0, 0)
    if not names_page(address if "://" in address else f"http://{address}"):
        return [host]
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    slugs = [_slug(path, *segment.span()) for segment in _SEGMENT.finditer(path, host[1])]
    return max(slugs, key=len, default=[])


def _slug(path: str, start: int, end: int) -> list[Span]:
    """Return the spans of the words of a part of a path; none if there are too few."""
    segment = _ESCAPED.sub("   ", _ENDING.sub("", path[start:end]))
    parts = [found for found in LETTERS_AND_DIGITS.finditer(segment) if not _is_id(found[0])]
    if sum(found[0].isalpha() for found in parts) < SHORTEST_SLUG:
        return []
    return [(start + found.start(), start + found.end()) for found in parts]


def _is_id(part: str) -> bool:
    figures = any(sign.isdigit() for sign in part)
    mixed = not (part.isdigit() or part.islower() or part.isupper() or part.istitle())
    return (mixed and not _SYLLABLE.search(part)) or (figures and len(part) >= SHORTEST_ID)


def _keeping(text: str, span: Span, kept: list[Span]) -> str:
    """Return the text with blanks in a span, except in some spans within it."""
    start, end = span
    blanks = without(text, [span])
    for first, last in kept:
        blanks = blanks[:first] + text[first:last] + blanks[last:]
    return text[:start] + blanks[start:end] + text[end:]
