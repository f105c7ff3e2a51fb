"""Matches: which words of a passage match which words of the question, by stem or by translation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from index.answer import Match
from index.lexical.term_vectors import term_key
from index.text.terms import Term, spanned_terms
from index.text.wording import phrase_spans

if TYPE_CHECKING:
    import re

    from index.lexical.term_vectors import TermVector
    from index.records import Language

Translate = Callable[[Term, "Language"], Sequence[tuple[str, float]]]
"""Returns the stems that translate a term of a passage, with their probabilities: `Lexicon.translations`."""

_Meaning = tuple[str, Literal["word", "translation"], float]


@dataclass(frozen=True, slots=True)
class SnippetQuery:
    """The question as snippets and their matches need it."""

    terms: Sequence[Term]
    language: Language
    foreign: frozenset[str]
    """Stems of the terms in the other language than the question."""
    phrases: Sequence[str]
    """Quoted in the question."""
    asks: bool
    """Whether it is a question in words: sentences then answer by meaning."""
    expected: re.Pattern[str] | None
    """What the answer most likely holds (`index.understanding.expected.expected`)."""


class Matcher:
    """Finds the matches of a question in texts. It caches the translations of the words that it has seen.

    A word of a passage matches a term of the question by its own stem, or with a probability by a stem that
    translates it, as in the postings. Translations are left out where the word and the question's term are in
    the same language: there one match in eighty is a translation (tydiqa-id), mostly a false friend. A
    `foreign` stem of the question is in the other language, all other stems are in the question's language.
    """

    def __init__(self, question: SnippetQuery, translations: Translate) -> None:
        self._language, self._foreign = question.language, question.foreign
        self._asked: dict[str, str] = {}
        for term in question.terms:
            self._asked.setdefault(term.stem, term.word)
        self._translations = translations
        self._phrases = question.phrases
        self._meanings = cache(self._meant)
        self._keys = {term_key(stem): stem for stem in self._asked}
        self._column = np.array([*self._keys], np.uint32)[:, np.newaxis]

    @property
    def stems(self) -> Sequence[str]:
        """The distinct stems of the question, in order."""
        return list(self._asked)

    def matches(self, text: str, language: Language, term_vector: TermVector) -> list[Match]:
        """Return the matches of a text, sorted by start; a word that matches two terms has two.

        Args:
            text: the text of a passage.
            language: the language of the text.
            term_vector: that of the passage.
        """
        # Without translations only the question's own stems match, so the term vector suffices.
        if language == self._language and not self._foreign:
            asked = (term_vector.terms[:, 0] == self._column).any(axis=0)
            found = [
                Match(start, end, text[start:end], self._asked[stem := self._keys[key]], stem, "word", 1.0)
                for key, start, end in term_vector.terms[asked].tolist()
            ]
        else:
            found = [
                Match(start, end, text[start:end], self._asked[stem], stem, via, probability)
                for term, (start, end) in spanned_terms(text, language)
                for stem, via, probability in self._meanings(term, language)
            ]
        for phrase in self._phrases:
            for start, end in phrase_spans(text, phrase):
                found.append(Match(start, end, text[start:end], phrase, phrase, "phrase", 1.0))
        return sorted(found, key=lambda match: (match.start, match.end))

    def _meant(self, term: Term, language: Language) -> list[_Meaning]:
        meanings: list[_Meaning] = [(term.stem, "word", 1.0)] if term.stem in self._asked else []
        own = language == self._language
        for stem, probability in () if own and not self._foreign else self._translations(term, language):
            if stem in self._asked and stem != term.stem and (stem in self._foreign) == own:
                meanings.append((stem, "translation", probability))
        return meanings
