"""Whether one language is preferred: the index has every passage twice, in Indonesian and in English.

    python bench/language_balance.py --data ../shared/data

A passage and its translation answer a question equally well, so half of the best five hits should be in the
question's own language. Asks in both languages: one, two and four words of the lexicon that translate each
other and that passages contain, our own questions (`reading_questions.jsonl`), and the judged sentences.
Prints the share in the question's own language, for Indonesian and for English questions.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from mixed_languages import folder, lines

from index import Preferences, QueryError, Searcher, build, open_encoder
from index.lexical.lexicon import Lexicon
from index.records import KNOWN_LANGUAGES, OTHER_LANGUAGE
from train.examples import json_lines
from train.reading_questions import QUESTIONS, documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

TEXTS = ("title", "text")
SURE = 0.6
LEAST_HELD = 8
"""Fewest passages that contain a word."""
WORDS = 150
SENTENCES = 250
SHOWN = 5
SEED = 1

Pair = tuple[str, str]
"""A question in Indonesian and in English."""


def main() -> None:
    """Measure, and print a Markdown table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with eval/ and news/")
    data: Path = parser.parse_args().data
    sets = data / "eval"
    encoder = open_encoder()
    own = list(json_lines(QUESTIONS))
    corpora = {
        "tico19": (
            [documents(data, "tico19", one).values() for one in KNOWN_LANGUAGES],
            sentences(sets, "tico19-sent"),
        ),
        "globalvoices": ([documents(data, "globalvoices", one).values() for one in KNOWN_LANGUAGES], []),
        "indomt-news": (
            [
                lines(folder(sets, "indomt-news", OTHER_LANGUAGE[one]) / "corpus.jsonl")
                for one in KNOWN_LANGUAGES
            ],
            sentences(sets, "indomt-news"),
        ),
    }
    print("| passages | asked | pairs | Indonesian | English |\n|---|---|---|---|---|")
    for name, (passages, judged) in corpora.items():
        with tempfile.TemporaryDirectory() as temporary:
            write(Path(temporary) / "both.jsonl", passages)
            build([Path(temporary) / "both.jsonl"], Path(temporary) / "data", encoder=encoder)
            searcher = Searcher.open(Path(temporary) / "data", encoder)
            kinds = {
                **words(passages),
                "own questions": [(one["id"], one["en"]) for one in own if one["about"] == name],
                "sentences": judged,
            }
            for kind, pairs in kinds.items():
                if pairs:
                    shares = [share(searcher, pairs, language) for language in KNOWN_LANGUAGES]
                    print(f"| {name} | {kind} | {len(pairs)} | {shares[0]:.2f} | {shares[1]:.2f} |")
            searcher.close()


def write(path: Path, passages: Sequence[Iterable[Mapping[str, Any]]]) -> None:
    """Write both languages to one file, each record with its language."""
    records = (
        {"id": f"{one['_id']}-{language}", "language": language, **{key: one.get(key) for key in TEXTS}}
        for language, some in zip(KNOWN_LANGUAGES, passages, strict=True)
        for one in some
    )
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), encoding="utf-8")


def sentences(sets: Path, pair: str) -> list[Pair]:
    """Return judged sentences that exist in both languages."""
    texts = [
        {one["_id"]: one["text"] for one in lines(folder(sets, pair, language) / "queries.jsonl")}
        for language in KNOWN_LANGUAGES
    ]
    return [(texts[0][name], texts[1][name]) for name in texts[0] if name in texts[1]][:SENTENCES]


def words(passages: Sequence[Iterable[Mapping[str, Any]]]) -> dict[str, list[Pair]]:
    """Return words that are by far each other's likeliest translation: alone, by two and by four."""
    lexicon = Lexicon.bundled()
    texts = (one["text"].lower() for some in passages for one in some)
    held = Counter(chain.from_iterable(set(re.findall(r"[a-z]+", text)) for text in texts))
    pairs = [
        (word, best)
        for word, ((best, chance), *_) in lexicon.id.items()
        if word.isalpha() and best.isalpha() and word != best and chance >= SURE and best in lexicon.en
        for (back, sure), *_ in [lexicon.en[best]]
        if back == word and sure >= SURE and min(held[word], held[best]) >= LEAST_HELD
    ]
    some = [pairs[at] for at in np.random.default_rng(SEED).permutation(len(pairs))[: WORDS + 4]]
    return {f"{count} words": joined(some, count) for count in (1, 2, 4)}


def joined(pairs: Sequence[Pair], count: int) -> list[Pair]:
    """Join each pair with the pairs that follow it."""
    runs = (pairs[at : at + count] for at in range(len(pairs) - count))
    return [(" ".join(one for one, _ in run), " ".join(other for _, other in run)) for run in runs]


def share(searcher: Searcher, pairs: Sequence[Pair], language: str) -> float:
    """Return the share of the best hits in the language of the questions."""
    shares = []
    for pair in pairs:
        try:
            answer = searcher.search(
                pair[KNOWN_LANGUAGES.index(language)], limit=SHOWN, preferences=Preferences(collapse="none")
            )
        except QueryError:
            continue
        shares.append(np.mean([hit.article.language == language for hit in answer.hits]))
    return float(np.mean(shares))


if __name__ == "__main__":
    main()
