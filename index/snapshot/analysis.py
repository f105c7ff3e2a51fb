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
    # Not the folder `questions` among them: no index depends on how questions are read.
    tables = [file for file in resources.files(languages).iterdir() if file.is_file()]
    for file in sorted(tables, key=lambda table: table.name):
        if not file.name.endswith(".py"):
            yield file
