"""The order of articles by day of publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.records import UNKNOWN_DAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.arrays import Days

AFTER_ALL = np.iinfo(np.int32).max


def undated_last(days: Days) -> NDArray[np.int64]:
    """Return days as sort keys: unchanged, except that `UNKNOWN_DAY` sorts after all others.

    So an undated article is the earliest of its story only if all articles of the story are undated.
    """
    return np.where(days == UNKNOWN_DAY, AFTER_ALL, days).astype(np.int64)
