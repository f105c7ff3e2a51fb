"""Word frequencies: which passages hold a word, in any form or as it is written, and how many."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np

from index.records import KNOWN_LANGUAGES
from index.text.terms import terms
from index.text.wording import holds
from index.understanding.subject import is_function_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy.typing as npt

    from index.arrays import Mask, Rows
    from index.lexical.postings import Postings
    from index.text.terms import Term

KEPT = 4_096
"""Words that are cached: each word of a question is looked up for several reasons."""
READ = 100
"""Most passages that are read for words side by side. If hardly one in a hundred of those that have the words
in a sentence has them so, that is chance."""


class WordFrequencies:
    """How many passages of an index hold a word, and which. Threads may share it."""

    def __init__(self, postings: Postings, texts: Callable[[Sequence[int]], list[str]]) -> None:
        """Take the postings of an index, and a function from rows to the texts of their passages."""
        self._postings, self.texts = postings, texts
        # Not a method: an object that refers to itself keeps the files of a closed index mapped.
        self._counts = lru_cache(KEPT)(partial(_document_frequency, postings))

    @property
    def n_passages(self) -> int:
        """Number of passages in the index."""
        return self._postings.n_passages

    def document_frequency(self, word: str) -> int:
        """Return the number of passages that hold a form of a word or its translation."""
        return self._counts(word)

    def occurs(self, term: Term) -> bool:
        """Whether a passage holds a form of a term or its translation."""
        return self._postings.document_frequency(term.stem) > 0

    def is_known(self, word: str) -> bool:
        """Whether a passage holds a form of a word or its translation, or would, as it is a function word."""
        return self.document_frequency(word) > 0 or is_function_word(word)

    def cooccurs(self, word: str, others: Iterable[str]) -> bool:
        """Whether a passage that holds a form of a word holds one of each other word, too."""
        rows = self.rows_of(word)
        for other in others:
            rows = rows[self.holding(other, rows)]
        return len(rows) > 0

    def rows_of(self, word: str) -> npt.NDArray[np.int32]:
        """Return the rows of the passages that `document_frequency` counts, ascending."""
        return max(map(self._postings.rows_of, stems(word)), key=len, default=np.empty(0, np.int32))

    def holding(self, word: str, rows: npt.NDArray[np.integer]) -> Mask:
        """Return which passages hold a form of a word or its translation, bool [rows]."""
        masks = [self._postings.holding(stem, rows) for stem in stems(word)]
        held: Mask = np.logical_or.reduce(masks)
        return held

    def phrase_frequency(self, words: str) -> float:
        """Estimate how many passages have words as they are written, side by side; 0 if none that is read.

        Case, accents, hyphens and punctuation do not matter.

        Args:
            words: one word or several, with blanks between them.
        """
        rows = self._rows_with_all(words)
        if not len(rows):
            return 0
        some = self.texts(rows[:: len(rows) // READ + 1].tolist())
        return sum(holds(text, words) for text in some) * len(rows) / len(some)

    def _rows_with_all(self, words: str) -> Rows:
        """Return the rows with a sentence that has a form of each word, as either language reads them."""
        read = [[term.stem for term in terms(words, one)] for one in KNOWN_LANGUAGES]
        rows = [np.flatnonzero(self._postings.scores_together(each)) for each in read if each]
        return np.unique(np.concatenate([np.empty(0, np.int64), *rows]))


def _document_frequency(postings: Postings, word: str) -> int:
    return max(map(postings.document_frequency, stems(word)), default=0)


def stems(word: str) -> set[str]:
    """Return the stems by which a word is matched, in either language."""
    return {term.stem for one in KNOWN_LANGUAGES for term in terms(word, one)}
