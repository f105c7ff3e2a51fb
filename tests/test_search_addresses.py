"""Web addresses in questions: their words, and the articles that have them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index import Filters, Searcher, build
from index.question import Preferences
from index.understanding.addresses import addressed
from index.understanding.parsing import parse_question
from tests.fake_encoder import FakeEncoder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

SITE = "https://kabar.example"
ARTICLES = [
    ("river", "Banjir di tepi sungai surut.", f"{SITE}/a/ew-1041"),
    ("rice", "Harga beras turun di pasar.", f"{SITE}/2019/harga-beras-turun.html"),
    ("entry", "Gempa pertama.", f"{SITE}/live#p1"),
    ("second", "Gempa kedua.", f"{SITE}/live#p2"),
    ("five", "Guru baru mengajar musik.", f"{SITE}/index.php?id=5"),
    ("six", "Gol tunggal di menit akhir.", f"{SITE}/index.php?id=6"),
    ("feed", "Nelayan melaut lagi.", f"{SITE}/laut?utm_source=rss"),
    ("stage", "Vaksin tiba di rumah sakit.", f"{SITE}/a/vaksin_(tahap)"),
    ("today", "Presiden tiba.", f"{SITE}/a/presiden-tiba-hari-ini"),
    ("accent", "Tajuk rencana hari Senin.", f"{SITE}/Éditorial/tajuk"),
    ("none", "Sekolah diliburkan.", None),
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder: Path = tmp_path_factory.mktemp("addresses")
    lines = [
        json.dumps(
            {
                "id": name,
                "text": text,
                "url": url,
                "language": "id",
                "source": "Suara" if url is None else "Kabar",
            }
        )
        for name, text, url in ARTICLES
    ]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build([str(folder / "articles.jsonl")], folder / "data", encoder=FakeEncoder())
    searcher = Searcher.open(folder / "data", FakeEncoder())
    yield searcher
    searcher.close()


FOUND_THERE = "Pertanyaan ini berupa alamat web: hanya artikel di alamat itu yang ditampilkan."
FOUND = [
    (f"{SITE}/a/ew-1041", ["river"]),
    ("http://WWW.Kabar.example/a/ew-1041/", ["river"]),
    ("kabar.example/a/ew-1041", ["river"]),
    (f"({SITE}/a/ew-1041#comments).", ["river"]),
    (f"<{SITE}/a/ew-1041?utm_source=wa>", ["river"]),
    (f"[{SITE}/a/ew-1041]({SITE}/a/ew-1041)", ["river"]),
    (f"{SITE}/live", ["entry", "second"]),
    (f"{SITE}/live#p2", ["second"]),
    (f"{SITE}/index.php?id=6", ["six"]),
    (f"{SITE}/index.php?id=6&fbclid=abc", ["six"]),
    ("kabar.example/a/vaksin_(tahap)", ["stage"]),
    ("(kabar.example/a/ew-1041).", ["river"]),
    (f"{SITE}/laut", ["feed"]),
    (f"{SITE}/Éditorial/tajuk", ["accent"]),
    (f"{SITE}/ÉDITORIAL/Tajuk/", ["accent"]),
    # Nothing else is asked for.
    (f"baca ini {SITE}/a/ew-1041", ["river"]),
    (f"Tolong ringkas {SITE}/a/ew-1041", ["river"]),
    (f"{SITE}/a/ew-1041 apakah ini hoaks?", ["river"]),
]


@pytest.mark.parametrize(("question", "names"), FOUND)
@pytest.mark.parametrize("collapse", ["article", "story", "none"])
def test_an_address_finds_the_article_that_has_it(
    searcher: Searcher, question: str, names: list[str], collapse: str
) -> None:
    answer = searcher.search(question, preferences=Preferences(collapse=collapse))  # type: ignore[arg-type]
    assert sorted(str(hit.article.record_id) for hit in answer.hits) == names
    assert [hit.relevance for hit in answer.hits] == [None] * len(names)
    assert answer.understood.note == FOUND_THERE


def test_words_of_a_time_in_an_address_leave_nothing_out(searcher: Searcher) -> None:
    answer = searcher.search(f"{SITE}/a/presiden-tiba-hari-ini", preferences=Preferences(time="filter"))
    assert [hit.article.record_id for hit in answer.hits] == ["today"]
    assert (answer.understood.times, answer.understood.time_use) == ((), "off")


@pytest.mark.parametrize(
    "page", ["/a/ew-104", "/a/ew-1041/2", "/index.php?id=7", "/index.php", "/harga-beras"]
)
def test_an_address_that_no_article_has_and_that_says_nothing_finds_nothing(
    searcher: Searcher, page: str
) -> None:
    answer = searcher.search(SITE + page)
    assert (answer.hits, answer.understood.note) == ((), "No article has the address that is asked for.")


@pytest.mark.parametrize(
    ("question", "note"),
    [
        (f"{SITE}/a/ew-104 benarkah", "Tidak ada artikel dengan alamat web itu."),
        (f"cek fakta {SITE}/a/ew-104", "Tidak ada artikel dengan alamat web itu."),
        (f"is this true? {SITE}/a/ew-104", "No article has the address that is asked for."),
    ],
)
def test_talk_beside_an_address_is_not_looked_for(searcher: Searcher, question: str, note: str) -> None:
    answer = searcher.search(question)
    talk = question.replace(f"{SITE}/a/ew-104", "").strip()
    assert (answer.hits, answer.understood.note, answer.understood.framing) == ((), note, (talk,))


@pytest.mark.parametrize(
    "question",
    [
        f"{SITE}/a/ew-1041 siapa korban banjir",
        f"{SITE}/a/ew-1041 {SITE}/live benarkah",
        f"banjir {SITE}/a/ew-104",
        f"berita hari ini {SITE}",
        f"latest news {SITE}",
    ],
)
def test_what_names_a_subject_beside_an_address_is_looked_for(question: str) -> None:
    asked = parse_question(question, Filters(), Preferences())
    assert asked.address is None
    assert SITE not in "".join(question[start:end] for start, end in asked.framing)


def test_talk_without_an_address_asks_for_nothing(searcher: Searcher) -> None:
    assert searcher.search("benarkah ini").hits == ()


def test_an_address_that_no_article_has_is_looked_for_by_its_words(searcher: Searcher) -> None:
    address, words = (
        searcher.search(f"{SITE}/berita/harga-beras-turun-4705012"),
        searcher.search("harga beras turun"),
    )
    assert [hit.score for hit in address.hits] == [hit.score for hit in words.hits]
    note = "Tidak ada artikel dengan alamat web itu: berikut yang maknanya paling dekat."
    assert address.understood.note == note


@pytest.mark.parametrize(
    ("source", "names", "note"),
    [
        ("Kabar", ["river"], FOUND_THERE),
        ("Suara", [], "Artikel dengan alamat web itu tidak sesuai filter."),
        ("xyz", [], "Tidak ada artikel dari sumber “xyz”."),
    ],
)
def test_what_has_an_address_must_pass_the_filters(
    searcher: Searcher, source: str, names: list[str], note: str
) -> None:
    answer = searcher.search(f"{SITE}/a/ew-1041", filters=Filters(sources=frozenset({source})))
    assert ([hit.article.record_id for hit in answer.hits], answer.understood.note) == (names, note)


class Doubting:
    """Finds nothing relevant."""

    def probabilities(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.full(len(features), 0.01)


def test_what_has_an_address_needs_no_relevance(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searcher._ranker, "_relevance", Doubting())
    sure = Preferences(min_relevance=0.9)
    assert len(searcher.search(f"{SITE}/a/ew-1041", preferences=sure).hits) == 1
    assert searcher.search(f"{SITE}/a/ew-104", preferences=sure).hits == ()
    doubted = searcher.search("Zorblax banjir", preferences=sure)
    assert doubted.understood.note == (
        "Tidak ada artikel yang memuat “Zorblax”. "
        "Tidak ada kutipan yang mencapai relevansi 0,9 yang diminta: yang terbaik hanya 0,01."
    )


WORDS = [
    # question, what is looked for
    ("https://x.id/berita/d-4705012/revisi-uu-kpk-disahkan", "revisi uu kpk disahkan"),
    ("www.x.id/read/4061234/gempa-m-6-5-di-ambon-2019.html?page=all", "gempa m 6 5 di ambon 2019"),
    ("https://x.id/demo-tolak-ruu-kuhp-ehZx", "demo tolak ruu kuhp"),
    ("https://x.id/harga-iPhone-terbaru-2019", "harga iPhone terbaru 2019"),
    ("https://x.id/banjir_besar%20di_riau-6f3a9b2", "banjir besar di riau"),
    ("benar? https://x.id/revisi-uu-kpk, itu", "benar? revisi uu kpk, itu"),
    ("baca (https://x.id/hari-batik)", "baca ( )"),
    ("cek bansos di https://cekbansos.go.id/", "cek bansos di cekbansos.go.id"),
    # no address
    ("harga Rp.50.000/kg dan S.Pd/M.Pd", "harga Rp.50.000/kg dan S.Pd/M.Pd"),
    ("Tokopedia.com dan a@www.id", "Tokopedia.com dan a@www.id"),
]


@pytest.mark.parametrize(("question", "words"), WORDS)
def test_of_an_address_the_words_of_its_slug_are_left_where_they_are(question: str, words: str) -> None:
    text = addressed(question).text
    assert " ".join(text.split()) == words
    assert all(new in (old, " ") for old, new in zip(question, text, strict=True))


def test_times_beside_an_address_stand_where_the_question_has_them() -> None:
    question = "https://x.id/2019/09/revisi-uu-kpk-disahkan ramai Mei 2024"
    asked = parse_question(question, Filters(), Preferences())
    assert asked.question == question
    assert [question[one.start : one.end] for one in asked.times] == ["Mei 2024"]
    assert (asked.text, asked.address) == ("revisi uu kpk disahkan ramai Mei 2024", None)
