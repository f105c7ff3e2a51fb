"""Make the lexicon: `python -m train.lexicon --data ../shared/data`.

Words of all parallel text are aligned in both directions; a translation's probability is its share of the
links of a word, a link weighing the more, the more its source is like news. Words that news has and parallel
text has hardly ever are translated by the glossary. Translations are stems, of the tables that ship.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from index.lexical.lexicon import FILE_NAME, Lexicon, write
from index.text.stems import stem
from index.text.terms import ANALYSES
from index.text.words import knowledge
from train.glossary import gloss
from train.links import linked, merged, turned

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from index.text.terms import Analysis
    from train.links import Links

LINKED = 0.3
"""Weighted links of a word, at least: one in prose, six in software documentation."""
PROBABLE = 0.03
"""Probability of a translation, at least: .03, .05 and .1 measured .925, .924 and .923 across languages."""
TRANSLATIONS = 8
"""Translations kept of a word, at most."""


def main() -> None:
    """Read, align, gloss, count, write; what was counted goes to standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with parallel/ and eval/")
    parser.add_argument("--out", type=Path, default=Path("index/lexical") / FILE_NAME)
    arguments = parser.parse_args()
    started = time.monotonic()
    log: Counter[str] = Counter()
    lexicon = lexicon_of(linked(arguments.data, log), stem, log)
    write(arguments.out, lexicon)
    log.update(
        {"id words": len(lexicon.id), "en words": len(lexicon.en), "bytes": arguments.out.stat().st_size}
    )
    for what, number in log.items():
        print(f"{what}: {number}")
    print(f"seconds: {time.monotonic() - started:.0f}")


def lexicon_of(
    links: Links,
    stem: Callable[[str, Analysis], str],
    log: Counter[str],
    *,
    glossary: bool = True,
    abbreviations: bool = False,
    completed: Callable[[Links, Analysis], Links] = lambda links, _: links,
) -> Lexicon:
    """Gives the lexicon of links.

    Args:
        links: of Indonesian words; changed in place.
        stem: gives the stem of a word of a language.
        log: counts the entries of the glossary.
        glossary: whether words are translated by it.
        abbreviations: whether those are translated that the words of their meaning follow.
        completed: gives the links of a language's words that are translated, of those found.
    """
    sides: dict[Analysis, Links] = {"id": links, "en": turned(links)}
    # They are followed by the words that they stand for, which are translated.
    for language in ANALYSES if not abbreviations else ():
        for word in knowledge(language).abbreviations:
            sides[language].pop(word, None)
    if glossary:
        counts = gloss(sides["id"], sides["en"])
        log.update({f"{language} glossary": count for language, count in counts.items()})
    return Lexicon(
        id=probable(completed(sides["id"], "id"), lambda word: stem(word, "en")),
        en=probable(completed(sides["en"], "en"), lambda word: stem(word, "id")),
    )


def probable(
    links: Mapping[str, Mapping[str, float]], stem: Callable[[str], str]
) -> dict[str, list[tuple[str, float]]]:
    """Gives each word's most probable translations, as stems."""
    entries = {}
    for word, row in links.items():
        total = sum(row.values())
        shares = merged(row, stem).items()
        kept = [
            (translation, round(weight / total, 2))
            for translation, weight in shares
            if weight / total >= PROBABLE
        ]
        if total >= LINKED and kept:
            entries[word] = sorted(kept, key=lambda entry: (-entry[1], entry[0]))[:TRANSLATIONS]
    return entries


if __name__ == "__main__":
    main()
