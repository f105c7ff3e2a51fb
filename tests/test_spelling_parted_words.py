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


def test_the_suggestion_covers_both_words(vocabulary: Vocabulary) -> None:
    assert suggest("soal Tik Tok", vocabulary) == (Suggestion("Tik Tok", "TikTok", 5, 12),)
