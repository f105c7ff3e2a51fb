"""Glued words: parted as the passages of a small index have them."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING

import pytest

from index.spelling.glued_words import unglued
from index.spelling.suggestions import corrected, suggest
from tests.test_spelling_suggestions import vocabulary_of

if TYPE_CHECKING:
    from pathlib import Path

    from index.records import Language
    from index.spelling.vocabulary import Vocabulary

PASSAGES: list[tuple[Language, str]] = [
    ("id", "Harga iPhone 11 dan iPhone 11 Pro turun. MotoGP hari ini."),
    ("id", "Hasil Pemilu di Jakarta, dan Oppo A9 yang baru"),
    ("id", "Aplikasi Face App ramai"),
    ("en", "They seek a deep well"),
    ("id", "GO-JEK membeli Midtrans. Lagu Go to market"),
    ("en", "Winds from the west in July"),
    ("id", "laut ara, laut ara, la utara"),
    ("id", "laut ara"),
    ("id", "Skor 20-24"),
    ("id", "Toko e-commerce dan K-pop, siaran on-line. Dua e kita. A to-do list."),
]


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    return vocabulary_of(tmp_path_factory.mktemp("glued"), PASSAGES)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("iPhone11", "iPhone 11"),
        ("iphone11", "iphone 11"),
        ("iPhone11Pro", "iPhone 11 Pro"),
        ("Pemilu2019", "Pemilu 2019"),  # no passage holds 2019
        ("2019Pemilu", "2019 Pemilu"),
        ("OppoA9", "Oppo A9"),  # the fewest parts
        ("FaceApp", "Face App"),
        ("OppoA31", None),  # nothing holds `A31`, and `A` is no part
        ("Liga2019", None),
        ("DeepSeek", None),  # both are held, and never side by side
        ("OppoPro", None),
        ("GoTo", None),  # both are function words
        ("iPhone", None),
        ("MotoGP", None),  # held as it is
        ("2019", None),
    ],
)
def test_a_glued_word_is_parted_where_passages_have_its_parts(
    word: str, parts: str | None, vocabulary: Vocabulary
) -> None:
    assert unglued(word, vocabulary.frequencies) == parts


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("gojek", "go jek"),
        ("Gojek", "Go Jek"),
        ("GOJEK", "GO JEK"),
        ("faceapp", "face app"),
        ("lautara", "laut ara"),  # in two passages; `la utara` in one
        ("jekgo", None),  # never side by side
        ("deepwell", "deep well"),
        ("westin", None),  # `in` is a function word
        ("goto", None),
        ("hargai", None),  # `harga` and a letter
        ("membeli", None),  # held as it is
        ("dari", None),
        ("ecommerce", "e commerce"),
        ("Ecommerce", "E Commerce"),
        ("kpop", "k pop"),
        ("online", "on line"),
        ("todo", None),  # hyphenated, but both are function words
        ("ekita", None),  # side by side, but without a hyphen
        ("commercee", None),
        ("2024", None),  # a year, though `20 24` is held
    ],
)
def test_an_unknown_word_is_parted_where_passages_have_it_apart(
    word: str, parts: str | None, vocabulary: Vocabulary
) -> None:
    assert unglued(word, vocabulary.frequencies) == parts


@pytest.mark.parametrize(
    ("glued", "apart", "parts"),
    [
        (0, 1, "covid 19"),
        (1, 9, None),
        (1, 10, "covid 19"),  # ten times as often
        (2, 10, None),
        (1, 0, None),
    ],
)
def test_a_word_that_passages_hold_is_parted_where_ten_times_as_many_have_it_apart(
    glued: int, apart: int, parts: str | None, tmp_path: Path
) -> None:
    texts = ["COVID19"] * glued + ["Covid-19"] * apart
    index = vocabulary_of(tmp_path, [("id", text) for text in texts])
    assert unglued("covid19", index.frequencies) == parts


@pytest.mark.parametrize(
    ("texts", "word", "parts"),
    [
        (["Timnas U-23"], "U23", "U 23"),
        (["Timnas U-23"], "u23", "u 23"),
        (["Kelas U, nomor 23"], "U23", None),  # not side by side
        (["U23", *["U-23"] * 9], "U23", None),
        (["U23", *["U-23"] * 10], "U23", "U 23"),  # ten times as often
        (["It has a 320-page cover"], "A320", None),
    ],
)
def test_a_letter_and_figures_are_parted_where_passages_have_them_apart(
    texts: list[str], word: str, parts: str | None, tmp_path: Path
) -> None:
    index = vocabulary_of(tmp_path, [("id", text) for text in texts])
    assert corrected(f"timnas {word}", suggest(f"timnas {word}", index)) == f"timnas {parts or word}"


def test_parts_that_are_held_often_but_seldom_side_by_side_are_none(tmp_path: Path) -> None:
    texts = ["MotoGP", "Moto GP", *["Moto baru di GP Jepang"] * 20]
    index = vocabulary_of(tmp_path, [("id", text) for text in texts])
    assert unglued("MotoGP", index.frequencies) is None


def test_a_question_is_asked_with_the_parts(vocabulary: Vocabulary) -> None:
    question = "harga iPhone11 dan FaceApp sebelum Pemilu2019"
    found = suggest(question, vocabulary)
    assert astuple(found[0]) == ("iPhone11", "iPhone 11", 6, 14, True)
    assert corrected(question, found) == "harga iPhone 11 dan Face App sebelum Pemilu 2019"


def test_what_the_index_has_nothing_of_stays(tmp_path: Path) -> None:
    assert suggest("iPhone11 Pemilu2019 FaceApp", vocabulary_of(tmp_path, [])) == ()
