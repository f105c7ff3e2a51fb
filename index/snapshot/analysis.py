"""Which text analysis a generation was built with: the data that decide how a passage is cut and matched."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from index.lexical.lexicon import FILE_NAME
from index.text import languages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

_DIGITS = 12
"""Hex digits kept, 48 bits: enough to tell the analyses of one index apart, and short enough to be read."""
_OF_QUESTIONS = ("framing_", "story", "times_", "names", "colloquial", "questions", "exclusions")
"""Beginnings of the names of tables that only questions are read by: no index depends on them."""


@cache
def current_analysis() -> str:
    """Checksum of the lexicon, the stems and the tables of languages in this installation (12 hex digits).

    The postings of a generation whose manifest names another one were made with other words: it can be
    served, but some words of a question find less than they would. Read once in a process, in 3 ms.
    """
    digest = hashlib.sha256()
    for file in _files():
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:_DIGITS]


def _files() -> Iterator[Traversable]:
    yield resources.files("index.lexical") / FILE_NAME
    tables = [file for file in resources.files(languages).iterdir() if file.is_file()]
    for file in sorted(tables, key=lambda table: table.name):
        if not file.name.endswith(".py") and not file.name.startswith(_OF_QUESTIONS):
            yield file
