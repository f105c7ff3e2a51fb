"""Long questions, as of posts of social media: stretches of them, and what they do not ask."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index import Searcher, build
from index.dense.vectors import VectorIndex, write_vectors
from index.question import Filters, Preferences
from index.search.fused import kind_of
from index.search.leg_scores import LATE_INTERACTION_SHARE
from index.search.retrieval import Query, candidates
from index.search.stretches import encode, nearest, over_stretches
from index.understanding.parsing import parse_question
from index.understanding.phrasing import MOST_ASKED
from tests.fake_encoder import FakeEncoder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.arrays import Vectors
    from index.records import Span
    from index.understanding.parsed_question import ParsedQuestion

ARTICLES = {"rice": "Beras.", "both": "Harga vaksin.", "vaccine": "Vaksin."}
FILLER = "Anu " + "anu " * 33
POST = f"{FILLER}beras. {FILLER}harga. {FILLER}vaksin."
"""Three sentences of 35 words; the encoder takes 64, and so a stretch has about 32."""
PLACES = [(POST.index(word), POST.index(word) + len(word)) for word in ("beras", "harga", "vaksin")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("long")
    lines = [json.dumps({"id": name, "text": text, "language": "id"}) for name, text in ARTICLES.items()]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for words in (False, True):
        build([folder / "articles.jsonl"], folder / str(words), encoder=FakeEncoder(words=words))
    return folder


@pytest.fixture
def searcher(folder: Path) -> Iterator[Searcher]:
    searcher = Searcher.open(folder / "False", FakeEncoder())
    yield searcher
    searcher.close()


def dense(searcher: Searcher, question: str, depth: int = 10) -> dict[str, float]:
    found = searcher.candidates(question, depth)
    names = searcher.record_ids()
    places = np.searchsorted(found.rows, found.dense_found)
    return {names[found.articles[at]]: float(found.dense[at]) for at in places}


def test_a_long_question_has_a_vector_of_each_stretch() -> None:
    asked = encode(FakeEncoder(words=True), POST, PLACES)
    rice, vaccine = [0, 1, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 1, 0, 0]
    assert asked.stretches.tolist() == [rice, rice, vaccine]
    assert asked.stretch_of.tolist() == [0, 1, 2]
    assert asked.words.tolist() == [rice, rice, vaccine]
    # Terms of a text in no language are read twice, and not in the order of their places.
    shuffled = encode(FakeEncoder(words=True), POST, [PLACES[2], PLACES[0], PLACES[1]])
    assert (shuffled.stretch_of.tolist(), shuffled.words.tolist()) == ([2, 0, 1], [vaccine, rice, rice])
    # Of 35 words the first is a quarter over the size at most, and one stretch.
    assert len(encode(FakeEncoder(), f"{FILLER}beras.", []).stretches) == 1
    assert len(encode(FakeEncoder(), "beras", []).stretches) == 1
    assert len(encode(FakeEncoder(), "\n" * 100, []).stretches) == 1


def test_of_too_many_tokens_the_stretches_with_the_most_different_words_are_embedded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("index.search.stretches.MOST_TOKENS", 2 * 35)
    beginnings = [(at, at + 3) for at in (0, POST.rindex("Anu"))]
    asked = encode(FakeEncoder(words=True), POST, [*PLACES, *beginnings])
    rice, vaccine, unknown = [0, 1, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 1, 0, 0], [0, 0, 0, 0, 0, 0, 0, 1]
    assert asked.stretches.tolist() == [rice, vaccine]
    assert asked.stretch_of.tolist() == [0, -1, 1, 0, 1]
    assert asked.words.tolist() == [rice, [0] * 8, vaccine, unknown, unknown]
    # Of as many different words, those of the first.
    assert encode(FakeEncoder(words=True), POST, PLACES).stretch_of.tolist() == [0, 1, -1]


def test_a_passage_scores_half_of_the_mean_and_half_of_the_best_stretch() -> None:
    scores = np.array([[0.2, 0.8], [0.6, 0.4]], np.float32)
    assert over_stretches(scores) == pytest.approx([0.5, 0.7])
    assert over_stretches(scores[:1]).tolist() == scores[0].tolist()


def test_what_one_stretch_is_about_is_not_lost_in_the_rest(searcher: Searcher) -> None:
    # By one vector of it all, (2, 1) / √5, `both` would be nearest, with .95, and `rice` have .89.
    found = dense(searcher, POST)
    assert found == pytest.approx(
        {"rice": (2 / 3 + 1) / 2, "both": np.sqrt(1 / 2), "vaccine": (1 / 3 + 1) / 2}, abs=5e-3
    )
    assert list(found) == ["rice", "both", "vaccine"]
    # What is nearest to the question as a whole is found, not what is to its first stretch.
    assert list(dense(searcher, POST, 2)) == ["rice", "both"]


def test_what_is_found_deeper_is_added_behind(tmp_path: Path) -> None:
    def drawn(count: int) -> NDArray[np.float32]:
        rows = random.normal(size=(count, 8))
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)

    random = np.random.default_rng(5)
    write_vectors(drawn(400), tmp_path)
    vectors = VectorIndex.open(tmp_path)
    stretches = drawn(3)
    near = nearest(vectors, stretches, 10, 10)
    deeper = nearest(vectors, stretches, 40, 10)
    assert deeper[:10].tolist() == near.tolist()
    assert len(set(deeper.tolist())) == 40
    # Nearest to the whole, of those that are among the ten nearest to one of the three.
    every = np.stack([vectors.scores(one, np.arange(400)) for one in stretches])
    some = sorted({row for one in every for row in np.argsort(-one)[:10].tolist()})
    best = sorted(some, key=lambda row: -float(over_stretches(every[:, [row]])[0]))
    assert near.tolist() == best[:10]


def scored_with_words(searcher: Searcher) -> dict[str, float]:
    """The dense score of each article for `POST`."""
    asked = parse_question(POST, Filters(), Preferences())
    query = Query(asked, encode(searcher.encoder, asked.text, asked.spans), None, None, Preferences())
    found = candidates(searcher._reader, query, 10)
    names = searcher.record_ids()
    return {names[article]: float(score) for article, score in zip(found.articles, found.dense, strict=True)}


def test_words_are_compared_within_their_stretch(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    searcher = Searcher.open(folder / "True", FakeEncoder(words=True))
    reader = searcher._reader
    # `anu` is of the last axis, far from all: by its words a stretch is near by the one that it has beside.
    weights = {stem: reader.postings.idf(stem) for stem in ("anu", "beras", "harga", "vaksin")}
    near = [weights[stem] / (weights[stem] + 34 * weights["anu"]) for stem in ("beras", "harga", "vaksin")]
    stretches = [(1 - LATE_INTERACTION_SHARE) + LATE_INTERACTION_SHARE * one for one in near]
    expected = {
        "rice": (sum(stretches[:2]) / 3 + max(stretches[:2])) / 2,
        "vaccine": (stretches[2] / 3 + stretches[2]) / 2,
    }
    scores = scored_with_words(searcher)
    assert {name: scores[name] for name in expected} == pytest.approx(expected, abs=5e-3)
    # Where there are too many tokens, words in the stretch that is left out are not compared at all.
    monkeypatch.setattr("index.search.stretches.MOST_TOKENS", 2 * 35)
    expected = {"rice": (sum(stretches[:2]) / 2 + max(stretches[:2])) / 2, "vaccine": 0}
    scores = scored_with_words(searcher)
    assert {name: scores[name] for name in expected} == pytest.approx(expected, abs=5e-3)
    searcher.close()


class Listening(FakeEncoder):
    """It notes what it embeds for questions."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def encode_question(
        self, stretches: Sequence[str], words: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, Vectors]:
        self.heard += stretches
        return super().encode_question(stretches, words)


