"""Tables of texts and the language they are in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from index.text.language import READ, detect_language

if TYPE_CHECKING:
    from pathlib import Path

    from index.records import Language

INDONESIAN = [
    "banjir jakarta",
    "harga beras hari ini",
    "siapa pendiri SCO",
    "Pilpres",  # its letters look English, but only Indonesian tables list it
    "capres 2024",
    "copet",
    "Kapan gempa terjadi di Cianjur?",
    "siapakah sutradara film Star Harbour?",
    "Dimanakah PLTA Waduk Lama berada?",
    "INFLASI NAIK, PEMERINTAH TAMBAH SUBSIDI",
    "Warga Mengungsi ke Masjid, Sungai Meluap",
    "Perdana menteri berkata kerajaan akan membantu mangsa banjir di Kelantan",
]
ENGLISH = [
    "who founded the SCO",
    "flood in Jakarta",
    "rice prices today",
    "suburbs",  # only English tables list it
    "banquet",
    "When did the earthquake hit Cianjur?",
    "OIL PRICES RISE AS STOCKS FALL",
    "Villagers flee as river bursts its banks",
    "What did the governor of Jawa Barat say about Citarum?",
]
UNDETERMINED = [
    "",
    "2024",
    "12.30 — 14.00 ...",
    "Xi Jinping Putin",
    "Jakarta",
    "上海合作组织成立于哪一年？",
    "اجتمع الوزراء في العاصمة يوم الاثنين.",
    "Министры встретились в столице в понедельник.",
    "รัฐมนตรีประชุมกันที่เมืองหลวง",
    "Die Minister haben sich am Montag in der Hauptstadt getroffen und über das Wasser gesprochen.",
    "Les ministres se sont réunis lundi dans la capitale pour parler des inondations.",
    "Los ministros se reunieron el lunes en la capital para hablar de las inundaciones.",
    "De ministers hebben maandag in de hoofdstad gesproken over het water in de rivier.",
    "Nagpulong ang mga ministro noong Lunes sa kabisera tungkol sa baha.",
]


@pytest.mark.parametrize("text", INDONESIAN)
def test_indonesian(text: str) -> None:
    assert detect_language(text) == "id"


@pytest.mark.parametrize("text", ENGLISH)
def test_english(text: str) -> None:
    assert detect_language(text) == "en"


@pytest.mark.parametrize("text", UNDETERMINED)
def test_names_figures_and_other_languages_are_undetermined(text: str) -> None:
    assert detect_language(text) == "und"


def test_a_name_in_english_does_not_make_a_question_english() -> None:
    assert detect_language("Apakah Boys of the Northern Light akan tampil lagi?") == "id"
    assert detect_language("BOYS OF THE NORTHERN LIGHT") == "en"


@pytest.mark.parametrize(
    ("text", "hint", "language"),
    [
        ("Joko Widodo, Prabowo Subianto, Megawati Soekarnoputri, Susilo Bambang Yudhoyono", "en", "en"),
        ("Kevin Diks, Jay Idzes, Rizky Ridho, Justin Hubner, Thom Haye", "id", "id"),
        ("Jakarta", "id", "id"),
        ("Banjir Surut di Sukamaju, Warga Pulang", "en", "id"),
        ("Presiden Resmikan Whoosh", "en", "id"),
        ("OIL PRICES RISE AS STOCKS FALL", "id", "en"),
        *((text, "en", "id") for text in INDONESIAN),
        *((text, "id", "en") for text in ENGLISH),
        ("上海合作组织成立于哪一年？", "en", "und"),
        ("Los ministros se reunieron el lunes en la capital para hablar de las inundaciones.", "en", "und"),
        ("Nagpulong ang mga ministro noong Lunes sa kabisera tungkol sa baha, ayon sa pulisya.", "en", "und"),
    ],
)
def test_a_hint_counts_only_where_there_may_be_nothing_but_names(
    text: str, hint: Language, language: Language
) -> None:
    assert detect_language(text, hint) == language


def test_tables_of_words_are_not_asked_about_longer_texts() -> None:
    assert detect_language("copet") == "id"
    assert detect_language("copet copet copet copet") == "en"


def test_only_the_beginning_of_a_text_counts() -> None:
    beginning = "Sungai itu meluap dan warga mengungsi. " * 60
    assert len(beginning) > READ
    assert detect_language(beginning + "The river rose and people left. " * 500) == "id"


@pytest.mark.parametrize(
    ("judged_set", "language", "least"),
    [
        ("facqa-id", "id", 0.99),
        ("squad2dev-mt-id", "id", 0.99),
        ("detik1k-title-id", "id", 0.99),
        ("indomt-news-id-en", "id", 0.995),
        ("indomt-news-en-id", "en", 0.995),
        ("reuters-title-en", "en", 0.99),
    ],
)
def test_questions_and_headlines_of_judged_sets(
    shared: Path, judged_set: str, language: str, least: float
) -> None:
    lines = (shared / "data" / "eval" / judged_set / "queries.jsonl").read_text("utf-8").splitlines()
    found = [detect_language(json.loads(line)["text"]) for line in lines]
    assert found.count(language) / len(found) >= least
