"""The arguments and the configuration that the commands of the model share."""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path
from typing import Any

from index.dense.bundled import MODEL

Config = dict[str, Any]

DATA = Path("../shared/data")
RUN = Path("runs/model")
CONFIG = Path(__file__).parent / "config.toml"


def parser(description: str | None) -> argparse.ArgumentParser:
    """Return a parser of `--data`, `--run`, `--out` and `--config`; it prints the description unchanged."""
    made = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("--data", type=Path, default=DATA)
    made.add_argument("--run", type=Path, default=RUN, help="checkpoints and logs")
    made.add_argument("--out", type=Path, default=MODEL, help="folder of the model")
    made.add_argument("--config", type=Path, default=CONFIG)
    return made


def read_config(path: Path) -> Config:
    """Return the choices of a configuration file."""
    return tomllib.loads(path.read_text(encoding="utf-8"))
