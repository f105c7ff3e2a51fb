"""Make the lexicon: `python -m train.lexicon --data ../shared/data`.

The words of all parallel text are aligned in both directions. The probability of a translation is its share
of the links of a word; a link weighs more if its source is more like news. The glossary translates words that
are in news but hardly in parallel text. Translations are stems from the tables that ship.
"""

from __future__ import annotations

import argparse
import gzip
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from index.lexical.lexicon import FILE_NAME, Lexicon
from index.records import KNOWN_LANGUAGES
from index.text.normalised import unaccented
from index.text.stems import stem
from index.text.words import knowledge
from train.glossary import gloss
from train.links import linked, merged, turned

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from index.records import KnownLanguage
    from train.links import Links

LINKED = 0.3
"""Fewest weighted links of a word: one link in prose, six in software documentation."""
PROBABLE = 0.03
"""Smallest probability of a translation: .03, .05 and .1 measured .925, .924 and .923 across languages."""
TRANSLATIONS = 8
"""Most translations of a word."""


def main() -> None:
    """Read, align, gloss, count, write; print the counts."""
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
    stem: Callable[[str, KnownLanguage], str],
    log: Counter[str],
    *,
    glossary: bool = True,
    abbreviations: bool = False,
    completed: Callable[[Links, KnownLanguage], Links] = lambda links, _: links,
) -> Lexicon:
    """Return the lexicon of links.

    Args:
        links: links of Indonesian words; changed in place.
        stem: returns the stem of a word of a language.
        log: counts the entries of the glossary.
        glossary: whether the glossary is used.
        abbreviations: whether abbreviations have entries although the words of their meaning follow them.
        completed: returns the links of all words of a language that get an entry, from the links found.
    """
    sides: dict[KnownLanguage, Links] = {"id": links, "en": turned(links)}
    # The words of their meaning follow them in the text and are translated instead.
    for language in KNOWN_LANGUAGES if not abbreviations else ():
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
    """Return the most probable translations of each word, as stems."""
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


def write(path: Path, lexicon: Lexicon) -> None:
    """Write a lexicon file; the same lexicon gives the same bytes."""
    lines = sorted(line.encode() for side in KNOWN_LANGUAGES for line in _lines(side, lexicon))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(b"".join(lines), mtime=0))


def _lines(language: KnownLanguage, lexicon: Lexicon) -> list[str]:
    side = lexicon.id if language == "id" else lexicon.en
    lines: dict[str, str] = {}
    # The plain word sorts before the same word with accents, and so it counts.
    for word in sorted(side):
        entries = "\t".join(f"{translation} {round(100 * p)}" for translation, p in side[word])
        lines.setdefault(unaccented(word), unaccented(f"{language}\t{word}\t{entries}\n"))
    return list(lines.values())


if __name__ == "__main__":
    main()
