"""Word knowledge: the tables `languages/terms_*.toml` and `languages/names.toml`."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from index.text import languages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from index.records import KnownLanguage


@dataclass(frozen=True, slots=True)
class Affixes:
    """Prefixes or suffixes, looked up by their letters: trying each on a word takes four times as long."""

    instead: Mapping[str, list[str]]
    """Affix -> the strings that may replace it when it is taken off."""
    lengths: Sequence[int]
    """The distinct lengths of the affixes, ascending."""

    def off_the_front(self, word: str) -> Iterator[str]:
        """Yield what remains of a word, for each prefix that it begins with."""
        for length in self.lengths:
            for instead in self.instead.get(word[:length], ()):
                yield instead + word[length:]

    def off_the_end(self, word: str) -> Iterator[str]:
        """Yield what remains of a word, for each suffix that it ends with."""
        for length in self.lengths:
            for instead in self.instead.get(word[-length:], ()):
                yield word[:-length] + instead


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a speaker knows about the words of a language."""

    question_words: frozenset[str]
    acronyms: frozenset[str]
    """Written in capitals."""
    prefixes: Affixes
    suffixes: tuple[Affixes, ...]
    """The outermost first."""
    british: tuple[Affixes, Affixes]
    """British beginnings and endings, which American ones replace; none in Indonesian."""
    scales: dict[str, str]
    """Short words for thousands after figures, as they are written -> the full words."""
    money_scales: dict[str, str]
    """The same for those that have this meaning in sums of money only."""
    replaced: dict[str, list[str]]
    """Variant or abbreviation -> the terms that replace it. Some variants are two words: `wali kota`."""
    abbreviations: frozenset[str]
    """Keys of `replaced` that stay terms beside the words of their meaning."""
    chat: dict[str, str]
    """Chat abbreviation -> its meaning, which may be a question word."""
    chat_beside: dict[str, str]
    """The same for words that have this meaning only beside a key of `chat`."""


@cache
def knowledge(language: KnownLanguage) -> Knowledge:
    """Return the word knowledge of `id` or `en`."""
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
        british=(_affixes(read.get("british_beginnings", "")), _affixes(read.get("british_endings", ""))),
        scales=read.get("scales", {}),
        money_scales=read["money_scales"],
        replaced=spellings | abbreviations,
        abbreviations=frozenset(abbreviations),
        chat=chat,
        chat_beside=read.get("chat_beside", {}),
    )


@cache
def question_words() -> frozenset[str]:
    """Return the question words of both languages."""
    return knowledge("id").question_words | knowledge("en").question_words


@cache
def abbreviations() -> frozenset[str]:
    """Return the abbreviations of both languages: `jateng`, `eu`."""
    return knowledge("id").abbreviations | knowledge("en").abbreviations


@cache
def usual_names() -> frozenset[str]:
    """Return well-known names of goods, dishes, places and the like, in small letters: `boba`."""
    return frozenset[str]().union(*languages.read("names", "usual").values())


@cache
def shortened_question_words() -> frozenset[str]:
    """Return question words as chat shortens them, which terms leave out: `knp`, `brp`."""
    return frozenset(word for word, meant in knowledge("id").replaced.items() if not meant)


def _affixes(text: str) -> Affixes:
    instead: dict[str, list[str]] = defaultdict(list)
    for entry in text.split():
        affix, _, replacement = entry.partition(">")
        instead[affix].append(replacement)
    return Affixes(dict(instead), sorted({len(affix) for affix in instead}))
