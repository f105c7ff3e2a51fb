"""Word frequencies: counted in passages of which a reader can say how many have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.test_spelling_suggestions import vocabulary_of

if TYPE_CHECKING:
    from pathlib import Path

    from index.records import Language
    from index.spelling.frequencies import WordFrequencies

PASSAGES: list[tuple[Language, str]] = [
    ("id", "GO-JEK dan Go Jek"),
    ("id", "Jek tidak mau go"),
    ("id", "Ia mau go ke Jek"),
    ("id", "Membangun rumah"),
    ("en", "To build a house, go,\nJek"),
    ("id", "bangunan"),
]


@pytest.fixture(scope="module")
def frequencies(tmp_path_factory: pytest.TempPathFactory) -> WordFrequencies:
    return vocabulary_of(tmp_path_factory.mktemp("frequencies"), PASSAGES).frequencies


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ("go jek", 2),  # the first and the fifth
        ("jek go", 0),
        ("jek", 4),
        ("membangun", 1),  # the others have forms of it
        ("bangun", 0),
        ("rumah membangun", 0),
        ("yang dan", 0),  # function words, which are not indexed
        ("zorblax", 0),
    ],
)
def test_passages_are_counted_that_have_words_as_written(
    words: str, times: int, frequencies: WordFrequencies
) -> None:
    assert frequencies.phrase_frequency(words) == times


def test_of_many_passages_some_are_read(tmp_path: Path) -> None:
    passages: list[tuple[Language, str]] = [("id", "Go Jek"), ("id", "Jek, mau go")] * 100
    frequencies = vocabulary_of(tmp_path, passages).frequencies
    # Every third of 200 is read: 67, and 34 of them, every sixth, are like the first.
    assert frequencies.phrase_frequency("go jek") == pytest.approx(34 / 67 * 200)
