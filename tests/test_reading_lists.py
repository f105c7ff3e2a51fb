"""Lists, tables and figures of an article, which look like menus, captions or links."""

from __future__ import annotations

import pytest

from index.reading.markdown import read_markdown
from index.reading.text import clean
from tests.test_reading_text import LEAD, SECOND, THIRD, TITLE, page

DATE = "3 Juli 2024"
PRICES = tuple(f"{kilos} kilogram beras: Rp {kilos * 15}.000" for kilos in (1, 5, 10, 25))
ANNOUNCING = "Harga beras di Sukamaju naik sejak Selasa pagi. Berikut daftar harganya:"
NAMES = ("Dina Ayu", "Budi Santoso", "Rina Wati", "Eko Wijaya")
ROWS = ("Nama | Jabatan | Partai", "Dina Ayu | Kepala Desa | Nonpartai", "Budi | Camat | Nonpartai")
TABLE = tuple(row.replace(" | ", ", ") for row in ROWS)


def spaced(*lines: str) -> tuple[str, ...]:
    return tuple(part for line in lines for part in (line, ""))


@pytest.mark.parametrize("menu", [(), ("Berita Terbaru Sukamaju", "Aneka Kabar Warga")])
def test_a_list_that_the_first_paragraph_announces_stays(menu: tuple[str, ...]) -> None:
    read = page(*spaced(*menu, TITLE, DATE, ANNOUNCING, *NAMES, SECOND, THIRD))
    assert read.title == TITLE
    assert read.paragraphs == (ANNOUNCING, *NAMES, SECOND, THIRD)


def test_figures_below_the_first_paragraph_stay() -> None:
    menu = ("Berita Terbaru Sukamaju", "Aneka Kabar Warga")
    read = page(*spaced(*menu, TITLE, DATE, LEAD, *PRICES, SECOND, THIRD))
    assert read.paragraphs == (LEAD, *PRICES, SECOND, THIRD)


def test_short_lines_below_the_first_paragraph_stay_where_no_menu_is() -> None:
    assert page(*spaced(TITLE, DATE, LEAD, *NAMES, SECOND, THIRD)).paragraphs == (LEAD, *NAMES, SECOND, THIRD)


def test_figures_above_all_prose_stay_where_no_menu_is() -> None:
    assert page(*spaced(TITLE, DATE, *PRICES, LEAD, SECOND)).paragraphs == (*PRICES, LEAD, SECOND)
    ticker = page(*spaced("Berita Terbaru Sukamaju", *PRICES, TITLE, DATE, LEAD, SECOND))
    assert ticker.paragraphs == (LEAD, SECOND)


@pytest.mark.parametrize("text", [(LEAD, *NAMES, SECOND, THIRD), (*NAMES, LEAD, SECOND)])
def test_nothing_below_a_given_headline_is_a_menu(text: tuple[str, ...]) -> None:
    read, _ = read_markdown("\n".join([f"---\ntitle: {TITLE}\n---\n", *spaced(*text)]))
    assert read.paragraphs == text


@pytest.mark.parametrize("gap", [False, True])
def test_rows_of_words_are_a_table(gap: bool) -> None:
    rows = spaced(*ROWS) if gap else ROWS
    read = page(TITLE, DATE, "", LEAD, "", SECOND, "", *rows, "", THIRD)
    assert read.paragraphs == (LEAD, SECOND, *TABLE, THIRD)
    assert clean([LEAD, *ROWS, SECOND], None) == [LEAD, *TABLE, SECOND]


def test_a_table_keeps_its_header() -> None:
    rows = ("Beras | Pasar | Harga", "Pandan wangi | Sukamaju | Rp 15.000")
    assert page(TITLE, DATE, "", LEAD, "", SECOND, "", *rows, "", THIRD).paragraphs == (
        LEAD,
        SECOND,
        "Beras, Pasar, Harga",
        "Pandan wangi, Sukamaju, Rp 15.000",
        THIRD,
    )


def test_a_menu_of_two_rows_is_no_table() -> None:
    menu = ("Tentang Kami | Redaksi | Kontak", "Nasional | Dunia | Pasar Ikan")
    for rows in (menu, menu[:1], ROWS[:1]):
        assert page(TITLE, DATE, "", LEAD, "", SECOND, "", *rows, "", THIRD).paragraphs == (
            LEAD,
            SECOND,
            THIRD,
        )


@pytest.mark.parametrize(
    "choice", ["SMA/SMK", "SMP/MTs", "jasmani/rohani", "pria/wanita", "Orang tua/Wali murid"]
)
def test_a_choice_in_brackets_is_no_credit(choice: str) -> None:
    item = f"Pendaftar membawa surat keterangan dari sekolah ({choice})"
    assert page(TITLE, DATE, "", LEAD, "", SECOND, "", item, "", THIRD).paragraphs == (
        LEAD,
        SECOND,
        item,
        THIRD,
    )


@pytest.mark.parametrize("credit", ["Antara/Dina Ayu", "Kabar Mulia/Dina", "ant/jpnn", "akd/ega"])
def test_names_and_initials_in_brackets_are_a_credit(credit: str) -> None:
    caption = f"Warga membersihkan rumah di Sukamaju ({credit})"
    assert page(TITLE, DATE, "", LEAD, "", caption, "", SECOND).paragraphs == (LEAD, SECOND)


@pytest.mark.parametrize("label", ["Judul: ", "Title : "])
def test_the_headline_may_have_a_label(label: str) -> None:
    read = page(label + TITLE, f"Tanggal: {DATE}", "Penulis: Dina Ayu", "", LEAD, "", SECOND)
    assert (read.title, read.published, read.authors) == (TITLE, "2024-07-03", ("Dina Ayu",))
    assert read.paragraphs == (LEAD, SECOND)


def test_label_lines_of_markdown_are_fields() -> None:
    labels = "Author: Dina Ayu\nDate: July 3, 2024\nTags: banjir, tanggul\nURL: https://a.example/x/9"
    read, _ = read_markdown(f"# {TITLE}\n\n{labels}\n\n{LEAD}\n\n{SECOND}\n")
    assert (read.authors, read.published) == (("Dina Ayu",), "2024-07-03")
    assert (read.keywords, read.url) == (("banjir", "tanggul"), "https://a.example/x/9")
    assert read.paragraphs == (LEAD, SECOND)


def test_a_wrapped_line_of_markdown_that_begins_with_a_date_is_no_field() -> None:
    read, _ = read_markdown(f"# {TITLE}\n\n{LEAD}\n\nAir surut sejak Rabu pagi,\n3 Juli 2024.\n\n{SECOND}\n")
    assert read.paragraphs == (LEAD, "Air surut sejak Rabu pagi, 3 Juli 2024.", SECOND)


def test_marks_of_site_generators_are_no_text() -> None:
    marks = ("{{< youtube abc >}}", "{% include foto.html id='1' %}", "{{% notice %}}")
    body = f"{marks[0]}\n\n{LEAD}\n{{: .lead}}\n\n{marks[1]}\n\n{marks[2]}{SECOND}{marks[2]}\n"
    read, _ = read_markdown(f"# {TITLE}\n\n{body}")
    assert read.paragraphs == (LEAD, SECOND)
