"""Saved pages as text: fields, and a body without what the site put round it."""

from __future__ import annotations

import pytest

from index.reading.dateline import Dateline, parse_dateline
from index.reading.text import Page, read_page

LEAD = (
    "Warga Desa Sukamaju mulai membersihkan rumah setelah banjir setinggi satu meter surut pada Selasa pagi."
)
SECOND = (
    "Kepala desa mengatakan dapur umum tetap dibuka sampai akhir pekan bagi keluarga yang belum bisa pulang."
)
THIRD = (
    "Hujan deras sejak Minggu malam membuat tanggul Kali Bening jebol di dua titik, kata petugas di lokasi."
)
FOURTH = (
    "Pemerintah kabupaten berjanji memperbaiki tanggul itu sebelum musim hujan berikutnya tiba di daerah ini."
)
TITLE = "Banjir Surut, Warga Sukamaju Bersihkan Rumah"


def page(*lines: str) -> Page:
    return read_page("\n".join(lines))


@pytest.mark.parametrize(
    ("paragraph", "place", "source", "day"),
    [
        (
            "Astana - Presiden dua negara bertemu menjelang sidang puncak di ibu kota itu.",
            "Astana",
            None,
            None,
        ),
        ("ASTANA, KOMPAS.TV – Presiden dua negara bertemu.", "ASTANA", "KOMPAS.TV", None),
        ("KONTAN.CO.ID -  BEIJING. Menteri meyakinkan mitranya.", "BEIJING", "KONTAN.CO.ID", None),
        ("Goa, India (Xinhua) – Dua negara sepakat.", "Goa, India", "Xinhua", None),
        ("JAKARTA (Reuters) - Stocks rose on Monday.", "JAKARTA", "Reuters", None),
        ("Jakarta, CNBC Indonesia - Harga emas naik.", "Jakarta", "CNBC Indonesia", None),
        ("TEMPO.CO, Jakarta - Harga emas naik.", "Jakarta", "TEMPO.CO", None),
        ("Bisnis.com, JAKARTA — Harga emas naik.", "JAKARTA", "Bisnis.com", None),
        ("Jakarta, CNN Indonesia -- Harga emas naik.", "Jakarta", "CNN Indonesia", None),
        ("BEIJING, July 3 (Xinhua) -- China said on Wednesday.", "BEIJING", "Xinhua", None),
        (
            "ISTANBUL, 23 Februari 2016 (Antara/PRNewswire) - Pemerintah kota.",
            "ISTANBUL",
            "Antara/PRNewswire",
            "2016-02-23",
        ),
        ("Mataram, NTB (ANTARA News) - Sebanyak 29 penerbangan batal.", "Mataram, NTB", "ANTARA News", None),
        ("SAN FRANCISCO (AP) — Pacific power lines went dark.", "SAN FRANCISCO", "AP", None),
        ("SERANG, KOMPAS.com- Polisi menahan seorang pria.", "SERANG", "KOMPAS.com", None),
        ("Suara.com - Cerita film terbaru bocor.", None, "Suara.com", None),
        (
            "Sukamaju, Bogor (Kabar Mulia) - Warga desa pulang setelah banjir di sana surut.",
            "Sukamaju, Bogor",
            "Kabar Mulia",
            None,
        ),
        ("Liputan6.com, Jakarta Harga emas naik.", None, "Liputan6.com", None),
        ("GARUT, SUARA KITA - Banjir bandang merendam puluhan rumah warga.", "GARUT", "SUARA KITA", None),
        ("GARUT, JAWA BARAT - Banjir bandang merendam puluhan rumah warga.", "GARUT, JAWA BARAT", None, None),
        (
            "Sosor, Harian, Samosir - Banjir merendam puluhan rumah warga desa.",
            "Sosor, Harian, Samosir",
            None,
            None,
        ),
        (f"Jakarta, 3 Juli 2024 – {LEAD}", "Jakarta", None, "2024-07-03"),
        (f"JAKARTA (3/7/2024) – {LEAD}", "JAKARTA", None, "2024-07-03"),
        (f"Jakarta, Rabu (3/7) - {LEAD}", "Jakarta", None, None),
        (
            f"JAKARTA, Indonesia, July 3, 2024 /PRNewswire/ -- {LEAD}",
            "JAKARTA, Indonesia",
            "PRNewswire",
            "2024-07-03",
        ),
    ],
)
def test_the_place_line_gives_place_source_and_day(
    paragraph: str, place: str | None, source: str | None, day: str | None
) -> None:
    assert parse_dateline(paragraph) == Dateline(place, source, day)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Jokowi - presiden ketujuh - membuka rapat itu pada Senin pagi di Istana Negara.",
        "Ini soal lama - Pemerintah sudah tahu sejak awal tahun tetapi tidak berbuat apa-apa.",
        "Video - Pemerintah sudah tahu sejak awal tahun tetapi tidak berbuat apa-apa juga.",
        "Perusahaan Listrik Negara (PLN) - Tarif listrik tidak naik tahun ini, kata direkturnya kemarin.",
        "Menteri Luar Negeri (Menlu) - Retno berkata bahwa kerja sama itu akan berlanjut.",
        "Empat negara Asia Tengah, yaitu Kazakhstan, Kirgistan, Tajikistan - dan Uzbekistan ikut serta.",
    ],
)
def test_a_dash_alone_makes_no_place_line(paragraph: str) -> None:
    assert parse_dateline(paragraph) is None


