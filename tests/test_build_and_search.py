"""The write path and the read path together, with an encoder that can be computed on paper."""

from __future__ import annotations

import errno
import json
import math
from contextlib import closing
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from index import (
    DamagedSnapshot,
    Filters,
    ModelError,
    NoSnapshot,
    NotFound,
    QueryError,
    ReadError,
    Searcher,
    SnapshotError,
    build,
    current_generation,
    rebuild,
)
from index.arrays import STARTS
from index.dense.parts import LEVELS
from index.lexical.term_vectors import SENTENCES, TERMS, VALUES
from index.search.leg_scores import LATE_INTERACTION_SHARE
from index.snapshot import layout
from index.snapshot.catalog import Catalog
from index.snapshot.columns import Columns
from index.snapshot.store import Store
from tests.fake_encoder import FakeEncoder
from tests.snapshot_samples import as_fifth_format, as_first_format

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.dense.encoder import EncodedPassages
    from index.snapshot.layout import Generation

TEXTS = {
    "a": ("Banjir merendam pasar pagi.", "id", "Kabar", "2024-01-01"),
    "b": ("The flood reached the harbour.", "en", "Post", "2024-02-01"),
    "c": ("Gol tunggal di menit akhir.", "id", "Kabar", "2024-03-01"),
    "d": ("Guru baru mengajar musik.", "id", "Suara", ""),
}
ARTICLES = [
    {"id": name, "text": text, "language": language, "source": source, "date": day}
    for name, (text, language, source, day) in TEXTS.items()
]


