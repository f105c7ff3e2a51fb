"""Terms: what a text is matched by. One analysis for passages, questions and the making of the lexicon."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from index.text.hashtags import TAG_PART
from index.text.normalised import bare, normal, places
from index.text.stems import doubling, stem
from index.text.words import knowledge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from index.records import Language

CURRENCY = r"(?i:rp)(?=\.?\s?\d)"
DOTTED = r"(?:[^\W\d_]\.){2,}(?!\w)"
_UNITS = (
    r"[ckm]m[23]?|m[23]|kg|mg|ml|cc|[kmgt]b|mp|mah|[kmg]wh?|[mg]?hz|fps|rpm|ton|persen|jam|menit|tahun|thn|an"
    r"|(?:rb|ribu|jt|juta|miliar|milyar|triliun|trilyun)(?:an)?|million|billion|bn|am|pm|wib|wita|wit"
)
NUMBER = rf"\d{{1,32}}(?:(?:[.,:]\d{{1,32}}){{1,8}}|(?=(?i:{_UNITS})(?![^\W_])))"
"""One with signs within, or one to which its unit is glued: `100km` is two words, and so is `1990an`."""
_DOUBLED = r"(?<![^\W_])(?i:([^\W\d_]{3,})-\1)[^\W\d_]*"
# A longer word is cut: nobody wrote it, and all that is remembered of words is so many bytes each.
_PLAIN = r"[^\W_]{1,64}(?:['’][^\W\d_]{1,64}){,4}"
# Between two words that are one: `wali kota`, `non-aktif`, and at the end of a line.
_BETWEEN = re.compile(r"[\s-]")
# What most words are, and quicker to find so: nothing after it makes it more than a plain word.
_COMMON = r"[A-Za-z]{1,64}+(?![\w.'’-])"
_WORD = {
    "id": "|".join((_COMMON, CURRENCY, DOTTED, NUMBER, _DOUBLED, _PLAIN)),
    "en": "|".join((_COMMON, CURRENCY, DOTTED, NUMBER, _PLAIN)),
}
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th|s)")
# `anak2`, as people write `anak-anak`.
_TWICE = re.compile(r"([^\W\d_]{3,})2((?:an|kan|i)?(?:nya|ku|mu)?(?:lah|kah|pun)?)")
_SIGNS = str.maketrans("", "", ".,:'")
Analysis = Literal["id", "en"]
ANALYSES: tuple[Analysis, ...] = ("id", "en")
"""Ways in which a text can be read."""
LONE_ACRONYM = 5
"""Characters of an acronym that is all of a text."""
KEPT_WORDS = 65_536
"""Words of each language remembered as texts have them, about 20 MB: reading one anew takes five times as
long."""


class Term(NamedTuple):
    """A word of a text."""

    word: str
    """In lower case, without accents, in standard spelling; what the lexicon translates."""
    stem: str
    """What the word is matched by: one for all its forms."""


def analyses(language: Language) -> tuple[Analysis, ...]:
    """Gives the ways in which a text of a language is read: both, where it is undetermined."""
    return ANALYSES if language == "und" else (language,)


def terms(text: str, language: Language) -> list[Term]:
    """Gives the terms of a text in order, repeated ones repeated.

    A text of an undetermined language is read both ways, for it may be a question too short to tell.
    """
    return [term for term, _, _ in _analysed(normal(text), language)]


def spanned_terms(text: str, language: Language) -> list[tuple[Term, int, int]]:
    """Gives each of `terms` with the (start, end) of the word that it stands for, in code points of the text.

    A word that is replaced by several gives all of them its place. What NFKC makes of one character (`ﬁ`,
    `½`) or of a letter and its marks is never parted: a term that begins or ends within it takes it whole.
    """
    if unicodedata.is_normalized("NFKC", text):
        return _analysed(text, language)
    came_from = places(text)
    return [
        (term, came_from[start][0], came_from[end - 1][1])
        for term, start, end in _analysed(normal(text), language)
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

    `U.S.` and `US` are one word, and so are `Qur'an` and `Quran`, `Beyoncé` and `Beyonce`, `1.000.000` and
    `1,000,000`, `17th` and `17`, `Rp5` and `Rp 5`, `100km` and `100 km`, `#BanjirJakarta` and `banjir
    jakarta`; an Indonesian doubled word (`anak-anak`, `anak2`) is one, every other hyphen parts two.
    """
    text = normal(text)
    capitals_tell = _capitals_tell(text)
    for match in _words_in(text, language):
        yield from _words_of(match.group(), language, capitals_tell)


