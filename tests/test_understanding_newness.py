"""Whether a question asks for what is new, and by which words."""

from __future__ import annotations

import pytest

from index.understanding.newness import greets, newness, wants_news

NEWS = [
    ("id", "harga beras terbaru", True),
    ("id", "Kondisi Terkini gempa", True),
    ("id", "prakiraan cuaca hari ini", True),
    ("id", "sejarah gempa di Aceh", False),
    ("id", "hari inisiatif", False),
    ("id", "latest floods", False),
    ("en", "the latest on the flood", True),
    ("en", "breaking news", True),
    ("id", "Berita", True),
    ("id", "ada berita apa?", True),
    ("id", "berita banjir", False),
    ("en", "news", True),
    ("en", "What's the news?", True),
    ("en", "news of the flood", False),
    ("id", "berita terhangat", True),
    ("id", "berita trending", True),
    ("id", "berita terpopuler", True),
    ("id", "ada berita penting?", True),
    ("id", "Berita penting untuk pemudik", False),
    ("id", "rangkuman berita viral", True),
    ("id", "ringkasan pertandingan", False),
    ("en", "top headlines", True),
    ("en", "What are the most important news?", True),
    ("en", "most popular news", True),
    ("en", "trending news app", False),
    ("en", "summary of the news", True),
    ("en", "news digest", True),
    ("en", "list of presidents", False),
    ("und", "kabar!", True),
    ("en", "recent floods", True),
    ("en", "ocean current in Lombok", False),
    ("en", "history of floods", False),
    ("und", "banjir terbaru", True),
    ("und", "latest banjir", True),
]


@pytest.mark.parametrize(("language", "question", "expected"), NEWS)
def test_wants_news(language: str, question: str, expected: bool) -> None:
    assert wants_news(question, language) is expected


WORDS = [
    ("id", "gempa terbaru", ["terbaru"]),
    ("en", "the latest on the flood", ["latest"]),
    ("id", "harga emas hari ini", ["hari ini"]),
    # what may belong to the thing that is asked for is looked for
    ("en", "Windows update", []),
    ("en", "the current account deficit", []),
    ("id", "gempa di Aceh", []),
]


@pytest.mark.parametrize(("language", "question", "expected"), WORDS)
def test_words_of_newness(language: str, question: str, expected: list[str]) -> None:
    assert [question[start:end] for start, end in newness(question, language)] == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Apa kabar hari ini?", True),
        ("how are you today", True),
        ("apa kabar gempa hari ini?", False),
        ("kabar hari ini", False),
    ],
)
def test_who_greets_asks_for_no_news(question: str, expected: bool) -> None:
    assert greets(question) is expected
