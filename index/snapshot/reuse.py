"""Vectors of unchanged passages, taken over from the generation before instead of computed again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np

from index.dense.parts import LEVELS, STARTS, PartVectors
from index.errors import DamagedSnapshot
from index.snapshot import layout
from index.snapshot.catalog import Catalog
from index.snapshot.checks import has_its_manifest, is_intact
from index.snapshot.manifest import Manifest
from index.snapshot.pointer import serving

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.dense.encoder import EncoderIdentity
    from index.records import Span
    from index.snapshot.layout import Generation
    from index.snapshot.store import Store

_TAKEN = (
    layout.CATALOG,
    layout.EMBEDDINGS,
    *(f"{parts}/{name}" for parts in (layout.SENTENCES, layout.WORDS) for name in (LEVELS, STARTS)),
)
"""The files that vectors are taken over from."""
_DIGEST_BYTES = 16
"""128 bits: no two of a billion different passages share a digest by chance."""


def content_hash(text: str, parts: Sequence[Span] = ()) -> str:
    """Digest (32 hex digits, BLAKE2b) of all that the vectors of a passage depend on besides the model.

    Args:
        text: the whole text that the encoder is given, title included.
        parts: places of the sentences and words that get vectors of their own: other tables of words, or
            another language, cut the same text differently.
    """
    digest = hashlib.blake2b(text.encode(), digest_size=_DIGEST_BYTES)
    digest.update(np.array(parts, np.int32).tobytes())
    return digest.hexdigest()


def predecessor(store: Store) -> Generation | None:
    """The generation whose sources and vectors the next build may take over; None where there is none.

    A sound one if there is, else one that cannot be served but has its manifest: an older Cari wrote it, or
    other files of it are damaged.
    """
    for generation in store.sound_generations():
        return generation
    current = serving(store.data)
    for generation in sorted(store.generations(), key=lambda one: one.name != current):
        if has_its_manifest(generation.path):
            return generation
    return None


class KnownVectors:
    """Vectors of a published generation's passages, of their sentences and words, by content hash."""

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
        """For the first build, or for another encoder: nothing is known."""
        return cls({}, np.empty((0, 0), np.float32), PartVectors.none(), PartVectors.none())

    @classmethod
    def open(cls, generation: Path | None, encoder: EncoderIdentity) -> KnownVectors:
        """The vectors of a generation, if the same encoder made them and they are intact; else none.

        Their checksums are compared first: a flipped bit taken over would get a fresh checksum, and stay.
        """
        if generation is None:
            return cls.none()
        try:
            manifest = Manifest.load(generation)
            same = same_encoder(manifest.draft.encoder, asdict(encoder))
            if not same or not is_intact(generation, *_TAKEN):
                return cls.none()
            with Catalog.open(generation / layout.CATALOG) as catalog:
                return cls(
                    dict(catalog.hashes()),
                    np.load(generation / layout.EMBEDDINGS, mmap_mode="r"),
                    PartVectors.open(generation / layout.SENTENCES, encoder.dimension),
                    PartVectors.open(generation / layout.WORDS, encoder.word_dimension),
                )
        except (DamagedSnapshot, OSError, ValueError):
            return cls.none()

    def take(self, hashes: Sequence[str]) -> tuple[list[int], list[int]]:
        """Positions among `hashes` that are known, and their rows here, in the same order."""
        positions = [position for position, known in enumerate(hashes) if known in self._rows]
        return positions, [self._rows[hashes[position]] for position in positions]

    def vector(self, row: int) -> NDArray[np.floating]:
        """The vector of a passage, [dimension]."""
        vector: NDArray[np.floating] = self._embeddings[row]
        return vector


def same_encoder(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether two encoder identities are equal, whether or not they have been through JSON."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
