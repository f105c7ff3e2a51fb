"""The lexicon: translation probabilities between Indonesian and English words."""

from __future__ import annotations

import gzip
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from index.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from index.records import KnownLanguage, Language
    from index.text.terms import Term

TRANSLATED = 1.5
"""Weight of a translation, times its probability, where a word of the passage itself weighs 1. Less finds
fewer passages of the other language (train/README.md); more lets them crowd out those of the question's
own."""

Translations = Mapping[str, Sequence[tuple[str, float]]]
"""Word -> stems that translate it and their probabilities, most probable first."""

FILE_NAME = "lexicon.tsv.gz"
"""Lines of `LANGUAGE TAB word TAB stem HUNDREDTHS TAB stem HUNDREDTHS ...`, without accents like terms,
sorted by bytes. LZMA would make the file a quarter smaller and every command 30 ms slower."""
KEPT_WORDS = 65_536
"""Cache size in words of each language, with or without translations: a build meets them again."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """p(English stem | Indonesian word) and the reverse, learnt by `train/lexicon.py`."""

    id: Translations
    """Indonesian word -> English stems."""
    en: Translations
    """English word -> Indonesian stems."""

    @classmethod
    @cache
    def bundled(cls) -> Lexicon:
        """Return the lexicon that ships with Cari; read once in a process.

        Raises:
            ModelError: the file is missing from the installation, or damaged.
        """
        with resources.as_file(resources.files("index.lexical") / FILE_NAME) as path:
            return cls.read(path)

    @classmethod
    def read(cls, path: Path) -> Lexicon:
        """Read a lexicon file.

        Raises:
            ModelError: the file is missing or damaged.
        """
        try:
            lines = gzip.decompress(path.read_bytes())
            return cls(id=_Lines(lines, "id"), en=_Lines(lines, "en"))
        except (OSError, EOFError, ValueError, zlib.error) as error:
            raise ModelError(f"The lexicon {path} cannot be read ({error}); install Cari again.") from error

    def translations(self, term: Term, language: Language) -> Sequence[tuple[str, float]]:
        """Return the stems that translate a term, each with its probability, most probable first.

        A word that the lexicon lacks has the translations of its stem; a word of an undetermined language has
        none.
        """
        if language == "und":
            return ()
        side = self.id if language == "id" else self.en
        # Not `get`: it raises and catches an error for each of the many words that are not there.
        for word in (term.word, term.stem):
            if word in side:
                return side[word]
        return ()

    def expand(self, terms: Sequence[Term], language: Language) -> dict[str, float]:
        """Return stem counts in both languages: of terms, and of translations weighted by their probability.

        These are probabilistic structured queries (Darwish and Oard, SIGIR 2003) on the document side.
        """
        counts: dict[str, float] = dict(Counter(term.stem for term in terms))
        for term, count in Counter(terms).items():
            for stem, probability in self.translations(term, language):
                counts[stem] = counts.get(stem, 0.0) + count * probability * TRANSLATED
        return counts


class _Lines(Mapping[str, Sequence[tuple[str, float]]]):
    """Translations by word, found by bisection in sorted lines: a question needs a few of 95,000 words."""

    def __init__(self, lines: bytes, language: KnownLanguage) -> None:
        self._lines, self._language = lines, language.encode()
        starts = np.flatnonzero(np.frombuffer(b"\n" + lines, np.uint8) == ord("\n"))[:-1]
        first, after = (self._at(starts, self._language + sign) for sign in (b"\t", b"\n"))
        self._starts = starts[min(first, after) : max(first, after)]
        self._found = lru_cache(KEPT_WORDS)(self._find)

    def __getitem__(self, word: str) -> Sequence[tuple[str, float]]:
        found = self._found(word)
        if found is None:
            raise KeyError(word)
        return found

    def __iter__(self) -> Iterator[str]:
        for start in self._starts:
            yield self._fields(start)[1]

    def __len__(self) -> int:
        return len(self._starts)

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self._found(word) is not None

    def _find(self, word: str) -> Sequence[tuple[str, float]] | None:
        key = self._language + f"\t{word}\t".encode()
        at = self._at(self._starts, key)
        if at == len(self._starts) or not self._lines.startswith(key, self._starts[at]):
            return None
        pairs = (entry.rsplit(" ", 1) for entry in self._fields(self._starts[at])[2:])
        return [(translation, int(hundredths) / 100) for translation, hundredths in pairs]

    def _at(self, starts: NDArray[np.int64], key: bytes) -> int:
        """Return the index of the first line that begins with a key, or where it would be."""
        return bisect_left(starts, key, key=lambda start: self._lines[start : start + len(key)])

    def _fields(self, start: int) -> list[str]:
        return self._lines[start : self._lines.index(b"\n", start)].decode().split("\t")
