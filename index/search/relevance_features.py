"""What the relevance of hits is judged by, out of the candidates of a question."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.ranking.fusion import standardised
from index.search.candidates import kind_of
from index.search.retrieval import DEPTH, candidates, within
from index.search.scoring import mistaken_names, time_weight
from index.text.spans import covered
from index.text.words import abbreviations
from index.times.quarters import is_of_business, quarters
from index.times.words import is_reported

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from index.ranking.relevance import Features
    from index.records import Span
    from index.search.candidates import Candidates
    from index.search.reader import IndexReader
    from index.search.retrieval import Query
    from index.understanding.parsed_question import ParsedQuestion


def background(reader: IndexReader, query: Query, found: Candidates) -> Candidates:
    """What the question finds in the whole index, whichever articles may answer.

    A hit stands out from that, or it does not; among the two articles of a day that is asked for, one always
    does and the other never.
    """
    return found if query.allowed is None else candidates(reader, replace(query, allowed=None), DEPTH)


def features(
    reader: IndexReader, query: Query, found: Candidates, places: Sequence[int], whole: Candidates
) -> Features:
    """The features of candidates at some places, [places, FEATURES], see `index.ranking.relevance`.

    Of an abbreviation, the words that it stands for count, as if they were written out; of alternatives, for
    each passage the one that it holds best, see `_demand`.

    Args:
        reader: the index.
        query: the question.
        found: the candidates that may answer.
        places: positions among them.
        whole: what `background` gives.
    """
    at = np.asarray(places, np.int64)
    demand = _demand(reader, query.asked, found.rows[at])
    reach = demand.weight + time_weight(reader, query.asked.terms, query.timely)
    kind = kind_of(query.asked)
    dense, lexical = kind.language_debiased(found.dense, found.lexical, found.other_language)
    levels = kind.language_debiased(whole.dense, whole.lexical, whole.other_language)
    all_dense, all_lexical = (leg[whole.first] for leg in levels)
    share = kind.dense_share
    every = np.ones(len(at))
    return np.column_stack(
        [
            found.dense[at],
            found.lexical[at] / reach.astype(np.float32),
            share * standardised(dense[at], all_dense),
            (1 - share) * standardised(lexical[at], all_lexical),
            np.log(demand.words),
            found.other_language[at],
            every * all_dense.mean(),
            every * all_lexical.mean() / reach,
            every * np.log(len(all_dense)),
            every * query.asked.asks,
            demand.lacking,
        ]
    ).astype(np.float64)


def _written_out(asked: ParsedQuestion) -> dict[str, set[str]]:
    """Stem of each abbreviation -> those of the words that it stands for, which are told at its place.

    Figures are short for an amount in words.
    """
    told: dict[Span, set[str]] = defaultdict(set)
    for term, place in zip(asked.terms, asked.places, strict=True):
        told[place].add(term.stem)
    meant = {
        term.stem: told[place] - {term.stem}
        for term, place in zip(asked.terms, asked.places, strict=True)
        if term.word in abbreviations() or term.word in asked.amounts
    }
    # One of the other language has nothing beside it, and is a word like any.
    return {stem: words for stem, words in meant.items() if words}


class _Demand(NamedTuple):
    """What is asked of each passage, [rows] each."""

    weight: NDArray[np.float64]
    """The sum of the idf of the stems."""
    words: NDArray[np.float64]
    """The number of the stems."""
    lacking: NDArray[np.float64]
    """The idf of the rarest stem that it does not hold, as a share of the rarest one's."""


class _Alternative(NamedTuple):
    """What may be said instead of others."""

    stems: list[str]
    where: NDArray[np.bool_] | bool = True
    """The passages in which nothing but the stems is asked for, [rows]."""


