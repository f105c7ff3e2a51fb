"""Phrases that must occur and words that must not: in a text, and in the postings of small indexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.lexical.lexicon import Lexicon
from index.lexical.phrases import can_hold, holds, meets, mentions
from index.lexical.postings import Postings
from index.lexical.postings_writer import PostingsWriter
from index.records import Article, Passage
from index.text.terms import terms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.records import Language

HELD = [
    ("Presiden Joko  Widodo\nhadir", "joko widodo"),
    ("JOKO WIDODO: hadir", "Joko Widodo"),
    ("Presiden Recep Erdoğan", "erdogan"),
    ("Presiden Recep Erdogan", "Erdoğan"),
    ("e\u0301tude", "étude"),
    ("kasus Covid-19 naik", "covid 19"),
    ("anak-anak", "anak anak"),
    ("the U.S. army", "US army"),
    ("the US army", "us army"),
    ("President's speech", "president speech"),
    ("Jum’at, Qur'an", "jumat quran"),
    ("utang Rp5 triliun", "Rp 5"),
    ("1,000,000 people", "1.000.000"),
    ("naik 7,5 persen", "7.5 persen"),
    ("presiden AS tiba", "AS"),
    ("What now?", "what"),
]
NOT_HELD = [
    ("Presiden Joko Widodo", "Widodo Joko"),
    ("Presiden Joko dan Widodo", "Joko Widodo"),
    ("banjirnya", "banjir"),
    ("sebanjir", "banjir"),
    ("flood", "banjir"),
    ("pukul 17.30", "30"),
    ("as told", "AS"),
    ("banjir", ""),
    ("banjir", "…"),
    ("", "banjir"),
]


@pytest.mark.parametrize(("text", "phrase"), HELD)
def test_a_text_holds_a_phrase_word_for_word(text: str, phrase: str) -> None:
    assert holds(text, phrase)


@pytest.mark.parametrize(("text", "phrase"), NOT_HELD)
def test_a_text_does_not_hold_other_forms_orders_and_parts(text: str, phrase: str) -> None:
    assert not holds(text, phrase)


MENTIONED: list[tuple[str, Language, str, bool]] = [
    ("Jakarta kebanjiran", "id", "banjir", True),
    ("Jakarta flooded", "en", "flood", True),
    ("Jakarta flooded", "en", "banjir", False),
    ("kebanjiran, flooded", "und", "banjir", True),
    ("ada apa", "id", "apa", True),
    ("banjir bandang", "id", "banjir bandang", True),
    ("banjirnya bandang", "id", "banjir bandang", False),
    ("such as this", "en", "AS", False),
    ("presiden AS", "id", "AS", True),
    ("sama dalam kerja", "id", "kerjasama", False),
    ("bekerjasama", "id", "banjir", False),
    ("Erdoğan", "id", "erdogan", True),
]


@pytest.mark.parametrize(("text", "language", "unwanted", "expected"), MENTIONED)
def test_an_excluded_word_counts_in_all_forms_but_not_translated(
    text: str, language: Language, unwanted: str, expected: bool
) -> None:
    assert mentions(text, language, unwanted) is expected


def article(title: str | None, text: str, language: Language = "id") -> tuple[Article, Passage]:
    return (
        Article(id="a", title=title, body=text, language=language, origin="a.txt"),
        Passage(article_id="a", ordinal=0, start=0, end=len(text), text=text),
    )


BANJIR = article("Banjir Bogor", "Joko Widodo tiba.")


@pytest.mark.parametrize(
    ("phrases", "excluded", "expected"),
    [
        ([], [], True),
        (["joko widodo"], [], True),
        (["banjir bogor"], [], True),
        (["banjir bogor", "joko widodo"], [], True),
        (["bogor joko"], [], False),
        (["joko widodo", "jakarta"], [], False),
        ([], ["jakarta"], True),
        ([], ["bogor"], False),
        ([], ["tiba"], False),
        (["joko widodo"], ["banjir"], False),
    ],
)
def test_title_and_passage_meet_demands_together(
    phrases: list[str], excluded: list[str], expected: bool
) -> None:
    assert meets(phrases, excluded, *BANJIR) is expected


def test_an_article_without_a_title_is_its_text() -> None:
    assert meets(["tiba"], [], *article(None, "Tiba."))


def written(directory: Path, passages: Sequence[tuple[Language, str]]) -> Postings:
    writer = PostingsWriter(directory, Lexicon(id={"banjir": [("flood", 1.0)]}, en={}))
    for language, text in passages:
        writer.add([], [terms(text, language)], language)
    writer.finish()
    return Postings.open(directory)


INDEX: list[tuple[Language, str]] = [
    ("id", "Banjir bandang di Bogor"),
    ("en", "A flood in Bogor: who told US officials"),
    ("id", "Presiden Erdoğan dan kerjasama AS"),
    ("und", "Bogor, BANJIR"),
]


@pytest.mark.parametrize(
    ("phrases", "rows"),
    [
        (["banjir bandang"], [0]),
        (["bandang banjir"], [0]),  # Order and form are for the text to tell.
        (["bogor"], [0, 1, 3]),
        (["bogor", "banjir"], [0, 3]),
        (["flood"], [0, 1]),  # By translation, which the text is to tell too.
        (["who told us"], [1]),
        (["WHO told us"], [1]),
        (["WHO"], []),
        (["AS"], [2]),
        (["what"], [0, 1, 2, 3]),  # No postings hold a question word.
        (["erdogan"], [2]),
        (["ERDOĞAN"], [2]),
        (["kerja sama as"], [2]),
        (["kerjasama"], [2]),
        (["surabaya"], []),
    ],
)
def test_the_mask_lets_through_what_can_hold_all_phrases(
    tmp_path: Path, phrases: list[str], rows: list[int]
) -> None:
    mask = can_hold(written(tmp_path, INDEX), phrases)
    assert mask is not None
    assert np.flatnonzero(mask).tolist() == rows


def test_without_phrases_there_is_no_mask(tmp_path: Path) -> None:
    assert can_hold(written(tmp_path, INDEX), []) is None


def test_no_passage_that_holds_a_phrase_is_masked_out(tmp_path: Path) -> None:
    postings = written(tmp_path, INDEX)
    for row, (_, text) in enumerate(INDEX):
        words = text.split()
        for start in range(len(words)):
            for end in range(start + 1, len(words) + 1):
                phrase = " ".join(words[start:end])
                mask = can_hold(postings, [phrase])
                assert mask is not None
                assert mask[row], phrase


def test_the_vocabulary_of_postings_can_be_read(tmp_path: Path) -> None:
    postings = written(tmp_path, [("en", "zebra née"), ("en", "Ünal zebra")])
    assert postings.vocabulary() == ["née", "zebra", "ünal"]  # By UTF-8 bytes.
    assert postings.document_frequencies().tolist() == [1, 2, 1]
    assert postings.accented() == ["née", "ünal"]
    assert postings.rows_of("zebra").tolist() == [0, 1]
    assert postings.rows_of("zebr").tolist() == []
