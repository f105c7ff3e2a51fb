"""Parallel text: reading and cleaning it, and keeping the judged sets out."""

from __future__ import annotations

import lzma
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.text.language import detect_language
from train.examples import json_lines

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from index.records import Language

WORD = re.compile(r"\w+")
MAX_CHARACTERS = 600
"""Longer "sentences" are tables or unsegmented pages."""
MAX_LENGTH_RATIO = 2.2
"""Indonesian and English news differ by 1.1 on average; above this ratio one side lacks a clause."""
SHINGLE_WORDS = 8
SHINGLE_SHARE = 0.5
"""A text is a near copy of others if at least half of its 8-word runs occur there."""
LANGUAGE_WORDS = 5
"""Fewest words of a side for its language to be checked. Shorter sides are often names, or terms of both
languages: `Plugin DeepSeek`, `sandwich`."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An Indonesian sentence and its English translation, with its position in the source's document."""

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
    """Yield the pairs of one `.tsv.xz`, Indonesian TAB English, uncleaned."""
    source = path.name.removesuffix(".tsv.xz")
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for position, line in enumerate(lines):
            indonesian, _, english = line.rstrip("\n").partition("\t")
            yield Pair(indonesian.strip(), english.strip(), source, position)


def shingles(text: str) -> set[int]:
    """Return hashes of the runs of eight words of a text, or of the whole text if it is shorter."""
    words = WORD.findall(text.lower())
    runs = range(max(1, len(words) - SHINGLE_WORDS + 1))
    return {hash(tuple(words[i : i + SHINGLE_WORDS])) for i in runs} if words else set()


def judged_shingles(evaluation: Path) -> set[int]:
    """Return the shingles of every question and passage of the judged sets in a folder."""
    seen: set[int] = set()
    for path in sorted(evaluation.glob("*/*.jsonl")):
        for record in json_lines(path):
            seen |= shingles(record.get("text", ""))
    return seen


def is_near_copy(own: set[int], others: set[int]) -> bool:
    """Whether at least `SHINGLE_SHARE` of a text's shingles are among those of others."""
    return bool(own) and len(own & others) >= SHINGLE_SHARE * len(own)


def _reads_as(language: Language, text: str) -> bool:
    return len(WORD.findall(text)) >= LANGUAGE_WORDS and detect_language(text) == language


def clean(pairs: Iterable[Pair], judged: set[int], log: Counter[str]) -> Iterator[Pair]:
    """Drop pairs that teach nothing good, and pairs that contain judged text.

    Args:
        pairs: pairs of one source after another.
        judged: shingles of judged text.
        log: counts pairs that are `kept`, and dropped pairs by the first reason that applies. `implausible`:
            by length or its ratio. `repeated`: the Indonesian side equals that of a kept pair except for case
            and punctuation. `judged`: a side is a near copy of judged text. `near copy`: the Indonesian side
            is a near copy of those of kept pairs. `other language`: a side is in the language of the other. A
            side in neither language, mostly names or figures, is kept.
    """
    texts: set[str] = set()
    runs: set[int] = set()
    for pair in pairs:
        text = " ".join(WORD.findall(pair.indonesian.lower()))
        own = shingles(pair.indonesian)
        reason = ""
        if not _plausible(pair.indonesian, pair.english):
            reason = "implausible"
        elif text in texts:
            reason = "repeated"
        elif is_near_copy(own, judged) or is_near_copy(shingles(pair.english), judged):
            reason = "judged"
        elif is_near_copy(own, runs):
            reason = "near copy"
        elif _reads_as("en", pair.indonesian) or _reads_as("id", pair.english):
            reason = "other language"
        log[reason or "kept"] += 1
        if not reason:
            texts.add(text)
            runs |= own
            yield pair


def read_clean(data: Path, log: Counter[str]) -> list[Pair]:
    """Return all clean parallel text of `data/parallel`; `log` counts what was dropped and why."""
    judged = judged_shingles(data / "eval")
    paths = sorted((data / "parallel").glob("*.tsv.xz"))
    return list(clean((pair for path in paths for pair in read_source(path)), judged, log))
