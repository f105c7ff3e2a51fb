"""Names in a question that are words as well, and are not to be translated: `Bill Gates`, `Harian Kompas`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from index.text import languages
from index.text.stems import is_ordinary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.records import Span
    from index.text.terms import Term

MOST_CAPITALS = 0.6
"""Share of the words of a text, but for two, that may have a capital where capitals tell names: titles have
more."""
KEPT = 64
"""Texts that are remembered: the names of a question are asked for at each step of an answer."""
_WORD = re.compile(r"[^\W\d_]+")


def kept_names(text: str, terms: Sequence[Term], places: Sequence[Span]) -> frozenset[str]:
    """Gives the stems of those terms that are names, and stand for themselves in either language.

    They are words that translations keep where they have a capital (`train/kept_names.py`), and have one
    here: at the start of a text only before another capital. Where all or most words have one, as in a title,
    such a word is a name beside one that is known to make a name with it (`Bill Gates`), or that is no
    ordinary word (`Condoleezza Rice`, but not `Rice Price`).

    Args:
        text: a question.
        terms: of the text.
        places: (start, end) of the word of each term.
    """
    named = _named(text)
    known = _listed() if named else frozenset()
    return frozenset(
        term.stem
        for term, (start, _) in zip(terms, places, strict=True)
        if start in named and term.word in known
    )


@lru_cache(KEPT)
def _named(text: str) -> frozenset[int]:
    """Where words begin whose capitals tell a name, if they can be one."""
    words = list(_WORD.finditer(text))
    capital = [word[0][0].isupper() and not word[0].isupper() for word in words]
    few = sum(capital) < len(words) and sum(capital) <= 2 + MOST_CAPITALS * (len(words) - 2)
    named: set[int] = set()
    for at, (word, with_capital) in enumerate(zip(words, capital, strict=True)):
        beside = [other for other in (at - 1, at + 1) if 0 <= other < len(words) and capital[other]]
        own = word[0].lower()
        if not with_capital or (at == 0 and not beside):
            continue
        if few or any(_makes_name(own, words[other][0].lower()) for other in beside):
            named.add(word.start())
    return frozenset(named)


def _makes_name(word: str, other: str) -> bool:
    """Whether two words with a capital that stand side by side are one name."""
    return not is_ordinary(other) or bool({f"{word} {other}", f"{other} {word}"} & _listed())


@cache
def _listed() -> frozenset[str]:
    """The words of both languages, whose names stand in texts of either, and pairs that are names."""
    files = [resources.files(languages) / f"questions/kept_{language}.txt" for language in ("id", "en")]
    return frozenset(line for file in files for line in file.read_text("utf-8").splitlines())
