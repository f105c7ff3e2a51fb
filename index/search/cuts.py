"""Cuts: articles that were found and are no hits, with the reason. They are computed on request only."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.answer import Cut
from index.lexical.phrases import meets
from index.question import Filters
from index.ranking.grouping import grouped
from index.search.fused import fused_scores, sort_keys
from index.search.masks import published_within
from index.search.relevance_features import background
from index.search.retrieval import Ranking
from index.search.sifting import Weighed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.answer import UnmetReason
    from index.arrays import Mask, Rows
    from index.ranking.grouping import Group
    from index.records import Article, Passage
    from index.search.candidates import Candidates
    from index.search.reader import IndexReader
    from index.search.retrieval import Query
    from index.search.sifting import Sifted
    from index.understanding.parsed_question import ParsedQuestion

    Relevances = Callable[[Query, Ranking], list[float | None]]


MOST_CUT = 10
"""Articles listed for diversity and relevance together, and for the demands of question and filters."""


class _Unmet(NamedTuple):
    """A demand that a passage may not meet."""

    because: UnmetReason
    demand: str


def cuts(
    reader: IndexReader, query: Query, ranking: Ranking, sifted: Sifted, relevances: Relevances
) -> tuple[Cut, ...]:
    """Return the articles that would be among the hits if nothing had left them out, see `Cut`.

    Args:
        reader: the index.
        query: the question.
        ranking: what was found for it.
        sifted: its groups, at least as many as diversity chose from, and which of them are shown.
        relevances: `Ranker.relevances`.
    """
    own = [*_withheld(reader, ranking, sifted), *_passed_over(reader, query, ranking, sifted)]
    return (*own[:MOST_CUT], *_not_meeting(reader, query, ranking, sifted, relevances))


def _withheld(reader: IndexReader, ranking: Ranking, sifted: Sifted) -> Iterator[Cut]:
    """Yield the groups whose relevance is below the threshold."""
    groups = [group for group, _ in sifted.withheld]
    for article, (_, relevance) in zip(_articles(reader, ranking, groups), sifted.withheld, strict=True):
        yield Cut(article.id, article.title, "relevance", relevance=relevance)


def _passed_over(reader: IndexReader, query: Query, ranking: Ranking, sifted: Sifted) -> Iterator[Cut]:
    """Yield what would be a hit by its score alone, and diversity left out or ranked behind the hits."""
    least = query.preferences.min_relevance
    enough = [each.group for each in sifted.weighed if each.reaches(least)]
    order = sort_keys(ranking.found, ranking.scores)
    # A repeat is as relevant as what it repeats.
    enough += [repeat for repeat, repeated in ranking.repeats if repeated in enough]
    by_score = sorted(enough, key=lambda group: order[group.best], reverse=True)
    shown = [group for group, _ in sifted.shown]
    passed = [group for group in by_score[: sifted.limit] if group not in shown]
    if not (shown and passed):
        return
    vectors = [reader.vectors.vectors(_rows(ranking, groups)) for groups in (passed, shown)]
    cosines = np.einsum("pd,sd->ps", *vectors)
    hits = _articles(reader, ranking, shown)
    for article, of_hits in zip(_articles(reader, ranking, passed), cosines, strict=True):
        nearest = int(np.argmax(of_hits))
        yield Cut(
            article.id,
            article.title,
            "diversity",
            like=hits[nearest].id,
            cosine=float(of_hits[nearest]),
        )


def _not_meeting(
    reader: IndexReader, query: Query, ranking: Ranking, sifted: Sifted, relevances: Relevances
) -> Iterator[Cut]:
    """Yield the best articles of the whole index that fail a demand of the question or a filter.

    Those below the relevance threshold are left out, since they would be no hits without the demand either.
    """
    asked = query.asked
    # Without a topic no article is found by what it says, so there are no other articles to compare.
    if asked.topicless or asked.by_address or not (query.allowed is not None or asked.excluded):
        return
    whole = ranking.whole or background(reader, query, ranking.found)
    best = _best(reader, query, whole, sifted.limit)
    weighed = map(Weighed, best.groups, relevances(query, best))
    rows = _rows(best, [each.group for each in weighed if each.reaches(query.preferences.min_relevance)])
    found = ranking.found.articles
    listed = [at for group, _ in sifted.shown for at in (group.best, *group.outlets)]
    listed += [group.best for group, _ in sifted.withheld]
    rows = rows[~np.isin(reader.columns.articles[rows], found[listed])]
    read = reader.catalog.passages(rows.tolist())
    masks = _masks(reader, asked)
    failing = (
        Cut(article.id, article.title, unmet.because, unmet.demand)
        for row, (article, passage) in zip(rows.tolist(), read, strict=True)
        if (unmet := _unmet(asked, masks, row, article, passage))
    )
    yield from islice(failing, MOST_CUT)


def _best(reader: IndexReader, query: Query, whole: Candidates, limit: int) -> Ranking:
    """Rank the `limit` best articles of the whole index."""
    columns, rows = reader.columns, whole.rows
    days = columns.days[rows]
    scores = fused_scores(whole, days, query.asked, query.preferences.recency)
    groups = grouped(
        sort_keys(whole, scores), whole.articles, columns.stories[rows], days, limit, collapse="article"
    )
    return Ranking(whole, scores, groups, whole)


def _masks(reader: IndexReader, asked: ParsedQuestion) -> list[tuple[_Unmet, Mask]]:
    """Return each demand of the filters and of a time filter, with the passages that meet it, [passages]."""
    given = asked.filters
    filters = {
        "language": Filters(languages=given.languages),
        "source": Filters(sources=given.sources),
        "since": Filters(since=given.since),
        "until": Filters(until=given.until),
    }
    masks = [(_Unmet("filter", name), reader.columns.mask(alone)) for name, alone in filters.items()]
    if asked.time_use == "filter":
        named = ", ".join(asked.question[time.start : time.end] for time in asked.times)
        masks.append((_Unmet("time", named), published_within(reader, asked.times)))
    return [(demanded, mask) for demanded, mask in masks if mask is not None]


def _unmet(
    asked: ParsedQuestion,
    masks: Sequence[tuple[_Unmet, Mask]],
    row: int,
    article: Article,
    passage: Passage,
) -> _Unmet | None:
    """Return the first demand that a passage does not meet; None where it meets all."""
    for demanded, mask in masks:
        if not mask[row]:
            return demanded
    for phrase in asked.phrases:
        if not meets((phrase,), (), article, passage):
            return _Unmet("phrase", phrase)
    for unwanted in asked.excluded:
        if not meets((), (unwanted,), article, passage):
            return _Unmet("excluded", unwanted)
    return None


def _articles(reader: IndexReader, ranking: Ranking, groups: Sequence[Group]) -> list[Article]:
    return [article for article, _ in reader.catalog.passages(_rows(ranking, groups).tolist())]


def _rows(ranking: Ranking, groups: Sequence[Group]) -> Rows:
    """Return the rows of the passages that groups show."""
    return ranking.found.rows[np.array([group.best for group in groups], np.int64)]
