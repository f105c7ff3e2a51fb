"""The language of an article: as its file declares it, else as its text tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.records import Language

LANGUAGES: dict[str, Language] = {
    "id": "id", "in": "id", "ind": "id", "indonesian": "id", "indonesia": "id", "bahasa indonesia": "id",
    "en": "en", "eng": "en", "english": "en", "inggris": "en",
}  # fmt: skip
"""Names that files give the two languages; `in` is the code that Indonesian had until 1989."""


def language_of(declared: str | None, text: str, hint: str | None = None) -> Language:
    """The declared language when it is one of the two (`id-ID` and `in` count), else what the text is in.

    `hint` names a language less surely, and counts only where the text does not tell.
    """
    known = _known_language(declared)
    if known:
        return known
    from index.text.language import detect_language  # its tables load on first use, not with this package

    return detect_language(text, _known_language(hint))


def _known_language(name: str | None) -> Language | None:
    name = (name or "").strip().lower()
    return LANGUAGES.get(name) or LANGUAGES.get(re.split(r"[-_]", name)[0])
