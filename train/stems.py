"""Stems learnt from translations: forms of one word share an affix-free root and mean the same.

The idea is that of corpus-based stemming (Xu and Croft, 1998): rules propose which words may belong together
and a corpus decides. Here the corpus is bilingual: words belong together when their translations are alike.

`python -m train.stems --data ../shared/data`, after `python -m train.lexicon`: takes names out of the tables
that ship, and lists those that are in none. `Kediri` is no form of `diri`, and news tells so by its capitals.
"""

from __future__ import annotations

import argparse
import math
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from index.text.normalised import bare, unaccented
from index.text.stems import roots, stem_among
from index.text.terms import ANALYSES
from train.examples import news

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from index.text.terms import Analysis

    Groups = dict[str, list[str]]
    """Stem -> its words, the stem first."""
    Translated = Mapping[str, Mapping[str, float]]
    Vector = dict[str, float]

ALIKE = 0.1
"""Cosine of two words' translations from which they may share a stem; .05 to .3 measured within .002."""
SEEN = 1.0
"""Weighted links of a word from which it is listed: rarer words are stemmed by rule where they are met."""
FREQUENT = 20
"""Times that a name stands within a sentence of news, at least."""
LISTED = 10
"""The same of one that is listed as rightly spelt."""
OFTEN = 0.95
"""Share of them with a capital, at least. `Pemberantasan` (Korupsi) has one in fewer."""
MIXED = 0.6
"""The same of the other words of its group, at most: where most have a capital, it is a form of a name, as
`Indonesianya` and `Egyptians` are."""

# Within a sentence: after a small letter, a digit or a comma.
_WITHIN = re.compile(r"(?<=[^\W_A-Z] |, )([^\W\d_]{3,})(?![\w'’-])")


class Written(NamedTuple):
    """How often news has a word within sentences."""

    capital: int
    """With a capital and small letters after it."""
    small: int


def main() -> None:
    """Read tables and news, take names out of their groups, write the tables; what was taken is printed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with news/")
    parser.add_argument("--stems", type=Path, default=Path("index/text/languages"))
    arguments = parser.parse_args()
    counted = capitals(
        (language, article["text"] or "") for language, article in news(arguments.data / "news")
    )
    listed_words: set[str] = set()
    for language in ANALYSES:
        table = arguments.stems / f"stems_{language}.txt"
        groups = plain(read(table.read_text("utf-8")))
        apart = names(groups, counted[language], language)
        table.write_text(written(parted(groups, apart, counted[language], language)), encoding="utf-8")
        listed_words |= {word for words in groups.values() for word in words}
        print(f"{language}: {len(apart)} names: {' '.join(f'{name}≠{stem}' for name, stem in apart.items())}")
    named = {name for one in ANALYSES for name in seen(counted[one], LISTED)} - listed_words
    (arguments.stems / "names.txt").write_text("\n".join(sorted(named)) + "\n", encoding="utf-8")
    print(f"{len(named)} other names")


def grouped(translated: Translated, roots: Callable[[str], Iterable[str]]) -> dict[str, list[str]]:
    """Groups the words of a language by meaning within their families.

    Words are taken from the most linked to the least; each joins the stem that it shares a root with and
    whose translations are most like its own, or becomes a stem.

    Args:
        translated: word -> translation -> weighted links.
        roots: what a word may be formed from, itself included.

    Returns:
        Stem -> its words, the stem first.
    """
    vectors = _vectors(translated)
    usual = sorted(translated, key=lambda word: (-sum(translated[word].values()), word))
    stems: defaultdict[str, list[str]] = defaultdict(list)
    groups: dict[str, list[str]] = {}
    for word in usual:
        family = sorted(roots(word))
        rivals = dict.fromkeys(stem for root in family for stem in stems[root])
        likeness = {stem: _cosine(vectors[word], vectors[stem]) for stem in rivals}
        best = max(likeness, key=likeness.__getitem__, default=None)
        if best is not None and likeness[best] >= ALIKE:
            groups[best].append(word)
            continue
        groups[word] = [word]
        for root in family:
            stems[root].append(word)
    return {stem: _listed(words, translated) for stem, words in groups.items() if _listed([stem], translated)}


def capitals(texts: Iterable[tuple[str, str]]) -> dict[str, dict[str, Written]]:
    """Counts the words of texts (language, text), which are read one by one: language -> word -> count."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for language, text in texts:
        found[language].update(_WITHIN.findall(text))
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
    stems = _by_word(groups)
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
    stems = _by_word(groups)
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
    return _grouped(moved)


def plain(groups: Groups) -> Groups:
    """Gives the groups without accents, as terms are; words that differ in nothing else become one.

    Such a word has the stem that it had where it was plain.
    """
    stems = _by_word(groups)
    bared: dict[str, str] = {}
    for word in sorted(stems, key=lambda word: not word.isascii()):
        bared.setdefault(unaccented(word), unaccented(stems[word]))
    return _grouped({word: bared.get(stem, stem) for word, stem in bared.items()})


def read(text: str) -> Groups:
    """Gives the groups that `written` wrote."""
    return {words[0]: words for words in map(str.split, text.splitlines())}


def written(groups: Mapping[str, list[str]]) -> str:
    """Gives the groups as `index/text/stems.py` reads them: a line for each stem, sorted."""
    return "".join(" ".join([stem, *sorted(words[1:])]) + "\n" for stem, words in sorted(groups.items()))


def _listed(words: list[str], translated: Translated) -> list[str]:
    return [
        word for word in words if word.replace("-", "").isalpha() and sum(translated[word].values()) >= SEEN
    ]


def _vectors(translated: Translated) -> dict[str, Vector]:
    frequency = Counter(translation for row in translated.values() for translation in row)
    return {word: _unit(row, frequency, len(translated)) for word, row in translated.items()}


def _unit(row: Mapping[str, float], frequency: Mapping[str, int], words: int) -> Vector:
    weights = {
        translation: math.sqrt(links) * math.log1p(words / (1 + frequency[translation]))
        for translation, links in row.items()
    }
    length = math.hypot(*weights.values())
    return {translation: weight / length for translation, weight in weights.items()}


def _cosine(a: Vector, b: Vector) -> float:
    if len(a) > len(b):
        a, b = b, a
    return sum(weight * b[translation] for translation, weight in a.items() if translation in b)


def _is_form(word: str, name: str, language: Analysis) -> bool:
    """Whether a word is a name with an ending, or the name itself."""
    return word.startswith(name) and name in roots(word, language)


def _share(counted: Mapping[str, Written], words: Iterable[str], unknown: float = 0) -> float:
    """The share of capitals in what news has of some words."""
    known = [counted[word] for word in words if word in counted]
    every = sum(map(sum, known))
    return sum(word.capital for word in known) / every if every else unknown


def _by_word(groups: Groups) -> dict[str, str]:
    return {word: stem for stem, words in groups.items() for word in words}


def _grouped(stems: Mapping[str, str]) -> Groups:
    groups: Groups = {stem: [stem] for stem in stems.values()}
    for word, stem in stems.items():
        if word != stem:
            groups[stem].append(word)
    return groups


if __name__ == "__main__":
    main()
