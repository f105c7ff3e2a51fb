"""Arrays on disk, opened without being read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def mapped(path: Path) -> NDArray[Any]:
    """The array of an .npy file, memory-mapped: opening takes no time and processes share the pages.

    Raises:
        OSError: the file is missing or cannot be read.
        ValueError, EOFError: it holds no array.
    """
    # A plain view of the mapped pages: slicing np.memmap itself is ten times slower.
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
