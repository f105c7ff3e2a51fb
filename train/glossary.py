"""The glossary: how words of news are translated of which parallel text tells nothing, or little and wrongly.

`glossary_id.tsv` and `glossary_en.tsv` were written by hand, over lists of words that news has often and that
parallel text links thirty times or less: a line is a word, a tab, and its translations, the most usual first.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.text.terms import ANALYSES, terms
from index.text.words import knowledge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.text.terms import Analysis
    from train.links import Links

FOLDER = Path(__file__).parent
WEIGHT = 10.0
"""Weighted links that an entry counts as: ten of prose."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A word and what translates it."""

    word: str
    translations: tuple[tuple[str, ...], ...]
    """Each of one word or several, the most usual first."""

    def shares(self) -> list[float]:
        """Gives what of `WEIGHT` each translation has: the second half of the first, the third a third.

        So frequencies fall with rank (Zipf, 1935).
        """
        every = sum(1 / rank for rank, _ in enumerate(self.translations, start=1))
        return [WEIGHT / rank / every for rank, _ in enumerate(self.translations, start=1)]


def gloss(indonesian: Links, english: Links, folder: Path = FOLDER) -> dict[Analysis, int]:
    """Changes the links of words to what the glossary says, and gives the number of its entries by language.

    A word that has an entry is translated by that alone; of a translation of several words each has an equal
    part. A translation of one word is translated by the entry's in turn, beside what it has.

    Args:
        indonesian: of Indonesian words; changed in place.
        english: of English words, likewise.
        folder: where the glossary is.

    Raises:
        ValueError: a line is not a word, a tab and translations.
    """
    links: dict[Analysis, Links] = {"id": indonesian, "en": english}
    read: dict[Analysis, list[Entry]] = {language: list(entries(language, folder)) for language in ANALYSES}
    for language in ANALYSES:
        turned = links[_other(language)]
        for entry in read[language]:
            for translation, share in zip(entry.translations, entry.shares(), strict=True):
                if len(translation) == 1:
                    _add(turned.setdefault(translation[0], {}), entry.word, share)
    for language in ANALYSES:
        for entry in read[language]:
            row = links[language][entry.word] = {}
            for translation, share in zip(entry.translations, entry.shares(), strict=True):
                for word in translation:
                    _add(row, word, share / len(translation))
    return {language: len(read[language]) for language in ANALYSES}


def entries(language: Analysis, folder: Path = FOLDER) -> Iterator[Entry]:
    """Gives the entries for words of a language, spelt as terms are.

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
                tuple(term.word for term in terms(one, _other(language))) for one in rest.split(",")
            ]
            if len(own) != 1 or not all(translations):
                raise ValueError(
                    f"Line {number} of glossary_{language}.tsv is {line!r}; "
                    "write one word, a tab, and translations with commas between them."
                )
            yield Entry(own[0], tuple(dict.fromkeys(translations)))


def _other(language: Analysis) -> Analysis:
    return "en" if language == "id" else "id"


def _add(row: dict[str, float], word: str, weight: float) -> None:
    row[word] = row.get(word, 0.0) + weight
