"""Phrases and exclusions over many candidates: whole groups are shown, and no more is read than needed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from index import Searcher, build
from index.records import Preferences
from index.search import holding
from tests.fake_encoder import FakeEncoder
from tests.test_search_preferences import WIRE

if TYPE_CHECKING:
    from collections.abc import Iterator

COPIES = 12


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("holding")
    articles = [(f"copy{at:02}", WIRE, f"2024-04-{at + 1:02}") for at in range(COPIES)]
    articles += [
        (f"own{at}", f"Banjir bandang di kecamatan {name} surut.", "2024-05-01")
        for at, name in enumerate(("Sungai Biru", "Tanjung Emas", "Gunung Sari"))
    ]
    lines = [
        json.dumps({"id": name, "text": text, "language": "id", "source": name, "date": day})
        for name, text, day in articles
    ]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build([str(folder / "articles.jsonl")], folder / "data", encoder=FakeEncoder(max_tokens=200))
    searcher = Searcher.open(folder / "data", FakeEncoder(max_tokens=200))
    yield searcher
    searcher.close()


@pytest.mark.parametrize("question", ['"banjir bandang"', "banjir bandang -gempa"])
def test_copies_of_one_story_do_not_crowd_out_other_stories(searcher: Searcher, question: str) -> None:
    hits = searcher.search(question, limit=4, preferences=Preferences(collapse="story", recency="off")).hits
    assert sorted(hit.article.record_id or "" for hit in hits) == ["copy00", "own0", "own1", "own2"]


@pytest.mark.parametrize("question", ['"dapur umum" selimut', "dapur umum selimut -gempa"])
def test_a_story_shows_all_its_outlets(searcher: Searcher, question: str) -> None:
    (hit,) = searcher.search(question, limit=1, preferences=Preferences(collapse="story", recency="off")).hits
    assert (hit.article.record_id, len(hit.outlets)) == ("copy00", COPIES - 1)


def test_a_passage_is_read_once_and_not_without_end(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def never(*arguments: object) -> bool:
        read.append(str(arguments[-1]))
        return False

    monkeypatch.setattr(holding, "meets", never)
    assert searcher.search("banjir -bandang").hits == ()
    assert len(read) == len(set(read)) == COPIES + 3
    read.clear()
    monkeypatch.setattr(holding, "MOST_READ", 5)
    assert searcher.search("banjir -bandang").hits == ()
    assert len(read) == 5
