from __future__ import annotations

import os
import sqlite3
import threading
import tracemalloc
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from index.errors import DamagedSnapshot, NotFound, ReadError
from index.records import Passage
from index.snapshot.catalog import Catalog
from index.snapshot.catalog_writer import CatalogWriter
from index.snapshot.reuse import content_hash
from tests.snapshot_samples import ARTICLES, BRIDGE, HARBOUR, NOTICE, cut, write_catalog

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    write_catalog(tmp_path / "catalog.sqlite")
    with Catalog.open(tmp_path / "catalog.sqlite") as opened:
        yield opened


def test_every_field_of_an_article_comes_back(catalog: Catalog) -> None:
    assert [catalog.article(article.id) for article in ARTICLES] == list(ARTICLES)


def test_rows_are_numbered_in_the_order_of_adding(tmp_path: Path) -> None:
    with CatalogWriter(tmp_path / "c.sqlite") as writer:
        for article, rows in zip(ARTICLES, (2, 5, 6), strict=True):
            writer.add(article, cut(article), ["h"] * len(cut(article)))
            assert writer.rows == rows


def test_passages_come_in_the_order_asked_for_with_their_articles(catalog: Catalog) -> None:
    found = catalog.passages([5, 0, 3, 0])
    assert [article.id for article, _ in found] == [NOTICE.id, HARBOUR.id, BRIDGE.id, HARBOUR.id]
    assert [passage for _, passage in found] == [
        cut(NOTICE)[0],
        cut(HARBOUR)[0],
        cut(BRIDGE)[1],
        cut(HARBOUR)[0],
    ]


def test_offsets_count_code_points_not_bytes(catalog: Catalog) -> None:
    [(article, passage)] = catalog.passages([1])
    assert passage.text == "Kapal pertama membawa beras — 1.200 ton."
    assert article.body[passage.start : passage.end] == passage.text


def test_offsets_count_past_astral_characters_and_nul(tmp_path: Path) -> None:
    body = "a\U0001f600b\0c\n\nd\U0001f30a\0 e"
    article = replace(NOTICE, body=body)
    write_catalog(tmp_path / "c.sqlite", [article])
    with Catalog.open(tmp_path / "c.sqlite") as catalog:
        found = catalog.passages([0, 1])
    assert [passage.text for _, passage in found] == ["a\U0001f600b\0c", "d\U0001f30a\0 e"]
    assert {article.body for article, _ in found} == {body}


def test_a_long_article_is_read_once_for_all_its_passages(tmp_path: Path) -> None:
    paragraph = "x" * 50_000
    article = replace(NOTICE, body="\n\n".join([paragraph] * 20))  # a megabyte
    write_catalog(tmp_path / "c.sqlite", [HARBOUR, article])
    with Catalog.open(tmp_path / "c.sqlite") as catalog:
        tracemalloc.start()
        found = catalog.passages(range(22))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert [passage.text for _, passage in found[2:]] == [paragraph] * 20
    assert len({id(article) for article, _ in found}) == 2
    assert peak < 2.5 * len(article.body)  # the body, and passages that add up to it


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM passages WHERE row = 3",
        "DELETE FROM bodies WHERE article = 0",
        "DELETE FROM articles WHERE ordinal = 2",
    ],
)
def test_a_row_gone_missing_is_found(tmp_path: Path, statement: str) -> None:
    write_catalog(tmp_path / "c.sqlite")
    with closing(sqlite3.connect(tmp_path / "c.sqlite")) as connection, connection:
        connection.execute(statement)
    with Catalog.open(tmp_path / "c.sqlite") as catalog:
        assert catalog.problems() == ["rows are missing"]


def test_a_row_that_is_not_there_means_damage(catalog: Catalog) -> None:
    with pytest.raises(DamagedSnapshot, match="row 6 is not in it"):
        catalog.passages([0, 6])


def test_an_unknown_article_says_where_ids_come_from(catalog: Catalog) -> None:
    with pytest.raises(NotFound, match=r"'nope'.*`cari search` prints them"):
        catalog.article("nope")


def test_articles_are_numbered_in_the_order_of_adding(catalog: Catalog) -> None:
    assert [catalog.article_at(ordinal) for ordinal in range(3)] == [HARBOUR, BRIDGE, NOTICE]


