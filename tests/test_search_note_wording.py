"""The files that hold what notes say, in Indonesian and in English."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import index.search
from index.search.note_wording import figure, quoted, worded, wordings

SOURCES = [path.read_text("utf-8") for path in Path(index.search.__file__).parent.glob("*note*.py")]


def places(said: str) -> list[str]:
    """What a sentence leaves open."""
    return sorted(name for _, name, _, _ in Formatter().parse(said) if name is not None)


def test_both_languages_have_the_same_names_with_the_same_places() -> None:
    indonesian, english = wordings("id"), wordings("en")
    assert {name: places(said) for name, said in indonesian.items()} == {
        name: places(said) for name, said in english.items()
    }


def test_nothing_is_worded_that_no_note_says() -> None:
    assert [name for name in wordings("en") if not any(f'"{name}"' in source for source in SOURCES)] == []


def test_sentences_end_and_what_goes_on_with_them_does_not() -> None:
    for language in ("id", "en"):
        for name, said in wordings(language).items():
            if name != "marks":
                assert said.endswith(".") == bool(re.match("[A-Z“]", said)), name


@pytest.mark.parametrize(("language", "read"), [("id", "1.000,5"), ("en", "1,000.5"), ("und", "1,000.5")])
def test_figures_have_the_marks_of_the_language(language: str, read: str) -> None:
    assert figure(language, "1,000.5") == read


def test_braces_of_a_question_are_text() -> None:
    assert worded("id", "no_words", words=quoted("id", ["{0}", "{x}", "{0}"], "or")) == (
        "Tidak ada artikel yang memuat “{0}” atau “{x}”."
    )
