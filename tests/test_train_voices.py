"""Voices: which forms of an Indonesian verb get one stem."""

from __future__ import annotations

import pytest

from train.names import Written
from train.voices import actives, joined

VERB = {"menyita": ["menyita"], "disita": ["disita", "disitanya"]}
LINKED = {"menyita": 20.0, "disita": 12.0, "disitanya": 1.0}
NEWS = {"menyita": Written(0, 40), "disita": Written(0, 60), "sita": Written(2, 9)}
ALL = ["disita", "disitanya", "menyita", "sita"]


@pytest.mark.parametrize(
    ("root", "expected"),
    [
        ("pukul", {"mempukul", "memukul"}),
        ("sita", {"mensita", "menyita"}),
        ("ajar", {"mengajar"}),
        ("lantik", {"melantik"}),
        ("cat", {"mencat", "mengecat"}),
        ("sahkan", {"mensahkan", "menyahkan", "mengesahkan"}),  # the ending does not count
        ("rikan", {"merikan"}),  # not `mengerikan`
    ],
)
def test_active_forms_of_a_root(root: str, expected: set[str]) -> None:
    assert actives(root) == expected


def test_the_rarer_voice_and_its_group_follow_the_other_and_so_does_the_bare_form() -> None:
    (group,) = joined(VERB, LINKED, NEWS, frozenset()).values()
    assert (group[0], sorted(group)) == ("menyita", ALL)


@pytest.mark.parametrize(
    ("groups", "linked", "news"),
    [
        (VERB, {"menyita": 21.0, "disita": 20.0}, {}),  # translations tell enough
        (VERB, {"menyita": 600.0, "disita": 9.0}, {}),  # so much more frequent: another word
        ({"menyita": ["menyita"], "penyitaan": ["penyitaan", "disita"]}, LINKED, {}),  # with its noun already
        ({"mengawal": ["mengawal"]}, {}, {"diawal": Written(0, 12), "awal": Written(0, 121)}),  # `di awal`
        ({"menyitanya": ["menyitanya"], "disitanya": ["disitanya"]}, {}, {}),  # read by rule
    ],
)
def test_what_is_no_rare_voice_stays_where_it_is(
    groups: dict[str, list[str]], linked: dict[str, float], news: dict[str, Written]
) -> None:
    assert joined(groups, linked, news, frozenset()) == groups


@pytest.mark.parametrize(
    "bare",
    [
        Written(0, 31),  # more than three in ten of both voices together: a noun
        Written(16, 10),  # mostly a name
        Written(0, 0),  # never in news
    ],
)
def test_a_bare_form_that_is_another_word_stays_apart(bare: Written) -> None:
    (group,) = joined(VERB, LINKED, NEWS | {"sita": bare}, frozenset()).values()
    assert sorted(group) == ALL[:3]


@pytest.mark.parametrize("apart", ["menyita", "disita", "sita"])
def test_words_that_are_kept_apart_join_nothing(apart: str) -> None:
    assert joined(VERB, LINKED, NEWS, {apart}) == VERB
