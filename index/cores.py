"""The processor cores of this process."""

from __future__ import annotations

import os


def usable_cores() -> int:
    """Return the number of cores this process may use: fewer than the machine has if it is pinned."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)
