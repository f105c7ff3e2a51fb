"""Page files whose names say one thing and whose bytes another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.reading import SourceFile, read_file
from index.records import Article, Problem

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "Banjir Surut, Warga Sukamaju Bersihkan Rumah"
LEAD = (
    "Warga Desa Sukamaju mulai membersihkan rumah setelah banjir setinggi satu meter surut pada Selasa pagi."
)
SECOND = (
    "Kepala desa mengatakan dapur umum tetap dibuka sampai akhir pekan bagi keluarga yang belum bisa pulang."
)
PAGE = (
    f'<html lang="id"><head><title>{TITLE} - Kabar Kota</title><meta name="author" content="Rina Wati">'
    '<meta property="article:published_time" content="2024-07-03T19:41:00+07:00"></head><body>'
    f"<nav><a href='/'>Beranda</a></nav><article><h1>{TITLE}</h1><p>{LEAD}</p><p>{SECOND}</p></article>"
    "</body></html>"
)
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
XHTML = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/x.dtd">\n'


def read(tmp_path: Path, name: str, content: str | bytes) -> Article | Problem:
    (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    (item,) = read_file(SourceFile(tmp_path / name, name))
    return item


def article(tmp_path: Path, name: str, content: str | bytes) -> Article:
    item = read(tmp_path, name, content)
    assert isinstance(item, Article), item
    return item


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize(
    "content",
    [
        PAGE,
        f"\ufeff\n  <!doctype HTML>\n{PAGE}",
        f"{XML}{XHTML}{PAGE}",
        f"<!-- cache --><!-- 3 Juli -->\n<!DOCTYPE html>{PAGE}",
        f"<!DOCTYPE html>{PAGE}".encode("utf-16"),
        f"<!DOCTYPE html>\r\n{PAGE}".encode("utf-16-le"),
    ],
    ids=["html", "doctype", "xhtml", "comments", "utf-16", "utf-16-le"],
)
def test_a_whole_html_page_is_read_as_one_under_any_name(
    tmp_path: Path, name: str, content: str | bytes
) -> None:
    found = article(tmp_path, name, content)
    assert (found.title, found.published) == (TITLE, "2024-07-03T19:41:00+07:00")
    assert (found.authors, found.body) == (("Rina Wati",), f"{LEAD}\n\n{SECOND}")


def test_an_html_page_without_an_article_is_a_problem_under_any_name(tmp_path: Path) -> None:
    item = read(tmp_path, "a.txt", "<html><body></body></html>")
    assert isinstance(item, Problem)
    assert "no article found on the page" in item.reason


@pytest.mark.parametrize(
    "tags",
    [
        "<html> adalah tanda pertama sebuah halaman, kata dosen itu kepada mahasiswa di kelas.",
        "Dosen itu menulis <html><body> di papan tulis lalu bertanya kepada mahasiswa di kelas.",
        "<p> dan </p> mengapit sebuah paragraf, kata dosen itu kepada mahasiswa di kelas.",
        '<?xml version="1.0"?> mendahului setiap berkas, kata dosen itu kepada mahasiswa di kelas.',
    ],
)
def test_a_text_about_tags_stays_text(tmp_path: Path, tags: str) -> None:
    assert (
        article(tmp_path, "a.txt", f"{tags}\n\n{LEAD}\n\n{SECOND}\n").body == f"{tags}\n\n{LEAD}\n\n{SECOND}"
    )


@pytest.mark.parametrize("head", ["", f"<h1>{TITLE}</h1>", f"{TITLE}\n\n"])
@pytest.mark.parametrize("between", ["", "\n", "\r\n\r\n"])
def test_a_text_of_paragraphs_in_tags_is_read_without_them(tmp_path: Path, head: str, between: str) -> None:
    found = article(tmp_path, "a.txt", f"{head}<p>{LEAD}</p>{between}<p class='x'>{SECOND}</p>\n")
    assert (found.title, found.body) == (TITLE if head else None, f"{LEAD}\n\n{SECOND}")


@pytest.mark.parametrize("name", ["a.html", "a.HTM"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_html_file_without_any_tag_is_read_as_text(tmp_path: Path, name: str, encoding: str) -> None:
    price = "Harga beras < Rp 15.000 dan > Rp 12.000 per kilogram di pasar itu, kata seorang pedagang."
    text = f"{TITLE}\n\nRabu, 3 Juli 2024 19:41 WIB\n\n{LEAD}\n\n{price}\n"
    found = article(tmp_path, name, text.encode(encoding))
    assert (found.title, found.published) == (TITLE, "2024-07-03T19:41:00+07:00")
    assert found.body == f"{LEAD}\n\n{price}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_html_file_of_a_few_tags_is_read_as_html(tmp_path: Path, encoding: str) -> None:
    text = f"<h1>{TITLE}</h1><p>{LEAD}</p><p>{SECOND}</p>"
    found = article(tmp_path, "a.html", text.encode(encoding))
    assert (found.title, found.body) == (TITLE, f"{LEAD}\n\n{SECOND}")