def test_a_question_for_nothing_is_not_embedded_where_no_article_would_do(folder: Path) -> None:
    searcher = Searcher.open(folder / "False", encoder := Listening())
    nothing = "yang dan di"
    for question in (nothing, f"{nothing} -harga", "a/" * 50):
        answer = searcher.search(question, explain=True)
        assert (answer.hits, answer.explanation and answer.explanation.cut) == ((), ())
    assert set(encoder.heard) == {""}
    # With a filter it gets the latest articles, and meaning orders those of one day.
    assert len(searcher.search(nothing, filters=Filters(languages=frozenset({"id"}))).hits) == len(ARTICLES)
    assert encoder.heard[-1] == nothing
    searcher.close()


def asked_in(words: int) -> ParsedQuestion:
    """A question of so many words, which asks and names a time."""
    text = "Apakah banjir merendam Demak kemarin?"
    return parse_question(
        " ".join(["warga"] * (words - len(text.split()))) + f" {text}", Filters(), Preferences()
    )


def test_a_text_written_for_others_asks_nothing_and_names_no_time() -> None:
    asked = asked_in(MOST_ASKED)
    assert (asked.asks, [one.text for one in asked.times]) == (True, ["kemarin"])
    told = asked_in(MOST_ASKED + 1)
    assert (told.asks, told.times, told.time_use) == (False, (), "off")
    # Half of its score is dense, and languages are not levelled as of a sentence.
    assert (kind_of(told).dense_share, kind_of(told).long, kind_of(asked).long) == (0.5, True, False)
    insisted = parse_question(told.question, Filters(), Preferences(time="filter"))
    assert [one.text for one in insisted.times] == ["kemarin"]
