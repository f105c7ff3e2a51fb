"""Amounts of a question, looked for as either notation has them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.spelling.vocabulary import RARE
from index.understanding.amounts import amounts

if TYPE_CHECKING:
    from index.spelling.vocabulary import Vocabulary
    from index.understanding.parsed_question import ParsedQuestion

LONGEST = 9
"""Words of keywords; headlines with an amount mostly have more."""


def either_way(asked: ParsedQuestion, vocabulary: Vocabulary) -> ParsedQuestion:
    """The same, where amounts are looked for in figures and in words: `760.000` and `760 ribu`.

    Only what passages hold is added, and words to figures only where these are in hardly any: `20` and `ribu`
    stand apart in many. All terms of an amount stand at the place of the whole: like an abbreviation and the
    words that it stands for, they are one demand. A headline and a text from somewhere have their amounts as
    their article has them.
    """
    if not asked.asks and len(asked.text.split()) > LONGEST:
        return asked
    told = list(zip(asked.terms, asked.places, strict=True))
    found = set()
    for (start, end), figures, other, in_words in amounts(asked.text, asked.language):
        within = [at for at, (_, place) in enumerate(told) if start <= place[0] and place[1] <= end]
        is_told = not in_words and vocabulary.held(figures) > RARE
        if within and not is_told and all(map(vocabulary.holds, other)):
            for at in within:
                told[at] = told[at][0], (start, end)
            told[within[-1] + 1 : within[-1] + 1] = [(term, (start, end)) for term in other]
            found.add(figures)
    if not found:
        return asked
    terms, places = zip(*told, strict=True)
    return replace(asked, terms=terms, places=places, amounts=frozenset(found))
