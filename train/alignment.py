"""Word alignment in both directions with eflomal (Östling and Tiedemann, 2016)."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def _links(path: Path) -> Iterator[set[tuple[int, int]]]:
    with path.open() as lines:
        for line in lines:
            yield {(int(a), int(b)) for a, _, b in (link.partition("-") for link in line.split())}


def aligned(
    source: Sequence[Sequence[str]], target: Sequence[Sequence[str]]
) -> Iterator[set[tuple[int, int]]]:
    """Yield the positions linked in both directions, a set for each sentence pair.

    The sampler of eflomal takes no seed: two runs differ a little.

    Args:
        source: tokens of each sentence; a token contains no white space.
        target: tokens of their translations, in the same order.
    """
    from eflomal import Aligner

    with tempfile.TemporaryDirectory() as folder:
        forward, reverse = Path(folder, "forward"), Path(folder, "reverse")
        Aligner().align(
            [" ".join(tokens) + "\n" for tokens in source],
            [" ".join(tokens) + "\n" for tokens in target],
            links_filename_fwd=str(forward),
            links_filename_rev=str(reverse),
        )
        yield from map(set.intersection, _links(forward), _links(reverse))


def aligned_counts(
    source: Sequence[Sequence[str]], target: Sequence[Sequence[str]]
) -> Counter[tuple[str, str]]:
    """Return how often a source token and a target token are linked in both directions.

    Args:
        source: tokens of each sentence; a token contains no white space.
        target: tokens of their translations, in the same order.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for a, b, both in zip(source, target, aligned(source, target), strict=True):
        counts.update((a[i], b[j]) for i, j in both)
    return counts
