"""Fields of a record or of front matter, under any of their names."""

from __future__ import annotations

import re
from ast import literal_eval
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from index.errors import ReadError
from index.reading.date_column import said
from index.reading.date_fields import parse_date
from index.reading.encoding import repair
from index.reading.identity import names_page, web_address
from index.reading.markup import without_markup
from index.reading.nested import as_text, body_text, check_size, longest_text
from index.text import languages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_TABLES = languages.tables("fields", __package__)
NAMES: dict[str, tuple[str, ...]] = {ours: tuple(names) for ours, names in _TABLES["names"].items()}
"""Field -> its names; the first field that has a value is taken."""
_BETWEEN = re.compile(r"(?<!^)[\s_:-]+")

_Given = dict[str, tuple[str, object]]
"""Key of a name -> the name as in the file, and the value."""


@lru_cache(1024)
def _key(name: str) -> str:
    """Return what equal names have in common: `publishedat` of `Published At` and `published_at`."""
    # A sign in front counts: `_source` of Elasticsearch is no source.
    return _BETWEEN.sub("", name.lstrip("\ufeff").strip().lower())


_KEYS, _INSTEAD = (
    {ours: tuple(map(_key, names)) for ours, names in _TABLES[part].items()} for part in ("names", "instead")
)
_KNOWN = {**_KEYS, "body": (*_KEYS["body"], *_INSTEAD["body"])}


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of a record under our names, with the values of the file."""

    values: Mapping[str, object]
    longer: str | None = None
    """Name of an unknown field with more words than the brief text that is the body; None without one."""
    unread: tuple[str, object] | None = None
    """Name and value of a field for the body that holds its text in an unknown form; None without one."""

    def text(self, field: str) -> str | None:
        """Return the field as repaired text on one line; None if it is missing or empty."""
        return _line(self.values.get(field)) or None

    @property
    def published(self) -> object:
        """The date field as in the file; None if there is none."""
        return self.values.get("published")

    def body(self) -> str:
        """Return the body with its lines; empty if the record has none.

        Raises:
            ReadError: its text cannot be found in the field that should hold it.
        """
        if self.unread:
            name, value = self.unread
            reason = f"the field {name} holds no text that can be read ({said(value)})"
            raise ReadError(f"{reason}; write it as plain text or HTML")
        return _plain(body_text(self.values.get("body")))

    def many(self, field: str) -> list[str]:
        """Return the field as a list of repaired texts, each with one or more names; numbers are left out."""
        value = self.values.get(field)
        if isinstance(value, str):
            value = _listed(value)
        parts = value if isinstance(value, (list, tuple)) else [value]
        return [_plain(as_text(part)) for part in parts if not isinstance(part, (int, float))]


def _listed(text: str) -> object:
    """Return the list if `text` is one in Python's notation (pandas writes such cells), else `text`."""
    if not re.fullmatch(r"\s*\[.*\]\s*", text, re.DOTALL):
        return text
    try:
        value = literal_eval(text.strip())
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return text
    return value if all(isinstance(part, str) for part in value) else text


def _plain(text: str) -> str:
    return repair(without_markup(text))


def _line(value: object) -> str:
    return " ".join(_plain(as_text(value)).split())


def record_of(fields: Mapping[str, object]) -> Record:
    """Return the record in `fields`, under any of their names.

    If its body is itself an article, with a title and a text, it has the fields of that which it lacks.

    Raises:
        ReadError: a field is nested too deep, or expands to far more than the file holds.
    """
    given: _Given = {}
    for name, value in fields.items():
        if value is not None and value != "":
            given.setdefault(_key(str(name)), (str(name), value))
    found = {
        ours: _first(given, _KEYS[ours], _FITS.get(ours, _has_text)) for ours in _KEYS if ours != "published"
    }
    found["published"] = _date(given)
    if found["url"] is None and found["source"] is not None:
        # Otherwise it may be the address of a feed, by which all its records would be one article.
        found["url"] = _first(given, _INSTEAD["url"], _is_page)
    if found["source"] is None and found["url"] is None:
        found["source"] = _first(given, _KEYS["source"])
    values = {ours: value for ours, value in found.items() if value is not None}
    body = values.get("body")
    if body is None:
        return _without_body(values, given)
    if isinstance(body, Mapping) and known_names(body) >= {"title", "body"}:
        inner = record_of(body)
        return replace(inner, values={**inner.values, **values, "body": inner.values.get("body", body)})
    return Record(values)


def _without_body(values: dict[str, object], given: _Given) -> Record:
    """Return the record with a brief text as its body, if it has one, and what may hold more text."""
    brief = [value for key in _INSTEAD["body"] if (value := _first(given, (key,))) is not None]
    body = max(brief, key=_words, default=None)
    least = _words(body)
    bodies = (given[key] for key in _KEYS["body"] if key in given)
    unread = next(
        (one for one in bodies if not isinstance(one[1], str) and longest_text(one[1]) > max(least, 1)), None
    )
    if body is None:
        return Record(values, unread=unread)
    known = set(chain.from_iterable(_KNOWN.values()))
    others = (one for key, one in given.items() if key not in known)
    name, longest = max(others, key=lambda one: _words(one[1]), default=("", None))
    return Record({**values, "body": body}, name if _words(longest) > least else None, unread)


def _words(value: object) -> int:
    """Return the number of words in a field; 0 if it is nested too deep to be text."""
    try:
        check_size(value, "")
    except ReadError:
        return 0
    return len(without_markup(body_text(value)).split())


def known_names(names: Iterable[str]) -> set[str]:
    """Return our names of the fields in the given columns."""
    keys = {_key(str(name)) for name in names}
    return {ours for ours, theirs in _KNOWN.items() if keys.intersection(theirs)}


def _has_text(value: object) -> bool:
    return _is_told(as_text(value))


def _has_body(value: object) -> bool:
    return _is_told(body_text(value))


def _is_told(text: str) -> bool:
    """Whether there is text without the markup: not in `" "`, `<p></p>`."""
    # Most fields begin with a word, so that no parser is needed.
    return text[:1].isalnum() or bool(_plain(text).strip())


def _is_address(value: object) -> bool:
    return web_address(_line(value)) is not None


def _is_page(value: object) -> bool:
    """Whether a value is the address of a page; that of a whole site may well stand for a source."""
    address = web_address(_line(value))
    return address is not None and names_page(address)


def _is_source(value: object) -> bool:
    return _has_text(value) and not _is_page(value)


_FITS = {"body": _has_body, "url": _is_address, "source": _is_source}


def _first(given: _Given, keys: Sequence[str], fits: Callable[[object], bool] = _has_text) -> object | None:
    """Return the first of the fields that fits."""
    for name, value in (given[key] for key in keys if key in given):
        check_size(value, name)
        if fits(value):
            return value
    return None


def _date(given: _Given) -> object | None:
    """Return the first date field that is a date in either order; else the first non-empty one.

    Jekyll and exports of site databases have `published: true` besides the date.
    """
    told: list[object] = []
    for name, value in (given[key] for key in _KEYS["published"] if key in given):
        check_size(value, name)
        if said(value):
            told.append(value)
    if len(told) < 2:
        return told[0] if told else None
    dates = (value for value in told if parse_date(value) or parse_date(value, month_first=True))
    return next(dates, told[0])
