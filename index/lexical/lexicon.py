"""The lexicon: how probably a word of one language is translated by a word of the other."""

from __future__ import annotations

import lzma
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Literal

from index.errors import ModelError
from index.text.terms import unaccented

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.records import Language
    from index.text.terms import Term

TRANSLATED = 1.5
"""Weight of a translation's probability against a word of the passage itself: less finds fewer passages of
the other language (train/README.md), more lets them crowd out those of the question's own."""

Translations = Mapping[str, Sequence[tuple[str, float]]]
"""Word -> the stems that translate it with their probabilities, most probable first."""

FILE_NAME = "lexicon.tsv.xz"
"""Lines of `LANGUAGE TAB word TAB stem HUNDREDTHS TAB stem HUNDREDTHS ...`, sorted."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """p(English stem | Indonesian word) and the reverse, learnt by `train/lexicon.py`."""

    id: Translations
    """Indonesian word -> English stems."""
    en: Translations
    """English word -> Indonesian stems."""

    @classmethod
    def bundled(cls) -> Lexicon:
        """Gives the lexicon that ships with Cari; read once in a process.

        Raises:
            ModelError: the file is missing from the installation, or damaged.
        """
        return _bundled()

    @classmethod
    def read(cls, path: Path) -> Lexicon:
        """Reads a lexicon file.

        Raises:
            ModelError: the file is missing or damaged.
        """
        try:
            text = lzma.decompress(path.read_bytes()).decode()
            return cls._parse(text)
        except (OSError, ValueError, lzma.LZMAError) as error:
            raise ModelError(f"The lexicon {path} cannot be read ({error}); install Cari again.") from error

    @classmethod
    def _parse(cls, text: str) -> Lexicon:
        sides: dict[str, dict[str, str]] = {"id": {}, "en": {}}
        # Terms have no accents. A word that is there with them too comes after the plain one, which counts.
        for line in unaccented(text).splitlines():
            language, word, entries = line.split("\t", 2)
            if language not in sides or not entries[-1:].isdigit():
                raise ValueError(f"a broken line for {word!r} of language {language!r}")
            sides[language].setdefault(word, entries)
        return cls(id=_Lines(sides["id"]), en=_Lines(sides["en"]))

    def translations(self, term: Term, language: Language) -> Sequence[tuple[str, float]]:
        """Gives the stems that translate a term, each with its probability, most probable first.

        A word that parallel text does not hold is translated as its stem is; a word of an undetermined
        language not at all.
        """
        if language == "und":
            return ()
        side = self.id if language == "id" else self.en
        # Not `get`, which raises and catches an error within for each of the many words that are in neither.
        for word in (term.word, term.stem):
            if word in side:
                return side[word]
        return ()

    def expand(self, terms: Sequence[Term], language: Language) -> dict[str, float]:
        """Gives stem counts in both languages: those of the terms, and those of translations by probability.

        Probabilistic structured queries (Darwish and Oard, SIGIR 2003) turned round to the document side.
        """
        counts: dict[str, float] = dict(Counter(term.stem for term in terms))
        for term, count in Counter(terms).items():
            for stem, probability in self.translations(term, language):
                counts[stem] = counts.get(stem, 0.0) + count * probability * TRANSLATED
        return counts


class _Lines(Mapping[str, Sequence[tuple[str, float]]]):
    """Translations by word, each read when it is first looked up: a question has a few words of 95,000."""

    def __init__(self, lines: dict[str, str]) -> None:
        self._lines = lines
        self._read: dict[str, list[tuple[str, float]]] = {}

    def __getitem__(self, word: str) -> list[tuple[str, float]]:
        known = self._read.get(word)
        if known is None:
            pairs = (entry.rsplit(" ", 1) for entry in self._lines[word].split("\t"))
            known = [(translation, int(hundredths) / 100) for translation, hundredths in pairs]
            self._read[word] = known
        return known

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def __contains__(self, word: object) -> bool:
        return word in self._lines


@cache
def _bundled() -> Lexicon:
    with resources.as_file(resources.files("index.lexical") / FILE_NAME) as path:
        return Lexicon.read(path)


def write(path: Path, lexicon: Lexicon) -> None:
    """Writes a lexicon file: the same lexicon gives the same bytes."""
    lines = [line for side in ("id", "en") for line in _lines(side, lexicon)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(lzma.compress("\n".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME))


def _lines(language: Literal["id", "en"], lexicon: Lexicon) -> list[str]:
    side = lexicon.id if language == "id" else lexicon.en
    return [
        "\t".join([language, term, *(f"{translation} {round(100 * p)}" for translation, p in side[term])])
        for term in sorted(side)
    ]
