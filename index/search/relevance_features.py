"""The features by which the relevance of hits is estimated, see `index.ranking.relevance`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from index.ranking.fusion import z_scores
from index.search.candidates import DEPTH
from index.search.coverage import required
from index.search.fused import kind_of
from index.search.leg_scores import elsewhen, time_weight
from index.search.retrieval import candidates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.arrays import Rows
    from index.ranking.relevance import Features
    from index.search.candidates import Candidates
    from index.search.reader import IndexReader
    from index.search.retrieval import Query


ELSEWHEN = 0.7
"""Share of its relevance that a passage loses if it is neither of the time that the question names nor
mentions it. For 300 questions with a wrong month, first hits so have .30 on average, and .81 without
(`bench/timed_questions.py`). It does not fall to 0, since people misremember times."""


def background(reader: IndexReader, query: Query, found: Candidates) -> Candidates:
    """Return the candidates of the question in the whole index, whichever passages may answer.

    Relevance depends on how far a hit stands out from these. Among only the two articles of a day, say, one
    always stands out and the other never does.
    """
    return found if query.allowed is None else candidates(reader, replace(query, allowed=None), DEPTH)


def rescored(reader: IndexReader, query: Query, found: Candidates) -> Candidates:
    """Return the candidates of another question with the scores that they have for this one."""
    among = np.zeros(reader.columns.rows, np.bool_)
    among[found.rows] = True
    return candidates(reader, replace(query, allowed=among), len(found.rows))


def features(
    reader: IndexReader, query: Query, found: Candidates, positions: Sequence[int], whole: Candidates
) -> Features:
    """Return the features of candidates at some positions, float64 [positions, FEATURES].

    Abbreviations count as if they were written out. Of alternatives, the one counts that a passage holds
    best, see `index.search.coverage`.

    Args:
        reader: the index.
        query: the question.
        found: the candidates that may answer.
        positions: positions among them.
        whole: what `background` returns.
    """
    at = np.asarray(positions, np.int64)
    needed = required(reader, query.asked, found.rows[at])
    reach = needed.weight + time_weight(reader, query.asked.terms, query.timely)
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
            share * z_scores(dense[at], all_dense),
            (1 - share) * z_scores(lexical[at], all_lexical),
            np.log(needed.words),
            found.other_language[at],
            every * all_dense.mean(),
            every * all_lexical.mean() / reach,
            every * np.log(len(all_dense)),
            every * query.asked.asks,
            needed.lacking,
        ]
    ).astype(np.float64)


def timeliness(reader: IndexReader, query: Query, rows: Rows) -> NDArray[np.float64]:
    """Return the share of their relevance that passages keep by their time, [rows].

    It is 1 where times do not count, and for a headline, whose article need not be of the time that it names.
    """
    asked = query.asked
    if asked.time_use == "off" or not asked.publication_times or not asked.is_request:
        return np.ones(len(rows))
    return 1 - ELSEWHEN * elsewhen(reader, asked, rows)
