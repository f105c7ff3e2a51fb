"""Names among the words of news: words written with a capital that would get the stem of an ordinary word.

`Kediri` is no form of `diri`: news shows it, because it writes `Kediri` with a capital.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from index.text.normalised import bare
from index.text.stems import roots, stem_among
from train.stem_tables import by_stem, by_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from index.records import KnownLanguage
    from train.stem_tables import Groups

FREQUENT = 20
"""Fewest times that a name occurs within a sentence of news."""
LISTED = 10
"""The same for a name that is listed as rightly spelt."""
OFTEN = 0.95
"""Smallest share of these occurrences with a capital. `Pemberantasan` (Korupsi) has fewer."""
MIXED = 0.6
"""Largest share of capitals in the other words of its group. If most have a capital, the word is a form of a
name, as `Indonesianya` and `Egyptians` are."""

WITHIN, ENDS = r"(?<=[^\W_A-Z] |, )", r"(?![\w'’-])"
"""Patterns: a word within a sentence follows a small letter and a space, a digit and a space, or a comma; the
end of a word."""
_WORD = re.compile(rf"{WITHIN}([^\W\d_]{{3,}}){ENDS}")


class Written(NamedTuple):
    """How often a word occurs within sentences of news."""

    capital: int
    """With a capital and then small letters."""
    small: int


def capitals(texts: Iterable[tuple[str, str]]) -> dict[str, dict[str, Written]]:
    """Count the words of texts (language, text), read one by one: language -> word -> count."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for language, text in texts:
        found[language].update(_WORD.findall(text))
    counted = {}
    for language, forms in found.items():
        small, capital = Counter[str](), Counter[str]()
        for form, count in forms.items():
            if form.islower():
                small[bare(form)] += count
            elif form[1:].islower():
                capital[bare(form)] += count
        counted[language] = {word: Written(capital[word], small[word]) for word in small | capital}
    return counted


def seen(counted: Mapping[str, Written], least: int) -> list[str]:
    """Return the words that news has at least `least` times, nearly always with a capital, sorted."""
    return [
        word
        for word, count in sorted(counted.items())
        if sum(count) >= least and _share(counted, [word]) >= OFTEN
    ]


def names(groups: Groups, counted: Mapping[str, Written], language: KnownLanguage) -> dict[str, str]:
    """Return names that are mistaken for forms of ordinary words -> the stems they have by mistake.

    A name that is the stem of its group keeps it, because the other words joined it by meaning.
    """
    stems = by_word(groups)
    families: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(counted.keys() | stems.keys()):
        families[stem_among(word, language, stems)].append(word)
    found = {}
    for name in seen(counted, FREQUENT):
        stem = stem_among(name, language, stems)
        others = [word for word in families[stem] if not _is_form(word, name, language)]
        if stem in others and _share(counted, others) <= MIXED:
            found[name] = stem
    return found


def parted(
    groups: Groups, apart: Mapping[str, str], counted: Mapping[str, Written], language: KnownLanguage
) -> Groups:
    """Return the groups, with a new group for each name in `apart` and its forms.

    No other word of news changes its stem. For example, `menyetarakan`, which also contains `tarakan`, is
    listed with the stem that it had.
    """
    stems = by_word(groups)
    moved = dict(stems)
    for name in sorted(apart, key=len):
        family = groups.get(stems.get(name, name), [])
        forms = [word for word in family if _is_form(word, name, language)]
        moved |= {word: name for word in forms if _share(counted, [word], unknown=1) > MIXED}
        moved[name] = name
    for word in sorted(counted.keys() - moved.keys()):
        stem = stem_among(word, language, moved)
        if stem in apart and not _is_form(word, stem, language):
            moved[word] = stem_among(word, language, stems)
    return by_stem(moved)


def _is_form(word: str, name: str, language: KnownLanguage) -> bool:
    """Whether a word is a name, or a name with an ending."""
    return word.startswith(name) and name in roots(word, language)


def _share(counted: Mapping[str, Written], words: Iterable[str], unknown: float = 0) -> float:
    """Return the share of capitals among the occurrences of some words in news."""
    known = [counted[word] for word in words if word in counted]
    every = sum(map(sum, known))
    return sum(word.capital for word in known) / every if every else unknown
