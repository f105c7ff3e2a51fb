"""Names of authors in bylines."""

from __future__ import annotations

import re

from index.reading.chrome import chrome, plain

LONGEST_NAME = 6
"""Words of a name with its titles and particles; what has more is a sentence or a desk."""

_PARTICLES = "van|von|der|den|de|da|bin|binti|al|el"
_NAME = rf"[A-Z][\w.'’-]*(?:\s+(?:[A-Z][\w.'’-]*|{_PARTICLES})){{0,4}}"
_LABEL = re.compile(r"^(?:oleh|by|pewarta|penulis|reporter)\b[\s:]*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s?[,;/]\s?|\s(?:dan|and|&)\s")
_BYLINE = re.compile(rf"(?:Oleh|By|OLEH|BY)\s+(?P<name>{_NAME})(?:\s*[,|].{{0,60}})?")


def author_of(line: str) -> str | None:
    """The name in "Oleh Nama Orang" or "By Jane Doe", without a colon."""
    match = _BYLINE.fullmatch(line)
    return match["name"] if match else None


def split_names(*values: str) -> tuple[str, ...]:
    """Names of people in "A, B dan C", each once, without editorial desks, which name no one."""
    lines = (_LABEL.sub("", " ".join(value.split())) for value in values)
    names = (name.strip(" .") for line in lines for name in _BETWEEN.split(line))
    return tuple(dict.fromkeys(name for name in names if name and _is_person(name)))


def _is_person(name: str) -> bool:
    known = chrome()
    organisation = re.search(
        r"\b(?:media|pt|tbk|design|development|news|tim|redaksi|online|staff|editorial|kontributor|\w+\.com)\b",
        name,
        re.IGNORECASE,
    )
    return not (
        plain(name) in known.nobody
        or known.is_outlet(name)
        or organisation
        or len(name.split()) > LONGEST_NAME
    )
