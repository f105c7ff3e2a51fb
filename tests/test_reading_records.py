"""Articles from .jsonl, .csv and .md files: field names, languages, bodies that lose nothing."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from index.reading import SourceFile, read_file
from index.reading.identity import article_id
from index.records import Article, Problem

if TYPE_CHECKING:
    from pathlib import Path

BODY = "Warga Desa Sukamaju mulai membersihkan rumah setelah banjir surut."
FULL = {
    "title": "Banjir Surut",
    "date": "3 Juli 2024, 19:41 WIB",
    "source": "Kabar Kota",
    "url": "https://kabar.example/1",
    "author": "Dina Ayu dan Budi",
    "keywords": "banjir, tanggul",
    "lang": "id",
    "section": "Daerah",
    "text": BODY,
}


def read(tmp_path: Path, name: str, content: str) -> list[Article | Problem]:
    (tmp_path / name).write_text(content, encoding="utf-8")
    return list(read_file(SourceFile(tmp_path / name, name)))


def one(tmp_path: Path, name: str, content: str) -> Article:
    (article,) = read(tmp_path, name, content)
    assert isinstance(article, Article), article
    return article


def feed(tmp_path: Path, **fields: object) -> Article:
    return one(tmp_path, "a.jsonl", json.dumps({"text": BODY, **fields}) + "\n")


def table(delimiter: str) -> str:
    quoted = [f'"{value}"' if delimiter in value else value for value in FULL.values()]
    return delimiter.join(FULL) + "\n" + delimiter.join(quoted) + "\n"


@pytest.mark.parametrize(
    ("name", "content", "origin"),
    [
        ("a.jsonl", json.dumps(FULL) + "\n", "a.jsonl:1"),
        ("a.csv", table(","), "a.csv:2"),
        ("a.csv", table(";"), "a.csv:2"),
        ("a.csv", table("\t"), "a.csv:2"),
        (
            "a.md",
            "---\n" + "\n".join(f"{k}: {v}" for k, v in FULL.items() if k != "text") + f"\n---\n\n{BODY}\n",
            "a.md",
        ),
    ],
)
def test_every_kind_of_record_gives_the_same_article(
    tmp_path: Path, name: str, content: str, origin: str
) -> None:
    assert one(tmp_path, name, content) == Article(
        id=article_id(name, "https://kabar.example/1"),
        title="Banjir Surut",
        body=BODY,
        language="id",
        origin=origin,
        published="2024-07-03T19:41:00+07:00",
        source="Kabar Kota",
        authors=("Dina Ayu", "Budi"),
        url="https://kabar.example/1",
        keywords=("banjir", "tanggul"),
        section="Daerah",
    )


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("title", ["title", "judul", "headline", "Title", "JUDUL"]),
        ("published", ["date", "published", "published_at", "tanggal", "datePublished", "pubdate"]),
        ("published", ["publishedAt", "date_publish", "publish_date", "published_date", "pub_date"]),
        (
            "published",
            ["Published At", "Publication Date", "article:published_time", "created_at", "created"],
        ),
        ("published", ["tanggal_terbit", "Tanggal Terbit", "TGL-TERBIT", "tgl", "waktu", "timestamp"]),
        ("source", ["source", "publisher", "outlet", "media", "sumber", "source-hostname", "Nama Media"]),
        ("section", ["section", "category", "Rubrik", "kanal"]),
        ("place", ["place", "lokasi"]),
        ("record_id", ["id", "_id"]),
    ],
)
def test_fields_go_by_many_names(tmp_path: Path, field: str, names: list[str]) -> None:
    value = "2024-07-03"
    assert {getattr(feed(tmp_path, **{name: value}), field) for name in names} == {value}


@pytest.mark.parametrize("name", ["url", "link", "tautan", "Permalink", "canonical_url", "Link Berita"])
def test_the_address_of_an_article_goes_by_many_names(tmp_path: Path, name: str) -> None:
    assert feed(tmp_path, **{name: "https://kabar.example/1"}).url == "https://kabar.example/1"


def test_the_address_of_an_article_may_be_its_source(tmp_path: Path) -> None:
    page, site = "https://kabar.example/1", "https://kabar.example/"
    found = feed(tmp_path, **{"source": page, "source-hostname": "Kabar Kota", "url": ""})
    assert (found.url, found.source) == (page, "Kabar Kota")
    found = feed(tmp_path, sumber=page, link="https://kabar.example/2")
    assert (found.url, found.source) == ("https://kabar.example/2", None)
    found = feed(tmp_path, source=site)  # that many articles share
    assert (found.url, found.source) == (None, site)
    # Without another source it may be a feed: with its address as theirs, all articles of it would be one.
    assert feed(tmp_path, source="https://kabar.example/feed/daerah").url is None


def test_the_columns_of_an_indonesian_export(tmp_path: Path) -> None:
    header = "judul;isi;tanggal_terbit;penulis;sumber;tautan"
    row = f"Banjir Surut;{BODY};3 Juli 2024;Dina Ayu;Kabar Kota;https://kabar.example/1"
    found = one(tmp_path, "a.csv", f"{header}\n{row}\n")
    assert (found.title, found.body, found.published) == ("Banjir Surut", BODY, "2024-07-03")
    assert (found.authors, found.source, found.url) == (
        ("Dina Ayu",),
        "Kabar Kota",
        "https://kabar.example/1",
    )


def test_a_date_of_publication_goes_before_one_of_creation(tmp_path: Path) -> None:
    days = {"modified": "2024-07-05", "Created At": "2024-07-02", "Tanggal Terbit": "2024-07-03"}
    assert feed(tmp_path, **days).published == "2024-07-03"
    assert feed(tmp_path, modified="2024-07-05", created="2024-07-02").published == "2024-07-02"
    assert feed(tmp_path, modified="2024-07-05").published is None


def test_of_two_fields_of_one_name_the_empty_one_does_not_count(tmp_path: Path) -> None:
    row = one(tmp_path, "a.csv", f"isi,Published At,published_at\n{BODY},2024-07-03,\n")
    assert row.published == "2024-07-03"
    assert feed(tmp_path, _source={"title": "Jalan Dibuka"}).source is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pandas.jsonl", '{"url": NaN, "text": "Satu."}\n{"url": NaN, "text": "Dua.", "date": NaN}\n'),
        ("marks.csv", "url,text\n-,Satu.\n-,Dua.\n"),
        ("marks.csv", "url,text\nN/A,Satu.\nN/A,Dua.\n"),
    ],
)
def test_an_empty_cell_is_no_address_that_two_records_share(tmp_path: Path, name: str, content: str) -> None:
    one, two = read(tmp_path, name, content)
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert [one.body, one.url, two.body, two.url] == ["Satu.", None, "Dua.", None]
    assert one.id != two.id


@pytest.mark.parametrize(
    "name",
    [
        "text",
        "body",
        "content",
        "isi",
        "article",
        "articleBody",
        "maintext",
        "plaintext",
        "content_html",
        "summary",
    ],
)
def test_the_text_goes_by_many_names(tmp_path: Path, name: str) -> None:
    assert one(tmp_path, "a.jsonl", json.dumps({name: BODY})).body == BODY


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("authors", ["Dina Ayu", "Budi"], ("Dina Ayu", "Budi")),
        ("authors", [{"name": "Dina Ayu"}], ("Dina Ayu",)),
        ("author", {"name": "Dina Ayu"}, ("Dina Ayu",)),
        ("penulis", "Oleh Dina Ayu, Redaksi", ("Dina Ayu",)),
        ("author", "Tim Hartono", ("Tim Hartono",)),
        ("author", ["Tim Liputan", "Dina, Tim Riset Kabar", "Tim kami", "Tim Kompas"], ("Dina",)),
        ("author", ["-", "--"], ()),
        ("tags", ["banjir", "kali bening"], ("banjir", "kali bening")),
        ("tags", "banjir; kali bening", ("banjir", "kali bening")),
        ("tags", "#banjir #kali | C#, Piala Dunia Putri", ("banjir", "kali", "C#", "Piala Dunia Putri")),
        ("tags", ["banjir, tanggul", "banjir"], ("banjir", "tanggul")),
        # as pandas writes a list into a cell
        ("authors", "['Ani Wijaya', 'Budi Santoso']", ("Ani Wijaya", "Budi Santoso")),
        ("authors", '["Ma\'ruf Amin"]', ("Ma'ruf Amin",)),
        ("tags", '["banjir", "tanggul"]', ("banjir", "tanggul")),
        ("tags", "[]", ()),
        ("tags", "[banjir], [tanggul]", ("[banjir]", "[tanggul]")),
        ("tags", [], ()),
    ],
)
def test_lists_come_as_lists_or_as_text(
    tmp_path: Path, field: str, value: object, expected: tuple[str, ...]
) -> None:
    article = feed(tmp_path, **{field: value})
    assert (article.keywords if field == "tags" else article.authors) == expected


@pytest.mark.parametrize(
    "blank", [None, "", " ", "\u200b", [], [" ", []], {}, {"rendered": ""}, "<p></p>", "&nbsp;", False]
)
def test_a_blank_field_does_not_hide_the_next_name_of_it(tmp_path: Path, blank: object) -> None:
    fields = {"title": blank, "text": blank, "tags": ["banjir"], "keywords": blank}
    for name in ("isi", "summary"):
        article = one(tmp_path, "a.jsonl", json.dumps({**fields, "judul": "Banjir Surut", name: BODY}))
        assert (article.title, article.body, article.keywords) == ("Banjir Surut", BODY, ("banjir",))


def test_a_blank_cell_does_not_hide_the_next_column(tmp_path: Path) -> None:
    assert one(tmp_path, "a.csv", f"title,text,judul,isi\n , ,Banjir Surut,{BODY}\n").body == BODY


@pytest.mark.parametrize("declared", ["id", "ID", "in", "ind", "id-ID", "id_ID", "Indonesian"])
def test_the_declared_language_is_believed(tmp_path: Path, declared: str) -> None:
    article = feed(tmp_path, text="The court said on Monday that the law will stand.", lang=declared)
    assert article.language == "id"


@pytest.mark.parametrize("declared", [None, "", "fr", "xx"])
def test_the_language_is_detected_where_none_of_the_two_is_declared(
    tmp_path: Path, declared: str | None
) -> None:
    text = "The court said on Monday that the law will stand and that the state must pay for the damage."
    assert feed(tmp_path, text=text, lang=declared).language == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Aspirin is a salt.",
        "Related",
        "Komentar",
        "Baca juga: sebuah judul",
        "15 Juni 2001",
        "No",
        "Foto: Dina",
        "a, b; c | d",
        "Tahun berapa\tSCO  didirikan?",
    ],
)
def test_a_short_text_survives_as_it_is(tmp_path: Path, text: str) -> None:
    article = one(tmp_path, "corpus.jsonl", json.dumps({"_id": "d1", "title": "", "text": text}))
    assert article.body == " ".join(text.split())
    assert article.title is None
    assert article.record_id == "d1"
    assert article.published is None


def test_only_sure_chrome_leaves_the_body_of_a_record(tmp_path: Path) -> None:
    kept = [
        "Berita Terkait",
        BODY,
        "Komentar",
        "Foto: Dina",
        "3 Juli 2024",
        "Sumber: BPS",
        "1. Beras",
        "Bagikan",
    ]
    gone = [
        "SCROLL TO CONTINUE WITH CONTENT",
        "Baca juga: Jalan Dibuka",
        "[Gambas:Video 20detik]",
        "Simak Video 'Banjir':",
    ]
    text = "\n".join(line for pair in zip(kept, gone * 2, strict=True) for line in pair)
    assert feed(tmp_path, text=text).body == "\n\n".join(kept)


def test_a_phrase_of_the_site_within_a_line_goes(tmp_path: Path) -> None:
    text = f"{BODY} SCROLL TO CONTINUE WITH CONTENT {BODY}"
    assert feed(tmp_path, text=text).body == f"{BODY} {BODY}"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Banjir Surut\n\nBanjir Surut", "Banjir Surut"),
        ("ADVERTISEMENT\n\nBanjir Surut\n\nBanjir Surut", "Banjir Surut"),
        ("ADVERTISEMENT\n\nBaca juga: Jalan Dibuka", "ADVERTISEMENT"),
        (f"Banjir Surut\n\n{BODY}", BODY),
    ],
)
def test_one_paragraph_of_a_record_stays_in_any_case(tmp_path: Path, text: str, kept: str) -> None:
    assert feed(tmp_path, title="Banjir Surut", text=text).body == kept


def test_the_place_line_of_a_record_gives_place_and_source(tmp_path: Path) -> None:
    article = feed(tmp_path, text=f"JAKARTA, KOMPAS.com - {BODY}")
    assert (article.place, article.source) == ("JAKARTA", "KOMPAS.com")
    assert feed(tmp_path, text=f"JAKARTA, KOMPAS.com - {BODY}", source="Kompas").source == "Kompas"


def test_unix_seconds_are_a_date(tmp_path: Path) -> None:
    assert feed(tmp_path, published=1719999660).published == "2024-07-03T09:41:00+00:00"


def test_a_quoted_field_spans_lines_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    content = f'judul;isi\nSatu;"{BODY}\n\nLagi ""kutip"" lagi."\nDua;{BODY}\n'
    first, second = read(tmp_path, "a.csv", content)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.body, first.origin) == (f'{BODY}\n\nLagi "kutip" lagi.', "a.csv:2")
    assert (second.title, second.origin) == ("Dua", "a.csv:5")


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (f'Satu,"{BODY}', "never closed"),
        (f"Satu,{BODY},lebih,lagi", "4 fields, the header only 2"),
        (f"Satu,{BODY},,lagi", "4 fields, the header only 2"),
        ("Satu,", "the row has no text"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_is_read(tmp_path: Path, bad: str, reason: str) -> None:
    first, problem, last = read(tmp_path, "a.csv", f"title,text\nSatu,{BODY}\n{bad}\nDua,{BODY}\n")
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert isinstance(problem, Problem)
    assert problem.line == 3
    assert reason in problem.reason


def test_a_stray_quote_in_a_row_costs_no_row(tmp_path: Path) -> None:
    rows = read(tmp_path, "a.csv", f'title,text\nTV 32",{BODY}\nDua,{BODY}\n')
    assert [row.title for row in rows if isinstance(row, Article)] == ['TV 32"', "Dua"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    ("name", "content", "lines"),
    [
        ("a.csv", f'title,text\rSatu,{BODY}\rDua,"{BODY}\r\rLagi."\rTiga,{BODY}', [2, 3, 6]),
        ("a.jsonl", f'{{"text": "{BODY}"}}\r\r{{"text": "{BODY}"}}\r', [1, 3]),
    ],
)
def test_a_carriage_return_alone_ends_a_line(
    tmp_path: Path, name: str, content: str, lines: list[int], encoding: str
) -> None:
    (tmp_path / name).write_bytes(content.encode(encoding))
    articles = list(read_file(SourceFile(tmp_path / name, name)))
    assert [item.origin for item in articles] == [f"{name}:{line}" for line in lines]


@pytest.mark.parametrize("length", [4094, 4095, 4096])
def test_lines_keep_their_numbers_wherever_the_first_one_ends(tmp_path: Path, length: int) -> None:
    header = f"title,text,{'x' * (length - 11)}"
    (tmp_path / "a.csv").write_bytes(f"{header}\r\nSatu,{BODY}\r\nDua,{BODY}\r\n".encode())
    articles = list(read_file(SourceFile(tmp_path / "a.csv", "a.csv")))
    assert [item.origin for item in articles] == ["a.csv:2", "a.csv:3"]


def test_a_header_may_be_as_long_as_an_article(tmp_path: Path) -> None:
    csv.field_size_limit(2**17)  # as a process starts with; an earlier table has raised it
    assert one(tmp_path, "a.csv", f"{'x' * 200_000},text\nSatu,{BODY}\n").body == BODY


@pytest.mark.parametrize("letter", ["\u2028", "\u2029", "\u0085", "\x0b", "\x0c", "\x1c", "\x1e"])
def test_only_line_ends_part_the_rows_of_a_table(tmp_path: Path, letter: str) -> None:
    first, second = read(tmp_path, "a.csv", f"title,text\nSatu,Awal {letter}Akhir\nDua,{BODY}\n")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert "Akhir" in first.body
    assert second.origin == "a.csv:3"


@pytest.mark.parametrize("field", ["title", "date", "tags", "author", "lang"])
def test_front_matter_that_stands_for_a_billion_values_is_a_problem(tmp_path: Path, field: str) -> None:
    levels = [f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    yaml = "\n".join([f"a: &a [{','.join('x' * 9)}]", *levels, f"{field}: *i"])
    (problem,) = read(tmp_path, "a.md", f"---\n{yaml}\n---\n\n{BODY}\n")
    assert isinstance(problem, Problem)
    assert f"the field {field} is nested too deep or too large" in problem.reason


def test_front_matter_may_name_a_value_twice(tmp_path: Path) -> None:
    article = one(tmp_path, "a.md", f"---\neditor: &d Dina Ayu\nauthor: [*d, Budi]\n---\n\n{BODY}\n")
    assert article.authors == ("Dina Ayu", "Budi")


def test_markdown_becomes_plain_paragraphs(tmp_path: Path) -> None:
    content = """---
