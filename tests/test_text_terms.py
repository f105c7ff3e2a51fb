"""Terms: tables of what a text is matched by."""

from __future__ import annotations

import pytest

from index.text.stems import is_listed, is_ordinary, names, roots, stem
from index.text.terms import parted, spanned_terms, terms
from index.text.words import abbreviations, knowledge, usual_names

WORDS = [
    ("id", "Banjir di Jakarta", "banjir di jakarta"),
    ("id", "Rp1.000.000, Rp 7,3 triliun; 17.30 WIB", "rp 1000000 rp 7.3 triliun 17.30 wib"),
    ("id", "ke-17 se-Indonesia COVID-19 G20", "ke 17 se indonesia covid 19 g20"),
    ("id", "Anak-anak dan anak-anaknya; bolak-balik", "anak-anak dan anak-anaknya bolak balik"),
    ("id", "Qur’an Jum'at Ma'ruf", "quran jumat maruf"),
    ("id", "kerjasama sepakbola propinsi milyar", "kerja sama sepak bola provinsi miliar"),
    ("id", "Menkeu di Jatim", "menkeu menteri keuangan di jatim jawa timur"),
    ("id", "Siapakah presiden AS?", "presiden AS"),
    ("id", "Di mana KTT as itu", "di ktt AS itu"),
    ("en", "The U.S. president's 1,000 troops, 17th of 1980s", "the US president 1000 troops 17 of 1980"),
    ("en", "WHO told US who told us", "WHO told US told us"),
    ("en", "WHO TOLD US", "told us"),
    ("en", "Labour and defence", "labor and defense"),
    ("en", "Colours, neighbourly programmes", "colors neighborly programs"),
    ("en", "nationalised and Organisations", "nationalized and organizations"),
    ("en", "advise enterprises promised four prises", "advise enterprises promised four prises"),
    ("en", "Co-operation, CO-ORDINATED co-pilots", "cooperation coordinated co pilots"),
    ("en", "co operative non-co-operation", "cooperative non cooperation"),
    ("id", "organisasi colour", "organisasi colour"),
    ("en", "5 pct, 10 mln dlrs, per cent", "5 percent 10 million dollars percent"),
    ("id", "Tiongkok, Cina dan China", "china china dan china"),
    ("en", "H&M; AT&T's H & M and S&P500, Simon & Schuster", "h&m at&t h&m and s&p 500 simon schuster"),
    ("id", "3jt penonton, 10 rb; Rp2,4 T, Rp 800M", "3 juta penonton 10 ribu rp 2.4 triliun rp 800 miliar"),
    ("id", "Menpan RB, 2020 RB, 100 m, gempa 5,5 M, 3 T", "menpan rb 2020 rb 100 m gempa 5.5 m 3 t"),
    ("en", "$30m, US$2.5B, £ 1.15bn, 10 am, 100 m", "30 million US 2.5 billion 1.15 billion 10 am 100 m"),
    ("id", "A&W buka, hutan & lahan, sapi&kambing", "a&w buka hutan lahan sapi kambing"),
    ("en", "What did they say?", "did they say"),
    ("en", "ﬁve ﬂoods", "five floods"),
    ("id", "Beyoncé di São Paulo, Łódź, Ødegaard’s", "beyonce di sao paulo lodz odegaard"),
    ("en", "İstanbul’s CAFÉS, Straße, Æon", "istanbul cafes strasse aeon"),
    ("en", "1980's and 1980s", "1980 and 1980"),
    ("id", "Orang2 dan anak2nya, ANAK²", "orang-orang dan anak-anaknya anak-anak"),
    ("id", "hati2, kura2nya, liga2 apa2", "hati-hati kura-kuranya liga2 apa2"),
    ("id", "temen2nya mudah2an buah2an", "teman-temannya mudah-mudahan buah-buahan"),
    ("id", "covid2 iphone2 Moto2 g20 ps2 h2o co2 anak20", "covid2 iphone2 moto2 g20 ps2 h2o co2 anak20"),
    ("en", "anak2", "anak2"),
    ("id", "#BanjirJakarta, #banjirjakarta", "banjir jakarta banjirjakarta"),
    ("id", "#Covid19 #2019GantiPresiden #SaveKPK", "covid 19 2019 ganti presiden save kpk"),
    ("id", "#G20 #Moto2 #KPU #PrayForMH370", "g20 moto2 kpu pray for mh370"),
    ("id", "#STMmelawan #UUKPKbatal #KPKMelawan", "stm melawan uukpk batal kpk melawan"),
    ("id", "BanjirJakarta iPhone", "banjirjakarta iphone"),  # no hashtag
    ("id", "Wali Kota Bogor, walikota", "walikota bogor walikota"),
    ("id", "wali\nkota non-aktif, non aktifkan", "walikota nonaktif nonaktifkan"),
    ("id", "wali, kota; kota wali kotak", "wali kota kota wali kotak"),  # not together
    ("en", "wali kota", "wali kota"),
    ("id", "nomer telpon aktifis USA", "nomor telepon aktivis AS"),
    ("id", "kpn hape, hp dan Handphone bnyk rusak", "ponsel hp ponsel dan ponsel banyak rusak"),
    ("id", "bekerjasama pesepakbola", "bekerja sama pesepak bola"),
    ("id", "100km, 50Kg 5juta 10rb Rp2,5jt 1990an", "100 km 50 kg 5 juta 10 ribu rp 2.5 juta 1990 an"),
    ("en", "5million at 7pm in 100km2", "5 million at 7 pm in 100 km2"),
    ("id", "jaringan 5G, film 3D, 20detik", "jaringan 5g film 3d 20detik"),
    ("id", "Sukarno, Suharto, Megawati Sukarnoputri", "soekarno soeharto megawati soekarnoputri"),
    ("en", "Sukarno, Suharto and Pujiastuti", "soekarno soeharto and pudjiastuti"),
    ("id", "Basuki Cahaya Purnama, cahaya bulan purnama", "basuki tjahaja purnama cahaya bulan purnama"),
    ("id", "Muhajir di Hongkong", "muhadjir di hong kong"),
    ("en", "Hongkong and Hong Kong", "hong kong and hong kong"),
    ("en", "The UK and the EU", "the uk britain and the eu european union"),
    ("en", "The United Kingdom's vote, a united kingdomwide", "the britain vote a united kingdomwide"),
    ("id", "UK 26-08-2026, Britania Raya", "uk 26 08 2026 inggris"),
    ("id", "loker Bandung", "lowongan kerja bandung"),
    ("en", " – … !", ""),
    ("id", "", ""),
]


