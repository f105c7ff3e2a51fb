"""Matches: which words of a passage answer to which words of the question, itself or by translation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from index.answer import Match
from index.lexical.places import key_of
from index.text.terms import Term, spanned_terms
from index.text.wording import phrase_spans

if TYPE_CHECKING:
    from index.lexical.places import Placed
    from index.records import Language

Translate = Callable[[Term, "Language"], Sequence[tuple[str, float]]]
"""Gives the stems that translate a term of a passage with their probabilities: `Lexicon.translations`."""

_Meaning = tuple[str, Literal["word", "translation"], float]


class Matcher:
    """What a question looks for. Made once for a question, it remembers the words that it has seen.

    A word of a passage answers to the question's by its own stem and, by probability, by the stems that
    translate it, as in the postings. Only in the language of the question's word itself translations are left
    out: there one match in eighty is such (tydiqa-id), mostly a false friend. That is the question's language
    but for the stems that are told to be foreign, of the other.
    """

    def __init__(
        self,
        question: Sequence[Term],
        language: Language,
        translations: Translate,
        phrases: Sequence[str] = (),
        foreign: frozenset[str] = frozenset(),
    ) -> None:
        self._language, self._foreign = language, foreign
        self._asked: dict[str, str] = {}
        for term in question:
            self._asked.setdefault(term.stem, term.word)
        self._translations = translations
        self._phrases = phrases
        self._meanings = cache(self._meant)
        self._keys = {key_of(stem): stem for stem in self._asked}
        self._column = np.array([*self._keys], np.uint32)[:, np.newaxis]

    @property
    def stems(self) -> Sequence[str]:
        """The question's stems, each once, in order."""
        return list(self._asked)

    def matches(self, text: str, language: Language, placed: Placed | None = None) -> list[Match]:
        """Gives the matches of a text by start; a word that answers to two of the question's has two.

        Args:
            text: of a passage.
            language: the text's.
            placed: where it has its terms; it is read for them where that is not known.
        """
        # Without translations only the question's own stems match, and no other word need be read.
        if placed and language == self._language and not self._foreign:
            asked = (placed.terms[:, 0] == self._column).any(axis=0)
            found = [
                Match(start, end, text[start:end], self._asked[stem], stem, "word", 1.0)
                for key, start, end in placed.terms[asked].tolist()
                for stem in [self._keys[key]]
            ]
        else:
            found = [
                Match(start, end, text[start:end], self._asked[stem], stem, via, probability)
                for term, start, end in spanned_terms(text, language)
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
