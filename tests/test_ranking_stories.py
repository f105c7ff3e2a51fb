"""Which articles tell one story, on bodies whose likeness can be worked out by hand."""

from __future__ import annotations

import string
from itertools import product

import numpy as np
import pytest

from index.ranking.stories import LONGEST_GAP, SHORTEST, StoryFinder, likeness

NAMES = ["".join(letters) for letters in product(string.ascii_lowercase, repeat=2)]


def body(topic: str, edits: int = 0, words: int = 100) -> str:
    """That many different words, some of them replaced, far enough apart to break four runs of four each.

    A body of 100 words has 97 runs. With k words replaced 97 - 4k are shared among 97 + 4k different ones.
    """
    found = [f"{topic}{name}" for name in NAMES[:words]]
    for edit in range(edits):
        found[5 + 7 * edit] = f"suntingan{NAMES[edit]}"
    return " ".join(found)


def stories(*articles: tuple[str, str | None]) -> list[int]:
    finder = StoryFinder()
    for text, published in articles:
        finder.add(text, published)
    found = finder.stories()
    assert found.dtype == np.int32
    return found.tolist()


DAY, NEXT = "2024-03-04", "2024-03-05"

LIKENESS = {
    "equal": (0, [0, 0]),
    "one word, 93 of 101": (1, [0, 0]),
    "two words, 89 of 105": (2, [0, 0]),
    "eight words, 65 of 129": (8, [0, 1]),
    "twelve words, 49 of 145": (12, [0, 1]),
}


@pytest.mark.parametrize(("edits", "expected"), LIKENESS.values(), ids=LIKENESS)
def test_a_lightly_edited_copy_is_of_the_same_story(edits: int, expected: list[int]) -> None:
    assert stories((body("banjir"), DAY), (body("banjir", edits), DAY)) == expected


def test_case_and_punctuation_do_not_count() -> None:
    text = body("banjir")
    assert stories((text, DAY), (text.upper().replace(" ", ", "), DAY)) == [0, 0]


def test_the_same_words_in_another_order_are_another_text() -> None:
    text = body("banjir")
    assert stories((text, DAY), (" ".join(reversed(text.split())), DAY)) == [0, 1]


SHORT = {
    "a short one, one word changed": (SHORTEST - 1, 1, [0, 1]),
    "a short one, equal": (SHORTEST - 1, 0, [0, 0]),
    "long enough": (SHORTEST, 1, [0, 0]),
    "one word": (1, 0, [0, 0]),
}


@pytest.mark.parametrize(("words", "edits", "expected"), SHORT.values(), ids=SHORT)
def test_short_bodies_are_copies_only_when_equal(words: int, edits: int, expected: list[int]) -> None:
    assert stories((body("banjir", 0, words), DAY), (body("banjir", edits, words), DAY)) == expected


def test_bodies_without_words_are_compared_as_they_are() -> None:
    assert stories(("— — —", DAY), ("***", DAY), ("***", DAY), ("", DAY)) == [0, 1, 1, 3]


EARLIEST = {
    "by day, not by order": ([NEXT, DAY, "2024-03-06"], [1, 1, 1]),
    "the first added on one day": ([DAY, DAY, DAY], [0, 0, 0]),
    "the hour does not count": ([f"{DAY}T09:00", f"{DAY}T08:00:00+07:00", DAY], [0, 0, 0]),
    "without a date last": ([None, None, DAY], [2, 2, 2]),
    "no dates at all": ([None, None, None], [0, 0, 0]),
}


@pytest.mark.parametrize(("days", "expected"), EARLIEST.values(), ids=EARLIEST)
def test_a_story_is_named_by_its_earliest_article(days: list[str | None], expected: list[int]) -> None:
    assert stories(*((body("banjir"), day) for day in days)) == expected


def test_other_stories_lie_between() -> None:
    flood, fire = body("banjir"), body("api")
    articles = [fire, flood, body("gempa"), body("api", 1), body("banjir", 1)]
    assert stories(*((text, DAY) for text in articles)) == [0, 1, 2, 0, 1]


def test_a_copy_of_a_copy_is_of_the_story() -> None:
    # Four edits a step: 81 of 113 runs, 0.72, between neighbours, and 65 of 129, 0.50, between the ends.
    first, last = body("banjir"), body("banjir", 8)
    words, middle = last.split(), first.split()
    for edit in range(0, 8, 2):
        middle[5 + 7 * edit] = words[5 + 7 * edit]
    assert stories((first, DAY), (last, DAY)) == [0, 1]
    assert stories((first, DAY), (last, DAY), (" ".join(middle), DAY)) == [0, 0, 0]


