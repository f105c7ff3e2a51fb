"""Names of authors in bylines."""

from __future__ import annotations

import re
from functools import cache

from index.reading.chrome import chrome
from index.reading.dates import months, weekdays
from index.reading.prose import SENTENCE_END, plain, words
from index.text.patterns import any_of

LONGEST_NAME = 6
"""Most words of a name with its titles and particles; with more it is a sentence or a desk."""

SENTENCE_WORDS = 2
"""Least words in small letters after the comma of a byline that make it a sentence, if it ends in a full
stop."""

_LABEL = re.compile(r"^(?:oleh|by|pewarta|penulis|reporter)\b[\s:]*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s?[,;/]\s?(?:(?:dan|and|&)\s)?|\s(?:dan|and|&)\s")


def author_of(line: str) -> str | None:
    """Return the names in "Oleh Nama Orang" or "By Jane Doe and John Roe" (no colon), for `split_names`."""
    match = _byline().fullmatch(line)
    return match["names"] if match and not _tells(match["names"], match["after"] or "") else None


@cache
def _byline() -> re.Pattern[str]:
    name = rf"[A-Z][\w.'’-]*(?:\s+(?:[A-Z][\w.'’-]*|{any_of(chrome().particles)})){{0,4}}"
    # Commas separate names only with "and" before the last; else a place or an outlet may follow.
    names = rf"{name}(?:(?:,\s{name}){{0,3}},?\s(?:dan|and|&)\s{name})?"
    return re.compile(rf"(?:Oleh|By|OLEH|BY)\s+(?P<names>{names})(?:\s*[,|](?P<after>.{{0,60}}))?")


def _tells(opening: str, rest: str) -> bool:
    """Whether it is no byline but has a day or a sentence: "By Monday, all roads had reopened."."""
    if _BETWEEN.split(opening)[0].lower() in {*weekdays(), *months()}:
        return True
    small = sum(word[0].islower() for word in rest.split())
    return small >= SENTENCE_WORDS and bool(SENTENCE_END.search(rest))


def split_names(*values: str) -> tuple[str, ...]:
    """Return the names of people in "A, B dan C", each once, without editorial desks."""
    lines = (_LABEL.sub("", " ".join(value.split())) for value in values)
    names = (name.strip(" .") for line in lines for name in _BETWEEN.split(line))
    return tuple(dict.fromkeys(name for name in names if name and _is_person(name)))


def _is_person(name: str) -> bool:
    known = chrome()
    return bool(words(name)) and not (
        plain(name) in known.nobody
        or known.is_outlet(name)
        or _is_desk(name)
        or len(name.split()) > LONGEST_NAME
    )


def _is_desk(name: str) -> bool:
    """Whether a name is a desk or a firm, like "PT Kabar Tbk" or "Tim Liputan", but not "Tim Marshall"."""
    known, parts = chrome(), words(name)
    if not known.desks.isdisjoint(parts) or re.search(r"\w\.com\b", name, re.IGNORECASE):
        return True
    team = re.search(r"\btim\s+(?P<first>\w+).*", name, re.IGNORECASE)
    if not team:
        return False
    first = team["first"]
    return first[0].islower() or first.lower() in known.teams or known.is_outlet(name[team.start("first") :])
