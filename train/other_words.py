"""`python -m train.other_words --data ../shared/data`, after `train.stems`: list rightly spelt words.

`words_*.txt` has words that are in neither the tables of stems nor the list of names: the words of the
glossary, the words of the teacher's vocabulary that news writes with a small letter, and words that several
articles contain. Several articles can also share a typo of a frequent word. So a word of the articles is left
out if another word, one edit away, is so much more frequent that this many articles may well have mistyped
it.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path
from string import ascii_lowercase
from typing import TYPE_CHECKING

from index.records import KNOWN_LANGUAGES
from index.spelling.near_words import SLIPS, is_slip
from index.text.normalised import bare
from index.text.stems import listed, names
from index.text.words import usual_names
from train.examples import news
from train.glossary import entries
from train.names import capitals
from train.vocabulary import load, teacher_folder, teacher_pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from train.names import Written

ARTICLES = {"id": 5, "en": 10}
"""Fewest articles that contain a word. There are twice as many English ones, and they come from 75
countries."""
OTHER_TYPOS = 400
"""How many times more frequent a word is than a typo of it that is no slip (for slips see `SLIPS`): the real
word `manja` occurs once for 70 `mana`."""
SHORTEST = 4
"""Fewest letters of a listed word: shorter words are never corrected."""
_WORD = re.compile(rf"(?<![\w'’-])[^\W\d_]{{{SHORTEST},}}(?![\w'’-])")


def main() -> None:
    """Read news, write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with news/")
    parser.add_argument("--tables", type=Path, default=Path("index/text/languages"))
    arguments = parser.parse_args()
    texts = [
        (language, article["title"], article["text"] or "")
        for language, article in news(arguments.data / "news")
    ]
    # A title is a line of its own.
    articles = holding((language, f"{title}\n{text}") for language, title, text in texts)
    written = capitals((language, text) for language, _, text in texts)
    known = {language: {entry.word for entry in entries(language)} for language in KNOWN_LANGUAGES}
    known["en"] |= small(teacher_pieces(load(teacher_folder() / "tokenizer.json")), written["en"])
    elsewhere = names().union(usual_names(), *map(listed, KNOWN_LANGUAGES))
    for language in KNOWN_LANGUAGES:
        found = {word for word in known[language] if word.isalpha() and len(word) >= SHORTEST}
        found.update(rightly_spelt(articles[language], ARTICLES[language]))
        words = sorted(found - elsewhere)
        (arguments.tables / f"words_{language}.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
        print(f"{language}: {len(words)} words")


def holding(texts: Iterable[tuple[str, str]]) -> dict[str, Counter[str]]:
    """Return by language how many texts (language, text) contain each word that is not in capitals."""
    articles: dict[str, Counter[str]] = {language: Counter() for language in KNOWN_LANGUAGES}
    for language, text in texts:
        words = {bare(word) for word in set(_WORD.findall(text)) if not word.isupper()}
        articles[language].update(word for word in words if word.isascii())
    return articles


def rightly_spelt(articles: Mapping[str, int], least: int) -> Iterator[str]:
    """Yield the words that at least `least` articles contain and that are no typos of others."""
    for word, count in articles.items():
        if count >= least and not any(
            articles.get(other, 0) >= count * (SLIPS if is_slip(word, other) else OTHER_TYPOS)
            for other in _one_edit_from(word)
        ):
            yield word


def small(words: Iterable[str], written: Mapping[str, Written]) -> set[str]:
    """Return the words that occur within sentences of news, more often with a small letter than without."""
    return {word for word in words if word in written and written[word].small > written[word].capital}


def _one_edit_from(word: str) -> Iterator[str]:
    """Yield all words with one letter more, less or different, or with two letters swapped."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        yield from (before + letter + after for letter in ascii_lowercase)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in ascii_lowercase if letter != after[0])
        if len(after) > 1 and after[0] != after[1]:
            yield before + after[1] + after[0] + after[2:]


if __name__ == "__main__":
    main()
