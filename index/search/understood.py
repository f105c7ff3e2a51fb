"""What the asker is told about a question: how it was understood, and a note on the answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.question import Understanding
from index.search.notes import not_relevant, note
from index.spelling.suggestions import corrected, insisting
from index.understanding.syntax import is_short

if TYPE_CHECKING:
    from index.search.reader import IndexReader
    from index.search.retrieval import Query, Ranking
    from index.search.sifting import Sifted


def understood(reader: IndexReader, query: Query, ranking: Ranking, sifted: Sifted) -> Understanding:
    """Return what the question was understood to ask, in its own words, with a note on the answer.

    Args:
        reader: the index.
        query: the question as it was answered.
        ranking: what was found for it.
        sifted: its groups, and which of them are shown.
    """
    asked, below = query.asked, sifted.below
    best = next((int(ranking.found.rows[one.group.best]) for one in sifted.shown), None)
    noted = note(reader, query, ranking, best)
    if below is not None and below.relevance is not None:
        noted = not_relevant(asked.language, noted, query.preferences.min_relevance, below.relevance)
    sure = any(suggestion.sure for suggestion in asked.suggestions)
    keeps = sure and is_short(asked.question)
    return Understanding(
        phrases=asked.phrases,
        excluded=asked.excluded,
        framing=tuple(asked.question[start:end] for start, end in asked.framing),
        # They were read from a question with blanks in place of some words.
        times=tuple(replace(time, text=asked.question[time.start : time.end]) for time in asked.times),
        time_use=asked.time_use,
        suggestions=asked.suggestions,
        corrected=corrected(asked.question, asked.suggestions) if sure else None,
        insisting=insisting(asked.question, asked.suggestions) if keeps else None,
        note=noted.text if noted else None,
    )
