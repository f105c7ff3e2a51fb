"""Terms: tables of what a text is matched by."""

from __future__ import annotations

import pytest

from index.text.stems import roots, stem
from index.text.terms import parted, spanned_terms, terms, words

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
    ("en", "What did they say?", "did they say"),
    ("en", "ﬁve ﬂoods", "five floods"),
    ("en", " – … !", ""),
    ("id", "", ""),
]


@pytest.mark.parametrize(("language", "text", "expected"), WORDS)
def test_words(language: str, text: str, expected: str) -> None:
    assert " ".join(words(text, language)) == expected


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
    ("en", "floods flooding", True),
    ("en", "governments government", True),
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


def test_terms_carry_word_and_stem_in_order() -> None:
    found = terms("Rumahnya kebanjiran", "id")
    assert [term.word for term in found] == ["rumahnya", "kebanjiran"]
    assert [term.stem for term in found] == [stem("rumahnya", "id"), stem("kebanjiran", "id")]


def test_an_undetermined_text_is_read_in_both_languages() -> None:
    stems = {term.stem for term in terms("rumahnya floods Jakarta", "und")}
    assert stems >= {stem("rumahnya", "id"), stem("floods", "en"), "jakarta"}
    assert len(terms("Jakarta", "und")) == 1


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
