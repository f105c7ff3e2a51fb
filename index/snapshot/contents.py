"""Counts and articles of a generation, from its manifest and catalog alone: no model is opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.snapshot import layout
from index.snapshot.catalog import Catalog
from index.snapshot.manifest import Manifest, other_format
from index.snapshot.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from index.records import Article


@dataclass(frozen=True, slots=True)
class Status:
    """The generation that is served, in figures."""

    generation: str
    built_at: str
    """ISO 8601, UTC."""
    articles: int
    passages: int
    languages: dict[str, int]
    """Number of articles by language."""
    sources: dict[str, int]
    """Number of articles by source, without articles that have none."""
    oldest: str | None
    """First day of publication, ISO 8601."""
    newest: str | None
    encoder: str
    recall: float
    """Recall of the vector index against exact search, 0 to 1, measured in the build."""
    analysis_is_current: bool
    """False if the postings were made with word tables of another Cari: questions find less until a
    rebuild."""


def status_of(generation: str, manifest: Manifest, catalog: Catalog) -> Status:
    """Return the figures of an opened generation."""
    summary = catalog.summary
    return Status(
        generation=generation,
        built_at=manifest.built_at,
        articles=summary.articles,
        passages=summary.passages,
        languages=dict(summary.languages),  # a copy, since all callers share the summary
        sources={name: count for name, count in summary.sources.items() if name is not None},
        oldest=summary.oldest.isoformat() if summary.oldest else None,
        newest=summary.newest.isoformat() if summary.newest else None,
        encoder=manifest.draft.encoder.name,
        recall=manifest.draft.recall,
        analysis_is_current=manifest.analysis_is_current,
    )


def status(data: Path) -> Status:
    """Return the figures of the generation that a data directory serves.

    Raises:
        NoSnapshot: nothing has been published in it.
        DamagedSnapshot: no generation in it is sound.
    """
    generation = Store(data).sound_current()
    with Catalog.open(generation.path / layout.CATALOG) as catalog:
        return status_of(generation.name, Manifest.load(generation.path), catalog)


def passed_over(data: Path, generation: str, served: str) -> str:
    """Return a message: why a generation is served that is not the one in the pointer.

    Args:
        data: the data directory.
        generation: the name in the pointer.
        served: the name of the generation that is served.
    """
    written_by = other_format(data / layout.GENERATIONS / generation)
    if written_by:
        what, cure = f"was written by {written_by}", "`cari verify` says what to do."
    else:
        what = "is damaged"
        cure = "See what is wrong with `cari verify`, then `cari rollback` or `cari rebuild`."
    return f"Generation {generation} in {data} {what}; {served} is served instead. {cure}"


def article(data: Path, article_id: str) -> Article:
    """Return an article of the generation that a data directory serves.

    Raises:
        NoSnapshot: nothing has been published in it.
        DamagedSnapshot: no generation in it is sound.
        NotFound: no article has this id.
    """
    with Catalog.open(Store(data).sound_current().path / layout.CATALOG) as catalog:
        return catalog.article(article_id)
