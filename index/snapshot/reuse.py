"""Reuse of the vectors of unchanged passages from the previous generation."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np

from index.arrays import STARTS, mapped
from index.dense.parts import LEVELS, PartVectors
from index.errors import DamagedSnapshot, ModelError, NoSnapshot, SnapshotError
from index.snapshot import layout
from index.snapshot.catalog import Catalog
from index.snapshot.checks import has_its_manifest, is_intact
from index.snapshot.manifest import Manifest, other_format
from index.snapshot.pointer import serving

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.dense.encoder import EncoderIdentity
    from index.records import Span
    from index.snapshot.layout import Generation
    from index.snapshot.manifest import Draft
    from index.snapshot.store import Store

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


def predecessor(store: Store) -> Generation | None:
    """Return the generation that the next build is compared with; None if there is none.

    It is the current one if it has its manifest, even if it is damaged or of an older format. Otherwise it is
    a sound one, or any one with its manifest.
    """
    with_manifest = (one for one in store.generations() if has_its_manifest(one.path))
    return store.to_rebuild() or next(store.sound_generations(), None) or next(with_manifest, None)


def generation_to_rebuild(store: Store) -> Generation:
    """Return the generation whose sources `cari rebuild` reads again: see `Store.to_rebuild`.

    Raises:
        NoSnapshot: there is no sound generation.
        DamagedSnapshot: the sources of the current one are unknown; another one may have other sources.
    """
    found = store.to_rebuild()
    if found:
        return found
    path = store.data / layout.GENERATIONS / (serving(store.data) or "")
    if written_by := other_format(path):
        raise DamagedSnapshot(
            f"Generation {path.name} in {store.data} was written by {written_by}: rebuild it with that one, "
            "or build again with `cari build PATH...`."
        )
    if next(store.sound_generations(), None):
        raise DamagedSnapshot(
            f"{path / layout.MANIFEST} is lost or damaged, and it alone knows what was indexed: go back with "
            "`cari rollback`, or build again with `cari build PATH...`."
        )
    raise NoSnapshot(
        f"There is no sound index in {store.data} to rebuild: make one with `cari build PATH...`."
    )


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
            same = same_encoder(manifest.draft.encoder, asdict(encoder))
            if not same or not is_intact(generation, *_TAKEN):
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


def same_encoder(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether two encoder identities are equal; either may have been through JSON."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def check_encoder(draft: Draft, encoder: EncoderIdentity) -> None:
    """Check that an encoder made the vectors of a generation.

    Raises:
        ModelError: another encoder did.
    """
    made_by = draft.encoder
    if not same_encoder(made_by, asdict(encoder)):
        raise ModelError(
            f"The index was built with the model {made_by.get('name')} (revision {made_by.get('revision')}), "
            f"but {encoder.name} (revision {encoder.revision}) was opened: "
            "build it again with `cari rebuild`."
        )
