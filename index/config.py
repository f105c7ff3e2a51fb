"""What shapes a snapshot; saved with it, so that `cari rebuild` needs no arguments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class BuildConfig:
    """The choices of a build."""

    model: str | None = None
    """A sentence-transformers model by name or path; None is the bundled one."""
    golden: str | None = None
    """A list of questions with their answers that a new generation must not lose."""

    @classmethod
    def from_manifest(cls, values: Mapping[str, object]) -> BuildConfig:
        """The configuration that a manifest holds."""
        model, golden = values.get("model"), values.get("golden")
        return cls(
            model=None if model is None else str(model),
            golden=None if golden is None else str(golden),
        )
