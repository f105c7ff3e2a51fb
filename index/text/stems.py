"""Stems: which words of a language are forms of the same word, learnt from text and not cut by rule."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from index.records import KNOWN_LANGUAGES
from index.text import languages
from index.text.words import knowledge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.records import KnownLanguage

KEPT_STEMS = 200_000
"""Cache size of `stem`, in words: about 30 MB in a process."""
SHORTEST_ROOT = 3
"""Least letters of a root, the word without its affixes: shorter ones match mostly by chance."""
SHORTEST_KNOWN = 4
"""The same for words that `stems_*.txt` does not list, because only the letters are evidence for the root."""
SHORTEST_SURE = 5
"""The same in `is_listed`, where a root that matches by chance would hide a typo: `pekera` is no form of
`kera`."""
PREFIX_LAYERS = 2
_OF_A_NAME = {"id": "nya", "en": "s"}
"""Language -> an ending that a name may have."""


@lru_cache(KEPT_STEMS)
def stem(word: str, language: KnownLanguage) -> str:
    """Return the stem of a word: the most frequent word that it is a form of, or itself if none is known.

    Forms were grouped by affix and by similarity of translation (`train/stems.py`), so that `pemerintahan`
    goes to `pemerintah` (government) and not to `perintah` (order). An unknown word gets the stem of its
    longest known root. Names keep their affixes, in both languages: `joker` is no form of `joke`.

    Args:
        word: in lower case and standard spelling.
        language: of the word.
    """
    known = listed(language)
    if word in known or word not in names():
        return stem_among(word, language, known)
    return known.get(word.removesuffix(_OF_A_NAME[language]), word)


def stem_among(word: str, language: KnownLanguage, stems: Mapping[str, str]) -> str:
    """Return the stem of a word by the table `stems`: word -> stem."""
    if word in stems:
        return stems[word]
    known = [root for root in roots(word, language) if len(root) >= SHORTEST_KNOWN and root in stems]
    return stems[max(known, key=lambda root: (len(root), root))] if known else word


def roots(word: str, language: KnownLanguage) -> set[str]:
    """Return the words that a word may be formed from, with itself: `jatuhkan` and `jatuh` for `jatuhkan`."""
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


def american(word: str) -> str:
    """Return the American spelling of an English word, if its spelling is British: `colours`, `organised`.

    Names stay as they are (`Kaiser`).
    """
    if word in names():
        return word
    beginnings, endings = knowledge("en").british
    word = next(beginnings.off_the_front(word), word)
    ways = endings.off_the_end(word)
    return next((one for one in ways if one in listed("en") or one in other_words("en")), word)


@cache
def listed(language: KnownLanguage) -> dict[str, str]:
    """Return the table word -> stem; a line of its file is a stem and the other words that have it."""
    text = (resources.files(languages) / f"stems_{language}.txt").read_text("utf-8")
    return {word: group[0] for group in map(str.split, text.splitlines()) for word in group}


@cache
def other_words(language: KnownLanguage) -> frozenset[str]:
    """Return words that are frequent in news of a language, but neither names nor in a table of stems."""
    return _table(f"words_{language}")


def is_listed(word: str, language: KnownLanguage) -> bool:
    """Whether a table of a language holds a word, a root of it, or a form of it.

    Forms count because headlines drop affixes: `Bantai` for `dibantai`.
    """
    if word in knowledge(language).replaced or (language == "en" and american(word) != word):
        return True
    known = {root for root in roots(word, language) if len(root) >= SHORTEST_SURE} | {word}
    if language == "id":
        known |= {f"di{word}", f"ber{word}", f"{word}an"}
    return any(one in listed(language) or one in other_words(language) for one in known)


def is_ordinary(word: str) -> bool:
    """Whether a word itself is in a word table of either language: it is neither unknown nor only a name."""
    return any(word in listed(one) or word in other_words(one) for one in KNOWN_LANGUAGES)


@cache
def names() -> frozenset[str]:
    """Return words that news capitalises and no table of stems holds: names of people, places and firms."""
    return _table("names")


@cache
def doubling() -> frozenset[str]:
    """Return Indonesian words that people double: those with a doubled or a prefixed form in the table.

    Examples are `anak` (`anak-anak`), `hati` (`hati-hati`, a stem of its own) and `polisi` (`kepolisian`),
    but not `covid`, `iphone` or `moto`.
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
