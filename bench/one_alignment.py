"""Lexicons made in other ways, from one alignment of all parallel text that is kept in a folder."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from functools import partial
from typing import TYPE_CHECKING

from train.lexicon import lexicon_of
from train.links import WEIGHTS, pairs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index.lexical.lexicon import Lexicon
    from index.records import KnownLanguage
    from train.links import Links

    Stemmer = Callable[[str, KnownLanguage], str]
    """Returns the stem of a word of a language."""
    Kept = Callable[[set[str], set[str]], set[str]]
    """Returns the links of a pair to keep, from those found in one direction and in the other."""

PAIRS, FORWARD, REVERSE = "pairs.tsv", "forward", "reverse"
"""The words of parallel text, and the links that eflomal found in each direction."""


def align(folder: Path, data: Path) -> None:
    """Align the words of all parallel text once, and write the links found in each direction."""
    from eflomal import Aligner

    sources, *sides = zip(*pairs(data, Counter()), strict=True)
    texts = [[" ".join(words) + "\n" for words in side] for side in sides]
    folder.mkdir(parents=True, exist_ok=True)
    Aligner().align(
        *texts, links_filename_fwd=str(folder / FORWARD), links_filename_rev=str(folder / REVERSE)
    )
    lines = (f"{source}\t{own.strip()}\t{other}" for source, own, other in zip(sources, *texts, strict=True))
    (folder / PAIRS).write_text("".join(lines), encoding="utf-8")


def links(folder: Path, data: Path, kept: Kept) -> Links:
    """Return links as `train.links.linked` does, but of one alignment and only those that are `kept`."""
    if not (folder / PAIRS).exists():
        align(folder, data)
    found: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    files = [(folder / name).open(encoding="utf-8") for name in (PAIRS, FORWARD, REVERSE)]
    for pair, forward, reverse in zip(*files, strict=True):
        source, *sides = pair.rstrip("\n").split("\t")
        own, other = map(str.split, sides)
        for link in kept(set(forward.split()), set(reverse.split())):
            at, _, to = link.partition("-")
            found[sys.intern(own[int(at)])][sys.intern(other[int(to)])] += WEIGHTS.get(source, 1.0)
    for file in files:
        file.close()
    return {word: dict(row) for word, row in found.items()}


def made(links: Links, stem: Stemmer, *, glossary: bool = True, abbreviations: bool = False) -> Lexicon:
    """Return the lexicon of links as `train.lexicon` makes it, with an analyser's stems.

    Args:
        links: links of Indonesian words.
        stem: returns stems.
        glossary: whether the glossary is used.
        abbreviations: whether abbreviations have entries although the words of their meaning follow them.
    """
    return lexicon_of(
        {word: dict(row) for word, row in links.items()},
        stem,
        Counter(),
        glossary=glossary,
        abbreviations=abbreviations,
        completed=lambda side, language: with_stems(side, partial(stem, language=language)),
    )


def with_stems(links: Links, stem: Callable[[str], str]) -> Links:
    """Return the links, and those of stems that are no words: words without links use those of their stem."""
    of_stems: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for word, row in links.items():
        if (root := stem(word)) not in links:
            for translation, weight in row.items():
                of_stems[root][translation] += weight
    return links | of_stems
