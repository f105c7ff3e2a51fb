"""Prompts that known models need before questions and passages, from the table `prompts.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

TABLE = Path(__file__).with_name("prompts.toml")


@dataclass(frozen=True, slots=True)
class Prompts:
    """Texts put before questions and before passages; empty if there is none."""

    query: str = ""
    passage: str = ""


def known_prompts(name: str) -> Prompts | None:
    """Return the prompts of the first pattern that fits a model's name or folder; None if none fits."""
    whole = name.rstrip("/").lower()
    for model in tomllib.loads(TABLE.read_text(encoding="utf-8"))["model"]:
        pattern = model["pattern"].lower()
        if fnmatchcase(whole, pattern) or fnmatchcase(whole.rsplit("/")[-1], pattern.rsplit("/")[-1]):
            return Prompts(model["query"], model["passage"])
    return None
