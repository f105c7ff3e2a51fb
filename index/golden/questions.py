"""Golden questions, and the sample of them from the articles that two generations share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING, Literal

from index.errors import NotFound
from index.snapshot import layout
from index.snapshot.catalog import Catalog
from index.text.sentences import split_sentences
from index.understanding.syntax import QUOTES

if TYPE_CHECKING:
    from pathlib import Path

    from index.records import Article
    from index.search import Searcher

Kind = Literal["given", "sampled"]

SAMPLE = 100
"""Number of sampled questions: about two seconds for both generations together."""
LOOKED_AT = 10 * SAMPLE
"""Most passages to try; the sample stays smaller if most articles are gone or changed."""
FEWEST_QUESTION_WORDS, MOST_QUESTION_WORDS = 5, 20
"""Words of a sampled question: shorter ones fit many articles, and nobody asks longer ones."""
SHOWN_CHARACTERS = 80
"""Most characters of a question in a message."""

_SYNTAX = re.compile(rf"[{QUOTES}«»]|(?<!\S)-")
"""Marks that require or exclude words in a question; in a sentence they have no such meaning."""


@dataclass(frozen=True, slots=True)
class GoldenQuestion:
    """A question and its answers."""

    text: str
    kind: Kind
    articles: frozenset[str]
    """Ids of the articles that answer it."""
    expected: str
    """Name of an answering article, for people."""
    gone: bool = False
    """For a given question: whether the serving generation has such an article, and the new one has none."""
    sentence: str | None = None
    """For a sampled question: an article with this sentence, like a copied wire story, is also an answer."""


def shortened(text: str) -> str:
    """Return a question as one line, cut between words if it is longer than `SHOWN_CHARACTERS`."""
    line = " ".join(text.split())
    if len(line) <= SHOWN_CHARACTERS:
        return line
    return (line[: SHOWN_CHARACTERS + 1].rpartition(" ")[0] or line[:SHOWN_CHARACTERS]) + " …"


def sampled_questions(serving: Path, candidate: Searcher) -> list[GoldenQuestion]:
    """Return a sentence of each of `SAMPLE` passages that the candidate should still find.

    They are the passages with the smallest content hashes: a sample as good as random, and the same each
    time. Only articles with the same title and text in both generations count.
    """
    golden: list[GoldenQuestion] = []
    with Catalog.open(serving / layout.CATALOG) as catalog:
        rows = [row for _, row in nsmallest(LOOKED_AT, catalog.hashes())]
        for first in range(0, len(rows), SAMPLE):
            for article, passage in catalog.passages(rows[first : first + SAMPLE]):
                sentence = _sentence(passage.text)
                if sentence and _unchanged(article, candidate):
                    text = " ".join(_SYNTAX.sub(" ", sentence).split())
                    ids = frozenset({article.id})
                    golden.append(GoldenQuestion(text, "sampled", ids, article.origin, sentence=sentence))
            if len(golden) >= SAMPLE:
                break
    return golden[:SAMPLE]


def _sentence(text: str) -> str | None:
    """Return the first words of the first sentence that has enough words; None if there is none."""
    for start, end in split_sentences(text):
        words = list(re.finditer(r"\S+", text[start:end]))
        if len(words) >= FEWEST_QUESTION_WORDS:
            return text[start : start + words[:MOST_QUESTION_WORDS][-1].end()]
    return None


def _unchanged(article: Article, other: Searcher) -> bool:
    try:
        there = other.article(article.id)
    except NotFound:
        return False
    return (there.title, there.body) == (article.title, article.body)
