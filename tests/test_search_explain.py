"""How an answer came about: what is told of it, and that telling changes nothing of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from index import Filters, Preferences, Searcher, answer_to_dict, build
from index.answer import Cut, Grouped
from index.ranking.grouping import MARGIN
from index.ranking.stories import SIMILAR
from service.schemas import SearchAnswer
from tests.fake_encoder import FakeEncoder
from tests.test_ranking_stories import DAY, NEXT, body

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from index import Answer

TODAY = date(2024, 6, 12)
ARTICLES = [
    {"id": "flood", "text": "Banjir merendam pasar.", "source": "Kabar", "date": "2024-06-05"},
    {"id": "both", "text": "Banjir dan harga.", "source": "Suara", "date": "2024-06-01"},
    {"id": "rice", "title": "Harga turun", "text": "Beras murah.", "source": "Kabar", "date": "2024-05-02"},
]
"""With `banjir`, asked alone, they have the cosines 1, 1/√2 and 0."""


def built(folder: Path, records: list[dict[str, str]], max_tokens: int = 200) -> Searcher:
    lines = [json.dumps({"language": "id", **record}) for record in records]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build([str(folder / "articles.jsonl")], folder / "data", encoder=FakeEncoder(max_tokens))
    return Searcher.open(folder / "data", FakeEncoder(max_tokens))


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    searcher = built(tmp_path_factory.mktemp("explain"), ARTICLES)
    yield searcher
    searcher.close()


def explained(
    searcher: Searcher, question: str, limit: int = 10, filters: Filters | None = None, **preferences: Any
) -> Answer:
    wanted = Preferences(**{"today": TODAY, "recency": "off", **preferences})
    return searcher.search(question, limit=limit, filters=filters, preferences=wanted, explain=True)


def names(answer: Answer) -> list[str | None]:
    return [hit.article.record_id for hit in answer.hits]


def ids(searcher: Searcher) -> dict[str, str]:
    return dict(
        zip(searcher.record_ids(), (name.id for name in searcher._reader.catalog.names()), strict=True)
    )


def cut(answer: Answer) -> tuple[Cut, ...]:
    assert answer.explanation
    return answer.explanation.cut


def test_both_legs_are_told_in_standard_deviations_from_the_mean(searcher: Searcher) -> None:
    hits = explained(searcher, "banjir").hits
    cosines = np.array([1, np.sqrt(1 / 2), 0])
    expected = (cosines - cosines.mean()) / cosines.std()
    told = [hit.explanation.standardised for hit in hits]
    assert names(explained(searcher, "banjir")) == ["flood", "both", "rice"]
    assert [one and one.dense for one in told] == pytest.approx(expected.tolist(), abs=5e-3)
    for hit, one in zip(hits, told, strict=True):
        assert one
        assert hit.explanation.dense == pytest.approx(0.5 * one.dense)
        assert hit.explanation.lexical == pytest.approx(0.5 * one.lexical)
    assert sum(one.lexical for one in told if one) == pytest.approx(0, abs=1e-5)


def test_what_the_time_adds_is_a_part_of_the_lexical_leg(searcher: Searcher) -> None:
    for hit in explained(searcher, "banjir Mei 2024", recency="off").hits:
        told = hit.explanation
        assert told.standardised
        bonus = told.lexical + told.period - 0.5 * told.standardised.lexical
        # The bonus of the month that is named, or less after it.
        assert 0 <= bonus <= 0.5 + 1e-6
        if hit.article.record_id == "rice":
            assert bonus == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("question", "share", "because"),
    [
        ("apa penyebab banjir?", 0.75, "asks"),
        ("banjir pasar", 0.5, "states"),
        ("berita terbaru", 0.5, "news"),
    ],
)
def test_the_share_of_the_dense_leg_is_told_with_what_it_goes_by(
    searcher: Searcher, question: str, share: float, because: str
) -> None:
    answer = explained(searcher, question, recency="auto")
    assert answer.explanation
    assert (answer.explanation.dense_share, answer.explanation.because) == (share, because)
    weight = share * (0.01 if because == "news" else 1)
    for hit in answer.hits:
        assert hit.explanation.standardised
        assert hit.explanation.dense == pytest.approx(weight * hit.explanation.standardised.dense, abs=1e-6)


class Doubting:
    """Finds relevant what has words of the question."""

    def probabilities(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.where(features[:, 1] > 0, 0.9, 0.01)


@pytest.mark.parametrize(
    "preferences",
    [
        {},
        {"diverse": True},
        {"min_relevance": 0.5},
        {"min_relevance": 0.5, "diverse": True},
        {"min_relevance": 0.95, "below": True},
        {"collapse": "story"},
        {"time": "filter"},
    ],
)
@pytest.mark.parametrize("question", ["banjir pekan lalu", "banjir -pasar", '"harga"', "-", "berita"])
def test_telling_changes_nothing_of_an_answer(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, question: str, preferences: dict[str, Any]
) -> None:
    monkeypatch.setattr(searcher._ranker, "_relevance", Doubting())
    for limit in (1, 10):
        told = explained(searcher, question, limit, **preferences)
        wanted = Preferences(today=TODAY, recency="off", **preferences)
        plain = searcher.search(question, limit=limit, preferences=wanted)
        assert plain.explanation is None
        assert all(
            (hit.explanation.standardised, hit.explanation.grouped) == (None, ()) for hit in plain.hits
        )
        # Their explanations tell the same parts.
        silent = [
            replace(hit, explanation=replace(hit.explanation, standardised=None, grouped=()))
            for hit in (*told.hits, *([told.below] if told.below else []))
        ]
        assert silent == [*plain.hits, *([plain.below] if plain.below else [])]
        assert (told.withheld, told.understood) == (plain.withheld, plain.understood)


def test_the_schema_describes_all_that_is_told(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searcher._ranker, "_relevance", Doubting())
    answer = answer_to_dict(explained(searcher, "banjir -pasar", min_relevance=0.5), explain=True)
    assert [one["because"] for one in answer["explanation"]["cut"]] == ["relevance", "excluded"]
    described = SearchAnswer.model_validate(answer).model_dump(mode="json", exclude_unset=True)
    assert described == answer


# What stands under a hit


def test_further_passages_are_of_the_same_article(tmp_path: Path) -> None:
    text = "Banjir merendam pasar ikan dan rumah warga. Harga beras naik di kota itu kemarin sore."
    searcher = built(tmp_path, [{"id": "1", "text": text}, ARTICLES[2]], max_tokens=10)
    (hit, *_) = explained(searcher, "banjir").hits
    assert len(hit.passages) == 1
    (grouped,) = hit.explanation.grouped
    alone = {
        one.passage.ordinal: one.score
        for one in explained(searcher, "banjir", collapse="none").hits
        if one.article.record_id == "1"
    }
    assert grouped == Grouped(hit.article.id, "same_article", alone[hit.passages[0].ordinal])
    assert grouped.score < hit.score
    searcher.close()


def test_outlets_are_told_with_the_article_of_the_story_that_they_are_most_like(tmp_path: Path) -> None:
    # Four words a step, as in `test_a_copy_of_a_copy_is_of_the_story`: the last is like the middle one only.
    first, last = body("banjir"), body("banjir", 8)
    middle = first.split()
    for edit in range(0, 8, 2):
        middle[5 + 7 * edit] = last.split()[5 + 7 * edit]
    texts = {
        "first": (first, DAY),
        "last": (last, NEXT),
        "middle": (" ".join(middle), NEXT),
        "again": (first, NEXT),
    }
    searcher = built(
        tmp_path, [{"id": name, "text": text, "date": day} for name, (text, day) in texts.items()]
    )
    (hit,) = explained(searcher, "banjiraa", collapse="story").hits
    known = ids(searcher)
    assert hit.article.id == known["first"]
    told = {one.article_id: one for one in hit.explanation.grouped}
    assert [one.article_id for one in hit.explanation.grouped] == [outlet.id for outlet in hit.outlets]
    assert {one.because for one in told.values()} == {"same_story"}
    assert (told[known["again"]].like, told[known["again"]].likeness) == (known["first"], 1.0)
    assert told[known["last"]].like == known["middle"]
    likeness = told[known["last"]].likeness
    assert likeness is not None
    assert SIMILAR <= likeness < 0.9
    # The earliest is shown where it is not far behind the best.
    assert max(one.score for one in told.values()) <= hit.score + MARGIN
    searcher.close()


# What was cut


def test_what_is_excluded_is_named(searcher: Searcher) -> None:
    answer = explained(searcher, "banjir -pasar")
    assert names(answer) == ["both", "rice"]
    assert cut(answer) == (Cut(ids(searcher)["flood"], None, "excluded", "pasar"),)


def test_a_phrase_that_is_not_held_is_named(searcher: Searcher) -> None:
    answer = explained(searcher, 'banjir "harga turun"')
    known = ids(searcher)
    assert names(answer) == ["rice"]
    assert set(cut(answer)) == {Cut(known[name], None, "phrase", "harga turun") for name in ("flood", "both")}


@pytest.mark.parametrize(
    ("filters", "demand", "expected"),
    [
        (Filters(sources=frozenset({"Kabar"})), "source", ["both"]),
        (Filters(languages=frozenset({"en"})), "language", ["flood", "both", "rice"]),
        (Filters(since=date(2024, 6, 2)), "since", ["both", "rice"]),
        (Filters(until=date(2024, 6, 2)), "until", ["flood"]),
    ],
)
def test_the_filter_that_is_not_passed_is_named(
    searcher: Searcher, filters: Filters, demand: str, expected: list[str]
) -> None:
    found = cut(explained(searcher, "banjir", filters=filters))
    assert {(one.because, one.demand) for one in found} == {("filter", demand)}
    assert [one.article_id for one in found] == [ids(searcher)[name] for name in expected]


def test_a_time_that_is_insisted_on_is_named(searcher: Searcher) -> None:
    answer = explained(searcher, "banjir pekan lalu", time="filter")
    assert names(answer) == ["flood"]
    assert {(one.because, one.demand) for one in cut(answer)} == {("time", "pekan lalu")}
    assert cut(explained(searcher, "banjir pekan lalu")) == ()


def test_only_what_would_be_among_the_hits_was_cut(searcher: Searcher) -> None:
    # Without the filter the one hit would be `flood`, which passes it.
    filters = Filters(sources=frozenset({"Kabar"}))
    assert cut(explained(searcher, "banjir", 1, filters)) == ()


def test_what_is_not_relevant_enough_is_told_with_its_relevance(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searcher._ranker, "_relevance", Doubting())
    answer = explained(searcher, "banjir", min_relevance=0.5)
    assert (names(answer), answer.withheld) == (["flood", "both"], 1)
    assert cut(answer) == (Cut(ids(searcher)["rice"], "Harga turun", "relevance", relevance=0.01),)


def test_what_would_not_be_relevant_enough_either_is_no_cut_of_a_filter(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searcher._ranker, "_relevance", Doubting())
    filters = Filters(languages=frozenset({"en"}))
    known = ids(searcher)
    for least, expected in ((0.0, ["flood", "both", "rice"]), (0.5, ["flood", "both"]), (0.95, [])):
        found = cut(explained(searcher, "banjir", filters=filters, min_relevance=least))
        assert [one.article_id for one in found] == [known[name] for name in expected]


def test_what_diversity_passed_over_is_told_with_the_hit_that_it_is_like(tmp_path: Path) -> None:
    texts = ["Gempa merusak jembatan."] * 2 + ["Banjir merendam pasar."] * 2 + ["Harga beras turun."]
    searcher = built(tmp_path, [{"id": str(at), "text": text} for at, text in enumerate(texts)])
    known = ids(searcher)
    assert names(explained(searcher, "banjir gempa", 2)) == ["0", "1"]
    answer = explained(searcher, "banjir gempa", 2, diverse=True)
    assert names(answer) == ["0", "2"]
    (one,) = cut(answer)
    assert (one.article_id, one.because, one.like) == (known["1"], "diversity", known["0"])
    assert one.cosine == pytest.approx(1, abs=1e-3)
    answer = explained(searcher, "banjir gempa", 5, diverse=True)
    assert sorted(map(str, names(answer))) == ["0", "2", "4"]
    told = {(one.article_id, one.because, one.like) for one in cut(answer)}
    assert told == {(known[at], "diversity", known[of]) for at, of in (("1", "0"), ("3", "2"))}
    assert cut(explained(searcher, "banjir gempa", 2)) == ()
    searcher.close()


def test_ten_are_named_at_most(tmp_path: Path) -> None:
    records = [{"id": str(at), "text": f"Banjir di desa {at}.", "source": "Kabar"} for at in range(15)]
    searcher = built(tmp_path, records)
    found = cut(explained(searcher, "banjir", 20, Filters(sources=frozenset({"Suara"}))))
    assert len(found) == 10
    searcher.close()


@pytest.mark.parametrize("question", ["berita terbaru", "-", "halo"])
def test_of_what_has_no_topic_nothing_else_is_known(searcher: Searcher, question: str) -> None:
    filters = Filters(sources=frozenset({"Kabar"}))
    assert cut(explained(searcher, question, filters=filters)) == ()
