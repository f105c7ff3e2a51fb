"""Errors that say nothing of a file: what is not read for want of a right or of resources may be sound."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from index.errors import MORE_FILES, SnapshotError

if TYPE_CHECKING:
    from pathlib import Path

_RIGHT = "give this user the right to read it"
_CURES = {
    errno.EACCES: _RIGHT,
    errno.EPERM: _RIGHT,
    errno.EMFILE: MORE_FILES,
    errno.ENFILE: "close other programs, for the machine has too many files open",
    errno.ENOMEM: "free some memory",
}


def raise_if_unreadable(path: Path, error: BaseException | None) -> None:
    """Tell damage from what merely could not be read; returns where the error, or what caused it, is damage.

    Without this a sound generation would go to quarantine because a process had too many files open.

    Args:
        path: what was being read, to be named where the error names nothing.
        error: what reading it raised.

    Raises:
        SnapshotError: this user or process cannot read the file now. No `DamagedSnapshot`.
    """
    while error is not None:
        if isinstance(error, OSError) and error.errno in _CURES:
            raise SnapshotError(
                f"{error.filename or path} cannot be read ({error.strerror}), so nobody can say whether it "
                f"is sound: {_CURES[error.errno]}, and try again."
            ) from error
        error = error.__cause__
