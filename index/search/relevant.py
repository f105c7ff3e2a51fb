"""What the relevance of hits is judged by, out of the candidates of a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.ranking.relevance import Signals
    from index.search.candidates import Candidates, Scored
    from index.search.looking import Look
    from index.search.opened import Opened


def signals(opened: Opened, look: Look, found: Candidates, scores: Scored, places: Sequence[int]) -> Signals:
    """The signals of candidates at some places, [places, SIGNALS], see `index.ranking.relevance`."""
    at = np.asarray(places, np.int64)
    stems = {term.stem for term in look.asked.terms}
    reach = sum(opened.postings.idf(stem) for stem in stems)
    return np.column_stack(
        [
            found.dense[at],
            found.lexical[at] / reach if reach else np.zeros(len(at)),
            scores.dense[at],
            scores.lexical[at],
            np.full(len(at), np.log(max(1, len(stems)))),
            found.other_language[at],
        ]
    ).astype(np.float64)
