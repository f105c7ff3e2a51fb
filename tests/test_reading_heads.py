"""Saved pages as text: headlines that read as sentences, bylines, and what stands beside the text."""

from __future__ import annotations

import pytest

from tests.test_reading_text import LEAD, SECOND, THIRD, TITLE, page

DATE = "Rabu, 3 Juli 2024 19:41 WIB"


@pytest.mark.parametrize(
    "title",
    [
        "Kabar Baik! Pemerintah Tambah Jumlah Penerima Bansos di Triwulan Ini",
        "Polemik Bantuan Warga Sukamaju yang Berujung Stop Pembagian Beras...",
        "Banjir Surut di Desa Sukamaju? Ini Kata Kepala Desa soal Dapur Umum",
        "Aturan Main Pemilihan Ketua RT/RW Sukamaju",
        "FOTO: Banjir Rendam Ribuan Rumah di Sukamaju",
        "Mau bantu warga Sukamaju? Simak cara mengirim beras ke dapur umum",
        "Awas! Tanggul jebol di Sukamaju bisa menyebabkan banjir lagi",
    ],
)
def test_a_headline_may_read_as_sentences(title: str) -> None:
    read = page("Home", title, "Dina Ayu", DATE, "", LEAD, "", SECOND)
    assert (read.title, read.published) == (title, "2024-07-03T19:41:00+07:00")
    assert read.paragraphs == (LEAD, SECOND)


def test_a_sentence_that_a_full_stop_ends_is_no_headline() -> None:
    loud = "BANJIR SURUT. WARGA DESA SUKAMAJU MEMBERSIHKAN RUMAH PADA SELASA PAGI."
    assert page(loud, "", SECOND).title is None


@pytest.mark.parametrize(
    "line",
    [
        "Warga membersihkan rumah di Sukamaju setelah banjir surut. Foto dari laman desa",
        "Banjir di Sukamaju sudah surut sejak pagi. Bagaimana warga membersihkan rumah?",
        "Kenapa banjir di Sukamaju surut? Kepala desa lalu menjelaskan:",
    ],
)
def test_a_sentence_that_no_word_ends_or_a_full_stop_parts_is_no_headline(line: str) -> None:
    read = page(line, "", LEAD, "", SECOND)
    assert (read.title, read.paragraphs) == (None, (line, LEAD, SECOND))


def test_a_name_that_signs_the_article_is_no_headline() -> None:
    read = page(
        "Reporter", "Amelia Rahima Sari", "", TITLE, DATE, "", LEAD, "", SECOND, "", "AMELIA RAHIMA SARI"
    )
    assert (read.title, read.paragraphs) == (TITLE, (LEAD, SECOND))


def test_the_foot_of_the_site_is_no_headline_and_no_text() -> None:
    menu = "Kode Etik Jurnalistik"
    read = page(menu, "Info Iklan", TITLE, DATE, "", LEAD, "", SECOND, "", "Info Iklan", menu)
    assert (read.title, read.paragraphs) == (TITLE, (LEAD, SECOND))


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe and John Roe", ("Jane Doe", "John Roe")),
        ("By JANE DOE and JOHN ROE, Associated Press", ("JANE DOE", "JOHN ROE")),
        ("By Jane Doe, John Roe, and Mary Major, CNN", ("Jane Doe", "John Roe", "Mary Major")),
        ("Oleh Dina Ayu dan Budi, Jakarta", ("Dina Ayu", "Budi")),
    ],
)
def test_a_byline_may_name_several(line: str, names: tuple[str, ...]) -> None:
    read = page(TITLE, line, DATE, "", LEAD, "", SECOND)
    assert (read.authors, read.paragraphs) == (names, (LEAD, SECOND))


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Rina Wati - detikNews", "Rina Wati"),
        ("Rina Wati - detikJabar", "Rina Wati"),
        ("Budi Santoso - Kompas.com", "Budi Santoso"),
        ("Siti Nur'aini A. Putri – ANTARA News Jawa Timur", "Siti Nur'aini A. Putri"),
        ("M. Rizki Al-Amin — Radar Sukamaju", "M. Rizki Al-Amin"),
    ],
)
@pytest.mark.parametrize("below", [(), (DATE,)])
def test_a_reporter_may_stand_with_the_outlet(line: str, name: str, below: tuple[str, ...]) -> None:
    read = page("Home", TITLE, line, *below, "", LEAD, "", SECOND, "", name)
    assert (read.title, read.authors) == (TITLE, (name,))
    assert line not in read.paragraphs
    assert page(TITLE, DATE, TITLE, f"Diperbarui: {DATE}", line, "", LEAD, "", SECOND).authors == (name,)