def test_hashes_name_the_row_of_each_passage(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.snapshot.catalog._ROWS_A_READ", 4)
    texts = [passage.text for article in ARTICLES for passage in cut(article)]
    assert list(catalog.hashes()) == [(content_hash(text, []), row) for row, text in enumerate(texts)]


def test_names_come_in_order(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.snapshot.catalog._ROWS_A_READ", 2)
    assert list(catalog.names()) == [
        (article.id, article.language, article.origin, article.url, article.record_id) for article in ARTICLES
    ]


def test_summary_counts_articles(catalog: Catalog) -> None:
    summary = catalog.summary
    assert (summary.articles, summary.passages) == (3, 6)
    assert list(summary.languages.items()) == [("id", 2), ("en", 1)]
    assert summary.sources == {None: 1, "Suara Teluk": 1, "Valley Courier": 1}
    assert (summary.oldest, summary.newest) == (date(2024, 3, 4), date(2024, 3, 9))


def test_summary_is_counted_once(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = catalog.summary
    monkeypatch.setattr(catalog, "_fetch", lambda *asked: pytest.fail(f"asked again: {asked}"))
    assert catalog.summary == summary


def test_an_empty_catalog_has_no_dates(tmp_path: Path) -> None:
    write_catalog(tmp_path / "c.sqlite", [])
    with Catalog.open(tmp_path / "c.sqlite") as catalog:
        summary = catalog.summary
        assert (summary.articles, summary.passages, summary.oldest, summary.newest) == (0, 0, None, None)
        assert catalog.problems() == []


REFUSED = {
    "id taken": (
        replace(BRIDGE, id=HARBOUR.id),
        r"bridge\.html: the same article as harbour\.txt .*, correct its canonical link",
    ),
    "no date": (replace(BRIDGE, published="9 Maret 2024"), r"'9 Maret 2024' is not ISO 8601"),
    "half a pair in the title": (replace(BRIDGE, title="\ud83d"), r"bridge\.html: text that is not Unicode"),
    "half a pair in the body": (replace(BRIDGE, body="\ud83d"), r"bridge\.html: text that is not Unicode"),
}


@pytest.mark.parametrize(("article", "message"), REFUSED.values(), ids=REFUSED)
def test_a_refused_article_leaves_no_trace_and_no_gap(tmp_path: Path, article: object, message: str) -> None:
    path = tmp_path / "c.sqlite"
    assert isinstance(article, type(BRIDGE))
    with CatalogWriter(path) as writer:
        writer.add(HARBOUR, cut(HARBOUR), ["h1", "h2"])
        with pytest.raises(ReadError, match=message):
            writer.add(article, cut(article), ["h"] * len(cut(article)))
        writer.add(NOTICE, cut(NOTICE), ["h6"])
    with Catalog.open(path) as catalog:
        assert [catalog.article_at(0), catalog.article_at(1)] == [HARBOUR, NOTICE]
        assert list(catalog.hashes()) == [("h1", 0), ("h2", 1), ("h6", 2)]
        assert catalog.problems() == []


def test_a_passage_must_be_a_slice_of_its_article(tmp_path: Path) -> None:
    with CatalogWriter(tmp_path / "c.sqlite") as writer:
        with pytest.raises(ValueError, match="not a slice"):
            writer.add(NOTICE, [Passage(NOTICE.id, 0, 0, 6, "kantor")], ["h"])
        with pytest.raises(ValueError, match="1 passages but 2 hashes"):
            writer.add(NOTICE, cut(NOTICE), ["h", "h"])


def test_an_exception_while_writing_leaves_no_finished_catalog(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"

    def stopped() -> None:
        with CatalogWriter(path) as writer:
            writer.add(NOTICE, cut(NOTICE), ["h"])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    with pytest.raises(DamagedSnapshot):
        Catalog.open(path)


def test_the_catalog_is_one_file_and_opening_adds_none(tmp_path: Path) -> None:
    write_catalog(tmp_path / "c.sqlite")
    with Catalog.open(tmp_path / "c.sqlite") as catalog:
        catalog.passages([0])
        assert [path.name for path in tmp_path.iterdir()] == ["c.sqlite"]


def test_a_path_with_url_characters_opens(tmp_path: Path) -> None:
    place = tmp_path / "a b?c#d%20"
    place.mkdir()
    write_catalog(place / "c.sqlite")
    with Catalog.open(place / "c.sqlite") as catalog:
        assert catalog.article_count == 3


def test_the_catalog_cannot_be_written_to(catalog: Catalog) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        catalog._connection.execute("DELETE FROM passages")


@pytest.mark.parametrize("content", [None, b"", b"SQLite format 3\0 and then nothing of the kind"])
def test_what_is_no_catalog_is_damage(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "c.sqlite").write_bytes(content)
    with pytest.raises(DamagedSnapshot, match=r"c\.sqlite is damaged.*cari rollback"):
        Catalog.open(tmp_path / "c.sqlite")


def test_a_removed_catalog_stays_readable_from_any_thread_while_it_is_open(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    write_catalog(path)
    found: list[object] = []
    with Catalog.open(path) as catalog:
        path.unlink()
        threads = [threading.Thread(target=lambda: found.append(catalog.passages([3]))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == [[(BRIDGE, cut(BRIDGE)[1])]] * 8


def test_a_catalog_in_a_folder_whose_name_is_not_utf8_is_read(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9 %3F")
    folder.mkdir()
    write_catalog(folder / "catalog.sqlite")
    with Catalog.open(folder / "catalog.sqlite") as catalog:
        assert (catalog.article_count, catalog.passage_count) == (3, 6)


def test_a_catalog_writes_nothing_to_sort(catalog: Catalog) -> None:
    # SQLite sorts large results in files, which a full or read-only disk refuses: 2 is memory.
    assert catalog._connection.execute("PRAGMA temp_store").fetchone() == (2,)
