"""The topic of a question: the terms that name its subject, and how much of it passages hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.text.spans import covered, overlaps
from index.understanding.subject import is_function_word, subject_words

if TYPE_CHECKING:
    import numpy.typing as npt

    from index.arrays import Scores
    from index.search.reader import IndexReader
    from index.text.terms import SpannedTerm
    from index.understanding.parsed_question import ParsedQuestion

LEAST_TOPIC_IDF = 2.2
"""Idf of a word that one passage of nine holds; a rarer word can be a topic."""


def names_topic(reader: IndexReader, asked: ParsedQuestion) -> bool:
    """Whether a question has a phrase, a word that names a subject, or a word that few articles hold."""
    if asked.phrases or subject_terms(asked):
        return True
    # `stories`, `report`: they name no subject, but may be the topic where few articles have them.
    talk = [
        term.stem for term, (start, end) in asked.spanned_terms if not is_function_word(asked.text[start:end])
    ]
    held = [stem for stem in talk if reader.postings.document_frequency(stem)]
    return any(reader.postings.idf(stem) >= LEAST_TOPIC_IDF for stem in held)


def subject_terms(asked: ParsedQuestion) -> list[SpannedTerm]:
    """Return the terms of the words that name a subject."""
    named = covered(subject_words(asked.text))
    return [
        spanned
        for spanned in asked.spanned_terms
        if spanned.term.stem.isupper() or overlaps(spanned.span, named)
    ]


def subject_coverage(reader: IndexReader, asked: ParsedQuestion, rows: npt.NDArray[np.integer]) -> Scores:
    """Return the share of the subject that passages hold, by the idf of its stems: 0 to 1, float32 [rows].

    It is 1 where there is no subject, or where the question names no single day, the only case that needs it.
    """
    names_day = any(time.since == time.until for time in asked.times)
    idf = {term.stem: reader.postings.idf(term.stem) for term, _ in subject_terms(asked)} if names_day else {}
    if not (whole := sum(idf.values())):
        return np.ones(len(rows), np.float32)
    held = np.zeros(len(rows), np.float32)
    for stem, weight in idf.items():
        held[reader.postings.holding(stem, rows)] += np.float32(weight / whole)
    return np.minimum(held, 1)
