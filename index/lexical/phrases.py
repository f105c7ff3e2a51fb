"""Phrases that must occur and words that must not: a mask over the index, and the check of a text itself.

The mask lets through every passage that holds the phrases, and more: a stem stands for all forms of a word,
in any order, and a translation has postings too. So a searcher asks both legs under a mask, then walks
the fused candidates from the best and keeps those that `meets` lets through until it has its hits; where the
candidates end first, it reads all that the postings cannot tell of.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from index.text.stems import listed, stem
from index.text.terms import ANALYSES, Term, analyses, terms
from index.text.wording import holds, is_acronym, words_of
from index.text.words import knowledge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from index.lexical.postings import Postings
    from index.records import Article, Language, Passage
    from index.text.terms import Analysis

    Mask = npt.NDArray[np.bool_]

KEPT = 1_024
"""Excluded words of which the stem is remembered."""


class PhraseMasks:
    """Which passages of an index can hold a phrase, or what a question excludes. Threads may share it."""

    def __init__(self, postings: Postings) -> None:
        self._postings = postings

    def holding(self, phrases: Sequence[str]) -> Mask | None:
        """Gives the passages that can hold all phrases, bool [n_passages]; None where there are no phrases.

        A passage was analysed in its own language, which a question does not know: it passes if all words of
        a phrase are among its terms by either analysis. Question words are in no postings and mask nothing: a
        phrase of nothing else is left to `meets`. Of a title, the postings have what was embedded, its first
        words.
        """
        return np.logical_and.reduce([*map(self._with_phrase, phrases)]) if phrases else None

    def mentioning(self, excluded: Sequence[str]) -> Mask | None:
        """Gives the passages that can hold any excluded word, bool [n_passages]; None where none is excluded.

        The others hold none, but for what the end of a long title says.
        """
        return np.logical_or.reduce([*map(self._with_phrase, excluded)]) if excluded else None

    @cached_property
    def _doubled(self) -> dict[str, list[str]]:
        """The stems of doubled words, by what is doubled; read when the first phrase comes."""
        doubled = defaultdict(list, {half: list(stems) for half, stems in _listed_doubled().items()})
        for one in self._postings.doubled():
            doubled[_half(one)].append(one)
        return doubled

    def _with_phrase(self, phrase: str) -> Mask:
        return np.logical_or(*(self._with_all(phrase, one) for one in ANALYSES))

    def _with_all(self, phrase: str, analysis: Analysis) -> Mask:
        mask = np.ones(self._postings.n_passages, np.bool_)
        for term in _demanded(phrase, analysis):
            one = np.zeros_like(mask)
            for same in self._stems(term, analysis):
                one[self._postings.rows_of(same)] = True
            mask &= one
        return mask

    def _stems(self, term: Term, analysis: Analysis) -> set[str]:
        """The stems of which a passage has one, if it has the word of a term."""
        word = term.word.lower()
        # Acronyms keep their capitals in the index, but not where a whole text is in capitals.
        stems = {word, stem(word, analysis), term.stem, term.stem.lower(), term.stem.upper()}
        # So does `wali kota` hold the word `kota`.
        stems.update(_written_as_one().get(word, ()))
        # `laba-laba` holds the word `laba` too, and has a stem of its own.
        doubled = (self._doubled.get(word[:end], ()) for end in range(1, len(word) + 1))
        return stems.union(*doubled)


def meets(phrases: Iterable[str], excluded: Iterable[str], article: Article, passage: Passage) -> bool:
    """Whether a passage holds every phrase and nothing excluded, its article's title being part of it.

    The title goes with every passage into the index, so a phrase may stand in either, though not across both;
    a word in the title excludes the whole article, one in another passage does not.
    """
    texts = [article.title or "", passage.text]
    return all(any(holds(text, phrase) for text in texts) for phrase in phrases) and not any(
        mentions(text, article.language, unwanted) for unwanted in excluded for text in texts
    )


def mentions(text: str, language: Language, unwanted: str) -> bool:
    """Whether a text holds an excluded word in any of its forms, or an excluded phrase word for word.

    The word itself counts and not its translations: `-banjir` leaves English reports of floods in.
    """
    if holds(text, unwanted):
        return True
    if is_acronym(unwanted) or len(words_of(unwanted)) != 1:
        return False
    return any(
        wanted.strip() and wanted in _stemmed(text, one)
        for one in analyses(language)
        for wanted in [_stem_of(unwanted, one)]
    )


def _demanded(phrase: str, analysis: Analysis) -> set[Term]:
    """The terms that every passage with the phrase has, whatever its capitals."""
    if is_acronym(phrase):
        return {Term(phrase, phrase)}
    # `anak-anak` and `wali kota` are one term, and found in `anak anak` and `wali, kota`, which are two.
    demanded = set(terms("  ".join(phrase.replace("-", " ").split()), analysis))
    # English `WHO` is a term, and `who` a question word that is not.
    return demanded if analysis == "id" else {term for term in demanded if not term.stem.isupper()}


@cache
def _listed_doubled() -> dict[str, list[str]]:
    """The stems of the doubled words that are known, by what is doubled."""
    doubled = defaultdict(list)
    for word, its_stem in listed("id").items():
        if "-" in word:
            doubled[_half(word)].append(its_stem)
    return doubled


@cache
def _written_as_one() -> dict[str, list[str]]:
    """The stems of what two words are read as, by each of the two."""
    stems: dict[str, list[str]] = defaultdict(list)
    for language in ANALYSES:
        for written, meant in knowledge(language).replaced.items():
            for word in written.split() if " " in written else ():
                stems[word] += [stem(one, language) for one in meant]
    return dict(stems)


def _half(doubled: str) -> str:
    return doubled.partition("-")[0]


def _stemmed(text: str, analysis: Analysis) -> str:
    """The stems of a text in small letters, a space before and after each."""
    return f" {' '.join(term.stem for term in terms(text, analysis))} ".lower()


@lru_cache(KEPT)
def _stem_of(unwanted: str, analysis: Analysis) -> str:
    return _stemmed(unwanted, analysis)
