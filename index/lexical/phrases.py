"""Phrases that must occur and words that must not: a mask over the index, and the check of a text itself.

The mask lets through every passage that holds the phrases, and more: a stem stands for all forms of a word,
in any order, and a translation has postings too. So a searcher asks both legs under `can_hold`, then walks
the fused candidates from the best and keeps those that `meets` lets through until it has its hits; where the
candidates end first, it looks deeper.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import numpy as np

from index.text.terms import ANALYSES, CURRENCY, DOTTED, NUMBER, THOUSANDS, terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from index.lexical.postings import Postings
    from index.records import Article, Language, Passage
    from index.text.terms import Analysis

    Mask = npt.NDArray[np.bool_]

_PLAIN = r"[^\W_]+(?:'[^\W\d_]+)*"
_WORD = re.compile("|".join((CURRENCY, DOTTED, NUMBER, _PLAIN)))
_SIGNS = str.maketrans("", "", ".,:'")


def can_hold(postings: Postings, phrases: Sequence[str]) -> Mask | None:
    """Gives the passages that can hold all phrases, bool [n_passages]; None where there are no phrases.

    A passage was analysed in its own language, which a question does not know: it passes if all words of a
    phrase are among its terms by either analysis. Accents of the phrase and of the passage are overlooked.
    Question words are in no postings and mask nothing: a phrase of nothing else is left to `meets`.
    """
    if not phrases:
        return None
    accented: dict[str, list[str]] = {}
    for stem in postings.accented():
        accented.setdefault(_bare(stem), []).append(stem)
    mask = np.ones(postings.n_passages, np.bool_)
    for phrase in phrases:
        mask &= np.logical_or(*(_with_all(postings, phrase, one, accented) for one in ANALYSES))
    return mask


def meets(phrases: Iterable[str], excluded: Iterable[str], article: Article, passage: Passage) -> bool:
    """Whether a passage holds every phrase and nothing excluded, its article's title being part of it.

    The title goes with every passage into the index, so a phrase may stand in either, though not across both;
    a word in the title excludes the whole article, one in another passage does not.
    """
    texts = [article.title or "", passage.text]
    return all(any(holds(text, phrase) for text in texts) for phrase in phrases) and not any(
        mentions(text, article.language, unwanted) for unwanted in excluded for text in texts
    )


def holds(text: str, phrase: str) -> bool:
    """Whether a text holds the words of a phrase, whole, in order and in just these forms.

    Case, accents, spaces, hyphens and punctuation do not matter, nor do the dots of `U.S.` and of thousands,
    apostrophes, or an English possessive. Only a lone acronym that is also a little word (`"AS"`, `"WHO"`)
    must have its capitals.
    """
    wanted, found = _spelt(phrase), _spelt(text)
    if not _is_acronym(phrase):
        wanted, found = wanted.casefold(), found.casefold()
    return bool(wanted.strip()) and wanted in found


def mentions(text: str, language: Language, unwanted: str) -> bool:
    """Whether a text holds an excluded word in any of its forms, or an excluded phrase word for word.

    The word itself counts and not its translations: `-banjir` leaves English reports of floods in.
    """
    if _is_acronym(unwanted) or len(_spelt(unwanted).split()) != 1:
        return holds(text, unwanted)
    analyses = ANALYSES if language == "und" else (language,)
    return holds(text, unwanted) or any(
        wanted.strip() and wanted in _stemmed(text, one)
        for one in analyses
        for wanted in [_stemmed(unwanted, one)]
    )


def _with_all(postings: Postings, phrase: str, analysis: Analysis, accented: dict[str, list[str]]) -> Mask:
    mask = np.ones(postings.n_passages, np.bool_)
    for stem in _demanded(phrase, analysis):
        bare = _bare(stem)
        one = np.zeros(postings.n_passages, np.bool_)
        # Acronyms keep their capitals in the index, but not where a whole text is in capitals.
        for same in {stem, stem.lower(), stem.upper(), bare, *accented.get(bare, ())}:
            one[postings.rows_of(same)] = True
        mask &= one
    return mask


def _demanded(phrase: str, analysis: Analysis) -> set[str]:
    """The stems that every passage with the phrase has, whatever its capitals."""
    if _is_acronym(phrase):
        return {phrase}
    stems = {term.stem for term in terms(phrase, analysis)}
    # English `WHO` is a term, and `who` a question word that is not.
    return stems if analysis == "id" else {stem for stem in stems if not stem.isupper()}


def _stemmed(text: str, analysis: Analysis) -> str:
    return f" {' '.join(_bare(term.stem) for term in terms(text, analysis))} "


def _is_acronym(phrase: str) -> bool:
    """`AS`, `IT`, `US`, `WHO`: one word in capitals that terms keep apart from the word in small letters."""
    return phrase.isupper() and phrase in {term.stem for term in terms(phrase, "id")}


def _spelt(text: str) -> str:
    """The words of a text in one spelling, a space before and after each, capitals kept."""
    words = _WORD.findall(_unaccented(text.replace("’", "'")))
    return f" {' '.join(_one_spelling(word) for word in words)} "


def _one_spelling(word: str) -> str:
    if word[0].isdigit():
        thousands = THOUSANDS.fullmatch(word)
        return word.translate(_SIGNS) if thousands else re.sub("[,:]", ".", word)
    return word.removesuffix("'s").removesuffix("'S").translate(_SIGNS)


def _bare(word: str) -> str:
    return _unaccented(word).casefold()


def _unaccented(text: str) -> str:
    if text.isascii():
        return text
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
