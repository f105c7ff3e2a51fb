"""What a question says beyond its words, and how an answer is put together."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from index import Filters, NotFound, QueryError, Searcher, build
from index.question import Preferences
from index.search.retrieval import POOL
from tests.fake_encoder import FakeEncoder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from index import Answer

TODAY = date(2024, 6, 12)
WIRE = (
    "Banjir bandang merendam ratusan rumah di pinggir kota sejak malam, dan warga mengungsi ke balai desa "
    "dengan perahu karet milik tim penolong. Kepala desa mengatakan dapur umum sudah dibuka di dua tempat, "
    "bantuan selimut masih ditunggu dari kabupaten. Petugas meminta warga tidak pulang dulu, sebab hujan "
    "diperkirakan turun lagi hingga akhir pekan dan tanggul sungai belum selesai diperbaiki. Sekolah di kota "
    "itu diliburkan dan para guru membantu menjaga anak-anak di tempat pengungsian sampai keadaan aman."
)
ARTICLES = [
    ("river", "Banjir di tepi sungai surut. Warga membersihkan rumah.", "Kabar", "2024-05-20"),
    ("coast", "Banjir rob di pantai naik. Nelayan tidak melaut.", "Suara", "2024-06-05"),
    ("old", "Banjir besar merendam sawah. Petani gagal panen.", "Kabar", "2019-02-01"),
    ("wire", WIRE, "Kantor Berita", "2024-04-02"),
    ("copy", "KOTA - " + WIRE, "Harian Pagi", "2024-04-03"),
    ("rice", "Harga beras turun di pasar.", "Kabar", "2024-06-01"),
]


class Doubting:
    """Finds relevant what has half of a question's words."""

    def probabilities(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.where(features[:, 1] > 0.5, 0.9, 0.01)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("preferences")
    lines = [
        json.dumps({"id": name, "text": text, "language": "id", "source": source, "date": day})
        for name, text, source, day in ARTICLES
    ]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build([str(folder / "articles.jsonl")], folder / "data", encoder=FakeEncoder(max_tokens=200))
    searcher = Searcher.open(folder / "data", FakeEncoder(max_tokens=200))
    yield searcher
    searcher.close()


def built(folder: Path, records: list[dict[str, str]]) -> Searcher:
    lines = [json.dumps({"language": "id", **record}) for record in records]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build([str(folder / "articles.jsonl")], folder / "data", encoder=FakeEncoder())
    return Searcher.open(folder / "data", FakeEncoder())


def asked(searcher: Searcher, question: str, limit: int = 10, **preferences: Any) -> Answer:
    wanted = Preferences(**{"today": TODAY, "recency": "off", **preferences})
    return searcher.search(question, limit=limit, preferences=wanted)


def names(answer: Answer) -> list[str | None]:
    return [hit.article.record_id for hit in answer.hits]


def test_a_quoted_phrase_must_occur(searcher: Searcher) -> None:
    assert names(asked(searcher, '"banjir rob"')) == ["coast"]
    assert asked(searcher, '"banjir rob"').understood.phrases == ("banjir rob",)


def test_an_excluded_word_does_not_occur(searcher: Searcher) -> None:
    answer = asked(searcher, "banjir -nelayan")
    assert "coast" not in names(answer)
    assert answer.understood.excluded == ("nelayan",)
    assert len(answer.hits) == len(ARTICLES) - 1


def test_a_phrase_that_no_passage_holds_is_left_out_and_said(searcher: Searcher) -> None:
    answer = asked(searcher, 'banjir "sungai kuning"')
    assert len(answer.hits) == len(ARTICLES)
    assert answer.understood.note == (
        "Di antara kutipan yang dapat menjawab, tidak ada yang memuat “sungai kuning”: frasa itu diabaikan."
    )
    assert answer.understood.phrases == ()


def test_a_pasted_sentence_has_no_syntax(searcher: Searcher) -> None:
    sentence = 'Warga berkata "banjir ini lebih tinggi dari tahun lalu dan kami takut" kepada petugas -jaga'
    answer = asked(searcher, sentence)
    assert (answer.understood.phrases, answer.understood.excluded) == ((), ())
    assert answer.understood.note == (
        "Tanda kutip dan tanda hubung tidak berlaku dalam pertanyaan yang lebih dari 12 kata: "
        "persingkat pertanyaannya."
    )
    assert len(answer.hits) == len(ARTICLES)


def test_a_question_of_exclusions_only_is_refused(searcher: Searcher) -> None:
    with pytest.raises(QueryError, match="only says what to leave out"):
        asked(searcher, "-banjir")


def test_a_time_is_shown_and_preferred(searcher: Searcher) -> None:
    answer = asked(searcher, "banjir pekan lalu")
    (time,) = answer.understood.times
    assert (time.text, time.since, time.until) == ("pekan lalu", date(2024, 6, 3), date(2024, 6, 9))
    assert answer.understood.time_use == "prefer"
    # The bonus of .5, and what the lexical leg adds for the time as for a word.
    assert {hit.article.record_id for hit in answer.hits if hit.explanation.period > 0.5} == {"coast"}
    assert {hit.explanation.period for hit in answer.hits if hit.article.record_id in ("old", "wire")} == {0}
    assert len(answer.hits) == len(ARTICLES)


def test_a_time_is_told_as_the_question_has_it(searcher: Searcher) -> None:
    question = '"banjir" sejak Mei -jakarta 2024'
    (time,) = asked(searcher, question).understood.times
    assert time.text == question[time.start : time.end] == "sejak Mei -jakarta 2024"


def test_what_happened_long_ago_is_told_by_the_articles_that_speak_of_it(tmp_path: Path) -> None:
    texts = [
        ("history", "Kerusuhan terjadi pada Mei 1998 dan Presiden Soeharto mundur.", "2018-05-21"),
        ("rice", "Harga beras turun di pasar.", "2024-06-01"),
        ("rain", "Hujan turun di kota.", "2024-06-02"),
    ]
    searcher = built(tmp_path, [{"id": name, "text": text, "date": day} for name, text, day in texts])
    said = {
        "Apa yang terjadi pada Mei 1998?": "Tidak ada artikel dari waktu yang disebut dalam pertanyaan: "
        "berikut yang maknanya paling dekat.",
        "What happened in May 1998?": "No article is of the time that the question names: "
        "these are the nearest in meaning.",
    }
    for question, note in said.items():
        answer = asked(searcher, question, recency="auto")
        assert names(answer)[0] == "history"
        assert answer.understood.note == note
    searcher.close()


def test_an_article_of_the_time_asked_for_need_not_say_so(tmp_path: Path) -> None:
    texts = [
        ("of it", "Banjir merendam sawah warga.", "2024-05-12"),
        ("speaks of it", "Stok beras pada Mei 2024 cukup untuk dua bulan.", "2023-01-01"),
        ("speaks of both", "Sawah belum pulih dari banjir Mei 2024.", "2025-02-01"),
        ("neither", "Banjir surut.", "2020-01-01"),
    ]
    searcher = built(tmp_path, [{"id": name, "text": text, "date": day} for name, text, day in texts])
    answer = asked(searcher, "banjir pada Mei 2024")
    lexical = {hit.article.record_id: hit.lexical.score for hit in answer.hits}
    assert names(answer)[0] == "of it"
    # The time weighs as a word does, and no less for an article that only speaks of it.
    assert lexical["of it"] > lexical["neither"] > 0
    assert lexical["speaks of both"] > lexical["speaks of it"] > 0
    searcher.close()


def test_words_of_a_time_that_no_article_is_of_are_words(searcher: Searcher) -> None:
    answer = asked(searcher, "banjir Maret 2021")
    assert [hit.explanation.period for hit in answer.hits] == pytest.approx([0] * len(ARTICLES))
    assert answer.understood.times[0].text == "Maret 2021"


def test_the_latest_of_many_articles_come_by_day(tmp_path: Path) -> None:
    first = date(2023, 1, 1)
    records = [
        {"id": str(at), "text": f"Harga beras {at} turun.", "date": str(first + timedelta(days=at))}
        for at in range(400)
    ]
    searcher = built(tmp_path, records)
    answer = asked(searcher, "berita terbaru", limit=100, recency="auto")
    assert names(answer) == [str(at) for at in range(399, 299, -1)]
    searcher.close()


def test_the_latest_come_first_where_most_articles_have_no_date(tmp_path: Path) -> None:
    undated = [{"id": f"u{at}", "text": f"Berita terbaru nomor {at} dari desa."} for at in range(300)]
    dated = [{"id": f"d{day}", "text": "Harga beras turun.", "date": f"2024-05-0{day}"} for day in (2, 3, 1)]
    searcher = built(tmp_path, undated + dated)
    answer = asked(searcher, "berita terbaru", limit=4, recency="auto")
    assert names(answer)[:3] == ["d3", "d2", "d1"]
    searcher.close()


def test_the_latest_are_articles_however_long_each_is(tmp_path: Path) -> None:
    sentences = " ".join(f"Paragraf {at} bercerita tentang panen padi di sawah." for at in range(3_000))
    records = [{"id": str(day), "text": sentences, "date": f"2024-05-0{day}"} for day in range(1, 6)]
    searcher = built(tmp_path, records)
    assert len(searcher.candidates("panen", 1_000).rows) > 5 * 30  # more passages than are looked at first
    assert names(asked(searcher, "berita terbaru", limit=5, recency="auto")) == ["5", "4", "3", "2", "1"]
    searcher.close()


def test_a_phrase_whose_holders_answer_something_else_need_not_occur(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [
        ("case", "Kasus kekerasan di Karawang naik, rumah aman dibutuhkan warga."),
        ("film", "Film Safe House tayang di bioskop."),
    ]
    searcher = built(tmp_path, [{"id": name, "text": text} for name, text in texts])
    question = 'Kasus kekerasan di Karawang naik, "Safe House" dibutuhkan warga'
    assert names(asked(searcher, question)) == ["film"]
    monkeypatch.setattr(searcher._ranker, "_relevance", Doubting())
    answer = asked(searcher, question)
    assert names(answer) == ["case", "film"]
    assert answer.understood.note == (
        "Kutipan yang memuat “Safe House” menjawab hal lain: frasa itu diabaikan."
    )
    # Where nothing else answers either, what was asked for stays.
    assert names(asked(searcher, 'lomba catur "Safe House"')) == ["film"]
    searcher.close()


NOTHING_ASKED = "Pertanyaan ini tidak memuat kata yang bisa dicari: tambahkan topiknya."
OF_THE_TIME = {
    "id": "Pertanyaan ini menyebut waktu tanpa menyebut topik: berikut artikel dari waktu itu.",
    "en": "The question names a time and no topic: these are the articles of that time.",
}
LATEST = {
    "id": "Pertanyaan ini meminta berita tanpa menyebut topik: berikut artikel terbaru.",
    "en": "The question asks for news and names no topic: these are the latest articles.",
}


@pytest.mark.parametrize("question", ["halo", "siapa?"])
def test_what_asks_nothing_has_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    class Sure:
        def probabilities(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.ones(len(features))

    searcher = built(tmp_path, [{"id": "1", "text": "Halo, siapa itu?"}])
    monkeypatch.setattr(searcher._ranker, "_relevance", Sure())
    assert [hit.relevance for hit in asked(searcher, "itu Zorblax").hits] == [1]
    for least in (0, 0.5):
        answer = asked(searcher, question, min_relevance=least)
        assert (answer.hits, answer.withheld, answer.understood.note) == ((), 0, NOTHING_ASKED)
    searcher.close()


@pytest.mark.parametrize("question", ["-", "😀", "yang dan di", "siapa?", '"yang tidak ada"'])
def test_without_a_word_to_look_for_the_latest_that_pass_the_filters_are_shown(
    searcher: Searcher, question: str
) -> None:
    assert names(asked(searcher, question)) == []
    preferences = Preferences(today=TODAY)
    answer = searcher.search(question, filters=Filters(sources=frozenset({"Kabar"})), preferences=preferences)
    assert [(hit.article.record_id, hit.relevance) for hit in answer.hits] == [
        ("rice", None),
        ("river", None),
        ("old", None),
    ]


@pytest.mark.parametrize(
    ("question", "nothing"), [("bukan itu", True), ("yang lain dong", True), ("lelucon itu", False)]
)
def test_what_only_points_asks_nothing_however_few_articles_hold_it(
    tmp_path: Path, question: str, nothing: bool
) -> None:
    # Each word in one article of twenty: its idf is that of a word which tells.
    said = ["Bukan itu.", "Yang lain dong.", "Lelucon."]
    texts = [*said, *(f"Banjir melanda desa {at}." for at in range(17))]
    searcher = built(tmp_path, [{"id": str(at), "text": text} for at, text in enumerate(texts)])
    assert (asked(searcher, question).understood.note == NOTHING_ASKED) is nothing
    searcher.close()


@pytest.mark.parametrize("hidden", ["ban\u00adjir", "ban\u200bjir", "\ufeffbanjir"])
def test_what_nobody_sees_in_a_question_is_left_out(searcher: Searcher, hidden: str) -> None:
    answer = asked(searcher, f"{hidden} rob")
    assert answer.question == "banjir rob"
    assert names(answer) == names(asked(searcher, "banjir rob"))


def test_a_time_filters_where_asked_to(searcher: Searcher) -> None:
    assert names(asked(searcher, "banjir pekan lalu", time="filter")) == ["coast"]


@pytest.mark.parametrize(
    ("question", "expected", "note"),
    [
        ("berita pekan lalu", ["coast"], OF_THE_TIME["id"]),
        ("What happened in May 2024?", ["river"], OF_THE_TIME["en"]),
        ("Halo, ada berita apa saja pekan lalu?", ["coast"], OF_THE_TIME["id"]),
        ("last week's news", ["coast"], OF_THE_TIME["en"]),
        ("What were last week’s main stories?", ["coast"], OF_THE_TIME["en"]),
        ("give me a summary of last week's news", ["coast"], OF_THE_TIME["en"]),
        ("ringkasan berita pekan lalu", ["coast"], OF_THE_TIME["id"]),
        ("judul berita pekan lalu", ["coast"], OF_THE_TIME["id"]),
        ("news roundup last week", ["coast"], OF_THE_TIME["en"]),
        ("list of events in May 2024", ["river"], OF_THE_TIME["en"]),
        ("berita terpopuler", ["coast", "rice", "river", "copy", "wire", "old"], LATEST["id"]),
        ("top headlines", ["coast", "rice", "river", "copy", "wire", "old"], LATEST["en"]),
        ("rekap berita", ["coast", "rice", "river", "copy", "wire", "old"], LATEST["id"]),
        ("berita terbaru", ["coast", "rice", "river", "copy", "wire", "old"], LATEST["id"]),
        (
            "berita kemarin",
            ["coast", "rice", "river", "copy", "wire", "old"],
            "Pertanyaan ini menyebut waktu tanpa menyebut topik. Tidak ada artikel dari waktu itu: "
            "berikut yang terbaru.",
        ),
    ],
)
def test_where_nothing_but_news_is_asked_for_the_time_decides(
    searcher: Searcher, question: str, expected: list[str], note: str
) -> None:
    answer = asked(searcher, question, recency="auto")
    assert (names(answer), answer.understood.note) == (expected, note)
    assert all(hit.relevance is None for hit in answer.hits)


@pytest.mark.parametrize("question", ["banjir pekan lalu", "banjir terbaru", "berita banjir Mei 2024"])
def test_a_question_with_a_subject_is_of_all_times(searcher: Searcher, question: str) -> None:
    answer = asked(searcher, question, recency="auto")
    assert (len(answer.hits), answer.understood.note) == (len(ARTICLES), None)


def test_the_latest_are_those_that_pass_the_filters(searcher: Searcher) -> None:
    wanted = Preferences(today=TODAY)
    answer = searcher.search("berita terbaru", filters=Filters(until=date(2024, 4, 30)), preferences=wanted)
    assert (names(answer), answer.understood.note) == (["copy", "wire", "old"], LATEST["id"])


def test_the_latest_are_found_on_the_last_day_that_there_is(searcher: Searcher) -> None:
    answer = asked(searcher, "berita terbaru", recency="auto", today=date.max)
    assert names(answer) == ["coast", "rice", "river", "copy", "wire", "old"]


def test_a_limit_is_checked_with_a_least_relevance_too(searcher: Searcher) -> None:
    with pytest.raises(QueryError, match="The limit 0 is out of range"):
        searcher.search("banjir", limit=0, preferences=Preferences(min_relevance=0.5))


def test_a_limit_is_a_whole_number(searcher: Searcher) -> None:
    assert len(searcher.search("banjir", limit=np.int64(2)).hits) == 2  # type: ignore[arg-type]
    with pytest.raises(QueryError, match=r"The limit 2\.0 is no whole number: ask for 1 to 100 hits"):
        searcher.search("banjir", limit=2.0)  # type: ignore[arg-type]


def test_what_is_asked_for_decides_over_nothing_but_news(searcher: Searcher) -> None:
    off = asked(searcher, "berita pekan lalu", time="off")
    assert (off.understood.times, len(off.hits)) == ((), len(ARTICLES))
    assert names(asked(searcher, "berita pekan lalu", time="filter")) == ["coast"]
    assert names(asked(searcher, "berita Maret 2021", time="filter")) == []


def test_what_may_be_no_time_is_not_insisted_on_and_said(searcher: Searcher) -> None:
    answer = asked(searcher, "banjir 2019", time="filter")
    assert (answer.understood.times, len(answer.hits)) == ((), len(ARTICLES))
    assert answer.understood.note == (
        "“2019” mungkin bukan waktu, jadi tidak dipakai untuk menyaring: tulis “pada 2019” agar dipakai."
    )
    assert asked(searcher, "the flood 2019", time="filter").understood.note == (
        "“2019” may not be a time, so nothing was left out by it: write “in 2019” to insist."
    )
    for insisting in ("banjir pada 2019", "the flood in 2019", "banjir tahun 2019"):
        assert names(asked(searcher, insisting, time="filter")) == ["old"]


def test_a_time_that_is_excluded_is_not_asked_for(searcher: Searcher) -> None:
    answer = asked(searcher, 'banjir -"pekan lalu" -terbaru', time="filter")
    assert (answer.understood.times, len(answer.hits)) == ((), len(ARTICLES))
    assert answer.understood.excluded == ("pekan lalu", "terbaru")


def test_framing_is_not_looked_for_and_said(searcher: Searcher) -> None:
    plain, framed = (
        asked(searcher, "banjir rob itu"),
        asked(searcher, "Tolong carikan berita tentang banjir rob itu ya"),
    )
    assert framed.understood.framing == ("Tolong carikan berita tentang", "ya")
    assert [(hit.article.id, hit.score) for hit in framed.hits] == [
        (hit.article.id, hit.score) for hit in plain.hits
    ]
    # A misspelt word stays where it stands in the question.
    wrong = asked(searcher, "tlg cariin info soal banjirr rob dong")
    assert wrong.understood.corrected == "tlg cariin info soal banjir rob dong"


def test_a_question_that_is_no_text_is_refused(searcher: Searcher) -> None:
    with pytest.raises(QueryError, match="bytes that are no UTF-8"):
        asked(searcher, "banjir \udcff")
    with pytest.raises(NotFound, match="No article has the id"):
        searcher.article("\udcff")


@pytest.mark.parametrize("filters", [Filters(since=date(2019, 1, 1)), Filters(until=date(2024, 12, 31))])
def test_a_filter_of_dates_overrules_the_question(searcher: Searcher, filters: Filters) -> None:
    answer = searcher.search("banjir pekan lalu", filters=filters, preferences=Preferences(today=TODAY))
    assert (answer.understood.times, answer.understood.time_use) == ((), "off")


def test_times_can_be_ignored(searcher: Searcher) -> None:
    answer = asked(searcher, "banjir pekan lalu", time="off")
    assert (answer.understood.times, answer.understood.time_use) == ((), "off")
    assert {hit.explanation.period for hit in answer.hits} == {0.0}


def test_new_articles_are_lifted_where_the_question_wants_news(searcher: Searcher) -> None:
    wanted = asked(searcher, "banjir terbaru", recency="auto").hits
    assert max(hit.explanation.recency for hit in wanted) == pytest.approx(0.3)
    assert {hit.explanation.recency for hit in asked(searcher, "banjir", recency="auto").hits} == {0.0}
    strong = asked(searcher, "banjir", recency="strong").hits
    assert max(hit.explanation.recency for hit in strong) == pytest.approx(1.8)


def test_the_parts_add_up_to_the_score(searcher: Searcher) -> None:
    for hit in asked(searcher, "banjir terbaru pekan lalu", recency="strong").hits:
        parts = hit.explanation
        whole = parts.dense + parts.lexical + parts.period + parts.recency + parts.language
        assert hit.score == pytest.approx(whole, abs=1e-5)


def test_copies_of_a_wire_story_are_one_row_with_the_other_outlets(searcher: Searcher) -> None:
    answer = asked(searcher, "dapur umum pengungsian", limit=1, collapse="story")
    (hit,) = answer.hits
    assert hit.article.record_id == "wire"
    assert [article.source for article in hit.outlets] == ["Harian Pagi"]
    assert names(asked(searcher, "dapur umum pengungsian", limit=2)) == ["wire", "copy"]


def test_a_diverse_answer_does_not_say_the_same_twice(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert names(asked(searcher, "banjir dapur umum", limit=2)) == ["wire", "copy"]
    monkeypatch.setattr("index.ranking.diversity.MMR_LAMBDA", 0.3)
    # Rice, the worst hit, gets .3 * 0 - .7 * 0.
    answer = asked(searcher, "banjir dapur umum", diverse=True)
    assert names(answer)[:2] == ["wire", "rice"]
    assert "copy" not in names(answer)


def test_copies_do_not_crowd_the_others_out_of_a_diverse_answer(tmp_path: Path) -> None:
    # More copies than diversity chooses from. The headlines give them four vectors, with a cosine of .5.
    titles = ["Gempa", "Presiden", "Bola", "Vaksin"]
    text = "Banjir merendam pasar."
    records = [{"id": f"copy{at}", "title": titles[at % 4], "text": text} for at in range(POOL + 10)]
    records += [{"id": "rice", "text": "Harga beras turun."}, {"id": "school", "text": "Sekolah tutup."}]
    searcher = built(tmp_path, records)
    assert len(names(asked(searcher, "banjir", limit=5))) == 5
    copy, *others = names(asked(searcher, "banjir", limit=5, diverse=True))
    assert str(copy).startswith("copy")
    assert sorted(map(str, others)) == ["rice", "school"]
    searcher.close()


def test_a_snippet_is_the_sentence_that_answers_with_its_words_marked(searcher: Searcher) -> None:
    (hit,) = asked(searcher, "nelayan melaut", limit=1).hits
    text = hit.passage.text
    assert text[hit.snippet.start : hit.snippet.end] == "Nelayan tidak melaut."
    assert [text[start:end] for start, end in hit.snippet.highlights] == ["Nelayan", "melaut"]


def test_a_misspelt_word_is_asked_for_as_it_was_meant_and_the_answer_says_so(searcher: Searcher) -> None:
    answer, meant = (asked(searcher, question) for question in ("hagra beras", "harga beras"))
    assert answer.question == "hagra beras"
    assert answer.understood.corrected == "harga beras"
    assert [(hit.article.id, hit.score) for hit in answer.hits] == [
        (hit.article.id, hit.score) for hit in meant.hits
    ]
    assert answer.hits[0].snippet.highlights == ((0, 11),)


def test_quotes_keep_a_misspelt_word_if_the_question_is_short_enough_for_them(searcher: Searcher) -> None:
    kept = asked(searcher, "hagra beras").understood.insisting
    assert kept == '"hagra" beras'
    assert asked(searcher, kept).understood.corrected is None
    words = "hagra beras di pasar ikan pada pekan lalu sesudah banjir rob"
    for end, insisting in ((" surut", f'"hagra"{words[5:]} surut'), (" itu surut", None)):
        long = asked(searcher, words + end).understood
        assert (long.corrected, long.insisting) == (f"harga{words[5:]}{end}", insisting)


@pytest.mark.parametrize(
    ("question", "meant", "time", "use"),
    [
        # question, as it was meant, its time as it was asked for, what that does
        ("berita pekn lalu", "berita pekan lalu", "pekn lalu", "filter"),
        ("hagra beras pekan lalu", "harga beras pekan lalu", "pekan lalu", "prefer"),
        ("beras Mei 2024 di psar", "beras Mei 2024 di pasar", "Mei 2024", "prefer"),
    ],
)
def test_a_question_is_read_as_it_was_meant_and_told_as_it_was_asked(
    searcher: Searcher, question: str, meant: str, time: str, use: str
) -> None:
    answer, right = asked(searcher, question), asked(searcher, meant)
    assert (answer.question, answer.understood.corrected) == (question, meant)
    assert [(hit.article.id, hit.score) for hit in answer.hits] == [
        (hit.article.id, hit.score) for hit in right.hits
    ]
    (told,), (expected,) = answer.understood.times, right.understood.times
    assert (told.text, told.since, told.until) == (time, expected.since, expected.until)
    assert (question[told.start : told.end], answer.understood.time_use) == (time, use)


@pytest.mark.parametrize("question", ['"hagra" beras', "beras -hagra"])
def test_what_is_quoted_or_excluded_is_not_respelt(searcher: Searcher, question: str) -> None:
    assert asked(searcher, question).understood.corrected is None


@pytest.mark.parametrize("question", ["banjir di sungai", '"banjir rob"', 'banjir "sungai kuning"'])
def test_the_ranking_alone_is_that_of_the_hits(searcher: Searcher, question: str) -> None:
    named = searcher.record_ids()
    hits = searcher.search(question, limit=4).hits
    assert [named[article] for article in searcher.ranking(question, 4)] == [
        hit.article.record_id for hit in hits
    ]


def test_a_word_is_found_in_another_that_is_translated_alike(tmp_path: Path) -> None:
    texts = [("other", "The teacher looked at the child."), ("same", "The physician looked at the child.")]
    searcher = built(tmp_path, [{"id": name, "text": text, "language": "en"} for name, text in texts])
    answer = asked(searcher, "doctor and child")
    lexical = {hit.article.record_id: hit.lexical.score for hit in answer.hits}
    # `doctor` and `physician` are both `dokter`.
    assert lexical["same"] > lexical["other"] > 0
    searcher.close()
