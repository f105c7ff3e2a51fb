"""The files of one generation, open for questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.dense.vectors import VectorIndex
from index.lexical.postings import Postings
from index.lexical.spelling import Vocabulary
from index.snapshot import layout
from index.snapshot.catalog import Catalog
from index.snapshot.columns import Columns

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Opened:
    """What both legs, the filters and the texts are read from. Threads may share it."""

    vectors: VectorIndex
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
        return cls(
            VectorIndex.open(generation),
            postings,
            Columns.open(generation / layout.COLUMNS),
            Catalog.open(generation / layout.CATALOG),
            Vocabulary(postings),
        )
