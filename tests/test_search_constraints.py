"""Phrases and exclusions over many candidates: whole groups are shown, and no more is read than needed."""

from __future__ import annotations

import json
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from index import Searcher, build
from index.lexical.phrases import meets
from index.question import Preferences, Understanding
from index.ranking.grouping import grouped
from index.search import constraints, retrieval
from tests.fake_encoder import FakeEncoder
from tests.test_search_preferences import WIRE, Doubting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.question import Collapse

COPIES = 12
MANY = 2_300
TODAY = date(2024, 6, 12)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("constraints")
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

    monkeypatch.setattr(constraints, "meets", never)
    assert searcher.search("banjir -bandang").hits == ()
    assert len(read) == len(set(read)) == COPIES + 3
    read.clear()
    monkeypatch.setattr(retrieval, "DEPTH", 2)
    monkeypatch.setattr(constraints, "MOST_STEMMED", 5)
    answer = searcher.search("banjir -bandang")
    # The two that are nearest, whose words match best, too, and five of the others.
    assert answer.hits == ()
    assert len(read) == len(set(read)) == 2 + 5
    assert answer.understood.note == (
        "Pembacaan berhenti setelah 5 kutipan yang mungkin dikecualikan: mungkin ada hasil lain, "
        "tambahkan kata."
    )