@pytest.mark.parametrize(
    ("line", "iso", "source"),
    [
        ("Jum'at, 19/04/2024 12:55 WIB", "2024-04-19T12:55:00+07:00", None),
        ("Kabarkota.com - 3 Juli 2024, 19:41 WIB", "2024-07-03T19:41:00+07:00", "Kabarkota.com"),
        ("Selasa, 16 Februari 2016 | 14:38 WIB | dibaca 1.229 kali", "2016-02-16T14:38:00+07:00", None),
        ("Dipublikasikan: Rabu, 3 Juli 2024 pukul 17.30 WITA", "2024-07-03T17:30:00+08:00", None),
        ("Published: July 3, 2024 10:15 GMT", "2024-07-03T10:15:00+00:00", None),
        ("Friday 16 September 2022", "2022-09-16", None),
        ("Terbit 3 Juli 2024 - Diperbarui 5 Juli 2024 09:00 WIB", "2024-07-03", None),
        ("Terbit Rabu, 3 Juli 2024 pada 19:41 WIB", "2024-07-03T19:41:00+07:00", None),
        ("Wed 3 Jul 2024 13.41 BST", "2024-07-03T13:41:00", None),
    ],
)
def test_the_date_line_gives_the_date_and_leaves_the_body(line: str, iso: str, source: str | None) -> None:
    for lines in ((line, "", TITLE, "", LEAD, "", SECOND), (TITLE, "", line, "", LEAD, "", SECOND)):
        read = page(*lines)
        assert (read.title, read.published, read.published_inferred) == (TITLE, iso, False)
        assert read.source == source
        assert read.paragraphs == (LEAD, SECOND)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Posted on July 3, 2024 by admin", ()),
        ("Diposting pada 3 Juli 2024 oleh Dina Ayu", ("Dina Ayu",)),
        ("3 Juli 2024 oleh Dina Ayu di Daerah", ("Dina Ayu",)),
        ("by Dina Ayu July 3, 2024 in Daerah, Kabar Desa", ("Dina Ayu",)),
        ("Oleh: Dina Ayu 3 Juli 2024", ("Dina Ayu",)),
        ("Penulis: Dina Ayu, 3 Juli 2024", ("Dina Ayu",)),
    ],
)
def test_a_byline_may_stand_beside_the_date(line: str, authors: tuple[str, ...]) -> None:
    read = page(TITLE, "", line, "", LEAD, "", SECOND)
    assert read == Page(TITLE, (LEAD, SECOND), published="2024-07-03", authors=authors)


def test_the_place_of_an_event_is_no_column_beside_the_date() -> None:
    event = "Rapat Warga, 3 Juli 2024 di Bogor"
    read = page(TITLE, "", event, "", LEAD, "", SECOND)
    assert (read.published, read.paragraphs) == (None, (event, LEAD, SECOND))


def test_a_day_of_change_in_an_unknown_zone_is_not_that_of_publication() -> None:
    dates = ("Wed 3 Jul 2024 13.41 BST", "Last modified on Thu 4 Jul 2024 09.00 BST")
    read = page(TITLE, "", *dates, "", LEAD, "", SECOND)
    assert (read.published, read.paragraphs) == ("2024-07-03T13:41:00", (LEAD, SECOND))


def test_a_stop_within_the_time_of_a_date_line_ends_no_sentence() -> None:
    read = page(TITLE, "", "July 3, 2024, 7:41 p.m. ET", "", LEAD, "", SECOND)
    assert (read.published, read.paragraphs) == ("2024-07-03T19:41:00", (LEAD, SECOND))


