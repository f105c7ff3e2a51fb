"""`manifest.json`: what a generation is, how it was made, and what each of its files must look like."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, TypeVar

from index.errors import MEND, DamagedSnapshot
from index.snapshot import layout
from index.snapshot.analysis import current_analysis
from index.snapshot.unreadable import raise_if_unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORMAT = 6
"""Version of the files in a generation; goes up when they can no longer be served as they are.

1: the first. 2: `columns/stories.npy`, and `analysis` in the manifest. 3: vectors of sentences. 4: the
sentences of each posting. 5: vectors of words. 6: places of sentences and terms.
"""
ANALYSIS_SINCE = 2
"""The first format whose manifest names the analysis."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Counts:
    """Sizes of the parts. The last three are equal: one row number runs through all of them."""

    articles: int
    passages: int
    vectors: int
    """Rows of the vector index."""
    postings: int
    """Documents of the lexical index."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a build knows of its generation; publication adds the rest."""

    encoder: Mapping[str, object]
    """The model's identity: whatever must be equal for two vectors to be comparable."""
    config: Mapping[str, object]
    """The build's configuration, as JSON values."""
    counts: Counts
    sources: tuple[str, ...]
    """The paths that were read, as given: what `cari rebuild` reads again."""
    recall: float
    """Recall of the vector index against exact search, 0 to 1."""
    analysis: str = field(default_factory=current_analysis)
    """Checksum of the data that the text was analysed with; empty before format 2."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What a file of the generation must look like."""

    sha256: str
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that `manifest.json` says."""

    format: int
    built_at: str
    """ISO 8601, UTC."""
    previous: str | None
    """Name of the generation that served when this one was published."""
    draft: Draft
    files: Mapping[str, FileRecord]
    """By path within the generation, with `/`; every file but the manifest."""

    @property
    def analysis_is_current(self) -> bool:
        """Whether this Cari would analyse the text as it was analysed then; if not, `cari rebuild` helps."""
        return self.draft.analysis == current_analysis()

    def to_json(self) -> str:
        """The text of `manifest.json`: flat, indented, fit to be read by a person."""
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
            text: what the file holds.
            origin: its path, named in the errors.
            older: take one that an older Cari wrote, too.

        Raises:
            DamagedSnapshot: not JSON, a field missing or of the wrong type, or another format version.
        """
        try:
            content = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise DamagedSnapshot(f"{origin} is not JSON ({error}): {MEND}") from error
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
            DamagedSnapshot: there is none, or it is not what `from_json` accepts.
            SnapshotError: it cannot be read for want of a right or of resources.
        """
        path = generation / layout.MANIFEST
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise_if_unreadable(path, error)
            raise DamagedSnapshot(f"{path} cannot be read ({error}): {MEND}") from error
        return cls.from_json(text, path, older=older)


def other_format(generation: Path) -> str | None:
    """Which Cari wrote a generation, in words for a sentence, where it is of another format than this one's.

    Such a generation is not damaged, but this Cari cannot serve it. None for one of this format, and for one
    whose manifest cannot be read.
    """
    with suppress(OSError, ValueError, RecursionError, DamagedSnapshot):
        content = json.loads((generation / layout.MANIFEST).read_text(encoding="utf-8"))
        # Nothing else of it is looked at: nobody knows what a newer Cari writes.
        version = _Reader(content, generation).get("format", int)
        return _written_by(version) if version != FORMAT else None
    return None


class _Reader:
    """Takes fields out of parsed JSON, and says which one is missing or wrong."""

    def __init__(self, content: object, origin: Path, where: str = "") -> None:
        if not isinstance(content, dict):
            raise DamagedSnapshot(f"{origin}: {where or 'the content'} is not a JSON object: {MEND}")
        self._content, self._origin, self._where = content, origin, where

    def get(self, name: str, kind: type[T]) -> T:
        value = self._content.get(name)
        # bool is a subclass of int, and true is no count.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            field = f"{self._where}.{name}" if self._where else name
            found = json.dumps(value)[:60] if name in self._content else "nothing"
            raise DamagedSnapshot(f"{self._origin}: `{field}` must be {kind.__name__}, found {found}: {MEND}")
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
        encoder=reader.get("encoder", dict),
        config=reader.get("config", dict),
        counts=Counts(**{field.name: counts.get(field.name, int) for field in fields(Counts)}),
        sources=tuple(str(source) for source in sources),
        recall=reader.get("recall", float),
        analysis=reader.get("analysis", str) if version >= ANALYSIS_SINCE else "",
    )


def _files(reader: _Reader) -> dict[str, FileRecord]:
    table = reader.inner("files")
    return {name: _file(table.inner(name)) for name in table.names()}


def _file(record: _Reader) -> FileRecord:
    return FileRecord(sha256=record.get("sha256", str), size=record.get("size", int))
