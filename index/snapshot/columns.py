"""`columns/`: language, day, source, article and story of each passage row, for filters and grouping."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.arrays import Days, Mask, Ordinals, mapped
from index.errors import MEND, DamagedSnapshot
from index.records import UNKNOWN_DAY, date_to_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from numpy.typing import NDArray

    from index.question import Filters
    from index.snapshot.catalog import Catalog

_NAMES = "names.json"
_ARRAYS = {
    "languages": np.uint8,
    "days": np.int32,
    "sources": np.int32,
    "articles": np.int32,
    "stories": np.int32,
}


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Arrays [rows] with one value per passage; memory-mapped, so processes share them."""

    languages: NDArray[np.uint8]
    """Codes: positions in `language_names`."""
    days: Days
    """Days since 1970-01-01, or `UNKNOWN_DAY`."""
    sources: NDArray[np.int32]
    """Codes: positions in `source_names`."""
    articles: Ordinals
    """Ordinal of the article; it never decreases from one row to the next."""
    stories: Ordinals
    """Ordinal of the earliest article of the story cluster."""
    language_names: tuple[str, ...]
    source_names: tuple[str | None, ...]
    """None stands for articles without a source."""

    @classmethod
    def open(cls, directory: Path) -> Columns:
        """Map the arrays of a generation.

        Raises:
            DamagedSnapshot: a file is missing or truncated, or the arrays differ in length.
        """
        try:
            names = json.loads((directory / _NAMES).read_text(encoding="utf-8"))
            arrays = {name: mapped(directory / f"{name}.npy") for name in _ARRAYS}
            tables = tuple(names["languages"]), tuple(names["sources"])
        except (OSError, ValueError, EOFError, KeyError, TypeError) as error:
            raise _damaged(directory, error) from error
        if len({array.shape for array in arrays.values()}) != 1:
            lengths = {name: array.shape for name, array in arrays.items()}
            raise _damaged(directory, f"lengths differ: {lengths}")
        return cls(**arrays, language_names=tables[0], source_names=tables[1])

    @property
    def rows(self) -> int:
        """Number of passages."""
        return len(self.articles)

    def languages_of(self, rows: NDArray[np.integer]) -> NDArray[np.str_]:
        """Return the language code of each of these rows, str [rows]."""
        languages: NDArray[np.str_] = np.array(self.language_names, np.str_)[self.languages[rows]]
        return languages

    def mask(self, filters: Filters) -> Mask | None:
        """Return the mask of rows that pass the filters, bool [rows]; None without filters.

        Sources compare without regard to case. A language or source that no article has matches nothing.
        """
        if filters.empty:
            return None
        mask = np.ones(self.rows, dtype=np.bool_)
        if filters.languages:
            mask &= _chosen(self.language_names, filters.languages)[self.languages]
        if filters.sources:
            mask &= _chosen(self.source_names, filters.sources)[self.sources]
        if filters.since:
            mask &= self.days >= date_to_day(filters.since)
        if filters.until:
            mask &= self._until(filters.until)
        return mask

    def passing(self, rows: Mask, filters: Filters) -> Mask:
        """Return a mask without the rows that fail the filters, bool [rows]; see `mask`."""
        mask = self.mask(filters)
        return rows if mask is None else rows & mask

    def newest(self, least: int, today: date, among: Mask) -> Mask:
        """Return the mask of the rows of the last days up to `today`, at least `least` rows.

        If fewer rows have such a date, other rows fill up.

        Args:
            least: least number of rows.
            today: the last day that counts.
            among: the rows to choose from, bool [rows].

        Returns:
            bool [rows]; `among` itself if it has at most `least` rows.
        """
        if np.count_nonzero(among) <= least:
            return among
        begun = self._until(today) & among
        days = self.days[begun]
        if len(days) >= least:
            newest: Mask = begun & (self.days >= np.partition(days, len(days) - least)[-least])
            return newest
        begun[np.flatnonzero(among & ~begun)[: least - len(days)]] = True
        return begun

    def _until(self, day: date) -> Mask:
        until: Mask = (self.days <= date_to_day(day)) & (self.days != UNKNOWN_DAY)
        return until


def write_columns(catalog: Catalog, directory: Path, stories: Ordinals) -> None:
    """Write the columns of a finished catalog.

    Args:
        catalog: the catalog.
        directory: the directory to make for the arrays.
        stories: the story of each article, int32 [articles] (`StoryFinder.stories`).
    """
    facets = catalog.facets()
    lengths = np.array([passages for *_, passages in facets], dtype=np.int64)
    language_names, languages = _codes(language for language, *_ in facets)
    source_names, sources = _codes(source for _, _, source, _ in facets)
    days = [UNKNOWN_DAY if day is None else day for _, day, *_ in facets]
    values = {
        "languages": languages,
        "days": days,
        "sources": sources,
        "articles": np.arange(len(facets)),
        "stories": stories,
    }
    directory.mkdir()
    for name, kind in _ARRAYS.items():
        np.save(directory / f"{name}.npy", np.repeat(np.array(values[name], dtype=kind), lengths))
    names = {"languages": language_names, "sources": source_names}
    (directory / _NAMES).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")


def _codes(values: Iterable[str | None]) -> tuple[list[str | None], list[int]]:
    """Return the distinct values in order of appearance, and the index of each value among them."""
    table: dict[str | None, int] = {}
    codes = [table.setdefault(value, len(table)) for value in values]
    return list(table), codes


def _chosen(names: tuple[str | None, ...], wanted: frozenset[str]) -> Mask:
    folded = {name.strip().casefold() for name in wanted}
    return np.array(
        [name is not None and name.strip().casefold() in folded for name in names], dtype=np.bool_
    )


def _damaged(directory: Path, what: object) -> DamagedSnapshot:
    return DamagedSnapshot(f"The columns in {directory} are damaged ({what})", MEND)
