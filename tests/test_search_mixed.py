"""Questions that mix the languages: a word is read as the index has it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index import Searcher, build
from index.lexical.lexicon import Lexicon
from index.question import Filters, Preferences
from index.search.leg_scores import BM25_SENTENCE_SHARE, PIVOT, lexical_scores
from index.search.ranker import Ranker
from tests.fake_encoder import FakeEncoder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.understanding.parsed_question import ParsedQuestion

ARTICLES = [
    ("haze", "id", "Asap itu menyebabkan warga Riau sakit."),
    ("zoo", "id", "Kupu-kupu di kebun raya dekat Toko Long."),
    ("quake", "id", "Gempa itu mengakibatkan jembatan runtuh."),
    ("sued", "en", "The companies were sued in Riau, and the town had the fires under control."),
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder: Path = tmp_path_factory.mktemp("mixed")
    keys = ("id", "language", "text")
    lines = [json.dumps(dict(zip(keys, one, strict=True))) for one in ARTICLES]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build([str(folder / "articles.jsonl")], folder / "data", encoder=FakeEncoder())
    searcher = Searcher.open(folder / "data", FakeEncoder())
    yield searcher
    searcher.close()


def parsed(searcher: Searcher, question: str) -> ParsedQuestion:
    ranker = Ranker(searcher._reader, FakeEncoder(), None)
    return ranker.parsed(question, Filters(), Preferences())


@pytest.mark.parametrize(
    ("question", "language", "stems", "foreign"),
    [
        ("penyebab haze in Riau", "en", ["menyebabkan", "haze", "in", "riau"], {"menyebabkan"}),
        ("the kupu-kupu of Riau", "en", ["the", "kupu-kupu", "of", "riau"], {"kupu-kupu"}),
        ("siapa companies di Riau", "id", ["company", "di", "riau"], {"company"}),
        # An English word is no form of the shop's name, which `be-` and it would make in Indonesian.
        ("who will belong to Riau", "en", ["will", "belong", "to", "riau"], set()),
        # What the index has nothing of by either analysis stays as it is.
        (
            "penerbangan from Riau to the town",
            "en",
            ["penerbangan", "from", "riau", "to", "the", "town"],
            set(),
        ),
    ],
)
def test_a_word_is_read_by_the_language_that_the_index_has_it_in(
    question: str, language: str, stems: list[str], foreign: set[str], searcher: Searcher
) -> None:
    asked = parsed(searcher, question)
    assert asked.language == language
    assert [term.stem for term in asked.terms] == stems
    assert asked.foreign == foreign
    words = [asked.text[slice(*place)] for place in asked.spans]
    assert [word for word in question.split() if word in words] == words


def test_it_is_marked_and_explained_and_no_note_denies_it(searcher: Searcher) -> None:
    answer = searcher.search("penyebab asap in the town of Riau", limit=3)
    (hit,) = (hit for hit in answer.hits if hit.article.record_id == "haze")
    found = {match.word: (match.question_word, match.stem, match.via) for match in hit.snippet.matches}
    assert found["menyebabkan"] == ("penyebab", "menyebabkan", "word")
    assert answer.understood.note is None


def test_a_question_of_no_language_is_read_both_ways_as_ever(searcher: Searcher) -> None:
    asked = parsed(searcher, "Penyebab Companies")
    assert (asked.language, asked.foreign) == ("und", set())


@pytest.mark.parametrize(
    ("question", "stems"),
    [
        # In English the one is its own stem, and so is the other in Indonesian: no passage was read so.
        ("Penyebab Companies", ["menyebabkan", "company"]),
        ("Kebun Companies", ["perkebunan", "company"]),
        ("Zorblaxes Asap", ["zorblaxes", "asap"]),  # nothing holds the one in any reading
    ],
)
def test_of_two_readings_of_a_word_that_which_nothing_holds_is_left_out(
    question: str, stems: list[str], searcher: Searcher
) -> None:
    asked = parsed(searcher, question)
    assert asked.language == "und"
    assert [term.stem for term in asked.terms] == stems


def test_its_paraphrases_are_those_of_its_own_language(searcher: Searcher) -> None:
    reader = searcher._reader
    rows = np.arange(reader.postings.n_passages)
    nothing = np.zeros(len(rows), np.float32)
    asked = parsed(searcher, "penyebab haze in Riau")
    alone = replace(asked, spanned_terms=asked.spanned_terms[:1])
    assert [asked.language_of(term) for term in asked.terms] == ["id", "en", "en", "en"]
    # By `caused`, which translates both it and what the article says.
    chance = dict(Lexicon.bundled().translations(asked.terms[0], "id"))["caused"]
    others = PIVOT * chance * reader.postings.impacts_on("caused", rows)
    more = np.maximum(others - reader.postings.impacts_on("menyebabkan", rows), 0)
    assert more[2] > 0
    expected = (1 - BM25_SENTENCE_SHARE) * more + BM25_SENTENCE_SHARE * reader.postings.best_sentences(
        alone.terms, rows
    )
    assert lexical_scores(reader, alone, rows, nothing).tolist() == pytest.approx(expected.tolist())