def test_speakers_of_an_interview_are_no_labels() -> None:
    speech = (
        "Host: How many houses were flooded?",
        "Editor: About 412, according to the agency.",
        "Editor: Ya.",
        "Produser: Apakah tanggul sudah diperbaiki?",
        "Reporter: Terima kasih atas waktunya.",
    )
    read = page(*(part for line in (TITLE, LEAD, SECOND, *speech) for part in (line, "")))
    assert (read.authors, read.paragraphs) == ((), (LEAD, SECOND, *speech))


@pytest.mark.parametrize(
    "line",
    [
        "Editor: Budi Hadi dan Rina Wati.",
        "Editor: Abdul bin Hasan.",
        "Editor: Budi Hadi/rw.",
        "Editor: budi hadi.",
    ],
)
def test_names_with_a_full_stop_are_no_speech(line: str) -> None:
    assert page(TITLE, "", LEAD, "", SECOND, "", line).paragraphs == (LEAD, SECOND)


@pytest.mark.parametrize(
    ("line", "source"),
    [("Getty Images", None), ("Pixabay", None), ("Kompas.com", "Kompas.com"), ("CNN —", "CNN")],
)
def test_an_outlet_above_the_text_is_the_source_and_a_picture_agency_is_not(
    line: str, source: str | None
) -> None:
    read = page(TITLE, "3 July 2024", line, "", LEAD, "", SECOND)
    assert (read.title, read.source, read.paragraphs) == (TITLE, source, (LEAD, SECOND))


@pytest.mark.parametrize(
    "caption",
    [
        "Image source, Getty Images",
        "Sumber gambar, Antara",
        f"Image caption, {THIRD}",
        f"Keterangan gambar, {THIRD}",
    ],
)
def test_a_caption_may_have_a_comma_after_its_label(caption: str) -> None:
    assert page(TITLE, "", LEAD, "", caption, "", SECOND).paragraphs == (LEAD, SECOND)


def test_the_article_s_own_date_beats_the_day_it_was_saved_and_later_changes() -> None:
    read = page(
        "Sabtu, 31 Januari 2026", "", TITLE, "", "Diperbarui 4 Juli 2024, 08:00 WIB",
        "3 Juli 2024, 19:41 WIB", "", LEAD, "", SECOND,
    )  # fmt: skip
    assert read.published == "2024-07-03T19:41:00+07:00"


def test_dates_of_related_links_are_not_the_article_s() -> None:
    read = page(
        TITLE, "", LEAD, "", SECOND, "", "Berita Terkait", "", "Jalan Raya Dibuka Lagi", "29 Oct 2023"
    )
    assert read.published is None
    assert read.paragraphs == (LEAD, SECOND)


def test_a_date_in_the_text_is_marked_as_inferred() -> None:
    told = "Banjir surut setelah tanggul diperbaiki, kata kepala desa di kantornya pada Selasa (2/7/2024)."
    read = page(TITLE, "", told, "", SECOND)
    assert (read.published, read.published_inferred) == ("2024-07-02", True)


def test_a_caption_s_date_counts_only_when_the_text_names_the_same_day() -> None:
    caption = "Warga membersihkan rumah di Sukamaju pada 4 Mei 2023. (Foto: Dina)"
    same = "Banjir surut setelah tanggul diperbaiki, kata kepala desa di kantornya pada Kamis (4/5) sore."
    assert page(TITLE, "", caption, "", same, "", SECOND).published == "2023-05-04"
    assert page(TITLE, "", caption, "", LEAD, "", SECOND).published is None


def test_bylines_give_authors_and_leave_the_body() -> None:
    read = page(TITLE, "", "Penulis : Dina Ayu, Budi Hartono | Editor : Sari", "", LEAD, "", SECOND)
    assert read.authors == ("Dina Ayu", "Budi Hartono")
    assert read.paragraphs == (LEAD, SECOND)
    assert page(TITLE, "By Jane Doe", "", LEAD, "", SECOND).authors == ("Jane Doe",)
    assert page(TITLE, "By Jane Doe, Staff Writer.", "", LEAD, "", SECOND).authors == ("Jane Doe",)
    named = page(TITLE, "Oleh: Dina Ayu binti Hartono untuk BBC News Indonesia", "", LEAD, "", SECOND)
    assert named.paragraphs == (LEAD, SECOND)
    assert page(TITLE, "", LEAD, "", f"{SECOND}Laporan: RedaksiBagikan").authors == ()
    assert page(TITLE, "", LEAD, "", f"{SECOND}Laporan: RedaksiBagikan").paragraphs == (LEAD, SECOND)