@pytest.mark.parametrize(("language", "text", "expected"), WORDS)
def test_words(language: str, text: str, expected: str) -> None:
    assert " ".join(term.word for term in terms(text, language)) == expected


STEMS = [
    ("id", "banjir kebanjiran", True),
    ("id", "meningkatkan ditingkatkan", True),
    ("id", "meningkatkan peningkatan", True),
    ("id", "pemerintah pemerintahan", True),
    ("id", "pemerintah perintah", False),
    ("id", "anak-anak anak", True),
    ("id", "rumahnya rumah", True),
    ("id", "menteri teri", False),
    ("id", "jokowi jokow", False),
    ("id", "kediri diri", False),
    ("id", "lukaku luka", False),
    ("id", "lukakunya lukaku", True),
    ("id", "persela sela-sela", False),
    ("id", "ilham mengilhami", False),
    ("id", "indonesianya indonesia", True),
    ("id", "pemberantasan memberantas", True),
    ("id", "menyetarakan setara", True),  # though it holds `tarakan`
    ("id", "alun alun-alun", True),
    ("id", "bermuda muda", False),  # a name that no table of stems holds
    ("id", "beruang uang", False),  # a bear, and money
    ("id", "anggur pengangguran", False),
    ("id", "menganggur pengangguran", True),
    ("id", "topan top", False),
    ("id", "sejati jati", False),
    ("id", "berketurunan keturunan", True),
    ("id", "meringkus diringkus", True),
    ("id", "ringkus diringkus", True),  # as in headlines
    ("id", "sahkan mengesahkan", True),
    ("id", "sahkan disahkan", True),
    ("id", "hukum menghukum", False),  # mostly a noun, the law
    ("id", "dibakar kebakaran", True),  # rare forms leave no noun
    ("id", "dipercepat percepatan", True),
    ("id", "dirikan mengerikan", False),
    ("id", "hadapi terhadap", False),
    ("id", "meninggal ditinggal", False),  # died, and left
    ("id", "diawal mengawal", False),  # `di awal`
    ("id", "keturunan penurunan", False),
    ("en", "cooper cooperate", False),
    ("en", "joker joke", False),
    ("en", "ghanaians ghanaian", True),
    ("en", "morales moral", False),
    ("en", "marines marine", True),  # though it holds `marin`
    ("en", "egyptians egyptian", True),
    ("en", "floods flooding", True),
    ("en", "governments government", True),
    ("en", "fibre fibers", True),
    ("en", "criticised criticism", True),
    ("en", "tyres tired", False),
    ("en", "university universe", False),
    ("en", "earthquakes earthquake", True),
]


