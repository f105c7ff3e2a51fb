"""Parted words: joined as the passages of a small index have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.question import Suggestion
from index.spelling.suggestions import corrected, suggest
from tests.test_spelling_suggestions import vocabulary_of

if TYPE_CHECKING:
    from pathlib import Path

    from index.records import Language
    from index.spelling.vocabulary import Vocabulary

PASSAGES: list[tuple[Language, str]] = [
    ("id", "Italia blokir TikTok, dan membangun Kota Tik"),
    *[("id", "Video di YouTube")] * 3,
    *[("id", "Aplikasi WeChat")] * 2,
    ("en", "A tube, you know, to chat"),
    ("id", "garagara, gara itu. Bangunlah, darimanakah"),
    ("id", "Kantor Kemenkominfo"),
]


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    return vocabulary_of(tmp_path_factory.mktemp("parted"), PASSAGES)


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Tik Tok Italia", "TikTok Italia"),  # no passage holds `Tok`
        ("video tik tok?", "video tiktok?"),
        ("Tik-Tok", "TikTok"),
        ("mem bangun kota", "membangun kota"),
        ("Kemen Kominfo", "KemenKominfo"),  # neither is held
        ("You Tube", "YouTube"),  # both have capitals, and three passages have one word
    ],
)
def test_neighbours_are_joined_where_passages_have_one_word(
    question: str, meant: str, vocabulary: Vocabulary
) -> None:
    assert corrected(question, suggest(question, vocabulary)) == meant


@pytest.mark.parametrize(
    "question",
    [
        "you tube",  # both are held, and no capitals show a name
        "You tube",
        "We Chat",  # in two passages only
        "Tok Tik",
        "Tik, Tok",
        "Tik Tok-an",
        "gara-gara",
        "Gara-Gara",
        "dari manakah",  # no function word is unknown
        "mem bangunlah",  # a form of `membangun` that no passage has
    ],
)
def test_other_neighbours_stay(question: str, vocabulary: Vocabulary) -> None:
    assert corrected(question, suggest(question, vocabulary)) == question


@pytest.mark.parametrize(
    ("together", "apart", "meant"),
    [
        (3, 0, "FaceBook"),
        (2, 0, "Face Book"),
        (10, 1, "FaceBook"),  # ten times as often
        (9, 1, "Face Book"),
    ],
)
def test_two_names_are_joined_where_ten_times_as_many_passages_have_one_word(
    together: int, apart: int, meant: str, tmp_path: Path
) -> None:
    texts = ["Face dan Book", *["Facebook"] * together, *["Face Book"] * apart]
    index = vocabulary_of(tmp_path, [("id", text) for text in texts])
    assert corrected("Face Book", suggest("Face Book", index)) == meant


CODES: list[tuple[Language, str]] = [
    ("id", "KTT G20 dan F16, di2024 dan tanggal 20, kelas G"),
    *[("id", "MH370, pesawat B737")] * 2,
    ("id", "MH-370"),
    ("en", "COVID19, A320 and Moto2 by email"),
]


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("KTT G-20", "KTT G20"),
        ("siapa ketua g 20?", "siapa ketua g20?"),
        ("F-16, B-737", "F16, B737"),
        ("covid-19", "covid19"),
        ("A-320", "A320"),
        ("e-mail", "email"),
        ("e mail", "e mail"),
        ("A 320", "A 320"),  # `a` is a function word
        ("di 2024", "di 2024"),
        ("MH-370", "MH-370"),  # a passage has it so, and not ten times as many have one word
        ("Moto 2,5", "Moto 2,5"),
        ("G-20-an", "G-20-an"),
        ("G-8", "G-8"),
    ],
)
def test_codes_are_joined_where_no_passage_has_them_apart(question: str, meant: str, tmp_path: Path) -> None:
    assert corrected(question, suggest(question, vocabulary_of(tmp_path, CODES))) == meant


def test_a_word_is_joined_with_one_neighbour(tmp_path: Path) -> None:
    index = vocabulary_of(tmp_path, [("id", "TikTok"), ("id", "Tok5")])
    assert corrected("Tik Tok-5", suggest("Tik Tok-5", index)) == "Tik Tok5"
    assert corrected("Tik Tok 5", suggest("Tik Tok 5", index)) == "TikTok 5"


def test_the_suggestion_covers_both_words(vocabulary: Vocabulary) -> None:
    assert suggest("soal Tik Tok", vocabulary) == (Suggestion("Tik Tok", "TikTok", 5, 12),)
