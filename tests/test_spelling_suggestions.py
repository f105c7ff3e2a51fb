"""Spelling: nearest words of small indexes, of which every frequency can be counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from index.lexical.lexicon import Lexicon
from index.lexical.postings import Postings
from index.lexical.postings_writer import PostingsWriter
from index.question import Suggestion
from index.spelling.capitals import is_name
from index.spelling.frequencies import WordFrequencies
from index.spelling.suggestions import as_asked, corrected, insisting, suggest
from index.spelling.vocabulary import NO_CONTEXT, Context, Vocabulary
from index.text.terms import terms

if TYPE_CHECKING:
    from pathlib import Path

    from index.records import Language

INDEX: list[tuple[Language, str]] = [
    ("id", "Presiden Jokowi meninjau kebakaran di Palangkaraya"),
    ("id", "Jokowi dan Gibran bertemu di Surabaya, kupu-kupu"),
    ("id", "Tim sepak bola Surabaya menang"),
    ("en", "The government of Kyrgyzstan met Zelenskyy about earthquakes"),
    ("en", "Krakow and Cracow, Krakow"),
    ("en", "Krakow again"),
    ("id", "Bintang di langit"),
]


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    return vocabulary_of(tmp_path_factory.mktemp("postings"), INDEX)


def written(directory: Path, passages: list[tuple[Language, str]]) -> Postings:
    writer = PostingsWriter(directory, Lexicon(id={}, en={}))
    for language, text in passages:
        writer.add([], [terms(text, language)], language)
    writer.finish()
    return Postings.open(directory)


def vocabulary_of(directory: Path, passages: list[tuple[Language, str]]) -> Vocabulary:
    postings = written(directory, passages)
    return Vocabulary(postings, WordFrequencies(postings, lambda rows: [passages[row][1] for row in rows]))


def nearest(
    word: str, vocabulary: Vocabulary, context: Context = NO_CONTEXT, language: Language = "und"
) -> str | None:
    guess = vocabulary.nearest(word, context, language)
    return guess.word if guess else None


CORRECTED = [
    ("siapa Jokwoi", "siapa Jokowi"),  # two letters swapped
    ("siapa jkowi", "siapa jokowi"),  # one missing
    ("siapa JOKOWWI", "siapa JOKOWI"),  # one too many
    ("siapa Jokoei?", "siapa Jokowi?"),  # a wrong one
    ("siapa Jôkoei?", "siapa Jokowi?"),  # an accent is none
    ("Gibran Hokowi", "Gibran Jokowi"),  # the first
    ("wali kota Surabayya, Gibrann", "wali kota Surabaya, Gibran"),
    ("berita tentang Balangkaraya", "berita tentang Palangkaraya"),  # the first of a long word
    ("kebakaran Palankgaryaa", "kebakaran Palangkaraya"),  # two typos in a long word
    ("Kyrgystan goverment", "Kyrgyzstan government"),  # both languages, whatever that of the question
    ("sebab kebakarran", "sebab kebakaran"),  # a form of the stem of the index
    ("earthquaek news", "earthquake news"),
    ("sepakbolla malam ini", "sepakbola malam ini"),  # written together, indexed as two words
    ("siapakahh Jokowi", "siapakah Jokowi"),  # a question word, which is not indexed
    ('"Jokwoi" -Gibbran', '"Jokowi" -Gibran'),
]


@pytest.mark.parametrize(("question", "expected"), CORRECTED)
def test_a_misspelt_word_is_corrected(question: str, expected: str, vocabulary: Vocabulary) -> None:
    assert corrected(question, suggest(question, vocabulary)) == expected


LEFT = [
    "siapa Jokowi",
    "gempa di Kyrgyzstan",
    "penggemparan",  # no passage holds it, but it is a form of a known word
    "photosynthesis Menteng",  # well spelt, only not written about
    "wali kota Bontang",  # a name that news has often, near to `bintang`
    "kupu-kupu",
    "jok jkw",  # too short
    "Jkwo",  # two typos in a short word
    "siapa Hokowi",  # the first letter, and nothing speaks for it
    "berita Palankgaryaa",  # nor for two typos
    "Palangkarrayyaa",  # three typos
    "knp yg gmn",
    "xqzvwxqz",
    "G20 2O24 covid19",
    "Universitas Gede Oleo",  # capitals show a name
    "",
]


@pytest.mark.parametrize("question", LEFT)
def test_other_words_are_left_alone(question: str, vocabulary: Vocabulary) -> None:
    assert suggest(question, vocabulary) == ()


def test_a_suggestion_says_where_the_word_is(vocabulary: Vocabulary) -> None:
    question = "kapan Jokwoi ke Surabayya?"
    first, second = suggest(question, vocabulary)
    assert first == Suggestion("Jokwoi", "Jokowi", 6, 12)
    assert question[second.start : second.end] == second.word == "Surabayya"
    assert insisting(question, (first, second)) == 'kapan "Jokwoi" ke "Surabayya"?'


@pytest.mark.parametrize(
    ("corrected_part", "part"),
    [
        ("kapan", "kapan"),
        ("Jokowi", "Jokwoi"),
        ("kowi", "Jokwoi"),  # whatever of a word, it is whole
        ("Jokowi ke", "Jokwoi ke"),
        ("ke Surabaya?", "ke Surabayya?"),
        ("Surabaya", "Surabayya"),
        ("?", "?"),
    ],
)
def test_a_place_in_the_corrected_question_is_one_in_the_question(
    corrected_part: str, part: str, vocabulary: Vocabulary
) -> None:
    question = "kapan Jokwoi ke Surabayya?"
    suggestions = suggest(question, vocabulary)
    start = corrected(question, suggestions).index(corrected_part)
    place = as_asked((start, start + len(corrected_part)), suggestions)
    assert question[slice(*place)] == part


def test_another_first_letter_counts_for_more_than_being_twice_as_frequent(vocabulary: Vocabulary) -> None:
    again = vocabulary.context("again")
    assert nearest("cracov", vocabulary) == "cracow"  # in one passage
    assert nearest("krakov", vocabulary) == "krakow"  # in two
    assert nearest("crakow", vocabulary) == "cracow"
    assert nearest("crakow", vocabulary, again) == "krakow"  # in all that hold `again`


def test_frequency_decides_between_words_at_one_distance(tmp_path: Path) -> None:
    index = vocabulary_of(tmp_path, [("id", "Zarbena"), ("id", "Zarbona"), ("id", "Zarbona")])
    assert nearest("zarbuna", index) == "zarbona"


def test_what_goes_with_the_other_words_decides_over_frequency(tmp_path: Path) -> None:
    passages: list[tuple[Language, str]] = [("id", "kereta cepat"), *[("id", "kerja malam")] * 8]
    vocabulary = vocabulary_of(tmp_path, passages)  # each a typo from `kerta`
    assert nearest("kerta", vocabulary) == "kerja"  # in 8 of 9 passages
    assert corrected("kerta cepat", suggest("kerta cepat", vocabulary)) == "kereta cepat"
    assert corrected("kerta malam", suggest("kerta malam", vocabulary)) == "kerja malam"


def test_the_context_is_what_the_other_words_find(tmp_path: Path) -> None:
    index = vocabulary_of(tmp_path, [("id", "kereta cepat"), ("id", "kerja malam"), ("id", "harga beras")])
    context = index.context("cepat malam")
    assert context.rows.tolist() == [0, 1]
    assert context.weights.tolist() == [0.5, 0.5]
    assert index.context("tidak dikenal").rows.tolist() == []


def test_a_short_word_is_not_taken_for_a_rare_one(tmp_path: Path) -> None:
    rare: list[tuple[Language, str]] = [("id", "Wenba"), ("id", "Natawijaya")]
    others: list[tuple[Language, str]] = [("id", "banjir")] * 1000
    assert nearest("wemba", vocabulary_of(tmp_path / "few", rare)) == "wenba"
    index = vocabulary_of(tmp_path / "many", rare + others)
    assert index.nearest("wemba") is None  # log(1 / 1002) - 2.25 + 1.5 * 5 = -1.7
    assert nearest("natawujaya", index) == "natawijaya"  # log(1 / 1002) - 2.25 + 1.5 * 10 = 5.8
    assert nearest("banjr", index) == "banjir"


COMMON: list[tuple[Language, str]] = [("id", "Presiden Prabowo")] * 100 + [("id", "proses kereta")] * 100
SEEN: list[tuple[Language, str]] = [
    ("id", "Prabwo"),  # a slip of the hand in an article
    ("id", "Prabewo"),  # another typo
    ("id", "proces"),
    ("id", "prokes"),  # a real word, listed
    ("id", "Prabwow dan Prabwow"),
]


@pytest.fixture(scope="module")
def mistyped(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    return vocabulary_of(tmp_path_factory.mktemp("mistyped"), COMMON + SEEN)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("siapa Prabwo", "siapa Prabowo"),  # 100 times as frequent, where a slip wants 50
        ("Presiden Prabewo", "Presiden Prabowo"),  # what is beside `presiden`
        ("siapa Prabewo", "siapa Prabewo"),  # nothing speaks for it but its frequency
        ("prokes", "prokes"),
        ("proces kereta", "proses kereta"),
        ("Proces kereta", "Proses kereta"),
        ("Prabwow", "Prabwow"),  # two typos
    ],
)
def test_a_typo_that_articles_make_too_is_corrected(
    question: str, expected: str, mistyped: Vocabulary
) -> None:
    assert corrected(question, suggest(question, mistyped)) == expected


@pytest.mark.parametrize(("times", "meant"), [(49, None), (50, "sehingga")])
def test_a_word_that_a_passage_holds_wants_another_fifty_times_as_frequent(
    times: int, meant: str | None, tmp_path: Path
) -> None:
    often: list[tuple[Language, str]] = [("id", "sehingga")] * times
    passages: list[tuple[Language, str]] = [("id", "sehinga"), *often]
    assert nearest("sehinga", vocabulary_of(tmp_path, passages)) == meant


def test_a_short_word_with_a_capital_that_a_passage_holds_is_a_name(tmp_path: Path) -> None:
    index = vocabulary_of(tmp_path, [("id", "topn"), *[("id", "topan")] * 200])
    assert nearest("topn", index) == "topan"
    assert index.nearest("Topn") is None


def test_a_name_is_another_one_misspelt_where_its_neighbours_say_so(tmp_path: Path) -> None:
    others: list[tuple[Language, str]] = [("id", "Menteri Nadiem Makarim"), ("id", "Amir menyanyi")]
    index = vocabulary_of(tmp_path, others)
    assert corrected("Nadim Makarim", suggest("Nadim Makarim", index)) == "Nadiem Makarim"
    assert suggest("Nadim Amir", index) == suggest("Nadim", index) == ()


WORK: list[tuple[Language, str]] = [("id", "kerja di gunung dan panel listrik")] * 3
RICE: list[tuple[Language, str]] = [("id", "harga beras kini naik di Jakarta")] * 6
PEOPLE: list[tuple[Language, str]] = [("id", "orang tidak tahu")] * 20


@pytest.mark.parametrize(
    ("question", "suggested", "sure"),
    [
        ("pabel", "panel", False),  # alone, and any word
        ("Kerta", "Kerja", False),
        ("gunung kerta", "gunung kerja", True),  # all that hold `gunung` hold it
        ("gunung Kerta", "gunung Kerja", False),  # but the capital is of a name
        ("pabel jakarta", "panel jakarta", False),  # nothing that holds `jakarta` does
        ("listrk", "listrik", True),  # a slip of the hand
        ("listrok", "listrik", True),  # long
        ("siapa Sidak", "siapa Sidak", False),  # no name is `tidak`
        ("koni jakarta", "koni jakarta", False),  # nor is one of keywords `kini`
        ("orang tikak tahu yang naik", "orang tidak tahu yang naik", True),
    ],
)
def test_what_looks_like_a_name_is_not_asked_for_as_another_word(
    question: str, suggested: str, sure: bool, tmp_path: Path
) -> None:
    found = suggest(question, vocabulary_of(tmp_path, WORK + RICE + PEOPLE))
    all_sure = [replace(one, sure=True) for one in found]
    assert corrected(question, all_sure) == suggested
    assert all(one.sure is sure for one in found)


NAMED: list[tuple[Language, str]] = [
    *[("id", "penawaran kecil dan kereta baru di Jakarta")] * 60,
    ("id", "Banjir di Baaru"),
]


@pytest.mark.parametrize(
    ("question", "suggested", "sure"),
    [
        ("warga Pejawaran mengungsi", "warga Penawaran mengungsi", False),  # a capital among small letters
        ("Warga Pejawaran Mengungsi", "Warga Penawaran Mengungsi", False),  # after `warga`
        ("warga pejawaran mengungsi", "warga penawaran mengungsi", False),
        ("Kapan Pejawaran Mengungsi", "Kapan Penawaran Mengungsi", True),  # a headline
        ("Kapan KRI Pejawaran Tiba", "Kapan KRI Penawaran Tiba", False),  # after an acronym
        ("kapan pejawaran mengungsi", "kapan penawaran mengungsi", True),
        ("KAPAN WARGA PEJAWARAN", "KAPAN WARGA PENAWARAN", True),
        ("siapa Kecll", "siapa Kecil", False),
        ("siapa Jakerta", "siapa Jakarta", True),  # all write it as a name
        ("mana Krreta", "mana Kereta", False),  # no slip
        ("mana Kreta", "mana Kereta", False),  # a slip, for which no other word speaks
        ("penawaran Kreta", "penawaran Kereta", True),
        ("banjir di baaru", "banjir di baru", False),  # an article writes it as a name
        ("banjir di bbaru", "banjir di baru", True),
    ],
)
def test_where_a_name_stands_no_ordinary_word_is_asked_for_but_for_a_slip_that_the_others_speak_for(
    question: str, suggested: str, sure: bool, tmp_path: Path
) -> None:
    (found,) = suggest(question, vocabulary_of(tmp_path, NAMED))
    assert corrected(question, [replace(found, sure=True)]) == suggested
    assert found.sure is sure


REAL = [
    *("harga pertamax", "rawon", "minuman boba", "BOBA", "Kabupaten Barru", "resi paket", "padel"),
    *("kucing manja", "Bantai lawan", "Garap lahan", "Kites", "Blangkon", "aturan melonggar"),
    *("apa itu KAMMI?", "apa itu KIPI?", "apa itu JAXA?"),
    "Luhut whosh",
]


def test_real_words_and_acronyms_are_left_alone(tmp_path: Path) -> None:
    near = (
        "pertama rawan bola baru resmi panel mana bantah harap sites "
        "bangkok kami kini jaga melanggar luhut lahan lawan kucing aturan"
    )
    index = vocabulary_of(tmp_path, [("id", near), ("en", near)])
    assert [suggest(question, index) for question in REAL] == [()] * len(REAL)


def test_an_acronym_is_no_word_misspelt_but_may_be_another_acronym(tmp_path: Path) -> None:
    index = vocabulary_of(tmp_path, [("id", "jaga BASARNAS besarnya COVID")])
    assert corrected("siapa jaxa", suggest("siapa jaxa", index)) == "siapa jaga"
    assert suggest("siapa JAXA", index) == ()
    assert suggest("JAXA", index) == ()
    assert corrected("SIAPA JAXA", suggest("SIAPA JAXA", index)) == "SIAPA JAGA"  # all is in capitals
    assert corrected("siapa BASARNSA", suggest("siapa BASARNSA", index)) == "siapa BASARNAS"
    assert corrected("apa itu COVD", suggest("apa itu COVD", index)) == "apa itu COVID"


def test_short_question_words_come_first_but_for_slips(vocabulary: Vocabulary) -> None:
    assert corrected("whoze Jokowi", suggest("whoze Jokowi", vocabulary)) == "whose Jokowi"
    assert suggest("Jokowi whoze", vocabulary) == ()
    assert corrected("Jokowi whoes", suggest("Jokowi whoes", vocabulary)) == "Jokowi whose"
    assert corrected("di kota manakahh", suggest("di kota manakahh", vocabulary)) == "di kota manakah"


TRAINS: list[tuple[Language, str]] = [
    ("id", "harga tiket Whoosh"),
    *[("id", "harga tiket kapal")] * 6,
    *[("en", "ticket price of ships")] * 6,
    ("en", "ticket price of Whoosh"),
]


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Whosh harga tiket", "Whoosh harga tiket"),  # a letter is left out; for `Whose` one would be wrong
        ("whosh ticket price", "whoosh ticket price"),
        ("tiket whosh", "tiket whoosh"),
        ("whoes tiket", "whose tiket"),  # two letters swapped
        ("kapab hujan turun", "kapan hujan turun"),  # `kapal` is no nearer
        ("Whosh itu apa", "Whoosh itu apa"),
    ],
)
def test_a_topic_that_is_a_slip_away_comes_before_a_question_word(
    question: str, meant: str, tmp_path: Path
) -> None:
    assert corrected(question, suggest(question, vocabulary_of(tmp_path, TRAINS))) == meant


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("whaet harvest", "wheat harvest"),
        ("whaet is the harvest", "what is the harvest"),  # a sentence
        ("whaet rise", "what rise"),  # no passage on a rise holds `wheat`
    ],
)
def test_an_ordinary_topic_comes_first_beside_keywords_that_speak_for_it(
    question: str, meant: str, tmp_path: Path
) -> None:
    farms = ["wheat harvest"] * 2 + ["rice harvest"] * 6 + ["rise of prices"] * 20
    index = vocabulary_of(tmp_path, [("en", text) for text in farms])
    assert corrected(question, suggest(question, index)) == meant


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("kaan harga emas", "kapan harga emas"),  # to either a letter is missing
        ("whar gold price", "what gold price"),
    ],
)
def test_an_ordinary_topic_that_is_a_letter_longer_does_not_come_first(
    question: str, meant: str, tmp_path: Path
) -> None:
    prices: list[tuple[Language, str]] = [("id", "harga emas"), ("en", "gold price")] * 12
    topics: list[tuple[Language, str]] = [("id", "kawan harga emas"), ("en", "wharf gold price")] * 2
    index = vocabulary_of(tmp_path, prices + topics + [("id", "banjir")] * 60)
    assert corrected(question, suggest(question, index)) == meant


def test_a_word_of_the_questions_own_language_is_likelier(tmp_path: Path) -> None:
    passages: list[tuple[Language, str]] = [("id", "soal")] * 4
    index = vocabulary_of(tmp_path, [*passages, *[("en", "soon")] * 5])
    assert nearest("soan", index) == "soon"  # in five passages of nine
    assert nearest("soan", index, language="en") == "soon"
    assert nearest("soan", index, language="id") == "soal"


def test_talk_is_asked_for_in_standard_indonesian(vocabulary: Vocabulary) -> None:
    question = "kenapa dibayarin Jokowi"
    assert corrected(question, suggest(question, vocabulary)) == "kenapa dibayarkan Jokowi"
    assert suggest("kayak trips", vocabulary, "en") == ()
    assert corrected("kayak apa", suggest("kayak apa", vocabulary, "id")) == "seperti apa"


def test_talk_that_articles_have_is_left(tmp_path: Path) -> None:
    index = vocabulary_of(tmp_path, [("id", "kepo")] * 3)
    assert suggest("kepo", index) == ()


@pytest.mark.parametrize(
    ("talk", "usual", "others", "asked"),
    [
        ("duit", ["uang"] * 10, 389, "uang"),
        ("duit", ["uang"] * 9, 390, None),  # no ten times as usual
        ("duit", ["uang"] * 10, 388, None),  # in one passage of 399
        ("bener", ["benar"] * 10, 389, None),  # part of a name
        ("baper", ["terbawa perasaan"] * 10, 389, None),  # what is short for two words
    ],
)
def test_talk_that_articles_only_quote_is_asked_for_in_standard_indonesian(
    tmp_path: Path, talk: str, usual: list[str], others: int, asked: str | None
) -> None:
    texts = [talk, *usual, *["pasar"] * others]
    found = suggest(talk, vocabulary_of(tmp_path, [("id", text) for text in texts]), "id")
    assert [one.replacement for one in found if one.sure] == ([asked] if asked else [])


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("nyasar", "tersesat"),
        ("bus nyasar", "bus nyasar"),
        ("nyasar ke kuburan", "nyasar ke kuburan"),  # one passage has both
        ("nyasar ke hutan", "tersesat ke hutan"),
        ("bus nyasar ke hutan", "bus tersesat ke hutan"),  # none has all three
    ],
)
def test_talk_that_an_article_has_beside_all_other_words_is_left(
    question: str, asked: str, tmp_path: Path
) -> None:
    texts = ["Bus nyasar ke kuburan", *["tersesat pasar"] * 10, *["hutan"] * 389]
    index = vocabulary_of(tmp_path, [("id", text) for text in texts])
    assert corrected(question, suggest(question, index, "id")) == asked


def test_few_unknown_words_of_a_question_are_looked_up(vocabulary: Vocabulary) -> None:
    assert len(suggest("Jokwoi Surabayya Gibrann Palangkarayya", vocabulary)) == 3


def test_an_empty_index_suggests_no_names(tmp_path: Path) -> None:
    assert vocabulary_of(tmp_path, []).nearest("jokwoi") is None


def test_the_index_knows_its_words_its_translations_and_listed_words(vocabulary: Vocabulary) -> None:
    known = {word: vocabulary.knows(word) for word in ("jokowi", "menteng", "siapa", "Kyrgystan")}
    assert known == {"jokowi": True, "menteng": True, "siapa": True, "Kyrgystan": False}


@pytest.mark.parametrize(
    ("texts", "named"),
    [
        (["Banjir di Kota Bogor."], True),
        (["Banjir di Kota Bogor, di kota itu."], False),  # as often in small letters
        (["Banjir di Kota Bogor,", "warga Kota itu dan kota lain"], True),  # two of three
        (["Kota itu banjir. Kota lain?"], False),  # where sentences begin
        (["Sekota-kota, perKota"], False),  # other words
        ([], False),
    ],
)
def test_a_name_has_a_capital_within_sentences(texts: list[str], named: bool) -> None:
    assert is_name("kota", texts) is named
