"""Lines of the files of a judged set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import EvaluationError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def read_lines(path: Path, cure: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not blank, with their numbers from 1.

    Args:
        path: a file in UTF-8, with or without a byte order mark.
        cure: the end of the error message.

    Raises:
        EvaluationError: the file is missing, or is not UTF-8, for example because it is compressed.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield number, line
    except UnicodeDecodeError as error:
        raise EvaluationError(
            f"{path} cannot be read, because it is not text in UTF-8: unpack it if it is compressed, or save "
            "it as UTF-8."
        ) from error
    except OSError as error:
        raise EvaluationError(f"{path} cannot be read ({error.strerror}): {cure}.") from error