def test_a_source_line_names_the_source_only_when_nothing_surer_does() -> None:
    assert page(TITLE, "", "Sumber: Reuters | Editor: Sari", "", LEAD, "", SECOND).source == "Reuters"
    assert (
        page("kabarkota.co.id", TITLE, "", "Sumber: Reuters", "", LEAD, "", SECOND).source
        == "kabarkota.co.id"
    )


def test_the_headline_is_not_the_menu_above_it() -> None:
    read = page(
        "Kabarkota.com", "Beranda > Nasional > Peristiwa", "banner langganan top",
        "  • LQ45909,31   7,91   0.88%", "| : WIB | INDIKATOR |", "", TITLE, "", TITLE, "", LEAD, "", SECOND,
    )  # fmt: skip
    assert read.title == TITLE
    assert read.source == "Kabarkota.com"
    assert read.paragraphs == (LEAD, SECOND)


def test_a_slug_marks_the_headline_and_goes() -> None:
    read = page(
        "Kabar pagi dari kota", "", TITLE, "banjir-surut-warga-sukamaju-bersihkan-rumah", "", LEAD, "", SECOND
    )
    assert read.title == TITLE
    assert read.paragraphs == (LEAD, SECOND)


def test_the_outlet_after_the_headline_is_the_source() -> None:
    read = page(f"{TITLE} - ANTARA News", "", LEAD, "", SECOND)
    assert (read.title, read.source) == (TITLE, "ANTARA News")


def test_an_unknown_outlet_is_known_by_saying_its_name_twice() -> None:
    read = page(
        "Kabar Mulia", "Iklan | Masuk | Redaksi", "", TITLE, "", LEAD, "", SECOND, "", "© 2024 Kabar Mulia"
    )
    assert (read.title, read.source, read.paragraphs) == (TITLE, "Kabar Mulia", (LEAD, SECOND))
    read = page(
        TITLE, "", "Kabar Mulia - 3 Juli 2024, 19:41 WIB", "", f"SUKAMAJU, KABAR MULIA – {LEAD}", "", SECOND
    )
    assert (read.source, read.place) == ("Kabar Mulia", "SUKAMAJU")
    read = page(TITLE, "", f"Sukamaju (Kabar Mulia) – {LEAD}", "", SECOND)
    assert (read.source, read.place) == ("Kabar Mulia", "Sukamaju")


def test_a_standfirst_nearer_to_the_text_is_not_the_headline() -> None:
    headline = "Sukamaju Pulih, Dua Ratus Keluarga Pulang Rabu"
    standfirst = "Warga membersihkan rumah setelah banjir setinggi satu meter surut, dapur umum tetap dibuka"
    read = page(headline, "", standfirst, "", LEAD, "", SECOND)
    assert read.title == headline
    assert read.paragraphs == (standfirst, LEAD, SECOND)


@pytest.mark.parametrize(
    "caption",
    [
        "Warga membersihkan rumah di Sukamaju. (Kabar Mulia/Dina Ayu)",
        "Warga membersihkan rumah di Sukamaju. KABAR MULIA/Dina Ayu",
        "Warga membersihkan rumah di Sukamaju, 3 Juli 2024. REUTERS/Dina Ayu",
        "Warga membersihkan rumah di Sukamaju. (Sumber: Kabar Mulia via AP)",
        "KOMPAS.COM/DINA Warga membersihkan rumah di Sukamaju pada Selasa pagi.",
    ],
)
def test_a_caption_above_the_text_is_told_by_its_credit(caption: str) -> None:
    assert page(TITLE, "", caption, "", LEAD, "", SECOND).paragraphs == (LEAD, SECOND)


def test_a_numbered_list_of_links_is_cut() -> None:
    links = [
        "1. Motorcades: which roads in the capital are closed today",
        "2. A surfer's calendar",
        "3. Opinion",
    ]
    assert page(TITLE, "", LEAD, "", SECOND, "", "MOST READ", *links).paragraphs == (LEAD, SECOND)


def test_one_column_name_is_the_section_and_a_menu_is_none() -> None:
    assert page("Internasional", "", TITLE, "", LEAD, "", SECOND).section == "Internasional"
    assert page("Internasional", "Nasional", "", TITLE, "", LEAD, "", SECOND).section is None


