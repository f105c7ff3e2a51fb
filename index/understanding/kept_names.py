"""Kept names: names that are words too, and are not to be translated: `Bill Gates`, `Harian Kompas`."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from index.records import KNOWN_LANGUAGES
from index.text import languages
from index.text.patterns import LETTERS
from index.text.stems import is_ordinary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.text.terms import SpannedTerm

MOST_CAPITALS = 0.6
"""Largest share of words with a capital, not counting two, in a text where capitals mark names. Titles have
more."""
KEPT = 64
"""Texts that are cached: each step of an answer reads the names of the question."""


def kept_names(text: str, terms: Iterable[SpannedTerm]) -> frozenset[str]:
    """Return the stems of those terms that are names, which are the same in both languages.

    A name is a word with a capital that translations keep (`train/kept_names.py`). At the start of a text
    another capital must follow. Where most words have a capital, as in a title, it must stand beside a word
    that is known to make a name with it (`Bill Gates`), or that is no ordinary word (`Condoleezza Rice`, but
    not `Rice Price`).

    Args:
        text: a question.
        terms: the terms of the text.
    """
    named = _named(text)
    known = _listed() if named else frozenset()
    return frozenset(term.stem for term, span in terms if span[0] in named and term.word in known)


@lru_cache(KEPT)
def _named(text: str) -> frozenset[int]:
    """Return where the words begin whose capitals can mark a name."""
    words = list(LETTERS.finditer(text))
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
    """Whether two adjacent words with a capital are one name."""
    return not is_ordinary(other) or bool({f"{word} {other}", f"{other} {word}"} & _listed())


@cache
def _listed() -> frozenset[str]:
    """Return the words and pairs of words that are names, of both languages together."""
    files = [resources.files(languages) / f"questions/kept_{language}.txt" for language in KNOWN_LANGUAGES]
    return frozenset(line for file in files for line in file.read_text("utf-8").splitlines())
