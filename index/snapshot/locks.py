"""The two locks of a data directory. The kernel releases them when the process that holds them ends."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.errors import BuildInProgress
from index.snapshot import layout

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def build_lock(data: Path) -> Iterator[None]:
    """Hold the build lock.

    Raises:
        BuildInProgress: another process, or another thread of this one, holds it.
    """
    with _open(data / layout.BUILD_LOCK) as descriptor:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BuildInProgress(_busy(data, os.pread(descriptor, 32, 0))) from None
        written = os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        os.ftruncate(descriptor, written)
        yield


@contextmanager
def switch_lock(data: Path) -> Iterator[None]:
    """Hold the lock for changes of the pointer and the generations; waits until it is free.

    Its holder may read every byte of a generation, which takes seconds, or minutes for gigabytes.
    """
    with _open(data / layout.SWITCH_LOCK) as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield


@contextmanager
def _open(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        yield descriptor
    finally:
        # The file stays: without it, two builds could hold locks on two files of the same name.
        os.close(descriptor)


def _busy(data: Path, content: bytes) -> str:
    holder = content.decode("ascii", "replace").strip() or "unknown"
    return (
        f"A build of {data} is under way (process {holder}): wait until it ends, or stop that process; "
        "what is published keeps serving."
    )
