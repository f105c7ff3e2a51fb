"""The features of relevance that are worked out of an index, by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index import Filters, Preferences, build
from index.ranking.relevance import FEATURES
from index.search.ranker import Ranker
from index.search.reader import IndexReader
from index.search.relevance_features import features
from index.search.retrieval import rank
from index.snapshot.store import Store
from tests.fake_encoder import FakeEncoder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Known = Callable[[dict[str, tuple[str, ...]], str], dict[str, dict[str, float]]]


@pytest.fixture
def known(tmp_path: Path) -> Known:
    """Gives the features of each of some articles (name -> text, language, day) for a question, and BM25."""

    def of(texts: dict[str, tuple[str, ...]], question: str) -> dict[str, dict[str, float]]:
        file = tmp_path / "articles.jsonl"
        names = ("text", "language", "date")
        lines = [{"id": name, **dict(zip(names, told, strict=False))} for name, told in texts.items()]
        file.write_text("".join(json.dumps(line) + "\n" for line in lines))
        encoder = FakeEncoder()
        build([file], tmp_path / "data", encoder=encoder)
        reader = IndexReader.open(Store(tmp_path / "data").sound_current().path, encoder.identity)
        ranker = Ranker(reader, encoder, None)
        query = ranker.query(ranker.parsed(question, Filters(), Preferences()), Preferences())
        found = rank(reader, query, 10).found
        values = features(reader, query, found, range(len(found.rows)), found)
        names = [article.record_id for article, _ in reader.catalog.passages(found.rows.tolist())]
        reader.catalog.close()
        rows = [
            dict(zip((*FEATURES, "BM25"), (*row, bm25), strict=True))
            for row, bm25 in zip(values.tolist(), found.lexical.tolist(), strict=True)
        ]
        return dict(zip(names, rows, strict=True))

    return of


def idf(n: int, passages: int = 6) -> float:
    """The weight of a word that n passages hold."""
    return float(np.log1p((passages - n + 0.5) / (n + 0.5)))


FACTORIES = {
    "both": ("Pabrik gula di Lembata terbakar kemarin malam.", "id"),
    "common": ("Sebuah pabrik di kota ini ditutup karena merugi.", "id"),
    "rare": ("Warga Lembata menunggu kapal di pelabuhan itu.", "id"),
    "translated": ("The factory on Lembata was closed last year, it is said.", "en"),
    "neither": ("Harga beras naik lagi menjelang hari raya tahun ini.", "id"),
    "more": ("Pabrik baru akan dibuka di kawasan industri itu.", "id"),
}


def test_what_a_passage_lacks_is_the_rarest_word_that_it_does_not_hold(known: Known) -> None:
    found = known(FACTORIES, "pabrik Lembata")
    # Four of six passages hold a word for `pabrik`, and three `Lembata`, which so is the rarer one.
    assert {name: round(one["lacking"], 4) for name, one in found.items()} == {
        "both": 0,
        "common": 1,
        "rare": round(idf(4) / idf(3), 4),
        "translated": 0,
        "neither": 1,
        "more": 1,
    }


def test_coverage_is_a_share_of_the_weight_of_all_words(known: Known) -> None:
    found = known(FACTORIES, "pabrik Lembata")
    for one in found.values():
        assert one["coverage"] == pytest.approx(one["BM25"] / (idf(4) + idf(3)), rel=1e-5)
        assert one["terms"] == pytest.approx(np.log(2))


DROUGHT = {
    "short": ("Kekeringan di Jateng meluas.", "id"),
    "written": ("Kekeringan di Jawa Tengah meluas.", "id"),
    "west": ("Kekeringan di Jawa Barat meluas.", "id"),
    "other": ("The drought in Jateng is getting worse.", "en"),  # where nothing stands beside `jateng`
    "rice": ("Harga beras naik lagi.", "id"),
    "fish": ("Harga ikan naik lagi.", "id"),
}


def test_an_abbreviation_or_the_words_that_it_stands_for_will_do(known: Known) -> None:
    short, written = known(DROUGHT, "kekeringan jateng"), known(DROUGHT, "kekeringan jawa tengah")
    # Of six passages three hold `jawa`, and two `tengah`, which is rarest; `jateng` itself does not count.
    lacking = {name: round(one["lacking"], 4) for name, one in short.items()}
    assert lacking == {"short": 0, "written": 0, "west": 1, "other": 0, "rice": 1, "fish": 1}
    assert written["other"]["lacking"] == 1  # `Jateng` is asked for by nothing
    for one in (short, written):
        assert one["written"]["terms"] == pytest.approx(np.log(3))
    assert short["written"]["coverage"] == pytest.approx(written["written"]["coverage"])


def test_an_abbreviation_that_is_of_the_other_language_is_a_word_like_any(known: Known) -> None:
    found = known(DROUGHT, "what drought was in jateng?")
    # Nothing stands beside it: two of six passages hold it, and no more is asked for in its place.
    assert found["written"]["lacking"] == 1
    assert found["short"]["lacking"] < 1


GOLD = {
    "words": ("Harga emas naik menjadi 760 ribu.", "id"),
    "figures": ("Harga emas naik menjadi Rp760.000.", "id"),
    "another": ("Harga emas naik menjadi 590 ribu.", "id"),
    "rice": ("Harga beras turun lagi.", "id"),
}


@pytest.mark.parametrize("question", ["emas 760 ribu", "emas 760.000"])
def test_an_amount_in_words_or_in_figures_will_do(known: Known, question: str) -> None:
    found = known(GOLD, question)
    assert {name: one["lacking"] for name, one in found.items()} == {
        "words": 0,
        "figures": 0,
        "another": 1,
        "rice": 1,
    }
    assert found["words"]["terms"] == pytest.approx(np.log(3))


def test_what_holds_a_name_as_a_translation_alone_lacks_it(known: Known) -> None:
    texts = {
        "toll": ("Gerbang milik Bill ditutup.", "id"),
        "man": ("Pendiri Microsoft Bill Gates datang.", "id"),
    }
    # Both hold `bill` and `gates`, but one by `gerbang`.
    found = known(texts, "Bill Gates")
    assert {name: one["lacking"] for name, one in found.items()} == {"toll": pytest.approx(1), "man": 0}
    found = known(texts, "bill gates")
    assert {name: one["lacking"] for name, one in found.items()} == {"toll": 0, "man": 0}


def lacking(found: dict[str, dict[str, float]]) -> dict[str, float]:
    return {name: round(one["lacking"], 4) for name, one in found.items()}


def test_of_alternatives_one_is_asked_for(known: Known) -> None:
    found = known(FACTORIES, "pabrik OR Lembata")
    assert lacking(found) == {"both": 0, "common": 0, "rare": 0, "translated": 0, "neither": 1, "more": 0}
    assert {one["terms"] for one in found.values()} == {0}  # the logarithm of one
    # What a passage holds counts; of what holds neither, less is asked.
    weights = {"both": idf(4) + idf(3), "common": idf(4), "rare": idf(3), "neither": idf(4)}
    for name, weight in weights.items():
        assert found[name]["coverage"] == pytest.approx(found[name]["BM25"] / weight, rel=1e-5)
        assert found[name]["mean_coverage"] / found["both"]["mean_coverage"] == pytest.approx(
            weights["both"] / weight
        )


def test_words_beside_alternatives_are_asked_for_as_ever(known: Known) -> None:
    found = known(FACTORIES, "(pabrik OR kapal) Lembata")
    # One of six passages has `kapal`.
    assert lacking(found) == {
        "both": 0,
        "common": 1,
        "rare": 0,
        "translated": 0,
        "neither": 1,
        "more": 1,
    }
    assert found["both"]["coverage"] == pytest.approx(found["both"]["BM25"] / (idf(4) + idf(3)), rel=1e-5)
    assert found["rare"]["coverage"] == pytest.approx(found["rare"]["BM25"] / (idf(1) + idf(3)), rel=1e-5)
    assert {one["terms"] for one in found.values()} == {np.log(2)}


def test_of_phrases_that_are_alternatives_the_words_of_one_are_asked_for(known: Known) -> None:
    found = known(DROUGHT, '"jawa tengah" OR "harga beras"')
    assert [name for name, share in lacking(found).items() if share == 0] == ["short", "written", "rice"]
    assert found["rice"]["terms"] == pytest.approx(np.log(2))
    assert found["west"]["lacking"] == 1  # half of one of them


def test_words_that_are_no_alternatives_are_asked_for_all(known: Known) -> None:
    # Nothing is told of `yang`.
    found = known(FACTORIES, "Lembata (pabrik OR yang)")
    assert {name: one["lacking"] for name, one in found.items()} == {
        name: one["lacking"] for name, one in known(FACTORIES, "Lembata pabrik").items()
    }


QUARTERS = {
    "asked": ("Laba bank pada kuartal III 2019 naik.", "id", "2019-10-20"),
    "other words": ("Laba bank pada triwulan ketiga 2019 naik.", "id", "2019-10-20"),
    "figures": ("Laba bank pada Q3 2019 naik.", "id", "2019-10-20"),
    "English": ("Bank profit rose in the third-quarter of 2019.", "en", "2019-10-20"),
    "another": ("Laba bank pada kuartal kedua 2019 naik, dan ketiga kali ini.", "id", "2019-08-20"),
    "of the time": ("Laba bank tahun 2019 naik.", "id", "2019-08-20"),
}


@pytest.mark.parametrize("question", ["laba bank Q3 2019", "laba bank triwulan ketiga 2019"])
def test_a_quarter_is_said_in_any_words(known: Known, question: str) -> None:
    found = known(QUARTERS, question)
    said = [name for name, share in lacking(found).items() if share == 0]
    assert said == ["asked", "other words", "figures", "English"]


def test_a_quarter_of_no_report_is_that_of_the_article_too(known: Known) -> None:
    texts = {
        "of the time": ("Gempa mengguncang Ambon.", "id", "2019-08-20"),
        "said": ("Gempa pada triwulan ketiga 2019 banyak.", "id", "2020-01-20"),
        "another said": ("Gempa pada kuartal kedua 2019 banyak.", "id", "2019-08-20"),
        "of another": ("Gempa mengguncang Palu.", "id", "2019-05-20"),
    }
    found = known(texts, "gempa Q3 2019")
    assert [name for name, share in lacking(found).items() if share == 0] == ["of the time", "said"]
    assert found["of the time"]["terms"] == 0  # `gempa` alone
    assert known(texts, "laba gempa Q3 2019")["of the time"]["lacking"] > 0


STRIKES = {
    "then": ("Sopir truk mogok di pelabuhan.", "id", "2024-05-10"),
    "soon after": ("Sopir truk mogok lagi di pelabuhan.", "id", "2024-06-14"),
    "before": ("Sopir truk mogok di jalan tol.", "id", "2023-02-01"),
    "told later": ("Sopir truk pernah mogok pada Mei 2024.", "id", "2025-01-20"),
    "undated": ("Sopir truk mogok di pasar.", "id"),
    "of the year": ("Guru mogok mengajar.", "id", "2024-11-03"),
}


def test_an_article_of_a_year_need_not_name_it(known: Known) -> None:
    found = known(STRIKES, "sopir truk mogok 2024")
    assert {name: one["lacking"] for name, one in found.items() if name != "of the year"} == {
        "then": 0,
        "soon after": 0,
        "before": 1,
        "told later": 0,
        "undated": 1,
    }
    # The year counts as a word only for the passage that has it.
    assert found["then"]["terms"] == np.log(3)
    assert found["told later"]["terms"] == np.log(4)
