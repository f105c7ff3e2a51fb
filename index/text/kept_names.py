"""Names in a question that are words as well, and are not to be translated: `Bill Gates`, `Harian Kompas`."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from index.text import languages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.records import Language, Span
    from index.text.terms import Term

MOST_CAPITALS = 0.6
"""Share of the words of a text, but for two, that may have a capital where capitals tell names: titles have
more."""
_WORD = re.compile(r"[^\W\d_]+")


def kept_names(
    text: str, language: Language, terms: Sequence[Term], places: Sequence[Span]
) -> frozenset[str]:
    """Gives the stems of those terms that are names, and stand for themselves in either language.

    They are words that translations keep where they have a capital (`train/kept_names.py`), and have one
    here: at the start of a text only before another capital, and not in a title.

    Args:
        text: a question.
        language: its own; both where it is undetermined.
        terms: of the text.
        places: (start, end) of the word of each term.
    """
    words = list(_WORD.finditer(text))
    with_capital = [word for word in words if word[0][0].isupper() and not word[0].isupper()]
    if len(with_capital) > 2 + MOST_CAPITALS * (len(words) - 2):
        return frozenset()
    starts = {word.start() for word in with_capital}
    if words and words[0].start() in starts and (len(words) == 1 or words[1].start() not in starts):
        starts.remove(words[0].start())
    known = _listed("id") | _listed("en") if language == "und" else _listed(language)
    return frozenset(
        term.stem
        for term, (start, _) in zip(terms, places, strict=True)
        if start in starts and term.word in known
    )


@cache
def _listed(language: str) -> frozenset[str]:
    return frozenset((resources.files(languages) / f"kept_{language}.txt").read_text("utf-8").split())
