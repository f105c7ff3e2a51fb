"""Story clusters: articles that are near-duplicates of one wire report, found while an index is built.

MinHash (Broder, "On the resemblance and containment of documents", 1997) estimates the share of word n-grams
that two bodies have in common. Banding (Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", 3.4)
finds the pairs to compare.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from index.ranking.days import undated_last
from index.records import UNKNOWN_DAY, published_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from datasketch import MinHash
    from numpy.typing import NDArray

    from index.arrays import Ordinals

    Signatures = NDArray[np.uint32]
    Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]

SHINGLE = 4
"""Words in an n-gram. With 3, two reports of one match are already similar; with 5, a light edit costs too
much."""
SIMILAR = 0.7
"""Jaccard similarity of the n-grams of two bodies from which they are near-duplicates. Of 25,383 articles of
September 2019, 185 pairs reach it; by eye, no accepted pair is about two events. At 0.6 the half-time report
would join that of the final score, and yesterday's gold price today's."""
STILL_SIMILAR = SIMILAR / 2
"""Jaccard similarity that a copy of a copy must have to the story's earliest article. Two steps of 0.7 that
change different parts leave 0.5. Of 20,909 articles, none joins a story with less than 0.55."""
SHORTEST = 60
"""Words of a body below which only an equal body is a copy, since notices and captions follow templates."""
LONGEST_GAP = 31
"""Most days between two copies. A date written 10/09 by one outlet and 09/10 by another differs by 29
days."""

BANDS, BAND_ROWS = 16, 4
"""Number of bands of a signature, and rows in a band. Two articles are compared if one band is equal. A pair
at the threshold is missed in 1 of 80 cases: (1 - 0.7⁴)¹⁶."""
PERMUTATIONS = BANDS * BAND_ROWS
NEIGHBOURS = 8
"""Next articles in the same bucket that each article is compared with: the cost of many copies is then
linear, not quadratic."""
PAIRS_AT_ONCE = 65_536
"""Pairs compared in one step (50 MB)."""

_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"(?<!\d)0*(\d+)")
# Powers of an odd number, so that the hash depends on the word order and on every bit of each word.
_WEIGHTS = np.array([pow(0x9E3779B97F4A7C15, place, 2**64) for place in range(1, SHINGLE + 1)], np.uint64)


class StoryFinder:
    """Collects the signatures of an index's articles, 600 bytes each, and finds their story clusters."""

    def __init__(self) -> None:
        self._empty = _empty()
        self._signatures: list[Signatures] = []
        self._figures: list[NDArray[np.uint32]] = []
        self._days: list[int] = []

    def add(self, body: str, published: str | None) -> None:
        """Add the next article.

        Args:
            body: cleaned text.
            published: ISO 8601, at least the date; None if unknown.
        """
        self._signatures.append(_signature(self._empty, body))
        self._figures.append(_hashed(sorted(set(_FIGURE.findall(body)))))
        day = published_day(published) if published else UNKNOWN_DAY
        self._days.append(day)

    def stories(self) -> Ordinals:
        """Return the story of each article, int32 [articles]: the ordinal of the cluster's earliest article.

        An article without a near-duplicate is its own story. A copy of a copy joins a story only if it could
        also be a copy of the story's earliest article, and is `STILL_SIMILAR` to it. So a monthly notice, or
        a copy without a date, does not join articles of different years, and of a report that is rewritten a
        little every day the last version does not join the first. The earliest article is the first by day,
        undated ones last; on the same day, the first that was added.
        """
        order = np.argsort(undated_last(np.array(self._days, np.int32)), kind="stable")
        signatures = np.array(self._signatures, np.uint32).reshape(-1, PERMUTATIONS)[order]
        roots = list(range(len(order)))
        pairs = {(min(pair), max(pair)) for pair in _similar_pairs(signatures)}
        # Sorted by the later article, so that the stories of all earlier ones are complete.
        for one, other in sorted(pairs, key=lambda pair: (pair[1], pair[0])):
            first, second = sorted((_root(roots, one), _root(roots, other)))
            if first == second or _similarity(signatures[first], signatures[second]) < STILL_SIMILAR:
                continue
            compared = {(one, other), (first, second)}
            if all(self._of_one_event(*order[list(two)].tolist()) for two in compared):
                roots[second] = first
        stories = np.empty(len(order), np.int32)
        stories[order] = order[[_root(roots, place) for place in range(len(order))]]
        return stories

    def _of_one_event(self, one: int, other: int) -> bool:
        """Whether two similar articles are about one event, not two uses of one template.

        Daily reports of the gold price or opening hours differ only in their figures. A copy may omit
        figures. If each article has a figure that the other lacks, they are from a template, unless both are
        of the same day. On the same day outlets correct and round figures, so up to half of them may differ.
        Dates must be at most `LONGEST_GAP` days apart.
        """
        days = self._days[one], self._days[other]
        if UNKNOWN_DAY not in days and abs(days[0] - days[1]) > LONGEST_GAP:
            return False
        first, second = self._figures[one], self._figures[other]
        shared = len(np.intersect1d(first, second, assume_unique=True))
        differing = min(len(first), len(second)) - shared
        same_day = days[0] == days[1] != UNKNOWN_DAY
        return differing <= (shared if same_day else 0)


