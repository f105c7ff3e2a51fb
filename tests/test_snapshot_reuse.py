from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.errors import DamagedSnapshot
from index.records import Article
from index.snapshot import layout
from index.snapshot.durable import sha256_of
from index.snapshot.embedding import PassageInput
from index.snapshot.lineage import Previous, generation_to_rebuild, predecessor
from index.snapshot.reuse import KnownVectors, content_hash
from index.snapshot.store import Store
from tests.snapshot_samples import (
    ARTICLES,
    BRIDGE,
    IDENTITY,
    PARTS,
    as_first_format,
    as_newer_format,
    cut,
    flip_byte,
    publish,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def generation(tmp_path: Path) -> Path:
    return publish(Store(tmp_path)).path


def known_of_bridge(known: KnownVectors) -> list[int]:
    return known.take([content_hash(passage.text, []) for passage in cut(BRIDGE)])[1]


def test_known_vectors_come_by_content(generation: Path) -> None:
    known = KnownVectors.open(generation, IDENTITY)
    bridge = [content_hash(passage.text, []) for passage in cut(BRIDGE)]
    positions, rows = known.take([bridge[2], content_hash("new", []), bridge[0]])
    assert positions == [0, 2]
    # The bridge's passages lie in rows 2, 3 and 4, and row n holds axis n.
    assert rows == [4, 2]
    assert known.vector(4).tolist() == np.eye(8)[4].tolist()
    for parts in (known.sentences, known.words):
        assert parts.of_row(4).tolist() == [(127 * np.eye(8)[4]).tolist()]


def test_what_is_new_is_not_known(generation: Path) -> None:
    assert KnownVectors.open(generation, IDENTITY).take([content_hash("new", [])]) == ([], [])


def test_the_first_build_knows_nothing() -> None:
    assert KnownVectors.of_first([], IDENTITY).take(["x"]) == ([], [])


def test_vectors_come_from_the_first_generation_that_has_them_whole(tmp_path: Path) -> None:
    store = Store(tmp_path)
    publish(store, [BRIDGE])
    publish(store)
    assert known_of_bridge(KnownVectors.of_first(store.generations(), IDENTITY)) == [2, 3, 4]
    flip_byte(store.generations()[0].path / layout.EMBEDDINGS)
    assert known_of_bridge(KnownVectors.of_first(store.generations(), IDENTITY)) == [0, 1, 2]


def test_another_encoder_knows_nothing(generation: Path) -> None:
    assert known_of_bridge(KnownVectors.open(generation, replace(IDENTITY, name="other"))) == []


@pytest.mark.parametrize("name", [layout.EMBEDDINGS, layout.CATALOG, *PARTS])
def test_a_flipped_byte_is_not_taken_over(generation: Path, name: str) -> None:
    flip_byte(generation / name)
    assert known_of_bridge(KnownVectors.open(generation, IDENTITY)) == []


@pytest.mark.parametrize("name", [layout.EMBEDDINGS, layout.MANIFEST])
def test_a_missing_file_means_computing_again(generation: Path, name: str) -> None:
    (generation / name).unlink()
    assert known_of_bridge(KnownVectors.open(generation, IDENTITY)) == []


def test_an_older_format_is_computed_again(tmp_path: Path) -> None:
    older = as_first_format(publish(Store(tmp_path)))
    assert known_of_bridge(KnownVectors.open(older.path, IDENTITY)) == []


# What the next build is held to, and `rebuild` reads again


def test_the_current_generation_is_followed_though_it_is_damaged(tmp_path: Path) -> None:
    store = Store(tmp_path)
    publish(store)
    damaged = publish(store)
    (damaged.path / layout.VECTORS).unlink()
    assert predecessor(store) == Previous(damaged)
    assert generation_to_rebuild(store) == damaged


def test_without_its_manifest_a_sound_one_is_the_measure_and_no_source(tmp_path: Path) -> None:
    store = Store(tmp_path)
    sound, damaged = publish(store), publish(store)
    flip_byte(damaged.path / layout.MANIFEST, 40)
    assert predecessor(store) == Previous(replace(sound, is_current=False))
    with pytest.raises(DamagedSnapshot, match=rf"{damaged.name}/manifest\.json is lost or damaged, and it"):
        generation_to_rebuild(store)
    (tmp_path / layout.POINTER).unlink()
    assert generation_to_rebuild(store) == replace(sound, is_current=False)


def test_a_newer_generation_is_rebuilt_by_the_cari_that_wrote_it(tmp_path: Path) -> None:
    store = Store(tmp_path)
    publish(store)
    newer = as_newer_format(publish(store))
    with pytest.raises(DamagedSnapshot, match=rf"{newer.name} in .* was written by a newer Cari \(format 9"):
        generation_to_rebuild(store)


def test_without_a_sound_one_a_whole_manifest_will_do(tmp_path: Path) -> None:
    store = Store(tmp_path)
    first, second = publish(store), publish(store)
    for generation in (first, second):
        (generation.path / layout.VECTORS).unlink()
    found = predecessor(store)
    assert found is not None
    assert found.generation.name == second.name
    flip_byte(second.path / layout.MANIFEST, 40)
    found = predecessor(store)
    assert found is not None
    assert found.generation.name == first.name
    (first.path / layout.MANIFEST).unlink()
    assert predecessor(store) is None


def test_before_the_first_build_there_is_none(tmp_path: Path) -> None:
    assert predecessor(Store(tmp_path)) is None


def test_the_predecessor_is_checked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(Store(tmp_path))
    previous = predecessor(Store(tmp_path))
    assert previous is not None
    checked: list[str] = []
    monkeypatch.setattr(
        "index.snapshot.checks.sha256_of", lambda path: checked.append(path.name) or sha256_of(path)
    )
    for _ in range(2):
        with previous.catalog() as catalog:
            assert catalog.article_count == 3
        assert previous.held == {"pages": 3}
    assert checked == [layout.CATALOG, layout.REPORT]


def test_a_changed_catalog_of_the_predecessor_is_not_opened(tmp_path: Path) -> None:
    generation = publish(Store(tmp_path))
    flip_byte(generation.path / layout.CATALOG)
    with pytest.raises(DamagedSnapshot, match=f"The catalog of generation {generation.name} has changed"):
        Previous(generation).catalog()


def test_content_hash_depends_on_every_character() -> None:
    assert content_hash("Beras", []) != content_hash("beras", [])
    assert len({content_hash(passage.text, []) for article in ARTICLES for passage in cut(article)}) == 6
    assert len(content_hash("", [])) == 32


def test_content_hash_depends_on_where_sentences_and_words_are() -> None:
    assert content_hash("di sana", [(0, 2), (3, 7)]) != content_hash("di sana", [(3, 7)])
    # A question word of Indonesian only: the same text of either language has other words.
    indonesian, english = (PassageInput.of("Kapan banjir", 12, one) for one in ("id", "en"))
    assert (indonesian.words, english.words) == ([(6, 12)], [(0, 5), (6, 12)])
    assert indonesian.hash != english.hash


@pytest.mark.parametrize(
    ("title", "heading", "stems"),
    [
        (None, "", []),
        (" Wali kota ", "Wali kota\n", ["walikota"]),
        # Clipped between two words that are one term, and to nothing.
        ("Wali kota WHO", "Wali\n", ["walikota", "WHO"]),
        ("WALI KOTA WHO", "WALI\n", ["walikota", "WHO"]),
        ("Wali kota", "", ["walikota"]),
    ],
)
def test_the_terms_of_a_clipped_heading_are_those_of_the_whole_title(
    title: str | None, heading: str, stems: list[str]
) -> None:
    article = Article("a1", title, "Dia tiba. Dia pergi.", "id", "a.txt")
    read = PassageInput.of(f"{heading}{article.body}", len(article.body), "id")
    of_title, *of_sentences = read.parted_terms(article)
    assert [term.stem for term in of_title] == stems
    assert [[term.stem for term in each] for each in of_sentences] == [["dia", "tiba"], ["dia", "pergi"]]
    # The model reads the heading as before.
    assert read.text == f"{heading}{article.body}"
    assert all(end <= len(read.text) for _, end in read.words)
