"""Queries for relevance besides judged questions: keywords, pasted text, and names that no article has.

Most searches are a word or two, and judged sets have no such queries. They are made from a judged set: words
of a question, the beginning of an article that answers, names from the list that ships.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from index.lexical.lexicon import Lexicon
from index.search.leg_scores import SURE_TRANSLATION
from index.search.topic import LEAST_TOPIC_IDF
from index.text.stems import names
from index.text.terms import spanned_terms

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from index.records import Article, Language, Passage
    from index.search.reader import IndexReader

Kind = Literal["question", "keywords", "pasted", "unknown", "read"]
KINDS: tuple[Kind, ...] = ("question", "keywords", "pasted", "unknown", "read")

MOST_KEYWORDS = 4
LEAST_PASTED, MOST_PASTED = 150, 4_000
"""Characters; a question may have 10,000."""


def keywords(question: str, language: Language, reader: IndexReader, random: np.random.Generator) -> str:
    """Return one to four content words of a question in order; empty if it has none."""
    found = {
        question[start:end]: None
        for term, (start, end) in spanned_terms(question, language)
        if reader.postings.document_frequency(term.stem) and reader.postings.idf(term.stem) >= LEAST_TOPIC_IDF
    }
    count = min(len(found), int(random.integers(1, MOST_KEYWORDS + 1)))
    chosen = set(random.permutation(list(found))[:count].tolist())
    return " ".join(word for word in found if word in chosen)


def pasted(text: str, random: np.random.Generator) -> str:
    """Return the beginning of a text."""
    return text[: int(random.integers(LEAST_PASTED, MOST_PASTED))]


def strangers(reader: IndexReader) -> list[str]:
    """Return the names that no passage contains."""
    return [name for name in sorted(names()) if not reader.postings.document_frequency(name)]


def unknown(strange: Sequence[str], random: np.random.Generator) -> str:
    """Return one or two of such names."""
    return " ".join(random.choice(np.array(strange), int(random.integers(1, 3)), replace=False).tolist())


def holds(stems: Collection[str], article: Article, passage: Passage) -> bool:
    """Whether a passage or its headline contains all stems, directly or by a sure translation."""
    lexicon = Lexicon.bundled()
    found: set[str] = set()
    for term, _ in spanned_terms(f"{article.title}\n{passage.text}", article.language):
        found.add(term.stem)
        found.update(
            stem
            for stem, chance in lexicon.translations(term, article.language)
            if chance >= SURE_TRANSLATION
        )
    return bool(stems) and found.issuperset(stems)
