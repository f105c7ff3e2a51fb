"""Arrays on disk, opened without being read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import MEND, DamagedSnapshot

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

    from numpy.typing import NDArray

STARTS = "starts.npy"
"""int64 [rows + 1]: where the values of each row of a ragged array begin, and the number of all."""


def mapped(path: Path) -> NDArray[Any]:
    """The array of an .npy file, memory-mapped: opening takes no time and processes share the pages.

    Raises:
        OSError: the file is missing or cannot be read.
        ValueError, EOFError: it holds no array.
    """
    # A plain view of the mapped pages: slicing np.memmap itself is ten times slower.
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


class RaggedWriter:
    """Writes a ragged array, rows of different lengths, into a folder without keeping it in memory."""

    def __init__(self, directory: Path, values: str) -> None:
        self._directory = directory
        directory.mkdir(parents=True)
        self._file = (directory / values).open("wb")
        self._starts = [0]

    def add(self, values: NDArray[Any]) -> None:
        """Adds the values of the next row, [values] or [values, width]."""
        self._file.write(values.tobytes())
        self._starts.append(self._starts[-1] + len(values))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._file.close()
        if kind is None:
            np.save(self._directory / STARTS, np.array(self._starts, np.int64), allow_pickle=False)


@dataclass(frozen=True, slots=True)
class Ragged:
    """A ragged array, memory-mapped."""

    values: NDArray[Any]
    """Of all rows, one after the other, [values] or [values, width]."""
    starts: NDArray[np.int64]
    """See `STARTS`."""

    @classmethod
    def open(cls, directory: Path, values: str, dtype: np.dtype[Any]) -> Self:
        """Open what `RaggedWriter` wrote.

        Args:
            directory: the folder.
            values: the name of its file of values.
            dtype: of a value; one of several numbers of a kind, `(np.int8, 32)`, is a row of the values.

        Raises:
            DamagedSnapshot: a file is missing or cannot be read, or they do not fit each other.
        """
        try:
            starts = np.load(directory / STARTS, allow_pickle=False)
            size = (directory / values).stat().st_size
            if starts.ndim != 1 or not len(starts) or size != int(starts[-1]) * dtype.itemsize:
                raise ValueError(f"{values} has {size} bytes, which is not what {STARTS} says")
            # An empty file cannot be mapped.
            mapping = np.memmap(directory / values, np.uint8, "r") if size else np.empty(0, np.uint8)
        except (OSError, EOFError, ValueError) as error:
            raise DamagedSnapshot(
                f"The {directory.name} in {directory.parent} cannot be read ({error}): {MEND}"
            ) from error
        shape = int(starts[-1]), *dtype.shape
        return cls(np.ndarray(shape, dtype.base, np.asarray(mapping)), starts)

    def __len__(self) -> int:
        """Rows."""
        return len(self.starts) - 1

    def of_row(self, row: int) -> NDArray[Any]:
        """The values of a row."""
        return self.values[self.starts[row] : self.starts[row + 1]]
