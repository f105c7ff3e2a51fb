"""The language of a question: a table of what its framing tells, and of what it does not."""

from __future__ import annotations

import pytest

from index import Filters
from index.question import Preferences
from index.understanding.parsing import parse_question


@pytest.mark.parametrize(
    ("question", "language"),
    [
        # The rest is a name, whatever language it looks like.
        ("ada berita soal Gojek gak?", "id"),
        ("any news about Gojek?", "en"),
        ("tolong carikan berita tentang Bill Gates", "id"),
        ("tolong carikan berita tentang bill gates", "id"),
        ("berita terbaru Manchester United", "id"),
        ("berita terbaru manchester united", "id"),
        ("tolong jelaskan World Bank", "id"),
        ("tell me about Susi Pudjiastuti", "en"),
        ("could you find articles about Bank Rakyat Indonesia", "en"),
        # Without framing there is only the name.
        ("Gojek", "und"),
        ("Bill Gates", "en"),
        # A topic or a headline stays in its language, also in capitals.
        ("carikan artikel tentang climate change", "en"),
        ("TOLONG CARIKAN BERITA TENTANG CLIMATE CHANGE", "en"),
        ('tolong carikan berita tentang "interest rates rise again"', "en"),
        ("tolong carikan berita tentang Interest Rates Rise Again", "en"),
        ("find news about kebakaran hutan", "id"),
        ("show me news about the flood", "en"),
        ("Jawab singkat: siapa Bill Gates?", "id"),
    ],
)
def test_the_framing_tells_the_language_where_the_rest_may_be_names(question: str, language: str) -> None:
    assert parse_question(question, Filters(), Preferences()).language == language


def test_names_in_framing_are_read_in_both_languages() -> None:
    # `ross` is a stem in Indonesian, and a form of another in English.
    asked, bare = (
        parse_question(question, Filters(), Preferences())
        for question in ("tolong carikan berita tentang Ross Perot", "Ross Perot")
    )
    assert (asked.language, bare.language) == ("id", "und")
    assert [term.stem for term in asked.terms] == ["ross", "perot", "ros"]
    assert asked.spanned_terms == bare.spanned_terms
    headline = parse_question(
        "tolong carikan berita tentang interest rates rise again", Filters(), Preferences()
    )
    assert [term.stem for term in headline.terms] == ["interest", "rate", "rise", "again"]
