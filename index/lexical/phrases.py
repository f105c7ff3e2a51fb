"""Phrases that must occur and words that must not: a mask over the index, and the check of a text itself.

The mask allows every passage that holds the phrases, and others: a stem matches all forms of a word in any
order, and translations have postings, too. So a searcher asks both legs under the mask, walks the fused
candidates from the best, and keeps those that `meets` accepts, until it has its hits. If the candidates end
first, it reads all passages that the postings leave in doubt.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from index.records import KNOWN_LANGUAGES, possible_languages
from index.text.stems import listed, stem
from index.text.terms import Term, terms
from index.text.wording import holds, is_acronym, is_respelt, joined, words_of
from index.text.words import knowledge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.arrays import Mask
    from index.lexical.postings import Postings
    from index.records import Article, KnownLanguage, Language, Passage


KEPT = 1_024
"""Cache size of the stems of excluded words."""
_CODE = re.compile(r"([^\W\d_]+)(\d+)")


class PhraseMasks:
    """Masks of the passages that can hold a phrase or an excluded word. Threads may share it."""

    def __init__(self, postings: Postings) -> None:
        self._postings = postings

    def holding(self, phrases: Sequence[str]) -> Mask | None:
        """Return the mask of passages that can hold all phrases, bool [n_passages]; None without phrases.

        Each passage was analysed in its own language, which a question does not know. So it passes if all
        words of a phrase are among its terms by either analysis. Question words have no postings and mask
        nothing: a phrase of only those is left to `meets`.
        """
        return np.logical_and.reduce([*map(self._with_phrase, phrases)]) if phrases else None

    def mentioning(self, excluded: Sequence[str]) -> Mask | None:
        """Return the mask of passages that can hold an excluded word, bool [n_passages]; None without any.

        The other passages hold none, except with a hyphen between its letters (`start-up`).
        """
        words = [*excluded, *(other for word in excluded for other in _other_spellings(word))]
        return np.logical_or.reduce([*map(self._with_phrase, words)]) if words else None

    @cached_property
    def _doubled(self) -> dict[str, list[str]]:
        """Word -> the stems of its doubled forms; read when the first phrase comes."""
        doubled = defaultdict(list, {half: list(stems) for half, stems in _listed_doubled().items()})
        for one in self._postings.doubled():
            doubled[_half(one)].append(one)
        return doubled

    def _with_phrase(self, phrase: str) -> Mask:
        return np.logical_or(*(self._with_all(phrase, one) for one in KNOWN_LANGUAGES))

    def _with_all(self, phrase: str, language: KnownLanguage) -> Mask:
        mask = np.ones(self._postings.n_passages, np.bool_)
        for term in _demanded(phrase, language):
            one = np.zeros_like(mask)
            for same in self._stems(term, language):
                one[self._postings.rows_of(same)] = True
            mask &= one
        return mask

    def _stems(self, term: Term, language: KnownLanguage) -> set[str]:
        """Return stems; a passage with the word of a term has at least one of them."""
        word = term.word.lower()
        # The index keeps the capitals of acronyms, except where a whole text is in capitals.
        stems = {word, stem(word, language), term.stem, term.stem.lower(), term.stem.upper()}
        # `wali kota`, indexed as one word, holds the word `kota`.
        stems.update(_written_as_one().get(word, ()))
        # `laba-laba` also holds the word `laba`, but has a stem of its own.
        doubled = (self._doubled.get(word[:end], ()) for end in range(1, len(word) + 1))
        return stems.union(*doubled)


def meets(phrases: Iterable[str], excluded: Iterable[str], article: Article, passage: Passage) -> bool:
    """Whether a passage, with the title of its article, holds every phrase and nothing that is excluded.

    The title is indexed with every passage, so a phrase may be in either, but not across both. An excluded
    word in the title excludes the whole article; one in another passage does not.
    """
    texts = [article.title or "", passage.text]
    return all(any(holds(text, phrase) for text in texts) for phrase in phrases) and not any(
        mentions(text, article.language, unwanted) for unwanted in excluded for text in texts
    )


def mentions(text: str, language: Language, unwanted: str) -> bool:
    """Whether a text holds an excluded word in any form, or an excluded phrase word for word.

    With a hyphen or without is the same (`-covid19`, `COVID-19`). Translations of the word do not count:
    `-banjir` keeps English reports of floods.
    """
    if holds(text, unwanted) or is_respelt(text, unwanted):
        return True
    if is_acronym(unwanted) or len(words_of(unwanted)) != 1:
        return False
    return any(
        (wanted := _stem_of(unwanted, one)).strip() and wanted in _stemmed(text, one)
        for one in possible_languages(language)
    )


def _demanded(phrase: str, language: KnownLanguage) -> set[Term]:
    """Return the terms that every passage with the phrase has, whatever its capitals."""
    if is_acronym(phrase):
        return {Term(phrase, phrase)}
    # `anak-anak` and `wali kota` are one term each, but match `anak anak` and `wali, kota`, which are two.
    demanded = set(terms("  ".join(phrase.replace("-", " ").split()), language))
    # In English `WHO` is a term, but the question word `who` is not.
    return demanded if language == "id" else {term for term in demanded if not term.stem.isupper()}


def _other_spellings(word: str) -> list[str]:
    """Return a word as one, and with its figures apart: `covid19` and `covid 19` for `COVID-19`.

    Function words have no postings: all passages with a 4 could mention `a 4`.
    """
    whole = joined(word)
    code = _CODE.fullmatch(whole)
    is_apart = code and all(terms(code[1], language) for language in KNOWN_LANGUAGES)
    return [whole, _CODE.sub(r"\1 \2", whole)] if is_apart else [whole] if whole else []


@cache
def _listed_doubled() -> dict[str, list[str]]:
    """Word -> the stems of its listed doubled forms."""
    doubled = defaultdict(list)
    for word, its_stem in listed("id").items():
        if "-" in word:
            doubled[_half(word)].append(its_stem)
    return doubled


@cache
def _written_as_one() -> dict[str, list[str]]:
    """Word -> the stems of what it means together with another word, like `kota` in `wali kota`."""
    stems: dict[str, list[str]] = defaultdict(list)
    for language in KNOWN_LANGUAGES:
        for written, meant in knowledge(language).replaced.items():
            for word in written.split() if " " in written else ():
                stems[word] += [stem(one, language) for one in meant]
    return dict(stems)


def _half(doubled: str) -> str:
    return doubled.partition("-")[0]


def _stemmed(text: str, language: KnownLanguage) -> str:
    """Return the stems of a text in small letters, with a space before and after each."""
    return f" {' '.join(term.stem for term in terms(text, language))} ".lower()


@lru_cache(KEPT)
def _stem_of(unwanted: str, language: KnownLanguage) -> str:
    return _stemmed(unwanted, language)
