"""The glossary: what it does to links, and that the lines which are there can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.records import KNOWN_LANGUAGES
from train.glossary import Entry, entries, gloss

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, indonesian: str, english: str = "") -> Path:
    (folder / "glossary_id.tsv").write_text(indonesian, encoding="utf-8")
    (folder / "glossary_en.tsv").write_text(english, encoding="utf-8")
    return folder


def test_the_second_translation_has_half_of_what_the_first_has() -> None:
    assert Entry("sosok", (("figure",), ("person",))).shares() == [
        pytest.approx(20 / 3),
        pytest.approx(10 / 3),
    ]


def test_a_word_is_translated_as_the_glossary_says_and_its_translations_in_turn(tmp_path: Path) -> None:
    indonesian, english = {"maling": {"bad": 2.0}}, {"thief": {"pencuri": 5.0}}
    counts = gloss(indonesian, english, written(tmp_path, "maling\tthief\n"))
    assert counts == {"id": 1, "en": 0}
    assert indonesian == {"maling": {"thief": 10.0}}
    assert english == {"thief": {"pencuri": 5.0, "maling": 10.0}}


def test_the_words_of_a_translation_have_equal_parts_and_are_not_translated_by_the_word(
    tmp_path: Path,
) -> None:
    indonesian: dict[str, dict[str, float]] = {}
    english: dict[str, dict[str, float]] = {}
    gloss(indonesian, english, written(tmp_path, "", "headmaster\tkepala sekolah\n"))
    assert (indonesian, english) == ({}, {"headmaster": {"kepala": 5.0, "sekolah": 5.0}})


def test_an_entry_counts_for_more_than_its_translation_s_entry(tmp_path: Path) -> None:
    indonesian: dict[str, dict[str, float]] = {}
    english: dict[str, dict[str, float]] = {}
    gloss(indonesian, english, written(tmp_path, "tahu\tknow\n", "tofu\ttahu\n"))
    # `tahu` has an entry, which does not have `tofu`.
    assert indonesian == {"tahu": {"know": 10.0}}
    assert english == {"tofu": {"tahu": 10.0}, "know": {"tahu": 10.0}}


def test_an_abbreviation_is_translated_beside_the_words_that_it_stands_for(tmp_path: Path) -> None:
    assert list(entries("id", written(tmp_path, "phk\tlaid off\n"))) == [Entry("phk", (("laid", "off"),))]


@pytest.mark.parametrize("line", ["maling", "maling\t", "maling\tthief,", "dua kata\tthief", "apa\twhat"])
def test_a_line_that_is_no_entry_is_shown_with_its_number(tmp_path: Path, line: str) -> None:
    with pytest.raises(ValueError, match=r"Line 2 of glossary_id.tsv is .*; write one word, a tab, "):
        list(entries("id", written(tmp_path, f"begal\trobber\n{line}\n")))


@pytest.mark.parametrize("language", KNOWN_LANGUAGES)
def test_every_word_of_the_glossary_is_there_once(language: str) -> None:
    words = [entry.word for entry in entries(language)]
    assert words == sorted(set(words))
