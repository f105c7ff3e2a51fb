"""Stories: which articles are near-copies of one wire report, found while an index is built.

MinHash (Broder, "On the resemblance and containment of documents", 1997) estimates how many runs of words two
bodies share; banding (Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", 3.4) finds the pairs that
are worth comparing.
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

    Signatures = NDArray[np.uint32]
    Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]

SHINGLE = 4
"""Words in a run. In 3 two reports of one match already look alike, in 5 a light edit costs too much."""
SIMILAR = 0.7
"""Jaccard similarity of the runs of two bodies, from which they are copies. Of 25,383 articles of September
2019, 185 pairs reach it, and by eye none of those kept is of two events; at 0.6 the report at half-time joins
that of the final score, and yesterday's gold price today's."""
SHORTEST = 60
"""Words of a body below which only an equal one is a copy: notices and captions are made from templates."""
LONGEST_GAP = 31
"""Days between two copies, at most: a day written 10/09 by one outlet and 09/10 by another is 29 days off."""

BANDS, BAND_ROWS = 16, 4
"""Places of a signature that must be equal in a band, for a pair to be looked at; any one band will do. A
pair at the threshold is missed in 1 of 80 cases: (1 - 0.7⁴)¹⁶."""
PERMUTATIONS = BANDS * BAND_ROWS
NEIGHBOURS = 8
"""Later articles of the same band that one is compared with: a thousand copies make a chain, not a square."""
PAIRS_AT_ONCE = 65_536
"""Compared in one step: 50 MB."""

_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"(?<!\d)0*(\d+)")
# Powers of an odd number: the order of the words in a run matters, and every bit of each counts.
_WEIGHTS = np.array([pow(0x9E3779B97F4A7C15, place, 2**64) for place in range(1, SHINGLE + 1)], np.uint64)


class StoryFinder:
    """Takes the articles of an index one by one, 600 bytes of each, and tells copies in the end."""

    def __init__(self) -> None:
        self._empty = _empty()
        self._signatures: list[Signatures] = []
        self._figures: list[NDArray[np.uint32]] = []
        self._days: list[int] = []

    def add(self, body: str, published: str | None) -> None:
        """Take the next article.

        Args:
            body: cleaned text.
            published: ISO 8601, at least the date; None when unknown.
        """
        self._signatures.append(_signature(self._empty, body))
        self._figures.append(_hashed(sorted(set(_FIGURE.findall(body)))))
        day = published_day(published) if published else UNKNOWN_DAY
        self._days.append(day)

    def stories(self) -> NDArray[np.int32]:
        """Gives the story of each article, int32 [articles]: the ordinal of its earliest article.

        An article of which there is no copy is a story of its own. Copies of copies are of one story where
        they could be copies of its earliest article, too: a notice that is printed every month, or a copy
        without a date, joins no two years. The earliest is the first by day, those without a date last, and
        of one day the first that was added.
        """
        order = np.argsort(undated_last(np.array(self._days, np.int32)), kind="stable")
        signatures = np.array(self._signatures, np.uint32).reshape(-1, PERMUTATIONS)[order]
        roots = list(range(len(order)))
        pairs = {(min(pair), max(pair)) for pair in _similar_pairs(signatures)}
        # By the later article, so that it meets the stories of all before it.
        for one, other in sorted(pairs, key=lambda pair: (pair[1], pair[0])):
            first, second = sorted((_root(roots, one), _root(roots, other)))
            compared = {(one, other), (first, second)}
            if first != second and all(self._of_one_event(*order[list(two)].tolist()) for two in compared):
                roots[second] = first
        stories = np.empty(len(order), np.int32)
        stories[order] = order[[_root(roots, place) for place in range(len(order))]]
        return stories

    def _of_one_event(self, one: int, other: int) -> bool:
        """Whether two similar bodies are of one event rather than from one template, and of one time.

        The gold price and the opening hours of every day read alike but for the figures. A copy may leave
        some out; but if each has one that the other lacks, and they are not known to be of one day, it is a
        template. On one day, when outlets correct and round, up to half of them may differ.
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
    """Gives how alike each two bodies are, [bodies, bodies]: what makes copies where it is `SIMILAR`."""
    empty = _empty()
    signatures = np.array([_signature(empty, body) for body in bodies], np.uint32)
    return np.array([(signatures == one).mean(axis=1) for one in signatures])


def _empty() -> MinHash:
    """The signature of no text, from which all others are made."""
    from datasketch import MinHash

    return MinHash(num_perm=PERMUTATIONS, hashfunc=int)


def _signature(empty: MinHash, body: str) -> Signatures:
    """The least hash of a body's runs by each permutation, [permutations]."""
    minhash = empty.copy()
    minhash.update_batch(_shingles(body).tolist())
    signature: Signatures = minhash.hashvalues
    return signature


def _shingles(body: str) -> NDArray[np.uint32]:
    """Hashes of the runs of `SHINGLE` words; of a short body those of the whole text."""
    words = _WORD.findall(body.casefold())
    if len(words) < SHORTEST:
        return np.frombuffer(hashlib.blake2b(body.encode(), digest_size=16).digest(), np.uint32)
    hashes = _hashed(words).astype(np.uint64)
    runs = np.lib.stride_tricks.sliding_window_view(hashes, SHINGLE) @ _WEIGHTS
    return np.unique((runs >> np.uint64(32)).astype(np.uint32))


def _hashed(words: list[str]) -> NDArray[np.uint32]:
    return np.fromiter((crc32(word.encode()) for word in words), np.uint32, len(words))


def _similar_pairs(signatures: Signatures) -> Iterator[tuple[int, int]]:
    """Pairs of rows whose estimated similarity is near enough, some more than once."""
    for one, other in _band_pairs(signatures):
        for start in range(0, len(one), PAIRS_AT_ONCE):
            first, second = one[start : start + PAIRS_AT_ONCE], other[start : start + PAIRS_AT_ONCE]
            near = (signatures[first] == signatures[second]).mean(axis=1) >= SIMILAR
            yield from zip(first[near].tolist(), second[near].tolist(), strict=True)


def _band_pairs(signatures: Signatures) -> Iterator[Pairs]:
    """Rows that agree in a band, each with its next neighbours among them.

    Sorting brings equal bands together in a hundredth of the memory of `datasketch.MinHashLSH`, which keeps
    5 KB of hash tables an article, and compares a thousand copies with one another a million times.
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
    """The first of a story; the way to it is halved each time it is gone."""
    while roots[place] != place:
        roots[place] = roots[roots[place]]
        place = roots[place]
    return place
