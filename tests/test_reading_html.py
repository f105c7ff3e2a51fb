"""HTML pages: text beside paragraphs, and the outlet of pages that do not name one."""

from __future__ import annotations

import json

import pytest

from index.reading.html import read_html

LEAD = "Warga Desa Sukamaju mulai membersihkan rumah setelah banjir setinggi satu meter surut."
BODY = (
    "Kepala desa mengatakan dapur umum tetap dibuka sampai akhir pekan bagi keluarga yang belum bisa pulang."
)
SECOND = "Hujan deras sejak Senin membuat tanggul jebol di dua titik, kata petugas yang berjaga di sana."
THIRD = (
    "Pemerintah daerah berjanji memperbaiki tanggul itu sebelum musim hujan berikutnya tiba di wilayah ini."
)
REST = f"<p>{BODY}</p><p>{SECOND}</p><p>{THIRD}</p>"
TITLE = "Banjir Surut di Sukamaju"


def page(article: str, head: str = f"<title>{TITLE}</title>") -> bytes:
    body = f"<article><h1>{TITLE}</h1>{article}</article>"
    return f"<html lang='id'><head>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("opening", "lead"),
    [
        (f"<strong>Sleman</strong> - {LEAD}", [f"Sleman - {LEAD}"]),
        (f"<b>JAKARTA (AP)</b> — {LEAD}", [f"JAKARTA (AP) — {LEAD}"]),
        (f"{LEAD}", [LEAD]),
        (
            f"<br><b>Sleman</b> - {LEAD}<br><br>Air <a href='/a'>surut</a> pada Rabu pagi, kata dia.",
            [f"Sleman - {LEAD}", "Air surut pada Rabu pagi, kata dia."],
        ),
        # neither a byline nor a menu becomes a paragraph
        ("<b>Maya Sofia</b> - Kabar Kota", []),
        ("<a href='/a'>Harga beras naik lagi di pasar induk. Ini sebabnya.</a> | <a href='/b'>Cuaca</a>", []),
    ],
)
def test_a_sentence_beside_paragraphs_is_a_paragraph(opening: str, lead: list[str]) -> None:
    read, _ = read_html(page(f"<div class='read'>{opening}{REST}</div>"))
    assert list(read.paragraphs) == [*lead, BODY, SECOND, THIRD]


def test_bare_text_between_paragraphs_stays_in_its_place() -> None:
    read, _ = read_html(page(f"<div><p>{BODY}</p><b>Kini</b> {LEAD}<p>{SECOND}</p>{THIRD}</div>"))
    assert list(read.paragraphs) == [BODY, f"Kini {LEAD}", SECOND, THIRD]


def test_a_caption_in_its_own_box_is_no_paragraph() -> None:
    caption = "Menteri Perindustrian berkunjung ke pabrik mobil di Qingdao, Jumat."
    box = f"<div class='photo'><div><img src='a.jpg'></div><span>Kabar</span> {caption}</div>"
    read, _ = read_html(page(f"{box}<div>{REST}</div>"))
    assert list(read.paragraphs) == [BODY, SECOND, THIRD]


def test_date_and_caption_above_the_place_line_are_no_text() -> None:
    deck = "Warga memukau para petugas yang datang di Desa Sukamaju."
    head = (
        f"<div>{deck}</div><div>Selasa, 16 Februari 2016 | 13:01 WIB</div>"
        "<div>Petugas memberi tepuk tangan kepada warga di tanggul Sukamaju.<b> (Grammy)</b></div>"
    )
    span = f"<span><strong>VIVA.co.id</strong> - {LEAD}<div>{BODY}</div><div>{SECOND}</div></span>"
    read, _ = read_html(page(f"{head}<div>{span}</div>"))
    assert list(read.paragraphs) == [deck, f"VIVA.co.id - {LEAD}", BODY, SECOND]


