from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.errors import DamagedSnapshot
from index.question import Filters
from index.records import date_to_day, day_to_date
from index.snapshot.catalog import Catalog
from index.snapshot.columns import UNKNOWN_DAY, Columns, write_columns
from tests.snapshot_samples import ARTICLES, write_catalog

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.records import Article


def columns_of(tmp_path: Path, articles: Sequence[Article] = ARTICLES) -> Columns:
    write_catalog(tmp_path / "c.sqlite", articles)
    with Catalog.open(tmp_path / "c.sqlite") as catalog:
        write_columns(catalog, tmp_path / "columns", np.arange(len(articles), dtype=np.int32))
    return Columns.open(tmp_path / "columns")


def test_each_passage_row_carries_the_values_of_its_article(tmp_path: Path) -> None:
    columns = columns_of(tmp_path)
    march_4, march_9 = date_to_day(date(2024, 3, 4)), date_to_day(date(2024, 3, 9))
    assert columns.rows == 6
    assert columns.articles.tolist() == [0, 0, 1, 1, 1, 2]
    assert columns.days.tolist() == [march_4, march_4, march_9, march_9, march_9, UNKNOWN_DAY]
    assert [columns.language_names[code] for code in columns.languages] == [
        "id",
        "id",
        "en",
        "en",
        "en",
        "id",
    ]
    assert [columns.source_names[code] for code in columns.sources] == [
        *["Suara Teluk"] * 2,
        *["Valley Courier"] * 3,
        None,
    ]


def test_types_are_small_and_fixed(tmp_path: Path) -> None:
    columns = columns_of(tmp_path)
    found = [columns.languages, columns.days, columns.sources, columns.articles, columns.stories]
    assert [array.dtype for array in found] == [np.uint8, np.int32, np.int32, np.int32, np.int32]


def test_the_passages_of_an_article_are_of_its_story(tmp_path: Path) -> None:
    write_catalog(tmp_path / "c.sqlite")
    with Catalog.open(tmp_path / "c.sqlite") as catalog:
        write_columns(catalog, tmp_path / "columns", np.array([1, 1, 2], np.int32))
    # Two, three and one passages: the first article tells the story of the second.
    assert Columns.open(tmp_path / "columns").stories.tolist() == [1, 1, 1, 1, 1, 2]


MARCH = [date(2024, 3, day) for day in range(1, 32)]
MASKS = {
    "Indonesian": (Filters(languages=frozenset({"id"})), [1, 1, 0, 0, 0, 1]),
    "both languages": (Filters(languages=frozenset({"id", "en"})), [1, 1, 1, 1, 1, 1]),
    "a language without articles": (Filters(languages=frozenset({"und"})), [0, 0, 0, 0, 0, 0]),
    "source in other case": (Filters(sources=frozenset({" SUARA teluk"})), [1, 1, 0, 0, 0, 0]),
    "unknown source": (Filters(sources=frozenset({"Nowhere Times"})), [0, 0, 0, 0, 0, 0]),
    "a known and an unknown": (Filters(sources=frozenset({"x", "valley courier"})), [0, 0, 1, 1, 1, 0]),
    "the word None is no source": (Filters(sources=frozenset({"None"})), [0, 0, 0, 0, 0, 0]),
    "since its own day": (Filters(since=MARCH[8]), [0, 0, 1, 1, 1, 0]),
    "since the day after": (Filters(since=MARCH[9]), [0, 0, 0, 0, 0, 0]),
    "until its own day": (Filters(until=MARCH[3]), [1, 1, 0, 0, 0, 0]),
    "until the day before": (Filters(until=MARCH[2]), [0, 0, 0, 0, 0, 0]),
    "no date passes no bound": (Filters(since=date.min, until=date.max), [1, 1, 1, 1, 1, 0]),
    "language and date": (Filters(languages=frozenset({"en"}), until=MARCH[3]), [0, 0, 0, 0, 0, 0]),
}


@pytest.mark.parametrize(("filters", "expected"), MASKS.values(), ids=MASKS)
def test_mask(tmp_path: Path, filters: Filters, expected: list[int]) -> None:
    mask = columns_of(tmp_path).mask(filters)
    assert mask is not None
    assert mask.tolist() == [bool(value) for value in expected]


def test_without_filters_there_is_no_mask(tmp_path: Path) -> None:
    assert columns_of(tmp_path).mask(Filters()) is None


def test_no_articles_give_empty_columns(tmp_path: Path) -> None:
    columns = columns_of(tmp_path, [])
    mask = columns.mask(Filters(languages=frozenset({"id"}), sources=frozenset({"x"}), since=MARCH[0]))
    assert columns.rows == 0
    assert mask is not None
    assert mask.tolist() == []


def test_days_count_from_1970() -> None:
    assert [
        date_to_day(date(1970, 1, 1)),
        date_to_day(date(1969, 12, 31)),
        date_to_day(date(2024, 3, 4)),
    ] == [
        0,
        -1,
        19786,
    ]
    assert day_to_date(19786) == date(2024, 3, 4)


@pytest.mark.parametrize("name", ["days.npy", "stories.npy", "names.json"])
@pytest.mark.parametrize("keep", [None, 0, 5])
def test_a_missing_or_truncated_file_is_damage(tmp_path: Path, name: str, keep: int | None) -> None:
    columns_of(tmp_path)
    path = tmp_path / "columns" / name
    content = path.read_bytes()
    path.unlink() if keep is None else path.write_bytes(content[:keep])
    with pytest.raises(DamagedSnapshot, match="cari rollback"):
        Columns.open(tmp_path / "columns")


def test_arrays_of_different_lengths_are_damage(tmp_path: Path) -> None:
    columns_of(tmp_path)
    np.save(tmp_path / "columns" / "days.npy", np.zeros(5, dtype=np.int32))
    with pytest.raises(DamagedSnapshot, match="lengths differ"):
        Columns.open(tmp_path / "columns")


def test_pickled_objects_are_refused(tmp_path: Path) -> None:
    columns_of(tmp_path)
    np.save(tmp_path / "columns" / "days.npy", np.array([{}] * 6), allow_pickle=True)
    with pytest.raises(DamagedSnapshot):
        Columns.open(tmp_path / "columns")


def test_the_newest_rows_are_whole_days_up_to_today(tmp_path: Path) -> None:
    columns = columns_of(tmp_path)  # two rows of March 4, three of March 9, one without a day
    every, some = np.ones(6, np.bool_), np.array([1, 1, 0, 0, 1, 1], np.bool_)
    for least, today, among, expected in (
        (1, date(2024, 3, 20), every, [0, 0, 1, 1, 1, 0]),
        (4, date(2024, 3, 20), every, [1, 1, 1, 1, 1, 0]),
        (2, date(2024, 3, 8), every, [1, 1, 0, 0, 0, 0]),
        # Two have a date by then, so that one without is taken, too, or one that is dated later.
        (3, date(2024, 3, 8), every, [1, 1, 1, 0, 0, 0]),
        (1, date(2024, 3, 20), some, [0, 0, 0, 0, 1, 0]),
    ):
        assert columns.newest(least, today, among).astype(int).tolist() == expected
    assert columns.newest(6, date(2024, 3, 20), every) is every
    assert columns.newest(4, date(2024, 3, 20), some) is some
