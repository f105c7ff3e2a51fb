"""What a question is about: the terms that name a subject, if there are any."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.records import Span
from index.text.spans import covered
from index.text.terms import Term
from index.understanding.subject import is_function_word, subject_words

if TYPE_CHECKING:
    import numpy.typing as npt

    from index.search.reader import IndexReader
    from index.understanding.parsed_question import ParsedQuestion

Subject = list[tuple[Term, Span]]
"""Terms, with the places of their words in the text of a question."""
TELLING = 2.2
"""Idf of a word in one passage of nine."""


def asks_nothing(reader: IndexReader, asked: ParsedQuestion) -> bool:
    """Whether a question only talks, or has no word that names a subject or that few articles hold."""
    if asked.only_talks or asked.topicless or asked.phrases:
        return asked.only_talks
    if subject_terms(asked):
        return False
    # `stories`, `report`: words of talk, but of few articles.
    talk = [
        term.stem
        for term, (start, end) in zip(asked.terms, asked.places, strict=True)
        if not is_function_word(asked.text[start:end])
    ]
    held = [stem for stem in talk if reader.postings.document_frequency(stem)]
    return not any(reader.postings.idf(stem) >= TELLING for stem in held)


def subject_terms(asked: ParsedQuestion) -> Subject:
    """Gives the terms of the words that name a subject."""
    named = covered(subject_words(asked.text))
    return [
        (term, (start, end))
        for term, (start, end) in zip(asked.terms, asked.places, strict=True)
        if term.stem.isupper() or not named.isdisjoint(range(start, end))
    ]


def held_of(
    reader: IndexReader, asked: ParsedQuestion, rows: npt.NDArray[np.integer]
) -> npt.NDArray[np.float32]:
    """Gives how much of the subject of a question passages hold: the share of the idf of its stems.

    That is 0 to 1, float32 [rows]; 1 where there is no subject, or no single day is named, which it is for.
    """
    named = any(one.since == one.until for one in asked.times)
    idf = {term.stem: reader.postings.idf(term.stem) for term, _ in subject_terms(asked)} if named else {}
    if not (whole := sum(idf.values())):
        return np.ones(len(rows), np.float32)
    held = np.zeros(len(rows), np.float32)
    for stem, weight in idf.items():
        held[reader.postings.holding(stem, rows)] += np.float32(weight / whole)
    return np.minimum(held, 1)
