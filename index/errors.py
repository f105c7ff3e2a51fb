"""The exceptions. Each message says what is wrong, with which value, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MEND = "go back with `cari rollback`, or build again with `cari rebuild`."
"""The cure for a damaged generation."""
MORE_FILES = "let this process open more files (`ulimit -n`)"
"""The cure for EMFILE."""


class CariError(Exception):
    """Root of all errors that Cari raises on purpose; `str(error)` is a message for users."""


class ReadError(CariError):
    """A file or a record cannot be read; the reader turns it into a `Problem` and continues."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


class UnreadableFile(ReadError):
    """The system refuses to read a file that is there: its articles are lost, not taken out."""


class ModelError(CariError):
    """An encoder or lexicon cannot be opened, or does not fit the snapshot."""


class QueryError(CariError):
    """A question or one of its filters is invalid."""


class SnapshotError(CariError):
    """Root of the errors of a data directory."""


class NoSnapshot(SnapshotError):
    """The data directory has no published generation."""


class DamagedSnapshot(SnapshotError):
    """A generation fails its checks: a checksum, a count or a self-retrieval test."""

    def __init__(self, what: str, cure: str | None = None) -> None:
        super().__init__(what, cure)
        self.what = what
        """The message without its cure: one cure can then follow the messages of several problems."""
        self.cure = cure
        """What to do, mostly `MEND`; None where `what` is the whole message."""

    def __str__(self) -> str:
        return f"{self.what}: {self.cure}" if self.cure else self.what


class GoldenQuestionsLost(SnapshotError):
    """The new generation loses golden questions of the serving one, and was not published."""

    def __init__(self, message: str, found: Mapping[str, object]) -> None:
        super().__init__(message)
        self.found = found
        """As JSON values: the name of the serving generation, the tallies, and all lost questions."""


class BuildInProgress(SnapshotError):
    """Another process holds the build lock of the data directory."""


class NotFound(CariError):
    """The data directory does not have the article or generation."""


class EvaluationError(CariError):
    """A judged set cannot be used."""


def some_of(names: Sequence[str], most: int, count: int | None = None) -> str:
    """Return the first of some names for a message: `a, b and 3 more`.

    Args:
        names: all names, or at least `most` of them.
        most: names shown at most.
        count: how many names there are, where not all are given.
    """
    rest = (len(names) if count is None else count) - most
    return ", ".join(names[:most]) + (f" and {rest:,} more" if rest > 0 else "")
