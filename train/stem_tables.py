"""Tables of stems: groups of the words that share a stem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.text.normalised import unaccented

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Groups = dict[str, list[str]]
"""Stem -> its words, the stem first."""


def plain(groups: Groups) -> Groups:
    """Return the groups without accents, as terms are; words that differ only in accents become one.

    Such a word has the stem of its form without accents.
    """
    stems = by_word(groups)
    bared: dict[str, str] = {}
    for word in sorted(stems, key=lambda word: not word.isascii()):
        bared.setdefault(unaccented(word), unaccented(stems[word]))
    return by_stem({word: bared.get(stem, stem) for word, stem in bared.items()})


def separated(groups: Groups, words: Iterable[str]) -> Groups:
    """Return the groups with some words as stems of their own, which are no forms of their stems."""
    return by_stem(by_word(groups) | {word: word for word in words if word in by_word(groups)})


def written(groups: Mapping[str, list[str]]) -> str:
    """Return the groups as `index/text/stems.py` reads them: a line for each stem, sorted."""
    return "".join(" ".join([stem, *sorted(words[1:])]) + "\n" for stem, words in sorted(groups.items()))


def by_word(groups: Groups) -> dict[str, str]:
    """Return word -> stem."""
    return {word: stem for stem, words in groups.items() for word in words}


def by_stem(stems: Mapping[str, str]) -> Groups:
    """Return the groups of word -> stem."""
    groups: Groups = {stem: [stem] for stem in stems.values()}
    for word, stem in stems.items():
        if word != stem:
            groups[stem].append(word)
    return groups
