"""Voices: which forms of an Indonesian verb get one stem."""

from __future__ import annotations

import pytest

from train.names import Written
from train.voices import actives, joined

VERB = {"menyita": ["menyita"], "disita": ["disita", "penyita"]}
LINKED = {"menyita": 20.0, "disita": 12.0, "penyita": 1.0}
NEWS = {"menyita": Written(0, 40), "disita": Written(0, 60), "sita": Written(2, 9)}


@pytest.mark.parametrize(
    ("root", "expected"),
    [
        ("pukul", {"mempukul", "memukul"}),
        ("sita", {"mensita", "menyita"}),
        ("ajar", {"mengajar"}),
        ("lantik", {"melantik"}),
        ("cat", {"mencat", "mengecat"}),
        ("sahkan", {"mensahkan", "menyahkan", "mengesahkan"}),  # the ending does not count
    ],
)
def test_active_forms_of_a_root(root: str, expected: set[str]) -> None:
    assert actives(root) == expected


def test_the_rarer_voice_and_its_group_follow_the_other_and_so_does_the_bare_form() -> None:
    groups = joined(VERB, LINKED, NEWS, lambda *_: 0.2)
    assert {stem: sorted(words) for stem, words in groups.items()} == {
        "menyita": ["disita", "menyita", "penyita", "sita"]
    }


def test_voices_that_are_well_known_and_translated_otherwise_stay_apart() -> None:
    groups = joined(VERB, LINKED, NEWS, lambda *_: 0.05)
    assert {stem: sorted(words) for stem, words in groups.items()} == {
        "menyita": ["menyita"],
        "disita": ["disita", "penyita"],
    }


@pytest.mark.parametrize(
    "bare",
    [
        Written(0, 51),  # more than half as often as both voices together: a noun
        Written(16, 10),  # mostly a name
        Written(0, 0),  # never in news
    ],
)
def test_a_bare_form_that_is_another_word_stays_apart(bare: Written) -> None:
    groups = joined(VERB, LINKED, NEWS | {"sita": bare}, lambda *_: 0.2)
    assert sorted(groups["menyita"]) == ["disita", "menyita", "penyita"]


def test_a_voice_fifty_times_as_frequent_is_another_word() -> None:
    linked = {"menuju": 600.0, "dituju": 9.0}
    groups = joined({"menuju": ["menuju"], "dituju": ["dituju"]}, linked, {}, lambda *_: 1.0)
    assert sorted(groups) == ["dituju", "menuju"]


def test_di_before_a_frequent_noun_is_no_passive() -> None:
    news = {"diawal": Written(0, 12), "mengawal": Written(0, 400), "awal": Written(0, 4000)}
    groups = joined({"mengawal": ["mengawal"], "diawal": ["diawal"]}, {}, news, lambda *_: 1.0)
    assert sorted(groups) == ["diawal", "mengawal"]
