"""Names among the words of news: what is written with a capital, and has no stem of an ordinary word.

`Kediri` is no form of `diri`, and news tells so by its capitals.
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

    from index.text.terms import Analysis
    from train.stem_tables import Groups

FREQUENT = 20
"""Times that a name stands within a sentence of news, at least."""
LISTED = 10
"""The same of one that is listed as rightly spelt."""
OFTEN = 0.95
"""Share of them with a capital, at least. `Pemberantasan` (Korupsi) has one in fewer."""
MIXED = 0.6
"""The same of the other words of its group, at most: where most have a capital, it is a form of a name, as
`Indonesianya` and `Egyptians` are."""

WITHIN, ENDS = r"(?<=[^\W_A-Z] |, )", r"(?![\w'’-])"
"""Patterns: before a word within a sentence stands a small letter, a digit or a comma; where a word ends."""
_WORD = re.compile(rf"{WITHIN}([^\W\d_]{{3,}}){ENDS}")


class Written(NamedTuple):
    """How often news has a word within sentences."""

    capital: int
    """With a capital and small letters after it."""
    small: int


def capitals(texts: Iterable[tuple[str, str]]) -> dict[str, dict[str, Written]]:
    """Counts the words of texts (language, text), which are read one by one: language -> word -> count."""
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
    """Gives the words that news has at least so many times and nearly always with a capital, sorted."""
    return [
        word
        for word, count in sorted(counted.items())
        if sum(count) >= least and _share(counted, [word]) >= OFTEN
    ]


def names(groups: Groups, counted: Mapping[str, Written], language: Analysis) -> dict[str, str]:
    """Gives the names that are taken for forms of ordinary words, with the stems that they have by mistake.

    A name that is the stem of its group keeps it: what else is there joined it for its meaning.
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
    groups: Groups, apart: Mapping[str, str], counted: Mapping[str, Written], language: Analysis
) -> Groups:
    """Gives the groups with one of its own for each name that is set apart, and for its forms.

    Of the words that news has and that are no such forms, none changes its stem: `menyetarakan`, which holds
    `tarakan` too, is listed with the stem that it had.
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


def _is_form(word: str, name: str, language: Analysis) -> bool:
    """Whether a word is a name with an ending, or the name itself."""
    return word.startswith(name) and name in roots(word, language)


def _share(counted: Mapping[str, Written], words: Iterable[str], unknown: float = 0) -> float:
    """The share of capitals in what news has of some words."""
    known = [counted[word] for word in words if word in counted]
    every = sum(map(sum, known))
    return sum(word.capital for word in known) / every if every else unknown
