"""Rows of an answer, on tables of candidates that can be grouped by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.ranking import diversity
from index.ranking.diversity import distinct, mmr
from index.ranking.grouping import MARGIN, Group, grouped
from index.records import UNKNOWN_DAY

if TYPE_CHECKING:
    from index.question import Collapse

# position:        0    1    2    3    4    5    6
SCORES = np.array([3.0, 2.9, 2.5, 2.0, 1.0, 0.5, 0.4], np.float32)
ARTICLES = np.array([7, 2, 7, 5, 4, 4, 2], np.int32)
STORIES = np.array([2, 2, 2, 5, 2, 2, 2], np.int32)
DAYS = np.array([20, 10, 20, 15, 10, 10, 10], np.int32)
"""Articles 2, 4 and 7 tell one story: 2 and 4 on day 10, 7 on day 20. Article 5 tells another."""


def groups(collapse: Collapse, limit: int = 10) -> list[Group]:
    return grouped(SCORES, ARTICLES, STORIES, DAYS, limit, collapse)


def test_a_story_shows_its_earliest_article_and_lists_the_others() -> None:
    # Article 2 (at 1) is older than 7 (at 0) and scores 0.1 less, within the margin.
    assert groups("story") == [Group(best=1, passages=(6,), outlets=(4, 0)), Group(best=3)]


def test_an_article_shows_its_best_passage_and_lists_the_others() -> None:
    assert groups("article") == [Group(0, passages=(2,)), Group(1, passages=(6,)), Group(3), Group(4, (5,))]


def test_without_grouping_every_passage_is_a_row() -> None:
    assert groups("none") == [Group(at) for at in range(7)]


@pytest.mark.parametrize(("collapse", "expected"), [("story", [1]), ("article", [0]), ("none", [0])])
def test_the_limit_counts_rows(collapse: Collapse, expected: list[int]) -> None:
    assert [group.best for group in groups(collapse, limit=1)] == expected


def told(*outlets: tuple[float, int]) -> Group:
    """The row of a story with a candidate of each article: score and day."""
    scores, days = zip(*outlets, strict=True)
    articles = np.arange(len(outlets), dtype=np.int32)
    stories = np.zeros(len(outlets), np.int32)
    [group] = grouped(np.array(scores, np.float32), articles, stories, np.array(days, np.int32), 10, "story")
    return group


SHOWN = {
    "the earliest within the margin": ([(2.0, 9), (2.0 - MARGIN, 3)], Group(1, outlets=(0,))),
    "the best where the earliest lies further behind": ([(2.0, 9), (1.5, 3)], Group(0, outlets=(1,))),
    "the earliest of those within": ([(2.0, 9), (1.5, 3), (1.9, 7)], Group(2, outlets=(1, 0))),
    "of one day the article read first": ([(1.9, 9), (2.0, 9)], Group(0, outlets=(1,))),
    "without a date after all others": ([(2.0, UNKNOWN_DAY), (1.9, 9)], Group(1, outlets=(0,))),
    "before 1970, too": ([(2.0, -5), (1.9, -9)], Group(1, outlets=(0,))),
    "alone": ([(2.0, UNKNOWN_DAY)], Group(0)),
}


@pytest.mark.parametrize(("outlets", "expected"), SHOWN.values(), ids=SHOWN)
def test_which_article_of_a_story_is_shown(outlets: list[tuple[float, int]], expected: Group) -> None:
    assert told(*outlets) == expected


def test_rows_come_by_the_score_that_they_show() -> None:
    # The story's best would be first, but the article shown for it, 2.8, lies behind the lone one, 2.9.
    scores = np.array([3.0, 2.8, 2.9], np.float32)
    ones = np.array([0, 1, 2], np.int32)
    found = grouped(scores, ones, np.array([0, 0, 2], np.int32), np.array([9, 3, 9], np.int32), 10, "story")
    assert [group.best for group in found] == [2, 1]


@pytest.mark.parametrize("collapse", ["story", "article", "none"])
def test_equal_scores_keep_the_order_of_the_candidates(collapse: Collapse) -> None:
    ordinals = np.array([2, 0, 1], np.int32)
    found = grouped(np.ones(3, np.float32), ordinals, ordinals, np.zeros(3, np.int32), 10, collapse)
    assert [group.best for group in found] == [0, 1, 2]


@pytest.mark.parametrize("collapse", ["story", "article", "none"])
def test_no_candidates_no_groups(collapse: Collapse) -> None:
    none = np.empty(0, np.int32)
    assert grouped(np.empty(0, np.float32), none, none, none, 10, collapse) == []


# Diversity

ACROSS = np.array([[1, 0], [0.96, 0.28], [0.6, 0.8], [0, 1]], np.float32)
"""The second says nearly what the first says (cosine 0.96), the third less so (0.6), the fourth nothing of it
(0); the third and the second have 0.8."""
RANKING = np.array([9, 8, 7, 5], np.float32)
"""From 0 to 1: 1, 0.75, 0.5, 0."""

TRADE_OFFS = {
    "by score alone": (1.0, [0, 1, 2, 3]),
    # After the first: 0.5·(0.75 - 0.96), 0.5·(0.5 - 0.6), 0.5·(0 - 0) = -0.105, -0.05, 0: the fourth.
    # Then 0.5·(0.75 - 0.96), 0.5·(0.5 - 0.8) = -0.105, -0.15: the second.
    "half and half": (0.5, [0, 3, 1, 2]),
    # After the first: 0.8·0.75 - 0.2·0.96, 0.8·0.5 - 0.2·0.6, 0 = 0.41, 0.28, 0.
    "mostly by score": (0.8, [0, 1, 2, 3]),
    # After the first: 0.55·0.75 - 0.45·0.96, 0.55·0.5 - 0.45·0.6, 0 = -0.02, 0.005, 0. Then -0.02, -0.36.
    "a little more varied": (0.55, [0, 2, 1, 3]),
    # The fourth has cosine 0 with the first; then the second has 0.96 with the first, the third 0.8.
    "by difference alone": (0.0, [0, 3, 2, 1]),
}


@pytest.mark.parametrize(("trade_off", "expected"), TRADE_OFFS.values(), ids=TRADE_OFFS)
def test_marginal_relevance(monkeypatch: pytest.MonkeyPatch, trade_off: float, expected: list[int]) -> None:
    monkeypatch.setattr(diversity, "MMR_LAMBDA", trade_off)
    assert mmr(RANKING, ACROSS).tolist() == expected


@pytest.mark.parametrize("collapse", ["article", "story"])
def test_an_article_shows_ten_further_passages_at_most(collapse: Collapse) -> None:
    scores = np.arange(20, 0, -1, dtype=np.float32)
    one = np.zeros(20, np.int32)
    (group,) = grouped(scores, one, one, one, 5, collapse)
    assert (group.best, group.passages) == (0, tuple(range(1, 11)))


ALIKE = np.array([[1, 0], [0.98, 0.199], [0.96, 0.28], [0, 1]], np.float32)
"""The second is a near-duplicate of the first (cosine 0.98) and of the third (0.997), which are none of
each other (0.96)."""
EACH = [0, 1, 2, 3]

REPEATS = {
    # articles, stories, distinct candidates at most -> those taken, and what the others repeat
    "near-duplicates": (EACH, EACH, 4, [0, 2, 3], [(1, 0)]),
    "one story": (EACH, [0, 1, 0, 3], 4, [0, 3], [(1, 0), (2, 0)]),
    "one story, though nothing is alike": (EACH, [0, 1, 2, 0], 4, [0, 2], [(1, 0), (3, 0)]),
    "passages of one article": ([7, 7, 7, 7], [7, 7, 7, 7], 4, [0, 2, 3], [(1, 0)]),
    "passages of a copy": ([7, 7, 7, 8], [7, 7, 7, 7], 4, [0, 2], [(1, 0), (3, 0)]),
    "as many as are wanted": (EACH, EACH, 2, [0, 2], [(1, 0)]),
    "none but the first": (EACH, EACH, 1, [0], [(1, 0)]),
}


@pytest.mark.parametrize(("articles", "stories", "most", "taken", "repeats"), REPEATS.values(), ids=REPEATS)
def test_what_repeats_a_better_candidate_is_left_out(
    articles: list[int], stories: list[int], most: int, taken: list[int], repeats: list[tuple[int, int]]
) -> None:
    ordinals = np.array([articles, stories], np.int32)
    assert distinct(ALIKE, ordinals[0], ordinals[1], most) == (taken, repeats)


def test_of_no_candidates_none_is_distinct() -> None:
    none = np.empty(0, np.int32)
    assert distinct(ALIKE[:0], none, none, 4) == ([], [])


@pytest.mark.parametrize(("count", "expected"), [(0, []), (1, [0])])
def test_of_none_there_is_none_and_of_one_it_is_the_first(count: int, expected: list[int]) -> None:
    assert mmr(RANKING[:count], ACROSS[:count]).tolist() == expected


@pytest.fixture
def half_and_half(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diversity, "MMR_LAMBDA", 0.5)


@pytest.mark.usefixtures("half_and_half")
def test_positions_are_those_of_the_candidates_as_given() -> None:
    assert mmr(RANKING[::-1], ACROSS[::-1]).tolist() == [3, 0, 2, 1]


@pytest.mark.usefixtures("half_and_half")
def test_scores_of_another_scale_give_the_same_order() -> None:
    assert mmr(RANKING * 100 - 3, ACROSS).tolist() == [0, 3, 1, 2]


@pytest.mark.usefixtures("half_and_half")
def test_where_all_score_alike_only_difference_counts() -> None:
    assert mmr(np.ones(4, np.float32), ACROSS).tolist() == [0, 3, 2, 1]
