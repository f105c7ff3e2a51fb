"""Amounts of a question in either notation: they are found, and their relevance is that of one demand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from index import Filters, Preferences, Searcher, build
from tests.fake_encoder import FakeEncoder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXTS = {
    "words": "Harga beras naik menjadi 760 ribu.",
    "figures": "Harga pasar naik menjadi Rp760.000.",
    "others": "Guru musik mengajar di pasar.",
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder: Path = tmp_path_factory.mktemp("amounts")
    lines = [json.dumps({"id": name, "text": text, "language": "id"}) for name, text in TEXTS.items()]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build([str(folder / "articles.jsonl")], folder / "data", encoder=FakeEncoder())
    searcher = Searcher.open(folder / "data", FakeEncoder())
    yield searcher
    searcher.close()


def told(searcher: Searcher, question: str) -> list[tuple[str, str]]:
    """The terms of a question, each with the words at its place."""
    asked = searcher._ranker.parsed(question, Filters(), Preferences())
    return [(term.word, asked.text[slice(*span)]) for term, span in asked.spanned_terms]


def test_words_are_looked_for_in_figures_too(searcher: Searcher) -> None:
    assert told(searcher, "harga 760 ribu") == [
        ("harga", "harga"),
        ("760", "760 ribu"),
        ("ribu", "760 ribu"),
        ("760000", "760 ribu"),
    ]


def test_figures_are_looked_for_in_words_too(searcher: Searcher) -> None:
    expected = [("760000", "760.000"), ("760", "760.000"), ("ribu", "760.000"), ("naik", "naik")]
    assert told(searcher, "Rp760.000 naik")[1:] == expected


def test_figures_that_passages_have_are_looked_for_as_they_are(tmp_path: Path) -> None:
    texts = [*TEXTS.values(), "Tiket Rp760.000 habis.", "Denda Rp760.000 dibayar."]
    lines = [json.dumps({"id": str(at), "text": text, "language": "id"}) for at, text in enumerate(texts)]
    (tmp_path / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build([str(tmp_path / "articles.jsonl")], tmp_path / "data", encoder=FakeEncoder())
    searcher = Searcher.open(tmp_path / "data", FakeEncoder())
    assert told(searcher, "Rp760.000 naik")[1:] == [("760000", "760.000"), ("naik", "naik")]
    searcher.close()


def test_what_no_passage_holds_is_not_looked_for(searcher: Searcher) -> None:
    assert told(searcher, "harga 5 juta")[1:] == [("5", "5"), ("juta", "juta")]


def test_a_headline_has_its_amount_as_its_article(searcher: Searcher) -> None:
    headline = "Harga beras di pasar itu naik lagi menjadi 760 ribu sejak pagi"
    assert ("760000", "760 ribu") not in told(searcher, headline)
    assert ("760000", "760 ribu") in told(searcher, f"apakah {headline.lower()}?")


def test_both_notations_answer(searcher: Searcher) -> None:
    for question in ("760 ribu", "760.000"):
        found = {hit.article.record_id: hit.lexical.rank for hit in searcher.search(question).hits}
        assert found["words"] is not None
        assert found["figures"] is not None
        assert found["others"] is None


def test_amounts_stay_in_both_notations_where_a_phrase_is_given_up(searcher: Searcher) -> None:
    query, _ = searcher._ranker.rank('"zorblax qwerty" harga 760 ribu', 3, Filters(), Preferences())
    assert query.conceded.missing == ("zorblax qwerty",)
    assert [term.word for term in query.asked.terms] == ["harga", "760", "ribu", "760000"]
