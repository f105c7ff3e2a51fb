"""Changes since the previous generation. A build that lost many articles is refused."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from contextlib import suppress
from itertools import accumulate, islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import DamagedSnapshot, ReadError, some_of
from index.reading.files import find_files, root_of
from index.records import Lost
from index.report import Changes
from index.snapshot import layout
from index.snapshot.catalog import Catalog

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.records import Problem
    from index.report import Report
    from index.snapshot.lineage import Previous

FEWEST = 5
"""Least articles of a source for a check by share: of three files, two are soon deleted."""
TOLERATED = 0.5
"""Share of a source's articles that one build may lose. Someone who keeps the news of some weeks and builds
daily deletes a few percent; a half copied folder, a broken export or a renamed field loses most."""
NAMED, SHOWN = 20, 3
"""Most lost articles that the report names, and that a refusal names."""


def named_again(sources: Sequence[str], before: Previous) -> list[str]:
    """Return the sources (absolute paths) that the previous generation was built from, too."""
    known = set(before.manifest.draft.sources)
    return [source for source in sources if source in known]


def check_sources(sources: Sequence[str], before: Previous) -> None:
    """Check that the sources of the previous generation can still be read.

    Args:
        sources: absolute paths and patterns that both generations are built from.
        before: the previous generation.

    Raises:
        ReadError: a source, or a folder or file in it, is gone, empty or unreadable (like a disk that is not
            mounted), and the previous generation has articles from it.
    """
    for source in sources:
        _check_problems(find_files([source]).problems, source, before)


def _check_problems(problems: Sequence[Problem], source: str, before: Previous) -> None:
    """Raise `ReadError` for lost files and folders of a source from which the generation has articles."""
    if not problems or (before.held and not before.held.get(source)):
        return
    names, root = _names(source, before), root_of(source)
    for problem in problems:
        if _came_from(Path(problem.origin), source, root, names):
            raise ReadError(
                f"{problem.origin}, which this index was built from: {problem.reason}. Nothing was "
                "published: bring it back, name the others with `cari build PATH...`, or do without it "
                "with `--force`."
            )


def _came_from(path: Path, source: str, root: Path, names: set[str]) -> bool:
    """Whether a path is the source itself, or has one of these names of files and folders."""
    if root not in path.parents or str(path) == source:
        return True
    # A name starts at the root of the source, or at a folder above it if that makes the name unique.
    return any("/".join(path.parts[first:]) in names for first in range(1, len(root.parts) + 1))


def _names(source: str, before: Previous) -> set[str]:
    """Return the names of the files and folders that the articles of a source came from.

    If the articles of this source are not known, those of all sources; none if the catalog cannot be read.
    """
    names: set[str] = set()
    with suppress(DamagedSnapshot), before.catalog() as catalog:
        first, end = _rows(before.held).get(source, (0, catalog.article_count))
        for article in islice(catalog.names(), first, end):
            name = article.file
            while name and name not in names:
                names.add(name)
                name = name.rpartition("/")[0]
    return names


def changes_since(before: Previous, staged: Path) -> Changes | None:
    """Compare the articles of the previous generation with a staged catalog; None if they cannot be read.

    An article with a new id and the same text, for example in a moved file, counts as changed.
    """
    try:
        with before.catalog() as old, Catalog.open(staged / layout.CATALOG) as new:
            was = {one: (text, fields) for one, text, fields in old.digests()}
            now = {one: (text, fields) for one, text, fields in new.digests()}
            added = {text for one, (text, _) in now.items() if one not in was}
            left = [(row, text) for row, (one, (text, _)) in enumerate(was.items()) if one not in now]
            gone = [row for row, text in left if text not in added]
            unchanged = sum(now.get(one) == digests for one, digests in was.items())
            return Changes(
                since=before.generation.name,
                new=max(0, len(now) - len(was) + len(gone)),
                changed=len(was) - unchanged - len(gone),
                unchanged=unchanged,
                gone=len(gone),
                gone_named=[old.article_at(row).origin for row in gone[:NAMED]],
                gone_from=_by_source(gone, before.held),
            )
    except DamagedSnapshot:  # or an older Cari wrote it, with other columns
        return None


def check_articles(report: Report, sources: Sequence[str], before: Previous) -> None:
    """Check that no file with articles was refused, and no source lost most of them without others instead.

    It is not a loss if a daily export has as many articles as that of the day before, all of them new, or if
    a newer Cari makes other ids.

    Args:
        report: the report of the new generation.
        sources: absolute paths and patterns that both generations are built from.
        before: the previous generation.

    Raises:
        ReadError: a file can no longer be read, and the previous generation has articles from it; or a source
            lost all its articles, or, of at least `FEWEST`, more than the share `TOLERATED`.
    """
    _check_files(report, sources, before)
    changes, again = report.changes, set(sources)
    for source, had in before.held.items():
        lost = had - report.sources.get(source, 0)
        if changes:  # an article that another source still has is not lost
            lost = min(lost, changes.gone_from.get(source, 0))
        few = had < FEWEST and report.sources.get(source, 0) > 0
        if source in again and lost > TOLERATED * had and not few:
            raise ReadError(
                f"{source}, which this index was built from, has lost {lost:,} of {had:,} articles"
                f"{_named(changes, source)}, more than half. Nothing was published: bring them back, or, "
                "where they were taken out on purpose, do without them with `--force`."
            )


def _check_files(report: Report, sources: Sequence[str], before: Previous) -> None:
    """Raise `ReadError` if a file was refused only when it was read, as by a failing disk."""
    lost = [(Path(one.origin), one) for one in report.problems if isinstance(one, Lost)]
    if not lost:
        return
    for source in sources:
        root = root_of(source)
        within = [problem for path, problem in lost if path == root or root in path.parents]
        _check_problems(within, source, before)


def _named(changes: Changes | None, source: str) -> str:
    """Return the first lost articles, in brackets, if all lost ones came from this source; else nothing."""
    if changes is None or changes.gone_from.get(source) != changes.gone:
        return ""
    return f" ({some_of(changes.gone_named, SHOWN, changes.gone)})"


def _by_source(rows: Sequence[int], held: Mapping[str, int]) -> dict[str, int]:
    """Return how many of these articles came from each source."""
    ends = list(accumulate(held.values()))
    counts = Counter(bisect_right(ends, row) for row in rows)
    return {source: counts[place] for place, source in enumerate(held) if counts[place]}


def _rows(held: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """Return the range of ordinals (start, end) of each source; its articles are consecutive."""
    return dict(zip(held, pairwise((0, *accumulate(held.values()))), strict=True))
