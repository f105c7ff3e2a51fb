"""What is left out of parallel text and news before anything is learnt from them, and how it is counted."""

from __future__ import annotations

import json
import lzma
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from train.command import CONFIG, read_config
from train.links import SOFTWARE, WEIGHTS
from train.material import clean_pairs, material, open_articles, open_news
from train.parallel import Pair, clean, is_near_copy, shingles

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# Fifteen words each: eight runs of eight words.
INDONESIAN = "pemerintah akan membangun jalan baru di kota ini mulai tahun depan agar warga mudah bekerja"
ENGLISH = "the government will build a new road in this city from next year for workers"
OTHER = "harga beras di pasar induk naik lagi karena hujan lebat merusak sawah para petani kecil"
FLOOD = "banjir besar merendam ratusan rumah warga di tepi sungai itu setelah hujan turun semalam suntuk"


def with_word(text: str, number: int, word: str = "kini") -> str:
    """A text with another word in one place, counted from 1."""
    words = text.split()
    words[number - 1] = word
    return " ".join(words)


def cleaned(pairs: Sequence[tuple[str, str]], judged: str = "") -> tuple[list[str], dict[str, int]]:
    """The Indonesian sides that are kept, and the counts."""
    log: Counter[str] = Counter()
    kept = clean((Pair(a, b, "source", at) for at, (a, b) in enumerate(pairs)), shingles(judged), log)
    return [pair.indonesian for pair in kept], dict(log)


def test_half_of_the_runs_make_a_near_copy() -> None:
    # The twelfth word is in the last four runs, the eleventh in the last five.
    of_all = shingles(INDONESIAN)
    assert len(of_all) == 8
    assert is_near_copy(shingles(with_word(INDONESIAN, 12)), of_all)
    assert not is_near_copy(shingles(with_word(INDONESIAN, 11)), of_all)
    assert not is_near_copy(set(), of_all)


def test_near_copies_of_kept_pairs_are_dropped() -> None:
    less, more = with_word(INDONESIAN, 11), with_word(INDONESIAN, 12)
    assert cleaned([(INDONESIAN, ENGLISH), (more, ENGLISH)]) == ([INDONESIAN], {"kept": 1, "near copy": 1})
    assert cleaned([(INDONESIAN, ENGLISH), (less, ENGLISH)]) == ([INDONESIAN, less], {"kept": 2})


def test_short_texts_are_dropped_only_as_repeated() -> None:
    texts = ["Simpan berkas ini.", "Simpan berkas itu.", "simpan berkas ini"]
    kept, counts = cleaned([(text, "Save the file.") for text in texts])
    assert kept == texts[:2]
    assert counts == {"kept": 2, "repeated": 1}


def test_a_dropped_pair_does_not_stand_against_a_good_one() -> None:
    kept, counts = cleaned([(INDONESIAN, "the road"), (INDONESIAN, ENGLISH)])
    assert kept == [INDONESIAN]
    assert counts == {"implausible": 1, "kept": 1}


@pytest.mark.parametrize("judged", [INDONESIAN, with_word(ENGLISH, 12, "now")])
def test_a_pair_with_either_side_judged_is_dropped(judged: str) -> None:
    assert cleaned([(INDONESIAN, ENGLISH), (OTHER, "the price of rice rises again " * 2)], judged) == (
        [OTHER],
        {"judged": 1, "kept": 1},
    )


@pytest.mark.parametrize(
    ("indonesian", "english", "reason"),
    [
        ("the house is very big", "this house is very large", "other language"),
        ("rumah itu besar sekali ya", "rumah ini sangat besar ya", "other language"),
        ("the house is big", "this house is large", "kept"),  # four words
        ("Kylian Mbappe, Luka Modric, Toni Kroos", "Kylian Mbappé, Luka Modrić and Toni Kroos", "kept"),
        ("rumah itu besar sekali ya", "the house is very big", "kept"),
    ],
)
def test_a_side_in_the_language_of_the_other_is_no_translation(
    indonesian: str, english: str, reason: str
) -> None:
    assert cleaned([(indonesian, english)])[1] == {reason: 1}


def test_parallel_text_is_cleaned_and_counted_once_a_run(tmp_path: Path) -> None:
    (tmp_path / "parallel").mkdir()
    source = tmp_path / "parallel" / "a.tsv.xz"
    source.write_bytes(
        lzma.compress(f"{INDONESIAN}\t{ENGLISH}\n{INDONESIAN}\t{ENGLISH}\nsama\tsama\n".encode())
    )
    found = clean_pairs(tmp_path, tmp_path)
    assert found == [Pair(INDONESIAN, ENGLISH, "a", 0)]
    assert json.loads((tmp_path / "cleaning.json").read_text()) == {
        "parallel": {"kept": 1, "repeated": 1, "implausible": 1}
    }
    source.unlink()
    assert clean_pairs(tmp_path, tmp_path) == found


