"""The byline that names a reporter and the outlet: "Rina Wati - detikNews"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.reading.chrome import chrome
from index.reading.masthead import begins_with_outlet, strip_outlet
from index.reading.people import split_names
from index.reading.prose import is_prose, plain, words
from index.reading.published_line import find_date_line

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

_WORD = r"[A-Z][\w.'’-]*"
_SIGNED = re.compile(rf"(?P<name>{_WORD}(?:\s{_WORD}){{1,3}})\s[-–—]\s(?P<outlet>\w[\w. ]{{1,39}})")
_DESK = re.compile(r"(?P<outlet>[a-z]{2,})[A-Z]\w*")
"""An outlet and its desk, written as one word: "detikJabar"."""


def byline_below(
    lines: Sequence[str], title: int, end: int, outlets: Container[str]
) -> tuple[int, str] | None:
    """Return the number of the byline right below the headline, and its reporter; None without a byline.

    Date lines and the repeated headline may be between them. A name that the headline or the text mentions is
    a place and not a reporter: "Lombok Timur - Suara NTB".

    Args:
        lines: the lines of the page without label lines.
        title: number of the headline.
        end: number of the first line of the text.
        outlets: names of the page's own outlet in lower case, besides the known outlets.
    """
    headline = plain(strip_outlet(lines[title])[0])
    for number in range(title + 1, end):
        line = lines[number]
        if not line or find_date_line(line) or plain(strip_outlet(line)[0]) == headline:
            continue
        name = _reporter(line, outlets)
        told = (lines[title], *filter(is_prose, lines[end:]))
        return (number, name) if name and not any(name in said for said in told) else None
    return None


def _reporter(line: str, outlets: Container[str]) -> str | None:
    """Return the name in a line of a reporter and an outlet; None for any other line."""
    match = _SIGNED.fullmatch(line)
    if not match or not (match["outlet"].lower() in outlets or _is_outlet(match["outlet"])):
        return None
    name, known = match["name"], chrome()
    # "Berita Utama", "Info Haji" and "SEPAK BOLA" are columns.
    is_column = name.isupper() or not (known.crumbs | known.media).isdisjoint(words(name))
    return None if is_column or known.is_section(name) or split_names(name) != (name,) else name


def _is_outlet(name: str) -> bool:
    desk, known = _DESK.fullmatch(name), chrome()
    is_desk = desk is not None and known.is_outlet(desk["outlet"])
    return is_desk or begins_with_outlet(name) or known.names_medium(name)