def _demand(reader: IndexReader, asked: ParsedQuestion, rows: NDArray[np.int64]) -> _Demand:
    """What is asked of some passages, [rows]: all words, but of alternatives what each lacks least of.

    The weight is that of all alternatives that it holds, for its BM25 is. Relevance is then nearest to what
    it is where each is asked for alone: .05 off in the mean of 500 hits for 17 pairs of words beside `OR`,
    .10 by the weight of one, and .40 by that of all.
    """
    written_out = _written_out(asked)
    stems = [term.stem for term in asked.terms if term.stem not in written_out]
    idf = {stem: reader.postings.idf(stem) for stem in stems}
    lacks = _lacks(reader, asked.names, idf, written_out, rows)
    groups = [*_alternatives(asked, idf), *_quarters(reader, asked, idf, rows)]
    either = {stem for group in groups for one in group for stem in one.stems}
    weight, words, rarest, lacking = np.zeros((4, len(rows)))
    for group in ([_Alternative([stem for stem in idf if stem not in either])], *groups):
        lacked = np.array([np.where(one.where, _most(lacks, one.stems, len(rows)), np.inf) for one in group])
        best = lacked.argmin(axis=0)
        told = (lacked == 0) | (best == np.arange(len(group))[:, np.newaxis])
        for stem in dict.fromkeys(stem for one in group for stem in one.stems):
            weight += idf[stem] * told[[stem in one.stems for one in group]].any(axis=0)
        words += np.array([len(one.stems) for one in group])[best]
        heaviest = [max((idf[stem] for stem in one.stems), default=0.0) for one in group]
        rarest = np.maximum(rarest, np.array(heaviest)[best])
        lacking = np.maximum(lacking, lacked.min(axis=0))
    # Without a word, nothing is lacking.
    return _Demand(np.where(words, weight, 1.0), np.maximum(words, 1), lacking / np.where(words, rarest, 1.0))


def _most(lacks: Mapping[str, NDArray[np.float64]], stems: Iterable[str], rows: int) -> NDArray[np.float64]:
    """What passages lack most of some stems, [rows]."""
    most: NDArray[np.float64] = np.maximum.reduce([np.zeros(rows), *(lacks[stem] for stem in stems)])
    return most


def _alternatives(asked: ParsedQuestion, stems: Collection[str]) -> Iterator[list[_Alternative]]:
    """The words beside `OR`, by group; those that are none of the stems are no alternative."""
    for group in asked.alternatives:
        places = (re.search(rf"(?<!\w){re.escape(words)}(?!\w)", asked.text) for words in group)
        said = [_stems_within(asked, stems, [place.span()]) for place in places if place]
        if len(found := [_Alternative(one) for one in said if one]) > 1:
            yield found


def _quarters(
    reader: IndexReader, asked: ParsedQuestion, stems: Collection[str], rows: NDArray[np.int64]
) -> Iterator[list[_Alternative]]:
    """The words of quarters and halves of the question, and what will do instead: to say them in another way.

    So will to be of that time and name none, unless words of business ask for what is reported of it later.
    The relevance of 40 articles that say theirs in another way than the question has a mean of .90, and of
    .48 by the question's words; with another quarter asked for it is .33 by both.
    """
    times = [one for one in asked.times if is_reported(one.text)]
    named = list(quarters(asked.text, asked.language)) if times else []
    if not named:
        return
    of_years = {str(one.since.year) for one in times if one.since}
    years = [stem for stem in stems if stem in of_years]
    every = [*_stems_within(asked, stems, [place for place, _ in named]), *years]
    told = [
        {name for _, name in quarters(f"{article.title or ''}\n{passage.text}", article.language)}
        for article, passage in reader.catalog.passages(rows.tolist())
    ]
    says = np.array([{name for _, name in named} <= names for names in told], np.bool_)
    group = [_Alternative(every), _Alternative(years, says)]
    if not is_of_business(asked.question):
        silent = np.array([not names for names in told], np.bool_)
        group.append(_Alternative([], silent & within(reader, times)[rows]))
    yield group


def _stems_within(asked: ParsedQuestion, stems: Collection[str], places: Iterable[Span]) -> list[str]:
    """Those of some stems whose words stand in some places of the question's text."""
    here = covered(places)
    told = zip(asked.terms, asked.places, strict=True)
    return [term.stem for term, place in told if term.stem in stems and not here.isdisjoint(range(*place))]


def _lacks(
    reader: IndexReader,
    names: Collection[str],
    weights: Mapping[str, float],
    written_out: Mapping[str, set[str]],
    rows: NDArray[np.int64],
) -> dict[str, NDArray[np.float64]]:
    """The weight of each of some stems where a passage does not hold it, else 0, [rows].

    Args:
        reader: the index.
        names: stems that no translation stands for.
        weights: the idf of each stem of the question, but for abbreviations.
        written_out: the stem of each abbreviation, which says these others as well.
        rows: the passages, [rows].
    """
    mistaken = mistaken_names(reader, names, rows)
    lacks = {}
    for stem, weight in weights.items():
        saying = [stem, *(short for short, words in written_out.items() if stem in words)]
        held = np.logical_or.reduce([reader.postings.holding(one, rows) for one in saying])
        held &= ~mistaken.get(stem, np.False_)
        lacks[stem] = np.where(held, 0, weight)
    return lacks