DAYS_APART = {
    "a month": (f"2024-04-0{LONGEST_GAP - 27}", [0, 0]),
    "more": (f"2024-04-0{LONGEST_GAP - 26}", [0, 1]),
}


@pytest.mark.parametrize(("day", "expected"), DAYS_APART.values(), ids=DAYS_APART)
def test_a_text_that_comes_back_later_is_another_story(day: str, expected: list[int]) -> None:
    assert stories((body("banjir"), DAY), (body("banjir"), day)) == expected


FIGURES = {
    "the price of another day": ("Rp 753.000 per gram", "Rp 757.000 per gram", NEXT, [0, 1]),
    "the same opening hours, another date": (
        "Senin (4/3/2024) 08.00",
        "Selasa (5/3/2024) 08.00",
        NEXT,
        [0, 1],
    ),
    "the same figures": ("753.000 naik 2,5 persen", "753.000 naik 2,5 persen", NEXT, [0, 0]),
    "written otherwise": ("pukul 07.30, 1.200 ton", "pukul 7:30, 1,200 ton", NEXT, [0, 0]),
    "one is left out": ("753.000 naik 2,5 persen", "753.000", NEXT, [0, 0]),
    "none in one of them": ("753.000 naik 2,5 persen", "naik sedikit", NEXT, [0, 0]),
    "corrected on the same day": ("12 korban, 40 rumah", "13 korban, 40 rumah", DAY, [0, 0]),
    "all others on the same day": ("12 korban, 40 rumah", "19 korban, 55 rumah", DAY, [0, 1]),
    "without a date": ("12 korban, 40 rumah", "13 korban, 40 rumah", None, [0, 1]),
    "without a date, the same": ("12 korban, 40 rumah", "12 korban, 40 rumah", None, [0, 0]),
}


@pytest.mark.parametrize(("one", "other", "day", "expected"), FIGURES.values(), ids=FIGURES)
def test_articles_of_one_template_are_not_one_story(
    one: str, other: str, day: str | None, expected: list[int]
) -> None:
    text = body("harga")
    assert stories((f"{text} {one}", DAY), (f"{text} {other}", day)) == expected


def test_two_undated_articles_are_not_taken_to_be_of_one_day() -> None:
    text = body("harga")
    assert stories((f"{text} 12 korban, 40 rumah", None), (f"{text} 13 korban, 40 rumah", None)) == [0, 1]


def test_hundreds_of_copies_are_one_story() -> None:
    assert stories(*((body("banjir", number % 3), DAY) for number in range(300))) == [0] * 300


def test_likeness_is_the_share_of_runs_that_two_bodies_have_in_common() -> None:
    alike = likeness([body("banjir"), body("banjir", 1), body("banjir", 8), body("api")])
    assert alike.tolist() == alike.T.tolist()
    # An estimate from 64 permutations: off by less than .15 in 99 of 100 cases.
    assert alike[0].tolist() == pytest.approx([1, 93 / 101, 65 / 129, 0], abs=0.15)
    assert (alike[0, 0], alike[0, 3]) == (1, 0)


def test_no_articles_no_stories() -> None:
    assert stories() == []


def test_a_chain_of_copies_joins_only_what_could_be_copies_of_the_first() -> None:
    text = body("pengumuman")
    # Every four weeks: the third is 56 days after the first, and begins a story of its own.
    assert stories(*((text, day) for day in ("2024-01-01", "2024-01-29", "2024-02-26"))) == [0, 0, 2]
    # A copy without a date belongs to the first; it makes no bridge over fourteen years.
    assert stories((text, "2010-05-01"), (text, "2024-05-01"), (text, None)) == [0, 1, 0]
    # Of 197 runs: .75 or more between neighbours, but to the first .75, .56, .40 and .29.
    steps = [body("banjir", edits, words=200) for edits in (0, 7, 14, 21, 27)]
    assert stories(*((text, DAY) for text in steps)) == [0, 0, 0, 0, 4]
    # Nor does one without figures, between two with other figures.
    assert stories((text + " 1 2 3", DAY), (text, NEXT), (text + " 4 5 6", "2024-03-06")) == [0, 0, 2]
