"""Knowledge of languages as data: .toml files that people edit, and the rest, which is learnt.

From parallel text odds.json, stems_*.txt and questions/kept_*.txt, names that are words as well; from news
words_*.txt, rightly spelt words, and names.txt. What lies in `questions` is read for questions alone: after
a change there, an index need not be built again.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def tables(name: str) -> dict[str, Any]:
    """The tables of `NAME.toml`, say of `questions/times_id`. All callers share them: change none."""
    return tomllib.loads((resources.files(__name__) / f"{name}.toml").read_text("utf-8"))


def read(name: str, table: str) -> dict[str, frozenset[str]]:
    """The word lists of one table of `NAME.toml`: key -> words."""
    return {key: frozenset(words.split()) for key, words in tables(name)[table].items()}
