"""Sentence vectors: what is kept of them, and which sentence of a passage is nearest."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.dense.sentences import LEVELS, STARTS, SentenceVectors, SentenceWriter, levels_of
from index.errors import DamagedSnapshot

if TYPE_CHECKING:
    from pathlib import Path

EAST, NORTH = np.array([1, 0], np.float32), np.array([0, 1], np.float32)
SLANTED = np.array([0.6, 0.8], np.float32)
LONG = 40
"""Characters."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three passages: of two sentences, of none, and of one."""
    with SentenceWriter(tmp_path) as writer:
        writer.add(levels_of(np.stack([NORTH, SLANTED]), [LONG, LONG]))
        writer.add(np.empty((0, 2), np.int8))
        writer.add(levels_of(EAST[np.newaxis], [LONG]))
    return tmp_path


def test_a_vector_is_kept_by_its_direction() -> None:
    # .6 / .8 · 127 is 95.25.
    assert levels_of(np.stack([SLANTED, 3 * EAST]), [LONG, LONG]).tolist() == [[95, 127], [127, 0]]


def test_a_few_characters_and_no_token_say_nothing() -> None:
    assert levels_of(np.stack([EAST, 0 * EAST, EAST]), [15, LONG, 16]).tolist() == [[0, 0], [0, 0], [127, 0]]
    assert levels_of(np.empty((0, 2), np.float32), []).shape == (0, 2)


def test_cosines_of_a_passage_s_sentences(folder: Path) -> None:
    opened = SentenceVectors.open(folder, 2)
    assert len(opened) == 3
    assert opened.cosines(NORTH, 0) == pytest.approx([1, 0.8], abs=2e-3)
    assert opened.cosines(NORTH, 1).shape == (0,)
    assert opened.of_row(2).tolist() == [[127, 0]]


def test_a_sentence_that_says_too_little_is_never_the_nearest(tmp_path: Path) -> None:
    with SentenceWriter(tmp_path) as writer:
        writer.add(levels_of(np.stack([EAST, NORTH]), [3, LONG]))
        writer.add(levels_of(EAST[np.newaxis], [3]))
    opened = SentenceVectors.open(tmp_path, 2)
    assert opened.cosines(EAST, 0).tolist() == [-1, 0]
    assert opened.nearest(EAST, np.array([0, 1])) == pytest.approx([0, np.nan], nan_ok=True)


def test_the_nearest_sentence_counts_whatever_the_order_of_the_rows(folder: Path) -> None:
    opened = SentenceVectors.open(folder, 2)
    assert opened.nearest(EAST, np.array([2, 0, 1])) == pytest.approx([1, 0.6, np.nan], abs=2e-3, nan_ok=True)
    assert opened.nearest(-NORTH, np.array([0, 2])) == pytest.approx([-0.8, 0], abs=2e-3)
    assert np.isnan(opened.nearest(EAST, np.array([1]))).tolist() == [True]
    assert opened.nearest(EAST, np.array([], np.int64)).shape == (0,)


def test_passages_without_any_sentence_can_be_opened(tmp_path: Path) -> None:
    with SentenceWriter(tmp_path) as writer:
        writer.add(np.empty((0, 2), np.int8))
    assert SentenceVectors.open(tmp_path, 2).cosines(EAST, 0).shape == (0,)


@pytest.mark.parametrize("name", [LEVELS, STARTS])
def test_a_missing_or_short_file_is_damage(folder: Path, name: str) -> None:
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[:-1])
    with pytest.raises(DamagedSnapshot, match="run `cari rollback` or `cari rebuild`"):
        SentenceVectors.open(folder, 2)
    (folder / name).unlink()
    with pytest.raises(DamagedSnapshot, match=name):
        SentenceVectors.open(folder, 2)


def test_a_build_that_fails_leaves_no_starts(tmp_path: Path) -> None:
    with suppress(KeyboardInterrupt), SentenceWriter(tmp_path) as writer:
        writer.add(levels_of(EAST[np.newaxis], [LONG]))
        raise KeyboardInterrupt
    assert not (tmp_path / STARTS).exists()