def write(folder: Path, *records: dict[str, str] | str) -> Path:
    folder.mkdir(exist_ok=True)
    lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
    (folder / "articles.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def searcher(tmp_path: Path) -> Iterator[Searcher]:
    build([str(write(tmp_path / "in", *ARTICLES))], tmp_path / "data", encoder=FakeEncoder())
    searcher = Searcher.open(tmp_path / "data", FakeEncoder())
    yield searcher
    searcher.close()


def found(searcher: Searcher, question: str, limit: int = 10, **filters: object) -> list[str | None]:
    answer = searcher.search(question, limit=limit, filters=Filters(**filters))  # type: ignore[arg-type]
    return [hit.article.record_id for hit in answer.hits]


def test_the_end_of_a_long_title_is_found_though_it_is_not_embedded(tmp_path: Path) -> None:
    title = "Tujuh provinsi diminta menahan obat sirop Yarindosehat di apotek"
    articles = [*ARTICLES, {"id": "long", "title": title, "text": "Dokter menunggu.", "language": "id"}]
    encoder = FakeEncoder(max_tokens=16)  # of which four are for a title
    build([str(write(tmp_path / "in", *articles))], tmp_path / "data", encoder=encoder)
    with closing(Searcher.open(tmp_path / "data", encoder)) as searcher:
        assert found(searcher, "Yarindosehat", limit=1) == ["long"]
        answer = searcher.search('"obat sirop"')
        assert [hit.article.record_id for hit in answer.hits] == ["long"]
        assert (answer.understood.phrases, answer.understood.note) == (("obat sirop",), None)
        assert found(searcher, "dokter")[0] == "long"
        assert "long" not in found(searcher, "dokter -sirop")


def test_both_legs_agree_and_the_other_language_follows(searcher: Searcher) -> None:
    assert found(searcher, "banjir pasar", limit=2) == ["a", "b"]
    first, second = searcher.search("banjir pasar", limit=2).hits
    assert (first.dense.score, second.dense.score) == pytest.approx((1.0, 1.0), abs=1e-3)
    assert first.lexical.rank == 1
    assert first.score > second.score


def test_words_that_stand_in_one_sentence_come_before_words_of_two(tmp_path: Path) -> None:
    records = [
        {"id": "apart", "text": "Jembatan itu runtuh. Sungai meluap kemarin.", "language": "id"},
        {"id": "together", "text": "Sungai itu runtuh. Jembatan meluap kemarin.", "language": "id"},
    ]
    build([str(write(tmp_path / "in", *records))], tmp_path / "data", encoder=FakeEncoder())
    searcher = Searcher.open(tmp_path / "data", FakeEncoder())
    first, second = searcher.search("jembatan meluap").hits
    searcher.close()
    assert [first.article.record_id, second.article.record_id] == ["together", "apart"]
    assert first.dense.score == second.dense.score
    # One sentence of two of the same length has both words, or one of them: a fifth of the score is doubled.
    assert first.lexical.score == pytest.approx(second.lexical.score * (0.8 + 0.2) / (0.8 + 0.1), rel=1e-2)


def test_words_that_mean_the_same_bring_a_passage_nearer(tmp_path: Path) -> None:
    records = [
        {"id": "water", "text": "Hujan lebat semalam.", "language": "id"},
        {"id": "both", "text": "Hujan dan beras, menteri.", "language": "id"},
    ]
    encoder = FakeEncoder(words=True)
    build([str(write(tmp_path / "in", *records))], tmp_path / "data", encoder=encoder)
    searcher = Searcher.open(tmp_path / "data", encoder)
    hits = {hit.article.record_id: hit for hit in searcher.search("banjir harga").hits}
    searcher.close()
    # No passage holds a word of the question, so both weigh the same. The question lies between the axes of
    # water and economy, the second passage between three, one of them the ministers'.
    half = (1 - LATE_INTERACTION_SHARE) * math.sqrt(1 / 2) + LATE_INTERACTION_SHARE * (1 + 0) / 2
    whole = (1 - LATE_INTERACTION_SHARE) * math.sqrt(2 / 3) + LATE_INTERACTION_SHARE * (1 + 1) / 2
    assert hits["water"].dense.score == pytest.approx(half, abs=2e-3)
    assert hits["both"].dense.score == pytest.approx(whole, abs=2e-3)


def test_words_that_are_not_known_leave_the_rest(tmp_path: Path) -> None:
    encoder = FakeEncoder(words=True)
    text = {"id": "water", "text": "Hujan lebat semalam.", "language": "id"}
    build([str(write(tmp_path / "in", text))], tmp_path / "data", encoder=encoder)
    searcher = Searcher.open(tmp_path / "data", encoder)
    # A question word is no term, and so no word of the question has a vector.
    assert searcher.candidates("siapa", 1).dense.tolist() == pytest.approx([0], abs=2e-3)
    searcher.close()


def test_unchanged_passages_keep_the_vectors_of_their_words(tmp_path: Path) -> None:
    encoder, folder = FakeEncoder(words=True), write(tmp_path / "in", *ARTICLES)
    for _ in range(2):
        report = build([str(folder)], tmp_path / "data", encoder=encoder)
    first, second = sorted((tmp_path / "data" / "generations").iterdir())
    for name in (LEVELS, STARTS):
        kept = (second / layout.WORDS / name).read_bytes()
        assert kept == (first / layout.WORDS / name).read_bytes()
    assert (report.embedded, len(kept) > 0) == (0, True)


def test_a_hit_can_be_quoted(searcher: Searcher) -> None:
    hit = searcher.search("flood harbour", limit=1).hits[0]
    assert hit.passage.text == searcher.article(hit.article.id).body[hit.passage.start : hit.passage.end]
    assert hit.passage.text == "The flood reached the harbour."


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"languages": frozenset({"en"})}, {"b"}),
        ({"sources": frozenset({"kabar"})}, {"a", "c"}),
        ({"since": date(2024, 2, 1)}, {"b", "c"}),
        ({"until": date(2024, 2, 1)}, {"a", "b"}),
        ({"languages": frozenset({"id"}), "until": date(2024, 2, 28)}, {"a"}),
        ({"sources": frozenset({"nobody"})}, set()),
    ],
)
def test_filters_give_all_that_match_whatever_the_question(
    searcher: Searcher, filters: dict[str, object], names: set[str]
) -> None:
    assert set(found(searcher, "vaksin", **filters)) == names


