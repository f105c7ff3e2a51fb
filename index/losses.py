"""What a new generation lost of the one before. A build that loses much by accident is refused."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from contextlib import suppress
from itertools import accumulate, islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import DamagedSnapshot, ReadError
from index.reading.files import find_files, root_of
from index.report import Changes
from index.snapshot import layout
from index.snapshot.catalog import Catalog
from index.snapshot.checks import is_intact
from index.snapshot.manifest import Manifest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.report import Report
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
    known = set(Manifest.load(before.path, older=True).draft.sources)
    return [source for source in sources if source in known]


def check_sources(sources: Sequence[str], before: Generation) -> None:
    """Refuse to go on without what the generation before was built from.

    Args:
        sources: absolute paths and patterns that both were built from.
        before: the generation before.

    Raises:
        ReadError: one of the sources, or a folder or file in one, is gone, empty or cannot be read, as a disk
            is that was not mounted, and the generation before holds articles from it.
    """
    held = _held(before)
    for source in sources:
        problems = find_files([source]).problems
        if not problems or (held and not held.get(source)):
            continue
        names, root = _names(source, held, before), root_of(source)
        for problem in problems:
            if _came_from(Path(problem.origin), source, root, names):
                raise ReadError(
                    f"{problem.origin}, which this index was built from: {problem.reason}. Nothing was "
                    "published: bring it back, name the others with `cari build PATH...`, or do without it "
                    "with `--force`."
                )


def _came_from(path: Path, source: str, root: Path, names: set[str]) -> bool:
    """Whether articles with these names of files and folders came from this path, or it is the source."""
    if root not in path.parents or str(path) == source:
        return True
    # A file has its name from its root on, or from a folder above where another has that name, too.
    return any("/".join(path.parts[first:]) in names for first in range(1, len(root.parts) + 1))


def _names(source: str, held: Mapping[str, int], before: Generation) -> set[str]:
    """Names of the files that the articles of a source came from, and of the folders that they lie in.

    Those of all sources where its own cannot be told; none where the catalog cannot be read.
    """
    names: set[str] = set()
    if not is_intact(before.path, layout.CATALOG):
        return names
    with suppress(DamagedSnapshot), Catalog.open(before.path / layout.CATALOG) as catalog:
        first, end = _rows(held).get(source, (0, catalog.article_count))
        for article in islice(catalog.names(), first, end):
            name = article.file
            while name and name not in names:
                names.add(name)
                name = name.rpartition("/")[0]
    return names


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


def check_articles(report: Report, sources: Sequence[str], before: Generation) -> None:
    """Refuse a generation that lost most articles of a source, and holds no others from it instead.

    A daily export holds as many articles as that of the day before, all of them new; and all ids change
    where a newer Cari makes them of something else. Neither is a loss.

    Args:
        report: what the new generation was read from.
        sources: absolute paths and patterns that both were built from.
        before: the generation before.

    Raises:
        ReadError: one of them, of `FEWEST` articles or more, is smaller by more than `TOLERATED` of them.
    """
    changes, again = report.changes, set(sources)
    for source, had in _held(before).items():
        lost = had - report.sources.get(source, 0)
        if changes:  # what is there still, through another source, is not lost
            lost = min(lost, changes.gone_from.get(source, 0))
        if source in again and had >= FEWEST and lost > TOLERATED * had:
            raise ReadError(
                f"{source}, which this index was built from, has lost {lost:,} of {had:,} articles"
                f"{_named(changes, source)}, more than half. Nothing was published: bring them back, or, "
                "where they were taken out on purpose, do without them with `--force`."
            )


def _named(changes: Changes | None, source: str) -> str:
    """The first articles that are gone, in brackets, where all of those came from this source."""
    if changes is None or changes.gone_from.get(source) != changes.gone:
        return ""
    return f" ({', '.join([*changes.gone_named[:SHOWN], *['…'] * (changes.gone > SHOWN)])})"


def _by_source(rows: Sequence[int], held: Mapping[str, int]) -> dict[str, int]:
    """How many of these articles each source held."""
    ends = list(accumulate(held.values()))
    counts = Counter(bisect_right(ends, row) for row in rows)
    return {source: counts[place] for place, source in enumerate(held) if counts[place]}


def _rows(held: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """First row and end of each source: the articles of one follow one another in the catalog."""
    return dict(zip(held, pairwise((0, *accumulate(held.values()))), strict=True))


def _held(generation: Generation) -> dict[str, int]:
    """Articles by source, as the generation's report counts them; empty where that cannot be told."""
    draft = Manifest.load(generation.path, older=True).draft
    held: dict[str, int] = _reported(generation).get("sources", {})
    if not held and len(draft.sources) == 1:  # an older Cari wrote the report
        held = {draft.sources[0]: draft.counts.articles}
    return held if sum(held.values()) == draft.counts.articles else {}


def _reported(generation: Generation) -> dict[str, Any]:
    if not is_intact(generation.path, layout.REPORT):
        return {}
    report: dict[str, Any] = json.loads((generation.path / layout.REPORT).read_bytes())
    return report
