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

    @classmethod
    def from_manifest(cls, values: Mapping[str, object]) -> BuildConfig:
        """The configuration that a manifest holds."""
        model = values.get("model")
        return cls(model=None if model is None else str(model))
