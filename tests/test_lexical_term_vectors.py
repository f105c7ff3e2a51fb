"""Term vectors: what is kept of a passage, and that it is what reading the passage gives."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
import pytest

from index.arrays import STARTS
from index.errors import MEND, DamagedSnapshot
from index.lexical.term_vectors import (
    SENTENCES,
    TERMS,
    VALUES,
    TermVector,
    TermVectors,
    TermVectorsWriter,
    term_key,
)
from index.text.terms import SpannedTerm, Term

if TYPE_CHECKING:
    from pathlib import Path

BANJIR, SURUT = Term("banjir", "banjir"), Term("surut", "surut")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """`Kabar\\nBanjir. Surut!`, whose heading is no part of the passage, and a passage of nothing."""
    with TermVectorsWriter(tmp_path / "places") as writer:
        kabar = Term("kabar", "kabar")
        writer.add(
            [(6, 13), (14, 20)],
            [SpannedTerm(kabar, (0, 5)), SpannedTerm(BANJIR, (6, 12)), SpannedTerm(SURUT, (14, 19))],
            begin=6,
        )
        writer.add([], [], begin=0)
    return tmp_path / "places"


def test_places_are_counted_from_where_the_passage_begins(folder: Path) -> None:
    term_vectors = TermVectors.open(folder)
    assert len(term_vectors) == 2
    expected = [[crc32(b"banjir"), 0, 6], [crc32(b"surut"), 8, 13]]
    assert term_vectors.of_row(0).sentences == [(0, 7), (8, 14)]
    assert term_vectors.of_row(0).terms.tolist() == expected
    assert term_vectors.of_row(1).sentences == term_vectors.of_row(1).terms.tolist() == []


def test_a_word_of_two_terms_has_both_at_its_place(tmp_path: Path) -> None:
    with TermVectorsWriter(tmp_path / "places") as writer:
        writer.add(
            [(0, 6)],
            [SpannedTerm(Term("menteri", "menteri"), (0, 6)), SpannedTerm(Term("keuangan", "uang"), (0, 6))],
            begin=0,
        )
    found = TermVectors.open(tmp_path / "places").of_row(0).terms
    assert found.tolist() == [[term_key("menteri"), 0, 6], [term_key("uang"), 0, 6]]


def test_words_far_into_a_passage_have_places(tmp_path: Path) -> None:
    with TermVectorsWriter(tmp_path / "places") as writer:
        writer.add([(0, 70_010)], [SpannedTerm(BANJIR, (70_000, 70_006))], begin=0)
    found = TermVectors.open(tmp_path / "places").of_row(0)
    assert found.sentences == [(0, 70_010)]
    assert found.terms.tolist() == [[term_key("banjir"), 70_000, 70_006]]


def test_how_far_places_reach() -> None:
    assert TermVector([(0, 7), (8, 14)], np.array([(1, 0, 6)], np.uint32)).reach == 14
    assert TermVector([(0, 7)], np.array([(1, 9, 15), (2, 0, 6)], np.uint32)).reach == 15
    assert TermVector([], np.empty((0, 3), np.uint32)).reach == 0


def test_passages_without_any_words_can_be_opened(tmp_path: Path) -> None:
    with TermVectorsWriter(tmp_path / "places") as writer:
        writer.add([], [], begin=0)
    assert TermVectors.open(tmp_path / "places").of_row(0).reach == 0


@pytest.mark.parametrize("part", [SENTENCES, TERMS])
@pytest.mark.parametrize("name", [VALUES, STARTS])
def test_a_missing_or_short_file_is_damage(folder: Path, part: str, name: str) -> None:
    content = (folder / part / name).read_bytes()
    (folder / part / name).write_bytes(content[:-1])
    with pytest.raises(DamagedSnapshot, match=rf"The {part} in .* cannot be read .*: {re.escape(MEND)}"):
        TermVectors.open(folder)
    (folder / part / name).unlink()
    with pytest.raises(DamagedSnapshot, match=name):
        TermVectors.open(folder)


def test_sentences_and_terms_of_other_passages_are_damage(folder: Path, tmp_path: Path) -> None:
    with TermVectorsWriter(tmp_path / "other") as writer:
        writer.add([(0, 7)], [SpannedTerm(BANJIR, (0, 6))], begin=0)
    (folder / SENTENCES).rename(tmp_path / "away")
    (tmp_path / "other" / SENTENCES).rename(folder / SENTENCES)
    with pytest.raises(DamagedSnapshot, match="do not fit each other"):
        TermVectors.open(folder)


def test_no_two_usual_words_share_a_key() -> None:
    words = sorted(
        {word for first in "bcdfghjk" for word in (f"{first}anjir", f"{first}urut", f"{first}ota")}
    )
    keys = sorted(map(term_key, words))
    assert all(one < other for one, other in pairwise(keys))