def test_a_reporter_may_stand_with_an_outlet_that_the_page_makes_known() -> None:
    read = page("Lensa Kita", TITLE, "Rina Wati - Lensa Kita", "", LEAD, "", SECOND, "", "© 2024 Lensa Kita")
    assert (read.authors, read.source) == (("Rina Wati",), "Lensa Kita")


@pytest.mark.parametrize(
    "line",
    [
        "Kali Bening - Kompas.com",  # a place: the text names it
        "Warga Sukamaju - Kompas.com",  # as the headline does
        "Rina - Kompas.com",
        "Rina Wati - Bupati Bogor",
        "Rina Wati Kompas.com",
        "Berita Utama - Kompas.com",
        "Cek Fakta - Tempo",
        "Fokus Nasional - Tempo",
        "Info Haji - detikHikmah",
        "BREAKING NOW - TEMPO",
        "Tim Redaksi - Kompas.com",
    ],
)
def test_an_outlet_after_a_dash_makes_no_reporter(line: str) -> None:
    assert page(TITLE, line, DATE, "", LEAD, "", THIRD).authors == ()


def test_a_reporter_stands_right_below_the_headline() -> None:
    line = "Rina Wati - detikNews"
    assert page(line, TITLE, DATE, "", LEAD, "", SECOND).authors == ()
    assert page(TITLE, "Jalan Dibuka", line, "", LEAD, "", SECOND).authors == ()
    assert page(TITLE, LEAD, "", line, "", SECOND).authors == ()


def test_a_sentence_that_begins_as_a_byline_does_stays() -> None:
    line = "By Monday and Tuesday"
    assert page(TITLE, "", LEAD, "", line, "", SECOND).paragraphs == (LEAD, line, SECOND)


@pytest.mark.parametrize(
    "line",
    ["July 3, 20242:32 PM GMT+7Updated 5 hours ago", "July 3, 2024 2:32 PM GMT+7 Updated July 4, 2024"],
)
def test_the_date_of_a_reuters_page(line: str) -> None:
    read = page(TITLE, line, "", LEAD, "", SECOND)
    assert (read.published, read.paragraphs) == ("2024-07-03T14:32:00+07:00", (LEAD, SECOND))


def test_a_day_before_a_headline_about_an_update_is_no_date_line() -> None:
    assert page("3 Juli 2024 Update Banjir Sukamaju", "", LEAD, "", SECOND).published is None


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement · Scroll to continue",
        "Sign up here.",
        "Our Standards: The Thomson Reuters Trust Principles., opens new tab",
        "Acquire Licensing Rights, opens new tab",
        "Lihat Nasional Selengkapnya",
        "Scroll Untuk Melanjutkan",
        "Pilihan Editor: Harga Beras Turun, Ini Kata Bapanas",
        "Gedung Balai Desa Sukamaju. Foto: Ricardo/JPNN.com",
    ],
)
def test_buttons_between_paragraphs_go(line: str) -> None:
    assert page(TITLE, "", LEAD, "", line, "", SECOND).paragraphs == (LEAD, SECOND)


def test_a_numbered_box_of_links_goes() -> None:
    box = (
        "KEEP READING",
        "list 1 of 2",
        "Photos: Dozens rescued",
        "list 2 of 2",
        "A land of quakes",
        "end of list",
    )
    assert page(TITLE, "", LEAD, "", *box, SECOND).paragraphs == (LEAD, SECOND)


def test_a_link_that_opens_a_tab_leaves_its_sentence() -> None:
    line = "The village said in a statement, opens new tab that most of the people had come home."
    assert page(TITLE, "", LEAD, "", line).paragraphs == (LEAD, line.replace(", opens new tab", ""))


