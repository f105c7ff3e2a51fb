"""`python -m train.kept_names --data ../shared/data`, after `train.lexicon`: names that are words as well.

`Bill Gates` is no toll gate and `Harian Kompas` no compass. Parallel text tells such words: written with a
capital within a sentence they stand in the translation as they are, while the lexicon translates them.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from index.lexical.lexicon import Lexicon
from index.text.stems import is_ordinary, stem
from index.text.terms import ANALYSES, Term
from train.links import SOFTWARE, WEIGHTS
from train.names import ENDS, WITHIN
from train.parallel import read_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Literal

    from train.parallel import Pair

SEEN = 3
"""Sentences that hold a word with a capital, at least."""
KEPT = 0.8
"""Share of their translations that hold it as well, at least: of `Gates` all do, of `Kota` six in ten."""
TRANSLATED = 0.1
"""Probability of another word as its translation, at least: without one there is nothing to mistake."""
ALIKE = 3
"""Letters that a name begins with as its other spelling and words made of it do: `Brazil`, `Brasil`."""

_CAPITAL = "[A-Z][a-z]{2,}"
_ONE = re.compile(f"{WITHIN}({_CAPITAL}){ENDS}")
_PAIR = re.compile(f"{WITHIN}(?=({_CAPITAL} {_CAPITAL}){ENDS})")
_WORD = re.compile(r"[^\W\d_]+")


def main() -> None:
    """Read parallel text, write the lists."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with parallel/")
    parser.add_argument("--tables", type=Path, default=Path("index/text/languages/questions"))
    arguments = parser.parse_args()
    pairs = list(_prose(arguments.data / "parallel"))
    for language in ANALYSES:
        sides = [(p.indonesian, p.english) if language == "id" else (p.english, p.indonesian) for p in pairs]
        found = set(kept(sides))
        words = {word for word in found if is_ordinary(word) and _is_translated(word, language)}
        pairs_of_words = {pair for pair in found if " " in pair and words.intersection(pair.split())}
        lines = "\n".join(sorted(words | pairs_of_words))
        (arguments.tables / f"kept_{language}.txt").write_text(f"{lines}\n", encoding="utf-8")
        print(f"{language}: {len(words)} words, {len(pairs_of_words)} pairs")


def kept(sides: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Gives the words, and pairs of words, in lower case, that translations keep where they have capitals.

    Args:
        sides: sentences in one language, each with its translation.
    """
    seen, same = Counter[str](), Counter[str]()
    for sentence, translation in sides:
        if capital := {*_ONE.findall(sentence), *_PAIR.findall(sentence)}:
            there = {word.lower() for word in _WORD.findall(translation) if not word.islower()}
            seen.update(capital)
            same.update(one for one in capital if there.issuperset(one.lower().split()))
    for one, count in seen.items():
        if count >= SEEN and same[one] >= KEPT * count:
            yield one.lower()


def _prose(folder: Path) -> Iterator[Pair]:
    """Pairs that are no software documentation, in which capitals name what is on a screen."""
    paths = sorted(folder.glob("*.tsv.xz"))
    sources = [path for path in paths if WEIGHTS.get(path.name.removesuffix(".tsv.xz")) != SOFTWARE]
    return chain.from_iterable(map(read_source, sources))


def _is_translated(word: str, language: Literal["id", "en"]) -> bool:
    term = Term(word, stem(word, language))
    likely = [
        other
        for other, probability in Lexicon.bundled().translations(term, language)
        if other not in term and probability >= TRANSLATED
    ]
    # `China` is `Tiongkok` as well: such names are translated.
    return bool(likely) and all(is_ordinary(other) and other[:ALIKE] != word[:ALIKE] for other in likely)


if __name__ == "__main__":
    main()
