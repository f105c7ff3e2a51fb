"""The version of the text analysis: a checksum of the data that decide how text is split and matched."""

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
"""Hex digits of the checksum (48 bits): enough to distinguish the analyses of one index, and readable."""


@cache
def current_analysis() -> str:
    """Return the checksum of this installation's lexicon, stems and language tables (12 hex digits).

    A generation whose manifest has another checksum can be served, but its postings were made with other
    tables, so some words of a question find less. The files are read once in a process, in 3 ms.
    """
    digest = hashlib.sha256()
    for file in _files():
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:_DIGITS]


def _files() -> Iterator[Traversable]:
    yield resources.files("index.lexical") / FILE_NAME
    # Not the folder `questions`, since no index depends on how questions are read.
    tables = [file for file in resources.files(languages).iterdir() if file.is_file()]
    for file in sorted(tables, key=lambda table: table.name):
        if not file.name.endswith(".py"):
            yield file
