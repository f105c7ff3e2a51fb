"""What a generation holds, read from its manifest and catalog alone: no model is opened for it."""

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
    """What is served."""

    generation: str
    built_at: str
    """ISO 8601, UTC."""
    articles: int
    passages: int
    languages: dict[str, int]
    """Articles by language."""
    sources: dict[str, int]
    """Articles by source; those that name none are not counted."""
    oldest: str | None
    """First day of publication, ISO 8601."""
    newest: str | None
    encoder: str
    recall: float
    """Of the vector index against exact search, 0 to 1, measured when it was built."""
    analysis_is_current: bool
    """False where another Cari's word tables made the postings: questions find less until it is rebuilt."""


def status_of(generation: str, manifest: Manifest, catalog: Catalog) -> Status:
    """What an opened generation holds, in figures."""
    summary = catalog.summary
    return Status(
        generation=generation,
        built_at=manifest.built_at,
        articles=summary.articles,
        passages=summary.passages,
        languages=dict(summary.languages),  # the summary is shared by all that ask
        sources={name: count for name, count in summary.sources.items() if name is not None},
        oldest=summary.earliest.isoformat() if summary.earliest else None,
        newest=summary.latest.isoformat() if summary.latest else None,
        encoder=str(manifest.draft.encoder.get("name")),
        recall=manifest.draft.recall,
        analysis_is_current=manifest.analysis_is_current,
    )


def status(data: Path) -> Status:
    """What a data directory serves, in figures.

    Raises:
        NoSnapshot: nothing has been published in it.
        DamagedSnapshot: no generation in it is sound.
    """
    generation = Store(data).sound_current()
    with Catalog.open(generation.path / layout.CATALOG) as catalog:
        return status_of(generation.name, Manifest.load(generation.path), catalog)


def passed_over(data: Path, generation: str, served: str) -> str:
    """One or two sentences on why another generation is served than the one that the pointer names.

    Args:
        data: the data directory.
        generation: name of the one that the pointer names.
        served: name of the one that is served.
    """
    written_by = other_format(data / layout.GENERATIONS / generation)
    if written_by:
        what, cure = f"was written by {written_by}", "`cari verify` says what to do."
    else:
        what = "is damaged"
        cure = "See what is wrong with `cari verify`, then `cari rollback` or `cari rebuild`."
    return f"Generation {generation} in {data} {what}; {served} is served instead. {cure}"


def article(data: Path, article_id: str) -> Article:
    """An article of the generation that a data directory serves.

    Raises:
        NoSnapshot: nothing has been published in it.
        DamagedSnapshot: no generation in it is sound.
        NotFound: no article has this id.
    """
    with Catalog.open(Store(data).sound_current().path / layout.CATALOG) as catalog:
        return catalog.article(article_id)
