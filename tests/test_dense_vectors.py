"""Nearest vectors: orders and cosines worked out by hand, filters, ties, and the approximate index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import faiss
import numpy as np
import pytest

from index.dense.recall import TARGET, neighbours
from index.dense.vectors import INDEX, SCANNED_ROWS, VectorIndex, write_vectors
from index.errors import DamagedSnapshot

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

EAST = np.array([1, 0], np.float32)
DIRECTIONS = np.array([[0, 1], [0.6, 0.8], [1, 0], [-1, 0], [0.8, 0.6]], np.float32)
"""Cosines with EAST: 0, .6, 1, -1, .8."""


def opened(embeddings: NDArray[np.float32], directory: Path) -> VectorIndex:
    write_vectors(embeddings, directory)
    return VectorIndex.open(directory)


def written(directory: Path) -> Any:
    """The FAISS index that was written there."""
    return faiss.read_index(str(directory / INDEX))


def circle(rows: int) -> NDArray[np.float32]:
    """Unit vectors at equal angles: row i at 360°·i / rows, in the first two of four dimensions."""
    angles = 2 * np.pi * np.arange(rows) / rows
    return np.stack([np.cos(angles), np.sin(angles), 0 * angles, 0 * angles], axis=1).astype(np.float32)


def clusters(rows: int) -> NDArray[np.float32]:
    """Unit vectors around 40 random centres in 16 dimensions."""
    random = np.random.default_rng(7)
    centres = random.normal(size=(40, 16))
    vectors = centres[random.integers(0, 40, rows)] + 0.4 * random.normal(size=(rows, 16))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def test_rows_come_nearest_first_with_their_cosines(tmp_path: Path) -> None:
    rows, scores = opened(DIRECTIONS, tmp_path).search(EAST, 5)
    assert rows.tolist() == [2, 4, 1, 0, 3]
    assert scores == pytest.approx([1, 0.8, 0.6, 0, -1], abs=5e-4)  # half precision
    assert (rows.dtype, scores.dtype) == (np.int64, np.float32)


@pytest.mark.parametrize(
    ("k", "allowed", "expected"),
    [
        (2, None, [2, 4]),
        (99, None, [2, 4, 1, 0, 3]),
        (2, [0, 1, 3], [1, 0]),
        (9, [3, 4], [4, 3]),
        (9, [], []),
        (0, None, []),
    ],
)
def test_as_many_rows_as_asked_for_and_allowed(
    tmp_path: Path, k: int, allowed: list[int] | None, expected: list[int]
) -> None:
    mask = None if allowed is None else np.isin(np.arange(5), allowed)
    rows, scores = opened(DIRECTIONS, tmp_path).search(EAST, k, mask)
    assert rows.tolist() == expected
    assert len(scores) == len(expected)


def test_vectors_come_by_row_and_as_often_as_asked_for(tmp_path: Path) -> None:
    found = opened(DIRECTIONS, tmp_path).vectors(np.array([4, 2, 4]))
    assert found.dtype == np.float32
    assert found == pytest.approx(DIRECTIONS[[4, 2, 4]], abs=5e-4)


def test_ties_go_to_the_lower_row(tmp_path: Path) -> None:
    index = opened(np.repeat(EAST[np.newaxis], 100, axis=0), tmp_path)
    rows, _ = index.search(EAST, 7)
    assert rows.tolist() == [0, 1, 2, 3, 4, 5, 6]
    rows, _ = index.search(EAST, 3, np.arange(100) % 10 == 9)
    assert rows.tolist() == [9, 19, 29]


def test_equal_vectors_apart_from_each_other_are_ordered_by_row(tmp_path: Path) -> None:
    embeddings = np.tile(DIRECTIONS, (60, 1))
    rows, scores = opened(embeddings, tmp_path).search(EAST, 62)
    assert rows.tolist() == [*range(2, 300, 5), 4, 9]
    assert len(set(scores[:60].tolist())) == 1


def test_the_nearest_of_many_near_copies_are_found(tmp_path: Path) -> None:
    noise = 0.01 * np.random.default_rng(3).normal(size=(2000, 16)).astype(np.float32)
    copies = noise + np.eye(16, dtype=np.float32)[0]
    copies = (copies / np.linalg.norm(copies, axis=1, keepdims=True)).astype(np.float16)
    stats = write_vectors(copies, tmp_path)
    assert stats.recall_at_10 == 1.0
    query = np.eye(16, dtype=np.float32)[0]
    rows, _ = VectorIndex.open(tmp_path).search(query, 20)
    cosines = copies.astype(np.float32) @ query
    assert sorted(cosines[rows]) == pytest.approx(sorted(cosines)[-20:], abs=1e-6)


def test_a_wide_filter_passes_through_the_index(tmp_path: Path) -> None:
    embeddings = np.tile(np.array([0, 1], np.float32), (2 * SCANNED_ROWS + 10, 1))
    embeddings[10:14] = [[1, 0], [0.8, 0.6], [0.9, 0.4359], [0.6, 0.8]]
    odd = np.arange(len(embeddings)) % 2 == 1
    assert np.count_nonzero(odd) > SCANNED_ROWS
    rows, scores = opened(embeddings, tmp_path).search(EAST, 4, odd)
    assert rows.tolist() == [11, 13, 1, 3]
    assert scores == pytest.approx([0.8, 0.6, 0, 0], abs=5e-4)


def test_scores_of_given_rows_keep_their_order(tmp_path: Path) -> None:
    scores = opened(DIRECTIONS, tmp_path).scores(EAST, np.array([3, 1, 1, 2]))
    assert scores == pytest.approx([-1, 0.6, 0.6, 1], abs=5e-4)
    assert scores.dtype == np.float32


def test_search_and_scores_agree_exactly(tmp_path: Path) -> None:
    embeddings = clusters(500)
    index = opened(embeddings, tmp_path)
    rows, scores = index.search(embeddings[3], 50)
    assert scores.tolist() == index.scores(embeddings[3], rows).tolist()


def test_no_vectors_at_all(tmp_path: Path) -> None:
    stats = write_vectors(np.empty((0, 4), np.float16), tmp_path)
    index = VectorIndex.open(tmp_path)
    rows, scores = index.search(np.array([1, 0, 0, 0], np.float32), 10)
    assert (stats.vectors, len(index), rows.size, scores.size) == (0, 0, 0, 0)


def test_an_exact_index_says_so(tmp_path: Path) -> None:
    stats = write_vectors(DIRECTIONS, tmp_path)
    assert (stats.vectors, stats.recall_at_10) == (5, 1.0)
    assert not isinstance(written(tmp_path), faiss.IndexIVF)


def test_the_vectors_are_kept_in_half_precision(tmp_path: Path) -> None:
    write_vectors(DIRECTIONS, tmp_path)
    kept = np.load(tmp_path / "embeddings.npy", allow_pickle=False)
    assert kept.dtype == np.float16
    assert kept.tolist() == DIRECTIONS.astype(np.float16).tolist()


def test_an_approximate_index_measures_its_recall(tmp_path: Path) -> None:
    embeddings = clusters(3000)
    stats = write_vectors(embeddings, tmp_path, exact_rows=1000)
    assert stats.recall_at_10 >= TARGET
    lists = written(tmp_path)
    assert lists.nlist == 219  # 4·√3000 = 219.09
    assert 1 <= lists.nprobe < 219
    index = VectorIndex.open(tmp_path)
    fresh = np.arange(0, 3000, 13)
    truth = neighbours(embeddings, fresh)
    found = [index.search(embeddings[row], 11)[0] for row in fresh]
    assert np.mean([np.isin(near, rows).mean() for near, rows in zip(truth, found, strict=True)]) > 0.93


def test_an_approximate_index_scores_exactly(tmp_path: Path) -> None:
    embeddings = clusters(3000)
    write_vectors(embeddings, tmp_path, exact_rows=1000)
    rows, scores = VectorIndex.open(tmp_path).search(embeddings[5], 3)
    kept = embeddings.astype(np.float16).astype(np.float32)
    assert rows[0] == 5
    assert scores == pytest.approx(kept[rows] @ embeddings[5], abs=1e-6)


@pytest.mark.parametrize("k", [10, 2500, 5000])
@pytest.mark.parametrize("part", [1, 2])
def test_an_approximate_index_gives_as_many_as_there_are(tmp_path: Path, k: int, part: int) -> None:
    write_vectors(clusters(5000), tmp_path, exact_rows=1000)
    allowed = np.arange(5000) % part == 0
    rows, scores = VectorIndex.open(tmp_path).search(clusters(5000)[1], k, allowed)
    assert len(rows) == min(k, 5000 // part) == len(set(rows.tolist()))
    assert allowed[rows].all()
    assert (np.diff(scores) <= 0).all()


def test_neighbours_leave_the_row_itself_out() -> None:
    near = neighbours(circle(360), np.array([0, 90]))
    assert near.shape == (2, 10)
    assert sorted(near[0].tolist()) == [1, 2, 3, 4, 5, 355, 356, 357, 358, 359]
    assert sorted(near[1].tolist()) == [85, 86, 87, 88, 89, 91, 92, 93, 94, 95]


def test_a_build_is_repeatable(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    write_vectors(clusters(3000), tmp_path / "one", exact_rows=1000)
    write_vectors(clusters(3000), tmp_path / "two", exact_rows=1000)
    for name in ("embeddings.npy", "vectors.faiss"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.parametrize("name", ["embeddings.npy", "vectors.faiss"])
@pytest.mark.parametrize("damage", ["missing", "empty", "cut"])
def test_damaged_files_are_refused_with_the_cure(tmp_path: Path, name: str, damage: str) -> None:
    write_vectors(DIRECTIONS, tmp_path)
    path = tmp_path / name
    content = path.read_bytes()
    path.unlink()
    if damage != "missing":
        path.write_bytes(b"" if damage == "empty" else content[: len(content) // 2])
    with pytest.raises(DamagedSnapshot, match="cari rollback"):
        VectorIndex.open(tmp_path)


def test_files_of_two_builds_do_not_fit(tmp_path: Path) -> None:
    write_vectors(DIRECTIONS, tmp_path)
    np.save(tmp_path / "embeddings.npy", DIRECTIONS[:3].astype(np.float16))
    with pytest.raises(DamagedSnapshot, match="holds 5 vectors"):
        VectorIndex.open(tmp_path)
