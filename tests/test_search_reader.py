"""What an index that cannot be opened leaves open: nothing."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from index import Searcher, build
from index.errors import DamagedSnapshot, ModelError
from index.ranking.relevance import RelevanceModel
from index.search.reader import IndexReader
from index.snapshot import layout
from index.snapshot.store import Store
from tests.fake_encoder import FakeEncoder

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are listed on Linux")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "rice.txt").write_text("Harga beras turun di pasar.", encoding="utf-8")
    build([str(tmp_path / "rice.txt")], tmp_path / "data", encoder=FakeEncoder())
    return tmp_path / "data"


def open_catalogs() -> int:
    """Number of catalogs that this process has open."""
    places = list(Path("/proc/self/fd").iterdir())
    return sum(place.readlink().name == layout.CATALOG for place in places if place.is_symlink())


# The caught error keeps the frames of the call, and with them what they opened.


@pytest.mark.parametrize("name", [layout.PLACES, layout.COLUMNS, "vectors.faiss"])
def test_a_damaged_file_leaves_no_catalog_open(data: Path, name: str) -> None:
    path = Store(data).sound_current().path
    (path / name).rename(data / "elsewhere")
    before = open_catalogs()
    with pytest.raises(DamagedSnapshot) as caught:
        IndexReader.open(path, FakeEncoder().identity)
    assert open_catalogs() == before, caught


def test_a_damaged_relevance_file_leaves_no_catalog_open(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generation = Store(data).sound_current()

    def damaged(revision: str) -> RelevanceModel | None:
        raise ModelError(f"The file for {revision} is damaged: install Cari again.")

    monkeypatch.setattr(RelevanceModel, "of_model", damaged)
    before = open_catalogs()
    with pytest.raises(ModelError) as caught:
        Searcher(generation, FakeEncoder())
    assert open_catalogs() == before, caught


def test_an_open_searcher_has_one_catalog_open_until_it_is_closed(data: Path) -> None:
    before = open_catalogs()
    searcher = Searcher(Store(data).sound_current(), FakeEncoder())
    assert open_catalogs() == before + 1
    searcher.close()
    assert open_catalogs() == before


def test_a_closed_searcher_keeps_no_file_mapped(data: Path) -> None:
    """What refers to itself stays mapped until a collection, and a removed generation keeps its space."""

    def mapped() -> set[str]:
        lines = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
        return {line.rpartition("/")[2] for line in lines if f"{data}/{layout.GENERATIONS}/" in line}

    gc.collect()
    gc.disable()
    try:
        searcher = Searcher(Store(data).sound_current(), FakeEncoder())
        searcher.search("harga berass -jagung")
        assert mapped()
        searcher.close()
        del searcher
        assert not mapped()
    finally:
        gc.enable()
