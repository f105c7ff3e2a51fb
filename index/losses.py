"""What a new generation lost of the one before. A build that loses much by accident is refused."""

from __future__ import annotations

import json
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import DamagedSnapshot, ReadError
from index.reading import find_files
from index.report import Changes
from index.snapshot import layout
from index.snapshot.catalog import Catalog
from index.snapshot.checks import is_intact
from index.snapshot.manifest import Manifest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.snapshot.layout import Generation

FEWEST = 5
"""Articles of a source from which a share of it says something: of three files, two are soon deleted."""
TOLERATED = 0.5
"""Share of a source's articles that may go at once. Whoever keeps the news of some weeks and builds daily
deletes a few in a hundred; a folder half copied, an export that broke off or a renamed field costs most."""
NAMED, SHOWN = 20, 3
"""Articles that are gone which the report names, and the message of a refusal."""


def named_again(sources: Sequence[str], before: Generation) -> list[str]:
    """Those of the sources, as absolute paths, that the generation before was built from, too."""
    known = Manifest.load(before.path, older=True).draft.sources
    return [source for source in sources if source in known]


def check_sources(sources: Sequence[str], before: Generation) -> None:
    """Refuse to go on without what the generation before was built from.

    Args:
        sources: absolute paths and patterns that both were built from.
        before: the generation before.

    Raises:
        ReadError: one of the sources, or a folder or file in one, is gone, empty or cannot be read, as a disk
            is that was not mounted, and was not so then.
    """
    known = _known_problems(before)
    lost = [one for one in find_files(sources).problems if (one.origin, one.reason) not in known]
    if lost:
        raise ReadError(
            f"{lost[0].origin}, which this index was built from: {lost[0].reason}. Nothing was published: "
            "bring it back, name the others with `cari build PATH...`, or do without it with `--force`."
        )


def changes_since(before: Generation, staged: Path) -> Changes | None:
    """What became of the articles of `before` in a staged catalog; None where they cannot be read.

    An article of another id that holds the same text, in a file that was moved say, is changed.
    """
    if not is_intact(before.path, layout.CATALOG):
        return None
    try:
        with Catalog.open(before.path / layout.CATALOG) as old, Catalog.open(staged / layout.CATALOG) as new:
            was = {one: (text, fields) for one, text, fields in old.digests()}
            now = {one: (text, fields) for one, text, fields in new.digests()}
            added = {text for one, (text, _) in now.items() if one not in was}
            left = [(row, text) for row, (one, (text, _)) in enumerate(was.items()) if one not in now]
            gone = [row for row, text in left if text not in added]
            unchanged = sum(now.get(one) == digests for one, digests in was.items())
            return Changes(
                since=before.name,
                new=max(0, len(now) - len(was) + len(gone)),
                changed=len(was) - unchanged - len(gone),
                unchanged=unchanged,
                gone=len(gone),
                gone_named=[old.articles(row, 1)[0].origin for row in gone[:NAMED]],
                gone_from=_by_source(gone, _held(before)),
            )
    except DamagedSnapshot:  # an older Cari wrote it, with other columns
        return None


def check_articles(changes: Changes | None, sources: Sequence[str], before: Generation) -> None:
    """Refuse a generation that lost most articles of a source.

    Args:
        changes: as `changes_since` gives them; None refuses nothing.
        sources: absolute paths and patterns that both were built from.
        before: the generation before.

    Raises:
        ReadError: more than `TOLERATED` of `FEWEST` articles or more that came from one of them are gone.
    """
    if changes is None:
        return
    held = _held(before)
    for source in sources:
        gone, all_of_it = changes.gone_from.get(source, 0), held.get(source, 0)
        if all_of_it >= FEWEST and gone > TOLERATED * all_of_it:
            named = ", ".join([*changes.gone_named[:SHOWN], *["…"] * (gone > SHOWN)])
            raise ReadError(
                f"{source}, which this index was built from, has lost {gone:,} of {all_of_it:,} articles"
                f"{f' ({named})' * (gone == changes.gone)}, more than half. Nothing was published: bring "
                "them back, or, where they were taken out on purpose, do without them with `--force`."
            )


def _by_source(rows: Sequence[int], held: Mapping[str, int]) -> dict[str, int]:
    """How many of these articles each source held: those of one follow one another in the catalog."""
    bounds = pairwise((0, *accumulate(held.values())))
    return {
        source: count
        for source, (first, end) in zip(held, bounds, strict=True)
        if (count := sum(first <= row < end for row in rows))
    }


def _held(generation: Generation) -> dict[str, int]:
    """Articles by source, as the generation's report counts them; empty where that cannot be told."""
    draft = Manifest.load(generation.path, older=True).draft
    held: dict[str, int] = _reported(generation).get("sources", {})
    if not held and len(draft.sources) == 1:  # an older Cari wrote the report
        held = {draft.sources[0]: draft.counts.articles}
    return held if sum(held.values()) == draft.counts.articles else {}


def _known_problems(generation: Generation) -> set[tuple[str, str]]:
    found = _reported(generation).get("problems", [])
    return {(str(Path(one["origin"]).absolute()), one["reason"]) for one in found}


def _reported(generation: Generation) -> dict[str, Any]:
    if not is_intact(generation.path, layout.REPORT):
        return {}
    report: dict[str, Any] = json.loads((generation.path / layout.REPORT).read_bytes())
    return report
