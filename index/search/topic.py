"""What a question is about: the terms that name a subject, if there are any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.records import Span
from index.text.spans import covered
from index.text.subject import is_function_word, subject_words
from index.text.terms import Term

if TYPE_CHECKING:
    from index.search.reader import IndexReader
    from index.search.understanding import ParsedQuestion

Subject = list[tuple[Term, Span]]
"""Terms, with the places of their words in the text of a question."""
TELLING = 2.2
"""Idf of a word in one passage of ten."""


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