@pytest.mark.parametrize(
    ("value", "keywords"),
    [
        ("Banjir China Rusia", ("Banjir", "China", "Rusia")),
        ("banjir, kali bening, tanggul", ("banjir", "kali bening", "tanggul")),
        ("#banjir #tanggul", ("banjir", "tanggul")),
        ("Piala Dunia", ("Piala Dunia",)),
        ("sepak bola putri", ("sepak bola putri",)),
    ],
)
def test_keywords_are_parted_as_the_page_parts_them(value: str, keywords: tuple[str, ...]) -> None:
    assert (
        page(TITLE, "", LEAD, "", SECOND, "", "KEYWORD :", "", value, "", "", "PILIHAN REDAKSI :").keywords
        == keywords
    )
    read = page(TITLE, "", LEAD, "", SECOND, "", f"Tag: {value}")
    assert (read.keywords, read.paragraphs) == (keywords, (LEAD, SECOND))


@pytest.mark.parametrize(
    "line",
    [
        "Baca Juga: Jalan Raya Dibuka Lagi Setelah Tiga Hari",
        "Baca Juga Jalan Raya Dibuka Lagi Setelah Tiga Hari",
        "Read also: Main road open again",
        "Lihat juga Video: Warga Bersihkan Rumah",
        "Simak Video 'Warga Bersihkan Rumah':",
        "[Gambas:Video 20detik]",
        "SCROLL TO CONTINUE WITH CONTENT",
        "ADVERTISEMENT",
        "Close Ads x",
        "Bagikan",
        "0 Komentar",
        "Halaman: 1 2 3 Selanjutnya",
        "Copyright © 2024 Kabar Kota",
        "Warga membersihkan rumah di Sukamaju. (Foto: Dina/Kabar)",
        "Taylor Swift menyapa penonton. Foto: Dina",
        "©Dina Ayu/TASS",
        "Ikuti berita kami di Google News",
        "Ikuti kami di Instagram. Klik di sini.",
        "Bergabung di saluran WhatsApp Kabar Kota",
        "Follow Kabar Kota on Instagram, Facebook and YouTube.",
        "Dapatkan update berita pilihan setiap hari dari Kabarkota.com.",
        "Dapatkan berita terbaru Kabar Kota.",
        "Sign up for our morning letter.",
        "Sign up for newsletters",
        "Share this article on Facebook",
        "• SUKA909,31 7,91 0.88%",
        "• RD.SAHAM 0.05%",
        "SUKA 7.123,45 +0,52%",
        "SUKA 909,31 +7,91 MAJU 812,00 -1,25",
        "Reporting by Dina Ayu in Bogor; Editing by Budi Hartono",
        "This article was first published by Kabar Kota.",
        "Tangkapan layar video warga Sukamaju",
        "Ilustrasi: warga membersihkan rumah di Desa Sukamaju setelah banjir surut.",
        "Warga membersihkan rumah di Sukamaju. (via Reuters)",
        "Artikel ini telah tayang di Kabarkota.com dengan judul lain, klik di sini",
    ],
)
def test_chrome_between_paragraphs_goes_and_nothing_else(line: str) -> None:
    assert page(TITLE, "", LEAD, "", line, "", SECOND, "", THIRD).paragraphs == (LEAD, SECOND, THIRD)


@pytest.mark.parametrize(
    "line",
    [
        "Komentar itu disampaikan kepala desa setelah rapat dengan warga pada Selasa malam di balai desa.",
        "Baca juga buku itu sebelum datang, kata guru kepada murid-muridnya pada hari pertama sekolah.",
        "Dilarang mengambil foto di area ini, kata petugas kepada wartawan yang datang pada Selasa.",
        "Hak cipta lagu itu dimiliki oleh penciptanya, kata hakim dalam sidang di Jakarta pada Senin.",
        "Foto satelit menunjukkan air masih menggenangi sawah di sebelah timur kali sampai Selasa sore.",
        "Terbaru, petugas menemukan dua rumah lagi yang rusak di dekat tanggul, kata kepala desa itu.",
        "Shares in Sukamaju Cement fell 4 percent on Tuesday.",
        "Bergabung di klub itu sejak 2020, Dina menyapa penggemar lewat Instagram miliknya.",
        "Gabung ke grup Telegram itu pada 2020, Dina menipu dua puluh orang. Polisi menahannya.",
        "Persija 2 Persib 1",
        "PBB 16,72%",
        "PBB 25.387 16,72%",
        "Additional reporting duties begin in March.",
        "Reporting by Indonesian students showed that the levee had cracks.",
        "This report was published on Tuesday by the levee office in Bogor.",
        "Dapatkan berita duka, kepala desa langsung pulang dari rapat.",
        "Sign up for vaccines began on Tuesday in three villages.",
        "Cek Fakta: Akun Instagram Palsu Kepala Desa",
        "Tangkapan layar percakapan itu beredar luas di antara warga sejak Senin malam.",
        "Ilustrasi di sampul buku itu digambar oleh seorang warga Desa Sukamaju.",
        "Kepala desa memimpin rapat dengan para ketua lingkungan (via Zoom).",
        "By Tuesday, all roads had reopened.",
        "By Nightfall, two of the three roads were open.",
        "Wartawan: Pak, kapan jalan akan dibuka?",
        "Oleh: Warga Desa Sukamaju menyebut tanggul itu sudah lama retak",
        "Jadwal pemulihan",
        "Apa yang dilakukan warga?",
        '"Kami masih menunggu bantuan," katanya.',
        "1. Banjir",
    ],
)
def test_prose_that_looks_like_chrome_stays(line: str) -> None:
    assert page(TITLE, "", LEAD, "", line, "", SECOND, "", THIRD).paragraphs == (LEAD, line, SECOND, THIRD)


