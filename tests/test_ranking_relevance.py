"""Relevance: the regression by hand, its bounds, and what an answer withholds."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index import Filters, QueryError, Searcher, build, open_encoder
from index.errors import ModelError
from index.question import Preferences
from index.ranking.fusion import LANGUAGE
from index.ranking.relevance import (
    FEATURES,
    FITTED,
    LOWER,
    UPPER,
    RelevanceModel,
    clipped,
    polynomial_features,
)
from tests.fake_encoder import FakeEncoder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

COUNT = len(FEATURES)
WEIGHTS = COUNT + 66
"""The features, their eleven squares and the products of two, fifty-five."""


def write(path: Path, **changes: object) -> Path:
    content = {
        "revision": "r1",
        "mean": [0.5] + [0] * (COUNT - 1),
        "scale": [0.25] + [1] * (COUNT - 1),
        "weights": [1] + [0] * (COUNT - 1) + [0.5] + [0] * (WEIGHTS - COUNT - 1),
        "bias": -1,
    }
    path.write_text(json.dumps(content | changes))
    return path


def test_probabilities_are_those_of_the_logistic_function(tmp_path: Path) -> None:
    fitted = RelevanceModel.of_model("r1", write(tmp_path / "r.json"))
    assert fitted is not None
    # (1 - .5) / .25 = 2: with its square's half 2 + 2 - 1 = 3. At the mean only the bias counts.
    features = np.zeros((2, COUNT))
    features[:, 0] = 1, 0.5
    expected = [1 / (1 + math.exp(-3)), 1 / (1 + math.e)]
    assert fitted.probabilities(features) == pytest.approx(expected)
    assert fitted.probabilities(np.zeros((0, COUNT))).shape == (0,)


def test_signals_and_their_products() -> None:
    row = np.arange(1.0, COUNT + 1)[np.newaxis]
    found = polynomial_features(row)[0].tolist()
    assert len(found) == WEIGHTS
    assert found[:COUNT] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    assert found[COUNT : COUNT + 11] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    assert found[COUNT + 11] == 4
    assert found[-1] == 121


def test_what_fitting_never_saw_counts_as_the_furthest_that_it_saw() -> None:
    wild = np.stack([np.full(COUNT, 99.0), np.full(COUNT, -99.0)])
    assert clipped(wild).tolist() == [UPPER.tolist(), LOWER.tolist()]


def test_another_model_has_no_relevance(tmp_path: Path) -> None:
    assert RelevanceModel.of_model("r2", write(tmp_path / "r.json")) is None


@pytest.mark.parametrize("changes", [{"weights": [1, 2]}, {"bias": "x"}, {"mean": None}])
def test_a_damaged_file_is_named_with_the_cure(tmp_path: Path, changes: dict[str, object]) -> None:
    with pytest.raises(ModelError, match=r"r\.json is damaged .*install Cari again"):
        RelevanceModel.of_model("r1", write(tmp_path / "r.json", **changes))
    with pytest.raises(ModelError, match="install Cari again"):
        RelevanceModel.of_model("r1", tmp_path / "none.json")


def test_what_ships_belongs_to_the_model_that_ships() -> None:
    assert json.loads(FITTED.read_text())["revision"] == open_encoder().identity.revision


ARTICLES = [
    ("river", "Banjir merendam rumah warga di tepi sungai sejak semalam.", "id"),
    ("flood", "The flood covered houses along the river since last night.", "en"),
    ("rice", "Harga beras naik di pasar induk pada awal pekan ini.", "id"),
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("relevance")
    lines = [json.dumps({"id": name, "text": text, "language": code}) for name, text, code in ARTICLES]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build([str(folder / "articles.jsonl")], folder / "data")
    return folder / "data"


@pytest.fixture
def searcher(data: Path) -> Iterator[Searcher]:
    searcher = Searcher.open(data)
    yield searcher
    searcher.close()


def test_hits_say_how_probably_they_answer(searcher: Searcher) -> None:
    hits = searcher.search("Di mana banjir merendam rumah warga?").hits
    found = {hit.article.record_id: hit.relevance for hit in hits}
    assert all(value is not None and 0 <= value <= 1 for value in found.values())
    assert (found["river"] or 0) > (found["rice"] or 0)


def test_what_is_less_relevant_is_withheld_and_counted(searcher: Searcher) -> None:
    everything = searcher.search("Di mana banjir merendam rumah warga?")
    values = sorted((hit.relevance or 0 for hit in everything.hits), reverse=True)
    least = (values[0] + values[1]) / 2
    answer = searcher.search(everything.question, preferences=Preferences(min_relevance=least))
    assert [hit.relevance for hit in answer.hits] == [values[0]]
    assert (answer.withheld, answer.below, answer.understood.note) == (2, None, None)


@pytest.mark.parametrize("question", ["Di mana banjir merendam rumah warga?", "Berapa harga beras?"])
def test_a_filter_leaves_relevance_as_it_is(searcher: Searcher, question: str) -> None:
    everything = {hit.article.id: hit.relevance for hit in searcher.search(question).hits}
    for hit in searcher.search(question, filters=Filters(languages=frozenset({"id"}))).hits:
        assert hit.relevance == pytest.approx(everything[hit.article.id], abs=1e-6)


def test_what_is_relevant_is_found_below_the_limit(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Rising:
        def probabilities(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.linspace(0.2, 0.8, len(features))

    monkeypatch.setattr(searcher._ranker, "_relevance", Rising())
    question = "Di mana banjir merendam rumah warga?"
    answer = searcher.search(question, limit=1, preferences=Preferences(min_relevance=0.4))
    assert [hit.relevance for hit in answer.hits] == [0.5]
    assert (answer.withheld, answer.understood.note) == (1, None)


def test_no_good_answer_is_an_empty_one_with_the_best_on_request(searcher: Searcher) -> None:
    question = "Siapa pemenang lomba catur?"
    wanted = Preferences(min_relevance=1.0)
    answer = searcher.search(question, preferences=wanted)
    assert (answer.hits, answer.withheld, answer.below) == ((), 3, None)
    assert answer.understood.note == (
        "Tidak ada artikel yang memuat “pemenang” atau “lomba” atau “catur”. "
        "Tidak ada kutipan yang mencapai relevansi 1 yang diminta: yang terbaik hanya 0,00."
    )
    shown = searcher.search(question, preferences=Preferences(min_relevance=1.0, below=True))
    best = max(hit.relevance or 0 for hit in searcher.search(question).hits)
    assert shown.hits == ()
    assert shown.below is not None
    assert shown.below.relevance == best


def test_with_another_model_relevance_is_unknown_and_cannot_be_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Banjir merendam rumah warga di tepi sungai.")
    encoder = FakeEncoder()
    build([str(tmp_path / "a.txt")], tmp_path / "data", encoder=encoder)
    searcher = Searcher.open(tmp_path / "data", encoder)
    assert [hit.relevance for hit in searcher.search("banjir").hits] == [None]
    with pytest.raises(QueryError, match="Relevance is not known with the model fake"):
        searcher.search("banjir", preferences=Preferences(min_relevance=0.5))
    searcher.close()


@pytest.mark.parametrize("least", [-0.1, 1.1, math.nan])
def test_a_least_relevance_is_a_probability(searcher: Searcher, least: float) -> None:
    with pytest.raises(QueryError, match="give a probability, 0 to 1"):
        searcher.search("banjir", preferences=Preferences(min_relevance=least))


def test_a_preferred_language_lifts_and_a_filter_leaves_out(searcher: Searcher) -> None:
    question = "banjir flood"
    plain = {hit.article.record_id: hit for hit in searcher.search(question).hits}
    lifted = searcher.search(question, preferences=Preferences(language="en")).hits
    assert {hit.article.record_id for hit in lifted} == set(plain)
    for hit in lifted:
        bonus = LANGUAGE if hit.article.language == "en" else 0
        assert hit.explanation.language == bonus
        assert hit.score == pytest.approx(plain[hit.article.record_id].score + bonus, abs=1e-5)
        # What is preferred is not more likely to answer for it.
        assert hit.relevance == pytest.approx(plain[hit.article.record_id].relevance)
    only = searcher.search(question, filters=Filters(languages=frozenset({"en"}))).hits
    assert [hit.article.record_id for hit in only] == ["flood"]
