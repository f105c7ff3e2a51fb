"""What the relevance of hits is judged by, out of the candidates of a question."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from index.ranking.fusion import dense_share, levelled, standardised
from index.search.looking import DEPTH, candidates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.ranking.relevance import Signals
    from index.search.candidates import Candidates
    from index.search.looking import Look
    from index.search.opened import Opened


def background(opened: Opened, look: Look, found: Candidates) -> Candidates:
    """What the question finds in the whole index, whichever articles may answer.

    A hit stands out from that, or it does not; among the two articles of a day that is asked for, one always
    does and the other never.
    """
    return found if look.allowed is None else candidates(opened, replace(look, allowed=None), DEPTH)


def signals(
    opened: Opened, look: Look, found: Candidates, places: Sequence[int], whole: Candidates
) -> Signals:
    """The signals of candidates at some places, [places, SIGNALS], see `index.ranking.relevance`.

    Args:
        opened: the index.
        look: the question.
        found: the candidates that may answer.
        places: positions among them.
        whole: what `background` gives.
    """
    at = np.asarray(places, np.int64)
    stems = {term.stem for term in look.asked.terms}
    reach = sum(opened.postings.idf(stem) for stem in stems) or 1.0
    dense, lexical = levelled(found.dense, found.lexical, found.other_language)
    all_dense, all_lexical = levelled(whole.dense, whole.lexical, whole.other_language)
    share = dense_share(len(stems))
    every = np.ones(len(at))
    return np.column_stack(
        [
            found.dense[at],
            found.lexical[at] / reach,
            share * standardised(dense[at], all_dense),
            (1 - share) * standardised(lexical[at], all_lexical),
            every * np.log(max(1, len(stems))),
            found.other_language[at],
            every * all_dense.mean(),
            every * all_lexical.mean() / reach,
            every * np.log(len(whole.rows)),
        ]
    ).astype(np.float64)