def test_a_bare_baca_juga_takes_its_link_and_not_the_subheading_after_it() -> None:
    read = page(
        TITLE, "", LEAD, "", "Baca juga:", "Jalan Raya Dibuka Lagi", "", "Jadwal pemulihan", "", SECOND
    )
    assert read.paragraphs == (LEAD, "Jadwal pemulihan", SECOND)


@pytest.mark.parametrize(
    "heading", ["Berita Terkait", "BERITA LAINNYA", "TERBARU", "Related", "Most Popular :"]
)
def test_a_list_at_the_end_is_cut(heading: str) -> None:
    links = [
        "Jalan Raya Dibuka Lagi",
        "Indonesia",
        "•",
        "29 Oct 2023",
        "",
        "Harga Beras Naik Lagi?",
        "30 Oct 2023",
    ]
    assert page(TITLE, "", LEAD, "", SECOND, "", heading, "", *links).paragraphs == (LEAD, SECOND)


def test_links_with_teasers_at_the_end_are_cut() -> None:
    teaser = "Harga beras naik di pasar kota sejak pekan lalu."
    read = page(TITLE, "", LEAD, "", SECOND, "", THIRD, "", "Berita Terkait", "", "Harga Beras Naik", teaser)
    assert read.paragraphs == (LEAD, SECOND, THIRD)


def test_a_list_amid_the_article_goes_and_the_article_goes_on() -> None:
    read = page(TITLE, "", LEAD, "", "Berita Terkait", "", "Jalan Raya Dibuka Lagi", "", SECOND, "", THIRD)
    assert read.paragraphs == (LEAD, SECOND, THIRD)


def test_links_with_dates_and_no_heading_are_cut() -> None:
    read = page(
        TITLE, "", LEAD, "", SECOND, "", "Jalan Raya Dibuka", "2 jam lalu", "", "Harga Naik", "3 jam lalu"
    )
    assert read.paragraphs == (LEAD, SECOND)


def test_days_that_head_paragraphs_of_a_chronology_stay() -> None:
    read = page(TITLE, "", LEAD, "", SECOND, "", "2 Juli 2024", "", THIRD, "", "3 Juli 2024", "", FOURTH)
    assert read.paragraphs == (LEAD, SECOND, "2 Juli 2024", THIRD, "3 Juli 2024", FOURTH)
    assert read.published is None


def test_readers_comments_are_cut() -> None:
    read = page(
        TITLE,
        "",
        LEAD,
        "",
        SECOND,
        "",
        "No comments:",
        "",
        "Saya juga warga di sana dan rumah saya masih kotor.",
    )
    assert read.paragraphs == (LEAD, SECOND)


def test_each_thing_stands_once() -> None:
    standfirst = "Warga Desa Sukamaju mulai membersihkan rumah setelah banjir setinggi satu meter surut"
    read = page(TITLE, TITLE, "", standfirst, "", f"Sukamaju - {LEAD}", "", SECOND, "", SECOND, "", TITLE)
    assert read.paragraphs == (f"Sukamaju - {LEAD}", SECOND)


def test_a_standfirst_that_says_more_stays() -> None:
    standfirst = "Dapur umum masih melayani dua ratus keluarga"
    assert page(TITLE, "", standfirst, "", LEAD, "", SECOND).paragraphs == (standfirst, LEAD, SECOND)


