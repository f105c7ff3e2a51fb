"""The lexicon: its file, its bundled content, and the counts of a passage in both languages."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from index.errors import ModelError
from index.lexical.lexicon import FILE_NAME, TRANSLATED, Lexicon
from index.text.terms import Term, terms
from train.lexicon import write

if TYPE_CHECKING:
    from pathlib import Path

SMALL = Lexicon(
    id={"banjir": [("flood", 0.9)], "rumah": [("house", 0.6), ("home", 0.2)]},
    en={"flood": [("banjir", 0.8)]},
)


def test_counts_are_own_stems_and_translations_by_probability() -> None:
    passage = [Term("banjir", "banjir"), Term("rumahnya", "rumah"), Term("banjir", "banjir")]
    assert SMALL.expand(passage, "id") == pytest.approx(
        {
            "banjir": 2,
            "rumah": 1,
            "flood": 2 * 0.9 * TRANSLATED,
            "house": 0.6 * TRANSLATED,
            "home": 0.2 * TRANSLATED,
        }
    )


def test_a_word_is_translated_itself_before_its_stem() -> None:
    lexicon = Lexicon(id={"makan": [("eat", 0.9)], "makanan": [("food", 0.9)]}, en={})
    assert lexicon.translations(Term("makanan", "makan"), "id") == [("food", 0.9)]
    assert lexicon.translations(Term("memakan", "makan"), "id") == [("eat", 0.9)]


def test_another_language_s_words_and_undetermined_ones_are_not_translated() -> None:
    assert SMALL.expand([Term("flood", "flood")], "id") == {"flood": 1}
    assert SMALL.expand([Term("banjir", "banjir")], "und") == {"banjir": 1}


def test_a_written_lexicon_reads_back_and_is_written_alike(tmp_path: Path) -> None:
    one, two = tmp_path / "one.gz", tmp_path / "new" / "two.gz"
    write(one, SMALL)
    write(two, Lexicon.read(one))
    assert Lexicon.read(two) == SMALL
    assert one.read_bytes() == two.read_bytes()


def test_words_are_read_without_accents_and_a_plain_one_stays_as_it_is(tmp_path: Path) -> None:
    english = {"café": [("kafe", 1.0)], "maté": [("teh", 1.0)], "mate": [("teman", 0.8)]}
    write(tmp_path / FILE_NAME, Lexicon(id={"kafe": [("café", 0.9)]}, en=english))
    read = Lexicon.read(tmp_path / FILE_NAME)
    assert read.id == {"kafe": [("cafe", 0.9)]}
    assert read.en == {"cafe": [("kafe", 1.0)], "mate": [("teman", 0.8)]}


@pytest.mark.parametrize(
    "content",
    [b"no gzip", gzip.compress(b"id\thujan\train 90\n")[:-9], gzip.compress(b"id\thujan\n")[:-8] + bytes(8)],
    ids=["no gzip", "cut short", "wrong sum"],  # without them the clock, which gzip writes down
)
def test_a_damaged_file_is_named_with_the_cure(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"lexicon\.tsv\.gz cannot be read .* install Cari again"):
        Lexicon.read(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        Lexicon.read(tmp_path / FILE_NAME)


TRANSLATIONS = [
    ("id", "banjir", "flood"),
    ("id", "gempa", "earthquake"),
    ("id", "pemerintah", "government"),
    ("id", "menteri", "minister"),
    ("id", "meningkatkan", "increase"),
    ("id", "kesehatan", "health"),
    ("id", "pemilu", "election"),
    ("en", "flood", "banjir"),
    ("en", "president", "presiden"),
    ("en", "hospital", "sakit"),
    ("en", "economy", "ekonomi"),
    ("en", "police", "polisi"),
    # Words that parallel text hardly has, by the glossary.
    ("id", "hoaks", "hoax"),
    ("id", "gratifikasi", "bribe"),
    ("id", "perundungan", "bullying"),
    ("id", "titik panas", "hotspot"),
    ("en", "headmaster", "kepala"),
    ("en", "spinach", "bayam"),
    ("en", "molested", "pencabulan"),
    ("en", "tofu", "tahu"),
]


@pytest.mark.parametrize(("language", "word", "translation"), TRANSLATIONS)
def test_the_bundled_lexicon_knows_the_words_of_news(language: str, word: str, translation: str) -> None:
    other = "en" if language == "id" else "id"
    [term], [wanted] = terms(word, language)[:1], terms(translation, other)[:1]
    best = [stem for stem, _ in Lexicon.bundled().translations(term, language)[:3]]
    assert wanted.stem in best


def test_bundled_probabilities_are_probabilities() -> None:
    lexicon = Lexicon.bundled()
    for side in (lexicon.id, lexicon.en):
        assert len(side) > 25_000
        for entries in side.values():
            assert 0 < sum(p for _, p in entries) <= 1.05
            assert [p for _, p in entries] == sorted((p for _, p in entries), reverse=True)
