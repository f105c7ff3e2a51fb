"""Which articles are the same, and which only share a link."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from index.reading import SourceFile, read_file
from index.reading.identity import article_id
from index.records import Article

if TYPE_CHECKING:
    from pathlib import Path

BALI = "https://id.example/wiki/Bali"
LIVE = "https://id.example/live"
BODY = "Bali adalah sebuah pulau di sebelah timur Jawa."


def ids(tmp_path: Path, *records: dict[str, object], name: str = "a.jsonl") -> list[str]:
    lines = [
        json.dumps({"text": f"{BODY} Alinea {number}.", **record}) for number, record in enumerate(records)
    ]
    (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
    items = list(read_file(SourceFile(tmp_path / name, name)))
    assert len(items) == len(records)
    return [item.id for item in items if isinstance(item, Article)]


@pytest.mark.parametrize("link", ["url", "link"])
def test_paragraphs_that_carry_the_link_of_their_page_stay_apart(tmp_path: Path, link: str) -> None:
    found = ids(tmp_path, *({"_id": f"p{number}", link: BALI} for number in range(3)))
    assert len(set(found)) == 3
    # sha256sum of "record\\nhttps://id.example/wiki/Bali\\np0"
    assert found[0] == "b6862951bc6c3515"


def test_a_record_keeps_its_id_when_its_file_moves_or_its_lines_do(tmp_path: Path) -> None:
    first, second = {"id": "1", "url": BALI}, {"id": "2", "url": BALI}
    assert ids(tmp_path, first, second) == ids(tmp_path, second, first, name="b.jsonl")[::-1]


def test_row_numbers_of_two_files_are_not_one_article(tmp_path: Path) -> None:
    assert ids(tmp_path, {"id": 1}) != ids(tmp_path, {"id": 1}, name="b.jsonl")
    assert ids(tmp_path, {"id": 1, "url": BALI}) != ids(tmp_path, {"id": 1, "url": LIVE}, name="b.jsonl")


def test_one_id_twice_in_a_file_is_one_article(tmp_path: Path) -> None:
    assert len(set(ids(tmp_path, {"id": "1"}, {"id": "1"}))) == 1
    assert len(set(ids(tmp_path, {"id": "1", "url": BALI}, {"id": "1", "url": BALI}))) == 1


def test_entries_of_a_live_blog_stay_apart(tmp_path: Path) -> None:
    x, y = {"url": f"{LIVE}#x"}, {"url": f"{LIVE}#y"}
    found = ids(tmp_path, x, y)
    assert len(set(found)) == 2
    # sha256sum of "url\\nhttps://id.example/live#x"
    assert found[0] == "c93a59f26e85abd8"
    assert len(set(ids(tmp_path, {"id": 1, **x}, {"id": 1, **y}))) == 2


def test_a_page_is_the_same_wherever_its_link_jumps_to() -> None:
    assert article_id("a.html", BALI) == article_id("b.html", f"{BALI}#komentar") == "405e17372bfc94bf"


@pytest.mark.parametrize(
    ("url", "is_own"),
    [
        ("https://kabar.example", False),
        ("https://kabar.example/", False),
        ("https://kabar.example/#atas", False),
        ("https://kabar.example/1", True),
        ("https://kabar.example/?p=1", True),
        ("https://kabar.example?p=1", True),
    ],
)
def test_pages_that_all_name_the_home_page_stay_apart(url: str, is_own: bool) -> None:
    assert (article_id("a.html", url) == article_id("b.html", url)) is is_own
    assert (article_id("a.html", url) == article_id("a.html")) is not is_own


def test_a_record_without_an_id_goes_by_its_link_as_a_page_does(tmp_path: Path) -> None:
    assert (
        ids(tmp_path, {"url": BALI}) == ids(tmp_path, {"url": BALI}, name="b.jsonl") == ["405e17372bfc94bf"]
    )


def test_what_has_neither_link_nor_id_goes_by_file_and_line(tmp_path: Path) -> None:
    assert ids(tmp_path, {}, {}) == [article_id("a.jsonl", line=line) for line in (1, 2)]
    assert ids(tmp_path, {"id": 7}) == [article_id("a.jsonl", record="7", line=1)]
    told = [
        article_id("a.txt"),
        article_id("b.txt"),
        article_id("a.txt", record="1"),
        article_id("a.txt", line=1),
        article_id("a.txt", BALI),
    ]
    assert len(set(told)) == 5
    # sha256sum of "file\\na.txt"
    assert told[0] == "973df40007597495"