@pytest.mark.parametrize("limit", [1, 3, 4, 100])
def test_there_are_as_many_hits_as_asked_for_or_as_there_are(searcher: Searcher, limit: int) -> None:
    assert len(found(searcher, "banjir", limit=limit)) == min(limit, 4)


@pytest.mark.parametrize("question", ["", "   ", "x" * 10_001])
def test_an_unusable_question_is_refused_in_a_sentence(searcher: Searcher, question: str) -> None:
    with pytest.raises(QueryError, match=r"(ask with at least one word|shorten it)"):
        searcher.search(question)


@pytest.mark.parametrize("limit", [0, 101])
def test_an_unusable_limit_is_refused(searcher: Searcher, limit: int) -> None:
    with pytest.raises(QueryError, match="1 to 100"):
        searcher.search("banjir", limit=limit)


def test_an_unknown_article_is_not_found(searcher: Searcher) -> None:
    with pytest.raises(NotFound, match="16 hex digits"):
        searcher.article("0" * 16)


def test_bad_input_is_reported_and_loses_nothing_else(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", ARTICLES[0], "{broken", ARTICLES[1], ARTICLES[1])
    report = build([str(folder)], tmp_path / "data", encoder=FakeEncoder())
    assert (report.articles, report.passages) == (2, 2)
    assert report.problems[0].line == 2
    assert "same article" in report.problems[1].reason


def test_unchanged_passages_keep_their_vectors(tmp_path: Path) -> None:
    folder, data = write(tmp_path / "in", *ARTICLES), tmp_path / "data"
    assert build([str(folder)], data, encoder=FakeEncoder()).embedded == 4
    changed = [*ARTICLES[:3], {**ARTICLES[3], "text": "Guru baru mengajar tari."}]
    assert build([str(write(folder, *changed))], data, encoder=FakeEncoder()).embedded == 1
    assert build([str(folder)], data, encoder=FakeEncoder(revision="2")).embedded == 4


@pytest.mark.parametrize("good_batches", [0, 1, 3])
def test_a_model_that_fails_in_any_batch_publishes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, good_batches: int
) -> None:
    class Failing(FakeEncoder):
        batches = 0

        def encode_passages(self, texts: Any, sentences: Any, words: Any) -> EncodedPassages:
            self.batches += 1
            if self.batches > good_batches:
                raise ModelError("The model ran out of memory.")
            return super().encode_passages(texts, sentences, words)

    monkeypatch.setattr(import_module("index.snapshot.embedding"), "BATCH", 1)
    with pytest.raises(ModelError, match="out of memory"):
        build([str(write(tmp_path / "in", *ARTICLES))], tmp_path / "data", encoder=Failing())
    assert current_generation(tmp_path / "data") is None


def test_a_long_article_is_embedded_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Counting(FakeEncoder):
        def encode_passages(self, texts: Sequence[str], *parts: Any) -> EncodedPassages:
            sizes.append(len(texts))
            return super().encode_passages(texts, *parts)

    sizes: list[int] = []
    monkeypatch.setattr(import_module("index.snapshot.embedding"), "BATCH", 2)
    subjects = ("Banjir", "Harga", "Gempa", "Presiden", "Bola")
    text = "\n\n".join(f"{subject} " + "dan lagi " * 25 + "selesai." for subject in subjects)
    build([write(tmp_path, {"_id": "long", "text": text})], tmp_path / "data", encoder=Counting())
    assert sizes == [2, 2, 1]
    with closing(Searcher.open(tmp_path / "data", FakeEncoder())) as searcher:
        for at, subject in enumerate(subjects):
            (hit,) = searcher.search(subject).hits
            assert hit.passage.ordinal == at


def test_nothing_to_index_publishes_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    build([str(write(tmp_path / "in", ARTICLES[0]))], data, encoder=FakeEncoder())
    before = current_generation(data)
    with pytest.raises(ReadError, match="nothing to index"):
        build([str(write(tmp_path / "empty", "{broken"))], data, encoder=FakeEncoder())
    assert current_generation(data) == before


def test_no_index_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot, match="cari build"):
        Searcher.open(tmp_path, FakeEncoder())


