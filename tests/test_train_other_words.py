"""Which words of news are listed as rightly spelt, by counts that can be followed."""

from __future__ import annotations

import pytest

from train.names import Written
from train.other_words import holding, rightly_spelt, small


def test_articles_are_counted_not_words_and_capitals_are_no_words() -> None:
    counted = holding([("id", "Manja itu manja, KPK"), ("id", "kucing MANJA"), ("en", "pandemic, covid-19")])
    assert counted == {"id": {"manja": 1, "kucing": 1}, "en": {"pandemic": 1}}


@pytest.mark.parametrize(
    ("articles", "listed"),
    [
        ({"prokes": 5}, ["prokes"]),
        ({"prokes": 4}, []),
        ({"kepolisan": 5, "kepolisian": 249}, ["kepolisan", "kepolisian"]),  # 49 times as many for a slip
        ({"kepolisan": 5, "kepolisian": 250}, ["kepolisian"]),
        ({"manja": 5, "mana": 1999}, ["manja", "mana"]),  # 399 times for another typo
        ({"manja": 5, "mana": 2000}, ["mana"]),
        ({"terjadl": 5, "terjadi": 2000, "terjadwal": 9000}, ["terjadi", "terjadwal"]),
    ],
)
def test_a_word_is_listed_unless_another_is_so_frequent_that_it_is_its_typo(
    articles: dict[str, int], listed: list[str]
) -> None:
    assert list(rightly_spelt(articles, 5)) == listed


def test_of_a_vocabulary_what_news_writes_small_is_listed() -> None:
    written = {"levee": Written(1, 2), "reading": Written(3, 3), "anderson": Written(9, 0)}
    assert small(["levee", "reading", "anderson", "##ing"], written) == {"levee"}
