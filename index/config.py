"""Configuration of a build, saved with the snapshot, so that `cari rebuild` needs no arguments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class BuildConfig:
    """The configuration of a build."""

    model: str | None = None
    """Name or path of a sentence-transformers model; None for the bundled one."""
    golden: str | None = None
    """Path of a list of golden questions with their answers, which a new generation must not lose."""

    @classmethod
    def from_manifest(cls, values: Mapping[str, object]) -> BuildConfig:
        """Return the configuration in a manifest."""
        model, golden = values.get("model"), values.get("golden")
        return cls(
            model=None if model is None else str(model),
            golden=None if golden is None else str(golden),
        )
