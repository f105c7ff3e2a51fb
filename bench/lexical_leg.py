"""The lexical leg alone, over some of the articles of a judged set, with any lexicon and stems."""

from __future__ import annotations

import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

import numpy as np

from index import Filters, Preferences, open_encoder
from index.evaluation.measures import MEASURES, by_question
from index.lexical.lexicon import Lexicon
from index.lexical.postings import Postings, top
from index.lexical.postings_writer import PostingsWriter
from index.lexical.term_vectors import TermVectors, TermVectorsWriter
from index.reading import find_files, read_file
from index.records import Article
from index.search.adapting import read_foreign_words
from index.search.candidates import DEPTH
from index.search.leg_scores import lexical_scores
from index.snapshot.embedding import PassageInput
from index.spelling.frequencies import WordFrequencies
from index.text import terms, word_patterns
from index.text.passages import contexts, cut_passages
from index.text.terms import parted, spanned_terms
from index.understanding.parsing import checked_question, parse_question

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from index import Encoder
    from index.judged import JudgedSet
    from index.records import Language, Span
    from index.text.terms import SpannedTerm
    from index.understanding.parsed_question import ParsedQuestion

MOST_ARTICLES = 1_500


class Passage(NamedTuple):
    """The indexed text of a passage: its heading and its text."""

    article: str
    text: str
    language: Language
    sentences: list[Span]
    begin: int
    """Start of the passage's own text, after the heading."""
    title: str | None
    """Of the article."""


class Collection(NamedTuple):
    """Passages, and the sets of questions that are asked of them, by name."""

    passages: list[Passage]
    sets: dict[str, JudgedSet]


class Read(NamedTuple):
    """A collection as an analyser reads it."""

    collection: Collection
    terms: list[list[SpannedTerm]]
    """The terms of each passage, with their places."""
    asked: dict[str, dict[str, ParsedQuestion]]
    """Questions by the name of the set, then the name of the question."""


def forget_terms() -> None:
    """Clear the caches of words, so that words are analysed again."""
    terms._reader.cache_clear()
    word_patterns.word_pattern.cache_clear()
    word_patterns.short_amount.cache_clear()


def collection(corpus: Path, sets: Mapping[str, JudgedSet]) -> Collection:
    """Return sets of questions over one corpus: the articles that answer, then the first of the others."""
    answering = {name for one in sets.values() for of_one in one.judgements.values() for name in of_one}
    [file] = find_files([str(corpus)]).files
    articles = [one for one in read_file(file) if isinstance(one, Article)]
    articles.sort(key=lambda one: one.record_id not in answering)
    encoder = open_encoder()
    passages = [one for article in articles[:MOST_ARTICLES] for one in cut(article, encoder)]
    return Collection(passages, dict(sets))


def cut(article: Article, encoder: Encoder) -> Iterator[Passage]:
    """Yield the passages of an article, as long as a model takes them."""
    spans, budget = encoder.token_spans, encoder.passage_tokens
    passages = cut_passages(article, spans, budget=budget)
    for text, passage in zip(contexts(article, passages, spans, budget=budget), passages, strict=True):
        read = PassageInput.of(text, len(passage.text), article.language)
        name = article.record_id or article.id
        yield Passage(name, text, article.language, read.sentences, read.begin, article.title)


def read(collection: Collection) -> Read:
    """Return the terms of passages and questions."""
    off = Preferences(time="off")
    return Read(
        collection,
        [spanned_terms(one.text, one.language) for one in collection.passages],
        {
            name: {
                asked: parse_question(checked_question(text), Filters(), off)
                for asked, text in one.questions.items()
            }
            for name, one in collection.sets.items()
        },
    )


def measured(read: Read, lexicon: Lexicon) -> dict[str, NDArray[np.float64]]:
    """Return for each set the nDCG@10 of its questions with a lexicon."""
    with (
        tempfile.TemporaryDirectory() as temporary,
        patch.object(Lexicon, "bundled", lambda: lexicon),
    ):
        reader = written(Path(temporary), read, lexicon)
        frequencies = WordFrequencies(reader.postings, lambda _: [])
        articles = [passage.article for passage in read.collection.passages]
        found = {}
        for name, questions in read.asked.items():
            rankings = {
                asked: ranking(reader, articles, read_foreign_words(question, frequencies))
                for asked, question in questions.items()
            }
            judgements = read.collection.sets[name].judgements
            found[name] = by_question(judgements, rankings)[:, MEASURES.index("nDCG@10")]
    return found


def written(folder: Path, read: Read, lexicon: Lexicon) -> SimpleNamespace:
    """Write the postings and term vectors that the lexical leg reads to a folder; titles stay in memory."""
    postings = PostingsWriter(folder, lexicon)
    with TermVectorsWriter(folder) as vectors:
        for passage, spanned in zip(read.collection.passages, read.terms, strict=True):
            title, *sentences = parted(spanned, [start for start, _ in passage.sentences])
            postings.add(title, sentences, passage.language)
            vectors.add(passage.sentences, spanned, passage.begin)
    postings.finish()
    titled = SimpleNamespace(passages=lambda rows: [(read.collection.passages[row], None) for row in rows])
    return SimpleNamespace(
        postings=Postings.open(folder), term_vectors=TermVectors.open(folder), catalog=titled
    )


def ranking(reader: SimpleNamespace, articles: Sequence[str], asked: ParsedQuestion) -> list[str]:
    """Return the articles that the lexical leg finds, best first.

    Args:
        reader: the parts of an index that the leg reads.
        articles: the article of each passage.
        asked: the question.
    """
    scores = reader.postings.scores(asked.terms)
    rows = top(scores, DEPTH)
    found = lexical_scores(reader, asked, rows, scores)
    return list(dict.fromkeys(articles[row] for row in rows[np.argsort(-found, kind="stable")]))
