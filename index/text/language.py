"""Language detection: Indonesian, English or undetermined, for a few words as well as a whole article."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from index.text import languages
from index.text.stems import is_listed

if TYPE_CHECKING:
    from index.records import Language

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NOT_LATIN = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff]")

READ = 2000
"""Characters of a text that are read: reading more changed none of the answers for 409 longer articles."""
ENOUGH = 1.5
"""Least sum of natural log odds, either way, for a decision: odds of 4.5 to 1."""
ENOUGH_PER_WORD = 0.35
"""The same per word of the text: news in either language has 2 to 6 per word, other languages 0 to 1.8."""
NAMES_PER_WORD = 1.0
"""Log odds per word below which the words may be nothing but names: lists of players and politicians have 0.4
to 0.8, in favour of either language."""
PROSE = 10
"""With this many words in small letters or more, a text is more than names, and its words decide."""
CERTAIN = 9.0
"""Log odds of a word that is listed as certain."""
NAME_WEIGHT = 0.4
"""Share of its log odds that a capitalised word keeps among words in small letters: a film's English name
does not make the question about it English."""
TRIGRAM_WEIGHT, TRIGRAMS_AT_MOST = 0.4, 3.0
"""Weight of the sum of a word's trigrams, because they overlap, and its bound, so that they outweigh no known
word."""
ONE_SIDED, FEW = 4.0, 3
"""Log odds added for an unknown word that only one language's tables list, in a text of at most `FEW` words.
In longer questions, with names of films in them, more answers were lost than won (4 of 5,182 of TyDi QA)."""
OTHER_SHARE, OTHER_WORDS = 0.12, 2
"""A text with at least this share and number of function words of other languages is in another language."""
NOT_LATIN_SHARE = 0.3
"""So is a text with at least this share of letters of another script."""


@dataclass(frozen=True, slots=True)
class _Odds:
    """Log odds of Indonesian against English; `other` holds function words of other languages."""

    words: dict[str, float]
    trigrams: dict[str, float]
    other: frozenset[str]

    def of(self, word: str, *, few: bool) -> float:
        """Return the log odds of a word: as learnt for a known word, else by its trigrams.

        With `few`, the tables that list an unknown word count, too.
        """
        known = self.words.get(word)
        if known is not None:
            return known
        padded = f"^{word}$"
        found = sum(self.trigrams.get(padded[at : at + 3], 0.0) for at in range(len(word)))
        of_letters = max(-TRIGRAMS_AT_MOST, min(TRIGRAMS_AT_MOST, TRIGRAM_WEIGHT * found))
        if not few:
            return of_letters
        return of_letters + ONE_SIDED * (is_listed(word, "id") - is_listed(word, "en"))


@cache
def _odds() -> _Odds:
    learnt = json.loads((resources.files(languages) / "odds.json").read_text("utf-8"))
    words = _unpacked(learnt["words"], 1.0)
    for name, value in (("id", CERTAIN), ("en", -CERTAIN)):
        words.update(dict.fromkeys(languages.read(name, "language")["certain"], value))
    other = frozenset[str]().union(*languages.read("other", "words").values())
    return _Odds(words, _unpacked(learnt["trigrams"], 0.5), other)


def _unpacked(groups: dict[str, str], unit: float) -> dict[str, float]:
    unpacked: dict[str, float] = {}
    for value, entries in groups.items():
        unpacked.update(dict.fromkeys(entries.split(), int(value) * unit))
    return unpacked


def detect_language(text: str, hint: Language | None = None) -> Language:
    """Return `id` or `en`; `und` for text with too little evidence (names only) or in another language.

    `hint` is a language from a source less sure than the words. It is used only where the words may be
    nothing but names.

    Naive Bayes over words with even priors; unknown words count by their letters. Malay comes out as `id`.

    Correct answers in percent on text that the odds were not learnt from (in brackets py3langid 0.4.0 with
    these two languages): questions SQuAD 99.9 (99.9), facqa 99.7 (100), TyDi QA 99.7 (99.7), though the
    certain words were chosen on the last two; sentences indomt-news id 99.9 (100), en 100 (99.5), tico19 id
    100 (100), en 100 (100); headlines detik 99.8 (100), Reuters 99.9 (99.7), Global Voices 92.6 (90.0);
    three words cut from a sentence id 97.4 (98.5), en 98.0 (93.3); bodies 100 (100). Most misses are
    names, and two thirds of them come out as `und`, which py3langid never returns. A question takes 0.03 ms
    (0.15), loading 25 ms (2,100).

    Single words of such questions and headlines, names included: id 83.6, en 88.0 (without `ONE_SIDED` 82.0
    and 87.1); in small letters 95.6 and 96.2 (94.8, 95.4); two neighbours 93.8 and 96.6 (92.9, 96.6).
    Mistaken for the other language are 3.8, .8 and 2.9 of Indonesian, 1.1, .2 and .8 of English; the rest of
    the misses are `und`.
    """
    head = text[:READ]
    words = WORD.findall(head)
    if not words or len(_NOT_LATIN.findall(head)) >= NOT_LATIN_SHARE * sum(map(len, words)):
        return "und"
    evidence, others = _evidence(words)
    if others >= max(OTHER_WORDS, OTHER_SHARE * len(words)):
        return "und"
    if hint and _may_be_names(words, evidence):
        return hint
    if abs(evidence) < max(ENOUGH, ENOUGH_PER_WORD * len(words)):
        return "und"
    return "id" if evidence > 0 else "en"


def _may_be_names(words: list[str], evidence: float) -> bool:
    prose = sum(word[0].islower() for word in words)
    return prose < PROSE and abs(evidence) < max(ENOUGH, NAMES_PER_WORD * len(words))


def _evidence(words: list[str]) -> tuple[float, int]:
    """Return the summed log odds, and the number of function words of other languages."""
    odds = _odds()
    few = len(words) <= FEW
    mixed_case = sum(word[0].islower() for word in words) >= 2
    evidence, others = 0.0, 0
    for index, word in enumerate(words):
        lower = word.lower().replace("’", "'")
        if mixed_case and index and word[0].isupper():
            evidence += NAME_WEIGHT * odds.of(lower, few=few)
        else:
            evidence += odds.of(lower, few=few)
            others += word in odds.other
    return evidence, others
