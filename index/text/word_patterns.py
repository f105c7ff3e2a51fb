"""Word patterns: what is one word of a text, as regular expressions."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from index.text.words import knowledge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.records import KnownLanguage

CURRENCY = r"(?i:rp)(?=\.?\s?\d)"
DOTTED = r"(?:[^\W\d_]\.){2,}(?!\w)"
SCALES: dict[KnownLanguage, dict[str, int]] = {
    "id": {"ribu": 3, "rb": 3, "juta": 6, "jt": 6, "miliar": 9, "milyar": 9, "triliun": 12, "trilyun": 12},
    "en": {"thousand": 3, "million": 6, "billion": 9, "trillion": 12},
}
"""By word, the zeros that it stands for; of words for the same number, the first is the usual one."""
_UNITS = (
    r"[ckm]m[23]?|m[23]|kg|mg|ml|cc|[kmgt]b|mp|mah|[kmg]wh?|[mg]?hz|fps|rpm|ton|persen|jam|menit|tahun|thn|an"
    rf"|(?:{'|'.join(SCALES['id'])})(?:an)?|million|billion|bn|am|pm|wib|wita|wit"
)
NUMBER = rf"\d{{1,32}}(?:(?:[.,:]\d{{1,32}}){{1,8}}|(?=(?i:{_UNITS})(?![^\W_])))"
"""A number with signs within, or with its unit attached: `100km` is two words, and so is `1990an`."""
_DOUBLED = r"(?<![^\W_])(?i:(?P<half>[^\W\d_]{3,})-(?P=half))[^\W\d_]*"
# A longer word is cut: nobody wrote it, and caches of words must stay small.
_PLAIN = r"[^\W_]{1,64}(?:['’][^\W\d_]{1,64}){,4}"
BETWEEN = re.compile(r"[\s-]")
"""Between the parts of one word: `wali kota`, `non-aktif`, also at the end of a line."""
# Most words, found more quickly: a plain word with nothing after it that would make it another kind.
_COMMON = r"[A-Za-z]{1,64}+(?![\w.'’&-]| (?:& [A-Z]|\d))"
# Firms such as `H&M`, `H & M`. Their letters alone are in many passages.
_AMPERSAND = r"(?:[A-Za-z]{1,3}(?:&(?!amp;)[A-Za-z]{1,3})+|[A-Z] & [A-Z])(?![^\W\d_])(?:['’]s(?!\w))?"
_FIGURES = r"\d{1,32}(?:[.,]\d{1,32}){,8}"
_MONEY: dict[KnownLanguage, str] = {"id": r"(?P<sign>(?i:rp))\.?\s?", "en": r"(?P<sign>)[$£€¥]\s?"}
_CAPITALS = "A-ZÀ-ÖØ-Þ"
_BIG, _SMALL = f"[{_CAPITALS}]", rf"[^\W\d_{_CAPITALS}]"
# Two consonants with which no word begins: `Mm`, `Kd`, but not `Kr`.
_NO_BEGINNING = (
    r"(?![BCFGKPS]l|[BCDFGKPTVW]r|[CGKPRSTW]h|[DKST]w|[NS]y|Ng|[GKS]n|Sm|[PT]s|S[ckpqt])"
    r"[B-DF-HJ-NP-TV-XZ][b-df-hj-np-tv-z]"
)
TAG_PART = (
    rf"(?<=[#\w])(?:{_BIG}{_SMALL}+(?={_BIG}|\d\d)|{_SMALL}{{3,}}(?={_BIG}|\d\d)"
    rf"|{_BIG}+(?={_NO_BEGINNING}{_SMALL}{{2}}){_BIG}|{_BIG}{{2,}}(?={_BIG}{_SMALL})"
    rf"|{_BIG}{{3,}}(?=\d\d)|\d+(?={_BIG}{_SMALL}))"
)
"""Regular expression for every part of a hashtag except the last: `Banjir` in `#BanjirJakarta`, `Pilkada` in
`#Pilkada2024`, `STM` in `#STMmelawan`; not `G` in `#G20` or `Moto` in `#Moto2`. After a letter a part can
begin only where another part ends."""


@cache
def word_pattern(language: KnownLanguage, *, tagged: bool) -> re.Pattern[str]:
    """Return a pattern for the words of a text; two words that are also written as one match together."""
    together: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for word in knowledge(language).replaced:
        if " " in word:
            together[word[0]][word[1]].append(BETWEEN.pattern.join(word.split())[2:])
    words = _words(language)
    if not together:
        return _compiled([TAG_PART] * tagged + [words])
    # By their first two letters, which most words differ in: otherwise scanning takes half as long again.
    two = []
    for first, seconds in together.items():
        rest = "|".join(f"{second}(?:{'|'.join(ends)})" for second, ends in seconds.items())
        two.append(f"[{first}{first.upper()}](?i:{rest})")
    firsts = "".join(together)
    guarded = rf"(?=[{firsts}{firsts.upper()}])(?:{'|'.join(two)})(?:['’]s)?(?![^\W_])"
    return _compiled([TAG_PART] * tagged + [guarded, words])


def _words(language: KnownLanguage) -> str:
    """Return the regular expression of one word of a text."""
    plain = _PLAIN if language == "en" else f"{_DOUBLED}|{_PLAIN}"
    return "|".join((_COMMON, _AMPERSAND, short_amount(language).pattern, CURRENCY, DOTTED, NUMBER, plain))


@cache
def short_amount(language: KnownLanguage) -> re.Pattern[str]:
    """Return a pattern for figures with a short word for thousands: `95jt`, `Rp2,4 T`, `$30m`."""
    known = knowledge(language)
    anywhere, money = ("|".join(table) or "(?!)" for table in (known.scales, known.money_scales))
    return re.compile(
        rf"(?:{_MONEY[language]}(?P<sum>{_FIGURES})\s?(?P<letter>{money})"
        rf"|(?P<figures>{_FIGURES})\s?(?P<scale>{anywhere}))(?![^\W_])"
    )


def _compiled(words: Iterable[str]) -> re.Pattern[str]:
    # Every word begins like this. Without it, each blank is tried as every kind of word.
    return re.compile(rf"(?=[^\W_]|[$£€¥])(?:{'|'.join(words)})")