@pytest.mark.parametrize(("language", "pair", "same"), STEMS)
def test_forms_of_one_word_share_a_stem_and_other_words_do_not(language: str, pair: str, same: bool) -> None:
    one, other = pair.split()
    assert (stem(one, language) == stem(other, language)) is same


UNKNOWN = [
    ("id", "pendukung-pendukungnyalah", "pendukung"),
    ("id", "krzyżewskinya", "krzyżewskinya"),
    ("en", "krzyżewskis", "krzyżewskis"),
]


@pytest.mark.parametrize(("language", "word", "root"), UNKNOWN)
def test_an_unknown_word_takes_the_stem_of_a_known_root_and_a_name_stays_whole(
    language: str, word: str, root: str
) -> None:
    assert stem(word, language) == stem(root, language)


@pytest.mark.parametrize(
    ("language", "word", "root"),
    [
        ("id", "menjatuhkan", "jatuh"),
        ("id", "menulis", "tulis"),
        ("id", "mengirimkannyalah", "kirim"),
        ("id", "memperolehnya", "oleh"),
        ("id", "penyewa", "sewa"),
        ("en", "stopping", "stop"),
        ("en", "cities", "city"),
        ("en", "named", "name"),
    ],
)
def test_roots_hold_the_word_that_another_was_formed_from(language: str, word: str, root: str) -> None:
    assert {word, root} <= roots(word, language)


@pytest.mark.parametrize(
    ("language", "word", "expected"),
    [
        ("id", "banjir", True),
        ("id", "prokes", True),  # in the news, and in no table of stems
        ("id", "bbm", True),  # an abbreviation
        ("id", "penggemparan", True),  # of `gempar`
        ("id", "bantai", True),  # `dibantai` is listed
        ("id", "pekera", False),  # `kera` is too short
        ("id", "kepolsian", False),
        ("en", "banjir", False),
        ("en", "kites", True),
        ("en", "organisation", True),  # `organization` is listed
        ("en", "goverment", False),
    ],
)
def test_a_word_is_listed_by_itself_or_by_a_relative(language: str, word: str, expected: bool) -> None:
    assert is_listed(word, language) is expected


def test_names_are_no_ordinary_words() -> None:
    assert is_ordinary("banjir")
    assert is_ordinary("flood")
    assert not is_ordinary("prabowo")
    assert not is_ordinary("kepolsian")


