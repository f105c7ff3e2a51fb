"""The language of an article: declared by its file, else detected from its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.records import Language

LANGUAGES: dict[str, Language] = {
    "id": "id", "in": "id", "ind": "id", "indonesian": "id", "indonesia": "id", "bahasa indonesia": "id",
    "en": "en", "eng": "en", "english": "en", "inggris": "en",
}  # fmt: skip
"""Names of the two languages in files; `in` was the code of Indonesian until 1989."""


def language_of(declared: str | None, text: str, hint: str | None = None) -> Language:
    """Return the declared language if it is one of the two (also `id-ID`, `in`), else that of the text.

    `hint` is a less certain language, used only where the text is undecided, see `detect_language`.
    """
    known = _known_language(declared)
    if known:
        return known
    from index.text.language import detect_language  # its tables load on first use, not with this package

    return detect_language(text, _known_language(hint))


def _known_language(name: str | None) -> Language | None:
    name = (name or "").strip().lower()
    return LANGUAGES.get(name) or LANGUAGES.get(re.split(r"[-_]", name)[0])
