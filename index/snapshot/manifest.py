"""`manifest.json`: how a generation was made, and size and checksum of each of its files."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, TypeVar

from index.config import BuildConfig
from index.dense.encoder import EncoderIdentity
from index.errors import MEND, DamagedSnapshot, ModelError
from index.snapshot import layout
from index.snapshot.analysis import current_analysis
from index.snapshot.unreadable import raise_if_unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORMAT = 6
"""Version of the files of a generation; it increases when older files can no longer be served.

1: the first. 2: `columns/stories.npy`, and `analysis` in the manifest. 3: vectors of sentences. 4: the
sentences of each posting. 5: vectors of words. 6: places of sentences and terms.
"""
ANALYSIS_SINCE = 2
"""The first format whose manifest has the analysis."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Counts:
    """Sizes of the parts. The last three are equal, since all parts share one row number."""

    articles: int
    passages: int
    vectors: int
    """Rows of the vector index."""
    postings: int
    """Documents of the postings."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The part of the manifest that a build knows; publication adds the rest."""

    encoder: EncoderIdentity
    """Vectors are comparable if it is equal."""
    config: BuildConfig
    counts: Counts
    sources: tuple[str, ...]
    """The paths and patterns that were read; `cari rebuild` reads them again."""
    recall: float
    """Recall of the vector index against exact search, 0 to 1."""
    analysis: str = field(default_factory=current_analysis)
    """Checksum of the text analysis (`current_analysis`); empty before format 2."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """Checksum and size of a file of the generation."""

    sha256: str
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The content of `manifest.json`."""

    format: int
    built_at: str
    """ISO 8601, UTC."""
    previous: str | None
    """Name of the generation that this one replaced."""
    draft: Draft
    files: Mapping[str, FileRecord]
    """Each file except the manifest, by its path within the generation, with `/`."""

    @property
    def analysis_is_current(self) -> bool:
        """Whether this Cari has the same text analysis; if not, `cari rebuild` helps."""
        return self.draft.analysis == current_analysis()

    def to_json(self) -> str:
        """Return the text of `manifest.json`: flat and indented, so that people can read it."""
        content = {
            "format": self.format,
            "built_at": self.built_at,
            "previous": self.previous,
            **asdict(self.draft),
            "files": {name: asdict(record) for name, record in self.files.items()},
        }
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str, origin: Path, *, older: bool = False) -> Manifest:
        """Read `manifest.json`.

        Args:
            text: the content of the file.
            origin: its path, for error messages.
            older: whether to accept the formats of older Cari versions.

        Raises:
            DamagedSnapshot: not JSON, a field missing or of the wrong type, or another format version.
        """
        try:
            content = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise DamagedSnapshot(f"{origin} is not JSON ({error})", MEND) from error
        reader = _Reader(content, origin)
        version = reader.get("format", int)
        _check_format(version, origin, older=older)
        return cls(
            format=version,
            built_at=reader.get("built_at", str),
            previous=reader.optional("previous", str),
            draft=_draft(reader, version),
            files=_files(reader),
        )

    @classmethod
    def load(cls, generation: Path, *, older: bool = False) -> Manifest:
        """Read the manifest in a generation's directory, `older` as in `from_json`.

        Raises:
            DamagedSnapshot: there is none, or `from_json` refuses it.
            SnapshotError: this process may not read it, or lacks resources.
        """
        path = generation / layout.MANIFEST
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise_if_unreadable(path, error)
            raise DamagedSnapshot(f"{path} cannot be read ({error})", MEND) from error
        return cls.from_json(text, path, older=older)


def other_format(generation: Path) -> str | None:
    """Return which Cari wrote a generation of another format, as words for a sentence.

    Such a generation is not damaged, but this Cari cannot serve it. None for this format, and if the manifest
    cannot be read.
    """
    with suppress(OSError, ValueError, RecursionError, DamagedSnapshot):
        content = json.loads((generation / layout.MANIFEST).read_text(encoding="utf-8"))
        # Nothing else is read, since a newer Cari may write other fields.
        version = _Reader(content, generation).get("format", int)
        return _written_by(version) if version != FORMAT else None
    return None


class _Reader:
    """Reads fields of parsed JSON; its errors name the field that is missing or wrong."""

    def __init__(self, content: object, origin: Path, where: str = "") -> None:
        if not isinstance(content, dict):
            raise DamagedSnapshot(f"{origin}: {where or 'the content'} is not a JSON object", MEND)
        self._content, self._origin, self._where = content, origin, where

    def get(self, name: str, kind: type[T]) -> T:
        value = self._content.get(name)
        # bool is a subclass of int, and true is not a count.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            field = f"{self._where}.{name}" if self._where else name
            found = json.dumps(value)[:60] if name in self._content else "nothing"
            raise DamagedSnapshot(f"{self._origin}: `{field}` must be {kind.__name__}, found {found}", MEND)
        return value

    def optional(self, name: str, kind: type[T]) -> T | None:
        if name in self._content and self._content[name] is None:
            return None
        return self.get(name, kind)

    def inner(self, name: str) -> _Reader:
        return _Reader(self.get(name, dict), self._origin, f"{self._where}.{name}" if self._where else name)

    def names(self) -> list[str]:
        return list(self._content)


def _check_format(version: int, origin: Path, *, older: bool) -> None:
    if version > FORMAT:
        cure = "upgrade Cari, or build again with `cari build PATH...`."
    elif version < FORMAT and not older:
        cure = "run `cari rebuild`, which makes it again from the same files."
    else:
        return
    raise DamagedSnapshot(f"{origin} was written by {_written_by(version)}: {cure}")


def _written_by(version: int) -> str:
    age = "a newer" if version > FORMAT else "an older"
    return f"{age} Cari (format {version}, this one reads {FORMAT})"


def _draft(reader: _Reader, version: int) -> Draft:
    counts = reader.inner("counts")
    sources = reader.get("sources", list)
    return Draft(
        encoder=_identity(reader.inner("encoder")),
        config=BuildConfig.from_manifest(reader.get("config", dict)),
        counts=Counts(**{field.name: counts.get(field.name, int) for field in fields(Counts)}),
        sources=tuple(str(source) for source in sources),
        recall=reader.get("recall", float),
        analysis=reader.get("analysis", str) if version >= ANALYSIS_SINCE else "",
    )


def _identity(reader: _Reader) -> EncoderIdentity:
    texts = ("name", "revision", "query_prompt", "passage_prompt", "pooling")
    return EncoderIdentity(
        dimension=reader.get("dimension", int),
        max_tokens=reader.get("max_tokens", int),
        # Since format 5.
        word_dimension=reader.get("word_dimension", int) if "word_dimension" in reader.names() else 0,
        **{name: reader.get(name, str) for name in texts},
    )


def _files(reader: _Reader) -> dict[str, FileRecord]:
    table = reader.inner("files")
    return {name: _file(table.inner(name)) for name in table.names()}


def _file(record: _Reader) -> FileRecord:
    return FileRecord(sha256=record.get("sha256", str), size=record.get("size", int))


def check_encoder(draft: Draft, encoder: EncoderIdentity) -> None:
    """Check that an encoder made the vectors of a generation.

    Raises:
        ModelError: another encoder did.
    """
    made_by = draft.encoder
    if made_by != encoder:
        raise ModelError(
            f"The index was built with the model {made_by.name} (revision {made_by.revision}), "
            f"but {encoder.name} (revision {encoder.revision}) was opened: "
            "build it again with `cari rebuild`."
        )
