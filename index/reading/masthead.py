"""The outlet of a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.reading.chrome import chrome
from index.reading.prose import plain, words
from index.reading.published_line import find_date_line

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME_WORDS = 4
"""Most words in the name of an outlet."""
EDITION_WORDS = 3
"""Most words of an edition after the name of an outlet: "ANTARA News Kalimantan Selatan"."""
SUFFIX_REACH = 80
"""Letters at the end of a title that are searched for the outlet and the mark before it."""
_SIGNED, _REACH = 20, 300
"""Number of last lines with a copyright sign that are read, and letters of each: a page has few."""

_SUFFIX = re.compile(r"\s+(?:[-–—|:]+|::)\s+(?P<name>[^-–—|:]{2,40})$")
_OPENING = re.compile(r"^.{0,90}?(?:\s[-–—]+\s|\s*[–—])")
_DASHES = " -–—"
_SIGN = re.compile(r"©|copyright|hak cipta", re.IGNORECASE)
SHOWN_AT = re.compile(r"(?:tayang|terbit|dimuat) di (?P<name>[\w.]*\w)", re.IGNORECASE)
"""The notice "Artikel ini telah tayang di Kompas.com", often with an address after it."""


def own_outlets(lines: Sequence[str], end: int) -> dict[str, str]:
    """Return the names of the page's own outlet: name in lower case -> as first written on the page.

    A name counts if it is above the text, alone or before the date, and again where outlets are named: in the
    place line or by a copyright sign. So no list of outlets is needed.

    Args:
        lines: all lines of the page.
        end: number of the first line of the text.
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
    """Whether `name` follows a comma, a bracket, a copyright sign or a year, or begins a line."""
    # The plain search comes first: most names are nowhere, and each needs its own pattern.
    return name in again and bool(
        re.search(rf"(?:^|[,(©]|\d{{4}})\s*{re.escape(name)}\b", again, re.MULTILINE)
    )


def outlet_above(lines: Sequence[str], own: dict[str, str]) -> str | None:
    """Return the page's own outlet, else the only outlet on a line above the text; None without either.

    A picture agency is none there: it credits the picture.
    """
    if own:
        return next(iter(own.values()))
    known = chrome()
    no_outlets = known.pictures | known.sections
    named = {line.strip(_DASHES) for line in lines if known.is_outlet(line) and plain(line) not in no_outlets}
    return named.pop() if len(named) == 1 else None


def shown_at(text: str) -> str | None:
    """Return the outlet in a notice, see `SHOWN_AT`; None without one."""
    match = SHOWN_AT.search(text)
    return match["name"] if match and chrome().is_outlet(match["name"]) else None


def strip_outlet(title: str) -> tuple[str, str | None]:
    """Return a headline without " - Kompas.com" or " | Tempo Gaya" after it, and that outlet."""
    end, outlet = len(title), None
    while match := _SUFFIX.search(title, max(0, end - SUFFIX_REACH), end):
        name = match["name"].strip()
        if not begins_with_outlet(name):
            break
        end, outlet = match.start(), outlet or name
    return title[:end], outlet


def begins_with_outlet(name: str) -> bool:
    """Whether a name is an outlet, alone or with a column or edition: "Tempo Gaya", "ANTARA News Jawa Timur".

    "Suara Prabowo Unggul" is none: an outlet named by an ordinary word is alone or has a column after it.
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
