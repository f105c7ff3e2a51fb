"""Explanations of hits beyond the parts of their scores. They are computed on request only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from index.answer import Grouped, RankingExplanation
from index.ranking.stories import likeness
from index.search.cuts import cuts
from index.search.fused import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.answer import Explanation, ShareReason
    from index.ranking.grouping import Group
    from index.records import Article
    from index.search.cuts import Relevances
    from index.search.reader import IndexReader
    from index.search.retrieval import Query, Ranking
    from index.search.sifting import Sifted
    from index.understanding.parsed_question import ParsedQuestion


def explain_hits(reader: IndexReader, ranking: Ranking, groups: Sequence[Group]) -> list[Explanation]:
    """Return the explanation of each of some groups: the parts of its score, z-scores, and its members."""
    return [
        replace(
            ranking.scores.explanation(group.best),
            standardised=ranking.scores.z_scores(group.best),
            grouped=(*_passages(reader, ranking, group), *_outlets(reader, ranking, group)),
        )
        for group in groups
    ]


def explain_answer(
    reader: IndexReader, query: Query, ranking: Ranking, sifted: Sifted, relevances: Relevances
) -> RankingExplanation:
    """Return how an answer came about; the arguments are those of `cuts`."""
    cut = cuts(reader, query, ranking, sifted, relevances)
    return RankingExplanation(kind_of(query.asked).dense_share, _asked_as(query.asked), cut)


def _asked_as(asked: ParsedQuestion) -> ShareReason:
    if asked.wants_latest:
        return "news"
    return "asks" if asked.asks else "states"


def _passages(reader: IndexReader, ranking: Ranking, group: Group) -> Iterator[Grouped]:
    """Yield the further passages of the article of a group."""
    read = reader.catalog.passages([int(ranking.found.rows[at]) for at in group.passages])
    for at, (article, _) in zip(group.passages, read, strict=True):
        yield Grouped(article.id, "same_article", float(ranking.scores.total[at]))


def _outlets(reader: IndexReader, ranking: Ranking, group: Group) -> Iterator[Grouped]:
    """Yield the other outlets of a story, each with the article of the story that is most similar to it."""
    if not group.outlets:
        return
    ordinals, articles = _story(reader, ranking, group)
    alike = likeness([article.body for article in articles])
    np.fill_diagonal(alike, 0)
    for at in group.outlets:
        own = ordinals.index(int(ranking.found.articles[at]))
        nearest = int(np.argmax(alike[own]))
        yield Grouped(
            articles[own].id,
            "same_story",
            float(ranking.scores.total[at]),
            like=articles[nearest].id,
            likeness=float(alike[own, nearest]),
        )


def _story(reader: IndexReader, ranking: Ranking, group: Group) -> tuple[list[int], list[Article]]:
    """Return the ordinals and articles of a story; the shown one is first, so that it wins a tie."""
    row = ranking.found.rows[group.best]
    columns = reader.columns
    members = np.unique(columns.articles[columns.stories == columns.stories[row]])
    shown = int(columns.articles[row])
    ordinals = [shown, *(ordinal for ordinal in members.tolist() if ordinal != shown)]
    # Any passage of an article brings the whole of it.
    read = reader.catalog.passages(np.searchsorted(columns.articles, ordinals).tolist())
    return ordinals, [article for article, _ in read]
