"""What is known of a language's words: the tables of `languages/terms_*.toml`, and of names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from index.text import languages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Affixes:
    """Prefixes or suffixes. One is found by its letters: to try each on a word takes four times as long."""

    instead: Mapping[str, list[str]]
    """An affix -> what may stand in its place when it is taken off."""
    lengths: Sequence[int]
    """Of the affixes, each once."""

    def off_the_front(self, word: str) -> Iterator[str]:
        """Gives what remains of a word without each of the prefixes that it begins with."""
        for length in self.lengths:
            for instead in self.instead.get(word[:length], ()):
                yield instead + word[length:]

    def off_the_end(self, word: str) -> Iterator[str]:
        """Gives what remains of a word without each of the suffixes that it ends with."""
        for length in self.lengths:
            for instead in self.instead.get(word[-length:], ()):
                yield word[:-length] + instead


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a speaker knows of the words of a language."""

    question_words: frozenset[str]
    acronyms: frozenset[str]
    """In capitals."""
    prefixes: Affixes
    suffixes: tuple[Affixes, ...]
    """The outermost first."""
    replaced: dict[str, list[str]]
    """A variant or an abbreviation -> the words that stand for it. Some variants are two words."""
    abbreviations: frozenset[str]
    """Those of `replaced` that stand beside the words of their meaning."""
    chat: dict[str, str]
    """What people shorten in chat -> what stands for it, question words too."""
    chat_beside: dict[str, str]
    """The same of what means so only beside one of `chat`."""


@cache
def knowledge(language: str) -> Knowledge:
    """Gives what is known of the words of `id` or `en`."""
    read = languages.tables(f"terms_{language}")
    chat, asking = read.get("chat", {}), read["question_words"].split()
    variants = languages.tables("names")["spellings"] | read["spellings"] | chat
    spellings = {word: standard.split() for word, standard in variants.items()}
    spellings = {word: [one for one in words if one not in asking] for word, words in spellings.items()}
    abbreviations = {word: [word, *meaning.split()] for word, meaning in read["abbreviations"].items()}
    return Knowledge(
        question_words=frozenset(asking),
        acronyms=frozenset(read["acronyms"].split()),
        prefixes=_affixes(read["prefixes"]),
        suffixes=tuple(map(_affixes, read["suffixes"])),
        replaced=spellings | abbreviations,
        abbreviations=frozenset(abbreviations),
        chat=chat,
        chat_beside=read.get("chat_beside", {}),
    )


@cache
def question_words() -> frozenset[str]:
    """Gives those of both languages."""
    return knowledge("id").question_words | knowledge("en").question_words


@cache
def abbreviations() -> frozenset[str]:
    """Gives those of both languages: `jateng`, `eu`."""
    return knowledge("id").abbreviations | knowledge("en").abbreviations


@cache
def usual_names() -> frozenset[str]:
    """Gives names of goods, dishes, places and the like that everybody knows, in small letters: `boba`."""
    return frozenset[str]().union(*languages.read("names", "usual").values())


@cache
def shortened_question_words() -> frozenset[str]:
    """Gives those that chat shortens, and that terms leave out: `knp`, `brp`."""
    return frozenset(word for word, meant in knowledge("id").replaced.items() if not meant)


def _affixes(text: str) -> Affixes:
    instead: dict[str, list[str]] = defaultdict(list)
    for entry in text.split():
        affix, _, replacement = entry.partition(">")
        instead[affix].append(replacement)
    return Affixes(dict(instead), sorted({len(affix) for affix in instead}))
