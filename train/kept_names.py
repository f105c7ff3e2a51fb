"""`python -m train.kept_names --data ../shared/data`, after `train.lexicon`: list names that are also words.

`Bill Gates` is no toll gate and `Harian Kompas` no compass. Parallel text shows such words: if they are
written with a capital within a sentence, the translation has them unchanged, although the lexicon translates
them.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from index.lexical.lexicon import Lexicon
from index.records import KNOWN_LANGUAGES
from index.text.patterns import LETTERS
from index.text.stems import is_ordinary, stem
from index.text.terms import Term
from train.links import SOFTWARE, WEIGHTS
from train.names import ENDS, WITHIN
from train.parallel import read_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.records import KnownLanguage
    from train.parallel import Pair

SEEN = 3
"""Fewest sentences that contain a word with a capital."""
KEPT = 0.8
"""Smallest share of their translations that contain it too: all for `Gates`, six in ten for `Kota`."""
TRANSLATED = 0.1
"""Smallest probability of another word as its translation: without such a word there is nothing to
mistake."""
ALIKE = 3
"""Letters that the beginning of a name shares with its other spelling and with words derived from it:
`Brazil`, `Brasil`."""

_CAPITAL = "[A-Z][a-z]{2,}"
_ONE = re.compile(f"{WITHIN}({_CAPITAL}){ENDS}")
_PAIR = re.compile(f"{WITHIN}(?=({_CAPITAL} {_CAPITAL}){ENDS})")


def main() -> None:
    """Read parallel text, write the lists."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with parallel/")
    parser.add_argument("--tables", type=Path, default=Path("index/text/languages/questions"))
    arguments = parser.parse_args()
    pairs = list(_prose(arguments.data / "parallel"))
    for language in KNOWN_LANGUAGES:
        sides = [(p.indonesian, p.english) if language == "id" else (p.english, p.indonesian) for p in pairs]
        found = set(kept(sides))
        words = {word for word in found if is_ordinary(word) and _is_translated(word, language)}
        pairs_of_words = {pair for pair in found if " " in pair and words.intersection(pair.split())}
        lines = "\n".join(sorted(words | pairs_of_words))
        (arguments.tables / f"kept_{language}.txt").write_text(f"{lines}\n", encoding="utf-8")
        print(f"{language}: {len(words)} words, {len(pairs_of_words)} pairs")


def kept(sides: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the words and pairs of words, in lower case, that translations keep when they have capitals.

    Args:
        sides: sentences in one language, each with its translation.
    """
    seen, same = Counter[str](), Counter[str]()
    for sentence, translation in sides:
        if capital := {*_ONE.findall(sentence), *_PAIR.findall(sentence)}:
            there = {word.lower() for word in LETTERS.findall(translation) if not word.islower()}
            seen.update(capital)
            same.update(one for one in capital if there.issuperset(one.lower().split()))
    for one, count in seen.items():
        if count >= SEEN and same[one] >= KEPT * count:
            yield one.lower()


def _prose(folder: Path) -> Iterator[Pair]:
    """Yield pairs except those of software documentation, where capitals name what is on a screen."""
    paths = sorted(folder.glob("*.tsv.xz"))
    sources = [path for path in paths if WEIGHTS.get(path.name.removesuffix(".tsv.xz")) != SOFTWARE]
    return chain.from_iterable(map(read_source, sources))


def _is_translated(word: str, language: KnownLanguage) -> bool:
    term = Term(word, stem(word, language))
    likely = [
        other
        for other, probability in Lexicon.bundled().translations(term, language)
        if other not in term and probability >= TRANSLATED
    ]
    # `China` is also `Tiongkok`: such names are translated.
    return bool(likely) and all(is_ordinary(other) and other[:ALIKE] != word[:ALIKE] for other in likely)


if __name__ == "__main__":
    main()
