"""Vectors of parts of passages: what is kept of them, and which part of a passage is nearest."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.arrays import STARTS
from index.dense.parts import LEVELS, PartVectors, _cosines, part_writer, quantised_int8
from index.errors import MEND, DamagedSnapshot

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from index.arrays import Vectors

EAST, NORTH = np.array([1, 0], np.float32), np.array([0, 1], np.float32)
SLANTED = np.array([0.6, 0.8], np.float32)
NOTHING = np.zeros(2, np.float32)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three passages: of two parts, of none, and of one."""
    with part_writer(tmp_path / "words") as writer:
        writer.add(quantised_int8(np.stack([NORTH, SLANTED])))
        writer.add(np.empty((0, 2), np.int8))
        writer.add(quantised_int8(EAST[np.newaxis]))
    return tmp_path / "words"


def test_a_vector_is_kept_by_its_direction() -> None:
    # .6 / .8 · 127 is 95.25.
    assert quantised_int8(np.stack([SLANTED, 3 * EAST, NOTHING])).tolist() == [[95, 127], [127, 0], [0, 0]]
    assert quantised_int8(np.empty((0, 2), np.float32)).shape == (0, 2)
    assert quantised_int8(np.empty((3, 0), np.float32)).shape == (3, 0)


def test_cosines_of_a_passage_s_parts(folder: Path) -> None:
    opened = PartVectors.open(folder, 2)
    assert len(opened) == 3
    last, first, none = opened.cosines(NORTH[np.newaxis], np.array([2, 0, 1]))
    assert last.tolist() == [0]
    assert first == pytest.approx([1, 0.8], abs=2e-3)
    assert none.shape == (0,)
    assert opened.cosines(NORTH[np.newaxis], np.array([], np.int64)) == []
    assert opened.of_row(2).tolist() == [[127, 0]]


def test_a_part_that_says_nothing_is_never_the_nearest(tmp_path: Path) -> None:
    with part_writer(tmp_path / "sentences") as writer:
        writer.add(quantised_int8(np.stack([NOTHING, NORTH])))
        writer.add(quantised_int8(NOTHING[np.newaxis]))
    opened = PartVectors.open(tmp_path / "sentences", 2)
    assert [one.tolist() for one in opened.cosines(EAST[np.newaxis], np.array([0, 1]))] == [[-1, 0], [-1]]
    assert opened.max_sim(EAST[np.newaxis], np.array([0, 1])) == pytest.approx(
        np.array([[0, np.nan]]), nan_ok=True
    )


def test_the_nearest_part_counts_whatever_the_order_of_the_rows(folder: Path) -> None:
    opened = PartVectors.open(folder, 2)
    near = opened.max_sim(np.stack([EAST, -NORTH]), np.array([2, 0, 1]))
    assert near == pytest.approx(np.array([[1, 0.6, np.nan], [0, -0.8, np.nan]]), abs=2e-3, nan_ok=True)
    assert np.isnan(opened.max_sim(EAST[np.newaxis], np.array([1]))).tolist() == [[True]]
    assert opened.max_sim(EAST[np.newaxis], np.array([], np.int64)).shape == (1, 0)
    assert opened.max_sim(np.empty((0, 2), np.float32), np.array([0, 1])).shape == (0, 2)


def test_parts_of_many_products_are_compared_as_those_of_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors = np.random.default_rng(0).standard_normal((50, 2)).astype(np.float32)
    with part_writer(tmp_path / "words") as writer:
        writer.add(quantised_int8(vectors))
    opened, row = PartVectors.open(tmp_path / "words", 2), np.array([0])
    [together] = opened.cosines(np.stack([EAST, NORTH]), row)
    # Three parts a product, two products at once.
    monkeypatch.setattr("index.dense.parts.UNSHARED", 12)
    monkeypatch.setattr("index.dense.parts.PRODUCTS", 2)
    [apart] = opened.cosines(np.stack([EAST, NORTH]), row)
    assert apart == pytest.approx(together)
    assert together == pytest.approx(vectors.max(axis=1) / np.linalg.norm(vectors, axis=1), abs=0.02)


def test_many_queries_are_compared_in_groups(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, rows = PartVectors.open(folder, 2), np.array([2, 0, 1])
    queries = np.stack([EAST, NORTH, SLANTED, -NORTH, -EAST])
    together = opened.max_sim(queries, rows)
    compared = []

    def cosines(queries: Vectors, levels: NDArray[np.int8], places: NDArray[np.int64]) -> NDArray[np.float32]:
        compared.append(len(queries))
        return _cosines(queries, levels, places)

    monkeypatch.setattr("index.dense.parts.QUERIES", 2)
    monkeypatch.setattr("index.dense.parts._cosines", cosines)
    assert opened.max_sim(queries, rows) == pytest.approx(together, nan_ok=True)
    assert compared == [2, 2, 1]


def test_passages_without_any_part_can_be_opened(tmp_path: Path) -> None:
    with part_writer(tmp_path / "words") as writer:
        writer.add(np.empty((0, 2), np.int8))
    (none,) = PartVectors.open(tmp_path / "words", 2).cosines(EAST[np.newaxis], np.array([0]))
    assert none.shape == (0,)


def test_words_of_a_model_that_gives_no_vectors_take_no_room(tmp_path: Path) -> None:
    with part_writer(tmp_path / "words") as writer:
        writer.add(quantised_int8(np.empty((3, 0), np.float32)))
    opened = PartVectors.open(tmp_path / "words", 0)
    assert opened.of_row(0).shape == (3, 0)
    assert (tmp_path / "words" / LEVELS).stat().st_size == 0


@pytest.mark.parametrize("name", [LEVELS, STARTS])
def test_a_missing_or_short_file_is_damage(folder: Path, name: str) -> None:
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[:-1])
    with pytest.raises(DamagedSnapshot, match=rf"The words in .* cannot be read .*: {re.escape(MEND)}"):
        PartVectors.open(folder, 2)
    (folder / name).unlink()
    with pytest.raises(DamagedSnapshot, match=name):
        PartVectors.open(folder, 2)


def test_a_build_that_fails_leaves_no_starts(tmp_path: Path) -> None:
    with suppress(KeyboardInterrupt), part_writer(tmp_path / "words") as writer:
        writer.add(quantised_int8(EAST[np.newaxis]))
        raise KeyboardInterrupt
    assert not (tmp_path / "words" / STARTS).exists()