@pytest.mark.parametrize(
    "line",
    [
        "Dinas Kesehatan mencatat tiga ratus kasus baru human immunodeficiency virus di Sukamaju (HIV/AIDS).",
        "Harga beras naik lima persen dibanding bulan yang sama tahun lalu (year on year/yoy).",
        "Warga Desa Sukamaju membangun pos ronda dari uang iuran sejak pekan lalu, menurut ketua RT/RW.",
        "Warga Desa Sukamaju pulang sejak Selasa pagi, kata petugas. Semua rumah sudah bersih. (ant/jpnn)",
    ],
)
@pytest.mark.parametrize("others", [(), (SECOND, THIRD)])
def test_a_slash_at_the_end_makes_no_caption(line: str, others: tuple[str, ...]) -> None:
    assert page(TITLE, DATE, "", line, "", *others).paragraphs == (line, *others)


def test_a_story_in_pictures_keeps_its_captions() -> None:
    captions = [
        f"Warga membersihkan rumah setelah banjir surut di {place}. (Kabar/Dina)"
        for place in ("Sukamaju", "Kali Bening")
    ]
    assert page(TITLE, DATE, "Foto: Dina", "", *captions).paragraphs == tuple(captions)


def test_the_credit_of_a_picture_may_close_the_last_paragraph() -> None:
    for credit in ("(Ist)", "(istimewa)", "(ist)."):
        last = f"Tanggul itu diperbaiki sejak Rabu. Warga desa ikut membantu petugas di lokasi. {credit}"
        assert page(TITLE, DATE, "", LEAD, "", last).paragraphs == (LEAD, last)
        # Above the text, amid it, of one sentence and without a full stop it is a caption.
        assert page(TITLE, DATE, "", last, "", LEAD, "", SECOND).paragraphs == (LEAD, SECOND)
        assert page(TITLE, DATE, "", LEAD, "", last, "", SECOND).paragraphs == (LEAD, SECOND)
        assert page(TITLE, DATE, "", LEAD, "", f"{SECOND} {credit}").paragraphs == (LEAD,)
        assert page(TITLE, DATE, "", LEAD, "", last.replace(". (", " (")).paragraphs == (LEAD,)
    named = "Tanggul itu diperbaiki sejak Rabu. Warga desa ikut membantu petugas di lokasi. (Foto: Dina)"
    assert page(TITLE, DATE, "", LEAD, "", named).paragraphs == (LEAD,)


def test_a_last_paragraph_may_announce_a_picture() -> None:
    last = (
        "Kepala desa mengunggah fotonya. Lewat unggahan itu ia berterima kasih kepada warga. Berikut fotonya:"
    )
    assert page(TITLE, "", LEAD, "", last).paragraphs == (LEAD, last)
    assert page(TITLE, "", LEAD, "", "Berikut fotonya:").paragraphs == (LEAD,)


BOX = ("Pilihan Redaksi", "Cara Perpanjang SIM Online", "Biaya Bikin SIM C Terbaru")
PLACES = ("1. Jakarta Timur: Mall Grand Cakung", "2. Jakarta Utara: LTC Glodok", "3. Jakarta Barat: Pasar")


@pytest.mark.parametrize("end", [(), ("", SECOND)])
def test_a_box_of_links_takes_no_list_of_the_article(end: tuple[str, ...]) -> None:
    announcing = "Layanan dibuka pada pagi hari. Berikut lokasinya:"
    text = tuple(filter(None, end))
    assert page(TITLE, "", LEAD, "", announcing, "", *BOX, *PLACES, *end).paragraphs == (
        (LEAD, announcing, *PLACES, *text)
    )
    heading = "Berikut daftar lokasinya:"
    assert page(TITLE, "", LEAD, "", *BOX, heading, *PLACES, *end).paragraphs == (
        LEAD,
        heading,
        *PLACES,
        *text,
    )


def test_a_list_of_links_below_an_article_that_announces_nothing_is_cut() -> None:
    assert page(TITLE, "", LEAD, "", SECOND, "", *BOX, *PLACES).paragraphs == (LEAD, SECOND)


def test_below_the_text_keywords_need_no_colon() -> None:
    read = page(TITLE, "", LEAD, "", SECOND, "", "Tag", "banjir", "Sukamaju", "Lihat Nasional Selengkapnya")
    assert (read.keywords, read.paragraphs) == (("banjir", "Sukamaju"), (LEAD, SECOND))


def test_the_agency_is_the_source_without_its_editors() -> None:
    assert page(TITLE, "", LEAD, "", SECOND, "", "Source: CNA/ni(kb)").source == "CNA"
