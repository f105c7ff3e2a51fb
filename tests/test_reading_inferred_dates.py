"""The day of an article that has no complete date: from its address, or from what its text states."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from index.reading import SourceFile, read_file
from index.reading.dates import month_or_year
from index.reading.inferred import REACH, day_in_name, infer_date
from index.records import Article

if TYPE_CHECKING:
    from pathlib import Path

MARCH = "https://www.example.co/2021/03/banjir-surut.html"


@pytest.mark.parametrize(
    ("told", "iso"),
    [
        # 23 July 2025 was a Wednesday, 16 August 2024 a Friday.
        ("kata warga, Rabu (23/7/2025).", "2025-07-23"),
        ("kata warga, Rabu, (23/07/2025).", "2025-07-23"),
        ("kata warga, Rabu (23/7 / 2025).", "2025-07-23"),
        ("kata warga, Rabu (23/7/2025 malam).", "2025-07-23"),
        ("kata warga (23/7/2025).", "2025-07-23"),
        ("kata warga, Jumat 16 Agustus 2024.", "2024-08-16"),
        ("kata warga, Jumat, 16 Agustus 2024.", "2024-08-16"),
        ("kata warga, Jum’at (16 Agustus 2024).", "2024-08-16"),
        ("residents said on Friday, 16 August 2024.", "2024-08-16"),
        # the weekday is another
        ("kata warga, Selasa (23/7/2025).", None),
        ("kata warga, Kamis 16 Agustus 2024.", None),
        # no such day
        ("kata warga, Rabu (31/6/2025).", None),
        ("kata warga (23/13/2025).", None),
        # no weekday and no brackets: history, plans, fractions
        ("sejak 16 Agustus 2024.", None),
        ("sebanyak 23/7/2025.", None),
        # no year
        ("kata warga, Rabu (23/7).", None),
        ("kata warga, Jumat 16 Agustus.", None),
    ],
)
def test_a_text_states_its_day_with_year_and_the_right_weekday(told: str, iso: str | None) -> None:
    assert infer_date([f"Banjir surut, {told} Air mulai turun."]) == iso


@pytest.mark.parametrize(
    ("told", "given", "url", "iso"),
    [
        # 12 March 2021 was a Friday, 12 March 2020 a Thursday.
        ("Jumat (12/3)", None, MARCH, "2021-03-12"),
        ("Jumat (12/3)", "2021", None, "2021-03-12"),
        ("Jumat (12/3)", "2021-03", None, "2021-03-12"),
        ("Jumat (12/3)", "Maret 2021", None, "2021-03-12"),
        ("Jumat (12/3)", "03/2021", None, "2021-03-12"),
        ("Jumat (12/3)", 2021, None, "2021-03-12"),
        ("(12/3)", None, MARCH, "2021-03-12"),
        ("Jumat, 12 Maret", None, MARCH, "2021-03-12"),
        ("Kamis (12/3)", None, MARCH, None),
        ("Jumat (12/3)", "kemarin", None, None),
        ("Jumat (12/3)", None, "https://www.example.co/banjir?lihat=/2021/03/", None),
        ("Jumat (12/3/21)", None, MARCH, None),
        # what is known leaves out other months and years
        ("Jumat (12/3)", None, "https://www.example.co/2021/05/banjir-surut.html", None),
        ("Jumat (12/3/2021)", None, "https://www.example.co/2021/05/banjir-surut.html", None),
        ("Jumat (12/3/2021)", "2021-05", None, None),
        ("Jumat (12/3/2021)", "2020", None, None),
        ("Jumat (12/3/2021)", "2020", MARCH, None),
        # a report of the first of the month tells of the day before, not of the day after the last
        ("Minggu (28/2)", None, MARCH, "2021-02-28"),
        ("Sabtu (27/2)", None, MARCH, None),
        ("Rabu (31/3)", None, MARCH, "2021-03-31"),
        ("Kamis (1/4)", None, MARCH, None),
        ("Kamis (31/12)", "2021", None, "2020-12-31"),
        # 31 December of 2020 or of 2021: nothing tells which
        ("(31/12)", "2021", None, None),
    ],
)
def test_a_day_without_its_year_is_completed_by_what_is_known(
    told: str, given: object, url: str | None, iso: str | None
) -> None:
    assert infer_date([f"Banjir surut, kata warga, {told}. Air turun."], given=given, url=url) == iso


def test_of_several_days_the_latest_counts_that_can_be() -> None:
    text = [
        "Banjir melanda desa pada Rabu (10/3). Air surut, kata warga, Jumat (12/3).",
        "Rapat: Kamis (1/4).",
    ]
    assert infer_date(text, url=MARCH) == "2021-03-12"
    assert infer_date(text, given="2021-04") == "2021-04-01"


def test_a_day_far_below_the_top_does_not_count() -> None:
    stated = "Jumat (12/3/2021)"
    assert infer_date(["a" * (REACH - len(stated) - 1), stated]) == "2021-03-12"
    assert infer_date(["a" * REACH, stated]) is None


@pytest.mark.parametrize(
    ("url", "given", "iso"),
    [
        ("https://example.com/2021/03/13/banjir-surut", None, "2021-03-13"),
        ("https://example.com/news/2021/3/9/banjir-surut", None, "2021-03-09"),
        ("https://example.com/read/2021/03/13/20190408/banjir", "2021", "2021-03-13"),
        ("https://example.com/2021/03/13/banjir-surut", "2019", None),
        # no day: a number in the headline, an impossible day, a query
        ("https://example.com/2021/03/13-desa-banjir.html", None, "2021-03-12"),
        ("https://example.com/2021/03/99/banjir-surut", None, "2021-03-12"),
        ("https://example.com/banjir?from=/2021/03/13/", None, None),
    ],
)
def test_a_day_in_the_address_is_surer_than_the_text(url: str, given: str | None, iso: str | None) -> None:
    assert infer_date(["Banjir surut, kata warga, Jumat (12/3)."], given=given, url=url) == iso


def test_a_caption_completes_only_the_day_that_the_text_states() -> None:
    caption = "Warga pada 4 Mei 2023. (Foto: Dina)"  # a Thursday
    assert infer_date(["Banjir surut, Kamis (4/5)."], [caption]) == "2023-05-04"
    assert infer_date(["Banjir surut, Rabu (3/5)."], [caption]) is None
    assert infer_date(["Banjir surut, Kamis (4/5)."], [caption], given="2022") is None


@pytest.mark.parametrize(
    ("url", "given", "iso"),
    [
        (None, None, "2021-03-11"),
        (MARCH, None, "2021-03-11"),
        ("https://example.com/2021/03/10/banjir-surut", None, "2021-03-10"),
        (None, "2021-04", None),
    ],
)
def test_the_day_in_the_place_line_is_surer_than_the_text(
    url: str | None, given: str | None, iso: str | None
) -> None:
    text = ["Banjir surut, kata warga, Jumat (12/3/2021)."]
    assert infer_date(text, given=given, url=url, opening="2021-03-11") == iso


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-07", "2025-07-01", "2025-07-31"),
        ("02/2024", "2024-02-01", "2024-02-29"),
        ("Jul. 2025", "2025-07-01", "2025-07-31"),
        ("202507", "2025-07-01", "2025-07-31"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-13", "2025-01-01", "2025-12-31"),
    ],
)
def test_a_month_and_a_year_are_spans_of_days(text: str, first: str, last: str) -> None:
    span = month_or_year(text)
    assert span is not None
    assert tuple(day.isoformat() for day in span) == (first, last)


@pytest.mark.parametrize("text", ["2025-07-03", "3 Juli 2025", "kemarin", "", "18:59"])
def test_a_whole_date_is_no_span(text: str) -> None:
    assert month_or_year(text) is None


TOLD = "Banjir setinggi satu meter surut dan warga mulai membersihkan rumah, kata kepala desa, Jumat (12/3)."
FRONT = f"---\njudul: Banjir Surut\ntanggal: 2021-03\n---\n{TOLD}\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", json.dumps({"text": TOLD, "date": "2021-03"})),
        ("a.jsonl", json.dumps({"text": TOLD, "url": MARCH})),
        ("a.csv", f'isi,url\n"{TOLD}",{MARCH}\n'),
        ("a.md", FRONT),
        ("a.md", FRONT.replace("tanggal: 2021-03", f"url: {MARCH}")),
        ("a.txt", f"Banjir Surut di Desa Sukamaju\n\n{TOLD}\n\nURL: {MARCH}\n"),
        (
            "a.html",
            f'<html><head><title>Banjir Surut</title><link rel="canonical" href="{MARCH}"></head>'
            f"<body><article><h1>Banjir Surut</h1><p>{TOLD}</p>"
            "<p>Kepala desa mengatakan dapur umum dibuka sampai akhir pekan.</p></article></body></html>",
        ),
    ],
)
def test_files_of_every_kind_get_the_day(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    (article,) = (one for one in read_file(SourceFile(tmp_path / name, name)) if isinstance(one, Article))
    assert (article.published, article.published_inferred) == ("2021-03-12", True)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", json.dumps({"text": f"Bogor, 11 Maret 2021 – {TOLD}"})),
        ("a.txt", f"Banjir Surut di Desa Sukamaju\n\nBogor (11/3/2021) – {TOLD}\n"),
        (
            "a.html",
            "<html><head><title>Banjir Surut</title></head><body><article><h1>Banjir Surut</h1>"
            f"<p>BOGOR, Indonesia, March 11, 2021 /Kabar/ -- {TOLD}</p>"
            "<p>Kepala desa mengatakan dapur umum dibuka sampai akhir pekan.</p></article></body></html>",
        ),
        ("2021-03-11-banjir-surut.md", f"---\ntitle: Banjir Surut\n---\n{TOLD}\n"),
    ],
)
def test_files_of_every_kind_get_the_day_of_their_place_line_or_name(
    tmp_path: Path, name: str, content: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    (article,) = read_file(SourceFile(tmp_path / name, name))
    assert isinstance(article, Article)
    assert (article.published, article.published_inferred) == ("2021-03-11", True)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("desa/2021-03-11-banjir.md", "2021-03-11"),
        ("2021-02-30-banjir.md", None),
        ("2021-03-11-desa/banjir.md", None),
        ("2021-03-11-banjir.html", None),  # often the day on which the page was saved
    ],
)
def test_only_the_name_of_a_markdown_file_is_its_day(name: str, day: str | None) -> None:
    assert day_in_name(name) == day


def test_the_date_of_the_front_matter_beats_the_name_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "2021-03-11-banjir.md"
    path.write_text(FRONT.replace("2021-03", "2021-03-13"), encoding="utf-8")
    (article,) = read_file(SourceFile(path, path.name))
    assert isinstance(article, Article)
    assert (article.published, article.published_inferred) == ("2021-03-13", False)


def test_a_place_line_long_before_the_other_days_is_history() -> None:
    text = ["Raja membuka sidang. Peristiwa itu diperingati pada Senin 3 Juni 2024 di balai kota."]
    assert infer_date(text, opening="1910-05-04") == "2024-06-03"
    assert infer_date(text, opening="2024-06-01") == "2024-06-01"
