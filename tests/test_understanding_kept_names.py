"""Names that are words as well: which words of parallel text are, and where a question has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.text.terms import spanned_terms
from index.understanding.kept_names import kept_names
from train.kept_names import kept

if TYPE_CHECKING:
    from index.records import Language


def named(question: str, language: Language) -> set[str]:
    return set(kept_names(question, spanned_terms(question, language)))


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Who is Bill Gates?", {"gates"}),
        ("what did Gates say about malaria", {"gates"}),
        ("the editor of Harian Kompas resigned", {"kompas"}),
        ("the toll gates of Java", set()),  # small letters
        ("Gates closed at the stadium", set()),  # the first word of a sentence has a capital anyhow
        ("BILL GATES", set()),  # capitals tell nothing
        ("the capital of China", set()),  # `Tiongkok` as well: such names are translated
        ("the Supreme Court of Indonesia", set()),
    ],
)
def test_names_are_told_by_capitals(question: str, names: set[str]) -> None:
    assert named(question, "en") == names


@pytest.mark.parametrize("language", ["id", "en", "und"])
def test_names_of_either_language_stand_in_questions_of_both(language: Language) -> None:
    assert named("apa kata Bill Gates kepada Harian Kompas kemarin", language) == {"gates", "kompas"}


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Bill Gates", {"gates"}),  # known to be one name
        ("Bill Gates Jakarta", {"gates"}),
        ("Bill Gates, Warren Buffett, Elon Musk", {"gates"}),
        ("Condoleezza Rice", {"rice"}),  # beside what is no ordinary word
        ("Rice Price", set()),
        ("Rice", set()),
        ("Toll Gates Closed After Flood In Cikampek", set()),
    ],
)
def test_where_all_words_have_capitals_a_name_takes_two(question: str, names: set[str]) -> None:
    assert named(question, "en") == names


def test_a_name_is_kept_in_four_of_five_translations_of_three_at_least() -> None:
    told = "kata Gates, kata Bush, kata Bintang"
    sides = [
        (told, "said Gates, said Bush, said Star"),
        (told, "said GATES, said Bush"),
        (told, "said Gates, said Bush"),
        (told, "said Gates, said nobody"),
        ("Gates", "Gates"),  # first of all, capitals say nothing
        (told, "said nobody"),
    ]
    # Of five sentences Gates is kept in four, Bush in three.
    assert set(kept(sides)) == {"gates"}
    assert set(kept(sides[:3])) == {"gates", "bush"}
    assert set(kept(sides[:2])) == set()


def test_pairs_are_kept_together() -> None:
    sides = [("kata Bill Gates itu", "said Bill Gates")] * 4 + [("kata Bill Gates itu", "said Gates")]
    assert set(kept(sides)) == {"bill", "gates", "bill gates"}
    # Of five sentences with `Red Army` none keeps both.
    assert set(kept([("said Red Army", "kata Tentara Merah")] * 5)) == set()
