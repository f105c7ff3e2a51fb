"""Tables of texts with ` | ` where one sentence ends and the next begins (`|` where they are glued)."""

from __future__ import annotations

import pytest

from index.text.sentences import split_sentences

ONE = [
    # figures, times, sums
    "Harga cabai naik menjadi Rp1.000.000 per kuintal di pasar induk.",
    "Anggaran itu sebesar Rp. 5.000 per jiwa atau Rp 1,5 triliun setahun.",
    "Rapat dimulai pukul 17.30 WIB dan selesai pukul 19.05 WIT.",
    "The river rose 3.5 percent above the mark of 1.25 metres.",
    "Rumah itu berdiri di Jl. Kenanga No. 5 RT 03.",
    "Lihat hal. 12 dan Gbr. 4 pada laporan itu.",
    "The hearing is set for Sept. 11 in the old town hall.",
    "Kantor dinas ada di Lt. II gedung tua itu.",
    # titles and names
    "H.M. Sarwono membuka pasar seni kemarin.",
    "Prof. Dr. Ir. H. Darmanto hadir di Balai Kota.",
    "Prof.Dr. Ratna Wulandari memimpin penelitian.",
    "Kuasa hukum Budi Hartono, S.H., M.H. menolak tuduhan itu.",
    "Ketua panitia Sri Lestari, S.Pd., M.Si. mengucapkan terima kasih.",
    "Pengurus K.H. Anwar dan Hj. Siti pergi ke Demak.",
    "Korban dibawa ke RS Dr. Sutomo dan RSUD dr. Suyudi.",
    "Kombes Pol. Yanto dan AKBP. Rini memeriksa lokasi.",
    "J.K. Tolan and George W. Marlow met in St. Albans.",
    "Mr. Brown and Mrs. Ali spoke to Gen. Hale.",
    "Sen. Ortiz met Rep. Kim on Monday.",
    "PT. Maju Jaya Tbk. (MJYA) membagikan dividen.",
    "The U.S. Embassy and U.S. officials declined to comment.",
    "Acme Inc. Chairman Dora Lim resigned.",
    "Letjen (Purn.) Bambang dan Gen. (Ret.) Alan Hart bertemu.",
    "Uskup Mgr. Yohanes memberkati Tj. Layar, Kp. Baru dan Ds. Sukamaju di Prov. Banten.",
    "Kantornya di Kav. 51, dekat RSUD. Dr. Suyudi dan RS. Harapan.",
    "Bidan Siti, A.Md.Keb, guru Ani, S.Pd.SD, dan perawat Budi, S.Kep.Ners, hadir.",
    # abbreviations inside a sentence
    "Ali dkk. datang terlambat, a.n. panitia, d.a. Jalan Mawar.",
    "Some fruits, e.g. mangoes, i.e. ripe ones, cost more than others, etc. and so on.",
    "The match of Lions vs. Tigers began at 9 a.m. on Sunday.",
    "Plt. Kepala Dinas meninjau sungai.",
    # addresses and brands
    "KONTAN.CO.ID dan detik.com memuat foto itu.",
    "Menurut Kompas.TV dan Merdeka.Com api sudah padam.",
    "Tulis ke redaksi@warta.id atau buka https://warta.id/Arsip.Html?No=Satu hari ini.",
    "Perkara nomor 656/Pdt.G/2019/PN.Jkt.Sel mulai disidangkan.",
    # quotations, ellipses
    '"Apa itu?" tanya seorang anak.',
    '"Awas!" teriak warga dari seberang.',
    "Ia terdiam... lalu pergi begitu saja.",
    "Dia berkata … ya, saya setuju.",
    # list numbers at the start
    "1. Pertama, siapkan air bersih.",
    "a. Warga membawa kartu keluarga.",
    "IV. Penutup",
    "2) Isi formulir.",
    # nothing to split
    "Banjir",
    "...",
    "Rumus itu memakai versi 2.0.1-rc dari berkas laporan.final.pdf yang lama.",
]

