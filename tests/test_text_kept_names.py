"""Names that are words as well: which words of parallel text are, and where a question has one."""

from __future__ import annotations

import pytest

from index.text.kept_names import kept_names
from index.text.language import detect_language
from index.text.terms import spanned_terms
from train.kept_names import kept


def named(text: str, language: str | None = None) -> set[str]:
    of = language or detect_language(text)
    spanned = spanned_terms(text, of)  # type: ignore[arg-type]
    return set(kept_names(text, of, [term for term, *_ in spanned], [place for _, *place in spanned]))  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Who is Bill Gates?", {"gates"}),
        ("Bill Gates", {"gates"}),
        ("what did Gates say about malaria", {"gates"}),
        ("Siapa pemimpin redaksi Harian Kompas?", {"kompas"}),
        ("the toll gates of Java", set()),  # small letters
        ("Gates closed at the stadium", set()),  # the first word of a sentence has a capital anyhow
        ("Toll Gates Closed After Flood In Cikampek", set()),  # a title
        ("BILL GATES", set()),  # capitals tell nothing
        ("the capital of China", set()),  # `Tiongkok` as well: such names are translated
        ("the Supreme Court of Indonesia", set()),
    ],
)
def test_names_are_told_by_capitals(question: str, names: set[str]) -> None:
    assert named(question, "id" if "Kompas" in question else "en") == names


def test_an_undetermined_question_is_read_both_ways() -> None:
    assert named("Harian Kompas", "und") == {"kompas"}
    assert named("Bill Gates", "und") == {"gates"}


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
