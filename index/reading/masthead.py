"""Which outlet a page belongs to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.reading.chrome import chrome, plain, words
from index.reading.dated import find_date_line

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME_WORDS = 4
"""Words of the longest names of outlets."""
EDITION_WORDS = 3
"""Words behind an outlet's name that tell its edition: "ANTARA News Kalimantan Selatan"."""
SUFFIX_REACH = 80
"""Letters at the end of a title that hold the outlet, with what parts it from the headline."""
_SIGNED, _REACH = 20, 300
"""Lines with a copyright sign that are looked at, from the last, and the letters of each: a page has few."""

_SUFFIX = re.compile(r"\s+(?:[-–—|:]+|::)\s+(?P<name>[^-–—|:]{2,40})$")
_OPENING = re.compile(r"^.{0,90}?(?:\s[-–—]+\s|\s*[–—])")
_SIGN = re.compile(r"©|copyright|hak cipta", re.IGNORECASE)
SHOWN_AT = re.compile(r"(?:tayang|terbit|dimuat) di (?P<name>[\w.]*\w)", re.IGNORECASE)
"""The notice "Artikel ini telah tayang di Kompas.com", often with an address after it."""


def own_outlets(lines: Sequence[str], end: int) -> dict[str, str]:
    """Names of the page's own outlet, in lower case, with how the page first writes each.

    A name counts when it stands above the text, alone or before the date, and the page says it again
    where outlets stand: in the place line or by a copyright sign. So no list of outlets is needed.

    Args:
        lines: All lines of the page.
        end: Number of the first line of the text.
    """
    signed = [line[:_REACH] for line in lines if _SIGN.search(line)][-_SIGNED:]
    openings = [match[0] for line in lines[end : end + 2] if (match := _OPENING.match(line))]
    again = "\n".join([*signed, *openings]).lower()
    found: dict[str, str] = {}
    for line in lines[:end]:
        dated = find_date_line(line) if line else None
        name = dated[1] if dated else line
        if _may_be_name(name) and _stands_in(name.lower(), again):
            found.setdefault(name.lower(), name)
    return found


def _may_be_name(name: str) -> bool:
    fits = 0 < len(words(name)) <= NAME_WORDS and re.fullmatch(r"\w[\w .&'’-]*", name)
    return bool(fits) and not re.search(r"\d", name) and not chrome().is_section(name)


def _stands_in(name: str, again: str) -> bool:
    """True when `name` follows a comma, a bracket, a copyright sign or a year, or begins a line."""
    # Most names stand nowhere, and each would need a pattern of its own.
    return name in again and bool(
        re.search(rf"(?:^|[,(©]|\d{{4}})\s*{re.escape(name)}\b", again, re.MULTILINE)
    )


def outlet_above(lines: Sequence[str], own: dict[str, str]) -> str | None:
    """The outlet that stands on a line above the text, when it is only one; the page's own comes first."""
    if own:
        return next(iter(own.values()))
    known = chrome()
    named = {line for line in lines if line and known.is_outlet(line) and not known.is_section(line)}
    return named.pop() if len(named) == 1 else None


def shown_at(text: str) -> str | None:
    """The outlet that a notice names, see `SHOWN_AT`."""
    match = SHOWN_AT.search(text)
    return match["name"] if match and chrome().is_outlet(match["name"]) else None


def strip_outlet(title: str) -> tuple[str, str | None]:
    """The headline without " - Kompas.com" or " | Tempo Gaya" after it, and that outlet."""
    end, outlet = len(title), None
    while match := _SUFFIX.search(title, max(0, end - SUFFIX_REACH), end):
        name = match["name"].strip()
        if not begins_with_outlet(name):
            break
        end, outlet = match.start(), outlet or name
    return title[:end], outlet


def begins_with_outlet(name: str) -> bool:
    """True for an outlet, alone or before its column or edition: "Tempo Gaya", "ANTARA News Jawa Timur".

    "Suara Prabowo Unggul" is none: outlets named by an ordinary word stand alone or before a column.
    """
    known, parts = chrome(), name.split()
    sizes = [size for size in range(1, len(parts) + 1) if known.is_outlet(" ".join(parts[:size]))]
    if not sizes:
        return False
    outlet, rest = " ".join(parts[: sizes[-1]]), parts[sizes[-1] :]
    if all(plain(part) in known.crumbs for part in rest):
        return True
    edition = len(rest) <= EDITION_WORDS and not any(part[0].islower() for part in rest)
    return edition and plain(outlet) not in known.ordinary
