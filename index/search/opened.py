"""The files of one generation, open for questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.dense.sentences import SentenceVectors
from index.dense.vectors import VectorIndex
from index.lexical.postings import Postings
from index.lexical.spelling import Vocabulary
from index.snapshot import layout
from index.snapshot.catalog import Catalog
from index.snapshot.columns import Columns

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.text.terms import Term

MEANING_OF_SENTENCE = 0.6
"""Dense nDCG@10 with 0, .3, .5, .7 and 1: facqa-id .779 .787 .795 .799 .800, squad2dev-mt-id .814 .848 .861
.870 .869, tydiqa-id (held out) .833 .838 .840 .839 .837 (bench/README.md)."""
WORDS_OF_SENTENCE = 0.2
"""Fused nDCG@10 over ten sets with 0, .2, .3, .4 and .5: .9205 .9219 .9214 .9208 .9193 (bench/README.md). The
more of it, the better for questions and the worse for headlines, which are of a whole article."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What both legs, the filters and the texts are read from. Threads may share it."""

    vectors: VectorIndex
    sentences: SentenceVectors
    postings: Postings
    columns: Columns
    catalog: Catalog
    vocabulary: Vocabulary

    @classmethod
    def open(cls, generation: Path) -> Opened:
        """Open the folder of a generation.

        Raises:
            DamagedSnapshot: a file is missing or does not fit the others.
        """
        postings = Postings.open(generation / layout.POSTINGS)
        vectors = VectorIndex.open(generation)
        return cls(
            vectors,
            SentenceVectors.open(generation, vectors.dimension),
            postings,
            Columns.open(generation / layout.COLUMNS),
            Catalog.open(generation / layout.CATALOG),
            Vocabulary(postings),
        )

    def meaning(self, query: NDArray[np.float32], rows: NDArray[np.integer]) -> NDArray[np.float32]:
        """What the dense leg ranks by: how near passages are to a unit vector, float32 [rows].

        `MEANING_OF_SENTENCE` of the cosine of the nearest sentence, and the rest of the whole passage's: a
        passage of five sentences, one of which answers, is further away as a whole than one that says nothing
        else. A passage without a sentence long enough counts as a whole.
        """
        whole = self.vectors.scores(query, rows)
        nearest = self.sentences.nearest(query, rows)
        nearest = np.where(np.isnan(nearest), whole, nearest)
        meaning: NDArray[np.float32] = (1 - MEANING_OF_SENTENCE) * whole + MEANING_OF_SENTENCE * nearest
        return meaning

    def words(
        self, terms: Sequence[Term], rows: NDArray[np.integer], scores: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """What the lexical leg ranks by: how well passages match a question's words, float32 [rows].

        `WORDS_OF_SENTENCE` of what the words of one sentence score, the best, and the rest of the whole
        passage's BM25: words that stand together say more than the same words here and there.

        Args:
            terms: of the question.
            rows: passages, in any order.
            scores: BM25 of all passages.
        """
        best = self.postings.best_sentences(terms, rows)
        words: NDArray[np.float32] = (1 - WORDS_OF_SENTENCE) * scores[rows] + WORDS_OF_SENTENCE * best
        return words
