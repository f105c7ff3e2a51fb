"""Baseline: which generation is asked, and what its answers are compared with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import EvaluationError
from index.evaluation.saved import is_saved, load_runs
from index.snapshot.naming import may_begin_a_name
from index.snapshot.store import Store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.evaluation.runs import Run


@dataclass(frozen=True, slots=True)
class Asked:
    """What to ask and to compare. Generation names may be abbreviated; `before`, `saved` or both are None."""

    generation: str | None
    """The generation to ask the user's own questions of; None for the one that serves."""
    before: str | None
    """The generation to compare it with."""
    saved: list[Run] | None
    """The runs to compare with."""

    @classmethod
    def of(cls, generation: str | None, baseline: str | None) -> Asked:
        """Read the options of a user.

        Args:
            generation: the name of a generation.
            baseline: another name, or a file of saved runs; an existing file takes precedence.

        Raises:
            EvaluationError: the file cannot be read.
        """
        if baseline is None:
            return cls(generation, None, None)
        if may_begin_a_name(baseline) and not Path(baseline).exists():
            return cls(generation, baseline, None)
        return cls(generation, None, load_runs(Path(baseline)))

    def check(self, sets: Sequence[Path], data: Path) -> None:
        """Refuse early what would fail only after other sets have been asked.

        Raises:
            EvaluationError: a generation is named, but a set is not asked of generations.
            NotFound: no generation has the name, or several begin with it.
        """
        named = [name for name in (self.before, self.generation) if name is not None]
        for path in sets if named else ():
            if path.is_dir():
                why = "is a folder of documents, which has no generations"
            elif is_saved(path):
                why = "is a file of saved runs, which are not repeated"
            else:
                continue
            raise EvaluationError(
                f"{path} {why}: name a .jsonl file of questions to ask generation {named[0]}, "
                "or leave the generation out."
            )
        for name in named:
            Store(data).named(name)

    @property
    def names(self) -> list[str | None]:
        """The generations to ask, the one to compare with first."""
        return [*([] if self.before is None else [self.before]), self.generation]
