"""Windows over long texts, prompts of known models, and the fake encoder that other tests compute by hand."""

from __future__ import annotations

import re

import numpy as np
import pytest

from index.dense.encoder import Encoder, mean_of_windows, windows
from index.dense.prompts import Prompts, known_prompts
from index.errors import ModelError
from tests.fake_encoder import FakeEncoder


def word_spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"\S+", text)]


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("a b c", 3, ["a b c"]),
        ("a b c d", 3, ["a b", "c d"]),
        ("a b c d e", 2, ["a b", "c d", "e"]),
        ("a  b\nc d e f g", 3, ["a  b\nc", "d e f", "g"]),
        ("", 3, [""]),
    ],
)
def test_windows_are_even_and_lose_no_word(text: str, most: int, expected: list[str]) -> None:
    assert windows(text, word_spans(text), most) == expected


def test_a_window_ends_between_words() -> None:
    # Tokens of two letters: "ab|cd ef|gh ij|kl"; three fit, but the third begins a word that would be cut.
    text = "abcd efgh ijkl"
    spans = [(0, 2), (2, 4), (5, 7), (7, 9), (10, 12), (12, 14)]
    assert windows(text, spans, 3) == ["abcd", "efgh", "ijkl"]


def test_a_word_longer_than_a_window_is_cut() -> None:
    assert windows("abcdefgh", [(at, at + 1) for at in range(8)], 3) == ["abc", "def", "gh"]


def test_the_mean_of_windows_is_a_unit_vector() -> None:
    rows = np.array([[1, 0], [0, 1], [0.6, 0.8], [1, 0]], np.float32)
    means = mean_of_windows(rows, [2, 1, 1])
    assert means == pytest.approx(np.array([[0.5**0.5, 0.5**0.5], [0.6, 0.8], [1, 0]]), abs=1e-6)


@pytest.mark.parametrize(
    ("name", "query", "passage"),
    [
        ("intfloat/multilingual-e5-small", "query: ", "passage: "),
        ("intfloat/e5-base-v2", "query: ", "passage: "),
        ("/models/multilingual-e5-small/", "query: ", "passage: "),
        ("BAAI/bge-m3", "", ""),
        ("BAAI/bge-small-en-v1.5", "Represent this sentence for searching relevant passages: ", ""),
        ("google/embeddinggemma-300m", "task: search result | query: ", "title: none | text: "),
        ("Snowflake/snowflake-arctic-embed-l-v2.0", "query: ", ""),
        (
            "Snowflake/snowflake-arctic-embed-m",
            "Represent this sentence for searching relevant passages: ",
            "",
        ),
        ("nomic-ai/nomic-embed-text-v1.5", "search_query: ", "search_document: "),
        ("sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2", "", ""),
        ("sentence-transformers/LaBSE", "", ""),
    ],
)
def test_prompts_of_known_models(name: str, query: str, passage: str) -> None:
    assert known_prompts(name) == Prompts(query, passage)


def test_an_unknown_model_has_no_known_prompts() -> None:
    assert known_prompts("someone/some-model") is None


def test_the_fake_encoder_can_be_computed_by_hand() -> None:
    fake: Encoder = FakeEncoder(max_tokens=4)
    assert fake.queries(["banjir flood harga"])[0, :3] == pytest.approx([2 / 5**0.5, 1 / 5**0.5, 0])
    assert fake.passages(["nothing known"])[0].tolist() == [0, 0, 0, 0, 0, 0, 0, 1]
    assert fake.token_spans("Banjir  di Jakarta.") == [(0, 6), (8, 10), (11, 19)]
    assert fake.queries([]).shape == (0, 8)
    with pytest.raises(ModelError, match="longer than 4 tokens"):
        fake.passages(["one two three four five"])