SEVERAL = [
    # plain
    "Air naik sejak subuh. | Warga mengungsi ke masjid. | Tidak ada korban.",
    "Who came first? | Nobody knows! | The crowd had left.",
    "Ia pulang pada 2019. | Dua tahun kemudian ia wafat.",
    "Upah naik 5. | Harga beras turun.",
    "Sebanyak 40 rumah rusak. | 12 orang luka-luka.",
    # glued
    "kedua pihak saling menguntungkan.|Dalam pertemuan itu hadir lima menteri.",
    "kerja sama di berbagai bidang, kata Arman.|Petrova mengatakan hal serupa.",
    "menjaga keadilan internasional.|Mereka sepakat.",
    "para anggota KTT.|Mereka pulang kemarin.",
    "Pertemuan digelar Kamis (4/5).|Dia datang sendiri.",
    "Begitu kata wali kota.|PBB belum menjawab.",
    "Harga turun pada 2019.|Dia heran.",
    "Apa sebabnya?|Tidak jelas.",
    "Begitu katanya.|“Kami siap,” ujar dia.",
    'Begitu katanya.|"Kami siap," ujar dia.',
    '"Kami siap."|Mereka lalu pergi.',
    "Begitu katanya.|(Foto: arsip)",
    # abbreviations at the end
    "Panitia menyewa tenda, kursi, dll. | Semua datang tepat waktu.",
    "Ali dkk. | Mereka tiba.",
    "He lives in the U.S. | The law is new.",
    "The shop opens at 9 a.m. | Police came at 5 p.m. | Nobody was hurt.",
    "Saham dijual oleh PT Maju Jaya Tbk. | Menurut direksi, hasilnya baik.",
    "Penasihatnya Rudi, S.H., M.H. | Namun ia absen.",
    "They chose Plan B. | The mayor agreed.",
    "Timnas memuncaki Grup C. | Pelatih puas.",
    "Saksi itu berinisial A. | Polisi mencarinya.",
    'Saksi itu bernama A. | "Dia baik," kata tetangga.',
    "Warta itu dimuat detik.com. | Kini dihapus.",
    # quotations and brackets
    'Ia berkata, "Kami siap." | Dia lalu duduk.',
    "Ia berkata, “Kami siap.” | Dia lalu duduk.",
    "Ia berkata. | “Kami siap.” | Dia lalu duduk.",
    "(Ini catatan.) | Itu isi.",
    '"Apa?!" | Tanya itu bergema.',
    "Ia menunggu... | Lalu hujan turun.",
    "Kota itu tua.[1] | Pelabuhannya ramai.[2][3] | Sungainya lebar.",
    # lists
    "1. Pertama kita makan. | 2. Kedua kita tidur.",
    # other scripts
    "两国同意合作。|会议很短！|明天见。",
    # a word with letters outside ASCII begins a sentence
    "Hujan reda. | Élodie pulang.",
]

LINES = [
    ("Judul berita\nIsi berita dimulai.", ["Judul berita", "Isi berita dimulai."]),
    ("Paragraf satu\n\nparagraf dua", ["Paragraf satu", "paragraf dua"]),
    ("Baris yang\nterpotong di sini. Lalu\nselesai.", ["Baris yang\nterpotong di sini.", "Lalu\nselesai."]),
    ("- satu hal\n- dua hal", ["- satu hal", "- dua hal"]),
    ("  Satu.  \r\n\r\n\tDua.\u2028Tiga. ", ["Satu.", "Dua.", "Tiga."]),
    (
        "The council met on Monday to hear Mayor\nAnna Lowe and the engineers speak. The\n"
        "River Tarn had risen twice since March\nand nobody was ready.",
        [
            "The council met on Monday to hear Mayor\nAnna Lowe and the engineers speak.",
            "The\nRiver Tarn had risen twice since March\nand nobody was ready.",
        ],
    ),
    ("", []),
    (" \n\t ", []),
]


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize("text", ONE)
def test_one_sentence_stays_whole(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize("marked", SEVERAL)
def test_sentences_are_parted(marked: str) -> None:
    expected = [sentence.strip() for sentence in marked.split("|")]
    assert sentences(marked.replace(" | ", " ").replace("|", "")) == expected


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_line_ends_part_sentences_unless_the_line_was_wrapped(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    "text", [*ONE, *(case[0] for case in LINES), *SEVERAL, 'a."B' * 50, ". . . Dia . ! Ya"]
)
def test_spans_are_in_order_trimmed_and_hold_all_that_is_not_space(text: str) -> None:
    at = 0
    for start, end in split_sentences(text):
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip() != ""
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize("run", [".", ". ", '."', ".(", "\n", "a.\n", '."A', "?!", "1.", "(4/5).D"])
def test_long_runs_of_marks_do_not_hold_it_up(run: str) -> None:
    text = run * 20_000 + "a. B"
    assert split_sentences(text)[-1][1] == len(text)