def test_terms_carry_word_and_stem_in_order() -> None:
    found = terms("Rumahnya kebanjiran", "id")
    assert [term.word for term in found] == ["rumahnya", "kebanjiran"]
    assert [term.stem for term in found] == [stem("rumahnya", "id"), stem("kebanjiran", "id")]


def test_an_undetermined_text_is_read_in_both_languages() -> None:
    stems = {term.stem for term in terms("rumahnya floods Jakarta", "und")}
    assert stems >= {stem("rumahnya", "id"), stem("floods", "en"), "jakarta"}
    assert len(terms("Jakarta", "und")) == 1


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("di #BanjirJakarta2025", "di Banjir Jakarta 2025"),
        ("lari 100km, 7,5juta", "lari 100 km 7,5 juta"),
        ("konser Beyoncé", "konser Beyoncé"),
        ("“anak2” São", "anak2 São"),
        ("Sa\u0303o #Sa\u0303oPaulo", "Sa\u0303o Sa\u0303o Paulo"),
    ],
)
def test_a_term_has_the_place_of_its_own_part(text: str, places: str) -> None:
    assert " ".join(text[start:end] for _, (start, end) in spanned_terms(text, "id")) == places


def test_a_word_with_a_hyphen_has_the_place_of_all_of_it() -> None:
    text = "Shanghai Co-operation"
    assert [text[slice(*span)] for _, span in spanned_terms(text, "en")] == ["Shanghai", "Co-operation"]


@pytest.mark.parametrize(
    ("starts", "parts"),
    [
        ([], ["banjir di jakarta surut"]),
        ([0], ["", "banjir di jakarta surut"]),
        ([11, 19], ["banjir di", "jakarta", "surut"]),
        ([12], ["banjir di jakarta", "surut"]),  # a word belongs where it begins
        ([0, 30], ["", "banjir di jakarta surut", ""]),
    ],
)
def test_parts_of_a_text_have_the_terms_that_begin_in_them(starts: list[int], parts: list[str]) -> None:
    found = parted(spanned_terms("Banjir di: Jakarta surut", "id"), starts)
    assert [" ".join(term.word for term in part) for part in found] == parts


def test_an_acronym_alone_is_one() -> None:
    assert [term.stem for term in terms("WHO", "en")] == ["WHO"]
    assert [term.stem for term in terms("WHO WAS THERE", "en")] == ["was", "there"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("KPN dan MA", "kpn dan ma"),
        ("bank BNR", "bank bnr"),
        ("KPN", "kpn"),
        ("bisnis MLM ini", "bisnis mlm ini"),
        ("SPA yg baru", "spa yang baru"),
        # Not all in capitals, or all the text is.
        ("kpn dan Bsk", "dan besok"),
        ("Mlm ini", "malam ini"),
        ("KPN BANJIR BSK", "banjir besok"),
    ],
)
def test_words_in_capitals_are_not_chat_where_capitals_tell(text: str, words: str) -> None:
    assert [term.word for term in terms(text, "id")] == words.split()


def test_what_is_replaced_is_never_what_stands_for_another_word() -> None:
    replaced = knowledge("id").replaced
    assert not {one for words in replaced.values() for one in words if replaced.get(one, [one])[0] != one}


def test_abbreviations_are_those_of_both_languages_and_no_variants() -> None:
    assert {"jateng", "pbb", "eu", "uk"} <= abbreviations()
    assert not {"kerjasama", "brp", "hongkong", "jawa"} & abbreviations()


def test_usual_names_are_words_that_no_table_learnt_from_news_has() -> None:
    assert {"pertamax", "boba", "barru", "febrie"} <= usual_names()
    assert all(name.isascii() and name.isalpha() and name.islower() for name in usual_names())
    assert not usual_names() & names()
    assert not [name for name in usual_names() if is_listed(name, "id") or is_listed(name, "en")]