def test_wrapped_lines_become_paragraphs_and_lists_stay_lists() -> None:
    wrapped = [
        "Warga Desa Sukamaju mulai membersihkan rumah setelah banjir",
        "setinggi satu meter surut pada Selasa pagi dan jalan desa kini",
        "bisa dilewati lagi.",
    ]
    assert page(TITLE, "", *wrapped, "", SECOND).paragraphs == (" ".join(wrapped), SECOND)
    for word in ("jalan.", "jalan!”"):
        short = [f"{LEAD[:70]} di tepi", word]
        assert page(TITLE, "", *short, "", SECOND).paragraphs == (" ".join(short), SECOND)
    listed = ["1. Beras lima kilogram untuk tiap keluarga", "2. Air minum dua galon untuk tiap keluarga"]
    assert page(TITLE, "", LEAD, "", *listed, "", SECOND).paragraphs == (LEAD, *listed, SECOND)


def test_a_note_of_one_short_sentence_is_its_own_text() -> None:
    assert page("Harga turun di Bogor.") == Page(title=None, paragraphs=("Harga turun di Bogor.",))
    assert page(TITLE, "", "Jalan dibuka", "Pasar buka").paragraphs == ("Jalan dibuka", "Pasar buka")


def test_a_text_without_headline_has_none() -> None:
    read = page(LEAD, "", SECOND)
    assert read == Page(title=None, paragraphs=(LEAD, SECOND))


def test_the_address_that_a_page_names_is_its_url() -> None:
    line = "Artikel ini telah tayang di Kabarkota.com, klik untuk baca: https://kabarkota.com/read/1/banjir."
    read = page(TITLE, "", LEAD, "", SECOND, "", line)
    assert (read.url, read.source) == ("https://kabarkota.com/read/1/banjir", "Kabarkota.com")
    assert read.paragraphs == (LEAD, SECOND)


@pytest.mark.parametrize("label", ["Sumber: {}", "Sumber:\n{}", "Link: {}", "Tautan : {}"])
def test_an_address_that_an_article_cites_is_not_its_url(label: str) -> None:
    cited = label.format("https://www.bps.go.id/id/pressrelease")
    read = page(TITLE, "", LEAD, "", SECOND, "", cited)
    assert (read.url, read.source, read.paragraphs) == (None, None, (LEAD, SECOND))


def test_above_the_text_a_link_is_the_url_and_the_address_of_a_source_is_not() -> None:
    link, source = "Link: https://kabarkota.com/read/1/banjir", "Sumber: Reuters (https://reuters.example/1)"
    read = page(TITLE, "", source, link, "", LEAD, "", SECOND)
    assert (read.url, read.source) == ("https://kabarkota.com/read/1/banjir", "Reuters")


@pytest.mark.parametrize("title", ["Banjir Garut", "Obituari"])
def test_a_short_line_alone_above_the_text_is_the_headline(title: str) -> None:
    read = page(title, "", LEAD, "", SECOND)
    assert (read.title, read.paragraphs) == (title, (LEAD, SECOND))
    dated = page(
        "Kabarkota.com", title, "", "3 Juli 2024, 19:41 WIB", "", "By Jane Doe", "", LEAD, "", SECOND
    )
    assert (dated.title, dated.published, dated.authors) == (
        title,
        "2024-07-03T19:41:00+07:00",
        ("Jane Doe",),
    )
    assert (dated.source, dated.paragraphs) == ("Kabarkota.com", (LEAD, SECOND))


@pytest.mark.parametrize(
    ("title", "published"),
    [
        ("Laporan: Warga Gunakan Perahu untuk Jemput Bantuan", None),
        ("Sumber: Tanggul Akan Dibangun Lagi Pekan Depan", None),
        ("Cek Fakta: Akun Instagram Palsu Kepala Desa", None),
        ("Harga Beras Sukamaju Hari Ini: 3 Juli 2024", "2024-07-03"),
        ("Cuaca Bogor, 3 Juli 2024", "2024-07-03"),
        ("Pemilu 2024 - Suara Budi Unggul di Bogor", None),
    ],
)
def test_a_headline_that_looks_like_a_label_or_a_date_line_is_the_headline(
    title: str, published: str | None
) -> None:
    read = page(title, "", LEAD, "", SECOND)
    assert read == Page(title=title, paragraphs=(LEAD, SECOND), published=published)


@pytest.mark.parametrize("line", ["Bogor, 3 Juli 2024", "Kabar Kota, 3 Juli 2024"])
def test_a_place_or_an_outlet_with_a_day_is_no_headline(line: str) -> None:
    assert page(line, "", LEAD, "", SECOND).title is None


@pytest.mark.parametrize("edition", ["Tempo Gaya", "ANTARA News Jawa Timur", "Suara", "Suara Bisnis"])
def test_an_outlet_may_stand_with_its_column_or_edition(edition: str) -> None:
    read = page(f"{TITLE} - {edition}", "", LEAD, "", SECOND)
    assert (read.title, read.source) == (TITLE, edition)


