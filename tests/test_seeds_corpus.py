"""The sample corpus in seeds/: its size and mixture, its judged questions, and what the reader makes of it.

`data/seeds_truth.jsonl` was written by hand along with the pages, not taken from the reader.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from index.reading import find_files, read_file
from index.records import Article, Problem

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
TRUTH_FILE = Path(__file__).with_name("data") / "seeds_truth.jsonl"
TYPOGRAPHIC = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
"""Whether the reader keeps or straightens quotation marks is its own affair; see test_reading_*."""


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


TRUTH = {record["origin"]: record for record in records(TRUTH_FILE)}
QUERIES = records(SEEDS / "queries.jsonl")


@cache
def outcomes() -> tuple[dict[str, Article], list[Problem]]:
    """Every article of seeds/ by `folder/file`, or `folder/file.jsonl#id`; and every problem."""
    files, problems, _ = find_files([str(SEEDS)])
    articles: dict[str, Article] = {}
    for file in files:
        path = file.path.resolve().relative_to(SEEDS).as_posix()
        for outcome in read_file(file):
            if isinstance(outcome, Problem):
                problems.append(outcome)
            else:
                key = f"{path}#{outcome.record_id}" if path.endswith(".jsonl") else path
                assert key not in articles
                articles[key] = outcome
    return articles, problems


def article(origin: str) -> Article:
    return outcomes()[0][origin]


def plain(text: str | None) -> str:
    return (text or "").translate(TYPOGRAPHIC)


def test_the_reader_finds_exactly_the_articles_and_no_problem() -> None:
    articles, problems = outcomes()
    assert problems == []
    assert set(articles) == set(TRUTH)
    assert len(articles) == 60


def test_ids_are_unique() -> None:
    assert len({item.id for item in outcomes()[0].values()}) == 60


def test_formats() -> None:
    suffixes = Counter(Path(origin.partition("#")[0]).suffix for origin in TRUTH)
    assert suffixes == {".txt": 26, ".md": 12, ".html": 10, ".jsonl": 12}


def test_languages_are_about_half_and_half() -> None:
    count = Counter(item.language for item in outcomes()[0].values())
    assert count == {"id": 32, "en": 28}


@pytest.mark.parametrize("origin", TRUTH)
def test_language(origin: str) -> None:
    assert article(origin).language == TRUTH[origin]["language"]


@pytest.mark.parametrize("origin", TRUTH)
def test_title(origin: str) -> None:
    assert plain(article(origin).title) == plain(TRUTH[origin]["title"])


@pytest.mark.parametrize("origin", TRUTH)
def test_published(origin: str) -> None:
    """A page without a date has none, or one marked as inferred from its text."""
    item = article(origin)
    assert TRUTH[origin]["published"] == (None if item.published_inferred else item.published)


@pytest.mark.parametrize("origin", TRUTH)
def test_source(origin: str) -> None:
    assert article(origin).source == TRUTH[origin]["source"]


@pytest.mark.parametrize("origin", [o for o in TRUTH if "authors" in TRUTH[o]])
def test_authors(origin: str) -> None:
    assert list(article(origin).authors) == TRUTH[origin]["authors"]


@pytest.mark.parametrize("origin", [o for o in TRUTH if "place" in TRUTH[o]])
def test_place(origin: str) -> None:
    assert article(origin).place == TRUTH[origin]["place"]


@pytest.mark.parametrize("origin", [o for o in TRUTH if "url" in TRUTH[o]])
def test_url(origin: str) -> None:
    assert article(origin).url == TRUTH[origin]["url"]


@pytest.mark.parametrize("origin", TRUTH)
def test_body_holds_the_text_and_no_site_chrome(origin: str) -> None:
    body = plain(article(origin).body)
    missing = [text for text in TRUTH[origin]["must_have"] if plain(text) not in body]
    left = [text for text in TRUTH[origin]["must_not_have"] if plain(text) in body]
    assert (missing, left) == ([], [])


@pytest.mark.parametrize("origin", TRUTH)
def test_body_is_an_article_of_reading_length(origin: str) -> None:
    assert 120 <= len(article(origin).body.split()) <= 450


@pytest.mark.parametrize("origin", TRUTH)
def test_no_paragraph_stands_twice_and_none_is_the_headline(origin: str) -> None:
    item = article(origin)
    paragraphs = item.body.split("\n\n")
    assert [text for text, times in Counter(paragraphs).items() if times > 1] == []
    assert item.title not in paragraphs


def test_the_corpus_keeps_its_difficult_encodings() -> None:
    """An editor that tidies these files would take their point away."""
    assert (SEEDS / "harian-samudra/qris-pedagang-pasar.txt").read_bytes().startswith(b"\xef\xbb\xbf")
    with pytest.raises(UnicodeDecodeError):
        (SEEDS / "archipelago-post/first-olympic-gold.txt").read_text("utf-8")
    assert "fishersâ€™" in (SEEDS / "java-courier/solar-ice.txt").read_text("utf-8")


def test_query_ids_and_texts_are_unique() -> None:
    assert len({query["_id"] for query in QUERIES}) == len(QUERIES) == 161
    assert len({query["text"] for query in QUERIES}) == len(QUERIES)


def test_every_cell_has_questions_enough() -> None:
    cells = Counter(query["cell"] for query in QUERIES)
    assert set(cells) == {"id-id", "id-en", "en-id", "en-en"}
    assert min(cells.values()) >= 25


def test_every_article_answers_a_question_and_every_answer_exists() -> None:
    assert {origin for query in QUERIES for origin in query["articles"]} == set(TRUTH)


@pytest.mark.parametrize("query", QUERIES, ids=[query["_id"] for query in QUERIES])
def test_the_cell_is_that_of_question_and_answer(query: dict[str, Any]) -> None:
    asked, answered = query["cell"].split("-")
    languages = [TRUTH[origin]["language"] for origin in query["articles"]]
    assert query["language"] == asked
    assert languages[0] == answered
    assert asked == answered or set(languages) == {answered}
