"""From ranked groups to hits: texts, the sentence that answers best, and the highlights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.answer import Hit, Leg
from index.errors import MEND, DamagedSnapshot
from index.lexical.lexicon import Lexicon
from index.ranking.highlight import snippets
from index.ranking.matches import SnippetQuery
from index.search.reasons import explain_hits
from index.text.spans import without
from index.understanding.chat import spelt_out
from index.understanding.expected import expected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.answer import Snippet
    from index.arrays import Rows, Scores
    from index.lexical.term_vectors import TermVector
    from index.records import Article, Passage
    from index.search.candidates import Candidates
    from index.search.reader import IndexReader
    from index.search.retrieval import Query, Ranking
    from index.search.sifting import Weighed


def hits(
    reader: IndexReader, query: Query, ranking: Ranking, shown: Sequence[Weighed], *, explain: bool = False
) -> tuple[Hit, ...]:
    """Return a hit for each group that is shown, in order, with its relevance.

    With `explain`, each hit has the z-scores of the legs and the reasons why passages and outlets are in it.
    """
    found, scores = ranking.found, ranking.scores
    groups = [group for group, _ in shown]
    positions = sorted({at for group in groups for at in (group.best, *group.passages, *group.outlets)})
    read = reader.catalog.passages([int(row) for row in found.rows[positions]])
    texts = dict(zip(positions, read, strict=True))
    best = np.array([group.best for group in groups], np.int64)
    cut = _snippets(reader, query, found.rows[best], [texts[group.best] for group in groups])
    dense, lexical = _legs(found.dense, found, best), _legs(found.lexical, found, best)
    if explain:
        parts = explain_hits(reader, ranking, groups)
    else:
        parts = [scores.explanation(group.best) for group in groups]
    return tuple(
        Hit(
            article=texts[group.best][0],
            passage=texts[group.best][1],
            score=float(scores.total[group.best]),
            relevance=relevance,
            dense=of_dense,
            lexical=of_lexical if of_lexical.score > 0 else Leg(None, 0.0),
            snippet=snippet,
            explanation=explanation,
            passages=tuple(texts[other][1] for other in group.passages),
            outlets=tuple(texts[other][0] for other in group.outlets),
        )
        for (group, relevance), snippet, of_dense, of_lexical, explanation in zip(
            shown, cut, dense, lexical, parts, strict=True
        )
    )


def _snippets(
    reader: IndexReader, query: Query, rows: Rows, shown: Sequence[tuple[Article, Passage]]
) -> list[Snippet]:
    # Without a topic no word tells sentences apart, and the first sentence answers as well as any.
    topicless = query.asked.aim != "topic"
    names = query.asked.names
    question = SnippetQuery(
        # Words of the time count here, though they are no search terms.
        terms=() if topicless else query.asked.marked,
        language=query.asked.language,
        foreign=query.asked.foreign,
        phrases=(*query.asked.phrases, *(way.text for ways in query.asked.dates for way in ways)),
        # A question that quotes a phrase wants the sentence that has it.
        asks=query.asked.asks and not query.asked.phrases,
        expected=expected(spelt_out(without(query.asked.question, query.asked.framing))),
    )
    return snippets(
        question,
        [
            (passage.text, article.language, _term_vector(reader, row, passage))
            for row, (article, passage) in zip(rows.tolist(), shown, strict=True)
        ],
        translations=lambda term, language: [
            found for found in Lexicon.bundled().translations(term, language) if found[0] not in names
        ],
        # A stem that no passage holds would have the highest idf.
        weight=lambda stem: reader.postings.idf(stem) if reader.postings.document_frequency(stem) else 0.0,
        cosines=None if topicless else reader.sentence_vectors.cosines(query.encoded.stretches, rows),
    )


def _term_vector(reader: IndexReader, row: int, passage: Passage) -> TermVector:
    """Return the term vector of a passage.

    Raises:
        DamagedSnapshot: one of its spans is beyond the end of the passage.
    """
    term_vector = reader.term_vectors.of_row(row)
    if term_vector.reach > len(passage.text):
        raise DamagedSnapshot(
            f"The index has places beyond the end of a passage of {passage.article_id}", MEND
        )
    return term_vector


def _legs(scores: Scores, found: Candidates, best: NDArray[np.int64]) -> list[Leg]:
    """Return one leg of each hit; it is ranked among the first candidates, whatever the limit."""
    among = np.sort(scores[found.first])
    ranks = 1 + len(among) - np.searchsorted(among, scores[best], side="right")
    return [Leg(*leg) for leg in zip(ranks.tolist(), scores[best].tolist(), strict=True)]
