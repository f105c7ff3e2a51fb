"""`cari search` and `cari show`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from index import MOST_CHARACTERS, MOST_HITS, Searcher, answer_to_dict, article_to_dict
from tests.cli_runs import ARTICLES, ESCAPE, FLOOD, Cari, cari
from tests.fake_encoder import FakeEncoder

if TYPE_CHECKING:
    from typing import Any

__all__ = ["cari"]


def names(answer: dict[str, Any]) -> list[str]:
    return [hit["article"]["record_id"] for hit in answer["hits"]]


def test_a_hit_shows_title_source_date_language_score_and_passage(cari: Cari) -> None:
    run = cari.with_articles()("search", "banjir", "--limit", "1")
    assert (run.code, run.err) == (0, "")
    heading, about, passage, place, _, figures, hint = run.out.splitlines()
    assert about == "    Kabar Bakau · 2024-04-19 12:55 +07:00 · Indonesian"
    assert passage == f"    {FLOOD}"
    best = cari("search", "banjir", "--json").json["hits"][0]
    article = best["article"]
    assert heading == f" 1  Banjir di Pasar Ikan  score {best['score']:.2f}"
    assert place == f"    {article['id']}  https://bakau.example/banjir"
    assert figures.startswith("1 hit in ")
    assert hint.endswith(f"show {article['id']}")
    assert ESCAPE not in run.out


def test_what_an_article_does_not_give_is_said_so(cari: Cari) -> None:
    run = cari.with_articles()("search", "gempa", "--limit", "1")
    assert "    unknown source · no date · Indonesian" in run.out.splitlines()
    assert "news.jsonl:3" in run.out


def test_long_passages_are_wrapped_between_words(cari: Cari) -> None:
    out = cari.with_articles()("search", "banjir", "--limit", "1", COLUMNS="60").out
    wrapped = [line for line in out.splitlines() if line.startswith("    ")][1:3]
    assert " ".join(line.strip() for line in wrapped) == FLOOD
    assert max(map(len, wrapped)) <= 60


def test_colour_is_for_those_who_want_it(cari: Cari) -> None:
    cari.with_articles()
    assert ESCAPE in cari("search", "banjir", FORCE_COLOR="1", TERM="xterm-256color").out
    assert ESCAPE not in cari("search", "banjir", NO_COLOR="1").out


def test_json_is_the_answer_of_the_library(cari: Cari) -> None:
    cari.with_articles()
    searcher = Searcher.open(cari.data, FakeEncoder())
    for options, explain in (((), False), (("--explain",), True)):
        answer = searcher.search("price of rice", explain=explain)
        printed = cari("search", "price of rice", "--json", *options).json
        assert {**printed, "took_ms": 0} == {**answer_to_dict(answer, explain=explain), "took_ms": 0}
        assert ("explanation" in printed) is explain
        assert names(printed)[0] == "prices"
    searcher.close()


def test_an_older_generation_that_answers_is_told_on_stderr(cari: Cari) -> None:
    cari.with_articles()
    first = cari("status", "--json").json["generation"]
    second = cari("build", cari.write("news.jsonl", ARTICLES[:1]), "--json").json["generation"]
    assert cari("search", "banjir").err == ""
    os.truncate(cari.data / "generations" / second / "columns" / "days.npy", 100)
    run = cari("search", "banjir", "--json")
    assert (run.code, len(run.json["hits"])) == (0, 3)
    told = f"Generation {second} in {cari.data} is damaged; {first} is served instead."
    assert run.err.startswith(f"cari: {told}")


def test_a_lost_pointer_is_told_on_stderr(cari: Cari) -> None:
    cari.with_articles()
    generation = cari("status", "--json").json["generation"]
    (cari.data / "current").unlink()
    run = cari("search", "banjir")
    assert run.code == 0
    assert run.err.startswith(f"cari: {cari.data / 'current'} is missing; {generation} is served instead: ")


COPIES = (
    {**ARTICLES[0], "_id": "first", "date": "2024-04-18", "url": "https://asal.example"},
    ARTICLES[0],
    {**ARTICLES[0], "_id": "last", "date": "2024-04-20", "url": "https://ikut.example"},
    ARTICLES[2],
)
"""One report in three outlets, and another."""


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), ["first", "flood", "last", "quake"]),
        (("--collapse", "story"), ["first", "quake"]),
        (("--collapse", "none"), ["first", "flood", "last", "quake"]),
        (("--recency", "strong"), ["last", "flood", "first", "quake"]),
    ],
)
def test_how_an_answer_is_put_together(cari: Cari, options: tuple[str, ...], expected: list[str]) -> None:
    cari("build", cari.write("news.jsonl", COPIES))
    assert names(cari("search", "banjir pasar", "--json", *options).json) == expected


def test_a_diverse_answer_does_not_say_the_same_twice(cari: Cari) -> None:
    texts = ["Gempa merusak jembatan."] * 2 + ["Banjir merendam pasar."] * 2 + ["Harga beras turun."]
    cari("build", cari.write("news.jsonl", [{"_id": str(at), "text": text} for at, text in enumerate(texts)]))
    for options, second in (((), "1"), (("--diverse",), "2")):
        answer = cari("search", "banjir gempa", "--json", "--limit", "2", *options).json
        assert names(answer) == ["0", second]


@pytest.mark.parametrize(
    ("options", "use", "expected"),
    [
        ((), "prefer", {"flood", "prices", "quake"}),
        (("--time", "filter"), "filter", {"flood"}),
        (("--time", "off"), "off", {"flood", "prices", "quake"}),
        (("--since", "2023-01-01"), "off", {"flood", "prices"}),
    ],
)
def test_what_a_time_in_the_question_does(
    cari: Cari, options: tuple[str, ...], use: str, expected: set[str]
) -> None:
    answer = cari.with_articles()("search", "harga beras April 2024", "--json", *options).json
    assert (answer["understood"]["time_use"], set(names(answer))) == (use, expected)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ('"pasar ikan" gempa', {"flood"}),
        ("banjir -beras -gempa", {"flood", "prices"}),
        ('banjir -"pasar ikan"', {"prices", "quake"}),
    ],
)
def test_what_must_occur_and_what_must_not(cari: Cari, question: str, expected: set[str]) -> None:
    assert set(names(cari.with_articles()("search", question, "--json").json)) == expected


def test_after_two_hyphens_a_question_may_begin_with_one(cari: Cari) -> None:
    answer = cari.with_articles()("search", "--json", "--", "-gempa banjir").json
    assert (answer["understood"]["excluded"], names(answer)[0]) == (["gempa"], "flood")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), {"flood", "prices", "quake"}),
        (("--language", "id"), {"flood", "quake"}),
        (("--language", "id", "--language", "en"), {"flood", "prices", "quake"}),
        (("--source", "kabar bakau"), {"flood"}),
        (("--source", "Kabar Bakau", "--source", "Cape Courier"), {"flood", "prices"}),
        (("--since", "2024-01-01"), {"flood"}),
        (("--until", "2024-04-19"), {"flood", "prices"}),
        (("--since", "2023-02-01", "--until", "2023-02-01"), {"prices"}),
        (("--limit", "1"), {"flood"}),
        (("--limit", str(MOST_HITS)), {"flood", "prices", "quake"}),
        (("--source", "Nobody"), set()),
        (("--source=-x",), set()),
    ],
)
def test_filters_and_limit(cari: Cari, options: tuple[str, ...], expected: set[str]) -> None:
    assert set(names(cari.with_articles()("search", "banjir", "--json", *options).json)) == expected


def test_no_hits_is_said_clearly(cari: Cari) -> None:
    run = cari.with_articles()("search", "banjir", "--since", "2030-01-01")
    assert (run.code, run.err) == (0, "")
    first, _, last = run.out.splitlines()
    assert first == "Tidak ada artikel dari 2030-01-01 atau sesudahnya: yang terbaru bertanggal 2024-04-19."
    assert last.startswith("No hits: ask with fewer filters; ")
    assert cari("search", "banjir", "--since", "2030-01-01", "--json").json["hits"] == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--since", "19-04-2024"), "write YYYY-MM-DD"),
        (("--since", "20240419"), "write YYYY-MM-DD"),
        (("--until", "2024-02-30"), "write YYYY-MM-DD"),
        (("--language", "fr"), "is not one of id, en, und"),
        (("--prefer-language", "und"), "'und' is not one of 'id', 'en'"),
        (("--collapse", "all"), "collapse"),
        (("--time", "2024"), "time"),
        (("--recency", "on"), "recency"),
        (("--limit", "0"), "limit"),
        (("--limit", str(MOST_HITS + 1)), "limit"),
        (("--colour",), "colour"),
        (("-gempa banjir",), "write -- before"),
        (("-gempa",), "write -- before"),
        (("-2019 banjir",), "write -- before"),
        (("--explain", "-2019 banjir"), "write -- before"),
        (("-2019",), "write -- before"),
        (("--source", "-x"), "= before such a value"),
        (("--limit", "-5"), "-5 is not in the range"),
        (("--min-relevance", "-0.5"), "-0.5 is not in the range"),
    ],
)
def test_wrong_options_are_wrong_usage(cari: Cari, options: tuple[str, ...], message: str) -> None:
    run = cari.with_articles()("search", "banjir", *options)
    assert (run.code, run.out) == (2, "")
    assert message in run.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("  ",), "The question is empty"),
        (("x" * (MOST_CHARACTERS + 1),), f"{MOST_CHARACTERS + 1} characters"),
        (("banjir", "--min-relevance", "nan"), "The minimum relevance nan is out of range"),
        (("banjir", "--since", "2024-02-01", "--until", "2024-01-01"), "lies before the first"),
    ],
)
def test_an_unusable_question_is_wrong_usage_in_one_sentence(
    cari: Cari, arguments: tuple[str, ...], message: str
) -> None:
    run = cari.with_articles()("search", *arguments)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert message in run.err


def test_without_an_index_the_cure_is_named(cari: Cari) -> None:
    for command in (("search", "banjir"), ("show", "0123456789abcdef")):
        run = cari(*command)
        assert (run.code, run.out, run.err.count("\n")) == (1, "", 1)
        assert f"cari build PATH... --data {cari.data}" in run.err


def test_hints_name_the_data_directory_when_it_is_not_the_usual_one(cari: Cari) -> None:
    cari.with_articles()
    run = cari("search", "banjir", "--data", cari.data, CARI_DATA=None)
    assert run.out.splitlines()[-1].endswith(f" --data {cari.data}")


def test_show_prints_the_whole_article(cari: Cari) -> None:
    hit = cari.with_articles()("search", "price", "--json").json["hits"][0]
    lines = cari("show", hit["article"]["id"]).out.splitlines()
    assert lines[:2] == ["Rice gets cheaper", "Cape Courier · 2023-02-01 · English"]
    assert "      by  Ann Harbour" in lines
    assert lines[-1] == "The price of rice fell in Blue Cape. Traders expect another quiet week."


def test_show_in_json_has_every_field_and_the_body(cari: Cari) -> None:
    hit = cari.with_articles()("search", "price", "--json").json["hits"][0]
    searcher = Searcher.open(cari.data, FakeEncoder())
    expected = article_to_dict(searcher.article(hit["article"]["id"]), body=True)
    searcher.close()
    assert cari("show", hit["article"]["id"], "--json").json == expected


def test_show_of_an_unknown_id_is_one_sentence(cari: Cari) -> None:
    run = cari.with_articles()("show", "0123456789abcdef")
    assert (run.code, run.out, run.err.count("\n")) == (1, "", 1)
    assert "0123456789abcdef" in run.err


def test_an_article_cannot_command_the_terminal(cari: Cari) -> None:
    hostile = {**ARTICLES[0], "title": "Banjir \x1b[2J\x9b5m\x07 merah", "text": f"{FLOOD} \x1b]0;owned\x07"}
    cari("build", cari.write("news.jsonl", [hostile]))
    article = cari("search", "banjir", "--json").json["hits"][0]["article"]["id"]
    for run in (cari("search", "banjir"), cari("show", article)):
        assert run.code == 0
        assert not {"\x1b", "\x9b", "\x07"} & set(run.out)
