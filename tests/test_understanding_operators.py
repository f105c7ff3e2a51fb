"""Operators of web search: a table of what they become, and of capitals that are none."""

from __future__ import annotations

import pytest

from index.understanding.operators import option, without_operators
from index.understanding.syntax import parse

OPERATORS = [
    # question, what is looked for, phrases, excluded
    ("kebakaran NOT hutan", "kebakaran", [], ["hutan"]),
    ("kebakaran AND hutan AND NOT Riau", "kebakaran hutan", [], ["Riau"]),
    ('kebakaran NOT "hutan lindung"', "kebakaran", [], ["hutan lindung"]),
    ("pemilu NOT  2019", "pemilu", [], ["2019"]),
    ('"Smart SIM" OR "SIM pintar"', "Smart SIM SIM pintar", [], []),
    (
        '("Smart SIM" OR “SIM pintar” OR tilang) "polisi"',
        "( Smart SIM SIM pintar tilang) polisi",
        ["polisi"],
        [],
    ),
    ('intitle:Habibie -intitle:film inTitle:"BJ Habibie"', "Habibie BJ Habibie", ["BJ Habibie"], ["film"]),
    ('title:Habibie -Judul:film judul:"BJ Habibie"', "Habibie BJ Habibie", ["BJ Habibie"], ["film"]),
    ("whoosh OR krakatau OR gunung api", "whoosh krakatau gunung api", [], []),
    ("(banjir OR longsor) 2019 OR 2020", "(banjir longsor) 2019 2020", [], []),
    ("Jokowi OR Prabowo", "Jokowi Prabowo", [], []),  # nothing but words and `OR`
    ("(Persib OR Persija) menang", "(Persib Persija) menang", [], []),  # nothing else in the brackets
    ('"Smart SIM" OR Tilang OR Polisi Lalu', "Smart SIM Tilang Polisi Lalu", [], []),  # one is an operator
    ('"banjir OR gempa"', "banjir OR gempa", ["banjir OR gempa"], []),  # an `OR` that is quoted
    ('"banjir OR gempa" OR tsunami', "banjir gempa tsunami", [], []),  # no phrase then
    ('hujan OR badai -"banjir OR gempa"', "hujan badai", [], ["banjir OR gempa"]),
    ("site:detik.com OR site:kompas.com banjir", "banjir", [], []),
    ("site:detik.com OR site:kompas.com DPR", "DPR", [], []),
    ("banjir OR filetype:pdf", "banjir", [], []),
    ("site:detik.com OR banjir Tambo", "banjir Tambo", [], []),
    ("longsor OR -banjir", "longsor", [], ["banjir"]),
    ("-banjir OR longsor", "longsor", [], ["banjir"]),
    ('-"banjir rob" OR longsor', "longsor", [], ["banjir rob"]),
    ('"banjir rob" OR -longsor', "banjir rob", ["banjir rob"], ["longsor"]),  # it stays a phrase
    ("Banjir di Riau dan lainnya OR ", "Banjir di Riau dan lainnya", [], []),
    ("banjir OR", "banjir", [], []),
    ('banjir site:detik.com -inurl:bola source:"Suara Kita" filetype:pdf', "banjir", [], []),
]


@pytest.mark.parametrize(("question", "text", "phrases", "excluded"), OPERATORS)
def test_operators(question: str, text: str, phrases: list[str], excluded: list[str]) -> None:
    operators = without_operators(question)
    parsed = parse(operators.text)
    assert (parsed.text, list(parsed.phrases), list(parsed.excluded)) == (text, phrases, excluded)


PLAIN = [
    "TAFT HAD NOT COMPLETED TV STATION SALE",
    "NOT hutan",
    "Covid is NOT over",
    "NOT",
    "Bandar Udara Internasional OR Tambo",
    "Bandara (Bandar Udara Internasional OR Tambo)",
    "Bandar Udara OR",
    '"banjir OR gempa"',
    '"banjir OR"',
    "subtitle:x",
    "catatan: sumber: polisi",
    "after: before:",
    "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh NOT hutan site:x",
]


@pytest.mark.parametrize("question", PLAIN)
def test_what_is_no_operator(question: str) -> None:
    assert without_operators(question) == (question, (), ())


@pytest.mark.parametrize("question", [row[0] for row in OPERATORS])
def test_every_word_stays_where_it_is(question: str) -> None:
    text = without_operators(question).text
    assert len(text) == len(question)
    assert all(new in (old, " ", "-") for old, new in zip(question, text, strict=True))


def test_what_is_left_out_is_told_with_the_option_that_does_it() -> None:
    operators = without_operators("banjir before:2019-09-10 -site:x.id Sumber:Suara inurl:bola")
    assert operators.left_out == ("before:2019-09-10", "-site:x.id", "Sumber:Suara", "inurl:bola")
    assert [option(one) for one in operators.left_out] == ["until", "source", "source", None]


@pytest.mark.parametrize(
    ("question", "left_out"),
    [
        ("whoosh OR krakatau", ()),
        ('site:x.id "Smart SIM" OR tilang OR rambu', ("site:x.id", "OR")),
        ("Udara Internasional OR Tambo", ()),
        ("banjir OR -gempa", ()),
        ("banjir OR", ()),
        ("title:whoosh", ()),
    ],
)
def test_or_is_told_once_where_phrases_lose_their_quotes(question: str, left_out: tuple[str, ...]) -> None:
    assert without_operators(question).left_out == left_out


@pytest.mark.parametrize(
    ("question", "alternatives"),
    [
        ("banjir OR gempa di Ambon", [("banjir", "gempa")]),
        ("whoosh OR krakatau OR gunung api", [("whoosh", "krakatau", "gunung")]),
        ("(banjir OR longsor) 2019 OR 2020", [("banjir", "longsor"), ("2019", "2020")]),
        ('"banjir rob" OR gempa, OR «tanah longsor»?', [("banjir rob", "gempa", "tanah longsor")]),
        ("(tanah longsor) OR (banjir AND rob) Jakarta", [("tanah longsor", "banjir rob")]),
        ("((banjir OR longsor) OR (gempa)) Ambon", [("banjir", "longsor", "gempa")]),
        ('hujan OR badai -"banjir OR gempa"', [("hujan", "badai")]),
        ('"banjir OR gempa" OR tsunami', [("banjir", "gempa", "tsunami")]),
        ("banjir OR -gempa", []),  # it parts nothing that is looked for
        ("site:x.id OR banjir", []),
        ("banjir OR", []),
        ("Udara Internasional OR Tambo", []),
    ],
)
def test_what_or_parts_are_alternatives(question: str, alternatives: list[tuple[str, ...]]) -> None:
    assert list(without_operators(question).alternatives) == alternatives
