"""Stems learnt from translations: forms of one word share an affix-free root and mean the same.

The idea is that of corpus-based stemming (Xu and Croft, 1998): rules propose which words may belong together
and a corpus decides. Here the corpus is bilingual: words belong together when their translations are alike.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Translated = Mapping[str, Mapping[str, float]]
    Vector = dict[str, float]

ALIKE = 0.1
"""Cosine of two words' translations from which they may share a stem; .05 to .3 measured within .002."""
SEEN = 1.0
"""Weighted links of a word from which it is listed: rarer words are stemmed by rule where they are met."""


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
