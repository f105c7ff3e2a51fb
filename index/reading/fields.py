"""Fields of a record or of front matter, under any of their names."""

from __future__ import annotations

import re
from ast import literal_eval
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from index.errors import ReadError
from index.reading.date_column import said
from index.reading.date_fields import parse_date
from index.reading.encoding import repair
from index.reading.lines import LINE_LIMIT
from index.reading.markup import without_markup

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMES: dict[str, tuple[str, ...]] = {
    "id": ("_id", "id"),
    "title": ("title", "judul", "headline"),
    "body": (
        "text", "body", "content", "isi", "article", "articlebody", "maintext", "plaintext", "content_text",
        "content_html", "html",
    ),
    "published": (
        "published", "published_at", "publishedat", "date", "tanggal", "datepublished", "date_published",
        "date_publish", "published_date", "publish_date", "publish date", "publishdate", "pubdate",
        "pub_date",
    ),
    "source": ("source", "publisher", "outlet", "media", "sumber"),
    "url": ("url", "link"),
    "authors": ("authors", "author", "penulis"),
    "keywords": ("keywords", "tags"),
    "language": ("language", "lang"),
    "section": ("section", "category", "kategori"),
    "place": ("place", "dateline"),
}  # fmt: skip
"""Field -> its names, in lower case; the first non-empty one is taken."""
BRIEF = ("description", "summary")
"""Names of a field that is the body of a record without one, as in feeds. If a field with an unknown name
holds more words, that is probably the body, and this only its first lines."""
KNOWN = {**NAMES, "body": (*NAMES["body"], *BRIEF)}
NESTED = ("name", "title", "value", "rendered", "term", "$oid")
"""Keys of the text in a field that is itself an object: WordPress has `rendered`, feedparser `term`, MongoDB
`$oid`."""
PARAGRAPH = ("text", "content", "html")
"""Keys of the text in a paragraph that is an object: `{"type": "paragraph", "text": ...}`."""
DEPTH = 32
"""Most nested levels of a field; real ones have two or three, and Python fails at some hundreds."""
PIECES = 100_000
"""Most values in one field, at any depth; no article has as many paragraphs."""


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of a record under our names, with the values of the file."""

    values: Mapping[str, object]
    longer: str | None = None
    """Name of an unknown field with more words than the brief text that is the body; None without one."""

    def text(self, field: str) -> str | None:
        """Return the field as repaired text on one line; None if it is missing or empty."""
        text = " ".join(_plain(_as_text(self.values.get(field))).split())
        return text or None

    @property
    def published(self) -> object:
        """The date field as in the file; None if there is none."""
        return self.values.get("published")

    def body(self) -> str:
        """Return the body with its lines; empty if the record has none."""
        value = self.values.get("body")
        if isinstance(value, (list, tuple)):
            return _plain("\n\n".join(map(_paragraph, value)))
        return _plain(_paragraph(value))

    def many(self, field: str) -> list[str]:
        """Return the field as a list of repaired texts, each with one or more names; numbers are left out."""
        value = self.values.get(field)
        if isinstance(value, str):
            value = _listed(value)
        parts = value if isinstance(value, (list, tuple)) else [value]
        return [_plain(_as_text(part)) for part in parts if not isinstance(part, (int, float))]


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


def record_of(fields: Mapping[str, object]) -> Record:
    """Return the record in `fields`, under any of their names.

    Raises:
        ReadError: a field is nested too deep, or expands to far more than the file holds.
    """
    given = {str(name).strip().lower().lstrip("\ufeff"): value for name, value in fields.items()}
    found = {ours: _first(given, names) for ours, names in NAMES.items() if ours != "published"}
    found["published"] = _date(given)
    values = {ours: value for ours, value in found.items() if value is not None}
    brief = [value for name in BRIEF if (value := _first(given, (name,))) is not None]
    if "body" in values or not brief:
        return Record(values)
    values["body"] = max(brief, key=_words)
    known = set(chain.from_iterable(KNOWN.values()))
    others = [name for name in given if name not in known]
    longest = max(others, key=lambda name: _words(given[name]), default=None)
    is_longer = longest is not None and _words(given[longest]) > _words(values["body"])
    return Record(values, longest if is_longer else None)


def _words(value: object) -> int:
    """Return the number of words in a field; 0 if it is nested too deep to be text."""
    try:
        _check_size(value, "")
    except ReadError:
        return 0
    return len(without_markup(_as_text(value)).split())


def known_names(names: Sequence[str]) -> set[str]:
    """Return our names of the fields in the given columns."""
    lower = {name.strip().lower() for name in names}
    return {ours for ours, theirs in KNOWN.items() if lower.intersection(theirs)}


def _first(given: Mapping[str, object], names: Sequence[str]) -> object | None:
    for name in names:
        value = given.get(name)
        if value is None or value == "":
            continue
        _check_size(value, name)
        if not _is_blank(value):
            return value
    return None


def _date(given: Mapping[str, object]) -> object | None:
    """Return the first date field that is a date in either order; else the first non-empty one.

    Jekyll and exports of site databases have `published: true` besides the date.
    """
    told: list[object] = []
    for name in NAMES["published"]:
        value = given.get(name)
        _check_size(value, name)
        if said(value):
            told.append(value)
    if len(told) < 2:
        return told[0] if told else None
    dates = (value for value in told if parse_date(value) or parse_date(value, month_first=True))
    return next(dates, told[0])


def _is_blank(value: object) -> bool:
    """Whether a value has no text without its markup: `" "`, `[]`, `{}`, `<p></p>`."""
    if isinstance(value, Mapping):
        told = [value[key] for key in (*NESTED, *PARAGRAPH) if key in value]
        return all(map(_is_blank, told)) if told else not value
    if isinstance(value, (list, tuple)):
        return all(map(_is_blank, value))
    text = _as_text(value)
    # Most fields begin with a word, so that no parser is needed.
    return not text[:1].isalnum() and not _plain(text).strip()


def _check_size(value: object, name: str) -> None:
    """Refuse values that would exhaust stack or memory: with YAML aliases, 475 bytes can mean 10^9 values."""
    pieces = letters = 0
    level: list[object] = [value]
    for _ in range(DEPTH):
        level = list(islice(chain.from_iterable(map(_pieces, level)), PIECES + 1))
        if not level:
            return
        pieces += len(level)
        letters += sum(len(piece) for piece in level if isinstance(piece, str))
        if pieces > PIECES or letters > LINE_LIMIT:
            break
    raise ReadError(f"the field {name} is nested too deep or too large; write it as plain text")


def _pieces(value: object) -> Iterable[object]:
    if isinstance(value, Mapping):
        return chain(value.keys(), value.values())
    return value if isinstance(value, (list, tuple)) else ()


def _paragraph(value: object) -> str:
    texts = [value.get(key) for key in PARAGRAPH] if isinstance(value, Mapping) else []
    return next((text for text in texts if text and isinstance(text, str)), None) or _as_text(value)


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return next((_as_text(value[key]) for key in NESTED if key in value), "")
    if isinstance(value, (list, tuple)):
        return ", ".join(_as_text(part) for part in value)
    return "" if value is None or isinstance(value, bool) else str(value)
