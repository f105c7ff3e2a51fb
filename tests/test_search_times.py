"""What the times and the newness that a question names do to its words and to its scores."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from index import Searcher, build
from index.question import Filters, Preferences
from index.ranking.recency import AUTO
from index.records import UNKNOWN_DAY, date_to_day
from index.search.adapting import drop_relative_times, drop_time_words, prefer_newest_for_coming_times
from index.search.candidates import Candidates
from index.search.fused import fused_scores
from index.search.ranker import Ranker
from index.search.reader import IndexReader
from index.search.relevance_features import timeliness
from index.snapshot.store import Store
from index.understanding.parsing import parse_question
from tests.fake_encoder import FakeEncoder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index import Answer
    from index.question import TimeUse
    from index.search.fused import Scored

TODAY = date(2024, 6, 12)
ARTICLES = [
    ("named", "Pilpres 2019 berlangsung ketat di semua provinsi.", "2024-05-20"),
    ("of the year", "Pilpres berlangsung ketat di semua provinsi.", "2019-04-17"),
    ("other", "Banjir merendam sawah pada Mei 2024.", "2023-05-12"),
    ("of the month", "Banjir merendam sawah.", "2024-05-12"),
    ("report", "Laba bersih naik pada semester I 2024.", "2024-07-20"),
    ("profit", "Laba bersih perseroan turun.", "2024-05-02"),
    ("figure", "Inflasi bulan Maret mencapai tiga persen.", "2024-04-02"),
    ("advice", "Inflasi mencapai tiga persen sebulan.", "2024-03-12"),
    ("quake", "Gempa pada 7 Mei itu kuat. Kota rusak.", "2024-05-30"),
    ("strong", "Gempa itu kuat, magnitudo 7. Kota rusak. Bulan Mei tiba.", "2024-05-30"),
    ("seventh", "Sidang dibuka.", "2024-05-07"),
    ("slashed", "Gempa terjadi Selasa (7/5).", "2024-05-30"),
    ("at night", "Hujan turun tadi malam.", "2023-01-02"),
    ("tomorrow", "Hujan turun di desa besok.", "2022-01-02"),
    *((f"rice {at}", f"Harga beras {at} turun.", "2019-05-01") for at in range(5)),
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder: Path = tmp_path_factory.mktemp("times")
    lines = [
        json.dumps({"id": name, "text": text, "date": day, "language": "id"}) for name, text, day in ARTICLES
    ]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build([str(folder / "articles.jsonl")], folder / "data", encoder=FakeEncoder())
    searcher = Searcher.open(folder / "data", FakeEncoder())
    yield searcher
    searcher.close()


def asked(searcher: Searcher, question: str, **preferences: Any) -> Answer:
    wanted = Preferences(**{"today": TODAY, "recency": "off", **preferences})
    return searcher.search(question, limit=len(ARTICLES), preferences=wanted)


def test_a_bare_year_is_looked_for_as_it_stands(searcher: Searcher) -> None:
    """Most articles are of 2019, which therefore tells little; two say so."""
    with_time, without = (asked(searcher, "Pilpres 2019", time=time) for time in ("prefer", "off"))
    scores = [
        {hit.article.record_id: (hit.dense, hit.lexical) for hit in answer.hits}
        for answer in (with_time, without)
    ]
    assert scores[0] == scores[1]
    hits = {hit.article.record_id: hit for hit in with_time.hits}
    assert hits["named"].lexical.score > hits["of the year"].lexical.score
    assert hits["named"].explanation.period == pytest.approx(0)
    assert hits["of the year"].explanation.period == 0.5
    ((start, end),) = hits["named"].snippet.highlights
    assert hits["named"].passage.text[start:end] == "Pilpres 2019"


def test_words_of_a_time_that_are_left_out_are_not_put_right(searcher: Searcher) -> None:
    """`malem` is talk for `malam`, and no passage holds it."""
    read = asked(searcher, "banjir tadi malem", today=date(2024, 5, 12)).understood
    assert ([one.text for one in read.times], read.corrected) == (["tadi malem"], None)
    # Nor where no article is of that time, but in a sentence, which is told from others by such words.
    assert asked(searcher, "banjir tadi malem").understood.corrected is None
    sentence = "beras turun harga lalu banjir merendam sawah tadi malem"
    assert asked(searcher, sentence).understood.corrected == sentence.replace("malem", "malam")


NEWEST = date_to_day(date(2024, 5, 30))
RELATIVE = [
    # What is looked for, and whether the newest is preferred for coming nearest.
    ("KPK tahun ini", "KPK", True),
    ("karhutla minggu ini", "karhutla", True),
    (
        "pekan lalu apa saja yang diputuskan KPK tentang suap di Jakarta",
        "apa saja yang diputuskan KPK tentang suap di Jakarta",
        True,
    ),
    ("flood in Jakarta yesterday", "flood in Jakarta", True),
    ("gempa dua tahun lalu", "gempa", False),
    ("i got a fever yesterday", "i got a fever", True),
    # A sentence with its time, though what is left is brief.
    ("the fever i've had for the last two days", "the fever i've had for the last two days", False),
    # An article of later may tell of what is named.
    ("gempa Mei 2021", "gempa Mei 2021", False),
    ("gempa Mei lalu", "gempa Mei lalu", False),
    # Nothing else is asked for.
    ("minggu ini", "minggu ini", False),
    # A sentence is told from others by such words.
    (
        "Menteri kemarin menyebut harga beras turun di semua provinsi",
        "Menteri kemarin menyebut harga beras turun di semua provinsi",
        False,
    ),
]


COMING = [
    # Whether the newest are preferred for coming nearest.
    ("gempa besok", True),
    ("What about the floods in Jakarta next week?", True),
    # Later articles may tell of what is named.
    ("gempa tahun 2031", False),
    # Nothing else is asked for.
    ("pekan depan", False),
    # A sentence need not be of the newest.
    ("Menteri menyebut harga beras turun di semua provinsi pekan depan", False),
]


@pytest.mark.parametrize(("question", "news"), COMING)
def test_what_has_not_come_is_looked_for_as_words(question: str, news: bool) -> None:
    """Articles say `besok` of what they expect."""
    asked = parse_question(question, Filters(), Preferences(today=TODAY))
    read = prefer_newest_for_coming_times(asked)
    assert (read.text, read.terms, read.wants_news) == (asked.text, asked.terms, news)


def test_an_article_that_says_the_coming_time_is_found_first(searcher: Searcher) -> None:
    answer = asked(searcher, "hujan besok")
    assert [hit.article.record_id for hit in answer.hits[:2]] == ["tomorrow", "at night"]
    text = answer.hits[0].passage.text
    assert [text[slice(*span)] for span in answer.hits[0].snippet.highlights] == ["Hujan", "besok"]


IN_NAMES = [
    # A question, and the times that are read in it.
    ("lagu Esok Kan Bahagia", []),
    ("film Esok Tanpa Ibu", []),
    ("Esok Tanpa Ibu", []),
    ("Hari Ini Kita Berpisah", []),
    ("Nanti Kita Cerita tentang Hari Ini", []),
    ("USA Today circulation", []),
    ("hari ini dalam sejarah", []),
    ("apa yang terjadi hari ini dalam sejarah Indonesia?", []),
    ("today in history", []),
    # A headline's, which tells.
    ("Ini Jadwal Libur Tahun Depan", []),
    ("Kasus Kepemilikan Senjata Kivlan Zein Disidang Selasa Depan", []),
    # Any first word has a capital, and so has a weekday.
    ("Kemarin Jokowi naik kereta", ["Kemarin"]),
    ("Hari ini Jokowi naik kereta", ["Hari ini"]),
    ("Yesterday Trump resigned", ["Yesterday"]),
    ("banjir Jakarta Senin lalu", ["Senin lalu"]),
    ("flood last Monday", ["last Monday"]),
    ("BANJIR JAKARTA KEMARIN", ["KEMARIN"]),
    ("suhu tertinggi tahun ini dalam sejarah", ["tahun ini"]),
    # Nothing else is asked for.
    ("Berita Hari Ini", ["Hari Ini"]),
    ("Tolong carikan Berita Hari Ini", ["Hari Ini"]),
    ("What Happened Yesterday?", ["Yesterday"]),
    ("Besok", ["Besok"]),
]


@pytest.mark.parametrize(("question", "times"), IN_NAMES)
def test_times_in_names_are_words_of_them(question: str, times: list[str]) -> None:
    read = parse_question(question, Filters(), Preferences(today=TODAY))
    assert [one.text for one in (*read.times, *read.coming)] == times
    if not times:
        assert read.text == question


def test_a_time_that_is_insisted_on_is_no_name() -> None:
    read = parse_question("Banjir Jakarta Kemarin", Filters(), Preferences(today=TODAY, time="filter"))
    assert [one.text for one in read.times] == ["Kemarin"]


@pytest.mark.parametrize(("question", "text", "news"), RELATIVE)
def test_what_counts_from_today_is_no_word_where_no_article_is_of_it(
    question: str, text: str, news: bool
) -> None:
    read = drop_relative_times(
        parse_question(question, Filters(), Preferences(today=date(2026, 6, 12))), NEWEST
    )
    assert (read.text, read.wants_news) == (text, news)


def test_where_no_article_has_a_date_what_counts_from_today_is_a_word() -> None:
    for question in ("Gulf tanker attack yesterday", "KPK tahun ini"):
        asked = parse_question(question, Filters(), Preferences(today=date(2026, 6, 12)))
        read = drop_relative_times(asked, UNKNOWN_DAY)
        assert (read.text, read.terms, read.wants_news) == (question, asked.terms, False)


def test_the_newest_come_nearest_where_no_article_is_of_the_time(searcher: Searcher) -> None:
    answer = asked(searcher, "hujan tadi malam", recency="auto")
    hits = {hit.article.record_id: hit for hit in answer.hits}
    # It tells of another night.
    text = hits["at night"].passage.text
    assert [text[slice(*span)] for span in hits["at night"].snippet.highlights] == ["Hujan"]
    # What is dated after today is none.
    newest = [name for name, hit in hits.items() if hit.explanation.recency == pytest.approx(AUTO)]
    assert sorted(newest) == ["quake", "slashed", "strong"]
    assert (
        answer.understood.note
        == "Tidak ada artikel yang terbit “tadi malam”: berikut artikel dari waktu lain."
    )


def test_other_news_of_a_day_is_lifted_less_than_what_is_on_the_subject(tmp_path: Path) -> None:
    articles = [
        ("on", "Gempa merusak kota.", "2024-05-07"),
        ("off", "Sidang itu dibuka.", "2024-05-07"),
        ("later", "Gempa reda.", "2024-06-11"),
    ]
    lines = [json.dumps({"id": name, "text": text, "date": day}) for name, text, day in articles]
    (tmp_path / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build([str(tmp_path / "articles.jsonl")], tmp_path / "data", encoder=FakeEncoder())
    searcher = Searcher.open(tmp_path / "data", FakeEncoder())
    # `itu` is no subject.
    for question in ("gempa 7 Mei 2024", "gempa itu 7 Mei 2024", "gempa tanggal 7 Mei 2024"):
        hits = asked(searcher, question).hits
        lift = {hit.article.record_id: hit.explanation.period for hit in hits}
        # Both are of the day, which counts as a word for both.
        assert lift["on"] - lift["off"] == pytest.approx(0.5)
    # Both are of the month.
    lift = {hit.article.record_id: hit.explanation.period for hit in asked(searcher, "gempa Mei 2024").hits}
    assert lift["on"] == pytest.approx(lift["off"])
    searcher.close()


def parts_of(lexical: list[float], of_time: list[float]) -> Scored:
    """The parts of candidates, all as near in meaning, in an answer under a time that is insisted on."""
    size, preferences = len(lexical), Preferences(today=TODAY, time="filter")
    none, no = np.zeros(size, np.float32), np.zeros(size, np.bool_)
    rows = np.arange(size)
    found = Candidates(
        rows=rows,
        articles=rows.astype(np.int32),
        dense=none,
        lexical=np.array(lexical, np.float32),
        of_time=np.array(of_time, np.float32),
        on_subject=none,
        other_language=no,
        preferred=no,
        dense_found=rows,
        lexical_found=rows,
        first=~no,
    )
    return fused_scores(
        found, none.astype(np.int32), parse_question("gempa Mei 2024", Filters(), preferences), "off"
    )


def test_a_time_that_all_are_of_parts_none() -> None:
    parts = parts_of([2, 1, 1], [1, 1, 1])  # mean 4/3, deviation √2/3, the share of keywords .5
    assert parts.lexical.tolist() == pytest.approx([0.7071, -0.3536, -0.3536], abs=1e-4)
    assert parts.period.tolist() == [0, 0, 0]


def test_a_time_that_some_are_of_is_told_apart_from_the_words() -> None:
    parts = parts_of([2, 1, 0], [1, 1, 0])  # deviation √(2/3): the time adds .5 / √(2/3)
    assert parts.period.tolist() == pytest.approx([0.6124, 0.6124, 0], abs=1e-4)
    assert parts.lexical.tolist() == pytest.approx([0, -0.6124, -0.6124], abs=1e-4)


def test_scores_that_differ_by_rounding_part_none() -> None:
    parts = parts_of([0.1] * 300, [0.1] * 300)  # their deviation is 1e-8, in float32
    assert set(parts.lexical.tolist()) == set(parts.period.tolist()) == {0}


def test_what_the_time_adds_in_the_lexical_leg_is_told_apart(searcher: Searcher) -> None:
    hits = {hit.article.record_id: hit for hit in asked(searcher, "banjir pada Mei 2024").hits}
    # The one is of the time (bonus .5), the other only speaks of it: both have the word.
    assert hits["of the month"].explanation.period - 0.5 == pytest.approx(
        hits["other"].explanation.period, abs=1e-5
    )
    assert hits["other"].explanation.period > 0
    assert hits["rice 1"].explanation.period == 0
    for hit in hits.values():
        parts = hit.explanation
        whole = parts.dense + parts.lexical + parts.period + parts.recency + parts.language
        assert hit.score == pytest.approx(whole, abs=1e-5)
    text = hits["other"].passage.text
    assert [text[start:end] for start, end in hits["other"].snippet.highlights] == ["Banjir", "Mei 2024"]


def first(searcher: Searcher, question: str, **preferences: Any) -> str | None:
    return asked(searcher, question, **preferences).hits[0].article.record_id


def test_words_of_quarters_and_halves_are_looked_for(searcher: Searcher) -> None:
    """What reports on them comes after them."""
    read = parse_question("laba bersih semester I 2024", Filters(), Preferences(today=date(2024, 9, 1)))
    assert ([one.text for one in read.times], read.publication_times) == (["semester I 2024"], ())
    assert first(searcher, "laba bersih semester I 2024", today=date(2024, 9, 1)) == "report"


@pytest.mark.parametrize("question", ["inflasi Maret", "inflasi maret"])
def test_what_tells_of_a_month_counts_as_what_is_of_it(searcher: Searcher, question: str) -> None:
    hits = {hit.article.record_id: hit for hit in asked(searcher, question).hits}
    told, of_it = hits["figure"], hits["advice"]
    assert told.explanation.period > of_it.explanation.period - 0.5 > 0
    assert [told.passage.text[slice(*span)] for span in told.snippet.highlights] == ["Inflasi", "Maret"]


@pytest.mark.parametrize("question", ["gempa 7 mei", "gempa 7 Mei", "gempa tanggal 7/5"])
def test_day_and_month_count_together_only(searcher: Searcher, question: str) -> None:
    hits = {hit.article.record_id: hit for hit in asked(searcher, question).hits}
    assert hits["quake"].explanation.period > hits["strong"].explanation.period
    assert hits["slashed"].explanation.period > hits["strong"].explanation.period
    marked = {
        name: [hits[name].passage.text[slice(*span)] for span in hits[name].snippet.highlights]
        for name in ("quake", "strong", "slashed")
    }
    assert marked == {"quake": ["Gempa", "7 Mei"], "strong": ["Gempa"], "slashed": ["Gempa", "7/5"]}


def test_day_and_month_count_together_where_no_article_is_of_the_day(searcher: Searcher) -> None:
    hits = {hit.article.record_id: hit for hit in asked(searcher, "gempa 7 Mei 2020").hits}
    assert hits["quake"].explanation.period > hits["strong"].explanation.period == pytest.approx(0)
    assert first(searcher, "7 Mei") in ("quake", "slashed", "seventh")


def test_ranks_follow_the_scores_of_a_leg(searcher: Searcher) -> None:
    hits = asked(searcher, "banjir sawah").hits
    for leg in ([hit.dense for hit in hits], [hit.lexical for hit in hits]):
        known = [one for one in leg if one.rank is not None]
        assert [one.rank for one in known] == [
            1 + sum(other.score > one.score for other in leg) for one in known
        ]
    assert all(hit.dense.rank for hit in hits)
    assert {hit.lexical.rank for hit in hits if not hit.lexical.score} == {None}


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("gempa terbaru", "gempa"),
        ("harga emas hari ini", "harga emas"),
        ("Windows update", "Windows update"),
        # Nothing else is asked for, or it is quoted.
        ("terbaru", "terbaru"),
        ('"gempa terbaru" Aceh', "gempa terbaru Aceh"),
        # A quotation mark that does not pair is as if it were not there.
        ('banjir "jakarta', "banjir jakarta"),
        ('sawah banjir"', "sawah banjir"),
        ('"banjir rob" jakarta"', "banjir rob jakarta"),
        # What has more than six words and asks nothing is a sentence, quotation marks and all.
        (
            "Korea Utara kini hampir selesai membangun satelit",
            "Korea Utara kini hampir selesai membangun satelit",
        ),
        (
            'Kopaja tidak semua boleh masuk," jelasnya kemudian',
            'Kopaja tidak semua boleh masuk," jelasnya kemudian',
        ),
        # Capitals show a name, and `sekarang` is the end of a time here.
        ("siapa penyanyi Kini Nanti", "siapa penyanyi Kini Nanti"),
        ("siapa penyanyi itu kini", "siapa penyanyi itu"),
        ("inflasi dari 2020 hingga sekarang", "inflasi"),
    ],
)
def test_what_is_embedded(question: str, text: str) -> None:
    read = parse_question(question, Filters(), Preferences(today=TODAY))
    assert (read.question, drop_time_words(read).text) == (question, text)


def test_words_of_newness_are_words_where_nothing_new_is_preferred() -> None:
    assert parse_question("gempa terbaru", Filters(), Preferences(recency="off")).text == "gempa terbaru"


def test_words_of_newness_within_a_time_are_words_where_times_do_nothing() -> None:
    question = "inflasi dari 2020 hingga sekarang"
    assert parse_question(question, Filters(), Preferences(time="off")).text == question
    assert parse_question(question, Filters(since=date(2020, 1, 1)), Preferences()).text == question


def test_a_month_that_is_named_twice_counts_once(searcher: Searcher) -> None:
    once, twice = (
        next(hit for hit in asked(searcher, question).hits if hit.article.record_id == "other")
        for question in ("banjir pada Mei 2024", "banjir dari Mei 2024 sampai Mei 2024")
    )
    assert once.lexical.score == pytest.approx(twice.lexical.score)


def test_news_without_a_topic_marks_nothing(tmp_path: Path) -> None:
    text = "Sungai meluap. Berita kemarin menyebut hal lain."
    record = {"id": "1", "text": text, "date": "2024-06-11", "language": "id"}
    (tmp_path / "one.jsonl").write_text(json.dumps(record), encoding="utf-8")
    build([str(tmp_path / "one.jsonl")], tmp_path / "data", encoder=FakeEncoder())
    searcher = Searcher.open(tmp_path / "data", FakeEncoder())
    for question in ("berita kemarin", "what happened yesterday?"):
        (hit,) = asked(searcher, question).hits
        assert (hit.snippet.start, hit.snippet.end, hit.snippet.highlights) == (0, 14, ())
    searcher.close()


def test_who_asks_for_the_news_gets_the_latest() -> None:
    for question in ("show me the news", "Tolong carikan berita", "news please"):
        assert parse_question(question, Filters(), Preferences(today=TODAY)).wants_latest


def test_a_greeting_asks_for_no_news() -> None:
    assert not parse_question("Apa kabar hari ini?", Filters(), Preferences(today=TODAY)).topicless
    assert parse_question("kabar hari ini", Filters(), Preferences(today=TODAY)).topicless


DROUGHT = [
    ("then", "Warga desa kesulitan air bersih.", "2024-05-10"),
    ("soon after", "Warga desa masih kesulitan air bersih.", "2024-06-14"),
    ("before", "Warga desa kesulitan air bersih sejak lama.", "2023-02-01"),
    ("told later", "Warga desa kesulitan air bersih pada Mei 2024.", "2025-01-20"),
    ("undated", "Warga desa kesulitan air bersih lagi.", ""),
]


@pytest.fixture
def ranker(tmp_path: Path) -> Iterator[Ranker]:
    lines = [
        json.dumps({"id": name, "text": text, "date": day, "language": "id"}) for name, text, day in DROUGHT
    ]
    (tmp_path / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    encoder = FakeEncoder()
    build([str(tmp_path / "articles.jsonl")], tmp_path / "data", encoder=encoder)
    reader = IndexReader.open(Store(tmp_path / "data").sound_current().path, encoder.identity)
    yield Ranker(reader, encoder, None)
    reader.catalog.close()


@pytest.mark.parametrize(
    ("question", "time", "kept"),
    [
        # Two weeks after the time half of .7 is lost.
        ("warga kesulitan air Mei 2024", "prefer", [1, 0.65, 0.3, 1, 1]),
        ("warga kesulitan air Juli 2020", "prefer", [0.3, 0.3, 0.3, 0.3, 1]),
        ("warga kesulitan air Mei 2024", "off", [1, 1, 1, 1, 1]),
        ("warga kesulitan air", "prefer", [1, 1, 1, 1, 1]),
        # It may be part of a name.
        ("warga kesulitan air 2024", "prefer", [1, 1, 1, 1, 1]),
        # A headline.
        ("Warga satu desa kesulitan air bersih zzyzx qwrtp blarg Mei 2024", "prefer", [1, 1, 1, 1, 1]),
    ],
)
def test_passages_of_another_time_are_less_relevant(
    ranker: Ranker, question: str, time: TimeUse, kept: list[float]
) -> None:
    preferences = Preferences(time=time, today=date(2025, 6, 1))
    query = ranker.query(ranker.parsed(question, Filters(), preferences), preferences)
    rows = np.arange(len(DROUGHT))
    names = [article.record_id for article, _ in ranker._reader.catalog.passages(rows.tolist())]
    found = dict(zip(names, timeliness(ranker._reader, query, rows).round(4).tolist(), strict=True))
    assert found == dict(zip([name for name, *_ in DROUGHT], kept, strict=True))
