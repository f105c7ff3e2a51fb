"""Parallel text: reading, cleaning and weighing it, and keeping the judged sets out."""

from __future__ import annotations

import json
import lzma
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator
    from pathlib import Path

WORD = re.compile(r"\w+")
MAX_CHARACTERS = 600
"""Longer "sentences" are tables or unsegmented pages."""
MAX_LENGTH_RATIO = 2.2
"""Indonesian and English news differ by 1.1 on average; past this one side misses a clause."""
SHINGLE_WORDS = 8
SHINGLE_SHARE = 0.5
"""A pair is a near copy of a judged text when half of its 8-word runs occur there."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An Indonesian sentence and its English translation, in the order of the source's document."""

    indonesian: str
    english: str
    source: str
    position: int


def _plausible(indonesian: str, english: str) -> bool:
    if indonesian == english or not (indonesian and english):
        return False
    if max(len(indonesian), len(english)) > MAX_CHARACTERS:
        return False
    a, b = len(indonesian) + 12, len(english) + 12
    return max(a, b) / min(a, b) <= MAX_LENGTH_RATIO


def read_source(path: Path) -> Iterator[Pair]:
    """The pairs of one `.tsv.xz`, Indonesian TAB English, uncleaned."""
    source = path.name.removesuffix(".tsv.xz")
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for position, line in enumerate(lines):
            indonesian, _, english = line.rstrip("\n").partition("\t")
            yield Pair(indonesian.strip(), english.strip(), source, position)


def shingles(text: str) -> set[int]:
    """Hashes of the runs of eight words of a text; of the whole text if it is shorter."""
    words = WORD.findall(text.lower())
    runs = range(max(1, len(words) - SHINGLE_WORDS + 1))
    return {hash(tuple(words[i : i + SHINGLE_WORDS])) for i in runs} if words else set()


def judged_shingles(evaluation: Path) -> set[int]:
    """Shingles of every question and passage of the judged sets under a folder."""
    seen: set[int] = set()
    for path in sorted(evaluation.glob("*/*.jsonl")):
        for line in path.open(encoding="utf-8"):
            seen |= shingles(json.loads(line).get("text", ""))
    return seen


def clean(pairs: Iterable[Pair], judged: set[int], log: Counter[str]) -> Iterator[Pair]:
    """Drop implausible pairs, repeated Indonesian sides and near copies of judged text, counting each."""
    seen: set[str] = set()
    for pair in pairs:
        key = " ".join(WORD.findall(pair.indonesian.lower()))
        own = shingles(pair.indonesian) | shingles(pair.english)
        if not _plausible(pair.indonesian, pair.english):
            log["implausible"] += 1
        elif key in seen:
            log["repeated"] += 1
        elif own and len(own & judged) / len(own) >= SHINGLE_SHARE:
            log["judged"] += 1
        else:
            seen.add(key)
            log["kept"] += 1
            yield pair


def read_clean(data: Path, log: Counter[str]) -> list[Pair]:
    """All parallel text under `data/parallel`, cleaned; `log` counts what was dropped and why."""
    judged = judged_shingles(data / "eval")
    paths = sorted((data / "parallel").glob("*.tsv.xz"))
    return list(clean((pair for path in paths for pair in read_source(path)), judged, log))
