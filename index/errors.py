"""One tree of exceptions. Each message names the thing, the value and the cure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MEND = "go back with `cari rollback`, or build again with `cari rebuild`."
"""The cure for a generation that is damaged: the end of each message about one."""
MORE_FILES = "let this process open more files (`ulimit -n`)"
"""The cure for EMFILE, whatever could not be opened."""


class CariError(Exception):
    """Root of everything Cari raises on purpose; `str(error)` is fit to show a user."""


class ReadError(CariError):
    """A file or a record cannot be read; the reader turns it into a `Problem` and goes on."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


class ModelError(CariError):
    """An encoder or lexicon cannot be opened, or does not fit the snapshot."""


class QueryError(CariError):
    """A question or one of its filters is not usable."""


class SnapshotError(CariError):
    """Root of what can be wrong with a data directory."""


class NoSnapshot(SnapshotError):
    """The data directory has no published generation yet."""


class DamagedSnapshot(SnapshotError):
    """A generation fails its checks: a checksum, a count or a self-retrieval test."""


class GoldenQuestionsLost(SnapshotError):
    """A new generation answers fewer golden questions than the one that serves; it was not published."""

    def __init__(self, message: str, found: Mapping[str, object]) -> None:
        super().__init__(message)
        self.found = found
        """The name of the generation that serves on, the tallies, and all lost questions, as JSON values."""


class BuildInProgress(SnapshotError):
    """Another process holds the build lock of the data directory."""


class NotFound(CariError):
    """An article id, or a generation, that the data directory does not hold."""


class EvaluationError(CariError):
    """A judged set cannot be used."""
