"""What is known of a language's words: the tables of `languages/terms_*.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from index.text import languages

Affixes = tuple[tuple[str, str], ...]
"""Pairs of an affix and what stands in its place when it is taken off."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a speaker knows of the words of a language."""

    question_words: frozenset[str]
    acronyms: frozenset[str]
    """In capitals."""
    prefixes: Affixes
    suffixes: tuple[Affixes, ...]
    """Groups, the outermost first."""
    replaced: dict[str, list[str]]
    """A variant or an abbreviation -> the words that stand for it."""


@cache
def knowledge(language: str) -> Knowledge:
    """Gives what is known of the words of `id` or `en`."""
    read = languages.tables(f"terms_{language}")
    spellings = {word: standard.split() for word, standard in read["spellings"].items()}
    abbreviations = {word: [word, *meaning.split()] for word, meaning in read["abbreviations"].items()}
    return Knowledge(
        question_words=frozenset(read["question_words"].split()),
        acronyms=frozenset(read["acronyms"].split()),
        prefixes=_affixes(read["prefixes"]),
        suffixes=tuple(map(_affixes, read["suffixes"])),
        replaced=spellings | abbreviations,
    )


def _affixes(text: str) -> Affixes:
    pairs = (entry.partition(">") for entry in text.split())
    return tuple((affix, instead) for affix, _, instead in pairs)
