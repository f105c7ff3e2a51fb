"""The swap benchmark in small: real builds, a real service, real connections."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_swaps_under_load_fail_no_request() -> None:
    done = subprocess.run(
        [sys.executable, "bench/swaps.py", "--swaps", "3", "--clients", "2"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert re.match(r"3 swaps, \d+ requests from 2 clients, 0 failed, ", done.stdout)