def test_another_model_is_refused_with_the_cure(tmp_path: Path) -> None:
    build([str(write(tmp_path / "in", *ARTICLES))], tmp_path / "data", encoder=FakeEncoder())
    with pytest.raises(ModelError, match=r"was opened: build it again with `cari rebuild`"):
        Searcher.open(tmp_path / "data", FakeEncoder(revision="2"))


def test_a_damaged_generation_is_passed_over_for_the_one_before(tmp_path: Path) -> None:
    folder, data = write(tmp_path / "in", *ARTICLES), tmp_path / "data"
    build([str(folder)], data, encoder=FakeEncoder())
    first = current_generation(data)
    build([str(folder)], data, encoder=FakeEncoder())
    current = Store(data).current()
    assert current is not None
    (current.path / "embeddings.npy").write_bytes(b"")
    searcher = Searcher.open(data, FakeEncoder())
    assert searcher.generation == first
    searcher.close()


def test_what_cannot_be_read_for_want_of_resources_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    for articles in (ARTICLES[:2], ARTICLES):
        build([str(write(tmp_path / "in", *articles))], data, encoder=FakeEncoder())
    open_file = Path.open

    def refuse(path: Path, *arguments: object, **options: object) -> object:
        if path.name == "vectors.faiss":
            raise OSError(errno.EMFILE, "Too many open files", str(path))
        return open_file(path, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    # The generation before would answer, of fewer articles.
    with pytest.raises(SnapshotError, match=r"\(Too many open files\).*`ulimit -n`") as told:
        Searcher.open(data, FakeEncoder())
    assert not isinstance(told.value, DamagedSnapshot)


def test_a_damaged_pointer_does_not_stand_in_the_way_of_the_next_build(tmp_path: Path) -> None:
    folder, data = write(tmp_path / "in", *ARTICLES), tmp_path / "data"
    build([str(folder)], data, encoder=FakeEncoder())
    (data / "current").write_text("generations/none\n", encoding="utf-8")
    report = build([str(folder)], data, encoder=FakeEncoder())
    assert current_generation(data) == report.generation


def test_many_passages_of_one_article_do_not_crowd_out_the_others(tmp_path: Path) -> None:
    crowd = {
        "id": "crowd",
        "text": " ".join(f"Banjir {n} hujan turun lagi di kota itu." for n in range(3000)),
    }
    build([str(write(tmp_path / "in", crowd, *ARTICLES))], tmp_path / "data", encoder=FakeEncoder())
    searcher = Searcher.open(tmp_path / "data", FakeEncoder())
    assert searcher.status().passages > 200
    names = found(searcher, "banjir hujan", limit=5)
    searcher.close()
    assert len(names) == 5


WIRE = (
    "Sungai Batang meluap setelah hujan deras sepanjang malam dan merendam ratusan rumah warga di tiga desa. "
    "Kepala desa mengatakan air mulai naik pada tengah malam ketika sebagian besar warga sedang tidur. "
    "Petugas mengungsikan anak dan orang tua ke balai desa serta membagikan selimut dan makanan hangat. "
    "Tidak ada korban jiwa, tetapi jembatan kayu yang menghubungkan kedua tepi sungai hanyut terbawa arus. "
    "Pemerintah kabupaten berjanji memperbaiki tanggul sebelum musim hujan berikutnya datang."
)
COPIES = [
    {"id": "later", "text": WIRE.replace("Petugas", "Relawan"), "source": "Post", "date": "2024-01-03"},
    {"id": "first", "text": WIRE, "source": "Kabar", "date": "2024-01-02"},
    {"id": "other", "text": "Gol tunggal di menit akhir.", "source": "Kabar", "date": "2024-01-02"},
]


def test_the_build_finds_the_copies_of_a_report(tmp_path: Path) -> None:
    data = tmp_path / "data"
    build([str(write(tmp_path / "in", *COPIES))], data, encoder=FakeEncoder())
    current = Store(data).current()
    assert current is not None
    columns = Columns.open(current.path / layout.COLUMNS)
    assert set(zip(columns.articles.tolist(), columns.stories.tolist(), strict=True)) == {
        (0, 1),
        (1, 1),
        (2, 2),
    }


@pytest.fixture
def paper_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the configuration names is the encoder on paper: `rebuild` opens it by itself."""
    monkeypatch.setattr(import_module("index.build"), "open_encoder", lambda _: FakeEncoder())


def test_status_is_counted_once_while_nobody_waits(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    searcher.warm()
    monkeypatch.setattr(Catalog, "_fetch", lambda *asked: pytest.fail(f"asked again: {asked}"))
    searcher.status().languages.clear()
    assert searcher.status().languages == {"id": 3, "en": 1}


@pytest.mark.parametrize(("most", "read"), [(4, "abcd"), (2, "ac")])
def test_words_are_looked_up_before_anybody_asks(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, most: int, read: str
) -> None:
    looked_up: list[str] = []
    monkeypatch.setattr("index.search.searcher.WARMED", most)
    monkeypatch.setattr("index.search.searcher.terms", lambda text, _: looked_up.append(text))
    searcher.warm()
    assert looked_up == [TEXTS[name][0] for name in read]


def published(folder: Path) -> Generation:
    """What a first build of the articles publishes in `folder / "data"`."""
    build([str(write(folder / "in", *ARTICLES))], folder / "data")
    current = Store(folder / "data").current()
    assert current is not None
    return current


@pytest.mark.usefixtures("paper_model")
def test_rebuilding_cures_an_index_of_an_older_cari(tmp_path: Path) -> None:
    data, current = tmp_path / "data", published(tmp_path)
    as_first_format(current)
    with pytest.raises(DamagedSnapshot, match="cari rebuild"):
        Searcher.open(data, FakeEncoder())
    report = rebuild(data)
    assert (report.articles, report.embedded) == (4, 4)
    searcher = Searcher.open(data, FakeEncoder())
    assert (searcher.generation, searcher.status().passages) == (report.generation, 4)
    searcher.close()


@pytest.mark.usefixtures("paper_model")
def test_vectors_of_an_older_cari_are_taken_over_where_they_are_made_as_today(tmp_path: Path) -> None:
    data, current = tmp_path / "data", published(tmp_path)
    as_fifth_format(current)
    assert rebuild(data).embedded == 0


@pytest.mark.usefixtures("paper_model")
def test_rebuilding_cures_a_damaged_index(tmp_path: Path) -> None:
    data, current = tmp_path / "data", published(tmp_path)
    (current.path / layout.VECTORS).unlink()
    assert rebuild(data).embedded == 0
    assert Store(data).verify() == []


@pytest.mark.parametrize("part", [SENTENCES, TERMS])
def test_places_outside_of_a_passage_are_damage(searcher: Searcher, tmp_path: Path, part: str) -> None:
    (places,) = (tmp_path / "data" / layout.GENERATIONS).glob(f"*/{layout.PLACES}/{part}/{VALUES}")
    far = np.fromfile(places, np.uint32)
    far[-1] += 5000
    far.tofile(places)
    with pytest.raises(DamagedSnapshot, match="places beyond the end of a passage"):
        searcher.search("banjir pasar")
