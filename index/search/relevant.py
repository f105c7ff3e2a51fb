"""What the relevance of hits is judged by, out of the candidates of a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from index.ranking.relevance import Signals
    from index.search.candidates import Candidates, Scored
    from index.search.looking import Look
    from index.search.opened import Opened

    Scores = npt.NDArray[np.float32]
    Numbers = npt.NDArray[np.int32]
    Places = npt.NDArray[np.int64]


def signals(opened: Opened, look: Look, found: Candidates, scores: Scored, places: Sequence[int]) -> Signals:
    """The signals of candidates at some places, [places, SIGNALS], see `index.ranking.relevance`."""
    at = np.asarray(places, np.int64)
    stems = {term.stem for term in look.asked.terms}
    reach = sum(opened.postings.idf(stem) for stem in stems)
    fused = scores.dense + scores.lexical
    return np.column_stack(
        [
            found.dense[at],
            found.lexical[at] / reach if reach else np.zeros(len(at)),
            scores.dense[at],
            scores.lexical[at],
            fused[at] - _best_of_others(fused, opened.columns.stories[found.rows], at),
            np.full(len(at), np.log(max(1, len(stems)))),
            found.other_language[at],
        ]
    ).astype(np.float64)


def _best_of_others(fused: Scores, stories: Numbers, at: Places) -> Scores:
    """For each place the best of another story's candidates; the mean of all, 0, if there is none."""
    if not len(fused):
        return np.zeros(len(at), np.float32)
    first = int(np.argmax(fused))
    others = fused[stories != stories[first]]
    second = others.max() if len(others) else np.float32(0)
    return np.where(stories[at] == stories[first], second, fused[first])
