"""Learns index/text/languages/odds.json: how much a word, or three letters, speaks for a language.

    python train/language_odds.py PARALLEL_DIR index/text/languages/odds.json

Half a minute on one core. Odds are natural logarithms of p(word | Indonesian) / p(word | English); a
word counts once a pair. A pair whose two sides share half of their words is left out: it was not translated.
"""

from __future__ import annotations

import json
import lzma
import math
import random
import sys
from collections import Counter
from pathlib import Path

from index.text.language import WORD

SOURCES = (
    "panl_bppt_news",
    "globalvoices",
    "guntara_news_valid",
    "desmond86_smeru",
    "desmond86_ausaid",
    "tatoeba_manythings",
    "talpco",
    "captions_3b1b",
    "hotosm_disaster_mapping",
    "opensource_guide",
    "weiqi_go_history",
    "l10n_mozilla_www",
    "gnome_user_docs",
    "tensorflow_tutorials",
    "react_docs",
    "python_docs",
    "dict_clir",
)
WHOLE = {"panl_bppt_news", "desmond86_smeru"}
"""News and prose on Indonesia: all of it."""
PAIRS = 8000
"""Of every other source at most so many, so that no manual outweighs the news."""
WORDS, FEWEST = 22_000, 4
"""Words kept, and the fewest pairs that one must stand in."""
FEWEST_TRIGRAMS = 12
"""Weight below which a trigram is left to chance."""
SMALLEST_ODDS = 0.25
"""Trigrams nearer to even are left out: they say nothing and cost space."""


def main(parallel: Path, target: Path) -> None:
    """Reads the sources, writes the odds."""
    counts: dict[str, Counter[str]] = {"id": Counter(), "en": Counter()}
    for source in SOURCES:
        for pair in _pairs(parallel / f"{source}.tsv.xz", None if source in WHOLE else PAIRS):
            for language, words in zip(("id", "en"), pair, strict=True):
                counts[language].update(words)
    odds = _odds(counts, smoothing=0.5)
    common = [word for word, _ in (counts["id"] + counts["en"]).most_common(WORDS)]
    both = counts["id"] + counts["en"]
    words = {word: odds[word] for word in common if both[word] >= FEWEST}
    document = {
        "about": "Natural log odds of Indonesian (above 0) against English, rounded; words by odds, trigrams"
        " (^ begins and $ ends a word) by twice their odds. Learnt by train/language_odds.py from: "
        + ", ".join(SOURCES),
        "words": _by_value(words, 1, 7),
        "trigrams": _by_value(_trigram_odds(counts, odds), 2, 6),
    }
    target.write_text(json.dumps(document, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _pairs(path: Path, most: int | None) -> list[tuple[set[str], set[str]]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    if most is not None:
        random.Random(7).shuffle(rows)
    pairs = []
    for row in rows[:most]:
        if len(row) == 2:
            left, right = ({word.lower().replace("’", "'") for word in WORD.findall(side)} for side in row)
            if left and right and len(left & right) <= 0.5 * min(len(left), len(right)):
                pairs.append((left, right))
    return pairs


def _odds(counts: dict[str, Counter[str]], smoothing: float) -> dict[str, float]:
    left, right = counts["id"], counts["en"]
    base = math.log(right.total() / left.total())
    both = left.keys() | right.keys()
    return {word: math.log((left[word] + smoothing) / (right[word] + smoothing)) + base for word in both}


def _trigram_odds(counts: dict[str, Counter[str]], odds: dict[str, float]) -> dict[str, float]:
    """From words of one language only (names are of both), each word by the logarithm of its count."""
    trigrams: dict[str, Counter[str]] = {"id": Counter(), "en": Counter()}
    both = counts["id"] + counts["en"]
    for word, count in both.items():
        if count < 2 or abs(odds[word]) < 1.5:
            continue
        language = "id" if odds[word] > 0 else "en"
        for at in range(len(word)):
            trigrams[language][f"^{word}$"[at : at + 3]] += 1 + math.log(count)
    found = _odds(trigrams, smoothing=2)
    enough = trigrams["id"] + trigrams["en"]
    return {t: o for t, o in found.items() if enough[t] >= FEWEST_TRIGRAMS and abs(o) >= SMALLEST_ODDS}


def _by_value(odds: dict[str, float], scale: int, most: int) -> dict[str, str]:
    groups: dict[int, list[str]] = {}
    for word, value in odds.items():
        groups.setdefault(max(-most, min(most, round(value * scale))), []).append(word)
    return {str(value): " ".join(sorted(groups[value])) for value in sorted(groups)}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
