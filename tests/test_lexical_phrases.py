"""Phrases that must occur and words that must not: in a text, and in the postings of small indexes."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.lexical.lexicon import Lexicon
from index.lexical.phrases import PhraseMasks, meets, mentions
from index.lexical.postings import Postings
from index.lexical.postings_writer import PostingsWriter
from index.records import Article, Passage
from index.text.terms import terms
from index.text.wording import holds, is_respelt, phrase_spans

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
    ("‘San José’ Jose\u0301", "jose jose"),
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
    ("Martin Ødegaard", "odegaard"),
    ("#BanjirJakarta surut", "banjir jakarta"),
    ("#SãoPaulo", "sao paulo"),
    ("lari 100km", "100 km"),
    ("lari 100 km", "100km"),
    ("in the 1980's", "1980"),
]
NOT_HELD = [
    ("Presiden Joko Widodo", "Widodo Joko"),
    ("Presiden Joko dan Widodo", "Joko Widodo"),
    ("banjirnya", "banjir"),
    ("sebanjir", "banjir"),
    ("flood", "banjir"),
    ("pukul 17.30", "30"),
    ("as told", "AS"),
    ("who told", "WHO"),
    ("aman", "a man"),
    ("not able", "no table"),
    ("sepakbola", "sepak bola"),
    ("anak2", "anak anak"),
    ("the 17th", "17"),
    ("BanjirJakarta", "banjir jakarta"),
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


@pytest.mark.parametrize(
    ("text", "phrase", "held"),
    [
        ("di #BanjirJakarta", "jakarta", "Jakarta"),
        ("lari 100km", "km", "km"),
        ("di Sa\u0303o Paulo", "sao", "Sa\u0303o"),
        ("di Ærø", "aero", "Ærø"),
    ],
)
def test_a_phrase_has_the_place_of_its_own_part(text: str, phrase: str, held: str) -> None:
    assert [text[start:end] for start, end in phrase_spans(text, phrase)] == [held]


def test_a_phrase_that_stands_everywhere_is_found_soon() -> None:
    text = "banjir’s "
    begun = process_time()
    spans = phrase_spans(text * 3_000, "banjir")
    assert process_time() - begun < 1
    assert (len(spans), spans[-1]) == (3_000, (26_991, 26_999))


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
    ("Café, CAFÉ", "en", "cafe", True),
    ("laba-laba", "id", "laba", True),
    ("Wali Kota Bogor", "id", "walikota", True),
    ("Wali Kota Bogor", "id", "kota", True),
    ("Kasus COVID-19 naik", "id", "covid19", True),
    ("Kasus Covid 19 naik", "id", "covid19", True),
    ("Kasus COVID19 naik", "id", "covid-19", True),
    ("Kasus COVID19 naik", "id", "covid 19", True),
    ("The F-16 jets", "en", "F16", True),
    ("KTT G20", "id", "g-20", True),
    ("Wi‑Fi di Al-Qur’an", "id", "wifi", True),  # with a non-breaking hyphen
    ("Wi‑Fi di Al-Qur’an", "id", "alquran", True),
    ("the start-up's cofounder", "en", "startup", True),
    ("the start-up's cofounder", "en", "co-founder", True),
    ("a stateoftheart lab", "en", "state-of-the-art", True),
    ("#BanjirJakarta surut", "id", "banjirjakarta", True),
    # Not more than that.
    ("a man", "en", "aman", False),
    ("aman", "id", "a man", False),
    ("di 2024", "id", "di2024", False),
    ("skor 20-24", "id", "2024", False),
    ("skor 2024", "id", "20-24", False),
    ("Wi, Fi; covid. 19", "id", "wifi", False),
    ("Wi, Fi; covid. 19", "id", "covid19", False),
    ("pre-start-upper", "en", "startup", False),
    ("the U-S pact", "en", "US", False),
    ("Man-made", "en", "man", True),
    ("manmade", "en", "man", False),
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
    mask = PhraseMasks(written(tmp_path, INDEX)).holding(phrases)
    assert mask is not None
    assert np.flatnonzero(mask).tolist() == rows


DOUBLED: list[tuple[Language, str]] = [
    ("id", "bencana-bencana alam"),
    ("id", "bencana alam"),
    ("id", "bobo-bobonya tidur"),
    ("id", "bobo bobonya"),
    ("en", "two cafés"),
    ("en", "two cafes"),
]


@pytest.mark.parametrize(
    ("phrase", "rows"),
    [
        ("bencana alam", [0, 1]),  # A doubled word may have a stem of its own.
        ("bencana bencana", [0, 1]),
        ("bobonya", [2, 3]),
        ("bobo-bobonya", [2, 3]),
        ("two cafes", [4, 5]),
        ("cafés", [4, 5]),
    ],
)
def test_the_mask_lets_through_words_that_are_doubled_or_accented(
    tmp_path: Path, phrase: str, rows: list[int]
) -> None:
    mask = PhraseMasks(written(tmp_path, DOUBLED)).holding([phrase])
    assert mask is not None
    assert np.flatnonzero(mask).tolist() == rows


TOGETHER: list[tuple[Language, str]] = [
    ("id", "Wali Kota Bogor"),
    ("id", "walikota Bogor"),
    ("id", "wali, kota Bogor"),
    ("id", "kabupaten Bogor"),
]


@pytest.mark.parametrize(
    ("phrase", "rows"),
    [
        ("kota bogor", [0, 1, 2]),  # Of `walikota` the text is to tell.
        ("wali kota", [0, 1, 2]),
        ("walikota", [0, 1]),
    ],
)
def test_the_mask_lets_through_two_words_that_are_read_as_one(
    tmp_path: Path, phrase: str, rows: list[int]
) -> None:
    mask = PhraseMasks(written(tmp_path, TOGETHER)).holding([phrase])
    assert mask is not None
    assert np.flatnonzero(mask).tolist() == rows


def test_without_phrases_there_is_no_mask(tmp_path: Path) -> None:
    assert PhraseMasks(written(tmp_path, INDEX)).holding([]) is None
    assert PhraseMasks(written(tmp_path, INDEX)).mentioning([]) is None


@pytest.mark.parametrize(
    ("excluded", "rows"),
    [
        (["flood"], [0, 1]),  # By translation, which the text is to tell.
        (["banjir"], [0, 3]),
        (["kerjasama", "bandang"], [0, 2]),
        (["apa"], [0, 1, 2, 3, 4, 5]),  # No postings hold a question word.
        (["AS"], [2]),
        (["surabaya"], []),
        (["B-52"], [4, 5]),
        (["b52"], [4, 5]),
    ],
)
def test_postings_tell_what_can_mention_an_excluded_word(
    tmp_path: Path, excluded: list[str], rows: list[int]
) -> None:
    index: list[tuple[Language, str]] = [*INDEX, ("en", "B52"), ("en", "A B-52")]
    mask = PhraseMasks(written(tmp_path, index)).mentioning(excluded)
    assert mask is not None
    assert np.flatnonzero(mask).tolist() == rows


WRITTEN = st.sampled_from(
    ["banjir", "Banjir", "kebanjiran", "bobo-bobo", "bencana-bencana", "Bencana", "U.S.", "US", "AS", "as",
     "who", "apa", "Rp5", "5", "1.000", "1,000", "7,5", "17th", "Jum’at", "O'Neill's", "café", "cafés",
     "cafes", "sepakbola", "sepak", "bola", "½", "2", "ﬁve", "five", "anak2", "anak", "#BanjirBogor", "Bogor",
     "BanjirBogor", "#SãoPaulo", "sao", "Paulo", "100km", "100", "km", "Ødegaard", "odegaard", "1980's"]
)  # fmt: skip
BETWEEN = st.sampled_from([" ", "-", ". ", ", ", "\n"])
TEXT = st.lists(st.tuples(WRITTEN, BETWEEN).map("".join), min_size=1, max_size=6).map("".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["id", "en", "und"]), TEXT), min_size=1, max_size=5), TEXT)
def test_masks_leave_out_only_what_does_not_hold_or_mention(
    tmp_path_factory: pytest.TempPathFactory, passages: list[tuple[Language, str]], phrase: str
) -> None:
    postings = written(tmp_path_factory.mktemp("masks"), passages)
    holding, mentioning = PhraseMasks(postings).holding([phrase]), PhraseMasks(postings).mentioning([phrase])
    assert holding is not None
    assert mentioning is not None
    for row, (language, text) in enumerate(passages):
        assert holding[row] or not holds(text, phrase)
        assert mentioning[row] or not mentions(text, language, phrase) or is_respelt(text, phrase)


def test_no_passage_that_holds_a_phrase_is_masked_out(tmp_path: Path) -> None:
    postings = written(tmp_path, INDEX)
    for row, (_, text) in enumerate(INDEX):
        words = text.split()
        for start in range(len(words)):
            for end in range(start + 1, len(words) + 1):
                phrase = " ".join(words[start:end])
                mask = PhraseMasks(postings).holding([phrase])
                assert mask is not None
                assert mask[row], phrase


def test_the_vocabulary_of_postings_can_be_read(tmp_path: Path) -> None:
    postings = written(tmp_path, [("en", "zebra née"), ("en", "π zebra")])
    assert postings.vocabulary() == ["nee", "zebra", "π"]  # By UTF-8 bytes.
    assert postings.document_frequencies().tolist() == [1, 2, 1]
    assert postings.doubled() == []
    doubled = written(tmp_path / "doubled", [("id", "laba-laba, bobo-boboé")])
    assert doubled.doubled() == ["bobo-boboe", "laba-laba"]
    assert postings.rows_of("zebra").tolist() == [0, 1]
    assert postings.rows_of("zebr").tolist() == []


def test_a_question_finds_a_passage_however_both_write_their_words(tmp_path: Path) -> None:
    passages: list[tuple[Language, str]] = [
        ("id", "Konser Beyoncé di São Paulo"),
        ("id", "Konser Beyonce di Sao Paulo"),
        ("id", "#BanjirJakarta sedalam 2m, anak2 lari 100km"),
        ("id", "banjir jakarta sedalam 2m, anak-anak lari 100 km"),
    ]
    postings = written(tmp_path, passages)
    for question, rows in [
        ("konser Beyonce di Sao Paulo", [0, 1]),
        ("konser Beyoncé di São Paulo", [0, 1]),
        ("banjir jakarta", [2, 3]),
        ("#BanjirJakarta", [2, 3]),
        ("anak2 lari 100km", [2, 3]),
        ("anak-anak lari 100 km", [2, 3]),
    ]:
        scores = postings.scores(terms(question, "id"))
        assert np.flatnonzero(scores).tolist() == rows, question
        assert scores[rows[0]] == scores[rows[1]], question
