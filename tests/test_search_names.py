"""Names are not translated: neither legs nor relevance take a word for the translation of a name."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index import Filters, Preferences, Searcher, build
from index.search.leg_scores import lexical_scores, mistaken_names
from tests.fake_encoder import FakeEncoder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ARTICLES = {
    "tol": ("id", "Antrean", "Gerbang itu ditutup karena banjir di jalan raya."),
    "judul": ("id", "Gerbang", "Antrean panjang terjadi karena banjir di jalan raya."),
    "orang": ("id", "Tamu", "Pendiri Microsoft Bill Gates datang ke Jakarta untuk bertemu presiden."),
    "keduanya": ("id", "Bill Gates resmikan tol", "Gerbang itu dibuka untuk umum sejak kemarin sore."),
    "gates": ("en", "Queue", "The gates were closed because of the flood on the main road."),
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder: Path = tmp_path_factory.mktemp("names")
    lines = [
        json.dumps({"id": name, "title": title, "text": text, "language": language})
        for name, (language, title, text) in ARTICLES.items()
    ]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build([folder / "articles.jsonl"], folder / "data", encoder=FakeEncoder())
    opened = Searcher.open(folder / "data", FakeEncoder())
    yield opened
    opened.close()


def lexical(searcher: Searcher, question: str) -> dict[str, float]:
    found = searcher.candidates(question, 10)
    names = searcher.record_ids()
    return {names[found.articles[at]]: float(found.lexical[at]) for at in range(len(found.rows))}


def test_a_word_answers_to_its_translation_but_not_to_a_name(searcher: Searcher) -> None:
    plain = lexical(searcher, "where are the gates closed?")
    assert plain["tol"] > 0
    named = lexical(searcher, "where is the house of Bill Gates?")
    assert named["tol"] == pytest.approx(0, abs=1e-6)
    assert named["orang"] > 0
    # The same word in the name's own spelling: capitals of articles are not looked at.
    assert named["gates"] > 0


def test_only_sentences_are_looked_at_for_the_name_itself(searcher: Searcher) -> None:
    rows = np.arange(len(ARTICLES))
    of = {name: row for row, name in enumerate(searcher.record_ids())}
    mistaken = mistaken_names(searcher._reader, ["gates"], rows)["gates"]
    assert {name: bool(mistaken[row]) for name, row in of.items()} == {
        "tol": True,
        "judul": False,
        "keduanya": False,  # its title has the name
        "orang": False,
        "gates": False,
    }


def test_no_match_of_a_translation_is_told_of_a_name(searcher: Searcher) -> None:
    def matched(question: str) -> set[str]:
        hits = searcher.search(question, explain=True).hits
        return {
            match.question_word
            for hit in hits
            if hit.article.record_id == "keduanya"
            for match in hit.snippet.matches
        }

    assert "gates" in matched("where are the gates closed?")
    assert "gates" not in matched("where was Bill Gates when it closed?")


def test_paraphrases_of_a_name_are_not_looked_for(searcher: Searcher) -> None:
    asked = searcher._ranker.parsed("who is Bill Gates?", Filters(), Preferences())
    rows = np.arange(len(ARTICLES))
    assert "gates" in asked.names
    alone = replace(asked, spanned_terms=asked.spanned_terms[-1:])
    assert [term.stem for term in alone.terms] == ["gates"]
    scores = searcher._reader.postings.scores(alone.terms)
    plain = replace(alone, text=alone.text.lower())
    of = {name: row for row, name in enumerate(searcher.record_ids())}
    assert lexical_scores(searcher._reader, plain, rows, scores)[of["tol"]] > 0
    assert lexical_scores(searcher._reader, alone, rows, scores)[of["tol"]] == pytest.approx(0, abs=1e-6)


def test_a_long_question_has_no_names(searcher: Searcher) -> None:
    words = "kata orang itu di sana " * 10
    assert (
        searcher._ranker.parsed(f"{words} Bill Gates datang", Filters(), Preferences()).names == frozenset()
    )
