"""Links to other articles amid a line: what goes, and that no word of the article goes with it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from index.reading import SourceFile, read_file
from index.reading.links import without_links
from index.records import Article

if TYPE_CHECKING:
    from pathlib import Path

SAID = "Air sudah surut,\u201d kata dia."
LINK = "Baca juga: Banjir di Garut, Ratusan Rumah Terendam"


@pytest.mark.parametrize(
    ("link", "goes_on"),
    [
        # two spaces
        (f" {LINK}", "  Romo Markus menilai warga perlu bantuan."),
        (f"  {LINK}", "  \u201cKami menunggu,\u201d katanya."),
        # a mark that ends a sentence
        (" Baca juga: Kenapa Banjir Muncul di Garut?", " Rudiantara menyampaikan bantuan akan datang."),
        (" BACA JUGA: Itu Tidak Pantas, Kata Wamenag!", " Menag menjelaskan bahwa bantuan akan datang."),
        (" Baca juga: Bupati Jelaskan Banjir Garut.", " Rudiantara menyampaikan bantuan akan datang."),
        (" Baca  juga: Kenapa Banjir Muncul di Garut?", " Rudiantara menyampaikan bantuan akan datang."),
        # words that open sentences
        (f" {LINK}", " Namun, warga menunggu bantuan."),
        (f" {LINK}", " Selain itu, Moekti menunggu bantuan."),
        (f" {LINK}", " Menurut polisi, tiga orang luka."),
        # a quoted sentence, but not a quoted name
        (f" {LINK}", ' "Operasi gabungan itu berhasil," kata Ali.'),
        (' Baca juga: Perang Robot "Gundam Versus" Hadir Lagi', " Namun, warga menunggu bantuan."),
        # glued to the next sentence, as where tags were stripped
        ("Baca juga: Banjir di Garut Terendam Keras", "Namun warga menunggu bantuan."),
        ("Baca juga: Marquez Juara di Seri MotoGP 2020", "Quartararo sudah mengungkapkan bahwa ia senang."),
        (
            "Baca juga: Di Depan Putin, Khabib Sindir McGregor",
            "Sebulan setelahnya ia dituduh meninju seseorang.",
        ),
        (" Baca juga: Demi Karier Hal Ini Dibagikan di LinkedIn", " Namun, warga menunggu bantuan."),
        ("Baca juga: Jumat Berkah untuk Rossi dan Yamaha", '"Hari ini kondisi tidak buruk," katanya.'),
        ("Baca juga: Perang Robot Hadir di PlayStation Empat", " Namun, warga menunggu bantuan."),
        ("Baca juga: Balas Sindiran di Moskow!", '"Yah, itu tergantung orangnya," katanya.'),
        # the end of the line
        (" Simak juga Video: Desain Baru Paspor Indonesia, Kini Merah Putih", ""),
        (" Baca juga: Roger Federer Cetak Sejarah setelah Kembali Jadi Petenis Nomor 1", ""),
        # in quotes and in brackets
        (" Simak Video 'Menteri LH soal Warga Adat Divonis Bui gegara Tolak Tambang':", " Polisi menunggu."),
        (' Tonton juga video "Polemik Utang, AHY: Kita Carikan Solusi" di sini:', " Polisi menunggu."),
        (" (Baca juga: Bos Pentagon Ingin Tempatkan Rudal)", " Polisi menunggu."),
        # the headline got lost on the way
        (" Baca juga:,", " Memasuki akhir lagu, Isyana memutar kursi."),
        (" Baca Juga :, Baca Juga :,", " Dia mengapresiasi kinerja anggota."),
        (" Read also: Flood Reaches the Harbour of Blue Cape", " However, traders expect a quiet week."),
    ],
)
def test_a_link_amid_a_line_goes_and_nothing_else(link: str, goes_on: str) -> None:
    assert without_links(f"{SAID}{link}{goes_on}").split() == f"{SAID} {goes_on}".split()


@pytest.mark.parametrize(
    "line",
    [
        # where the headline ends, nothing tells
        f"{SAID} Baca juga: Tahun 2019, Tiga Negara Kenakan Pajak Pemerintah Jepang menghitung ulang.",
        f"{SAID} Baca juga: Banjir Gresik, Gubernur Sarankan Pemangku Kasat Polairud Ali menambahkan.",
        # no link
        "Siswa diminta baca juga: buku, majalah dan koran.",
        f"{SAID} Lihat juga kemasannya yang indah.",
        f"{SAID} Kita harus baca juga: Laskar Pelangi dan Bumi Manusia.",
        # whole lines are judged by others
        LINK,
        "Baca juga: Kenapa Banjir? Ini Dia Sebabnya",
        "Simak juga Video 'Banjir di Garut':",
    ],
)
def test_what_is_no_link_for_sure_stays(line: str) -> None:
    assert without_links(line) == line


def test_text_that_goes_on_after_a_link_at_its_beginning_stays() -> None:
    text = "Sebelumnya, Heru mengatakan air sudah surut di seluruh desa pada malam itu."
    assert without_links(f"{LINK} {text}").strip() == text


def test_a_record_of_one_line_loses_its_links(tmp_path: Path) -> None:
    first, second = "Warga Sukamaju mulai membersihkan rumah.", "Kepala desa mengatakan dapur umum dibuka."
    text = f"{first} {LINK} \u00a0{second} {LINK} Namun, warga menunggu."
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text}), encoding="utf-8")
    (article,) = read_file(SourceFile(tmp_path / "a.jsonl", "a.jsonl"))
    assert isinstance(article, Article)
    assert article.body == f"{first} {second} Namun, warga menunggu."
