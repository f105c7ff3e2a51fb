"""One's own questions: how they are read, which articles they name, and what the served index answers."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from index import build
from index.errors import DamagedSnapshot, EvaluationError, NoSnapshot, NotFound
from index.evaluation import Stage, run_generations, run_served
from index.judged import ArticleNames, JudgedSet
from index.records import ArticleName
from index.search import Searcher
from index.snapshot.store import Store
from tests.cli_runs import ARTICLES
from tests.fake_encoder import FakeEncoder

if TYPE_CHECKING:
    from pathlib import Path


def write(path: Path, *records: object) -> Path:
    lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def article(number: int, origin: str, record: str | None = None, url: str | None = None) -> ArticleName:
    return ArticleName(f"{number:016x}", "id", origin, url, record)


ON_SHELF = (
    article(1, "kabar/banjir.txt"),
    article(2, "suara/banjir.txt"),
    article(3, "wire.jsonl:1", "ew-1"),
    article(4, "wire.jsonl:2", "ew/2"),
    article(5, "pages/gempa.html", url="https://kabar.example/gempa.html"),
    article(6, "kabar/feed.jsonl:7", "ew-1"),
    # Feeds use the address as the record id, too.
    article(7, "feeds/rss.jsonl:1", "https://feed.example/7", url="https://feed.example/7"),
    article(8, "feeds/rss.jsonl:2", "https://feed.example/?p=8#c1"),
)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("0000000000000001", 1),
        ("kabar/banjir.txt", 1),
        ("seeds/suara/banjir.txt", 2),
        ("wire.jsonl#ew-1", 3),
        ("news/wire.jsonl#ew-1", 3),
        ("wire.jsonl#ew/2", 4),
        ("ew/2", 4),
        ("gempa.html", 5),
        ("https://kabar.example/gempa.html", 5),
        ("https://kabar.example/gempa.html#komentar", 5),
        ("feed.jsonl#ew-1", 6),
        ("feed.jsonl", 6),
        ("https://feed.example/7", 7),
        ("rss.jsonl#https://feed.example/7", 7),
        ("https://feed.example/?p=8#c1", 8),
        ("https://feed.example/rss.jsonl", None),
        ("absent.txt", None),
        ("other/gempa.html", None),
        ("https://other.example/gempa.html", None),
    ],
)
def test_an_article_goes_by_id_url_file_and_record(name: str, number: int | None) -> None:
    found = ArticleNames(ON_SHELF).find(name)
    assert found == (None if number is None else f"{number:016x}")


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("banjir.txt", [1]),
        ("suara/banjir.txt", [2]),
        ("news/suara/banjir.txt", [2]),
        ("news/banjir.txt", [1]),
        ("./suara/banjir.txt", [2]),
        ("arsip/banjir.txt", [3, 4]),
    ],
)
def test_of_files_with_the_same_name_the_one_with_most_of_the_path_is_meant(
    name: str, numbers: list[int]
) -> None:
    # All in the folder `news`, which is left out of the paths.
    paths = ("banjir.txt", "suara/banjir.txt", "2023/arsip/banjir.txt", "2024/arsip/banjir.txt")
    names = ArticleNames(article(number, path) for number, path in enumerate(paths, start=1))
    assert names.find_all(name) == [f"{number:016x}" for number in numbers]


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("banjir.txt", r"2 articles of the index \(kabar/banjir.txt, suara/banjir.txt\)"),
        ("ew-1", r"wire.jsonl#ew-1, kabar/feed.jsonl#ew-1"),
        ("wire.jsonl", r"wire.jsonl#ew-1, wire.jsonl#ew/2"),
    ],
)
def test_a_name_of_several_articles_is_refused_with_what_they_are_called(name: str, listed: str) -> None:
    names = ArticleNames(ON_SHELF)
    with pytest.raises(EvaluationError, match=listed):
        names.find(name)
    assert names.find_one(name) is None


@pytest.mark.parametrize(
    ("record", "text", "named", "language"),
    [
        ({"question": "apa?", "article": "a"}, "apa?", ["a"], None),
        ({"text": "apa?", "articles": ["a", "b", "a"], "language": "id"}, "apa?", ["a", "b"], "id"),
        ({"question": "apa?", "relevant": ["a"]}, "apa?", ["a"], None),
        ({"question": "apa?", "url": "https://a.example/"}, "apa?", ["https://a.example/"], None),
        # A table as .jsonl has every column in every line; a record id may be a number.
        (
            {"question": None, "text": "apa?", "articles": [], "article": 17, "language": None},
            "apa?",
            ["17"],
            None,
        ),
        ({"question": "apa?", "articles": [" a.txt ", 0]}, "apa?", ["a.txt", "0"], None),
    ],
)
def test_a_line_may_name_its_fields_in_several_ways(
    tmp_path: Path, record: dict[str, Any], text: str, named: list[str], language: str | None
) -> None:
    judged = JudgedSet.read(write(tmp_path / "queries.jsonl", "", record))
    assert judged.questions == {"line 2": text}
    assert judged.judgements == {"line 2": dict.fromkeys(named, 1)}
    assert judged.languages.get("line 2") == language
    assert judged.name == f"{tmp_path.name}/queries.jsonl"
    assert judged.corpus is None


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ("{broken", r"line 2 is not a judged question \(Expecting"),
        (["apa?"], "not an object"),
        ({"article": "a"}, "no text under question or text"),
        ({"question": "  ", "article": "a"}, "no text under"),
        ({"question": "apa?"}, "names no article under articles, article, relevant, url"),
        ({"question": "apa?", "articles": []}, "names no article"),
        ({"question": "apa?", "articles": ["a", ["b"]]}, "names no article"),
        ({"question": "apa?", "articles": ["a", " "]}, "names no article"),
        ({"_id": "1", "question": "apa?", "article": "a"}, "the id '1' occurs twice"),
    ],
)
def test_a_line_that_is_wrong_is_named_with_what_is_expected(
    tmp_path: Path, record: object, message: str
) -> None:
    path = write(tmp_path / "queries.jsonl", {"id": 1, "question": "apa?", "article": "a"}, record)
    with pytest.raises(EvaluationError, match=message) as error:
        JudgedSet.read(path)
    assert str(path) in str(error.value)
    assert 'write one JSON object per line, like {"question"' in str(error.value)


def test_an_empty_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="has no questions: write one per line"):
        JudgedSet.read(write(tmp_path / "queries.jsonl", ""))


def test_the_digest_is_that_of_the_files(tmp_path: Path) -> None:
    path = write(tmp_path / "queries.jsonl", {"question": "apa?", "article": "a"})
    before = JudgedSet.read(path)
    assert JudgedSet.read(path).digest == before.digest == before.first(1).digest
    write(path, {"question": "siapa?", "article": "a"})
    assert JudgedSet.read(path).digest != before.digest
    assert len(before.digest) == 64


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("index.search.searcher.open_encoder", lambda name=None: FakeEncoder())
    build([write(tmp_path / "news.jsonl", *ARTICLES)], tmp_path / "data", encoder=FakeEncoder())
    return tmp_path / "data"


def judged(folder: Path, *records: object) -> JudgedSet:
    return JudgedSet.read(write(folder / "queries.jsonl", *records))


def test_the_served_index_is_asked(tmp_path: Path, data: Path) -> None:
    run = run_served(
        judged(
            tmp_path,
            {"question": "Gempa mengguncang Girang Asri", "article": "news.jsonl#quake"},
            {"question": "rice price", "article": "prices", "language": "en-US"},
            {"question": "harga beras", "articles": ["prices", "https://bakau.example/banjir"]},
            {"question": "the flood", "article": "https://bakau.example/banjir"},
            {"question": "gempa Girang Asri", "articles": ["gone.txt"]},
        ),
        data,
    )
    assert run.values["fused"][:, 1].tolist() == [1, 1, 1, 1, 0]
    assert [asked.cell for asked in run.questions] == ["id-id", "en-en", "id-en", "en-id", "id-?"]
    assert run.unknown == ("gone.txt",)
    searcher = Searcher.open(data, FakeEncoder())
    assert run.generation == searcher.generation
    searcher.close()
    assert run.model["name"] == "fake"
    assert run.milliseconds.min() > 0


def test_questions_about_another_index_are_refused(tmp_path: Path, data: Path) -> None:
    with pytest.raises(
        EvaluationError,
        match=r"Generation 0001-\w{8} has none of .*, such as 'x.txt': use the index .* or correct the names",
    ):
        run_served(judged(tmp_path, {"question": "apa?", "article": "x.txt"}), data)


def test_without_an_index_there_is_nothing_to_ask(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot, match="cari build"):
        run_served(judged(tmp_path, {"question": "apa?", "article": "x"}), tmp_path / "data")


BOTH = (
    {"question": "Gempa mengguncang Girang Asri", "article": "quake"},
    {"question": "rice price", "article": "prices"},
)


@pytest.fixture
def two(tmp_path: Path, data: Path) -> list[str]:
    """Names of two generations; the second, which serves, has no article about the earthquake."""
    build([write(tmp_path / "news.jsonl", *ARTICLES[:2])], data, encoder=FakeEncoder())
    newest, oldest = Store(data).generations()
    return [oldest.name, newest.name]


def test_kept_generations_are_asked_and_the_one_that_serves_stays(
    tmp_path: Path, data: Path, two: list[str]
) -> None:
    stages: list[Stage] = []
    names = [two[0], "0001", None]
    runs = run_generations(judged(tmp_path, *BOTH), data, names, observer=stages.append)
    assert [run.generation for run in runs] == [two[0], two[0], two[1]]
    assert [run.values["fused"][:, 2].tolist() for run in runs] == [[1, 1], [1, 1], [0, 1]]
    assert [run.unknown for run in runs] == [(), (), ("quake",)]
    assert [(stage.done, stage.total, stage.items) for stage in stages] == [(n, 6, n) for n in range(1, 7)]
    assert (data / "current").read_text() == f"{two[1]}\n"


def test_a_generation_that_is_removed_meanwhile_is_asked_to_the_end(
    tmp_path: Path, data: Path, two: list[str]
) -> None:
    def remove(stage: Stage) -> None:
        if stage.done == 1:  # as a build does that publishes the next one
            shutil.rmtree(data / "generations" / two[0])

    second, first = run_generations(judged(tmp_path, *BOTH), data, ["0002", "0001"], observer=remove)
    assert (second.generation, first.generation) == (two[1], two[0])
    assert first.values["fused"][:, 2].tolist() == [1, 1]


def test_a_generation_that_cannot_be_asked_is_told_before_any_is_asked(
    tmp_path: Path, data: Path, two: list[str]
) -> None:
    def too_late(stage: Stage) -> None:
        pytest.fail("a question was asked")

    asked = judged(tmp_path, *BOTH)
    with pytest.raises(NotFound, match=rf"no generation '0009' in .*: there are {two[1]}, {two[0]}\."):
        run_generations(asked, data, [None, "0009"], observer=too_late)
    with pytest.raises(NotFound, match=rf"begins with '000': there are {two[1]}, {two[0]}\. Write more"):
        run_generations(asked, data, [None, "000"], observer=too_late)
    (data / "generations" / two[0] / "embeddings.npy").unlink()
    with pytest.raises(DamagedSnapshot, match=rf"{two[0]} cannot be asked \(embeddings.npy"):
        run_generations(asked, data, [None, "0001"], observer=too_late)
