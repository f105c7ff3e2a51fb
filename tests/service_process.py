"""The service as a process of its own, on a free port."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.service_standin import until

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def process(data: Path, log: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """`python -m service` over a data directory, and its address; what it says goes to `log`."""
    environment = {**os.environ, "CARI_DATA": str(data), "CARI_PORT": "0", "CARI_POLL_SECONDS": "0.05"}
    command = [sys.executable, "-m", "service"]
    with (
        log.open("wb") as stderr,
        subprocess.Popen(command, cwd=ROOT, env=environment, stderr=stderr) as running,
    ):
        try:
            said: list[str] = []
            until(
                lambda: said.extend(re.findall(r"http://[\d.]+:\d+", log.read_text())) or bool(said),
                seconds=60,
            )
            yield running, said[0]
        finally:
            running.kill()
