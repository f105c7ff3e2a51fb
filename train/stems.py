"""Make the tables of stems: `python -m train.stems --data ../shared/data`, before the lexicon.

Forms of one word share an affix-free root and mean the same. The idea is that of corpus-based stemming (Xu
and Croft, 1998): rules propose which words may belong together and a corpus decides. Here the corpus is
bilingual: words belong together if their translations are alike, and so do the voices of an Indonesian verb
(`voices.py`). Words that a speaker knows to be others (`apart_id.tsv`) are separated. Names are removed from
the tables, and listed.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import snowballstemmer

from index.records import KNOWN_LANGUAGES
from index.text.stems import roots
from train.examples import news
from train.links import linked, merged, turned
from train.names import LISTED, capitals, names, parted, seen
from train.stem_tables import plain, separated, written
from train.voices import joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from index.records import KnownLanguage
    from train.links import Links
    from train.names import Written
    from train.stem_tables import Groups

    Translated = Mapping[str, Mapping[str, float]]
    Vector = dict[str, float]

ALIKE = 0.1
"""Lowest cosine of two words' translations at which they may share a stem; .05 to .3 measured within .002."""
APART = Path(__file__).parent / "apart_id.tsv"
"""Indonesian words that look like forms of another word and, by chance, share translations with it. A line is
such a word, the stem it would get, and why it is not one of its forms."""
SEEN = 1.0
"""Fewest weighted links of a listed word: rarer words are stemmed by rule when they occur."""


def main() -> None:
    """Read, align, group, separate names, write the tables; print the counts and the names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with parallel/, eval/ and news/")
    parser.add_argument("--stems", type=Path, default=Path("index/text/languages"))
    arguments = parser.parse_args()
    log: Counter[str] = Counter()
    indonesian = linked(arguments.data, log)
    grouped_words = {"id": plain(_of_indonesian(indonesian)), "en": plain(_of_english(turned(indonesian)))}
    counted = capitals(
        (language, article["text"] or "") for language, article in news(arguments.data / "news")
    )
    listed_words: set[str] = set()
    grouped_words["id"] = _voiced(grouped_words["id"], indonesian, counted["id"])
    for language in KNOWN_LANGUAGES:
        groups = separated(grouped_words[language], _apart(language))
        apart = names(groups, counted[language], language)
        table = written(parted(groups, apart, counted[language], language))
        (arguments.stems / f"stems_{language}.txt").write_text(table, encoding="utf-8")
        listed_words |= {word for words in groups.values() for word in words}
        log[f"{language} stems"] = len(groups)
        print(f"{language}: {len(apart)} names: {' '.join(f'{name}≠{stem}' for name, stem in apart.items())}")
    named = {name for one in KNOWN_LANGUAGES for name in seen(counted[one], LISTED)} - listed_words
    (arguments.stems / "names.txt").write_text("\n".join(sorted(named)) + "\n", encoding="utf-8")
    log["other names"] = len(named)
    for what, number in log.items():
        print(f"{what}: {number}")


def grouped(translated: Translated, roots: Callable[[str], Iterable[str]]) -> Groups:
    """Group the words of a language by meaning within their families.

    Words are taken from the most linked to the least. Each joins the stem with a common root whose
    translations are most like its own, or becomes a stem itself.

    Args:
        translated: word -> translation -> weighted links.
        roots: returns the words from which a word may be formed, including itself.

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


def _apart(language: KnownLanguage) -> list[str]:
    """Return the words of a language that are no forms of the words which they look like."""
    if language == "en":
        return []
    return [line.partition("\t")[0] for line in APART.read_text("utf-8").splitlines()]


def _of_indonesian(links: Links) -> Groups:
    return grouped(_translated(links), lambda word: roots(word, "id"))


def _voiced(groups: Groups, links: Links, counted: Mapping[str, Written]) -> Groups:
    """Return the Indonesian groups with the voices of each verb in one."""
    linked = {word: sum(row.values()) for word, row in links.items()}
    return joined(groups, linked, counted, frozenset((*seen(counted, LISTED), *_apart("id"))))


def _translated(links: Links) -> Translated:
    english = snowballstemmer.stemmer("english").stemWord
    return {word: merged(row, english) for word, row in links.items()}


def _of_english(links: Links) -> Groups:
    english = snowballstemmer.stemmer("english").stemWord
    return grouped(links, lambda word: {english(word), *roots(word, "en")})


if __name__ == "__main__":
    main()
