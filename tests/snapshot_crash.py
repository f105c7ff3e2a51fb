"""A publication that dies at a chosen moment: `python -m tests.snapshot_crash DATA OPERATION COUNT`.

With `rollback` as a last argument it is going back that dies.

The process ends, without any cleaning up, as it is about to call OPERATION (fsync, rename, replace, rmdir)
for the COUNT-th time; `any` counts them all. It exits with 0 if the publication was over before that.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.snapshot.store import Store
from tests.snapshot_samples import NOTICE, publish

if TYPE_CHECKING:
    from collections.abc import Callable

OPERATIONS = ("fsync", "rename", "replace", "rmdir")
DEAD = 9
"""Exit status that no other end of the process gives."""


def die_before(operation: str, count: int) -> None:
    left = iter(range(count - 1))

    def watched(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            if next(left, None) is None:
                os._exit(DEAD)
            return original(*arguments, **options)

        return call

    for name in OPERATIONS if operation == "any" else (operation,):
        setattr(os, name, watched(getattr(os, name)))


def publish_and_die(data: Path, operation: str, count: int) -> int:
    """The same in a fork of this process, which saves starting Python; gives the exit status."""
    child = os.fork()
    if child == 0:
        die_before(operation, count)
        publish(Store(data), [NOTICE])
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def sweep(data: Path) -> int:
    """Die before every single operation of a publication in turn; gives how many there are."""
    store = Store(data)
    for _ in range(3):
        publish(store)
    count = 0
    while True:
        before = store.sound_current()
        status = publish_and_die(data, "any", count + 1)
        current = store.sound_current()
        assert current.is_current, f"operation {count + 1}: the current generation is damaged"
        assert current.number >= before.number, f"operation {count + 1}: went back"
        for generation in store.generations():
            problems = [str(problem) for problem in store.verify(generation.name)]
            assert problems == [], f"operation {count + 1}: {generation.name}: {problems}"
        publish(store)
        assert list((data / "staging").iterdir()) == [], f"operation {count + 1}: remains"
        assert not (data / "quarantine").exists(), f"operation {count + 1}: taken for damaged"
        assert len(store.generations()) <= 4, f"operation {count + 1}: generations pile up"
        if status == 0:
            return count
        assert status == DEAD, f"operation {count + 1}: exit status {status}"
        count += 1


if __name__ == "__main__":
    if sys.argv[2:] == ["sweep"]:
        print(sweep(Path(sys.argv[1])))
    else:
        die_before(sys.argv[2], int(sys.argv[3]))
        if sys.argv[4:] == ["rollback"]:
            Store(Path(sys.argv[1])).rollback()
        else:
            publish(Store(Path(sys.argv[1])), [NOTICE])
