"""The glossary: translations of news words that parallel text does not link, or links rarely and wrongly.

`glossary_id.tsv` and `glossary_en.tsv` were written by hand, from lists of words that are frequent in news
and that parallel text links thirty times or less. A line is a word, a tab, and its translations, the most
usual first.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.records import KNOWN_LANGUAGES, OTHER_LANGUAGE
from index.text.terms import terms
from index.text.words import knowledge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.records import KnownLanguage
    from train.links import Links

FOLDER = Path(__file__).parent
WEIGHT = 10.0
"""Weighted links that an entry counts as: those of ten links in prose."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A word and its translations."""

    word: str
    translations: tuple[tuple[str, ...], ...]
    """Each translation as one or more words; the most usual first."""

    def shares(self) -> list[float]:
        """Return the part of `WEIGHT` of each translation: the second has half of the first, the third 1/3.

        So frequencies fall with rank (Zipf, 1935).
        """
        every = sum(1 / rank for rank, _ in enumerate(self.translations, start=1))
        return [WEIGHT / rank / every for rank, _ in enumerate(self.translations, start=1)]


def gloss(indonesian: Links, english: Links, folder: Path = FOLDER) -> dict[KnownLanguage, int]:
    """Change the links of words to those of the glossary, and return its number of entries by language.

    A word with an entry keeps only the entry's translations; the words of a translation of several words
    share its weight equally. A translation of one word gets a link back to the entry's word, in addition to
    its own links.

    Args:
        indonesian: links of Indonesian words; changed in place.
        english: links of English words; changed in place.
        folder: the folder of the glossary.

    Raises:
        ValueError: a line is not a word, a tab and translations.
    """
    links: dict[KnownLanguage, Links] = {"id": indonesian, "en": english}
    read = {language: list(entries(language, folder)) for language in KNOWN_LANGUAGES}
    for language in KNOWN_LANGUAGES:
        turned = links[OTHER_LANGUAGE[language]]
        for entry in read[language]:
            for translation, share in zip(entry.translations, entry.shares(), strict=True):
                if len(translation) == 1:
                    _add(turned.setdefault(translation[0], {}), entry.word, share)
    for language in KNOWN_LANGUAGES:
        for entry in read[language]:
            row = links[language][entry.word] = {}
            for translation, share in zip(entry.translations, entry.shares(), strict=True):
                for word in translation:
                    _add(row, word, share / len(translation))
    return {language: len(read[language]) for language in KNOWN_LANGUAGES}


def entries(language: KnownLanguage, folder: Path = FOLDER) -> Iterator[Entry]:
    """Yield the entries for words of a language, spelt as terms are.

    Raises:
        ValueError: a line is not a word, a tab and translations.
    """
    with (folder / f"glossary_{language}.tsv").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            head, _, rest = line.rstrip("\n").partition("\t")
            own = [term.word for term in terms(head, language)]
            if head in knowledge(language).abbreviations:
                own = [head]  # without the words that follow it
            translations = [
                tuple(term.word for term in terms(one, OTHER_LANGUAGE[language])) for one in rest.split(",")
            ]
            if len(own) != 1 or not all(translations):
                raise ValueError(
                    f"Line {number} of glossary_{language}.tsv is {line!r}; "
                    "write one word, a tab, and translations with commas between them."
                )
            yield Entry(own[0], tuple(dict.fromkeys(translations)))


def _add(row: dict[str, float], word: str, weight: float) -> None:
    row[word] = row.get(word, 0.0) + weight
