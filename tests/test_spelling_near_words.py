"""Near words: what is a typo from what, and what each costs."""

from __future__ import annotations

import pytest

from index.spelling.near_words import Near, NearWords, is_slip


@pytest.mark.parametrize(
    ("wrong", "near"),
    [
        ("banjr", Near("banjir", 1, slip=True, other_first=False)),  # a letter left out
        ("banjri", Near("banjir", 1, slip=True, other_first=False)),  # two swapped
        ("bannjir", Near("banjir", 1, slip=True, other_first=False)),  # one doubled
        ("banjsir", Near("banjir", 1, slip=False, other_first=False)),  # one added
        ("banjur", Near("banjir", 1, slip=False, other_first=False)),  # one mistaken
        ("vanjir", Near("banjir", 1, slip=False, other_first=True)),
        ("pemerntha", Near("pemerintah", 2, slip=False, other_first=False)),
    ],
)
def test_a_near_word_says_how_it_was_mistyped(wrong: str, near: Near) -> None:
    assert list(NearWords(["banjir", "pemerintah", "gempa"]).of(wrong)) == [near]


@pytest.mark.parametrize("wrong", ["bajr", "pmrntah"])
def test_a_short_word_has_one_typo_and_a_long_one_two(wrong: str) -> None:
    assert list(NearWords(["banjir", "pemerintah"]).of(wrong)) == []


def test_costs() -> None:
    assert Near("banjir", 1, slip=True, other_first=False).cost == 1.5
    assert Near("banjir", 1, slip=False, other_first=False).cost == 2.25
    assert Near("banjir", 1, slip=False, other_first=True).cost == 4.25
    assert Near("pemerintah", 2, slip=False, other_first=False).cost == 4.0


@pytest.mark.parametrize(
    ("wrong", "meant", "slip"),
    [
        ("sehinga", "sehingga", True),
        ("msalah", "masalah", True),
        ("manja", "mana", False),
        ("garap", "harap", False),
    ],
)
def test_slips_of_the_hand(wrong: str, meant: str, slip: bool) -> None:
    assert is_slip(wrong, meant) is slip
