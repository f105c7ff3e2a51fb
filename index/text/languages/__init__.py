"""Knowledge of languages as data: .toml files that people edit, and the rest, which is learnt.

From parallel text odds.json, stems_*.txt and kept_*.txt, names that are words as well; from news
words_*.txt, rightly spelt words, and names.txt.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def tables(name: str) -> dict[str, Any]:
    """Gives the tables of `NAME.toml`, which nobody may change: all callers share them."""
    return tomllib.loads((resources.files(__name__) / f"{name}.toml").read_text("utf-8"))


def read(name: str, table: str) -> dict[str, frozenset[str]]:
    """Gives the word lists of one table of `NAME.toml`: key -> words."""
    return {key: frozenset(words.split()) for key, words in tables(name)[table].items()}
