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
    from pathlib import Path

    from numpy.typing import NDArray

SENTENCE_SHARE = 0.6
"""Dense nDCG@10 with 0, .3, .5, .7 and 1: facqa-id .779 .787 .795 .799 .800, squad2dev-mt-id .814 .848 .861
.870 .869, tydiqa-id (held out) .833 .838 .840 .839 .837 (bench/README.md)."""


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

        `SENTENCE_SHARE` of the cosine of the nearest sentence, and the rest of the whole passage's: a passage
        of five sentences, one of which answers, is further away as a whole than one that says nothing else.
        A passage without a sentence long enough counts as a whole.
        """
        whole = self.vectors.scores(query, rows)
        nearest = self.sentences.nearest(query, rows)
        nearest = np.where(np.isnan(nearest), whole, nearest)
        meaning: NDArray[np.float32] = (1 - SENTENCE_SHARE) * whole + SENTENCE_SHARE * nearest
        return meaning
