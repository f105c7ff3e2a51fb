"""Terms: the units that texts are matched by. Passages, questions and the lexicon share this analysis."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from index.text.normalised import bare, normal, places
from index.text.stems import american, doubling, stem
from index.text.word_patterns import BETWEEN, short_amount, word_pattern
from index.text.words import Knowledge, knowledge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.records import KnownLanguage, Language, Span

_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th|s)")
# `anak2` for `anak-anak`.
_TWICE = re.compile(r"([^\W\d_]{3,})2((?:an|kan|i)?(?:nya|ku|mu)?(?:lah|kah|pun)?)")
_SIGNS = str.maketrans("", "", ".,:'")
LONE_ACRONYM = 5
"""Most characters of an acronym that is a whole text."""
KEPT_WORDS = 65_536
"""Words of each language that are cached, about 20 MB. To analyse a word again takes five times as long."""


class Term(NamedTuple):
    """A word of a text, analysed."""

    word: str
    """In lower case, without accents, in standard spelling. The lexicon translates it."""
    stem: str
    """The stem, by which the word is matched: the same for all its forms."""


class SpannedTerm(NamedTuple):
    """A term with the span of its word in a text."""

    term: Term
    span: Span
    """(start, end) in code points of the text. Several terms may share it."""


def terms(text: str, language: Language) -> list[Term]:
    """Return the terms of a text in order, repeated ones repeated, without question words.

    `U.S.` and `US` are one word, and so are `Qur'an` and `Quran`, `Beyoncé` and `Beyonce`, `colour` and
    `color`, `1.000.000` and `1,000,000`, `17th` and `17`, `Rp5` and `Rp 5`, `100km` and `100 km`,
    `#BanjirJakarta` and `banjir jakarta`, `H & M` and `H&M`. Short words for thousands are the full ones
    (`95jt`, `$30m`). An Indonesian doubled word (`anak-anak`, `anak2`) is one word, and so is what the tables
    join (`non-aktif`, `co-operation`); every other hyphen parts two.

    A text of an undetermined language is analysed in both, since it may be a question too short to detect.
    """
    return [term for term, _ in _analysed(normal(text), language)]


def spanned_terms(text: str, language: Language) -> list[SpannedTerm]:
    """Return each of `terms` with the span of its word in the text.

    Terms that replace one word all have its span. A span never begins or ends within the NFKC expansion of
    one character (`ﬁ`, `½`) or of a letter with its marks: it takes the character whole.
    """
    if unicodedata.is_normalized("NFKC", text):
        return _analysed(text, language)
    came_from = places(text)
    return [
        SpannedTerm(term, (came_from[start][0], came_from[end - 1][1]))
        for term, (start, end) in _analysed(normal(text), language)
    ]


def parted(spanned: Sequence[SpannedTerm], starts: Sequence[int]) -> list[list[Term]]:
    """Divide terms into parts: those before the first start, then for each start those up to the next.

    Args:
        spanned: what `spanned_terms` returns.
        starts: code points, ascending. A term is in the part where its word begins.
    """
    parts: list[list[Term]] = [[] for _ in range(len(starts) + 1)]
    for term, span in spanned:
        parts[bisect_right(starts, span[0])].append(term)
    return parts


def spelling(word: str) -> str:
    """Return the standard spelling of a word or number without accents; the case stays.

    A word loses dots, apostrophes and an English possessive. A number loses dots or commas between thousands,
    and has a dot for every other sign.
    """
    word = word[:-2] if word.endswith(("'s", "'S")) else word
    if word[0].isdigit() and not _THOUSANDS.fullmatch(word):
        return word.replace(",", ".").replace(":", ".")
    return word.translate(_SIGNS)


def _capitals_tell(text: str) -> bool:
    """Whether capitals mark acronyms: not in a text of capitals only, unless it is one short word (`WHO`)."""
    return not text.isupper() or len(text) <= LONE_ACRONYM


def _words_in(text: str, language: KnownLanguage) -> Iterator[re.Match[str]]:
    """Return the matches of the words in a normalised text."""
    return word_pattern(language, tagged="#" in text).finditer(text)


def _analysed(text: str, language: Language) -> list[SpannedTerm]:
    """Return the terms of a normalised text."""
    if language == "und":
        indonesian = _analysed(text, "id")
        known = {term.stem for term, _ in indonesian}
        return indonesian + [read for read in _analysed(text, "en") if read.term.stem not in known]
    terms_of = _reader(language, capitals_tell=_capitals_tell(text))
    return [
        SpannedTerm(term, match.span()) for match in _words_in(text, language) for term in terms_of(match[0])
    ]


@cache
def _reader(language: KnownLanguage, *, capitals_tell: bool) -> Callable[[str], tuple[Term, ...]]:
    """Return a cached function from a word of a normalised text to its terms."""

    @lru_cache(KEPT_WORDS)
    def terms_of(written: str) -> tuple[Term, ...]:
        return tuple(Term(word, stem(word, language)) for word in _words_of(written, language, capitals_tell))

    return terms_of


def _words_of(written: str, language: KnownLanguage, capitals_tell: bool) -> Sequence[str]:
    """Return the words that a word of a normalised text stands for: itself, several words, or no word."""
    known = knowledge(language)
    if written[-1].isalpha() and (amount := short_amount(language).fullmatch(written)):
        return _amount_in_full(amount, known)
    word = written.lower() if written.isascii() and written.isalpha() else _standard(written, language)
    capital = word.upper()
    if capital in known.acronyms and (language == "id" or (capitals_tell and written.isupper())):
        return (capital,)
    if word in known.question_words:
        return ()
    meant = known.replaced.get(word)
    if meant is None:
        return (american(word) if language == "en" else word,)
    if not capitals_tell or word not in known.chat or written.islower():
        return meant
    # Short forms are not in capitals: `KPN` is a firm, and `MLM ini` is about a trade.
    parts = BETWEEN.split(written)
    if not any(map(str.isupper, parts)):
        return meant
    if len(parts) == 1:
        return (word,)
    return [each for part in parts for each in _words_of(part, language, capitals_tell)]


def _amount_in_full(amount: re.Match[str], known: Knowledge) -> list[str]:
    """Return the words of an amount with the full word for thousands, those of its currency first."""
    if amount["scale"]:
        return [spelling(amount["figures"]), known.scales[amount["scale"]]]
    sign = [amount["sign"].lower()] if amount["sign"] else []
    return [*sign, spelling(amount["sum"]), known.money_scales[amount["letter"]]]


def _standard(written: str, language: KnownLanguage) -> str:
    """Return the standard spelling of a word that is more than plain letters."""
    word = spelling(bare(written)).replace(" & ", "&")
    if ordinal := _ORDINAL.fullmatch(word):
        return ordinal[1]
    if (together := BETWEEN.sub(" ", word)) in knowledge(language).replaced:
        return together
    if language == "id" and (twice := _TWICE.fullmatch(word)):
        half, ending = twice.groups()
        half = " ".join(knowledge("id").replaced.get(half, (half,)))
        return f"{half}-{half}{ending}" if half in doubling() else word
    return word
