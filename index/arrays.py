"""Types of arrays that modules share, and memory-mapped arrays on disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.errors import MEND, DamagedSnapshot

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

Mask = NDArray[np.bool_]
"""Which passages meet a condition, bool [passages] of the whole index, or [rows] or [candidates]."""
Rows = NDArray[np.int64]
"""Passages, as their rows in the index, int64 [rows]."""
Scores = NDArray[np.float32]
"""A score of each passage, float32 [passages] of the whole index, or [rows] or [candidates]."""
Vectors = NDArray[np.float32]
"""Unit vectors, float32 [texts, dimension]; some may be zeros where this is documented."""
Days = NDArray[np.int32]
"""The day of each passage, in days since 1970-01-01, or `UNKNOWN_DAY`, int32 [rows]."""
Ordinals = NDArray[np.int32]
"""The ordinal of the article or story that each passage is of, int32 [rows]."""

STARTS = "starts.npy"
"""File of int64 [rows + 1]: where the values of each row of a ragged array begin, and their total number."""


def mapped(path: Path) -> NDArray[Any]:
    """Return the array of an .npy file, memory-mapped: opening is instant, and processes share the pages.

    Raises:
        OSError: the file is missing or cannot be read.
        ValueError, EOFError: the file holds no array.
    """
    # A plain view of the mapped pages: slicing np.memmap itself is ten times slower.
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


class RaggedWriter:
    """Writer of a ragged array (rows of different lengths) into a folder; it keeps no values in memory."""

    def __init__(self, directory: Path, values: str) -> None:
        self._directory = directory
        directory.mkdir(parents=True)
        self._file = (directory / values).open("wb")
        self._starts = [0]

    def add(self, values: NDArray[Any]) -> None:
        """Add the values of the next row, [values] or [values, width]."""
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
    """The values of all rows, in row order, [values] or [values, width]."""
    starts: NDArray[np.int64]
    """See `STARTS`."""

    @classmethod
    def open(cls, directory: Path, values: str, dtype: np.dtype[Any]) -> Self:
        """Open what `RaggedWriter` wrote.

        Args:
            directory: the folder.
            values: the name of its file of values.
            dtype: the type of a value; `(np.int8, 32)` makes each value a vector of 32 numbers.

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
                f"The {directory.name} in {directory.parent} cannot be read ({error})", MEND
            ) from error
        shape = int(starts[-1]), *dtype.shape
        return cls(np.ndarray(shape, dtype.base, np.asarray(mapping)), starts)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.starts) - 1

    def of_row(self, row: int) -> NDArray[Any]:
        """Return the values of a row."""
        return self.values[self.starts[row] : self.starts[row + 1]]