judul: Banjir & Surut
tags:
  - banjir
  - kali bening
tanggal: 2024-07-03 19:41:00 +07:00
---
# Banjir & Surut

![Warga](a.jpg)

Warga **Desa [Sukamaju](https://x.example)** mulai membersihkan
rumah setelah _banjir_ surut.

## Jadwal pemulihan

- Beras lima kilogram
- Air minum

> "Kami butuh air bersih," kata Dina.

Baca juga: Jalan Dibuka
"""
    article = one(tmp_path, "a.md", content)
    assert article.title == "Banjir & Surut"
    assert article.keywords == ("banjir", "kali bening")
    assert article.published == "2024-07-03T19:41:00+07:00"
    assert article.body.split("\n\n") == [
        "Warga Desa Sukamaju mulai membersihkan rumah setelah banjir surut.",
        "Jadwal pemulihan",
        "Beras lima kilogram",
        "Air minum",
        '"Kami butuh air bersih," kata Dina.',
    ]


def test_markdown_without_front_matter_is_read_as_a_page(tmp_path: Path) -> None:
    content = (
        f"# Banjir Surut di Sukamaju\n\n*Jumat, 05 Mei 2023 / 10:23 WIB*\n\nPenulis: Dina Ayu\n\n{BODY}\n"
    )
    article = one(tmp_path, "a.md", content)
    assert (article.title, article.body) == ("Banjir Surut di Sukamaju", BODY)
    assert (article.published, article.authors) == ("2023-05-05T10:23:00+07:00", ("Dina Ayu",))


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (
            "<p>Laba AT&amp;T naik 5 persen &hellip;</p><p>Analis menilai &quot;wajar&quot;.</p>",
            'Laba AT&T naik 5 persen …\n\nAnalis menilai "wajar".',
        ),
        (
            "<p>Harga\nnaik.</p>\n<script>alert(1)</script>\n<div class='x'>Rumah.</div>",
            "Harga naik.\n\nRumah.",
        ),
        ("Satu <b>dua</b>\ntiga\n\nempat <3 x", "Satu dua\n\ntiga\n\nempat <3 x"),
        ("Harga naik.<br/>Rumah, a < b<style>p {}</style>", "Harga naik.\n\nRumah, a < b"),
        (
            "<table><tr><th>Berat</th><th>Harga</th></tr><tr><td>1 g</td><td>1.200.000</td></tr></table>",
            "Berat, Harga\n\n1 g, 1.200.000",
        ),
        ("<p>Harga naik.</p></body></html>\n<P>Rumah.", "Harga naik.\n\nRumah."),
        ("Harga<center>naik</center>Rumah<b>.</b>", "Harga\n\nnaik\n\nRumah."),
        # escaped once more
        (
            "&lt;p class=&quot;a&quot;&gt;Laba AT&amp;amp;T naik.&lt;/p&gt;\n&lt;P&gt;Rumah.&lt;/P&gt;",
            "Laba AT&T naik.\n\nRumah.",
        ),
        ("<p>Tulis &lt;b&gt;tebal&lt;/b&gt; saja.</p>", "Tulis <b>tebal</b> saja."),
        # no tags of HTML
        ("Jika a < b dan AT&amp;T <3 kamu", "Jika a < b dan AT&T <3 kamu"),
        ("Jika a <b dan c> d, kata <nama>.", "Jika a <b dan c> d, kata <nama>."),
        ("Harga naik.\n<!--more-->\nRumah <!-- a\nb -->murah.", "Harga naik.\n\nRumah murah."),
        ("Tanda <!-- membuka komentar.", "Tanda <!-- membuka komentar."),
        ('Harga naik.<video src="a.mp4">Peramban Anda lama.</video>', "Harga naik."),
        ('<picture><source srcset="a.webp"></picture>Harga naik.', "Harga naik."),
        ("Tag &lt;p&gt; membuka paragraf.", "Tag <p> membuka paragraf."),
        ("Tag &lt;/p&gt; menutup paragraf.", "Tag </p> menutup paragraf."),
    ],
)
@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_html_in_a_record_becomes_plain_paragraphs(
    tmp_path: Path, name: str, written: str, read_as: str
) -> None:
    quoted = written.replace('"', '""')
    content = json.dumps({"text": written}) if name == "a.jsonl" else f'text\n"{quoted}"\n'
    assert one(tmp_path, name, content).body == read_as


def test_html_in_a_title_and_a_name_goes_too(tmp_path: Path) -> None:
    article = feed(
        tmp_path, title="Laba <em>AT&amp;T</em> naik", author="<a href='/d'>Dina Ayu</a>", text=BODY
    )
    assert (article.title, article.authors) == ("Laba AT&T naik", ("Dina Ayu",))


def test_a_record_of_a_picture_only_has_no_text(tmp_path: Path) -> None:
    (problem,) = read(
        tmp_path, "a.jsonl", json.dumps({"text": "<p><img src='a.jpg'></p><script>x()</script>"})
    )
    assert isinstance(problem, Problem)
    assert "none of 1 records has text" in problem.reason


def test_a_string_without_end_is_told_in_plain_words(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, "a.jsonl", '{"text": "Banjir')
    assert isinstance(problem, Problem)
    assert problem.reason == (
        "broken JSON: Unterminated string starting at column 10; write one JSON object per line"
    )


def test_the_place_line_of_an_unknown_outlet_is_parted(tmp_path: Path) -> None:
    article = feed(tmp_path, text=f"GARUT, SUARA KITA - {BODY}")
    assert (article.place, article.source) == ("GARUT", "SUARA KITA")


def test_rows_of_a_markdown_table_are_paragraphs(tmp_path: Path) -> None:
    table = "| Berat | Harga |\n|:------|------:|\n| 1 g | **1.200.000** |\n| 5 g ||"
    after = "Harga itu berlaku di semua butik di Jakarta, kata manajer penjualan kemarin."
    notes = "[^1]: Data per Senin pagi.\n[^b]: Di luar pajak."
    content = f"# Harga Emas Hari Ini\n\n{BODY}[^1]\n\n{table}\n\n{after}[^b]\n\n{notes}\n"
    assert one(tmp_path, "a.md", content).body.split("\n\n") == [
        BODY, "Berat, Harga", "1 g, 1.200.000", "5 g", after, "Data per Senin pagi.", "Di luar pajak.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (
            "<table><tr><th>Kota</th><th>Korban</th></tr>\n<tr><td>Garut</td><td>12 orang</td></tr></table>",
            ["Kota, Korban", "Garut, 12 orang"],
        ),
        ("<div>Harga naik<br>di pasar.</div>", ["Harga naik", "di pasar."]),
        ("Harga naik.<br>Warga menunggu.", ["Harga naik.", "Warga menunggu."]),
        ("| Kota | Korban |\n|---|---|\n| Garut<br/>Kota | 12 |", ["Kota, Korban", "Garut Kota, 12"]),
        ("| PBB | 16,72% |\n|---|---|\n| PBR | 8,5% |", ["PBB, 16,72%", "PBR, 8,5%"]),
    ],
)
def test_tags_of_html_in_markdown_part_words(tmp_path: Path, written: str, read_as: list[str]) -> None:
    content = f"# Banjir Surut di Sukamaju\n\n{BODY}\n\n{written}\n\nAir surut pada Selasa pagi di sana.\n"
    body = one(tmp_path, "a.md", content).body
    assert body.split("\n\n") == [BODY, *read_as, "Air surut pada Selasa pagi di sana."]


def test_the_standfirst_under_a_short_title_of_front_matter_stays(tmp_path: Path) -> None:
    standfirst = "Warga Desa Sukamaju bersihkan rumah setelah banjir"
    article = one(tmp_path, "a.md", f"---\ntitle: Banjir Besar\n---\n\n{standfirst}\n\n{BODY}\n")
    assert (article.title, article.body) == ("Banjir Besar", f"{standfirst}\n\n{BODY}")
    article = one(
        tmp_path, "a.md", f"---\ntitle: 'Sumber: Air Surut'\n---\n\n{BODY}\n\n{BODY[:-1]} di Bogor.\n"
    )
    assert (article.title, article.source) == ("Sumber: Air Surut", None)


def test_front_matter_in_toml_is_read(tmp_path: Path) -> None:
    toml = 'title = "Harga Emas Naik"\ndate = 2024-07-03T19:41:00+07:00\n'
    toml += 'tags = ["emas", "pasar"]\nauthor = "Dina Ayu"'
    article = one(tmp_path, "a.md", f"+++\n{toml}\n+++\n\n{BODY}\n")
    assert (article.title, article.body) == ("Harga Emas Naik", BODY)
    assert (article.published, article.authors) == ("2024-07-03T19:41:00+07:00", ("Dina Ayu",))
    assert article.keywords == ("emas", "pasar")
    day = one(tmp_path, "a.md", f"+++\r\ndate = 2024-07-03\r\n+++\r\n{BODY}\r\n")
    assert (day.published, day.published_inferred) == ("2024-07-03", False)


def test_front_matter_that_is_no_toml_is_named_with_its_line(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, "a.md", f'+++\ntitle = "x"\ndate = kemarin\n+++\n\n{BODY}\n')
    assert isinstance(problem, Problem)
    assert problem.line == 3
    assert "the front matter is not TOML" in problem.reason


def test_an_export_of_wordpress_is_read(tmp_path: Path) -> None:
    title, content = {"rendered": "Banjir &#8220;Besar&#8221;"}, {"rendered": f"<p>{BODY}</p>\n"}
    numbers = {"id": 7, "author": 3, "tags": [7, 8]}
    article = one(tmp_path, "a.jsonl", json.dumps({"title": title, "content": content, **numbers}))
    assert (article.title, article.body, article.record_id) == ("Banjir “Besar”", BODY, "7")
    assert (article.authors, article.keywords) == ((), ())  # the numbers of rows in other tables


def test_an_entry_of_a_feed_is_read(tmp_path: Path) -> None:
    entry = {"summary": f"<p>{BODY}</p>", "tags": [{"term": "banjir", "label": None}]}
    article = one(tmp_path, "a.jsonl", json.dumps(entry))
    assert (article.body, article.keywords) == (BODY, ("banjir",))
    whole = {**entry, "content": [{"type": "text/html", "value": "<p>Air surut.</p>"}]}
    assert one(tmp_path, "a.jsonl", json.dumps(whole)).body == "Air surut."


def test_a_summary_is_no_body_where_a_field_of_another_name_says_more(tmp_path: Path) -> None:
    brief = {"title": "Banjir Surut", "summary": "Air surut.", "link": "https://kabar.example/a b c d"}
    assert one(tmp_path, "a.jsonl", json.dumps({**brief, "editor": "Dina"})).body == "Air surut."
    (problem,) = read(tmp_path, "a.jsonl", json.dumps({**brief, "editor": "Dina", "full_text": BODY}))
    assert isinstance(problem, Problem)
    assert problem.reason.startswith(
        "its text seems to be in full_text; rename that field to one of text, body,"
    )
    (problem,) = read(tmp_path, "a.csv", f"title,summary,konten\nBanjir Surut,Air surut.,{BODY}\n")
    assert isinstance(problem, Problem)
    assert (problem.line, problem.reason.partition(";")[0]) == (2, "its text seems to be in konten")


def test_paragraphs_in_lists_say_more_than_a_summary(tmp_path: Path) -> None:
    record = {"summary": "Air surut.", "paragraphs": [[BODY.split()]]}
    (problem,) = read(tmp_path, "a.jsonl", json.dumps(record))
    assert isinstance(problem, Problem)
    assert problem.reason.startswith("its text seems to be in paragraphs; ")
    deep = "[" * 100 + '"' + BODY + '"' + "]" * 100
    assert one(tmp_path, "a.jsonl", f'{{"summary": "Air surut.", "odd": {deep}}}').body == "Air surut."


@pytest.mark.parametrize(
    "part",
    [
        {"type": "paragraph", "text": BODY},
        {"title": "Bagian", "content": BODY},
        {"html": f"<p>{BODY}</p>"},
    ],
)
def test_a_paragraph_may_be_an_object(tmp_path: Path, part: dict[str, str]) -> None:
    first = "Air naik di pasar ikan sejak subuh."
    assert feed(tmp_path, text=[first, part]).body == f"{first}\n\n{BODY}"
    assert feed(tmp_path, text=part).body == BODY


def test_a_blank_object_does_not_hide_the_next_name_of_the_text(tmp_path: Path) -> None:
    assert feed(tmp_path, text={"text": ""}, body=BODY).body == BODY


def test_of_a_summary_and_a_description_the_longer_is_the_body(tmp_path: Path) -> None:
    assert one(tmp_path, "a.jsonl", json.dumps({"description": "Air surut.", "summary": BODY})).body == BODY
    assert one(tmp_path, "a.csv", f"description,summary\n{BODY},Air surut.\n").body == BODY


def test_a_record_of_mongodb_goes_by_its_id(tmp_path: Path) -> None:
    assert feed(tmp_path, _id={"$oid": "65a1"}).record_id == "65a1"


def test_shortcodes_of_wordpress_leave_the_text(tmp_path: Path) -> None:
    text = f'[gallery ids="1,2"]\n\n{BODY} [embed]https://kabar.example/video[/embed]'
    assert feed(tmp_path, text=text).body == f"{BODY} https://kabar.example/video"
    columns = '[vc_row][vc_column width="1/1"][vc_column_text]'
    closing = "[/vc_column_text][/vc_column][/vc_row]"
    others = '[irp posts="123" name="Jalan"] [youtube https://video.example/x] [contact-form-7 id="1"]'
    text = f"{columns}{BODY}{closing}\n\n{others}\n\n[quote]Air surut.[/quote] Kata Dina."
    assert feed(tmp_path, text=text).body == f"{BODY}\n\nAir surut. Kata Dina."


@pytest.mark.parametrize(
    "words",
    [
        "[sic]",
        "[…]",
        "[Baca: Jalan Dibuka]",
        "[1]",
        "[UPDATE]",
        "[WIB]",
        "[anak-anak]",
        "[co-founder perusahaan itu]",
        "[rerata n=120]",
        "[x = 5]",
    ],
)
def test_words_in_square_brackets_stay(tmp_path: Path, words: str) -> None:
    text = f"Kami {words} menunggu bantuan."
    assert feed(tmp_path, text=text).body == text


def test_an_array_that_is_written_one_object_a_line_is_read(tmp_path: Path) -> None:
    lines = ["[", f'{{"text": "{BODY}"}},', f'{{"text": "{BODY}"}}', "]"]
    articles = read(tmp_path, "a.jsonl", "\n".join(lines))
    assert [item.origin for item in articles if isinstance(item, Article)] == ["a.jsonl:2", "a.jsonl:3"]
    assert len(articles) == 2


def test_json_over_many_lines_is_one_problem(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, "a.jsonl", json.dumps([{"text": BODY, "id": 1}] * 2, indent=1))
    assert problem == Problem(
        "a.jsonl",
        2,
        "broken JSON: Expecting property name enclosed in double quotes at column 2; write one JSON object "
        "per line (none of 8 lines holds an article)",
    )


def test_broken_lines_above_the_first_article_are_told_up_to_a_thousand(tmp_path: Path) -> None:
    good = json.dumps({"text": BODY})
    *problems, article = read(tmp_path, "a.jsonl", "{\n" * 3 + good)
    assert [item.line for item in problems if isinstance(item, Problem)] == [1, 2, 3]
    *problems, more, article = read(tmp_path, "a.jsonl", "{\n" * 1200 + good)
    assert (len(problems), isinstance(article, Article)) == (1000, True)
    reason = "200 more lines above hold no article; look at the first ones"
    assert more == Problem("a.jsonl", 1201, reason)


def test_the_line_that_tells_excel_the_delimiter_is_no_header(tmp_path: Path) -> None:
    article = one(tmp_path, "a.csv", f"sep=;\r\nJudul;Isi\r\nBanjir Surut;{BODY}\r\n")
    assert (article.title, article.body, article.origin) == ("Banjir Surut", BODY, "a.csv:3")


def test_an_address_that_records_share_does_not_make_them_one(tmp_path: Path) -> None:
    # newspaper3k writes the home page of the site so, and others that of a feed.
    shared = {
        "source_url": "https://kabar.example/rss/terkini.xml",
        "page_url": "https://kabar.example/daerah",
    }
    lines = "".join(json.dumps({"text": f"{BODY} {number}", **shared}) + "\n" for number in range(3))
    found = read(tmp_path, "a.jsonl", lines)
    assert len({article.id for article in found if isinstance(article, Article)}) == 3


def test_a_page_that_is_all_a_record_says_of_its_source_is_kept(tmp_path: Path) -> None:
    page = "https://kabar.example/2024/07/03/harga-beras"
    assert feed(tmp_path, source=page).source == page
