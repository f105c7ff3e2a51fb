"""From ranked groups to what is shown: texts, the sentence that answers best, and what to mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.answer import Hit, Leg
from index.errors import MEND, DamagedSnapshot
from index.lexical.lexicon import Lexicon
from index.ranking.highlight import snippets
from index.search.reasons import explained
from index.search.topic import asks_nothing
from index.text.spans import without
from index.understanding.chat import spelt_out
from index.understanding.expected import expected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.answer import Snippet
    from index.lexical.places import Placed
    from index.records import Article, Passage
    from index.search.candidates import Candidates, Floats
    from index.search.reader import IndexReader
    from index.search.retrieval import Query, Ranking
    from index.search.sifting import Weighed


def hits(
    reader: IndexReader, query: Query, ranking: Ranking, shown: Sequence[Weighed], *, explain: bool = False
) -> tuple[Hit, ...]:
    """Gives a hit for each group of a ranking that is shown, in their order, with its relevance.

    With `explain`, each tells the standardised scores of the legs, and why passages and outlets are under it.
    """
    found, scores = ranking.found, ranking.scores
    groups = [one.group for one in shown]
    named = sorted({at for group in groups for at in (group.best, *group.passages, *group.outlets)})
    read = reader.catalog.passages([int(row) for row in found.rows[named]])
    texts = dict(zip(named, read, strict=True))
    best = np.array([group.best for group in groups], np.int64)
    cut = _snippets(reader, query, found.rows[best], [texts[group.best] for group in groups])
    dense, lexical = _legs(found.dense, found, best), _legs(found.lexical, found, best)
    if explain:
        parts = explained(reader, query, ranking, groups)
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
    reader: IndexReader, query: Query, rows: NDArray[np.int64], shown: Sequence[tuple[Article, Passage]]
) -> list[Snippet]:
    # Where nothing but news or a time is asked for, or nothing at all, no word says anything, and no sentence
    # answers better than the first.
    subjectless = query.asked.topicless or asks_nothing(reader, query.asked)
    names = query.asked.names
    return snippets(
        # What speaks of the time decides, too, though it is not among the words that are looked for.
        () if subjectless else query.asked.marked,
        [(passage.text, article.language) for article, passage in shown],
        language=query.asked.language,
        translations=lambda term, language: [
            found for found in Lexicon.bundled().translations(term, language) if found[0] not in names
        ],
        # What no passage holds has the highest idf of all.
        weight=lambda stem: reader.postings.idf(stem) if reader.postings.document_frequency(stem) else 0.0,
        phrases=(*query.asked.phrases, *(way.text for ways in query.asked.dates for way in ways)),
        foreign=query.asked.foreign,
        # Who quotes a phrase wants the sentence that has it.
        asks=query.asked.asks and not query.asked.phrases,
        expected=expected(spelt_out(without(query.asked.question, query.asked.framing))),
        cosines=None if subjectless else reader.sentence_vectors.cosines(query.encoded.stretches, rows),
        places=[
            _placed(reader, row, passage) for row, (_, passage) in zip(rows.tolist(), shown, strict=True)
        ],
    )


def _placed(reader: IndexReader, row: int, passage: Passage) -> Placed:
    """The places of a passage, none of them beyond its end."""
    placed = reader.places.of_row(row)
    if placed.reach > len(passage.text):
        raise DamagedSnapshot(
            f"The index has places beyond the end of a passage of {passage.article_id}: {MEND}"
        )
    return placed


def _legs(scores: Floats, found: Candidates, best: NDArray[np.int64]) -> list[Leg]:
    """One leg of each hit, ranked among what was found first: the same when more hits are asked for."""
    among = np.sort(scores[found.first])
    ranks = 1 + len(among) - np.searchsorted(among, scores[best], side="right")
    return [Leg(*one) for one in zip(ranks.tolist(), scores[best].tolist(), strict=True)]