def spelling(word: str) -> str:
    """Gives the one spelling of a word or number without accents, its case kept.

    Of a word without dots, apostrophes and an English possessive, of a number without dots or commas between
    thousands and with a dot for every other sign.
    """
    word = word[:-2] if word.endswith(("'s", "'S")) else word
    if word[0].isdigit() and not _THOUSANDS.fullmatch(word):
        return word.replace(",", ".").replace(":", ".")
    return word.translate(_SIGNS)


def _capitals_tell(text: str) -> bool:
    """Whether capitals show an acronym: not where all is in them, unless that is one word (`WHO`)."""
    return not text.isupper() or len(text) <= LONE_ACRONYM


def _words_in(text: str, language: Literal["id", "en"]) -> Iterator[re.Match[str]]:
    """Where a normalised text has words."""
    return _pattern(language, tagged="#" in text).finditer(text)


@cache
def _pattern(language: Literal["id", "en"], *, tagged: bool) -> re.Pattern[str]:
    """Finds the words of a text, two that are also written as one together."""
    together: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for word in knowledge(language).replaced:
        if " " in word:
            together[word[0]][word[1]].append(_BETWEEN.pattern.join(word.split())[2:])
    if not together:
        return _compiled([TAG_PART] * tagged + [_WORD[language]])
    # By their first two letters, which tell most words apart: else scanning takes half as long again.
    two = []
    for first, seconds in together.items():
        rest = "|".join(f"{second}(?:{'|'.join(ends)})" for second, ends in seconds.items())
        two.append(f"[{first}{first.upper()}](?i:{rest})")
    firsts = "".join(together)
    guarded = rf"(?=[{firsts}{firsts.upper()}])(?:{'|'.join(two)})(?:['’]s)?(?![^\W_])"
    return _compiled([TAG_PART] * tagged + [guarded, _WORD[language]])


def _compiled(words: Iterable[str]) -> re.Pattern[str]:
    # None begins with anything else; without this, each blank is tried as every kind of word.
    return re.compile(rf"(?=[^\W_])(?:{'|'.join(words)})")


def _analysed(text: str, language: Language) -> list[tuple[Term, int, int]]:
    """Terms with their places in a normalised text."""
    if language == "und":
        indonesian = _analysed(text, "id")
        known = {term.stem for term, _, _ in indonesian}
        english = _analysed(text, "en")
        return indonesian + [found for found in english if found[0].stem not in known]
    terms_of = _reader(language, capitals_tell=_capitals_tell(text))
    return [
        (term, match.start(), match.end())
        for match in _words_in(text, language)
        for term in terms_of(match[0])
    ]


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
    word = written.lower() if written.isascii() and written.isalpha() else _standard(written, language)
    capital = word.upper()
    if capital in known.acronyms and (language == "id" or (capitals_tell and written.isupper())):
        return (capital,)
    if word in known.question_words:
        return ()
    meant = known.replaced.get(word)
    if meant is None:
        return (word,)
    if not capitals_tell or word not in known.chat or written.islower():
        return meant
    # Nobody shortens in capitals: `KPN` is a firm, and `MLM ini` tells of a trade.
    parts = _BETWEEN.split(written)
    if not any(map(str.isupper, parts)):
        return meant
    if len(parts) == 1:
        return (word,)
    return [one for part in parts for one in _words_of(part, language, capitals_tell)]


def _standard(written: str, language: Literal["id", "en"]) -> str:
    """The standard spelling of what is more than plain letters."""
    word = spelling(bare(written))
    if ordinal := _ORDINAL.fullmatch(word):
        return ordinal[1]
    if (together := _BETWEEN.sub(" ", word)) in knowledge(language).replaced:
        return together
    if language == "id" and (twice := _TWICE.fullmatch(word)):
        half, ending = twice.groups()
        half = " ".join(knowledge("id").replaced.get(half, (half,)))
        return f"{half}-{half}{ending}" if half in doubling() else word
    return word