def likeness(bodies: Sequence[str]) -> NDArray[np.float64]:
    """Return the estimated Jaccard similarity of each two bodies, float64 [bodies, bodies]; see `SIMILAR`."""
    empty = _empty()
    signatures = np.array([_signature(empty, body) for body in bodies], np.uint32)
    return np.array([_similarity(signatures, one) for one in signatures])


def _similarity(ones: Signatures, others: Signatures) -> NDArray[np.float64]:
    """Return the estimated Jaccard similarity of each two bodies, from their signatures."""
    alike: NDArray[np.float64] = (ones == others).mean(axis=-1)
    return alike


def _empty() -> MinHash:
    """Return the MinHash of no text; all others start as copies of it."""
    from datasketch import MinHash

    return MinHash(num_perm=PERMUTATIONS, hashfunc=int)


def _signature(empty: MinHash, body: str) -> Signatures:
    """Return the least hash of a body's n-grams for each permutation, uint32 [permutations]."""
    minhash = empty.copy()
    minhash.update_batch(_shingles(body).tolist())
    signature: Signatures = minhash.hashvalues
    return signature


def _shingles(body: str) -> NDArray[np.uint32]:
    """Return the hashes of a body's n-grams of `SHINGLE` words; for a short body, of its whole text."""
    words = _WORD.findall(body.casefold())
    if len(words) < SHORTEST:
        return np.frombuffer(hashlib.blake2b(body.encode(), digest_size=16).digest(), np.uint32)
    hashes = _hashed(words).astype(np.uint64)
    runs = np.lib.stride_tricks.sliding_window_view(hashes, SHINGLE) @ _WEIGHTS
    return np.unique((runs >> np.uint64(32)).astype(np.uint32))


def _hashed(words: list[str]) -> NDArray[np.uint32]:
    return np.fromiter((crc32(word.encode()) for word in words), np.uint32, len(words))


def _similar_pairs(signatures: Signatures) -> Iterator[tuple[int, int]]:
    """Yield pairs of rows with an estimated similarity of at least `SIMILAR`, some more than once."""
    for one, other in _band_pairs(signatures):
        for start in range(0, len(one), PAIRS_AT_ONCE):
            first, second = one[start : start + PAIRS_AT_ONCE], other[start : start + PAIRS_AT_ONCE]
            near = _similarity(signatures[first], signatures[second]) >= SIMILAR
            yield from zip(first[near].tolist(), second[near].tolist(), strict=True)


def _band_pairs(signatures: Signatures) -> Iterator[Pairs]:
    """Yield pairs of rows with an equal band: each row with its next neighbours in the bucket.

    Sorting needs a hundredth of the memory of `datasketch.MinHashLSH`, which keeps hash tables of 5 KB per
    article, and which makes a million comparisons among a thousand copies.
    """
    for band in np.split(signatures, BANDS, axis=1):
        order = np.lexsort(band.T)
        changes = (band[order[1:]] != band[order[:-1]]).any(axis=1)
        bucket = np.concatenate([[0], np.cumsum(changes)])
        for apart in range(1, NEIGHBOURS + 1):
            together = bucket[apart:] == bucket[:-apart]
            if not together.any():
                break
            yield order[:-apart][together], order[apart:][together]


def _root(roots: list[int], place: int) -> int:
    """Return the first article of a story (union-find with path halving)."""
    while roots[place] != place:
        roots[place] = roots[roots[place]]
        place = roots[place]
    return place
