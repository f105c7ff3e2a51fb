"""Terms: what a text is matched by. One analysis for passages, questions and the making of the lexicon."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from index.text.stems import stem
from index.text.words import knowledge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.records import Language

CURRENCY = r"(?i:rp)(?=\.?\s?\d)"
DOTTED = r"(?:[^\W\d_]\.){2,}(?!\w)"
NUMBER = r"\d{1,32}(?:[.,:]\d{1,32}){1,8}"
_DOUBLED = r"(?<![^\W_])(?i:([^\W\d_]{3,})-\1)[^\W\d_]*"
# A longer word is cut: nobody wrote it, and all that is remembered of words is so many bytes each.
_PLAIN = r"[^\W_]{1,64}(?:['’][^\W\d_]{1,64}){,4}"
# What most words are, and quicker to find so: nothing after it makes it more than a plain word.
_COMMON = r"[A-Za-z]{1,64}+(?![\w.'’-])"
_WORD = {
    "id": re.compile("|".join((_COMMON, CURRENCY, DOTTED, NUMBER, _DOUBLED, _PLAIN))),
    "en": re.compile("|".join((_COMMON, CURRENCY, DOTTED, NUMBER, _PLAIN))),
}
THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th|s)")
# Characters that normalising leaves alone, or one before others that may melt into it.
_RUN = re.compile(r"(?P<ascii>[\x00-\x7f]+(?![^\x00-\x7f]))|(?s:.)[^\x00-\x7f]*")

Analysis = Literal["id", "en"]
ANALYSES: tuple[Analysis, ...] = ("id", "en")
"""Ways in which a text can be read."""
KEPT_WORDS = 65_536
"""Words of each language remembered as texts have them, about 20 MB: reading one anew takes five times as
long."""


class Term(NamedTuple):
    """A word of a text."""

    word: str
    """In lower case and standard spelling; what the lexicon translates."""
    stem: str
    """What the word is matched by: one for all its forms."""


def terms(text: str, language: Language) -> list[Term]:
    """Gives the terms of a text in order, repeated ones repeated.

    A text of an undetermined language is read both ways, for it may be a question too short to tell.
    """
    return [term for term, _, _ in _analysed(_normal(text), language)]


def spanned_terms(text: str, language: Language) -> list[tuple[Term, int, int]]:
    """Gives each of `terms` with the (start, end) of the word that it stands for, in code points of the text.

    A word that is replaced by several gives all of them its place. What NFKC makes of one character (`ﬁ`,
    `½`) or of a letter and its marks is never parted: a term that begins or ends within it takes it whole.
    """
    if unicodedata.is_normalized("NFKC", text):
        return _analysed(text, language)
    places = _places(text)
    return [
        (term, places[start][0], places[end - 1][1])
        for term, start, end in _analysed(_normal(text), language)
    ]


def parted(spanned: Sequence[tuple[Term, int, int]], starts: Sequence[int]) -> list[list[Term]]:
    """Gives terms in parts: those before the first start, then of each start those up to the next.

    Args:
        spanned: what `spanned_terms` gives.
        starts: code points, ascending; a term belongs where its word begins.
    """
    parts: list[list[Term]] = [[] for _ in range(len(starts) + 1)]
    for term, start, _ in spanned:
        parts[bisect_right(starts, start)].append(term)
    return parts


def words(text: str, language: Literal["id", "en"]) -> Iterator[str]:
    """Gives the words and numbers of a text in order, lower-case in one spelling, without question words.

    `U.S.` and `US` are one word, and so are `Qur'an` and `Quran`, `1.000.000` and `1,000,000`, `17th` and
    `17`, `Rp5` and `Rp 5`; an Indonesian doubled word (`anak-anak`) is one, every other hyphen parts two.
    """
    text = _normal(text)
    capitals_tell = not text.isupper()
    for match in _WORD[language].finditer(text):
        yield from _words_of(match.group(), language, capitals_tell)


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _analysed(text: str, language: Language) -> list[tuple[Term, int, int]]:
    """Terms with their places in a normalised text."""
    if language != "und":
        terms_of = _reader(language, capitals_tell=not text.isupper())
        return [
            (term, match.start(), match.end())
            for match in _WORD[language].finditer(text)
            for term in terms_of(match[0])
        ]
    indonesian = _analysed(text, "id")
    known = {term.stem for term, _, _ in indonesian}
    return indonesian + [found for found in _analysed(text, "en") if found[0].stem not in known]


@cache
def _reader(language: Literal["id", "en"], *, capitals_tell: bool) -> Callable[[str], tuple[Term, ...]]:
    """Gives the terms of a word of a normalised text; one argument makes remembering quick."""

    @lru_cache(KEPT_WORDS)
    def terms_of(written: str) -> tuple[Term, ...]:
        return tuple(Term(word, stem(word, language)) for word in _words_of(written, language, capitals_tell))

    return terms_of


def _words_of(written: str, language: Literal["id", "en"], capitals_tell: bool) -> Sequence[str]:
    """What a word of a normalised text stands for: itself, several words, or none."""
    known = knowledge(language)
    word = _spelling(written.lower())
    capital = word.upper()
    if capital in known.acronyms and (language == "id" or (capitals_tell and written.isupper())):
        return (capital,)
    if word in known.question_words:
        return ()
    return known.replaced.get(word, (word,))


def _spelling(word: str) -> str:
    if word[0].isdigit():
        if THOUSANDS.fullmatch(word):
            return word.replace(".", "").replace(",", "")
        if ordinal := _ORDINAL.fullmatch(word):
            return ordinal.group(1)
        return word.replace(",", ".").replace(":", ".")
    return word.replace("’", "'").removesuffix("'s").replace("'", "").replace(".", "")


def _places(text: str) -> list[tuple[int, int]]:
    """For each character of the normalised text the (start, end) of what it was made from."""
    places: list[tuple[int, int]] = []
    for match in _RUN.finditer(text):
        start, end = match.span()
        if match["ascii"]:
            places += ((at, at + 1) for at in range(start, end))
            continue
        borders = [start, *(at for at in range(start + 1, end) if _stands_alone(text[at])), end]
        for place in pairwise(borders):
            places += [place] * len(_normal(text[slice(*place)]))
    return places


def _stands_alone(character: str) -> bool:
    """False for what may melt into the character before it: marks, and later letters of a Korean syllable."""
    first = _normal(character)[0]
    return not (unicodedata.category(first).startswith("M") or "\u1160" <= first <= "\u11ff")
