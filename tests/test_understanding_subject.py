"""Which words of a question name its subject: a table of cases."""

from __future__ import annotations

import pytest

from index.understanding.subject import subject_words

CASES = [
    ("apa itu Zorblax?", ["Zorblax"]),
    ("who is Zorblax", ["Zorblax"]),
    ("What are quokkas and where were they?", ["quokkas"]),
    ("Apa arti kata mager?", ["mager"]),
    ("siapakah Al-Zorblax itu", ["Al-Zorblax"]),
    ("banjir 2019 di Demak", ["banjir", "2019", "Demak"]),
    # acronyms that are little words, too
    ("what is IT", ["IT"]),
    ("what is it", []),
    ("WHAT IS IT", []),
    ("yang", []),
    ("yang lain dong", []),
    ("tidak, maksud saya yang lain", []),
    ("kok bisa", []),
    ("no, I meant the other one", []),
    ("cerita lain", ["cerita"]),
    ("the", []),
    # whether something is right, or is to be checked
    ("benarkah ini", []),
    ("cek fakta", ["fakta"]),  # a column of many papers
    ("an", []),
    ("apa kabar hari ini?", []),
    ("how are you today?", []),
    ("", []),
]


@pytest.mark.parametrize(("question", "expected"), CASES)
def test_subject_words(question: str, expected: list[str]) -> None:
    assert [question[start:end] for start, end in subject_words(question)] == expected
