"""Regular expressions for times, built from the tables `times_*.toml`. All match lower case."""

from __future__ import annotations

import re
from string import digits
from typing import TYPE_CHECKING, Any

from index.records import KNOWN_LANGUAGES
from index.text import languages
from index.text.patterns import any_of, listed_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Pattern = re.Pattern[str]

NAMES = ("offset", "unit", "month", "weekday")
"""Tables of names. A form that uses some matches text with one of their words; any other, text with a
figure."""
FIGURES = ("day", "numeral")
"""Slots that hold figures only, and never `last` of `last year`."""
HINT = 4
"""First letters of a name that a text is searched for before any pattern is tried."""

_SLOT = re.compile(r"(?<!\?P)<((?:[a-z]+_)?([a-z]+))>")
_SHARED = re.compile(r"\{([a-z_]+)\}")


def elliptic(read: Mapping[str, Any], slots: Mapping[str, str], joins: str) -> dict[str, Pattern]:
    """Return kind -> pattern of a time that lacks what the one after it states, and the join between them."""
    parts = {name: "|".join(_without_of(listed)) for name, listed in read["part"].items()}
    written = {kind: "|".join(_filled(form, slots) for form in one) for kind, one in read["elliptic"].items()}
    written["part"] = groups(parts, "part")
    return {
        kind: re.compile(rf"(?<!\w)(?P<words>(?:{one})(?!\w)(?:-(?=\s))?)\s*(?P<gap>{joins})\s*$")
        for kind, one in written.items()
    }


def _without_of(listed: str) -> list[str]:
    """Return the words for a part whose whole is named later: also `the beginning` for `the beginning of`."""
    words = listed_words(listed)
    return [*words, *(" ".join(word.split()[:-1]) for word in words if " " in word)]


def onwards(joins: Mapping[str, Iterable[str]]) -> Pattern:
    """Return the pattern of words after a time by which it goes on from there."""
    to_now = until_now(joins["to"], joins["now"]).pattern
    at_the_end = rf"\s+(?:{any_of(joins['last'])})(?=[\s.,;:?!)]*$)"
    return re.compile(rf"{to_now}|\s+(?:{any_of(joins['onwards'])})(?!\w)|{at_the_end}")


def until_now(to: Iterable[str], now: Iterable[str]) -> Pattern:
    """Return the pattern of words after a time that mean `until today`."""
    return re.compile(rf"\s*(?:{any_of(to)})\s*(?:{any_of(now)})(?!\w)")


def doubtful(table: str) -> str:
    """Return an expression for a table in both languages: a short question may be read as either."""
    return any_of(
        {
            word
            for language in KNOWN_LANGUAGES
            for word in listed_words(languages.tables(f"questions/times_{language}")["doubtful"][table])
        }
    )


def groups(table: Mapping[str, str], prefix: str = "") -> str:
    """Return an expression for any word of a table, with a named group for each key."""
    return "|".join(f"(?P<{prefix}{name}>{any_of(listed_words(listed))})" for name, listed in table.items())


def before(alternatives: str, gap: str) -> Pattern:
    """Return the pattern of some words at the end of the text before a time."""
    return re.compile(rf"(?<!\w)(?:{alternatives}){gap}$")


def hints(form: str, words: Mapping[str, Mapping[str, str]]) -> frozenset[str]:
    """Return beginnings of names, or figures, or both: whatever the form matches holds at least one."""
    slots = {slot for slot, _ in _SLOT.findall(form)}
    tables = slots & set(NAMES)
    names = {word.split()[0][:HINT] for table in tables or NAMES for word in words[table]}
    if tables:
        return frozenset(names)
    figured = "year_shift" not in slots or not slots.isdisjoint(FIGURES)
    return frozenset(digits if figured else names | set(digits))


def whole(form: str, shared: Mapping[str, str]) -> str:
    """Return the form with each `{name}` filled in from `shared`, repeatedly."""
    while (filled := _SHARED.sub(lambda name: shared[name[1]], form)) != form:
        form = filled
    return form


def written(form: str, slots: Mapping[str, str]) -> str:
    """Return the regular expression of a form: slots filled in, and any white space for a blank."""
    return rf"(?<!\w)(?:{_filled(form, slots)})(?!\w)"


def _filled(form: str, slots: Mapping[str, str]) -> str:
    """Return the same, for use within a longer expression."""

    def filled(slot: re.Match[str]) -> str:
        name, table = slot.groups()
        return f"(?P<{name}>{slots[table]})"

    spaced = form.replace(" ?", r"\s*").replace(" ", r"\s+")
    return _SLOT.sub(filled, spaced)
