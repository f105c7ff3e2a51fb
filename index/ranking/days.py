"""Days of publication, as what is ranked is put in order by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.records import UNKNOWN_DAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

AFTER_ALL = np.iinfo(np.int32).max


def undated_last(days: NDArray[np.int32]) -> NDArray[np.int64]:
    """Gives days to be put in order by: as they are, but after all others where a day is `UNKNOWN_DAY`.

    So what has no date is never the earliest of a story in which another has one.
    """
    return np.where(days == UNKNOWN_DAY, AFTER_ALL, days).astype(np.int64)