def test_where_all_are_read_an_article_is_read_in_one_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What names the price more often matches better: from the best on, the two articles take turns.
    texts = {
        name: "\n\n".join(f"{'harga ' * times}{'naik ' * (12 - times)}." for times in range(first, 12, 2))
        for name, first in (("odd", 1), ("even", 2))
    }
    lines = [json.dumps({"id": name, "text": text, "language": "id"}) for name, text in texts.items()]
    (tmp_path / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    encoder = FakeEncoder(max_tokens=16)
    build([str(tmp_path / "articles.jsonl")], tmp_path / "data", encoder=encoder)
    read: list[tuple[str, int]] = []

    def never(*arguments: Any) -> bool:
        article, passage = arguments[-2:]
        read.append((article.record_id, passage.ordinal))
        return False

    monkeypatch.setattr(constraints, "meets", never)
    monkeypatch.setattr(retrieval, "DEPTH", 2)
    searcher = Searcher.open(tmp_path / "data", encoder)
    searcher.search("harga -naik")
    searcher.close()
    # After the two best of each leg.
    assert read[4:] == [*(("odd", at) for at in (2, 3, 4)), *(("even", at) for at in (0, 1, 2, 3))]


@pytest.fixture
def doubting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Searcher]:
    """An article that holds a phrase, one that answers, and twelve excluded ones, of which five are read."""
    texts = [
        "Film Safe House tayang di bioskop.",
        "Kasus kekerasan di Karawang naik, rumah aman dibutuhkan warga.",
        *(f"Sidang di gedung nomor {at} ricuh." for at in range(12)),
    ]
    lines = [json.dumps({"id": str(at), "text": text, "language": "id"}) for at, text in enumerate(texts)]
    (tmp_path / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build([str(tmp_path / "articles.jsonl")], tmp_path / "data", encoder=FakeEncoder())
    searcher = Searcher.open(tmp_path / "data", FakeEncoder())
    monkeypatch.setattr(retrieval, "DEPTH", 2)
    monkeypatch.setattr(constraints, "MOST_STEMMED", 5)
    monkeypatch.setattr(searcher._ranker, "_relevance", Doubting())
    yield searcher
    searcher.close()


def test_where_a_phrase_is_given_up_it_is_said_that_reading_stopped(doubting: Searcher) -> None:
    answer = doubting.search('Kasus kekerasan di Karawang naik "Safe House" -ricuh')
    assert [hit.article.record_id for hit in answer.hits] == ["1", "0"]
    assert answer.understood.note == (
        "Kutipan yang memuat “Safe House” menjawab hal lain: frasa itu diabaikan. Pembacaan berhenti setelah "
        "5 kutipan yang mungkin dikecualikan: mungkin ada hasil lain, tambahkan kata."
    )


def test_to_see_whether_other_passages_answer_no_more_are_read_than_for_one_hit(
    doubting: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def read_without_phrase(phrases: Any, excluded: Any, article: Any, passage: Any) -> bool:
        if not phrases:
            read.append(article.record_id)
        return meets(phrases, excluded, article, passage)

    monkeypatch.setattr(constraints, "meets", read_without_phrase)
    answer = doubting.search('Kasus narkotika polisi tangkap lima orang "Safe House" -ricuh')
    assert [hit.article.record_id for hit in answer.hits] == ["0"]
    assert "1" in read
    assert len(read) <= 2 + 2


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """Thousands of articles with the same words, and one that holds some of them side by side, far behind."""
    folder = tmp_path_factory.mktemp("many")
    texts = [f"Harga beras naik karena banjir nomor {at}." for at in range(MANY)]
    texts += ["Pasokan beras harga lama di gudang belum berubah sejak gempa dan tsunami, kata menteri."]
    lines = [
        json.dumps({"id": f"a{at}", "text": text, "language": "id", "date": "2024-05-02"})
        for at, text in enumerate(texts)
    ]
    lines += [json.dumps({"id": "old", "text": "Kapal kandas.", "language": "id", "date": "2020-01-01"})]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build([str(folder / "articles.jsonl")], folder / "data", encoder=FakeEncoder(max_tokens=40))
    searcher = Searcher.open(folder / "data", FakeEncoder(max_tokens=40))
    yield searcher
    searcher.close()


def asked(searcher: Searcher, question: str, limit: int = 10) -> tuple[list[str | None], Understanding]:
    answer = searcher.search(question, limit=limit, preferences=Preferences(recency="off", today=TODAY))
    return [hit.article.record_id for hit in answer.hits], answer.understood


def test_a_phrase_is_found_behind_all_that_hold_its_words_apart(many: Searcher) -> None:
    found, understood = asked(many, '"beras harga"')
    assert (found, understood.phrases, understood.note) == ([f"a{MANY}"], ("beras harga",), None)


def test_what_is_excluded_does_not_use_up_what_is_read(many: Searcher) -> None:
    found, understood = asked(many, "harga beras naik -banjir")
    assert (sorted(map(str, found)), understood.note) == ([f"a{MANY}", "old"], None)


def test_what_postings_tell_of_is_found_where_reading_stops(
    many: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(constraints, "MOST_STEMMED", 1_000)
    found, understood = asked(many, "harga beras naik -banjir")
    assert sorted(map(str, found)) == [f"a{MANY}", "old"]
    assert understood.note == (
        "Pembacaan berhenti setelah 1.000 kutipan yang mungkin dikecualikan: mungkin ada hasil lain, "
        "tambahkan kata."
    )


def test_the_latest_news_without_something_is_not_that_of_the_last_days_alone(many: Searcher) -> None:
    found, understood = asked(many, "berita terbaru -banjir")
    assert (sorted(map(str, found)), understood.note) == ([f"a{MANY}", "old"], LATEST)


def test_a_phrase_is_not_given_up_where_reading_stops(
    many: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(constraints, "MOST_READ", 1_000)
    found, understood = asked(many, '"beras harga"')
    assert (found, understood.phrases) == ([], ("beras harga",))
    assert understood.note == (
        "Pembacaan berhenti setelah 1.000 kutipan yang mungkin memuat “beras harga”: mungkin ada hasil lain, "
        "tambahkan kata."
    )


LATEST = "Pertanyaan ini meminta berita tanpa menyebut topik: berikut artikel terbaru."
NONE_OF_THEM = "Di antara kutipan yang dapat menjawab, tidak ada yang memuat"


@pytest.mark.parametrize(
    ("question", "phrases", "found", "note"),
    [
        (
            '"beras harga" "zebra ungu" naik',
            ("beras harga",),
            1,
            f"{NONE_OF_THEM} “zebra ungu”: frasa itu diabaikan.",
        ),
        (
            '"zebra ungu" "kuda hijau" naik',
            (),
            10,
            f"{NONE_OF_THEM} “zebra ungu” atau “kuda hijau”: frasa itu diabaikan.",
        ),
        (
            '"beras harga" "karena banjir"',
            (),
            10,
            f"{NONE_OF_THEM} “beras harga” dan “karena banjir” sekaligus: frasa-frasa itu tidak wajib ada.",
        ),
        (
            '"beras harga" "zebra ungu" "karena banjir"',
            (),
            10,
            f"{NONE_OF_THEM} “zebra ungu”: frasa itu diabaikan. "
            f"{NONE_OF_THEM} “beras harga” dan “karena banjir” sekaligus: frasa-frasa itu tidak wajib ada.",
        ),
        (
            '"beras harga" "harga beras" -gudang',
            ("harga beras",),
            10,
            f"{NONE_OF_THEM} “beras harga”: frasa itu diabaikan.",
        ),
    ],
)
def test_only_phrases_that_nothing_holds_are_given_up_and_named(
    many: Searcher, question: str, phrases: tuple[str, ...], found: int, note: str
) -> None:
    names, understood = asked(many, question)
    assert (len(names), understood.phrases, understood.note) == (found, phrases, note)


@pytest.mark.parametrize("question", ['"karena banjir" gudang', "harga banjir -gudang"])
def test_more_hits_are_added_at_the_end(
    many: Searcher, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    monkeypatch.setattr(retrieval, "DEPTH", 4)
    two, eight = (many.search(question, limit=limit).hits for limit in (2, 12))
    assert [(hit.article.id, hit.score) for hit in eight[:2]] == [(hit.article.id, hit.score) for hit in two]
    assert len(eight) == 12


# article:          0    1    2    3
ORDER = np.array([3.0, 2.8, 2.9, 2.7], np.float32)
STORIES = np.array([0, 0, 2, 3], np.int32)
DAYS = np.array([9, 3, 9, 9], np.int32)
"""Articles 0 and 1 tell one story: 1 is earlier and `MARGIN` or less behind, so that its 2.8 is shown."""


@pytest.mark.parametrize(
    ("collapse", "read", "shown"),
    # 2.9 is above 2.8, and 2.7 is more than `MARGIN` below 3.0.
    [("story", [0, 2, 1], 2), ("article", [0], 0), ("none", [0], 0)],
)
def test_what_may_come_before_an_earlier_article_of_a_story_is_read(
    monkeypatch: pytest.MonkeyPatch, collapse: Collapse, read: list[int], shown: int
) -> None:
    monkeypatch.setattr(constraints.Constraints, "_hold", lambda _, rows: [True] * len(rows))
    articles = np.arange(4, dtype=np.int32)
    found: Any = SimpleNamespace(rows=articles, articles=articles)
    asked: Any = SimpleNamespace(phrases=("banjir",), excluded=())
    reader: Any = None
    groups = STORIES if collapse == "story" else articles
    kept = constraints.Constraints(reader, asked).kept(found, ORDER, groups, 1)
    assert kept.tolist() == read
    [group] = grouped(ORDER[kept], articles[kept], STORIES[kept], DAYS[kept], 1, collapse)
    assert kept[group.best] == shown
