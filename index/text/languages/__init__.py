"""Language knowledge as data: .toml files that people edit, and learnt files.

Learnt from parallel text are odds.json, stems_*.txt, and questions/kept_*.txt (names that are also words).
Learnt from news are words_*.txt (correctly spelt words) and names.txt. The files in `questions` are used for
questions only: after a change there, an index need not be built again.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def tables(name: str, package: str = __name__) -> dict[str, Any]:
    """Return the tables of `NAME.toml` (`questions/times_id`). Callers share them: do not change them.

    Args:
        name: the path of the file in the package, without its ending.
        package: this package, or that of the one step which needs the file.
    """
    return tomllib.loads((resources.files(package) / f"{name}.toml").read_text("utf-8"))


def read(name: str, table: str) -> dict[str, frozenset[str]]:
    """Return the word lists of one table of `NAME.toml`: key -> words."""
    return {key: frozenset(words.split()) for key, words in tables(name)[table].items()}
