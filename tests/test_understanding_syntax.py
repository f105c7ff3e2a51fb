"""Questions: a table of what is a phrase, what is excluded, and what is only a hyphen or a quote."""

from __future__ import annotations

import pytest

from index.errors import QueryError
from index.text.language import detect_language
from index.text.terms import terms
from index.understanding.expected import expected
from index.understanding.syntax import Syntax, parse

PLAIN = [
    "Siapa presiden Indonesia?",
    "anak-anak Jakarta-Bandung Covid-19 2019-2021 e-KTP",
    "Jokowi - Prabowo",
    "Jokowi -- Prabowo",
    "Jokowi –Prabowo",
    "arti akhiran -nya dan -KAN",
    "suhu -5 derajat",
    "inflasi 2019 -2021",
    "x -2019/20",
    "x -2019-2021",
    "harga Rp5 -Rp10 emas -1g -5jt suhu -5C lari 5K -10K",
    "Jum'at dan Qur’an, 'kata' ‘orang’",
    'layar 14" dan 15"',
    'siapa "Joko Widodo',
    "siapa “Joko Widodo",
    "siapa «Joko Widodo",
    "-",
    "",
]


@pytest.mark.parametrize("question", PLAIN)
def test_what_is_ordinary_text(question: str) -> None:
    assert parse(question) == Syntax(question)


SYNTAX = [
    ('kata "Joko Widodo" soal IKN', "kata Joko Widodo soal IKN", ["Joko Widodo"], []),
    ("kata “Joko  Widodo” soal", "kata Joko Widodo soal", ["Joko Widodo"], []),
    ("„Joko Widodo” «Gibran»", "Joko Widodo Gibran", ["Joko Widodo", "Gibran"], []),
    ('"banjir" dan "banjir"', "banjir dan banjir", ["banjir"], []),
    ('("banjir"), apa?', "(banjir), apa?", ["banjir"], []),
    ('banjir "" "…"', "banjir", [], []),
    ("banjir -Jakarta", "banjir", [], ["Jakarta"]),
    ("pemilu -2019", "pemilu", [], ["2019"]),
    ("pemilu -2014 -2019", "pemilu", [], ["2014", "2019"]),
    ("printer -3D -5G -4d", "printer", [], ["3D", "5G", "4d"]),
    ("-Jakarta banjir, -bogor?", "banjir, ?", [], ["Jakarta", "bogor"]),
    ('banjir -"Jawa Barat" -“Jawa Timur”', "banjir", [], ["Jawa Barat", "Jawa Timur"]),
    ("vaksin -covid-19 -anak-anak -Qur'an", "vaksin", [], ["covid-19", "anak-anak", "Qur'an"]),
    ('"banjir bandang" -Bogor kapan', "banjir bandang kapan", ["banjir bandang"], ["Bogor"]),
    ('harga-"beras"', "harga-beras", ["beras"], []),
    ('"-Bogor"', "-Bogor", ["-Bogor"], []),
    ('berita "Joko Widodo" dan "Gibran', 'berita Joko Widodo dan "Gibran', ["Joko Widodo"], []),
]


@pytest.mark.parametrize(("question", "text", "phrases", "excluded"), SYNTAX)
def test_phrases_and_exclusions(question: str, text: str, phrases: list[str], excluded: list[str]) -> None:
    parsed = parse(question)
    assert (parsed.text, list(parsed.phrases), list(parsed.excluded)) == (text, phrases, excluded)


@pytest.mark.parametrize("question", ["-banjir", '-"banjir bandang" -bogor ?'])
def test_nothing_but_exclusions_is_refused_with_the_cure(question: str) -> None:
    with pytest.raises(QueryError, match=r"only says what to leave out: add .* \(- banjir") as caught:
        parse(question)
    assert question in str(caught.value)


CHAT = [
    ("gmn cara bikin ktp yg hilang", "cara bikin ktp yang hilang"),
    ("knp hrg beras naik skrg", "harga beras naik sekarang"),
    ("Bgmn kmrn dgn banjir jkt?", "kemarin dengan banjir jakarta"),
    ("brp org blm divaksin", "org belum divaksin"),
    ("SBY, LBH dan dr. Tirta", "sby lbh dan dr tirta"),
]


@pytest.mark.parametrize(("question", "expected"), CHAT)
def test_what_people_shorten_in_chat_is_read_out(question: str, expected: str) -> None:
    assert " ".join(term.word for term in terms(question, "id")) == expected
    assert detect_language(question) == "id"


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("Berapa korban gempa?", True),
        ("KAPANKAH itu", True),
        ("how many people died", True),
        ("What year was it", True),
        ("siapa korban gempa", False),
        ("beberapa korban", False),
        ("how are they", False),
    ],
)
def test_who_asks_how_many_or_when_expects_a_figure(question: str, figure: bool) -> None:
    pattern = expected(question)
    assert (pattern is not None) is figure
    assert pattern is None or (pattern.search("35 orang") and not pattern.search("orang"))


@pytest.mark.parametrize(
    ("question", "held", "not_held"),
    [
        ("Setnov divonis berapa tahun?", "divonis 15 tahun", "putusan 2018, tiga tahun"),
        ("for how many days", "selama 10 hari", "on day 10"),
        ("berapa persen naiknya", "naik 7,5 persen", "naik 7,5 juta"),
        ("Mengapa iuran naik?", "naik lantaran defisit", "iuran naik pada 2019"),
        ("Why did it close", "closed due to debt", "it closed in 1987"),
        ("apa alasan mahasiswa demo", "Sebabnya, mereka marah", "mahasiswa demo"),
    ],
)
def test_who_asks_for_a_unit_or_a_cause_expects_that(question: str, held: str, not_held: str) -> None:
    pattern = expected(question)
    assert pattern is not None
    assert pattern.search(held)
    assert not pattern.search(not_held)
