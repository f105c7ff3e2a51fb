"""Errors that do not mean damage: without rights or resources, a sound file cannot be read either."""

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
    """Raise `SnapshotError` if an error, or one of its causes, does not mean damage; else return.

    Otherwise a sound generation would go to quarantine because a process has too many open files.

    Args:
        path: the file that was read, for an error without a file name.
        error: the error that reading it raised.

    Raises:
        SnapshotError: this user or process cannot read the file now. Never a `DamagedSnapshot`.
    """
    while error is not None:
        if isinstance(error, OSError) and error.errno in _CURES:
            raise SnapshotError(
                f"{error.filename or path} cannot be read ({error.strerror}), so nobody can say whether it "
                f"is sound: {_CURES[error.errno]}, and try again."
            ) from error
        error = error.__cause__
