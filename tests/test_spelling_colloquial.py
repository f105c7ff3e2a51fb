"""Tables of words of talk and what standard Indonesian has for them."""

from __future__ import annotations

import pytest

from index.spelling.colloquial import standard
from index.text import languages
from index.text.words import knowledge

STANDARD = [
    ("gabut", "tidak ada kegiatan"),  # listed
    ("Kepo", "ingin tahu"),
    ("dibayarin", "dibayarkan"),  # -in for -kan
    ("kerjain", "kerjakan"),
    ("dimarahin", "dimarahi"),  # for -i
    ("dilemahin", "dilemahkan"),  # neither is listed: the likelier one
    ("gantiin", "ganti"),
    ("ditangkepin", "ditangkapkan"),  # e for a
    ("ngelawan", "melawan"),  # the nasal of a prefix
    ("ngaku", "mengaku"),
    ("nyamar", "menyamar"),
    ("ngeluarin", "mengeluarkan"),  # listed, or it would be `luar`
    ("nyariin", "mencari"),  # ny for c too, and -in
    ("nunggu", "menunggu"),
    ("malak", "memalak"),
    ("Nganggur", "menganggur"),
    ("Biarin", "biarkan"),
    ("parahhhh", "parah"),  # drawn out
    ("Tolooong", "tolong"),
    ("bangettt", "sangat"),
    ("biariiin", "biarkan"),
]


@pytest.mark.parametrize(("word", "expected"), STANDARD)
def test_talk_has_a_standard_word(word: str, expected: str) -> None:
    assert standard(word) == expected


@pytest.mark.parametrize(
    "word",
    [
        *("makan", "nyaman", "yakin", "rutin", "musim", "ngeri"),  # standard as they are
        *("Martin", "Arifin", "Dublin"),  # names
        *("Sabarin", "Marut"),  # may be names: `sabar` and `memarut` are words
        *("dighosting", "admin", "bitcoin", "xqzin", ""),
        *("wkwkwkkk", "www", "xviii", "xxxi", "hmmm"),
    ],
)
def test_other_words_are_no_talk(word: str) -> None:
    assert standard(word) is None


def test_no_word_is_listed_twice() -> None:
    talk = languages.tables("questions/colloquial_id")["words"]
    assert not talk.keys() & knowledge("id").replaced.keys()
    assert all(len(word) >= 4 for word in talk)
    assert list(talk) == sorted(talk)
