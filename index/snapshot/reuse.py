"""Vectors of unchanged passages, taken over from the generation before instead of computed again."""

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
    """The generation that the next build is held to, and tells what it lost of; None where there is none.

    The current one, though it may be damaged or of an older format, as long as it has its manifest; else a
    sound one, else any that has its manifest.
    """
    with_manifest = (one for one in store.generations() if has_its_manifest(one.path))
    return store.to_rebuild() or next(store.sound_generations(), None) or next(with_manifest, None)


def generation_to_rebuild(store: Store) -> Generation:
    """The generation whose sources `cari rebuild` reads again: see `Store.to_rebuild`.

    Raises:
        NoSnapshot: no generation is of any use.
        DamagedSnapshot: the current one cannot tell its sources; those of another may be others.
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
    def of_first(cls, generations: Iterable[Generation], encoder: EncoderIdentity) -> KnownVectors:
        """The vectors of the first of these generations that has any to take over; none where none has."""
        opened = (cls.open(generation.path, encoder) for generation in generations)
        return next((known for known in opened if known), cls.none())

    @classmethod
    def open(cls, generation: Path, encoder: EncoderIdentity) -> KnownVectors:
        """The vectors of a generation, if the same encoder made them and they are intact; else none.

        Their checksums are compared first: a flipped bit taken over would get a fresh checksum, and stay.
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
        except (SnapshotError, OSError, ValueError):  # a vector costs time, and never a build
            return cls.none()

    def __len__(self) -> int:
        """Different passages that are known."""
        return len(self._rows)

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


def check_encoder(draft: Draft, encoder: EncoderIdentity) -> None:
    """Refuse to compare vectors of two models.

    Raises:
        ModelError: the encoder is not the one that made the generation's vectors.
    """
    made_by = draft.encoder
    if not same_encoder(made_by, asdict(encoder)):
        raise ModelError(
            f"The index was built with the model {made_by.get('name')} (revision {made_by.get('revision')}), "
            f"but {encoder.name} (revision {encoder.revision}) was opened: "
            "build it again with `cari rebuild`."
        )
