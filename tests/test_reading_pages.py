"""Real pages: the five the project began with, and saved HTML pages against what their editors published."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from index.reading import SourceFile, read_file
from index.records import Article

if TYPE_CHECKING:
    from pathlib import Path

FLOORS = {"indonesian-news": 0.96, "scrapinghub": 0.965}
"""Mean token F1 of the body against the gold body; measured 0.969 and 0.975 with trafilatura 2.3."""
BODY = (
    "Warga Desa Sukamaju mulai membersihkan rumah setelah banjir setinggi satu meter surut pada Selasa pagi."
)
SECOND = (
    "Kepala desa mengatakan dapur umum tetap dibuka sampai akhir pekan bagi keluarga yang belum bisa pulang."
)


def read(path: Path) -> Article:
    (article,) = read_file(SourceFile(path, path.name))
    assert isinstance(article, Article), article
    return article


def test_the_five_real_pages_are_read_right(shared: Path) -> None:
    gold = json.loads((shared / "seeds" / "gold.json").read_text(encoding="utf-8"))
    assert len(gold) == 5
    for name, wanted in gold.items():
        article = read(shared / "seeds" / name)
        for field in ("title", "language", "source", "place", "authors", "keywords"):
            if field in wanted:
                value = getattr(article, field)
                assert (list(value) if isinstance(value, tuple) else value) == wanted[field], (name, field)
        if not article.published_inferred:
            assert article.published == wanted["published"], name
        else:
            assert wanted["published"] is None, name
            assert article.published == "2023-05-04", name
        assert [text for text in wanted["must_have"] if text not in article.body] == [], name
        assert [text for text in wanted["must_not_have"] if text in article.body] == [], name
        assert article.title not in article.body.split("\n\n"), name


def test_a_lead_that_stands_twice_is_kept_once(shared: Path) -> None:
    body = read(shared / "seeds" / "001_dd18d6ba649a886b.txt").body
    assert body.count("sepakat mengembangkan lebih lanjut hubungan bilateral") == 1


@pytest.mark.parametrize("folder", sorted(FLOORS))
def test_bodies_of_saved_html_pages_match_their_gold(shared: Path, folder: str) -> None:
    root = shared / "data" / "html" / folder
    gold = json.loads((root / "gold.json").read_text(encoding="utf-8"))
    scores = [
        token_f1(read(root / "pages" / name).body, wanted.get("content") or wanted["articleBody"])
        for name, wanted in gold.items()
    ]
    assert sum(scores) / len(scores) >= FLOORS[folder]


def test_titles_and_dates_of_indonesian_html_pages_are_all_right(shared: Path) -> None:
    root = shared / "data" / "html" / "indonesian-news"
    gold = json.loads((root / "gold.json").read_text(encoding="utf-8"))
    for name, wanted in gold.items():
        article = read(root / "pages" / name)
        assert article.title == wanted["title"], name
        assert article.language == "id", name
        assert article.published is not None, name
        difference = datetime.fromisoformat(article.published) - datetime.fromisoformat(wanted["date"])
        assert abs(difference) < timedelta(minutes=1), name


def token_f1(text: str, gold: str) -> float:
    """Harmonic mean of precision and recall over words, each counted as often as it stands."""
    ours, theirs = (Counter(re.findall(r"\w+", part.lower())) for part in (text, gold))
    common = (ours & theirs).total()
    return 2 * common / (ours.total() + theirs.total())


def html(head: str = "", body: str = "", title: str = "Banjir Surut di Sukamaju - Kabar Kota") -> str:
    return (
        f"<html lang='id'><head><title>{title}</title>{head}</head><body><nav><a href='/'>Beranda</a></nav>"
        f"<article><h1>Banjir Surut di Sukamaju</h1>{body}<p>{BODY}</p>"
        f"<p>Baca juga: Jalan Dibuka</p><p>{SECOND}</p></article></body></html>"
    )


def page(tmp_path: Path, content: str | bytes) -> Article:
    path = tmp_path / "a.html"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read(path)


def test_an_english_template_makes_no_article_english(tmp_path: Path) -> None:
    content = html().replace("lang='id'", "lang='en-US'")
    assert "en-US" in content
    assert page(tmp_path, content).language == "id"


@pytest.mark.parametrize(("lang", "language"), [("en", "en"), ("id-ID", "id"), ("", "id"), ("ms", "id")])
def test_the_page_says_the_language_of_a_text_of_names(tmp_path: Path, lang: str, language: str) -> None:
    names = "Joko Widodo, Prabowo Subianto, Megawati Soekarnoputri, Susilo Bambang Yudhoyono"
    article = page(
        tmp_path,
        f"<html lang='{lang}'><head><title>Joko Widodo, Prabowo Subianto</title></head><body>"
        f"<article><h1>Joko Widodo, Prabowo Subianto</h1><p>{names}.</p></article></body></html>",
    )
    assert article.body == f"{names}."
    assert article.language == language


@pytest.mark.parametrize(
    ("head", "body", "iso"),
    [
        (
            '<meta property="article:published_time" content="2024-07-03T19:41:00+07:00">',
            "",
            "2024-07-03T19:41:00+07:00",
        ),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", '
            '"datePublished": "2024-07-03T12:41:00Z"}]}</script>',
            "",
            "2024-07-03T12:41:00+00:00",
        ),
        (
            '<script type="application/ld+json">{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", '
            '"datePublished": "2024-07-03T12:41:00Z"}}</script>',
            "",
            "2024-07-03T12:41:00+00:00",
        ),
        ("", "<time datetime='2024-07-03T19:41+07:00'>kemarin</time>", "2024-07-03T19:41:00+07:00"),
        ("", "<div>Rabu, 3 Juli 2024 | 19:41 WIB</div>", "2024-07-03T19:41:00+07:00"),
        # a day in the metadata gets its time from the page, but only of the same day
        (
            '<meta name="date" content="2024-07-03">',
            "<div>Rabu, 3 Juli 2024 | 19:41 WIB</div>",
            "2024-07-03T19:41:00+07:00",
        ),
        (
            '<meta name="date" content="2024-07-03">',
            "<div>Kamis, 4 Juli 2024 | 19:41 WIB</div>",
            "2024-07-03",
        ),
        (
            '<script type="application/ld+json">{"@type": "ReportageNewsArticle", '
            '"datePublished": "2024-07-03T12:41:00Z"}</script>',
            "",
            "2024-07-03T12:41:00+00:00",
        ),
        (
            '<script type="application/ld+json">{"@type": "JobPosting", '
            '"datePublished": "2024-07-03T12:41:00Z"}</script>',
            "",
            None,
        ),
        # neither another article's time nor a later change
        (
            "",
            "<aside><time datetime='2024-08-01'>1 Agustus</time></aside>"
            "<blockquote><time datetime='2024-08-02'>2 Agustus</time></blockquote>"
            "<div>Rabu, 3 Juli 2024 | 19:41 WIB</div>",
            "2024-07-03T19:41:00+07:00",
        ),
        (
            "",
            "<div>Diperbarui: <time datetime='2024-07-04T10:00+07:00'>4 Juli 2024</time></div>"
            "<div>Terbit: <time datetime='2024-07-03T19:41+07:00'>3 Juli 2024</time></div>",
            "2024-07-03T19:41:00+07:00",
        ),
        (
            "",
            "<div>Diperbarui: <time datetime='2024-07-04T10:00+07:00'>4 Juli 2024</time></div>",
            "2024-07-04T10:00:00+07:00",
        ),
        (
            "",
            "<time class='updated' datetime='2024-07-04'>kini</time><time datetime='2024-07-03'>lusa</time>",
            "2024-07-03",
        ),
        ('<script type="application/ld+json">{broken</script>', "", None),
        ("", "", None),
    ],
)
def test_the_date_of_an_html_page(tmp_path: Path, head: str, body: str, iso: str | None) -> None:
    article = page(tmp_path, html(head, body))
    assert (article.published, article.published_inferred) == (iso, False)
    assert article.body == f"{BODY}\n\n{SECOND}"
    assert article.title == "Banjir Surut di Sukamaju"


def test_linked_data_names_author_publisher_and_section(tmp_path: Path) -> None:
    data = {
        "@type": ["NewsArticle"],
        "author": [{"@type": "Person", "name": "Dina Ayu"}, {"name": "Redaksi"}],
        "publisher": {"name": "Kabar Kota"},
        "articleSection": "Daerah",
        "keywords": ["banjir", "tanggul, kali"],
    }
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    head = f'{script}<link rel="canonical" href="https://kabar.example/1">'
    article = page(tmp_path, html(head))
    assert (article.authors, article.source, article.section) == (("Dina Ayu",), "Kabar Kota", "Daerah")
    assert article.keywords == ("banjir", "tanggul", "kali")
    assert article.url == "https://kabar.example/1"
    assert article.language == "id"


WHOLE = f"{BODY} {SECOND} Hujan deras membuat tanggul jebol di dua titik, kata petugas."


@pytest.mark.parametrize(
    ("shown", "body"),
    [
        ("<div id='app'></div>", WHOLE),
        (f"<h1>Banjir Surut di Sukamaju</h1><article><p>{BODY}</p></article>", WHOLE),
        # more than a teaser, and an article on something else
        (f"<article><p>{BODY}</p><p>{SECOND}</p></article>", f"{BODY}\n\n{SECOND}"),
        (f"<article><p>{BODY.replace('Sukamaju', 'Lain')}</p></article>", BODY.replace("Sukamaju", "Lain")),
    ],
)
def test_a_page_that_shows_no_more_than_a_teaser_gives_the_text_in_its_linked_data(
    tmp_path: Path, shown: str, body: str
) -> None:
    data = json.dumps({"@type": "NewsArticle", "headline": "Banjir Surut di Sukamaju", "articleBody": WHOLE})
    script = f'<script type="application/ld+json">{data}</script>'
    title = "<title>Banjir Surut di Sukamaju</title>"
    article = page(tmp_path, f"<html lang='id'><head>{title}{script}</head><body>{shown}</body></html>")
    assert (article.title, article.body) == ("Banjir Surut di Sukamaju", body)


def test_the_address_of_the_page_counts_before_that_of_its_site(tmp_path: Path) -> None:
    home = '<link rel="canonical" href="https://kabar.example/">'
    assert page(tmp_path, html(home)).url == "https://kabar.example/"
    own = '<meta property="og:url" content="https://kabar.example/1">'
    assert page(tmp_path, html(home + own)).url == "https://kabar.example/1"


def test_half_a_surrogate_pair_in_the_address_costs_no_article(tmp_path: Path) -> None:
    data = r'{"@type": "NewsArticle", "url": "https://kabar.example/\ud83d"}'
    article = page(tmp_path, html(f'<script type="application/ld+json">{data}</script>'))
    assert article.url == "https://kabar.example/\ufffd"
    assert article.title == "Banjir Surut di Sukamaju"


def test_the_encoding_that_a_page_names_is_used(tmp_path: Path) -> None:
    content = html('<meta charset="iso-8859-2">').replace(SECOND, SECOND + " Łódź juga banjir.")
    assert "Łódź" in page(tmp_path, content.encode("iso-8859-2")).body
