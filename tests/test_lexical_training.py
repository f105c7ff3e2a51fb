"""How lexicon and stems come out of word links: cases small enough to count."""

from __future__ import annotations

import pytest

pytest.importorskip("snowballstemmer", reason="only training needs it: pip install 'cari[train]'")

from index.text.stems import roots
from train.lexicon import probable, turned
from train.stems import grouped, written

LINKS = {
    "pemerintah": {"government": 90.0},
    "pemerintahan": {"government": 30.0, "administration": 10.0},
    "perintah": {"order": 20.0},
}


def test_words_of_one_family_are_parted_by_meaning() -> None:
    groups = grouped(LINKS, lambda word: roots(word, "id"))
    assert groups == {"pemerintah": ["pemerintah", "pemerintahan"], "perintah": ["perintah"]}
    assert written(groups) == "pemerintah pemerintahan\nperintah\n"


def test_probabilities_are_shares_of_a_word_s_links_by_stem() -> None:
    links = {"banjir": {"flood": 6.0, "floods": 3.0, "water": 0.8, "rare": 0.2}, "once": {"seldom": 0.1}}
    stems = {"floods": "flood"}
    assert probable(links, lambda word: stems.get(word, word)) == {
        "banjir": [("flood", 0.9), ("water", 0.08)]
    }


def test_links_read_from_the_other_side() -> None:
    assert turned(LINKS)["government"] == {"pemerintah": 90.0, "pemerintahan": 30.0}
