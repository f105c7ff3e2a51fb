"""Story: what people tell of themselves around a question, and what a question needs."""

from __future__ import annotations

from datetime import date

import pytest

from index import Filters
from index.question import MOST_CHARACTERS, Preferences
from index.understanding.parsing import parse_question
from index.understanding.story import story

KPK = "Siapa ketua KPK yang terpilih untuk 2019-2023?"

TOLD = [
    ("Kemarin saya debat dengan mertua soal politik di meja makan.", KPK),
    # What was talked about is no everyday matter, but the question has a name of its own.
    ("Kemarin saya debat dengan mertua soal pajak kendaraan.", KPK),
    ("Barusan ngobrol sama temen kantor.", KPK),
    ("Kemarin bapak saya bertanya waktu makan malam. Dia ngotot banget.", KPK),
    ("gue lagi gabut di kosan.", "berapa harga iphone waktu rilis?"),
    ("I had a long argument with my brother last night.", "Who won the 1987 election in Fiji?"),
    ("My boss asked me this morning. He was quite angry.", "How much did Texaco pay Pennzoil?"),
    ("I’m bored at work.", "Why did the Fed raise interest rates?"),
    # Who asks.
    ("Saya wartawan.", KPK),
    ("I am a journalist.", "Why did the Fed raise interest rates?"),
]


@pytest.mark.parametrize(("told", "question"), TOLD)
def test_what_people_tell_of_themselves_is_not_looked_for(told: str, question: str) -> None:
    for whole in (f"{told} {question}", f"{question} {told}"):
        asked = parse_question(whole, Filters(), Preferences())
        assert asked.text == question
        assert " ".join(whole[start:end] for start, end in asked.framing) == told


NEEDED = [
    # The question speaks of what was said, or says too little itself.
    "Persib kalah 0-3 dari Persija. Siapa yang mencetak golnya?",
    "There was an earthquake in Ambon. How many people died?",
    "Kemarin saya debat dengan mertua. Siapa yang benar?",
    "I had an argument with my boss. How much does he pay Texaco?",
    # Others do it, or it is where, what or with whom.
    "They came home. How many hostages were held in Iran?",
    "Wiranto ditusuk di Pandeglang. Siapa pelaku penusukan?",
    "Saya tinggal di Makassar. Kapan gempa bumi terakhir terjadi?",
    "Anak sekolah makan siang gratis. Berapa anggaran negara untuk 2025?",
    "Saya ngobrol dengan Luhut soal nikel. Kapan ekspor bijih dilarang?",
    "Saya guru honorer. Berapa gaji guru honorer di Bekasi?",
    "I work for Texaco. How much does the company owe Pennzoil?",
    # It is no everyday matter.
    "Saya mau naik haji tahun depan. Berapa biaya resmi dari Kemenag?",
    "Saya baca harga BBM naik lagi. Berapa persen kenaikan tarif listrik?",
    "Saya dengar dari debat itu bahwa pajak naik. Berapa persen inflasi 2019?",
    "I have diabetes. What foods should be avoided during fasting?",
    'Saya bilang "makan siang". Siapa ketua KPK 2019?',
    # One sentence, and one without a question.
    "Saya tanya siapa ketua KPK 2019?",
    "Saya makan malam di rumah. Saya tidur.",
]


@pytest.mark.parametrize("question", NEEDED)
def test_what_a_question_may_need_is_kept(question: str) -> None:
    assert story(question) == []


def test_times_of_the_story_are_not_the_questions() -> None:
    asked = parse_question(f"{TOLD[0][0]} {KPK}", Filters(), Preferences(today=date(2026, 11, 28)))
    assert [one.text for one in asked.times] == ["2019-2023"]
    assert asked.language == "id"


# question, which of its times is the asker's own, the others
OWN_TIMES = [
    ("Minggu lalu saya naik MRT. Kapan MRT Jakarta diresmikan?", ["Minggu lalu"], []),
    ("Hari ini saya baru belajar soal garis Wallace. Apa itu garis Wallace?", ["Hari ini"], []),
    ("I visited Borobudur last year. How many people may climb it a day?", ["last year"], []),
    ("Kemarin saya naik Whoosh. Apa ada gangguan Whoosh hari ini?", ["Kemarin"], ["hari ini"]),
    # What is read is to be checked, or may be of the day on which it is read.
    ("Yesterday I read that QRIS works in Thailand. Is that right?", ["Yesterday"], []),
    ("Kemarin saya baca ada gempa di Ambon. Berapa korbannya?", [], ["Kemarin"]),
    # The question refers to the time, or the news tells of what happened.
    ("Tahun lalu saya naik Rinjani. Berapa pendaki jatuh tahun itu?", [], ["Tahun lalu"]),
    ("Last year I visited Bali. How many tourists came then?", [], ["Last year"]),
    ("Kemarin saya merasakan gempa di Ambon. Berapa kekuatan gempa Ambon?", [], ["Kemarin"]),
    ("Kemarin gempa di Ambon. Berapa kekuatan gempa Ambon?", [], ["Kemarin"]),
    ("Kemarin saya naik Whoosh", [], ["Kemarin"]),
    ("I bought a house last year. How much did prices rise since?", [], ["last year"]),
    # A date may belong to what is asked about.
    ("Saya belajar soal kerusuhan Mei 1998. Berapa korbannya?", [], ["Mei 1998"]),
    ("I learned about the tsunami in 2004. How many people died?", [], ["in 2004"]),
    ("Semalam saya nonton timnas lawan Irak. Siapa yang cetak gol?", [], ["Semalam"]),
]


@pytest.mark.parametrize(("question", "own", "times"), OWN_TIMES)
def test_times_of_what_askers_did_are_not_asked_for(question: str, own: list[str], times: list[str]) -> None:
    asked = parse_question(question, Filters(), Preferences(today=date(2026, 11, 28)))
    assert [question[start:end] for start, end in asked.framing] == own
    assert [one.text for one in asked.times] == times
    assert asked.wants_news is ("hari ini" in times)


def test_a_time_to_come_is_the_questions_though_the_asker_names_it() -> None:
    question = "Saya naik haji tahun depan. Berapa biaya resmi dari Kemenag?"
    asked = parse_question(question, Filters(), Preferences(today=date(2026, 11, 28)))
    assert [one.text for one in asked.coming] == ["tahun depan"]


def test_places_are_those_of_the_question_and_syntax_is_read_without_the_story() -> None:
    question = 'Halo min! Kemarin saya debat dengan mertua di meja makan. Siapa ketua "KPK baru" -Firli?'
    asked = parse_question(question, Filters(), Preferences())
    assert [question[start:end] for start, end in asked.framing] == [
        "Halo min",
        "Kemarin saya debat dengan mertua di meja makan.",
    ]
    assert (asked.phrases, asked.excluded) == (("KPK baru",), ("Firli",))


def test_no_text_takes_long() -> None:
    for part in ("Saya makan. ", "a? ", ".", "! ", "saya ", "nya-nya ", "’"):
        story((part * MOST_CHARACTERS)[:MOST_CHARACTERS] + " Siapa ketua KPK?")