def test_a_list_of_the_article_under_a_heading_that_sites_use_too_stays() -> None:
    items = ["Perbaiki tanggul sebelum musim hujan", "Bangun dapur umum yang lebih besar"]
    for rest in ((THIRD,), ()):
        read = page(TITLE, "", LEAD, "", SECOND, "", "Rekomendasi", "", *items, "", *rest)
        assert read.paragraphs == (LEAD, SECOND, "Rekomendasi", *items, *rest)
    links = ["Jalan Raya Dibuka Lagi", "Harga Beras di Bogor Naik"]
    read = page(TITLE, "", LEAD, "", SECOND, "", "Rekomendasi", "", *links, "", THIRD)
    assert read.paragraphs == (LEAD, SECOND, THIRD)


def test_key_points_under_the_headline_stay_and_links_there_go() -> None:
    points = [
        "• Warga Desa Sukamaju membersihkan rumah setelah banjir",
        "• Dapur umum tetap dibuka",
        "• Keluarga yang belum bisa pulang dilayani kepala desa",
    ]
    assert page(TITLE, "", *points, "", LEAD, "", SECOND).paragraphs == (*points, LEAD, SECOND)
    links = [
        "• Warga Sukamaju Terima Beras Lima Kilogram",
        "• Kepala Desa Sukamaju Janji Dapur Umum Dibuka",
        "• Harga beras di pasar kota naik lagi",
    ]
    assert page(TITLE, "", *links, "", LEAD, "", SECOND).paragraphs == (LEAD, SECOND)


@pytest.mark.parametrize("title", ["Banjir Garut", "Obituari", "Banjir di Garut Surut"])
def test_a_headline_right_above_the_text_needs_no_empty_line(title: str) -> None:
    read = page(title, LEAD, "", SECOND)
    assert (read.title, read.paragraphs) == (title, (LEAD, SECOND))
    wrapped = (
        "Warga Desa Sukamaju mulai membersihkan rumah setelah banjir",
        "setinggi satu meter di halaman mereka surut pada hari",
    )
    read = page(title, *wrapped, "kedua pekan ini.", "", SECOND)
    assert (read.title, read.paragraphs) == (title, (f"{' '.join(wrapped)} kedua pekan ini.", SECOND))


@pytest.mark.parametrize(
    "line",
    ["Nasional", "Beranda", "Bagikan", "Kompas.com", "3 Juli 2024", "By Jane Doe", "Tempo", "Foto: Dina"],
)
def test_a_short_line_of_the_site_is_no_headline(line: str) -> None:
    assert page(line, "", LEAD, "", SECOND).title is None
    assert page(line, LEAD, "", SECOND).title is None
    assert page("Banjir Garut", "Gempa Cianjur", "", LEAD, "", SECOND).title is None


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Oleh: Dina Ayu, peneliti pada Pusat Studi Pangan.", "Dina Ayu"),
        ("By: Jane Roe, staff writer at the bureau.", "Jane Roe"),
    ],
)
def test_a_byline_that_tells_what_its_author_is_is_no_speech(line: str, author: str) -> None:
    read = page(TITLE, "", line, "", LEAD, "", SECOND)
    assert read.authors[:1] == (author,)
    assert read.paragraphs == (LEAD, SECOND)


def test_who_comments_below_a_text_is_no_author() -> None:
    comment = "July 4, 2024 by John Smith"
    assert page(TITLE, "", "Oleh: Dina Ayu", "", LEAD, "", SECOND, "", comment).authors == ("Dina Ayu",)


def test_a_day_among_paragraphs_with_who_did_something_is_text() -> None:
    read = page(TITLE, "", LEAD, "", "12 Mei 2023 oleh KPK", "", SECOND)
    assert (read.published, read.authors) == (None, ())
    assert "12 Mei 2023 oleh KPK" in read.paragraphs


def test_a_question_in_an_interview_is_no_headline() -> None:
    read = page(TITLE, "", "Editor: Mengapa jembatan itu ditutup?", "", f"Bupati: {LEAD}", "", SECOND)
    assert read.title == TITLE


def test_a_credit_beside_speech_is_a_credit() -> None:
    read = page(
        TITLE, "", LEAD, "", "Reporter: Terima kasih atas waktunya.", "", SECOND, "", "Reporter: Dina Ayu"
    )
    assert read.authors == ("Dina Ayu",)
    assert "Reporter: Terima kasih atas waktunya." in read.paragraphs
