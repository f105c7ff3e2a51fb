"""Matches, snippets and marks: tables made by hand, over the real analysis of words and sentences."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answer import Match, Snippet
from index.cli.marks import pieces, spans_within
from index.lexical.lexicon import Lexicon
from index.lexical.term_vectors import TermVector, term_key
from index.ranking.highlight import snippets, spans
from index.ranking.matches import Matcher, SnippetQuery
from index.text.sentences import split_sentences
from index.text.terms import Term, spanned_terms, terms
from index.text.wording import holds, phrase_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.ranking.matches import Translate
    from index.records import Language

DICTIONARY = {
    ("id", "banjir"): [("flood", 0.9)],
    ("id", "tewas"): [("killed", 0.6), ("dead", 0.2)],
    ("id", "di"): [("in", 0.7), ("flood", 0.03)],
    ("id", "besar"): [("of", 0.06), ("big", 0.8)],
    ("en", "floods"): [("banjir", 0.9)],
    ("en", "killed"): [("tewas", 0.7)],
    ("en", "of"): [("besar", 0.06)],
}
FUNCTION_WORDS = frozenset(["di", "yang", "the", "in", "of", "dan"])


def translated(term: Term, language: str) -> Sequence[tuple[str, float]]:
    return DICTIONARY.get((language, term.word), ())


def weight(stem: str) -> float:
    return 0.3 if stem in FUNCTION_WORDS else 5.0


def query(question: str, language: Language, **given: object) -> SnippetQuery:
    """A question that neither asks nor quotes, unless this is given."""
    usual = {"foreign": frozenset(), "phrases": (), "asks": False, "expected": None}
    return SnippetQuery(terms(question, language), language, **{**usual, **given})


def term_vector(text: str, language: Language) -> TermVector:
    found = [(term_key(term.stem), start, end) for term, (start, end) in spanned_terms(text, language)]
    return TermVector(split_sentences(text), np.array(found, np.uint32).reshape(-1, 3))


def snippet(
    question: str,
    language: Language,
    text: str,
    text_language: Language,
    *,
    translations: Translate = translated,
    weight: Callable[[str], float] = weight,
    cosines: list[np.ndarray] | None = None,
    **given: object,
) -> Snippet:
    (found,) = snippets(
        query(question, language, **given),
        [(text, text_language, term_vector(text, text_language))],
        translations=translations,
        weight=weight,
        cosines=cosines,
    )
    return found


def chosen(question: str, language: Language, text: str, text_language: Language, **given: object) -> str:
    found = snippet(question, language, text, text_language, **given)
    return text[found.start : found.end]


PLACES = [
    ("id", "Banjir di Jakarta.", "banjir=Banjir di=di jakarta=Jakarta"),
    ("id", "Siapa presiden AS?", "presiden=presiden AS=AS"),
    ("id", "Menkeu sepakbola", "menkeu=Menkeu menteri=Menkeu keuangan=Menkeu sepak=sepakbola bola=sepakbola"),
    ("id", "🌊🌊 banjir 👩‍👩‍👧 Rp5", "banjir=banjir rp=Rp 5=5"),
    ("en", "the ﬁve ﬂoods", "the=the five=ﬁve floods=ﬂoods"),
    (
        "en",
        "ＪＡＫＡＲＴＡ　ｆｌｏｏｄｓ ½ fully",
        "jakarta=ＪＡＫＡＲＴＡ floods=ｆｌｏｏｄｓ 1=½ 2=½ fully=fully",
    ),
    ("en", "cafe\u0301 owner… left\u00a0town", "cafe=cafe\u0301 owner=owner left=left town=town"),
    ("en", "U.S. president's 1,000", "US=U.S. president=president's 1000=1,000"),
    ("und", "rumah floods", "rumah=rumah floods=floods floods=floods"),
    ("en", "각 floods", "각=각 floods=floods"),
]


@pytest.mark.parametrize(("language", "text", "expected"), PLACES)
def test_a_term_lies_where_its_word_is_written(language: str, text: str, expected: str) -> None:
    found = [f"{term.word}={text[start:end]}" for term, (start, end) in spanned_terms(text, language)]
    assert " ".join(found) == expected


LETTERS = st.sampled_from(
    "aAeiz ksg019.,'’-\n…ﬁ½①ＡＢ　´é\u0301\u0328\u3099\uff9eｶ가\u11a8\u1161한😀\u200d·ß₂㎞Ⅷ"
)


@given(st.text(LETTERS | st.characters(), max_size=40), st.sampled_from(["id", "en", "und"]))
def test_places_are_those_of_the_same_terms_whatever_normalising_does(text: str, language: str) -> None:
    found = spanned_terms(text, language)
    assert [term for term, _ in found] == terms(text, language)
    assert all(0 <= start < end <= len(text) for _, (start, end) in found)


@given(
    st.lists(st.sampled_from(["ﬁve", "Ｂａｎｊｉｒ", "cafe\u0301", "banjir", "½", "ｶﾞｶ", "각"]), max_size=8)
)
def test_a_word_keeps_its_place_beside_words_that_change(written: list[str]) -> None:
    text = " ".join(written)
    assert list(dict.fromkeys(span for _, span in spanned_terms(text, "en"))) == [
        (start, start + len(word))
        for at, word in enumerate(written)
        for start in [len(" ".join(written[:at])) + (at > 0)]
    ]


MATCHES = [
    ("banjir", "id", "Jakarta kebanjiran", "id", "kebanjiran<banjir word 1.0"),
    ("flood deaths", "en", "Banjir: dua tewas.", "id", "Banjir<flood translation 0.9"),
    ("apakah ada banjir", "id", "Floods killed two", "en", "Floods<banjir translation 0.9"),
    ("Jakarta", "id", "in JAKARTA", "en", "JAKARTA<jakarta word 1.0"),
    ("killed or dead", "en", "tewas", "id", "tewas<killed translation 0.6, tewas<dead translation 0.2"),
    ("menteri keuangan", "id", "Menkeu", "id", "Menkeu<menteri word 1.0, Menkeu<keuangan word 1.0"),
    ("banjir flood", "und", "banjir", "id", "banjir<banjir word 1.0, banjir<flood translation 0.9"),
    ("banjir", "id", "", "id", ""),
    ("", "id", "banjir", "id", ""),
]  # fmt: skip


@pytest.mark.parametrize(("question", "language", "text", "text_language", "expected"), MATCHES)
def test_words_meet_by_stem_or_by_translation(
    question: str, language: str, text: str, text_language: str, expected: str
) -> None:
    matcher = Matcher(query(question, language), translated)
    found = matcher.matches(text, text_language, term_vector(text, text_language))
    shown = [f"{match.word}<{match.question_word} {match.via} {match.probability}" for match in found]
    assert ", ".join(shown) == expected
    assert all(text[match.start : match.end] == match.word for match in found)


def test_a_passage_in_the_language_of_the_question_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Pasar ramai. Banjir bandang."
    monkeypatch.setattr("index.ranking.matches.spanned_terms", lambda *read: pytest.fail(f"read: {read}"))
    found = snippet("banjir", "id", text, "id")
    assert (found.start, found.end, found.highlights) == (13, 28, ((13, 19),))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Banjir: dua tewas.", "id", [("Banjir", "word"), ("tewas", "translation")]),
        # The flood answers to the foreign word by translation, what is dead to its own by itself.
        ("Floods: two dead.", "en", [("Floods", "translation"), ("dead", "word")]),
    ],
)
def test_a_foreign_word_of_a_question_meets_as_one_of_its_own_language(
    text: str, language: Language, expected: list[tuple[str, str]]
) -> None:
    question = [*terms("banjir", "id"), *terms("dead", "en")]
    matcher = Matcher(SnippetQuery(question, "en", frozenset({"banjir"}), (), False, None), translated)
    found = matcher.matches(text, language, term_vector(text, language))
    assert [(match.word, match.via) for match in found] == expected


@pytest.mark.parametrize(
    ("question", "language", "text", "text_language", "word"),
    [
        ("berapa korban banjir", "id", "The 🌊 ﬂoods hit the city.", "en", "ﬂoods"),
        ("how many people died in the earthquake", "en", "Gempa itu mengguncang Lombok.", "id", "Gempa"),
    ],
)
def test_the_bundled_lexicon_marks_the_other_language(
    question: str, language: str, text: str, text_language: str, word: str
) -> None:
    found = snippet(question, language, text, text_language, translations=Lexicon.bundled().translations)
    assert word in [text[start:end] for start, end in found.highlights]


PHRASES = [
    ("banjir bandang", "Banjir bandang, lalu banjir\nbandang lagi", ["Banjir bandang", "banjir\nbandang"]),
    ("covid 19", "COVID-19 dan Covid 190", ["COVID-19"]),
    ("US troops", "The U.S. troops", ["U.S. troops"]),
    ("jose", "San José dan Jose\u0301.", ["José", "Jose\u0301"]),
    ("Qur'an", "Quran, Qur’an", ["Quran", "Qur’an"]),
    ("five ﬂoods", "ﬁve ＦＬＯＯＤＳ", ["ﬁve ＦＬＯＯＤＳ"]),
    ("ban", "banjir urban", []),
    ("a man", "A safe (aman) man: a man", ["a man"]),
    ("no table", "not able", []),
    ("WHO", "who told the WHO", ["WHO"]),
    ("AS", "as told by AS", ["AS"]),
    ("president speech", "The President’s speech", ["President’s speech"]),
    ("1.000", "1,000 or 1000", ["1,000", "1000"]),
    ("2", "½ or 12", ["½"]),
    ("straße", "STRASSE", ["STRASSE"]),
    ("a a", "a a a", ["a a", "a a"]),
    ("…", "banjir …", []),
    ("banjir", "", []),
]


@pytest.mark.parametrize(("phrase", "text", "expected"), PHRASES)
def test_a_phrase_is_found_as_whole_words_in_any_writing(phrase: str, text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in phrase_spans(text, phrase)] == expected
    assert holds(text, phrase) is bool(expected)


ORDINARY = "Banjir melanda pasar yang ramai itu sejak malam, dan warga pulang."
OVERLONG = f"{ORDINARY[:-1]} {'dan pulang ' * 14}lagi."
"""Twice as long, and a little more, as a sentence that loses nothing by its length."""
LINKS = "Banjir | Pasar | Warga | Malam | Sungai | Jalan | Sawah | Pantai"
SNIPPETS = [
    ("korban banjir", "id", "Cuaca cerah. Banjir menelan korban. Sepi.", "id", "Banjir menelan korban."),
    ("kapan banjir", "id", "It was calm. The floods came at night.", "en", "The floods came at night."),
    ("flood", "en", "Pasar ramai. Banjir datang malam.", "id", "Banjir datang malam."),
    ("di Jakarta", "id", "Di sini, di sana, di mana-mana. Jakarta macet.", "id", "Jakarta macet."),
    ("banjir Jakarta", "id", "Banjir, banjir! Banjir tiba di Jakarta.", "id", "Banjir tiba di Jakarta."),
    ("banjir", "id", "Pasar ramai. Cuaca cerah.", "id", "Pasar ramai."),
    ("banjir", "id", f"Banjir surut. {ORDINARY} {ORDINARY}", "id", ORDINARY),
    ("banjir", "id", f"{OVERLONG} {ORDINARY}", "id", ORDINARY),
    ("banjir", "id", f"“Surut,” kata Banjir. {OVERLONG}", "id", OVERLONG),
    ("banjir", "id", f"{LINKS}\n{ORDINARY}", "id", ORDINARY),
    ("banjir", "id", f"{LINKS}\nPasar ramai.", "id", LINKS),
    ("banjir Jakarta", "id", f"{ORDINARY} Banjir Jakarta.", "id", "Banjir Jakarta."),
    ("banjir", "id", "Satu kalimat", "id", "Satu kalimat"),
    ("banjir", "id", "", "id", ""),
    ("", "und", "Pasar ramai. Cuaca cerah.", "id", "Pasar ramai."),
]  # fmt: skip


@pytest.mark.parametrize(("question", "language", "text", "text_language", "expected"), SNIPPETS)
def test_the_sentence_with_the_most_telling_words_is_shown(
    question: str, language: str, text: str, text_language: str, expected: str
) -> None:
    assert chosen(question, language, text, text_language) == expected


def test_a_quoted_phrase_decides_between_sentences_of_the_same_words() -> None:
    text = "Bandang itu banjir. Ada banjir bandang."
    assert chosen("banjir bandang", "id", text, "id", phrases=["banjir bandang"]) == "Ada banjir bandang."


def meaning(*texts: str) -> list[np.ndarray]:
    """Cosines of .3 for each time that a sentence says `hujan`."""
    sentences = [[text[slice(*span)] for span in split_sentences(text)] for text in texts]
    return [np.array([0.3 * one.lower().count("hujan") for one in told], np.float32) for told in sentences]


@pytest.mark.parametrize(
    ("text", "expected", "by"),
    [
        ("Pasar ramai. Hujan deras turun. Cuaca cerah.", "Hujan deras turun.", "meaning"),
        ("Banjir datang cepat. Hujan deras turun.", "Banjir datang cepat.", "words"),
        ("Banjir deras. Banjir hujan.", "Banjir hujan.", "words"),
        ("Di pasar yang ramai. Hujan deras turun.", "Hujan deras turun.", "meaning"),
        ("Pasar ramai.", "Pasar ramai.", "words"),
    ],
)
def test_meaning_decides_between_sentences_of_the_same_words(text: str, expected: str, by: str) -> None:
    found = snippet("banjir di mana", "id", text, "id", cosines=meaning(text))
    assert (text[found.start : found.end], found.by) == (expected, by)


# Cosine, .15 for what is expected, .066 for e times the length, .073 less for the first.
ANSWERS = [
    # .3 against 0: words do not count.
    ("Banjir, banjir, banjir ini. Hujan deras malam itu.", None, "Hujan deras malam itu."),
    # 0 and 0, as long: the first is behind.
    ("Pasar itu ramai. Pasar itu sepii.", None, "Pasar itu sepii."),
    # Three times as long is .066 * log 3 = .0725, a little more is more than .073.
    ("Pasar yang besar itu selalu ramai. Pasar itu sepii.", None, "Pasar itu sepii."),
    (f"{'Pasar' * 10}. P{'p' * 15}.", None, f"P{'p' * 15}."),
    (f"{'Pasar' * 11}. P{'p' * 15}.", None, f"{'Pasar' * 11}."),
    # Beyond 200 characters length gains nothing: .066 * log 2 is less than .073, .066 * log 4 were more.
    (f"{'Pasar' * 80}. P{'p' * 98}.", None, f"P{'p' * 98}."),
    # .15 beats what the other two are better by.
    ("Pasar itu ramai 24 jam. Pasar itu sepii juga.", r"\d", "Pasar itu ramai 24 jam."),
    ("Hujan itu deras. Pasar itu ramai 24 jam.", r"\d", "Hujan itu deras."),
    (
        "Banjir terjadi karena tanggul jebol. Ada 35 orang tewas di sana.",
        "karena",
        "Banjir terjadi karena tanggul jebol.",
    ),
]


@pytest.mark.parametrize(("text", "expected", "shown"), ANSWERS)
def test_a_question_in_words_is_answered_by_meaning(text: str, expected: str | None, shown: str) -> None:
    given = {"asks": True, "expected": re.compile(expected) if expected else None}
    found = snippet("banjir", "id", text, "id", cosines=meaning(text), **given)
    assert (text[found.start : found.end], found.by) == (shown, "meaning")


def test_words_must_do_for_a_question_where_sentences_have_no_vectors() -> None:
    text = "Pasar ramai. Banjir datang."
    found = snippet("banjir", "id", text, "id", asks=True)
    assert (text[found.start : found.end], found.by) == ("Banjir datang.", "words")


def test_a_word_that_no_passage_holds_outweighs_none() -> None:
    text = "Pasar ramai. Banjir itu surut. Hujan deras turun."
    idf = {"pinjol": 0.0, "banjir": 2.0}
    found = snippet("pinjol banjir", "id", text, "id", weight=lambda stem: idf[stem], cosines=meaning(text))
    assert (text[found.start : found.end], found.by) == ("Banjir itu surut.", "words")


def test_each_passage_is_cut_by_its_own_cosines() -> None:
    three = "Satu pasar. Dua pasar. Hujan turun."
    texts = [three, "Hujan", "Banjir datang. Pasar ramai."]
    found = snippets(
        query("banjir", "id"),
        [(text, "id", term_vector(text, "id")) for text in texts],
        translations=translated,
        weight=weight,
        cosines=meaning(*texts),
    )
    assert [one.by for one in found] == ["meaning", "words", "words"]
    assert three[found[0].start : found[0].end] == "Hujan turun."


MARKS = [
    ("banjir di Jakarta", "id", "Banjir di Jakarta, yang di utara", "id", ["Banjir", "Jakarta"]),
    ("yang di", "id", "Pasar yang di utara", "id", ["yang di"]),
    ("besar killed", "und", "Pembesar tewas", "id", ["tewas"]),
    ("flood in", "en", "di pasar", "id", ["di"]),
    ("big floods", "en", "🌊 Banjir besar! ﬁn", "id", ["Banjir besar"]),
]


@pytest.mark.parametrize(("question", "language", "text", "text_language", "expected"), MARKS)
def test_function_words_are_marked_only_where_nothing_else_matches(
    question: str, language: str, text: str, text_language: str, expected: list[str]
) -> None:
    found = snippet(question, language, text, text_language)
    assert [text[start:end] for start, end in found.highlights] == expected


def test_an_improbable_translation_is_told_but_not_marked() -> None:
    text = "The end of it"
    found = Matcher(query("besar", "id"), translated).matches(text, "en", term_vector(text, "en"))
    assert [match.probability for match in found] == [0.06]
    assert snippet("besar", "id", text, "en").matches == ()


def test_the_lexicon_is_not_asked_where_question_and_passage_share_a_language() -> None:
    def refused(term: Term, language: str) -> Sequence[tuple[str, float]]:
        raise AssertionError((term, language))

    assert snippet("banjir", "id", "Banjir di pasar", "id", translations=refused).highlights == ((0, 6),)


def test_in_a_small_index_words_of_content_are_still_marked() -> None:
    idf = {"di": math.log(1 + 0.5 / 3.5), "banjir": math.log(1 + 1.5 / 2.5)}
    text = "Banjir di pasar"
    found = snippet("banjir di", "id", text, "id", weight=lambda stem: idf[stem])
    assert [text[start:end] for start, end in found.highlights] == ["Banjir"]


def test_a_phrase_is_marked_with_its_function_words() -> None:
    text = "Festival Banjir di Jakarta"
    found = snippet("banjir di jakarta", "id", text, "id", phrases=["banjir di jakarta"])
    assert [text[start:end] for start, end in found.highlights] == ["Banjir di Jakarta"]


@pytest.mark.parametrize("text", ["Pasar ramai. Hujan turun.", "Pasar di AS. Hujan turun."])
def test_a_sentence_found_by_meaning_alone_is_marked_whole_and_no_function_word(text: str) -> None:
    found = snippet("banjir di mana", "id", text, "id", cosines=meaning(text))
    assert (found.highlights, found.matches) == (((13, 25),), ())
    assert spans_within(found.highlights, found.start, found.end) == [(0, 12)]


def test_marks_within_the_sentence_count_from_its_start_and_end_with_it() -> None:
    text = "Pasar. Ada banjir bandang! Malam ini sepi."
    phrase = "bandang malam"
    found = snippet("banjir bandang malam", "id", text, "id", phrases=[phrase])
    sentence = text[found.start : found.end]
    assert sentence == "Ada banjir bandang!"
    marked = spans_within(found.highlights, found.start, found.end)
    assert [sentence[start:end] for start, end in marked] == ["banjir bandang!"]


SPANS = [
    ([], []),
    ([(5, 8), (0, 3)], [(0, 3), (5, 8)]),
    ([(0, 3), (4, 8)], [(0, 8)]),
    ([(0, 3), (0, 3)], [(0, 3)]),
    ([(0, 9), (2, 4), (8, 12)], [(0, 12)]),
    ([(0, 3), (5, 6), (7, 9)], [(0, 3), (5, 9)]),
]


@pytest.mark.parametrize(("places", "expected"), SPANS)
def test_spans_are_sorted_and_neighbours_are_one(
    places: list[tuple[int, int]], expected: list[tuple[int, int]]
) -> None:
    assert spans([Match(start, end, "", "", "", "word", 1.0) for start, end in places]) == expected


PIECES = [
    ("a b", [(0, 1)], [("a", True), (" b", False)]),
    ("", [], []),
    ("🌊 ﬂood 🌊", [(2, 6)], [("🌊 ", False), ("ﬂood", True), (" 🌊", False)]),
    ("ab", [(0, 1), (1, 2)], [("a", True), ("b", True)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "marked", "expected"), PIECES)
def test_a_text_is_parted_where_marks_begin_and_end(
    text: str, marked: list[tuple[int, int]], expected: list[tuple[str, bool]]
) -> None:
    assert list(pieces(text, marked)) == expected


WORDS = st.sampled_from(
    ["banjir", "Banjir", "ﬂoods", "ＢＡＮＪＩＲ", "di", "the", "Jakarta", "tewas", "<b>", "&", '"', "🌊", "½",
     "e\u0301", ".", "!", "\n\n", "Menkeu", "U.S.", "…", "\u00a0"]
)  # fmt: skip


@given(
    st.lists(WORDS, max_size=25), st.sampled_from(["id", "en", "und"]), st.sampled_from(["id", "en", "und"])
)
def test_every_highlight_lies_in_the_text(written: list[str], language: str, text_language: str) -> None:
    text = " ".join(written)
    question = "banjir di Jakarta e\u0301 1 menteri killed in US"
    found = snippet(
        question, language, text, text_language, phrases=["jakarta tewas", "½"], cosines=meaning(text)
    )
    assert 0 <= found.start <= found.end <= len(text)
    assert bool(text.strip()) == bool(text[found.start : found.end].strip())
    inside = spans_within(found.highlights, found.start, found.end)
    for marked, length in ((found.highlights, len(text)), (inside, found.end - found.start)):
        borders = [border for span in marked for border in span]
        assert borders == sorted(set(borders))
        assert all(0 <= border <= length for border in borders)
    assert all(text[match.start : match.end] == match.word != "" for match in found.matches)
    assert "".join(piece for piece, _ in pieces(text, found.highlights)) == text
