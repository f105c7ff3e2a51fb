"""What an answer says about itself: why it is empty, and what the index has nothing of."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from index import Filters, Searcher, build
from index.question import Preferences
from index.search.note_wording import Note
from index.search.notes import not_relevant
from tests.fake_encoder import FakeEncoder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from index import Answer
    from index.records import Language

TODAY = date(2024, 6, 12)
ARTICLES = [
    ("river", "Banjir di tepi sungai itu surut.", "Kabar", "2024-05-20"),
    ("coast", "Banjir rob di pantai naik.", "Suara", "2024-06-05"),
    ("old", "Banjir besar itu merendam sawah.", "Kabar", "2019-02-01"),
    ("rice", "Harga beras turun.", "Kabar", None),
    ("mill", "Pabrik itu dibangun hingga 2045.", "Pabrik", None),
    ("told", "Gempa pada 5 Mei 1998 dan gempa 12 Juni itu besar. Saat itu tanggal 7.", "Kabar", "2024-06-01"),
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder: Path = tmp_path_factory.mktemp("notes")
    keys = ("id", "text", "source", "date")
    lines = [json.dumps({**dict(zip(keys, one, strict=True)), "language": "id"}) for one in ARTICLES]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build([str(folder / "articles.jsonl")], folder / "data", encoder=FakeEncoder())
    searcher = Searcher.open(folder / "data", FakeEncoder())
    yield searcher
    searcher.close()


def asked(searcher: Searcher, question: str, filters: Filters | None = None, **preferences: Any) -> Answer:
    wanted = Preferences(**{"today": TODAY, **preferences})
    return searcher.search(question, filters=filters, preferences=wanted)


NOTHING_ASKED = {
    "id": "Pertanyaan ini tidak memuat kata yang bisa dicari: tambahkan topiknya.",
    "en": "The question has no word to look for: add what it is about.",
}
OR_PHRASES = (
    "Frasa di sekitar “OR” dicari sebagai kata-kata biasa: tanyakan satu per satu jika harus persis sama."
)
PASTED = (
    "Tanda kutip dan tanda hubung tidak berlaku dalam pertanyaan yang lebih dari 12 kata: "
    "persingkat pertanyaannya."
)
BOTH = "dicari sekaligus dikecualikan, sehingga tidak ada hasil yang memuatnya: hapus salah satunya."
FAILING = [
    (Filters(sources=frozenset({"xyz"})), "Tidak ada artikel dari sumber “xyz”."),
    (Filters(sources=frozenset({"xyz", "Abc"})), "Tidak ada artikel dari sumber “Abc” atau “xyz”."),
    (Filters(languages=frozenset({"en"})), "Tidak ada artikel dalam bahasa “en”."),
    (
        Filters(since=date(2030, 1, 1)),
        "Tidak ada artikel dari 2030-01-01 atau sesudahnya: yang terbaru bertanggal 2024-06-05.",
    ),
    (
        Filters(since=date(2030, 1, 1), until=date(2030, 2, 1)),
        "Tidak ada artikel dari 2030-01-01 atau sesudahnya: yang terbaru bertanggal 2024-06-05.",
    ),
    (
        Filters(until=date(2018, 12, 31)),
        "Tidak ada artikel dari 2018-12-31 atau sebelumnya: yang terlama bertanggal 2019-02-01.",
    ),
    (
        Filters(since=date(2020, 1, 1), until=date(2020, 2, 1)),
        "Tidak ada artikel dari 2020-01-01 sampai 2020-02-01.",
    ),
    (
        Filters(sources=frozenset({"Suara"}), until=date(2024, 1, 1)),
        "Tidak ada artikel yang sesuai dengan semua filter sekaligus.",
    ),
]


@pytest.mark.parametrize(("filters", "note"), FAILING)
@pytest.mark.parametrize("question", ["banjir", '"harga beras"', "berita terbaru"])
def test_an_answer_that_filters_leave_empty_says_which(
    searcher: Searcher, filters: Filters, note: str, question: str
) -> None:
    answer = asked(searcher, question, filters)
    assert (answer.hits, answer.understood.note) == ((), note)


INSISTED = [
    ("banjir kemarin", "Tidak ada artikel yang terbit “kemarin”: {}"),
    ("banjir tahun 2030", "Tidak mungkin ada artikel dari waktu yang belum tiba, “tahun 2030”: {}"),
    ("banjir bulan depan", "Tidak mungkin ada artikel dari waktu yang belum tiba, “bulan depan”: {}"),
    ("berita besok", "Tidak mungkin ada artikel dari waktu yang belum tiba, “besok”: {}"),
]


@pytest.mark.parametrize(("question", "note"), INSISTED)
def test_an_answer_that_a_time_leaves_empty_says_so(searcher: Searcher, question: str, note: str) -> None:
    answer = asked(searcher, question, time="filter")
    assert answer.hits == ()
    assert answer.understood.note == note.format("tanyakan tanpa membatasi waktu.")
    assert answer.understood.time_use == "filter"


HAS_NOT_COME = [
    ("banjir tahun 2031", "“tahun 2031”"),
    ("banjir pada Desember 2031", "“pada Desember 2031”"),
    ("banjir besok", "“besok”"),
    ("banjir pekan depan atau tahun 2031", "“pekan depan” atau “tahun 2031”"),
]


@pytest.mark.parametrize(("question", "named"), HAS_NOT_COME)
def test_a_time_that_has_not_come_is_told_beside_a_topic(
    searcher: Searcher, question: str, named: str
) -> None:
    answer = asked(searcher, question)
    said = (
        f"Tidak mungkin ada artikel dari waktu yang belum tiba, {named}: berikut yang maknanya paling dekat."
    )
    assert answer.understood.note == said
    assert answer.understood.time_use == "off"


@pytest.mark.parametrize(
    ("question", "note"),
    [
        # An article tells of a mill: until 2045.
        ("pabrik tahun 2045", None),
        ("banjir tahun 2045", "Tidak mungkin ada artikel dari waktu yang belum tiba, “tahun 2045”: {}"),
        # None of its words is one of the topic.
        ("zzyzx Desember 2031", "Tidak ada artikel yang memuat “zzyzx”: {}"),
        ("zzyzx besok", "Tidak ada artikel yang memuat “zzyzx”: {}"),
        (
            "pabrik Mei 2023 dan Mei 2031",
            "Tidak ada artikel yang terbit “Mei 2023”: berikut artikel dari waktu lain.",
        ),
        # Words of a name are no time.
        (
            "Ini Banjir Tahun Depan",
            "Tidak ada artikel yang memuat “Tahun” atau “Depan”: berikut hasil untuk kata lainnya.",
        ),
        # A headline asks for no time. It is measured with it.
        ("banjir di tepi sungai itu ditangani pekan depan", None),
        ("Pemerintah akan membangun tanggul banjir di tepi sungai itu pekan depan", None),
    ],
)
def test_of_a_time_that_has_not_come_articles_may_speak(
    searcher: Searcher, question: str, note: str | None
) -> None:
    said = note and note.format("berikut yang maknanya paling dekat.")
    assert asked(searcher, question).understood.note == said


def test_a_time_that_has_not_come_is_not_said_where_articles_are_of_it(searcher: Searcher) -> None:
    assert asked(searcher, "banjir Mei 2024", today=date(2023, 1, 1)).understood.note is None


def test_a_second_year_is_insisted_on(searcher: Searcher) -> None:
    answer = asked(searcher, "banjir pada 2019 dan 2024", time="filter")
    assert answer.understood.note is None
    assert [one.text for one in answer.understood.times] == ["pada 2019", "2024"]
    assert {hit.article.record_id for hit in answer.hits} >= {"old", "river"}


def test_where_no_article_has_a_date_none_is_said_to_be_the_latest(searcher: Searcher) -> None:
    undated = Filters(sources=frozenset({"Pabrik"}))
    said = "Tidak ada artikel yang bertanggal, jadi tidak diketahui mana yang terbaru."
    news = asked(searcher, "berita terbaru", undated)
    assert news.understood.note == f"Pertanyaan ini meminta berita tanpa menyebut topik. {said}"
    coming = asked(searcher, "berita besok", undated)
    assert coming.understood.note == f"Pertanyaan ini menyebut waktu yang belum tiba, “besok”. {said}"
    latest = asked(searcher, "berita terbaru").understood.note
    assert latest == "Pertanyaan ini meminta berita tanpa menyebut topik: berikut artikel terbaru."


def test_a_bare_year_to_come_is_not_insisted_on_and_said(searcher: Searcher) -> None:
    answer = asked(searcher, "banjir 2030", time="filter")
    assert len(answer.hits) == len(ARTICLES)
    assert answer.understood.note is not None
    assert answer.understood.note.startswith("“2030” mungkin bukan waktu")


@pytest.mark.parametrize(
    ("question", "filters", "note"),
    [
        ("banjir kemarin", None, "Tidak ada artikel yang terbit “kemarin”: berikut artikel dari waktu lain."),
        (
            "banjir sejak kemarin",
            None,
            "Tidak ada artikel yang terbit “sejak kemarin”: berikut artikel dari waktu lain.",
        ),
        (
            "banjir Mei 2024",
            Filters(sources=frozenset({"Suara"})),
            "Tidak ada artikel sesuai filter yang terbit “Mei 2024”: berikut artikel dari waktu lain.",
        ),
        (
            "beras Mei 2024",
            None,
            "Tidak ada artikel yang terbit “Mei 2024” dan memuat “beras”: berikut artikel dari waktu lain.",
        ),
        # Other news of the month has a word of the subject.
        (
            "banjir besar merendam sawah Mei 2024",
            None,
            "Hasil pertama tidak terbit “Mei 2024” dan tidak menyebutnya.",
        ),
        # A headline: the time of what it tells need not be that of the article.
        ("Beras medium zzyzx qwrtp blarg wubble turun Mei 2024", None, None),
        (
            "Berapa harga beras medium zzyzx qwrtp di pasar Mei 2024?",
            None,
            "Tidak ada artikel yang terbit “Mei 2024” dan memuat “harga” atau “beras” atau “medium” "
            "atau 3 kata lain: berikut artikel dari waktu lain.",
        ),
        ("banjir Mei 2024", None, None),
        # An article of another date tells of it.
        ("gempa Mei 1998", None, None),
        ("gempa tahun 1998", None, None),
        ("gempa 12 Juni 2020", None, None),
        (
            "gempa 7 Juni 2020",
            None,
            "Tidak ada artikel yang terbit “7 Juni 2020”: berikut artikel dari waktu lain.",
        ),
        (
            "banjir Mei 1998",
            None,
            "Tidak ada artikel yang terbit “Mei 1998”: berikut artikel dari waktu lain.",
        ),
        # Its words are looked for: reports come later.
        ("banjir kuartal II 2020", None, None),
        # A year alone may belong to a name.
        ("banjir 1955", None, None),
        ("banjir", None, None),
    ],
)
def test_a_topic_of_which_the_time_has_nothing(
    searcher: Searcher, question: str, filters: Filters | None, note: str | None
) -> None:
    answer = asked(searcher, question, filters)
    assert answer.hits
    assert answer.understood.note == note


def test_what_the_time_has_without_the_topic_is_nearest_in_meaning(searcher: Searcher) -> None:
    answer = asked(searcher, "beras Mei 2024 atau Mei 2024", time="filter")
    assert [hit.article.record_id for hit in answer.hits] == ["river"]
    note = "Tidak ada artikel yang terbit “Mei 2024” dan memuat “beras”: berikut yang maknanya paling dekat."
    assert answer.understood.note == note


@pytest.mark.parametrize("question", ["berita besok", "apa yang terjadi pekan depan?"])
def test_news_of_what_has_not_come_is_the_latest(searcher: Searcher, question: str) -> None:
    answer = asked(searcher, question)
    note = answer.understood.note or ""
    assert note.startswith("Pertanyaan ini menyebut waktu yang belum tiba")
    assert answer.hits[0].article.record_id == "coast"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("apa itu Zorblax?", "“Zorblax”"),
        ("siapa itu Zorblax Wubble", "“Zorblax” atau “Wubble”"),
        ("apa itu zzyzx qwrtp blarg wubble?", "“zzyzx” atau “qwrtp” atau “blarg” atau satu kata lain"),
        ("apa itu zzyzx qwrtp blarg wubble ruxo?", "“zzyzx” atau “qwrtp” atau “blarg” atau 2 kata lain"),
    ],
)
def test_words_that_no_article_holds_are_named(searcher: Searcher, question: str, words: str) -> None:
    note = asked(searcher, question).understood.note
    assert note == f"Tidak ada artikel yang memuat {words}: berikut yang maknanya paling dekat."


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("who is Zorblax", "“Zorblax”"),
        # Of no language.
        ("zzyzx qwrtp", "“zzyzx” or “qwrtp”"),
        ("zzyzx qwrtp blarg", "“zzyzx” or “qwrtp” or “blarg”"),
        ("zzyzx qwrtp blarg wubble", "“zzyzx” or “qwrtp” or “blarg” or another word"),
        ("zzyzx qwrtp blarg wubble zorblax", "“zzyzx” or “qwrtp” or “blarg” or 2 other words"),
    ],
)
def test_in_any_other_language_than_indonesian_the_note_is_english(
    searcher: Searcher, question: str, words: str
) -> None:
    note = asked(searcher, question).understood.note
    assert note == f"No article holds {words}: these are the nearest in meaning."


@pytest.mark.parametrize(
    ("question", "note"),
    [
        (
            "berita pekan lalu",
            "Pertanyaan ini menyebut waktu tanpa menyebut topik. "
            "Tidak ada artikel sesuai filter dari waktu itu: berikut yang terbaru.",
        ),
        (
            "berita 5 Juni 2024",
            "Tidak ada artikel sesuai filter dari waktu yang disebut dalam pertanyaan: "
            "berikut yang maknanya paling dekat.",
        ),
    ],
)
def test_what_is_said_of_a_time_is_said_of_what_passes_the_filters(
    searcher: Searcher, question: str, note: str
) -> None:
    # `Suara` has an article of that week and day.
    answer = asked(searcher, question, Filters(sources=frozenset({"Kabar"})))
    assert (len(answer.hits) > 0, answer.understood.note) == (True, note)


def test_what_asks_nothing_has_no_best_hit_below_a_least_relevance(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searcher._ranker, "_relevance", object())
    answer = asked(searcher, "halo", min_relevance=0.5, below=True)
    assert (answer.hits, answer.below) == ((), None)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("siapa?", "id"),
        ("yang", "id"),
        ("apa kabar hari ini?", "id"),
        ("selamat pagi, apa kabar hari ini?", "id"),
        ("Hi there! How are you today?", "en"),
        ("halo", "id"),
        ("the", "en"),
        ("OK", "en"),
        # One of a list, and a heart.
        ("2", "en"),
        ("<3", "en"),
    ],
)
def test_a_question_without_a_subject_says_what_is_missing(
    searcher: Searcher, question: str, language: str
) -> None:
    answer = asked(searcher, question)
    assert answer.understood.note == NOTHING_ASKED[language]
    assert answer.hits == ()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Zorblax banjir", "“Zorblax”"),
        ("banjir di Zorblax Wubble", "“Zorblax” atau “Wubble”"),
        ("bukit banjir", "“bukit”"),
        ("banjir B4zorx", "“B4zorx”"),
        ("siapa Zorblax di banjir itu?", "“Zorblax”"),
    ],
)
def test_words_that_no_article_holds_are_named_beside_others(
    searcher: Searcher, question: str, words: str
) -> None:
    note = asked(searcher, question).understood.note
    assert note == f"Tidak ada artikel yang memuat {words}: berikut hasil untuk kata lainnya."


SILENT = [
    "apa itu banjir?",
    "di mana bukit yang banjir?",  # other words may say what this one does
    "banjir di tepi sungai itu surut dan harga beras turun kata Zorblax kepada Wubble",  # a statement
]


@pytest.mark.parametrize("question", SILENT)
def test_where_an_article_holds_one_of_them_nothing_is_said(searcher: Searcher, question: str) -> None:
    assert asked(searcher, question).understood.note is None


@pytest.mark.parametrize(
    ("question", "rest"),
    [('"zorblax" banjir', "banjir"), ('"zorblax" zorblax-beras banjir', "zorblax-beras banjir")],
)
def test_words_of_a_phrase_that_nothing_holds_are_not_looked_for(
    searcher: Searcher, question: str, rest: str
) -> None:
    plain, quoting = asked(searcher, rest), asked(searcher, question)
    assert [hit.score for hit in quoting.hits] == [hit.score for hit in plain.hits]
    assert quoting.understood.note == (
        "Di antara kutipan yang dapat menjawab, tidak ada yang memuat “zorblax”: frasa itu diabaikan."
    )


class OfLacking:
    """Finds irrelevant what lacks the rarest word of a question, by `lacking`, the last feature."""

    def probabilities(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        return 1 - features[:, -1]


def test_words_of_a_phrase_that_nothing_holds_are_lacking_all_the_same(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searcher._ranker, "_relevance", OfLacking())
    for question in ("zorblax banjir", '"zorblax" banjir', '"zorblax" banjir "wubble"'):
        assert {hit.relevance for hit in asked(searcher, question).hits} == {0}
    # Of what remains, these hits hold all.
    assert [hit.relevance for hit in asked(searcher, "banjir").hits][:3] == [1, 1, 1]
    answer = asked(searcher, '"zorblax" banjir', min_relevance=0.1)
    assert (answer.hits, answer.withheld) == ((), len(ARTICLES))


def test_a_word_in_quotes_that_stands_in_a_doubled_word_is_held(tmp_path: Path) -> None:
    line = {"id": "spider", "text": "Laba-laba besar itu jinak.", "language": "id"}
    (tmp_path / "articles.jsonl").write_text(json.dumps(line), encoding="utf-8")
    build([str(tmp_path / "articles.jsonl")], tmp_path / "data", encoder=FakeEncoder())
    searcher = Searcher.open(tmp_path / "data", FakeEncoder())
    for question in ('"laba"', '"laba" besar'):
        understood = asked(searcher, question).understood
        assert (understood.phrases, understood.note) == (("laba",), None)
    note = "Tidak ada artikel yang memuat “zorblax”: berikut hasil untuk kata lainnya."
    assert asked(searcher, '"laba" zorblax').understood.note == note
    searcher.close()


SUARA = Filters(sources=frozenset({"Suara"}))
"""Its one article is `coast`."""


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("banjir -pantai", "Semua yang ditemukan dikecualikan oleh “pantai”."),
        ("banjir -rob -pantai", "Semua yang ditemukan dikecualikan oleh “rob” atau “pantai”."),
        ("the flood -pantai", "Everything that was found is excluded by “pantai”."),
        ("berita terbaru -pantai", "Semua yang ditemukan dikecualikan oleh “pantai”."),
        (
            '"zorblax" banjir -pantai',
            "Di antara kutipan yang dapat menjawab, tidak ada yang memuat “zorblax”: frasa itu diabaikan. "
            "Semua yang ditemukan dikecualikan oleh “pantai”.",
        ),
        (
            "banjir -banjir",
            "“banjir” dicari sekaligus dikecualikan, sehingga tidak ada hasil yang memuatnya: "
            "hapus salah satunya.",
        ),
        ("yang di -pantai", "Semua yang ditemukan dikecualikan oleh “pantai”."),
    ],
)
def test_where_all_that_was_found_is_excluded_it_is_told(
    searcher: Searcher, question: str, note: str
) -> None:
    answer = asked(searcher, question, SUARA)
    assert (answer.hits, answer.understood.note) == ((), note)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ('apakah benar "banjir rob" itu sudah surut dan warga di pantai boleh pulang ke rumah', True),
        ('Apakah "banjir rob" itu surut? Sebutkan di mana saja warga di pantai sudah boleh pulang', True),
        ("banjir di tepi sungai dan di pantai dan di sawah dan di pasar dan jalan -rob", True),
        (
            '"Banjir rob itu surut dan warga di pantai sudah boleh pulang ke rumah masing-masing," kata Ani',
            False,
        ),
        ('Banjir "rob" itu surut. Warga di pantai sudah boleh pulang ke rumah masing-masing hari ini', False),
        ("Banjir -rob- itu surut dan warga di pantai sudah boleh pulang ke rumah mereka hari ini.", False),
        (f'apakah benar "banjir rob" itu sudah surut {"dan surut " * 16}', True),
        (f'apakah benar "banjir rob" itu sudah surut {"dan surut " * 20}', False),
    ],
)
def test_that_quotes_mean_nothing_is_told_where_they_may_be_meant(
    searcher: Searcher, question: str, told: bool
) -> None:
    assert (asked(searcher, question).understood.note == PASTED) == told


@pytest.mark.parametrize(
    ("least", "best", "told"),
    [
        (0.5, 0.4999, "relevance 0.5 that was asked for: the best has 0.49."),
        (0.9999, 0.99987, "relevance 0.9999 that was asked for: the best has 0.9998."),
        (1.0, 0.99999, "relevance 1 that was asked for: the best has 0.99."),
        (0.5, 0.29, "relevance 0.5 that was asked for: the best has 0.29."),
        (0.00001, 0.0, "relevance 1e-05 that was asked for: the best has 0.00."),
    ],
)
def test_the_best_relevance_never_looks_like_enough(least: float, best: float, told: str) -> None:
    assert not_relevant("en", None, least, best).text == f"No passage reaches the {told}"
    indonesian = not_relevant("id", None, least, best).text
    figures = re.findall(r"\d\S*\d|\d", told.replace(".", ","))
    assert re.findall(r"\d\S*\d|\d", indonesian) == figures


@pytest.mark.parametrize(
    ("language", "reached"),
    [
        ("id", "Tidak ada kutipan yang mencapai relevansi 0,5 yang diminta: yang terbaik hanya 0,21."),
        ("en", "No passage reaches the relevance 0.5 that was asked for: the best has 0.21."),
        ("und", "No passage reaches the relevance 0.5 that was asked for: the best has 0.21."),
    ],
)
def test_what_was_said_of_a_question_stands_before_that_no_passage_reaches_enough(
    language: Language, reached: str
) -> None:
    said = Note("“kecuali”: -Ambon.", "these are others")
    assert said.text == "“kecuali”: -Ambon: these are others."
    assert not_relevant(language, said, 0.5, 0.21).text == f"“kecuali”: -Ambon. {reached}"


@pytest.mark.parametrize(
    ("question", "word", "instead"),
    [
        ("banjir kecuali sungai", "kecuali", "-sungai"),
        ("banjir selain di pantai", "selain", "-pantai"),
        ("Banjir mana kecuali rob yang naik ke rumah?", "kecuali", "-rob"),
        ("banjir except Harga Beras", "except", '-"Harga Beras"'),
        ("Banjir mana kecuali Tepi Sungai Harga Beras yang surut?", "kecuali", '-"Tepi Sungai Harga Beras"'),
        ("Banjir selain Banjir 2019", "selain", '-"Banjir 2019"'),
        ("banjir bukan di Pantai", "bukan", "-Pantai"),
    ],
)
def test_words_that_are_to_leave_something_out_say_how_to(
    searcher: Searcher, question: str, word: str, instead: str
) -> None:
    note = asked(searcher, question).understood.note
    assert note == f"“{word}” tidak mengecualikan apa pun: tulis {instead} untuk mengecualikannya."


@pytest.mark.parametrize(
    "question",
    [
        "banjir bukan di pantai",  # no name
        "BANJIR BUKAN DI PANTAI",
        'banjir "besar kecuali sungai"',  # quoted
        "banjir kecuali yang",
        "banjir selain banjir",
        # More is asked for, something is denied, a place or a title is named.
        "Selain Sungai, pantai mana yang banjir?",
        "Besides Sungai, which coasts had banjir?",
        "banjir selain Sungai juga Pantai",
        "Kecuali Sungai, pantai mana lagi yang banjir?",
        "Why is Banjir not in Sungai?",
        "banjir di luar Pantai",
        "bukan Harga Beras",
        "Bukan Banjir Besar",
        "banjir Bukan Harga Beras",
        # To leave out one word of two leaves out too much.
        "banjir selain sungai besar",
        "Selain banjir di tepi sungai itu harga beras juga turun di pasar",  # a headline
    ],
)
def test_where_nothing_is_meant_to_be_left_out_nothing_is_said_of_it(
    searcher: Searcher, question: str
) -> None:
    note = asked(searcher, question).understood.note or ""
    assert not re.search("leaves nothing out|tidak mengecualikan", note)


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("flooding riverside", None),  # `tepi sungai`, of which each word alone is no riverside
        ("flooding vineyard", "No article holds “vineyard”: these are about the rest."),
    ],
)
def test_a_word_that_passages_say_in_two_of_the_other_language_is_not_missed(
    searcher: Searcher, question: str, note: str | None
) -> None:
    assert asked(searcher, question).understood.note == note


@pytest.mark.parametrize(
    ("question", "note"),
    [
        (
            "banjir kecuali sungai Mei 1998",
            "Tidak ada artikel yang terbit “Mei 1998”: berikut artikel dari waktu lain.",
        ),
        (
            "Zorblax banjir kecuali sungai",
            "Tidak ada artikel yang memuat “Zorblax”: berikut hasil untuk kata lainnya.",
        ),
        (
            "zzyzx kecuali qwrtp",
            "Tidak ada artikel yang memuat “zzyzx” atau “qwrtp”: berikut yang maknanya paling dekat.",
        ),
    ],
)
def test_what_matters_more_is_said_before_how_to_leave_something_out(
    searcher: Searcher, question: str, note: str
) -> None:
    assert asked(searcher, question).understood.note == note


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("banjir site:detik.com", "“site:detik.com” tidak dicari: gunakan opsi source."),
        ("banjir after:2019", "“after:2019” tidak dicari: gunakan opsi since."),
        ("banjir filetype:pdf", "“filetype:pdf” tidak dicari."),
        ("title:banjir", None),
        ("judul:banjir", None),
    ],
)
def test_operators_of_web_search_say_which_option_does_the_same(
    searcher: Searcher, question: str, note: str | None
) -> None:
    answer, plain = asked(searcher, question), asked(searcher, "banjir")
    assert answer.understood.note == note
    assert answer.understood.times == ()
    assert [hit.score for hit in answer.hits] == [hit.score for hit in plain.hits]


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("banjir OR beras", None),
        ('"harga beras" OR banjir', OR_PHRASES),
        (
            "banjir OR zzyzx",
            "Tidak ada artikel yang memuat “zzyzx”: berikut hasil untuk kata lainnya.",
        ),  # matters more
        ("banjir beras", None),
    ],
)
def test_phrases_that_or_makes_plain_words_are_told(
    searcher: Searcher, question: str, note: str | None
) -> None:
    assert asked(searcher, question).understood.note == note


@pytest.mark.parametrize(
    ("question", "both"),
    [
        ("banjir -banjir", ["banjir"]),
        ("harga beras -berasnya -harga", ["berasnya", "harga"]),  # whatever its form
        ('harga beras -"harga beras"', ["harga beras"]),
        ('beras -"harga beras"', []),
        ("banjir -beras", []),
    ],
)
def test_what_is_looked_for_and_excluded_at_once_is_told(
    searcher: Searcher, question: str, both: list[str]
) -> None:
    said = [f"“{one}” {BOTH}" for one in both]
    assert asked(searcher, question).understood.note == (" ".join(said) or None)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ('"banjir" -banjir', ""),  # passages hold it, but may not answer
        ('"Banjir besar" -banjir', ""),
        (
            '"banjir" "zzyzx" -banjir',
            "Di antara kutipan yang dapat menjawab, tidak ada yang memuat “zzyzx”: frasa itu diabaikan. ",
        ),
    ],
)
def test_a_phrase_that_the_question_itself_excludes_is_not_told_as_missing(
    searcher: Searcher, question: str, missing: str
) -> None:
    assert asked(searcher, question).understood.note == f"{missing}“banjir” {BOTH}"


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("banjir Q3 2020", None),  # looked for as `kuartal III 2020`
        ("banjir Q3 2020 zzyzx", "Tidak ada artikel yang memuat “zzyzx”: berikut hasil untuk kata lainnya."),
        ("zzyzx Q3 2020", "No article holds “zzyzx” or “2020”: these are the nearest in meaning."),
        (
            "banjir kuartal zzyzx",
            "Tidak ada artikel yang memuat “kuartal” atau “zzyzx”: berikut hasil untuk kata lainnya.",
        ),
    ],
)
@pytest.mark.parametrize("time", ["prefer", "off"])
def test_words_that_nobody_typed_are_not_told(
    searcher: Searcher, question: str, note: str | None, time: str
) -> None:
    assert asked(searcher, question, time=time).understood.note == note


@pytest.mark.parametrize(
    ("question", "note"),
    [
        (
            "banjir sejak 2024 sampai 2019",
            "“sejak 2024 sampai 2019” menyebut waktu akhir lebih dulu: "
            "dibaca sebagai 2019-01-01 sampai 2024-12-31.",
        ),
        ("banjir sejak 2019 sampai 2024", None),
        # A headline tells of a time, and asks for no articles of it.
        ("Pemerintah menghitung banjir di tepi sungai itu dari 2024 sampai 2019", None),
    ],
)
def test_a_time_that_names_the_later_end_first_is_told_as_it_was_read(
    searcher: Searcher, question: str, note: str | None
) -> None:
    assert asked(searcher, question).understood.note == note


KABAR = Filters(sources=frozenset({"Kabar"}))
ENGLISH = [
    ("the flood", Filters(sources=frozenset({"xyz", "Abc"})), "No article has the source “Abc” or “xyz”."),
    ("the flood", Filters(languages=frozenset({"en"})), "No article is in the language “en”."),
    (
        "the flood",
        Filters(since=date(2030, 1, 1)),
        "No article is of 2030-01-01 or later: the newest is of 2024-06-05.",
    ),
    (
        "the flood",
        Filters(until=date(2018, 12, 31)),
        "No article is of 2018-12-31 or earlier: the oldest is of 2019-02-01.",
    ),
    (
        "the flood",
        Filters(since=date(2020, 1, 1), until=date(2020, 2, 1)),
        "No article is of 2020-01-01 to 2020-02-01.",
    ),
    (
        "the flood",
        Filters(sources=frozenset({"Suara"}), until=date(2024, 1, 1)),
        "No article passes all the filters together.",
    ),
    (
        "the and of",
        KABAR,
        "The question has no word to look for: these are the latest articles that pass the filters.",
    ),
    (
        "last week's news",
        KABAR,
        "The question names a time and no topic. "
        "No article that passes the filters is of that time: these are the latest.",
    ),
    (
        "news tomorrow",
        None,
        "The question names a time that has not come, “tomorrow”: these are the latest articles.",
    ),
    (
        "latest news",
        Filters(sources=frozenset({"Pabrik"})),
        "The question asks for news and names no topic. "
        "No article has a date, so that none is known to be the latest.",
    ),
    (
        "the flood in May 1998",
        KABAR,
        "No article that passes the filters is dated “in May 1998”: these are of other dates.",
    ),
    (
        "the flood in 2031 or tomorrow",
        None,
        "No article can be of “in 2031” or “tomorrow”, which has not come: these are the nearest in meaning.",
    ),
    (
        "the flood from 2024 to 2019",
        None,
        "“from 2024 to 2019” names the later end first: read as 2019-01-01 to 2024-12-31.",
    ),
    ("the flood and the vineyard", None, "No article holds “vineyard”: these are about the rest."),
    ('the flood of "zzyzx"', None, "No passage that may answer holds “zzyzx”: left out."),
    (
        "the flood -flood",
        None,
        "“flood” is both looked for and excluded, so that no hit holds it: drop one.",
    ),
    ("the flood site:x.id", None, "“site:x.id” is not looked for: give the option source instead."),
    (
        "which banjir, excluding Sungai, is the worst?",
        None,
        "“excluding” leaves nothing out: write -Sungai to do so.",
    ),
    (
        'is it true that the "flood" is over now and that people may go home to the coast',
        None,
        "Quotes and hyphens mean nothing in a question of more than 12 words: shorten it.",
    ),
]


@pytest.mark.parametrize(("question", "filters", "note"), ENGLISH)
def test_the_note_to_an_english_question_is_english(
    searcher: Searcher, question: str, filters: Filters | None, note: str
) -> None:
    assert asked(searcher, question, filters).understood.note == note
