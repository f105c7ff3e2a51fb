"""What `make` says where it cannot make the environment."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

MAKEFILE = Path(__file__).resolve().parents[1] / "Makefile"
OLD_PYTHON = """#!/bin/sh
case $1 in
    --version) echo Python 3.9.18 ;;
    -m) mkdir .venv ;;
    *) exit 1 ;;
esac
"""


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")
def test_an_old_python_is_told_before_it_makes_the_environment(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).touch()
    (tmp_path / "seeds").mkdir()
    old = tmp_path / "old-python"
    old.write_text(OLD_PYTHON)
    old.chmod(0o755)
    command = ["make", "--no-print-directory", "-f", str(MAKEFILE), "demo", f"PYTHON={old}"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode != 0
    assert done.stdout == ""
    assert done.stderr.splitlines()[0] == (
        f"Cari needs Python 3.11 or later, and {old} is Python 3.9.18: "
        "name another one, as in `make demo PYTHON=python3.12`."
    )
    assert not (tmp_path / ".venv").exists()
