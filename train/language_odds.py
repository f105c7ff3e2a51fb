"""Learn index/text/languages/odds.json: the odds of a word, or of three letters, between the languages.

    python -m train.language_odds PARALLEL_DIR index/text/languages/odds.json

This takes half a minute on one core. Odds are natural logarithms of p(word | Indonesian) / p(word | English).
A word counts once in each pair. A pair whose two sides share half of their words is left out, because it was
not translated.
"""

from __future__ import annotations

import json
import lzma
import math
import random
import sys
from collections import Counter
from pathlib import Path

from index.records import KNOWN_LANGUAGES
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
"""News and prose about Indonesia, used completely."""
PAIRS = 8000
"""Most pairs of every other source, so that no manual outweighs the news."""
WORDS, FEWEST = 22_000, 4
"""Most words that are kept, and the fewest pairs that must contain a word."""
FEWEST_TRIGRAMS = 12
"""Smallest weight of a trigram that is kept: the odds of rarer ones are chance."""
SMALLEST_ODDS = 0.25
"""Trigrams with odds nearer to even are left out: they decide nothing and take space."""


def main(parallel: Path, target: Path) -> None:
    """Read the sources, write the odds."""
    counts: dict[str, Counter[str]] = {"id": Counter(), "en": Counter()}
    for source in SOURCES:
        for pair in _pairs(parallel / f"{source}.tsv.xz", None if source in WHOLE else PAIRS):
            for language, words in zip(KNOWN_LANGUAGES, pair, strict=True):
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
    """Return odds from words of one language only (names occur in both), each with the log of its count."""
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
