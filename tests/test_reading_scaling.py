"""Time grows with a text and no faster: if one pattern were quadratic, these tests would not end today."""

from __future__ import annotations

import json
from itertools import islice, product
from string import ascii_lowercase
from typing import TYPE_CHECKING

import pytest

from index.reading import SourceFile, read_file
from index.records import Article

if TYPE_CHECKING:
    from pathlib import Path

LETTERS = 200_000
LEAD = (
    "Warga Desa Sukamaju mulai membersihkan rumah setelah banjir setinggi satu meter surut pada Selasa pagi."
)
SECOND = "Kepala desa mengatakan dapur umum tetap dibuka sampai akhir pekan bagi keluarga yang belum pulang."
LONG = {
    "capitals": "ACGT",
    "words": "a ",
    "names": "Aa ",
    "dashes": "- ",
    "brackets": "( ",
    "digits": "7",
    "standings": "Arsenal 50 ",
    "figures": "TLKM 7,7 ",
    "columns": "Tempo ",
    "outlets": " - Kompas.com",
    "sentences": "Ya. ",
    "dates": "3 Juli 2024 10:00, ",
    "labels": "Penulis : A | ",
    "credits": "AFP / ",
    "bylines": "By Aa and ",
    "pictures": "FOTO: Aa. ",
    "links": "Baca juga: A B C D E. ",
    "lost links": "Baca juga:, ",
    "open links": "(Baca juga: a ",
    "videos": "Simak Video 'a ",
    "spaces": "  ",
}


def read(tmp_path: Path, name: str, content: str) -> Article:
    (tmp_path / name).write_text(content, encoding="utf-8")
    article = next(read_file(SourceFile(tmp_path / name, name)))
    assert isinstance(article, Article), article
    return article


def long_line(unit: str) -> str:
    return unit * (LETTERS // len(unit)) + " x"


@pytest.mark.parametrize("unit", LONG.values(), ids=LONG)
def test_a_long_line_of_a_page(tmp_path: Path, unit: str) -> None:
    line = long_line(unit)
    text = f"Banjir Surut di Sukamaju\n\n{line}\n\n{LEAD}\n\n{line}\n\n{SECOND}\n"
    assert SECOND in read(tmp_path, "a.txt", text).body


@pytest.mark.parametrize("unit", LONG.values(), ids=LONG)
def test_a_long_line_of_a_record(tmp_path: Path, unit: str) -> None:
    line = long_line(unit)
    fields = dict.fromkeys(("title", "date", "author", "tags", "source", "lang", "place"), line)
    text = f"{line}\n\n{LEAD}"
    assert LEAD in read(tmp_path, "a.jsonl", json.dumps({"text": text, **fields})).body


@pytest.mark.parametrize("unit", ["ACGT", "<!-- ", "Arsenal 50 "])
@pytest.mark.parametrize("name", ["a.md", "a.html"])
def test_a_long_line_of_markup(tmp_path: Path, name: str, unit: str) -> None:
    line = long_line(unit)
    text = f"# Banjir Surut di Sukamaju\n\n{LEAD}\n\n{SECOND}\n\n<div>{line}</div>\n"
    if name == "a.html":
        paragraphs = "".join(f"<p>{each}</p>" for each in (LEAD, SECOND, line.replace("<", "&lt;")))
        text = f"<html><body><article><h1>Banjir Surut di Sukamaju</h1>{paragraphs}</article></body></html>"
    assert SECOND in read(tmp_path, name, text).body


@pytest.mark.parametrize("begin", ["<!-- --> ", " ", "<!doctype html ", "<?xml a"])
def test_a_page_that_may_begin_as_html(tmp_path: Path, begin: str) -> None:
    assert SECOND in read(tmp_path, "a.txt", f"{long_line(begin)}\n\n{LEAD}\n\n{SECOND}").body


@pytest.mark.parametrize("cells", ["\t", ",", " ", '"",'])
def test_a_long_row_of_a_table(tmp_path: Path, cells: str) -> None:
    delimiter = "," if cells == '"",' else cells.replace(" ", ",")
    rows = [delimiter.join(("text", "title")), long_line(cells), delimiter.join((LEAD, "Banjir"))]
    (tmp_path / "a.csv").write_text("\n".join(rows), encoding="utf-8")
    *_, last = read_file(SourceFile(tmp_path / "a.csv", "a.csv"))
    assert isinstance(last, Article)
    assert last.body == LEAD


@pytest.mark.parametrize("lines", ["Komentar\n", f"Berita Terkait\n{LEAD}\n", ": a\n", "© 2024 Kota\nKota\n"])
def test_a_page_of_many_lines(tmp_path: Path, lines: str) -> None:
    text = f"Banjir Surut di Sukamaju\n\n{LEAD}\n{lines * (LETTERS // len(lines))}{LEAD}\n{SECOND}\n{LEAD}"
    assert LEAD in read(tmp_path, "a.txt", text).body


def test_a_page_of_many_names_above_the_text_and_signs_below(tmp_path: Path) -> None:
    names = ["Media " + "".join(letters) for letters in islice(product(ascii_lowercase, repeat=4), 20_000)]
    signs = [f"© {name}" for name in names]
    article = read(tmp_path, "a.txt", "\n".join([*names, "", LEAD, "", SECOND, "", *signs]))
    assert LEAD in article.body
    assert article.source == names[-20]


def test_a_page_of_many_headlines(tmp_path: Path) -> None:
    headlines = "<h2>Banjir Surut di Sukamaju</h2>" * (LETTERS // 30)
    paragraphs = f"<p>{LEAD}</p><p>{SECOND}</p>" * 12
    head = "<head><title>Banjir Surut di Sukamaju</title></head>"
    text = f"<html>{head}<body>{headlines}<article>{paragraphs}</article></body></html>"
    assert SECOND in read(tmp_path, "a.html", text).body
