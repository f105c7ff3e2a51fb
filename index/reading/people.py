"""Names of authors in bylines."""

from __future__ import annotations

import re
from functools import cache

from index.reading.chrome import SENTENCE_END, chrome, plain, words
from index.reading.dates import alternatives, vocabulary

LONGEST_NAME = 6
"""Words of a name with its titles and particles; what has more is a sentence or a desk."""

SENTENCE_WORDS = 2
"""Words in small letters behind a byline's comma that make a sentence of it, where a full stop ends it."""

_LABEL = re.compile(r"^(?:oleh|by|pewarta|penulis|reporter)\b[\s:]*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s?[,;/]\s?(?:(?:dan|and|&)\s)?|\s(?:dan|and|&)\s")


def author_of(line: str) -> str | None:
    """The names in "Oleh Nama Orang" or "By Jane Doe and John Roe", which `split_names` parts; no colon."""
    match = _byline().fullmatch(line)
    return match["names"] if match and not _tells(match["names"], match["after"] or "") else None


@cache
def _byline() -> re.Pattern[str]:
    name = rf"[A-Z][\w.'’-]*(?:\s+(?:[A-Z][\w.'’-]*|{alternatives(chrome().particles)})){{0,4}}"
    # Commas part names only where "and" comes before the last: else a place or an outlet may follow one.
    names = rf"{name}(?:(?:,\s{name}){{0,3}},?\s(?:dan|and|&)\s{name})?"
    return re.compile(rf"(?:Oleh|By|OLEH|BY)\s+(?P<names>{names})(?:\s*[,|](?P<after>.{{0,60}}))?")


def _tells(opening: str, rest: str) -> bool:
    """True for "By Monday, all roads had reopened.": a day, or a sentence after the comma."""
    dates = vocabulary()
    months = (name for names in dates["months"].values() for name in names)
    if _BETWEEN.split(opening)[0].lower() in {*dates["days"]["names"], *months}:
        return True
    small = sum(word[0].islower() for word in rest.split())
    return small >= SENTENCE_WORDS and bool(SENTENCE_END.search(rest))


def split_names(*values: str) -> tuple[str, ...]:
    """Names of people in "A, B dan C", each once, without editorial desks, which name no one."""
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
    """True for "PT Kabar Tbk", "Redaksi Kabar" and "Tim Liputan", but for no "Tim Marshall"."""
    known, parts = chrome(), words(name)
    if not known.desks.isdisjoint(parts) or re.search(r"\w\.com\b", name, re.IGNORECASE):
        return True
    team = re.search(r"\btim\s+(?P<first>\w+).*", name, re.IGNORECASE)
    if not team:
        return False
    first = team["first"]
    return first[0].islower() or first.lower() in known.teams or known.is_outlet(name[team.start("first") :])
