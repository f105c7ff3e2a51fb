"""Stems: which words of a language are forms of one another, learnt from text rather than cut by rule."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from index.text import languages
from index.text.words import knowledge

if TYPE_CHECKING:
    from collections.abc import Mapping

KEPT_STEMS = 200_000
"""Stems of unknown words remembered in a process, about 30 MB."""
SHORTEST_ROOT = 3
"""Letters left of a word without its affixes, at least: shorter ones are mostly chance."""
SHORTEST_KNOWN = 4
"""The same for words that `stems_*.txt` does not hold, where nothing but the letters speaks for the root."""
SHORTEST_SURE = 5
"""The same where letters that are a known root by chance would hide a typo: `pekera` is no form of `kera`."""
PREFIX_LAYERS = 2
_OF_A_NAME = {"id": "nya", "en": "s"}
"""What a name may end in besides."""


@lru_cache(KEPT_STEMS)
def stem(word: str, language: str) -> str:
    """Gives the most usual of the words that `word` is a form of; the word itself if none is known.

    Forms were grouped by affix and by likeness of translation (`train/stems.py`), so that `pemerintahan` goes
    to `pemerintah` (government) and not to `perintah` (order). An unknown word takes the stem of its longest
    known root. Names stay whole, alike in both languages: `joker`, which is no form of `joke`.

    Args:
        word: in lower case and standard spelling.
        language: `id` or `en`.
    """
    known = listed(language)
    if word in known or word not in names():
        return stem_among(word, language, known)
    return known.get(word.removesuffix(_OF_A_NAME[language]), word)


def stem_among(word: str, language: str, stems: Mapping[str, str]) -> str:
    """Gives the stem of a word by a table of its own: word -> stem."""
    if word in stems:
        return stems[word]
    known = [root for root in roots(word, language) if len(root) >= SHORTEST_KNOWN and root in stems]
    return stems[max(known, key=lambda root: (len(root), root))] if known else word


def roots(word: str, language: str) -> set[str]:
    """Gives what a word may be formed from, itself included: `jatuhkan` from `jatuhkan`, `jatuh`."""
    known = knowledge(language)
    half, _, rest = word.partition("-")
    found = {word, half} if rest.startswith(half) else {word}
    for group in known.suffixes:
        found |= {root for form in found for root in group.off_the_end(form) if len(root) >= SHORTEST_ROOT}
    for _ in range(PREFIX_LAYERS):
        found |= {
            root
            for form in found
            for root in known.prefixes.off_the_front(form)
            if len(root) >= SHORTEST_ROOT
        }
    return found


@cache
def listed(language: str) -> dict[str, str]:
    """Word -> stem; a line of the file is a stem followed by the other words that have it."""
    text = (resources.files(languages) / f"stems_{language}.txt").read_text("utf-8")
    return {word: group[0] for group in map(str.split, text.splitlines()) for word in group}


@cache
def other_words(language: str) -> frozenset[str]:
    """Words that news in a language has often, and that are in no table of stems and no names."""
    return _table(f"words_{language}")


def is_listed(word: str, language: str) -> bool:
    """Whether a word is known to be one of a language: it is in a table, or its root, or a form of it.

    Headlines have words without affixes that are usual otherwise: `Bantai`, of `dibantai`.
    """
    if word in knowledge(language).replaced:
        return True
    known = {root for root in roots(word, language) if len(root) >= SHORTEST_SURE} | {word}
    if language == "id":
        known |= {f"di{word}", f"ber{word}", f"{word}an"}
    return any(one in listed(language) or one in other_words(language) for one in known)


def is_ordinary(word: str) -> bool:
    """Whether a word is in a table of a language as it is: neither unknown nor a name alone."""
    return any(word in listed(one) or word in other_words(one) for one in ("id", "en"))


@cache
def names() -> frozenset[str]:
    """Words that news writes with a capital, and in no table of stems: names of people, places and firms."""
    return _table("names")


@cache
def doubling() -> frozenset[str]:
    """Gives Indonesian words that people double: those of which a doubled or a prefixed form is listed.

    So are `anak` (`anak-anak`), `hati` (`hati-hati`, a stem of its own) and `polisi` (`kepolisian`), but not
    `covid`, `iphone` or `moto`.
    """
    groups = defaultdict(list)
    for word, its_stem in listed("id").items():
        groups[its_stem].append(word)
    prefixed = {
        word for words in groups.values() for word in words if any(word in other[1:] for other in words)
    }
    halves = (word.split("-") for word in listed("id") if "-" in word)
    return frozenset(
        prefixed | {half for half, *rest in halves if rest == [half] and len(half) >= SHORTEST_KNOWN}
    )


def _table(name: str) -> frozenset[str]:
    return frozenset((resources.files(languages) / f"{name}.txt").read_text("utf-8").split())
