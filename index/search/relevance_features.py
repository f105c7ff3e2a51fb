"""What the relevance of hits is judged by, out of the candidates of a question."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from index.ranking.fusion import standardised
from index.search.candidates import kind_of
from index.search.retrieval import DEPTH, candidates
from index.search.scoring import mistaken_names, time_weight
from index.text.words import abbreviations

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from index.ranking.relevance import Features
    from index.records import Span
    from index.search.candidates import Candidates, Floats
    from index.search.parsed_question import ParsedQuestion
    from index.search.reader import IndexReader
    from index.search.retrieval import Query


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

    Of an abbreviation, the words that it stands for count, as if they were written out.

    Args:
        reader: the index.
        query: the question.
        found: the candidates that may answer.
        places: positions among them.
        whole: what `background` gives.
    """
    at = np.asarray(places, np.int64)
    written_out = _written_out(query.asked)
    stems = [term.stem for term in query.asked.terms if term.stem not in written_out]
    weights = {stem: reader.postings.idf(stem) for stem in stems}
    reach = sum(weights.values()) or 1.0
    reach += time_weight(reader, query.asked.terms, query.timely)
    kind = kind_of(query.asked)
    dense, lexical = kind.language_debiased(found.dense, found.lexical, found.other_language)
    levels = kind.language_debiased(whole.dense, whole.lexical, whole.other_language)
    all_dense, all_lexical = (leg[whole.first] for leg in levels)
    share = kind.dense_share
    every = np.ones(len(at))
    return np.column_stack(
        [
            found.dense[at],
            found.lexical[at] / reach,
            share * standardised(dense[at], all_dense),
            (1 - share) * standardised(lexical[at], all_lexical),
            every * np.log(max(1, len(weights))),
            found.other_language[at],
            every * all_dense.mean(),
            every * all_lexical.mean() / reach,
            every * np.log(len(all_dense)),
            every * query.asked.asks,
            _lacking(reader, query.asked.names, weights, written_out, found.rows[at]),
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


def _lacking(
    reader: IndexReader,
    names: Collection[str],
    weights: Mapping[str, float],
    written_out: Mapping[str, set[str]],
    rows: NDArray[np.int64],
) -> Floats:
    """The weight of the rarest of some stems that each passage does not hold, as a share of the rarest one's.

    Args:
        reader: the index.
        names: stems that no translation stands for.
        weights: the idf of each stem of the question, but for abbreviations.
        written_out: the stem of each abbreviation, which says these others as well.
        rows: the passages, [rows].
    """
    most = np.zeros(len(rows), np.float32)
    mistaken = mistaken_names(reader, names, rows)
    for stem, weight in weights.items():
        saying = [stem, *(short for short, words in written_out.items() if stem in words)]
        held = np.logical_or.reduce([reader.postings.holding(one, rows) for one in saying])
        held &= ~mistaken.get(stem, np.False_)
        most = np.maximum(most, np.where(held, 0, weight))
    return most / max(weights.values(), default=1.0)
