"""Label lines of a page: "Penulis : Nama", "Tag: Banjir"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.reading.chrome import chrome
from index.reading.masthead import SHOWN_AT
from index.reading.people import author_of, split_names
from index.reading.prose import is_prose
from index.reading.published_line import signer

if TYPE_CHECKING:
    from collections.abc import Sequence

URL = re.compile(r"https?://[^\s<>\"')\]]+")
_OWN_ADDRESS = re.compile(r"url\b", re.IGNORECASE)
"""The label of a page's own address wherever it is; below the text, "Link" is that of a source."""
_KEYWORD_MARKS = re.compile(r"[,;|•·]|#(?=\w)")


@dataclass(slots=True)
class Labels:
    """Values of the label lines of a page, read before these lines are removed."""

    authors: list[str] = field(default_factory=list)
    source: str | None = None
    keywords: tuple[str, ...] = ()
    url: str | None = None


def take_labels(lines: Sequence[str]) -> tuple[Labels, list[str]]:
    """Return the values of label lines ("Penulis : ..."), and the lines with the label lines emptied.

    Below the text, a bare "Tag" also heads keywords, and a "Link" is one that the article cites.
    """
    taken = Labels()
    left = list(lines)
    is_below = False
    speakers = chrome().speakers(lines)
    for number, line in enumerate(lines):
        is_below = is_below or is_prose(line)
        # A byline with the date stays for `published_line`; below the text it is that of a comment.
        name = None if is_below else signer(line)
        label_line = f"{line}:" if is_below and chrome().is_tags(line) else line
        for label in [] if name else chrome().labels(label_line, speakers):
            left[number] = ""
            below = [] if label.value else _values_below(lines, number, several=label.field == "keywords")
            for used in below:
                left[used] = ""
            if label.field != "url" or not is_below or _OWN_ADDRESS.match(line):
                _take(taken, label.field, label.value or ", ".join(lines[used] for used in below))
        if name := name or author_of(line.split("|")[0].strip()):
            taken.authors += split_names(name)
        if SHOWN_AT.search(line) and (match := URL.search(line)):
            taken.url = taken.url or match[0].rstrip(".,")
    return taken, left


def _take(taken: Labels, name: str, value: str) -> None:
    if name == "url":
        address = URL.search(value)
        taken.url = taken.url or (address[0].rstrip(".,") if address else None)
    elif name == "author":
        taken.authors += split_names(value)
    elif name == "source":
        # The address of a source is no identity: several articles may cite it.
        if URL.search(value):
            value = URL.sub("", value).strip(" ,;:()[]<>-–—")
        # "CNA/ni(kb)": the agency, and who edited its report.
        name = value.split("/")[0] if chrome().is_outlet(value) else value
        taken.source = taken.source or name.strip(" .") or None
    elif name == "keywords":
        taken.keywords = taken.keywords or _label_keywords(value)


def _values_below(lines: Sequence[str], number: int, *, several: bool) -> list[int]:
    """Return the lines under a bare label that are its value: the next block, or its first line."""
    known = chrome()
    found: list[int] = []
    for below in range(number + 1, len(lines)):
        line = lines[below]
        if not line and not found and below <= number + 2:
            continue
        ends = not line or is_prose(line) or known.labels(line) or known.is_heading(line)
        ends = ends or line.endswith(":") or known.is_page_chrome(line)
        if ends or (found and not several):
            break
        found.append(below)
    return found


def split_keywords(*values: str) -> tuple[str, ...]:
    """Return each keyword once; commas, semicolons, bars, bullets or `#` before a word separate them."""
    parts = (part for value in values for part in _KEYWORD_MARKS.split(value))
    names = (" ".join(part.split()) for part in parts)
    return tuple(dict.fromkeys(name for name in names if name))


def _label_keywords(value: str) -> tuple[str, ...]:
    """Return the keywords of a label line; only spaces may separate them if each is capitalised."""
    names = split_keywords(value)
    words = value.split()
    if names == (value,) and len(words) > 2 and all(word[0].isupper() for word in words):
        return tuple(dict.fromkeys(words))
    return names
