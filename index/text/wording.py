"""Wording: where a text has the words of a phrase exactly as they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from index.text.normalised import unaccented
from index.text.terms import spelling, terms
from index.text.word_patterns import CURRENCY, DOTTED, NUMBER, TAG_PART

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.records import Span

KEPT = 256
"""Cache size in phrases, up to 150 KB each: a question looks for the same phrase in thousands of passages."""
SHORTEST_OF_CODE = 3
"""Least letters of a word that is one with the figures after a blank."""

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
    joined: str
    """The words as one, if the phrase is one word of several letters, maybe with hyphens; else empty."""
    respelt: re.Pattern[str]
    """Matches every text that `is_respelt`, and few others."""


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


def is_respelt(text: str, word: str) -> bool:
    """Whether a text has a word with a hyphen that the word lacks, or the other way round.

    `covid19` is `COVID-19`, and `G-20` is `G20`. Figures may also follow a blank (`covid 19`).
    """
    wanted, plain = _phrase(word), unaccented(text)
    if not wanted.joined or not wanted.respelt.search(plain.casefold()):
        return False
    before, end = "", 0
    for match in _words_in(plain):
        spelt = spelling(match[0]).casefold()
        if spelt == wanted.joined:
            return True
        if before + spelt == wanted.joined and _are_one(before, plain[end : match.start()], spelt):
            return True
        before, end = spelt, match.end()
    return False


def joined(phrase: str) -> str:
    """Return the words of a phrase as one, if it is one word, maybe with hyphens; else an empty string."""
    return _phrase(phrase).joined


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
    plain = unaccented(phrase)
    matches = list(_words_in(plain))
    spelt = tuple(spelling(match[0]) for match in matches)
    words = spelt if acronym else tuple(word.casefold() for word in spelt)
    gaps = [plain[one.end() : other.start()] for one, other in pairwise(matches)]
    is_one = not acronym and all(map(_are_one, words, gaps, words[1:]))
    whole = "".join(words) if is_one else ""
    nearly = re.compile(r"(?:'[sS])?[\W_]*".join(map(_nearly, words)))
    return _Phrase(words, acronym, nearly, whole if len(whole) > 1 else "", _respelt(whole))


def _are_one(word: str, gap: str, following: str) -> bool:
    """Whether two words may also be written as one, by what is between them. `20-24` is not `2024`."""
    if word[-1].isdigit() and following[0].isdigit():
        return False
    # `di 2024` is not `di2024`.
    is_code = len(word) >= SHORTEST_OF_CODE and word.isalpha() and following.isdigit()
    return gap in ("", "-", "‐") or (gap == " " and is_code)


def _words_in(plain: str) -> Iterator[re.Match[str]]:
    """Yield the words of a text without accents."""
    return (_TAGGED if "#" in plain else _WORD).finditer(plain)


def _nearly(word: str) -> str:
    """Return a regular expression for all spellings of a word, and a few other strings."""
    return "[.,:']*".join("[.,:]" if sign == "." else re.escape(sign) for sign in word)


def _respelt(word: str) -> re.Pattern[str]:
    """Return a pattern for a word with hyphens anywhere, and with blanks before figures (`covid 19`)."""
    first, *others = map(re.escape, word or " ")
    rest = "".join(f"[.,:'‐ -]*{sign}" if sign.isdigit() else f"[.,:'‐-]*{sign}" for sign in others)
    # No lookbehind first: a pattern that begins with a letter is searched for in a fiftieth of the time.
    return re.compile(rf"{first}(?<![^\W_].){rest}(?![^\W_])", re.DOTALL)


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
