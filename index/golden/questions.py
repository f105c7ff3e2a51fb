"""Golden questions, and those that are sampled from the articles that two generations share."""

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
"""Passages asked for: about two seconds, both generations together."""
LOOKED_AT = 10 * SAMPLE
"""Passages tried before a sample stays short because most articles have gone or changed."""
FEWEST_WORDS, MOST_WORDS = 5, 20
"""Of a sampled question: shorter ones fit many articles, longer ones nobody asks."""
SHOWN_CHARACTERS = 80
"""Of a question, in a message about it."""

_SYNTAX = re.compile(rf"[{QUOTES}«»]|(?<!\S)-")
"""Marks by which a question demands or excludes words; a sentence means nothing by them."""


@dataclass(frozen=True, slots=True)
class GoldenQuestion:
    """A question, and what counts as its answer."""

    text: str
    kind: Kind
    articles: frozenset[str]
    """Ids; any of them will do."""
    expected: str
    """Where the answer comes from, for people."""
    gone: bool = False
    """Of a given question: the serving generation holds such an article, and the new one holds none."""
    sentence: str | None = None
    """Of a sampled question: an article that holds this very sentence, a wire story say, will do as well."""


def shortened(text: str) -> str:
    """A question in one line, cut between words where it is longer than `SHOWN_CHARACTERS`."""
    line = " ".join(text.split())
    if len(line) <= SHOWN_CHARACTERS:
        return line
    return (line[: SHOWN_CHARACTERS + 1].rpartition(" ")[0] or line[:SHOWN_CHARACTERS]) + " …"


def sampled_questions(serving: Path, candidate: Searcher) -> list[GoldenQuestion]:
    """A sentence of each of `SAMPLE` passages that the candidate should still find.

    The passages are those with the smallest content hashes: as good as drawn by lot, and the same ones every
    time. An article counts while its title and text are what they were.
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
    """The beginning of the first sentence with enough words; None where no sentence has them."""
    for start, end in split_sentences(text):
        words = list(re.finditer(r"\S+", text[start:end]))
        if len(words) >= FEWEST_WORDS:
            return text[start : start + words[:MOST_WORDS][-1].end()]
    return None


def _unchanged(article: Article, other: Searcher) -> bool:
    try:
        there = other.article(article.id)
    except NotFound:
        return False
    return (there.title, there.body) == (article.title, article.body)
