"""Web addresses in a question: where they are, and what they say in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from index.reading.identity import names_page
from index.text.spans import without

if TYPE_CHECKING:
    from index.records import Span

SHORTEST_SLUG = 3
"""Words of a slug that says what an article is about: `/hari-batik` may be any page of a site."""
SHORTEST_ID = 5
"""Characters of a part of a slug with a figure in it that is no word, number or year: `4705012`, `6f3a9b`."""
_SYLLABLE = re.compile(r"[a-z]{3}")
"""What words in mixed case have, `iPhone` and `McDonald`, and ids seldom."""
_ADDRESS = re.compile(r"(?<![\w@/])(?:https?://|www\.)[^\s<>\"“”„‟«»]+", re.IGNORECASE)
_SCHEMELESS = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>\"“”„‟«»]+", re.IGNORECASE)
SITE = re.compile(r"(?:https?://)?(?:www\.)?(?P<host>[^/?#]*)", re.IGNORECASE)
_AFTER = ".,:;!?'’…"
"""What stands after an address, and is no part of it."""
_QUOTES = '<>{}"“”„‟«» \t\r\n'
_AROUND = f"{_AFTER}()[]{_QUOTES}"
_SEGMENT = re.compile(r"[^/]+")
_ENDING = re.compile(r"\.[a-z]{2,5}$", re.IGNORECASE)
_ESCAPED = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
_PART = re.compile(r"[^\W_]+")


class Addressed(NamedTuple):
    """A question and its addresses."""

    text: str
    """The question with blanks for all of an address but the words of its slug."""
    places: tuple[Span, ...] = ()
    """Of the addresses in the question."""
    alone: str | None = None
    """The address, where a question is nothing else."""


def addressed(question: str) -> Addressed:
    """Gives a question without the addresses in it.

    Of each the words of its slug are left: of one part of its path, where that has `SHORTEST_SLUG` words, but
    ids and the ending of a file. Of the home page of a site its name is left. Without `http://` or `www.`
    only a question that is nothing else is an address.
    """
    alone = _ended(question.lstrip(_AROUND).rstrip(_AFTER + _QUOTES))
    if _SCHEMELESS.fullmatch(alone):
        places = [(question.index(alone), question.index(alone) + len(alone))]
    else:
        places = [
            (found.start(), found.start() + len(_ended(found[0]))) for found in _ADDRESS.finditer(question)
        ]
    text = question
    for start, end in places:
        kept = [(start + first, start + last) for first, last in _words(question[start:end])]
        text = _keeping(text, (start, end), kept)
    only = len(places) == 1 and not without(question, places).strip(_AROUND)
    return Addressed(text, tuple(places), question[slice(*places[0])] if only else None)


def _ended(address: str) -> str:
    """The address without the signs after it; a bracket that it opens is its own."""
    address = address.rstrip(_AFTER)
    for opening, closing in ("()", "[]"):
        while address.endswith(closing) and address.count(closing) > address.count(opening):
            address = address[:-1].rstrip(_AFTER)
    return address


def _words(address: str) -> list[Span]:
    """The places in an address of what it says in words."""
    site = SITE.match(address)
    host = site.span("host") if site else (0, 0)
    if not names_page(address if "://" in address else f"http://{address}"):
        return [host]
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    slugs = [_slug(path, *segment.span()) for segment in _SEGMENT.finditer(path, host[1])]
    return max(slugs, key=len, default=[])


def _slug(path: str, start: int, end: int) -> list[Span]:
    """The places of the words of a part of a path; none, where these are too few."""
    segment = _ESCAPED.sub("   ", _ENDING.sub("", path[start:end]))
    parts = [found for found in _PART.finditer(segment) if not _is_id(found[0])]
    if sum(found[0].isalpha() for found in parts) < SHORTEST_SLUG:
        return []
    return [(start + found.start(), start + found.end()) for found in parts]


def _is_id(part: str) -> bool:
    figures = any(sign.isdigit() for sign in part)
    mixed = not (part.isdigit() or part.islower() or part.isupper() or part.istitle())
    return (mixed and not _SYLLABLE.search(part)) or (figures and len(part) >= SHORTEST_ID)


def _keeping(text: str, place: Span, kept: list[Span]) -> str:
    """The text with blanks in a place, but for some within it."""
    start, end = place
    blanks = without(text, [place])
    for first, last in kept:
        blanks = blanks[:first] + text[first:last] + blanks[last:]
    return text[:start] + blanks[start:end] + text[end:]