@pytest.mark.parametrize(
    ("title", "link", "source"),
    [
        ("Harga Beras Tembus Rp 15.000 per Kilogram - Tribunnews.com", "", "Tribunnews.com"),
        ("Harga Beras Tembus Rp 15.000 per Kilogram - Tribunnews.com", "kabar.example", "Tribunnews.com"),
        ("Harga Beras Tembus Rp 15.000 per Kilogram - Warung", "kabar.example", "kabar.example"),
        ("Harga Beras Tembus Rp 15.000 per Kilogram - Warung", "", None),
        ("Harga Beras Tembus Rp 15.000 per Kilogram - warungkabar.id", "", "warungkabar.id"),
    ],
)
def test_a_headline_with_a_dot_is_no_outlet(title: str, link: str, source: str | None) -> None:
    headline = title.split(" - ")[0]
    head = f"<title>{title}</title>" + (f"<link rel='canonical' href='https://{link}/1'>" if link else "")
    content = page(REST, head).replace(TITLE.encode(), headline.encode())
    read, _ = read_html(content)
    assert (read.title, read.source) == (headline, source)


def linked(headline: str, day: str, author: str) -> dict[str, object]:
    return {"@type": "NewsArticle", "headline": headline, "datePublished": day, "author": {"name": author}}


@pytest.mark.parametrize("apart", [True, False])
def test_the_linked_article_with_the_headline_of_the_page_counts(apart: bool) -> None:
    other, own = (
        linked("Jalan Dibuka Lagi", "2024-08-01", "Dina Ayu"),
        linked(TITLE, "2024-07-03", "Budi Hadi"),
    )
    given = [other, own] if apart else [{"@graph": [other, own]}]
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in given)
    read, _ = read_html(page(REST, f"<title>{TITLE}</title>{scripts}"))
    assert (read.published, read.authors) == ("2024-07-03", ("Budi Hadi",))


def test_the_first_linked_article_counts_if_none_has_the_headline_of_the_page() -> None:
    given = [
        linked("Jalan Dibuka", "2024-08-01", "Dina Ayu"),
        linked("Cuaca Cerah", "2024-07-03", "Budi Hadi"),
    ]
    script = f'<script type="application/ld+json">{json.dumps(given)}</script>'
    read, _ = read_html(page(REST, f"<title>{TITLE}</title>{script}"))
    assert (read.published, read.authors) == ("2024-08-01", ("Dina Ayu",))


@pytest.mark.parametrize(
    ("meta", "title"), [("", TITLE), ('<meta property="og:title" content="Banjir di Sukamaju">', None)]
)
def test_the_name_of_the_site_in_the_first_heading_is_no_title(meta: str, title: str | None) -> None:
    body = f"<h1 class='site-title'>Kabar Kota</h1><div class='post'><h2>{TITLE}</h2>{REST}</div>"
    head = f"<title>{TITLE} – Kabar Kota</title>{meta}"
    read, _ = read_html(f"<html lang='id'><head>{head}</head><body>{body}</body></html>".encode())
    assert read.title == (title or "Banjir di Sukamaju")
    if title:
        assert list(read.paragraphs) == [BODY, SECOND, THIRD]


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Diposting pada 3 Juli 2024 oleh Dina Ayu", "2024-07-03"),
        ("July 3, 2024, 7:41 p.m. ET", "2024-07-03T19:41:00"),
    ],
)
def test_the_date_line_of_a_page_may_hold_a_byline_or_an_unknown_zone(line: str, published: str) -> None:
    read, _ = read_html(page(f"<div>{line}</div>{REST}"))
    assert (read.published, list(read.paragraphs)) == (published, [BODY, SECOND, THIRD])


@pytest.mark.parametrize(
    "heading", ["<h2>Berita Daerah Terkini dan Terlengkap</h2>", "<h1>Portal Berita Daerah Terkini</h1>"]
)
def test_a_heading_that_the_title_of_the_page_ends_with_is_no_headline(heading: str) -> None:
    name = heading[4:-5]
    head = f"<title>{TITLE} - {name}</title>"
    body = f"<header>{heading}</header><article><h1>{TITLE}</h1>{REST}</article>"
    read, _ = read_html(f"<html lang='id'><head>{head}</head><body>{body}</body></html>".encode())
    assert (read.title, list(read.paragraphs)) == (TITLE, [BODY, SECOND, THIRD])
