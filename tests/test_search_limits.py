"""How many hits are asked for adds to a ranking, and changes nothing of it."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index import Searcher, build
from index.question import Filters, Preferences
from index.search import retrieval
from index.search.retrieval import candidates
from tests.fake_encoder import FakeEncoder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.question import Recency
    from index.search.candidates import Candidates
    from index.search.reader import IndexReader
    from index.search.retrieval import Query

PLACES = ("sawah", "pasar", "sungai", "pantai", "bukit", "hutan", "kota", "desa")
ARTICLES = 8
MOST = 8
"""Passages of each leg that are looked at first: fewer than there are articles that hold the words."""


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder: Path = tmp_path_factory.mktemp("limits")
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as file:
        for at in range(ARTICLES):
            paragraphs = [
                "banjir " * (1 + (at + part) % 4) + f"{PLACES[(at * part) % 8]} {PLACES[part]} " * 8 + "."
                for part in range(8)
            ]
            line = {"id": f"a{at}", "text": "\n\n".join(paragraphs), "language": "id", "source": "Kabar"}
            if at % 2:
                line["date"] = f"2024-05-{3 * (ARTICLES - at):02}"
            file.write(json.dumps(line) + "\n")
    build([str(folder / "articles.jsonl")], folder / "data", encoder=FakeEncoder(max_tokens=40))
    searcher = Searcher.open(folder / "data", FakeEncoder(max_tokens=40))
    yield searcher
    searcher.close()


@pytest.mark.parametrize(
    "question", ["banjir sawah", "banjir di kota", "hutan bukit banjir", "pasar", "banjir sawah 2024"]
)
@pytest.mark.parametrize("diverse", [False, True])
@pytest.mark.parametrize("recency", ["off", "strong"])
def test_more_hits_are_added_at_the_end(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, question: str, diverse: bool, recency: Recency
) -> None:
    monkeypatch.setattr(retrieval, "DEPTH", MOST)
    # The encoder takes all of them for near-duplicates.
    monkeypatch.setattr("index.ranking.diversity.NEAR_DUPLICATE", 2)
    preferences = Preferences(diverse=diverse, recency=recency, today=date(2024, 6, 1))
    answers = [searcher.search(question, limit=limit, preferences=preferences) for limit in (2, 4, ARTICLES)]
    assert [len(answer.hits) for answer in answers] == [2, 4, ARTICLES]
    told = [[(hit.article.id, hit.passage.start, hit.score) for hit in answer.hits] for answer in answers]
    assert told[1][:2] == told[0]
    assert told[2][:4] == told[1]


def test_nothing_is_looked_for_where_all_articles_are_found(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []

    def counted(reader: IndexReader, query: Query, depth: int, first: int) -> Candidates:
        looked.append(depth)
        return candidates(reader, query, depth, first)

    monkeypatch.setattr(retrieval, "candidates", counted)
    monkeypatch.setattr(retrieval, "DEPTH", 64)
    answer = searcher.search("pasar", limit=ARTICLES + 2, preferences=Preferences(recency="off"))
    assert len(answer.hits) == ARTICLES
    assert looked == [64]


def test_each_leg_is_in_order_as_far_as_it_is_looked_at_first(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[IndexReader, Query]] = []

    def caught(reader: IndexReader, query: Query, depth: int, first: int) -> Candidates:
        asked.append((reader, query))
        return candidates(reader, query, depth, first)

    monkeypatch.setattr(retrieval, "candidates", caught)
    monkeypatch.setattr(retrieval, "DEPTH", 2)
    searcher.search("banjir sawah")
    found = candidates(*asked[0], depth=40, first=40)
    for rows, scores in ((found.dense_found, found.dense), (found.lexical_found, found.lexical)):
        in_turn = scores[np.searchsorted(found.rows, rows)].tolist()
        assert len(in_turn) == 40
        assert in_turn == sorted(in_turn, reverse=True)


def test_a_question_that_is_asked_again_is_not_embedded_again(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedded: list[str] = []

    def counted(encoder: FakeEncoder, texts: Sequence[str]) -> NDArray[np.float32]:
        embedded.extend(texts)
        return queries(encoder, texts)

    queries = FakeEncoder.queries
    monkeypatch.setattr(FakeEncoder, "queries", counted)
    more = searcher.search("banjir kali", limit=4)
    dated = searcher.search("banjir kali", filters=Filters(since=date(2024, 5, 10)))
    searcher.search("banjir gunung")
    assert [text for text in embedded if " " in text] == ["banjir kali", "banjir gunung"]
    assert (len(more.hits), len(dated.hits)) == (4, 2)


class Choosing:
    """Finds relevant the hits at some places."""

    def __init__(self, *places: int) -> None:
        self.places = places

    def probabilities(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.where(np.isin(np.arange(len(features)), self.places), 0.9, 0.1)


@pytest.mark.parametrize(
    ("places", "shown"),
    [((0, 1, 2, 3, 4, 30), 6), ((0, 1, 2, 3, 30), 4), ((*range(10), 30), 10), ((30,), 0)],
)
def test_where_several_are_relevant_enough_more_are_looked_for_further_down(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, places: tuple[int, ...], shown: int
) -> None:
    monkeypatch.setattr(searcher._ranker, "_relevance", Choosing(*places))
    preferences = Preferences(collapse="none", min_relevance=0.5, recency="off")
    plain = searcher.search("banjir", limit=64, preferences=Preferences(collapse="none", recency="off"))
    hits = searcher.search("banjir", limit=10, preferences=preferences).hits
    assert [hit.score for hit in hits] == [plain.hits[at].score for at in places[:shown]]
