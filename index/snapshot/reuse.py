"""Reuse of the vectors of unchanged passages from the previous generation."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from index.arrays import STARTS, mapped
from index.dense.parts import LEVELS, PartVectors
from index.errors import SnapshotError
from index.snapshot import layout
from index.snapshot.catalog import Catalog
from index.snapshot.checks import is_intact
from index.snapshot.manifest import Manifest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.dense.encoder import EncoderIdentity
    from index.records import Span
    from index.snapshot.layout import Generation

_TAKEN = (
    layout.CATALOG,
    layout.EMBEDDINGS,
    *(f"{parts}/{name}" for parts in (layout.SENTENCES, layout.WORDS) for name in (LEVELS, STARTS)),
)
"""The files that vectors are reused from."""
_DIGEST_BYTES = 16
"""128 bits: a billion different passages have different digests."""


def content_hash(text: str, parts: Sequence[Span]) -> str:
    """Return the BLAKE2b digest (32 hex digits) of all that a passage's vectors depend on, except the model.

    Args:
        text: the whole text that the encoder reads, with the title.
        parts: spans of the sentences and words that have vectors. They depend on the word tables and on the
            language.
    """
    digest = hashlib.blake2b(text.encode(), digest_size=_DIGEST_BYTES)
    digest.update(np.array(parts, np.int32).tobytes())
    return digest.hexdigest()


class KnownVectors:
    """Vectors of a published generation's passages, sentences and words, by the passage's content hash."""

    def __init__(
        self,
        rows: Mapping[str, int],
        embeddings: NDArray[np.floating],
        sentences: PartVectors,
        words: PartVectors,
    ) -> None:
        self._rows, self._embeddings = rows, embeddings
        self.sentences, self.words = sentences, words

    @classmethod
    def none(cls) -> KnownVectors:
        """Return no vectors, as for the first build or another encoder."""
        return cls({}, np.empty((0, 0), np.float32), PartVectors.none(), PartVectors.none())

    @classmethod
    def of_first(cls, generations: Iterable[Generation], encoder: EncoderIdentity) -> KnownVectors:
        """Return the vectors of the first of these generations that has reusable ones; else no vectors."""
        opened = (cls.open(generation.path, encoder) for generation in generations)
        return next((known for known in opened if known), cls.none())

    @classmethod
    def open(cls, generation: Path, encoder: EncoderIdentity) -> KnownVectors:
        """Return the vectors of a generation if they are intact and of the same encoder; else no vectors.

        Checksums are compared first, since a flipped bit would get a new, valid checksum in the next
        generation.
        """
        try:
            manifest = Manifest.load(generation, older=True)
            if manifest.draft.encoder != encoder or not is_intact(generation, manifest, *_TAKEN):
                return cls.none()
            with Catalog.open(generation / layout.CATALOG) as catalog:
                return cls(
                    dict(catalog.hashes()),
                    mapped(generation / layout.EMBEDDINGS),
                    PartVectors.open(generation / layout.SENTENCES, encoder.dimension),
                    PartVectors.open(generation / layout.WORDS, encoder.word_dimension),
                )
        except (SnapshotError, OSError, ValueError):  # vectors only save time; without them the build goes on
            return cls.none()

    def __len__(self) -> int:
        """Number of distinct known passages."""
        return len(self._rows)

    def take(self, hashes: Sequence[str]) -> tuple[list[int], list[int]]:
        """Return the positions in `hashes` of known passages, and their rows here, in the same order."""
        positions = [position for position, known in enumerate(hashes) if known in self._rows]
        return positions, [self._rows[hashes[position]] for position in positions]

    def vector(self, row: int) -> NDArray[np.floating]:
        """Return the vector of a passage, [dimension]."""
        vector: NDArray[np.floating] = self._embeddings[row]
        return vector
