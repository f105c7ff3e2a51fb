"""The files of one generation, open for questions."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.dense.parts import PartVectors
from index.dense.vectors import VectorIndex
from index.errors import DamagedSnapshot
from index.lexical.phrases import PhraseMasks
from index.lexical.postings import Postings
from index.lexical.term_vectors import TermVectors
from index.snapshot import layout
from index.snapshot.catalog import Catalog
from index.snapshot.columns import Columns
from index.snapshot.unreadable import raise_if_unreadable
from index.spelling.frequencies import WordFrequencies
from index.spelling.vocabulary import Vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from index.dense.encoder import EncoderIdentity


@dataclass(frozen=True, slots=True)
class IndexReader:
    """The open files of both legs, the filters and the texts. Threads may share it."""

    vectors: VectorIndex
    sentence_vectors: PartVectors
    word_vectors: PartVectors
    postings: Postings
    term_vectors: TermVectors
    columns: Columns
    catalog: Catalog
    frequencies: WordFrequencies
    vocabulary: Vocabulary
    phrase_masks: PhraseMasks

    @classmethod
    def open(cls, generation: Path, encoder: EncoderIdentity) -> IndexReader:
        """Open the folder of a generation that was built with an encoder.

        Raises:
            DamagedSnapshot: a file is missing or does not fit the others.
            SnapshotError: a file cannot be read, since a permission or resources are missing.
        """
        with ExitStack() as opened:
            try:
                postings = Postings.open(generation / layout.POSTINGS)
                catalog = opened.enter_context(Catalog.open(generation / layout.CATALOG))
                frequencies = WordFrequencies(
                    postings, lambda rows: [passage.text for _, passage in catalog.passages(rows)]
                )
                reader = cls(
                    VectorIndex.open(generation),
                    PartVectors.open(generation / layout.SENTENCES, encoder.dimension),
                    PartVectors.open(generation / layout.WORDS, encoder.word_dimension),
                    postings,
                    TermVectors.open(generation / layout.PLACES),
                    Columns.open(generation / layout.COLUMNS),
                    catalog,
                    frequencies,
                    Vocabulary(postings, frequencies),
                    PhraseMasks(postings),
                )
            except DamagedSnapshot as error:
                raise_if_unreadable(generation, error)
                raise
            opened.pop_all()
            return reader
