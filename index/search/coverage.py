"""Coverage: what a question requires of a passage, word by word, and what the passage lacks of it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.search.adapting import time_spans
from index.search.leg_scores import mistaken_names
from index.search.masks import published_within
from index.text.spans import covered, overlaps
from index.text.words import abbreviations
from index.times.quarters import is_of_business, quarters
from index.times.words import is_reported

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from index.arrays import Mask, Rows
    from index.records import Span
    from index.search.reader import IndexReader
    from index.understanding.parsed_question import ParsedQuestion


class Required(NamedTuple):
    """What a question requires of each passage, [rows] each."""

    weight: NDArray[np.float64]
    """The sum of the idf of the stems."""
    words: NDArray[np.float64]
    """The number of the stems."""
    lacking: NDArray[np.float64]
    """The idf of the rarest stem that it does not hold, divided by that of the rarest stem."""


class _Alternative(NamedTuple):
    """Stems that a passage may hold in place of those of other alternatives."""

    stems: list[str]
    where: Mask | bool = True
    """The passages to which the alternative applies, [rows]."""


def required(reader: IndexReader, asked: ParsedQuestion, rows: Rows) -> Required:
    """Return what a question requires of passages: all words, but of alternatives only the least lacking one.

    The weight is that of all alternatives that a passage holds, since its BM25 counts them all. Relevance is
    then nearest to that of each alternative asked for alone: .05 off in the mean of 500 hits for 17 pairs of
    words beside `OR`, against .10 with the weight of one alternative, and .40 with that of all.
    """
    written_out = _written_out(asked)
    stems = [term.stem for term in asked.terms if term.stem not in written_out]
    idf = {stem: reader.postings.idf(stem) for stem in stems}
    lacks = _lacks(reader, asked.names, idf, written_out, rows)
    groups = [*_alternatives(asked, idf), *_times(reader, asked, idf, rows)]
    optional = {stem for group in groups for each in group for stem in each.stems}
    weight, words, rarest, lacking = np.zeros((4, len(rows)))
    for group in ([_Alternative([stem for stem in idf if stem not in optional])], *groups):
        lacked = np.array(
            [np.where(each.where, _most(lacks, each.stems, len(rows)), np.inf) for each in group]
        )
        best = lacked.argmin(axis=0)
        counted = (lacked == 0) | (best == np.arange(len(group))[:, np.newaxis])
        for stem in dict.fromkeys(stem for each in group for stem in each.stems):
            weight += idf[stem] * counted[[stem in each.stems for each in group]].any(axis=0)
        words += np.array([len(each.stems) for each in group])[best]
        heaviest = [max((idf[stem] for stem in each.stems), default=0.0) for each in group]
        rarest = np.maximum(rarest, np.array(heaviest)[best])
        lacking = np.maximum(lacking, lacked.min(axis=0))
    # A question without words lacks nothing.
    return Required(
        np.where(words, weight, 1.0), np.maximum(words, 1), lacking / np.where(words, rarest, 1.0)
    )


def _written_out(asked: ParsedQuestion) -> dict[str, set[str]]:
    """Return by the stem of each abbreviation those of the words it is short for, which have the same span.

    Figures are short for an amount in words.
    """
    stems: dict[Span, set[str]] = defaultdict(set)
    for term, span in asked.spanned_terms:
        stems[span].add(term.stem)
    meant = {
        term.stem: stems[span] - {term.stem}
        for term, span in asked.spanned_terms
        if term.word in abbreviations() or term.word in asked.amounts
    }
    # An abbreviation of the other language has no such words, and counts as a word itself.
    return {stem: words for stem, words in meant.items() if words}


def _most(lacks: Mapping[str, NDArray[np.float64]], stems: Iterable[str], rows: int) -> NDArray[np.float64]:
    """Return the weight of the heaviest of some stems that a passage lacks, [rows]."""
    most: NDArray[np.float64] = np.maximum.reduce([np.zeros(rows), *(lacks[stem] for stem in stems)])
    return most


def _alternatives(asked: ParsedQuestion, stems: Collection[str]) -> Iterator[list[_Alternative]]:
    """Yield the words beside `OR`, by group; words without one of the stems are no alternative."""
    for group in asked.alternatives:
        matches = (re.search(rf"(?<!\w){re.escape(words)}(?!\w)", asked.text) for words in group)
        within = [_stems_within(asked, stems, [match.span()]) for match in matches if match]
        if len(found := [_Alternative(each) for each in within if each]) > 1:
            yield found


def _times(
    reader: IndexReader, asked: ParsedQuestion, stems: Collection[str], rows: Rows
) -> Iterator[list[_Alternative]]:
    """Yield the words of times that stay search terms, with their alternatives.

    In place of a year alone, an article may be of that year.
    """
    yield from _quarters(reader, asked, stems, rows)
    dropped = asked.publication_times
    for time in asked.times:
        if time not in dropped and not is_reported(time.text):
            words = _stems_within(asked, stems, time_spans(asked.text, [time]))
            then = published_within(reader, [time])[rows]
            yield [_Alternative(words), _Alternative([], then)]


def _quarters(
    reader: IndexReader, asked: ParsedQuestion, stems: Collection[str], rows: Rows
) -> Iterator[list[_Alternative]]:
    """Yield the words of the question's quarters and halves of a year, with their alternatives.

    A passage may name the same quarters in other words. It may also name no quarter and be of that time,
    unless words of business ask for reports, which come later. The relevance of 40 articles that name their
    quarter in other words than the question has a mean of .90, and of .48 with the question's words only;
    with another quarter asked for it is .33 both ways.
    """
    times = [time for time in asked.times if is_reported(time.text)]
    named = list(quarters(asked.text, asked.language)) if times else []
    if not named:
        return
    figures = {str(time.since.year) for time in times if time.since}
    years = [stem for stem in stems if stem in figures]
    every = [*_stems_within(asked, stems, [span for span, _ in named]), *years]
    in_passages = [
        {name for _, name in quarters(f"{article.title or ''}\n{passage.text}", article.language)}
        for article, passage in reader.catalog.passages(rows.tolist())
    ]
    same = np.array([{name for _, name in named} <= names for names in in_passages], np.bool_)
    group = [_Alternative(every), _Alternative(years, same)]
    if not is_of_business(asked.question):
        unnamed = np.array([not names for names in in_passages], np.bool_)
        group.append(_Alternative([], unnamed & published_within(reader, times)[rows]))
    yield group


def _stems_within(asked: ParsedQuestion, stems: Collection[str], spans: Iterable[Span]) -> list[str]:
    """Return those of some stems whose words overlap some spans of the question's text."""
    here = covered(spans)
    return [term.stem for term, span in asked.spanned_terms if term.stem in stems and overlaps(span, here)]


def _lacks(
    reader: IndexReader,
    names: Collection[str],
    weights: Mapping[str, float],
    written_out: Mapping[str, set[str]],
    rows: Rows,
) -> dict[str, NDArray[np.float64]]:
    """Return by stem its weight where a passage does not hold it, else 0, [rows].

    Args:
        reader: the index.
        names: stems of names, which a passage does not hold by a translation.
        weights: the idf of each stem of the question, without abbreviations.
        written_out: what `_written_out` returns; a passage holds a word by its abbreviation too.
        rows: the passages, [rows].
    """
    mistaken = mistaken_names(reader, names, rows)
    lacks = {}
    for stem, weight in weights.items():
        ways = [stem, *(short for short, words in written_out.items() if stem in words)]
        held = np.logical_or.reduce([reader.postings.holding(way, rows) for way in ways])
        held &= ~mistaken.get(stem, np.False_)
        lacks[stem] = np.where(held, 0, weight)
    return lacks
