"""The value of the analysis of words: nDCG@10 of the lexical leg alone, with the stems of four analysers.

    python bench/analysis.py --data ../shared/data --links runs/links

The analysers are: words unchanged, Snowball's stems, PySastrawi's (a dictionary of roots and the rules of
Indonesian affixes) and Cari's own. All else is alike: the words left out, BM25, and the links of one
alignment of all parallel text, from which each analyser gets a lexicon of its own. The first run aligns, and
saves the links in the folder `--links`. At most 500 questions of each judged set are asked (of tydiqa and
squad2dev those that training did not see), over at most 1,500 of its articles, as Cari does, but without the
dense leg and without correcting typos. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import re
import sys
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np
from lexical_leg import collection, forget_terms, measured, read
from one_alignment import links, made
from unseen import unseen

from index.text import terms
from index.text.stems import stem as own

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from one_alignment import Stemmer

    from index.records import KnownLanguage

QUESTIONS = 500
SETS = ("facqa-id", "detik1k-title-id", "tydiqa-id-train", "squad2dev-mt-id", "reuters-title-en")
ACROSS = ("tico19-sent-id-en", "tico19-sent-en-id", "indomt-news-id-en", "indomt-news-en-id")


def main() -> None:
    """Measure each pair of analysers, and print the table."""
    arguments = read_arguments(__doc__, aligned=True)
    of: dict[str, Stemmer] = {"none": none, "Snowball": snowball(), "PySastrawi": sastrawi(), "own": own}
    both = links(arguments.links, arguments.data, set.intersection)
    folders = [arguments.data / "eval" / name for name in (*SETS, *ACROSS)]
    collections = [
        collection(folder / "corpus.jsonl", {folder.name: unseen(folder).first(QUESTIONS)})
        for folder in folders
    ]
    print(heading("Indonesian | English", (*SETS, *ACROSS, "mean", "across")), flush=True)
    rivals = [(indonesian, "own") for indonesian in of] + [("own", "none"), ("own", "Snowball")]
    for indonesian, english in rivals:
        stem = by_language(of[indonesian], of[english])
        with analysed_by(stem):
            lexicon = made(both, stem)
            found = [measured(read(one), lexicon) for one in collections]
        means = [values.mean() for one in found for values in one.values()]
        means += [np.mean(means), np.mean(means[len(SETS) :])]
        print(line(f"{indonesian} | {english}", means), flush=True)


def read_arguments(description: str | None, *, aligned: bool = False) -> argparse.Namespace:
    """Return the folders of the data and of the links, which only some benchmarks need."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument(
        "--links", type=Path, required=aligned, help="folder of the alignment, created if it is missing"
    )
    return parser.parse_args()


def heading(first: str, columns: Sequence[str]) -> str:
    """Return the first two lines of a Markdown table."""
    names = f"| {first} | " + " | ".join(columns) + " |"
    return f"{names}\n" + "|---" * (names.count("|") - 1) + "|"


def line(first: str, values: Iterable[float]) -> str:
    """Return a row of a Markdown table."""
    return f"| {first} | " + " | ".join(f"{value:.4f}".removeprefix("0") for value in values) + " |"


def none(word: str, _: KnownLanguage) -> str:
    """Return the word itself."""
    return word


def snowball() -> Stemmer:
    """Return Snowball's stemmer of both languages; acronyms in capitals stay unchanged."""
    import snowballstemmer

    stems = {"id": snowballstemmer.stemmer("indonesian"), "en": snowballstemmer.stemmer("english")}
    return cache(lambda word, language: word if word.isupper() else stems[language].stemWord(word))


def sastrawi() -> Stemmer:
    """Return PySastrawi's stemmer of Indonesian words; it has none for English."""
    try:
        from Sastrawi.Stemmer.StemmerFactory import StemmerFactory
    except ImportError:
        sys.exit("PySastrawi is compared too, and is not there: pip install PySastrawi")
    stem = StemmerFactory().create_stemmer().stem
    # It would split words at other signs, and treat words in capitals as ordinary ones.
    plain = re.compile(r"[a-z]+(-[a-z]+)?")
    return cache(lambda word, _: stem(word) if plain.fullmatch(word) else word)


def by_language(indonesian: Stemmer, english: Stemmer) -> Stemmer:
    """Return a stemmer that uses one analyser for each language."""
    return lambda word, language: (indonesian if language == "id" else english)(word, language)


@contextmanager
def analysed_by(stem: Stemmer) -> Iterator[None]:
    """Let terms use an analyser's stems."""
    forget_terms()
    with patch.object(terms, "stem", stem):
        yield
    forget_terms()


if __name__ == "__main__":
    main()
