"""What is a question in words, and which words only make it one: tables of cases."""

from __future__ import annotations

import pytest

from index.question import Filters, Preferences
from index.text.asking import asks
from index.understanding.parsing import parse_question


@pytest.mark.parametrize(
    ("question", "looked_for"),
    [
        ("Did Shultz resign?", ["shultz", "resign"]),
        ("Siapa yang menang sih?", ["menang"]),
        ("Is IS still in Syria?", ["is", "still", "in", "syria"]),
        # Nor are question words that chat shortens, nor an English one in an Indonesian question.
        ("whos the president", ["the", "president"]),
        ("kpn Habibie wafat", ["habibie", "wafat"]),
        ("sp yang menang", ["menang"]),
        ("sp tiga karyawan", ["sp", "tiga", "karyawan"]),
        ("who was menteri pendidikan sebelum Nadiem?", ["menteri", "pendidikan", "sebelum", "nadiem"]),
        ("who pelatih baru Persija?", ["pelatih", "baru", "persija"]),
        ("apa itu who", ["WHO"]),
        ("apa itu WHO", ["WHO"]),
        ("sebutkan pemain yang cedera", ["pemain", "cedera"]),
        ("apa saja negara anggota ASEAN", ["negara", "anggota", "asean"]),
        ("di mana aja banjir", ["di", "banjir"]),
        ("benarkah hanya warga saja yang rugi?", ["benarkah", "hanya", "warga", "rugi"]),
        # Statements and keywords are made of all their words, and a question of no others is not empty.
        ("Shultz did not resign", ["shultz", "did", "not", "resign"]),
        ("warga saja yang rugi", ["warga", "saja", "yang", "rugi"]),
        ("Who is who", ["is"]),
        ("Yang mana", ["yang"]),
    ],
)
def test_the_grammar_of_a_question_is_not_looked_for(question: str, looked_for: list[str]) -> None:
    asked = parse_question(question, Filters(), Preferences())
    assert [term.word for term in asked.terms] == looked_for


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Siapa presiden Indonesia", True),
        ("banjir di Bogor kenapa", True),
        ("Did it rain?", True),
        ("floods in Bogor, what happened", True),
        ("gempa Cianjur November 2022", False),
        ("WHO declares an emergency", False),
        ("Presiden resmikan bendungan", False),
        ("", False),
        # One word is a keyword, whatever its mark.
        ("QRIS?", False),
        ("COVID-19 ??", False),
        ("Kenapa?", True),
        ("Jakarta banjir?", True),
        # Capitals, and what chat shortens.
        ("SIAPA PRESIDEN PERANCIS", True),
        ("WHO IS THE PRESIDENT OF FRANCE", True),
        ("WHO", False),
        ("WHO UMUMKAN DARURAT EBOLA", False),
        ("PRESIDEN RESMIKAN BENDUNGAN", False),
        ("knp harga beras naik", True),
        ("KNP tolak hasil kongres", False),
        ("whats the capital of Mongolia", True),
        ("sp yg jadi presiden Perancis", True),
        ("sp tiga karyawan", False),
        ("sp3 kasus BLBI", False),
        ("spa yg menang pilpres", True),
        ("spa di Ubud", False),
        # English yes/no questions.
        ("did trump resign", True),
        ("Did Trump resign", True),
        ("isn't Pluto a planet", True),
        ("will putin resign", True),
        ("may I travel to Bali", True),
        ("Will Smith slaps Chris Rock at the Oscars", False),
        ("Do Kwon arrested in Montenegro", False),
        ("may day rally in Jakarta", False),
        ("May Day rally in Jakarta", False),
        ("can opener", False),
        ("Can Yaman menikah lagi", False),
        ("Do not share personal items", False),
        ("Had he known, he would have stayed.", False),
        # The World Health Organization in small letters, or the question word.
        ("who pelatih baru Persija?", True),
        ("who yang jadi kapten", True),
        ("who umumkan darurat ebola", False),
        ("who sudah setujui vaksin Sinovac", False),
        ("menurut who ebola menular", False),
    ],
)
def test_what_is_a_question_in_words(text: str, expected: bool) -> None:
    assert asks(text) is expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("sebutkan presiden Perancis", True),
        ("Jelaskan Teori Relativitas", True),
        ("tolong ceritakan kasus Novel Baswedan", True),
        ("tell me about the floods in Jakarta", True),
        ("explain the theory of relativity", True),
        ("name the president of France", True),
        ("list all moons of Jupiter", True),
        ("Jelaskan Kasus Novel Polri Minta Waktu", False),
        ("List of epidemics", False),
        ("name change of Facebook", False),
        # What is looked for, and not told.
        ("tolong carikan berita tentang banjir", False),
        ("presiden Perancis", False),
    ],
)
def test_who_has_something_told_asks(question: str, expected: bool) -> None:
    assert parse_question(question, Filters(), Preferences()).asks is expected
