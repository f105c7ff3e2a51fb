"""Tables of what is shortened in chat and what stands for it."""

from __future__ import annotations

import pytest

from index import Filters, Preferences
from index.text.words import knowledge
from index.understanding.chat import spelt_out
from index.understanding.parsing import parse_question

SPELT_OUT = [
    ("iuran bpjs naik jd brp skrg?", "iuran bpjs naik jadi berapa sekarang?"),
    ("Kpn jokowi ke papua", "kapan jokowi ke papua"),
    ("org yg hilang dr Palu td mlm", "orang yang hilang dari Palu tadi malam"),
    ("gaji guru jkt 5jt", "gaji guru jakarta 5juta"),
]


@pytest.mark.parametrize(("text", "expected"), SPELT_OUT)
def test_words_stand_for_what_is_shortened(text: str, expected: str) -> None:
    assert spelt_out(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("org hilang", "gaji dr jakarta 5 jt"),  # nothing beside that is shortened for certain
        *("YG Entertainment", "saham KPN", "bisnis MLM ini"),  # names
        *("jkt-48 @skrg.id yg_", "Kapan presiden ke Papua?", ""),
    ],
)
def test_other_texts_stay(text: str) -> None:
    assert spelt_out(text) == text


def test_titles_and_acronyms_stay_beside_what_is_shortened() -> None:
    assert spelt_out("dr. Soetomo dan PD yg kalah") == "dr. Soetomo dan PD yang kalah"


def test_a_shortened_question_is_embedded_and_understood_as_it_is_spelt_out() -> None:
    asked = parse_question("kpn iuran bpjs naik", Filters(), Preferences())
    assert asked.asks
    assert asked.text == "kapan iuran bpjs naik"
    assert [term.word for term in asked.terms] == ["iuran", "bpjs", "naik"]


@pytest.mark.parametrize("question", ["KPN", "GW", "KPN?"])
def test_an_acronym_alone_is_looked_for_though_chat_shortens_so(question: str) -> None:
    asked = parse_question(question, Filters(), Preferences())
    assert [term.word for term in asked.terms] == [question.strip("?").lower()]


def test_english_questions_stay() -> None:
    assert (
        parse_question("what is a tau protein in the brain", Filters(), Preferences()).text.split()[3]
        == "tau"
    )


def test_what_is_doubtful_is_not_listed_as_sure() -> None:
    known = knowledge("id")
    assert not known.chat.keys() & known.chat_beside.keys()
    assert not known.chat_beside.keys() & known.replaced.keys()
