"""Wording: where a text has the words of a phrase exactly as they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from index.text.normalised import unaccented
from index.text.terms import spelling, terms
from index.text.word_patterns import CURRENCY, DOTTED, NUMBER, TAG_PART

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.records import Span

KEPT = 256
"""Cache size in phrases, up to 150 KB each: a question looks for the same phrase in thousands of passages."""

_PLAIN = r"[^\W_]+(?:'[^\W\d_]+)*"
_WORD = re.compile("|".join((CURRENCY, DOTTED, NUMBER, _PLAIN)))
_TAGGED = re.compile(f"{TAG_PART}|{_WORD.pattern}")


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase, prepared for search."""

    words: tuple[str, ...]
    """In the spelling of `spelling`, and case-folded unless the phrase is a lone acronym."""
    acronym: bool
    nearly: re.Pattern[str]
    """Matches every text that holds the words, and few others, in a twentieth of the time of reading all
    words."""


def holds(text: str, phrase: str) -> bool:
    """Whether `phrase_spans` finds a phrase in a text; reading stops at the first place."""
    return next(_places(unaccented(text), _phrase(phrase)), None) is not None


def phrase_spans(text: str, phrase: str) -> list[Span]:
    """Return the (start, end) of every place where a text has the words of a phrase, whole and in order.

    The words are not stemmed. Case, accents, spaces, hyphens and punctuation do not matter, nor do the dots
    in `U.S.` and in thousands, apostrophes, or an English possessive; `100km` holds `100 km`, and
    `#BanjirJakarta` holds `banjir jakarta`. Only a lone acronym that is also a function word (`"AS"`,
    `"WHO"`) must be in capitals.
    """
    plain = unaccented(text)
    places = list(_places(plain, _phrase(phrase)))
    return places if plain is text or not places else _in_text(text, places)


def words_of(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase in the spelling that is compared."""
    return _phrase(phrase).words


def is_acronym(phrase: str) -> bool:
    """Whether a phrase is one word in capitals that terms tell from the word in small letters.

    These are `AS`, `IT`, `US` and `WHO`.
    """
    return phrase.isupper() and phrase in {term.stem for term in terms(phrase, "id")}


@lru_cache(KEPT)
def _phrase(phrase: str) -> _Phrase:
    acronym = is_acronym(phrase)
    spelt = tuple(spelling(match[0]) for match in _words_in(unaccented(phrase)))
    words = spelt if acronym else tuple(word.casefold() for word in spelt)
    return _Phrase(words, acronym, re.compile(r"(?:'[sS])?[\W_]*".join(map(_nearly, words))))


def _words_in(plain: str) -> Iterator[re.Match[str]]:
    """Yield the words of a text without accents."""
    return (_TAGGED if "#" in plain else _WORD).finditer(plain)


def _nearly(word: str) -> str:
    """Return a regular expression for all spellings of a word, and a few other strings."""
    return "[.,:']*".join("[.,:]" if sign == "." else re.escape(sign) for sign in word)


def _places(plain: str, wanted: _Phrase) -> Iterator[Span]:
    """Yield the (start, end) of a phrase in a text without accents."""
    if not wanted.words or not wanted.nearly.search(plain if wanted.acronym else plain.casefold()):
        return
    words: list[str] = []
    starts: list[int] = []
    count, last = len(wanted.words), wanted.words[-1]
    for match in _words_in(plain):
        word = spelling(match[0])
        words.append(word if wanted.acronym else word.casefold())
        starts.append(match.start())
        if words[-1] == last and tuple(words[-count:]) == wanted.words:
            yield starts[-count], match.end()


def _in_text(text: str, places: list[Span]) -> list[Span]:
    """Map places in the text without accents to places in the text itself."""
    made_from = [at for at, sign in enumerate(text) for _ in unaccented(sign)]

    def place(start: int, end: int) -> Span:
        last = made_from[end - 1] + 1
        # A mark belongs to its letter.
        while last < len(text) and not unaccented(text[last]):
            last += 1
        return made_from[start], last

    return [place(start, end) for start, end in places]
