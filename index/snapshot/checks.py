"""Checks of a generation, before it is served and later."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.arrays import mapped
from index.dense.parts import PartVectors
from index.errors import MEND, DamagedSnapshot
from index.lexical.term_vectors import TermVectors
from index.snapshot import layout
from index.snapshot.catalog import Catalog
from index.snapshot.columns import Columns
from index.snapshot.durable import sha256_of
from index.snapshot.manifest import FileRecord, Manifest, other_format
from index.snapshot.unreadable import raise_if_unreadable

if TYPE_CHECKING:
    from pathlib import Path

Nearest = Callable[[Sequence[int]], Sequence[Sequence[int]]]
"""Returns, for each of these passage rows, the rows of the best hits for that passage as the query."""

SAMPLE_SIZE = 64
"""Passages asked for. With a wrong row order nearly all of them fail, so more would only take longer."""

SELF_RETRIEVAL_FLOOR = 0.95
"""Least share of the sample that must find itself. Not 1, since a quantised index may put near neighbours
first."""


def generation_problems(path: Path, *, deep: bool) -> list[DamagedSnapshot]:
    """Return what is wrong with a generation, or with a staged one and its manifest; empty if it is sound.

    Args:
        path: the directory.
        deep: whether to read every byte (checksums, SQLite's integrity check). Otherwise only sizes, names
            and counts are compared, which takes milliseconds.

    Raises:
        SnapshotError: this process may not read a file, or lacks resources. That is not damage.
    """
    try:
        manifest = Manifest.load(path)
        problems = [*_name_problems(path), *_files_problems(path, manifest, deep)]
    except (DamagedSnapshot, OSError) as error:
        raise_if_unreadable(path, error)
        return [error if isinstance(error, DamagedSnapshot) else DamagedSnapshot(str(error))]
    # Contents are checked only if the files are right, so that one fault gives one message.
    return problems or list(_content_problems(path, manifest, deep))


def check_every_byte(generation: Path) -> None:
    """Read every byte of a generation.

    Raises:
        DamagedSnapshot: it is not what was published; the message names the first problem.
    """
    if problems := generation_problems(generation, deep=True):
        raise DamagedSnapshot(f"Generation {generation.name} is damaged: {problems[0].what}", MEND)


def summary(problems: Iterable[DamagedSnapshot]) -> str:
    """Return what is wrong as one clause without cures: the caller names one cure for all problems."""
    return "; ".join(problem.what for problem in problems)


def is_damaged(path: Path) -> bool:
    """Whether a generation differs from what was published. False for another format: nobody can tell."""
    return other_format(path) is None and bool(generation_problems(path, deep=True))


def has_its_manifest(path: Path) -> bool:
    """Whether a generation has the manifest it was published with, by this Cari or an older one."""
    try:
        Manifest.load(path, older=True)
        return not list(_name_problems(path))
    except (DamagedSnapshot, OSError) as error:
        raise_if_unreadable(path, error)
        return False


def is_intact(path: Path, manifest: Manifest, *names: str) -> bool:
    """Whether these files of a generation are, byte for byte, those in its manifest."""
    files = manifest.files
    return all(name in files and not _file_problem(path / name, files[name], deep=True) for name in names)


def self_retrieval_problems(path: Path, nearest: Nearest) -> list[DamagedSnapshot]:
    """Return a problem if too few passages of a sample are among the best hits for themselves as the query.

    A hit with the same text counts as the passage itself, since news is often repeated word for word.
    """
    with Catalog.open(path / layout.CATALOG) as catalog:
        rows = sample_rows(catalog.passage_count)
        hits = nearest(rows) if rows else []
        missed = [row for row, found in zip(rows, hits, strict=True) if not _found(catalog, row, found)]
    if len(missed) <= (1 - SELF_RETRIEVAL_FLOOR) * len(rows):
        return []
    return [
        DamagedSnapshot(
            f"{len(missed)} of {len(rows)} sampled passages do not find themselves (row {missed[0]}, say): "
            "the index and the catalog do not belong together"
        )
    ]


def sample_rows(count: int) -> list[int]:
    """Return at most `SAMPLE_SIZE` of `count` rows, evenly spaced, with the first and the last."""
    return sorted({int(row) for row in np.linspace(0, count - 1, min(count, SAMPLE_SIZE))})


def _name_problems(path: Path) -> Iterator[DamagedSnapshot]:
    named = layout.parse_name(path.name)
    if named and hashlib.sha256((path / layout.MANIFEST).read_bytes()).hexdigest()[:8] != named[1]:
        yield DamagedSnapshot(f"{layout.MANIFEST} is not the one that {path.name} was published with")


def _files_problems(path: Path, manifest: Manifest, deep: bool) -> Iterator[DamagedSnapshot]:
    for name, record in manifest.files.items():
        problem = _file_problem(path / name, record, deep)
        if problem:
            yield DamagedSnapshot(f"{name} {problem}")


def _file_problem(path: Path, record: FileRecord, deep: bool) -> str | None:
    try:
        size = path.stat().st_size
        if size != record.size:
            return f"has {size} bytes, not {record.size}"
        if deep and sha256_of(path) != record.sha256:
            return "has changed: its checksum is not the one in the manifest"
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        raise_if_unreadable(path, error)
        return f"cannot be read ({error})"
    return None


def _content_problems(path: Path, manifest: Manifest, deep: bool) -> Iterator[DamagedSnapshot]:
    counts, encoder = manifest.draft.counts, manifest.draft.encoder
    if counts.passages == 0:
        yield DamagedSnapshot("it holds no passage, so there is nothing to serve")
    try:
        with Catalog.open(path / layout.CATALOG) as catalog:
            if deep:
                yield from (DamagedSnapshot(f"{layout.CATALOG}: {one}") for one in catalog.problems())
            articles = catalog.article_count
            rows = {"passages in the catalog": catalog.passage_count}
        rows["rows in the columns"] = Columns.open(path / layout.COLUMNS).rows
        rows["rows in the embeddings"], dimension = _embeddings_shape(path / layout.EMBEDDINGS)
        rows["rows in the sentences"] = len(PartVectors.open(path / layout.SENTENCES, dimension))
        rows["rows in the words"] = len(PartVectors.open(path / layout.WORDS, encoder.word_dimension))
        rows["rows in the places"] = len(TermVectors.open(path / layout.PLACES))
    except Exception as error:  # damaged bytes can raise anything in sqlite3 and numpy
        if deep and isinstance(error, MemoryError):  # the checksums are right, so the files are
            error = OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))
        raise_if_unreadable(path, error)
        if not isinstance(error, DamagedSnapshot):
            error = DamagedSnapshot(f"its files cannot be read ({error})")
        yield error
        return
    rows |= {"rows in the vector index": counts.vectors, "documents in the postings": counts.postings}
    if articles != counts.articles:
        yield DamagedSnapshot(f"the manifest counts {counts.articles} articles, the catalog {articles}")
    for what, found in rows.items():
        if found != counts.passages:
            yield DamagedSnapshot(
                f"the manifest counts {counts.passages} passages, but there are {found} {what}"
            )
    if encoder.dimension != dimension:
        yield DamagedSnapshot(
            f"the encoder has {encoder.dimension} dimensions, the embeddings have {dimension}: "
            "another encoder"
        )


def _embeddings_shape(path: Path) -> tuple[int, int]:
    try:
        rows, dimension = mapped(path).shape
    except (OSError, ValueError, EOFError) as error:
        raise DamagedSnapshot(f"{layout.EMBEDDINGS} cannot be read ({error})", MEND) from error
    return int(rows), int(dimension)


def _found(catalog: Catalog, row: int, hits: Sequence[int]) -> bool:
    if row in hits:
        return True
    (_, wanted), *others = catalog.passages([row, *hits])
    return any(passage.text == wanted.text for _, passage in others)
