"""What relevance is fitted on: questions with and without what answers them, and what is made of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

pytest.importorskip("sklearn")

from index import build, open_encoder
from index.records import KNOWN_LANGUAGES
from index.search.reader import IndexReader
from index.snapshot.store import Store
from train.reading_questions import QUESTIONS
from train.relevance import OWN_IN_TURNS
from train.relevance_hits import HITS, JUDGED_HITS, SAMPLE, observed
from train.relevance_queries import KINDS, holds, keywords, pasted, strangers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IndexReader]:
    data: Path = tmp_path_factory.mktemp("seeds")
    encoder = open_encoder()
    build([SAMPLE / "archipelago-post", SAMPLE / "lensa-raya"], data, encoder=encoder)
    reader = IndexReader.open(Store(data).sound_current().path, encoder.identity)
    yield reader
    reader.catalog.close()


def test_keywords_are_words_of_content_of_the_question_in_order(reader: IndexReader) -> None:
    question = "Mengapa banjir melanda kota itu pada musim hujan?"
    for seed in range(20):
        words = keywords(question, "id", reader, np.random.default_rng(seed)).split()
        assert words == [word for word in question.rstrip("?").split() if word in words]
        assert not {"Mengapa", "itu", "pada"} & set(words)


def test_pasted_text_is_the_beginning(reader: IndexReader) -> None:
    text = "x" * 5_000
    assert 150 <= len(pasted(text, np.random.default_rng(1))) < 4_000


def test_strangers_are_names_that_no_passage_has(reader: IndexReader) -> None:
    strange = strangers(reader)
    assert strange
    assert not any(reader.postings.document_frequency(name) for name in strange)


def test_a_passage_holds_a_word_itself_or_by_a_sure_translation(reader: IndexReader) -> None:
    found = reader.catalog.passages(range(len(reader.columns.articles)))
    [(article, passage), *_] = [one for one in found if "Astana summit" in (one[0].title or "")]
    assert holds({"astana", "tahun"}, article, passage)  # "a year at the head of"
    assert not holds({"astana", "banjir"}, article, passage)
    assert not holds(set(), article, passage)


def test_every_question_is_asked_with_and_without_what_answers_it() -> None:
    seen = observed(SAMPLE, open_encoder(), "in turns").to_fit
    assert seen
    assert set(seen.kinds) <= set(KINDS)
    questions = seen.of("question")
    # Some are asked of an index without what answers them, so fewer than half of the first hits can answer.
    assert 0 < questions.answers[questions.first].mean() <= 0.5
    assert not seen.of("unknown").answers.any()
    assert len(seen.answers) <= HITS * seen.first.sum()


def test_no_question_of_ours_fits_as_one_thing_and_reports_as_another() -> None:
    lines = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    read = [json.loads(line) for line in JUDGED_HITS.read_text(encoding="utf-8").splitlines()]
    for about, told in OWN_IN_TURNS:
        ours = [one for one in lines if one["about"] == about]
        # By what they are called in a set, `id0` and `en0` on, every other one fits; so do judged hits.
        fits = {one[language] for one in ours[::2] for language in KNOWN_LANGUAGES}
        reports = {one[language] for one in ours[1::2] for language in KNOWN_LANGUAGES}
        asked = [one["question"] for one in read if one["set"] == f"own-{about}-{told}"]
        assert len(ours) % 2 == 0
        assert fits.isdisjoint(asked[1::2])
        assert reports.isdisjoint(asked[::2])
        assert not fits.isdisjoint(asked)