def test_articles_that_a_judged_set_asks_for_or_holds_are_left_out() -> None:
    log: Counter[str] = Counter()
    news = [
        {"title": " Jalan Baru", "text": OTHER},
        {"title": "Jalan Lain", "text": with_word(INDONESIAN, 12)},
        {"title": "Jalan Lama", "text": with_word(INDONESIAN, 11)},
        {"title": "Kosong", "text": ""},
    ]
    kept = open_articles(news, {"jalan baru"}, shingles(INDONESIAN), log)
    assert [article["title"] for article in kept] == ["Jalan Lama", "Kosong"]
    assert log == {"judged headline": 1, "judged": 1, "kept": 2}


def test_an_article_without_text_has_an_empty_one() -> None:
    log: Counter[str] = Counter()
    kept = open_articles([{"title": "Kosong"}, {"title": "Nihil", "text": None}], set(), set(), log)
    assert kept == [{"title": "Kosong", "text": ""}, {"title": "Nihil", "text": ""}]
    assert log == {"kept": 2}


CONFIGURED: dict[str, Any] = {
    "weights": {"prose": {}, "software": {}},
    "vocabulary": {"news_articles": 9},
    "answers": {
        "judged": [], "held_out": 5, "repeat_judged": 1, "headlines": 9,
        "files": ["a", "b"], "not_from": ["set"],
    },
    "contexts": {"unordered": [], "most": 9, "files": ["b", "c"]},
}  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A judged set that asks for one article and holds two, and those among others in three files of news."""
    judged = tmp_path / "eval" / "set"
    judged.mkdir(parents=True)
    (judged / "queries.jsonl").write_text(json.dumps({"_id": "q", "text": "Jalan baru di kota"}) + "\n")
    bodies = [paragraphs(INDONESIAN), paragraphs(OTHER)]
    (judged / "corpus.jsonl").write_text(
        "".join(json.dumps({"_id": str(at), "text": body}) + "\n" for at, body in enumerate(bodies))
    )
    (tmp_path / "news").mkdir()
    for name in ("a", "b", "c", "d-en"):
        articles = [
            {"title": "Jalan Baru di Kota", "text": bodies[0]},
            {"title": f"Beras naik di kota {name}", "text": bodies[1]},
            {"title": f"Banjir merendam kota {name}", "text": paragraphs(f"{FLOOD} {name}")},
        ]
        lines = "".join(json.dumps(article) + "\n" for article in articles)
        (tmp_path / "news" / f"{name}.jsonl.xz").write_bytes(lzma.compress(lines.encode()))
    return tmp_path


def paragraphs(sentence: str) -> str:
    return "\n".join(f"{sentence.capitalize()} {word}." for word in ("satu", "dua", "tiga", "empat", "lima"))


def test_nothing_is_learnt_from_news_that_is_judged(data: Path) -> None:
    learnt_from = material(data, [], CONFIGURED)
    assert [one.question for one in learnt_from.answered] == [
        "Banjir merendam kota a", "Banjir merendam kota b",
    ]  # fmt: skip
    assert len(learnt_from.contexts) == 2
    assert all("Banjir besar" in context.indonesian[0] for context in learnt_from.contexts)
    counts = {"judged headline": 1, "judged": 1, "kept": 1}
    assert learnt_from.news == {"a": counts, "b": counts, "c": counts}


def test_a_file_of_news_is_read_once(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def articles(path: Path) -> list[dict[str, str]]:
        read.append(path.name)
        return [{"title": "Banjir", "text": FLOOD}]

    monkeypatch.setattr("train.examples.articles", articles)
    log: dict[str, Counter[str]] = {}
    assert list(open_news(data, ["a", "b", "a"], CONFIGURED, log)) == ["a", "b"]
    assert read == ["a.jsonl.xz", "b.jsonl.xz"]
    assert log == {"a": {"kept": 1}, "b": {"kept": 1}}


def test_the_vocabulary_is_learnt_from_the_same_news(data: Path) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("onnx")
    import random

    from train.model import news_texts

    assert clean_pairs(data, data) == []
    texts = news_texts(data, data, CONFIGURED, random.Random(1))  # noqa: S311 - no secret is made of it
    assert texts == [paragraphs(f"{FLOOD} {name}") for name in "abc"]
    noted = json.loads((data / "cleaning.json").read_text())
    assert noted["parallel"] == {}
    assert noted["vocabulary"]["c"] == {"judged headline": 1, "judged": 1, "kept": 1}


def test_software_is_weighed_as_software_everywhere() -> None:
    in_lexicon = {source for source, weight in WEIGHTS.items() if weight == SOFTWARE}
    in_model = read_config(CONFIG)["weights"]["software"]
    assert in_model.keys() == in_lexicon
    assert max(in_model.values()) <= 0.3
