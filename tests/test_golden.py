"""The build gate: what counts as lost, what is forgiven, and what is not asked for."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from index import Searcher, build
from index.errors import EvaluationError, GoldenQuestionsLost
from index.golden import (
    GateResult,
    GoldenQuestion,
    LostQuestion,
    Tally,
    check,
    gate,
    given_questions,
    read_golden,
)
from index.golden.questions import SAMPLE, sampled_questions, shortened
from index.snapshot import layout
from index.snapshot.lineage import Previous
from index.snapshot.manifest import Manifest
from index.snapshot.store import Store
from tests.fake_encoder import FakeEncoder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

NEWS = {
    "flood": "Banjir merendam pasar ikan Tanjung Bakau sejak subuh tadi.",
    "prices": "Harga beras turun di Tanjung Biru sepanjang pekan lalu.",
    "quake": "Gempa mengguncang Girang Asri pada malam hari itu.",
}
GIVEN = {"text": "banjir pasar ikan", "article": "flood"}
CROWD = {f"crowd{at}": "Banjir pasar ikan." for at in range(12)}
"""Articles that say nothing but the words of the given question, and so come before its answer."""


class World:
    """A data directory that serves a generation, and a next one that is staged."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder, folder / "data"

    def serve(self, articles: Mapping[str, str]) -> None:
        build([self._write(articles)], self.data, encoder=FakeEncoder())

    def gate(
        self, articles: Mapping[str, str], *given: Mapping[str, str], encoder: FakeEncoder | None = None
    ) -> GateResult:
        """What the gate makes of a staged generation of these articles."""
        encoder = encoder or FakeEncoder()
        apart = self.folder / "apart"
        shutil.rmtree(apart, ignore_errors=True)
        build([self._write(articles)], apart, encoder=encoder)
        published = Store(apart).sound_current().path
        self.draft = Manifest.load(published).draft
        self.staged = self.data / layout.STAGING / "next"
        shutil.rmtree(self.staged, ignore_errors=True)
        shutil.copytree(published, self.staged)
        (self.staged / layout.MANIFEST).unlink()
        golden = read_golden(str(self._given(given))) if given else None
        serving = Store(self.data).current()
        questions, problems = given_questions(golden, self.staged, Previous(serving) if serving else None)
        self.problems = [problem.reason for problem in problems]
        return gate(self.staged, self.draft, serving, encoder, questions)

    def _write(self, articles: Mapping[str, str]) -> Path:
        path = self.folder / "news.jsonl"
        lines = [json.dumps({"id": name, "text": text}) + "\n" for name, text in articles.items()]
        path.write_text("".join(lines), encoding="utf-8")
        return path

    def _given(self, given: Sequence[Mapping[str, str]]) -> Path:
        path = self.folder / "golden.jsonl"
        path.write_text("".join(json.dumps(one) + "\n" for one in given), encoding="utf-8")
        return path


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path)
    world.data.joinpath(layout.STAGING).mkdir(parents=True)
    return world


def test_the_same_articles_lose_nothing(world: World) -> None:
    world.serve(NEWS)
    result = world.gate(NEWS, GIVEN)
    assert result == GateResult(given=Tally(1, 1, 1), sampled=Tally(3, 3, 3), lost=())
    assert result.passed
    assert world.problems == []
    assert not (world.staged / layout.MANIFEST).exists()


def test_a_given_question_that_is_lost_is_shown_with_the_cure(world: World) -> None:
    world.serve(NEWS)
    with pytest.raises(GoldenQuestionsLost) as error:
        world.gate({**CROWD, **NEWS}, GIVEN)
    message = str(error.value)
    assert "0 of 1 given ones (before: 1)" in message
    first, lost, cure = message.split("\n")
    assert first.startswith("The new generation loses golden questions of 0001-")
    assert lost == "  'banjir pasar ikan' (wants news.jsonl#flood among the first 7, was 1)"
    assert cure.endswith("publish all the same with `--force`.")
    assert not (world.staged / layout.MANIFEST).exists()


def test_ten_lost_questions_are_named_and_all_are_found(world: World) -> None:
    world.serve(NEWS)
    long = "banjir pasar ikan " * 5 + "Tanjung Bakau"
    given = [{**GIVEN, "text": f"{long} {at}"} for at in range(12)]
    with pytest.raises(GoldenQuestionsLost) as error:
        world.gate(WITHOUT_FLOOD, *given)
    _, *lines, more, _ = str(error.value).split("\n")
    # 80 characters would end in "banjir pasa".
    shown = "banjir pasar ikan " * 4 + "banjir …"
    assert lines == [f"  {shown!r} (its article news.jsonl#flood is gone)"] * 10
    assert more == "  and 2 more; `--json` has them all"
    found = error.value.found
    assert found["serving"].startswith("0001-")
    assert found["given"] == {"asked": 12, "candidate": 0, "serving": 12}
    assert [one["question"] for one in found["lost"]] == [one["text"] for one in given]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("apa\n itu?", "apa itu?"),
        ("a" * 80, "a" * 80),
        ("a" * 90, "a" * 80 + " …"),
        ("a" * 80 + " b", "a" * 80 + " …"),
        ("a" * 70 + " " + "b" * 70, "a" * 70 + " …"),
    ],
)
def test_a_question_is_cut_between_words(text: str, shown: str) -> None:
    assert shortened(text) == shown


def test_without_the_given_question_the_same_generation_passes(world: World) -> None:
    world.serve(NEWS)
    # A whole sentence of the article still finds it: the crowd has only three of its words.
    assert world.gate({**CROWD, **NEWS}).sampled == Tally(3, 3, 3)


def test_a_sentence_that_no_longer_brings_its_article_is_lost(world: World) -> None:
    world.serve(NEWS)
    twice = " ".join(reversed(2 * NEWS["flood"].rstrip(".").split()))
    with pytest.raises(GoldenQuestionsLost, match=r"2 of 3 sampled ones \(before: 3\)") as error:
        world.gate({f"twice{at}": twice for at in range(12)} | NEWS)
    assert f"{NEWS['flood']!r} (wants news.jsonl:1 among the first 10, was 1)" in str(error.value)


WITHOUT_FLOOD = {name: text for name, text in NEWS.items() if name != "flood"}


@pytest.mark.parametrize("articles", [WITHOUT_FLOOD, {**NEWS, "flood": "Bola."}], ids=["gone", "changed"])
def test_sentences_of_an_article_that_has_gone_or_changed_are_not_asked_for(
    world: World, articles: dict[str, str]
) -> None:
    world.serve(NEWS)
    assert world.gate(articles).sampled == Tally(2, 2, 2)


def test_a_given_question_whose_article_is_gone_is_lost(world: World) -> None:
    world.serve(NEWS)
    with pytest.raises(GoldenQuestionsLost) as error:
        world.gate(WITHOUT_FLOOD, GIVEN)
    message = str(error.value)
    assert "0 of 1 given ones (before: 1)" in message
    assert "'banjir pasar ikan' (its article news.jsonl#flood is gone)" in message
    assert "an article taken out on purpose, say" in message
    # Published all the same, the list is out of date.
    assert world.problems == [
        "the question 'banjir pasar ikan' names 'flood', an article that this index does not hold: "
        "correct the name, or take it out"
    ]


def test_no_question_that_was_won_makes_up_for_an_article_that_is_gone(world: World) -> None:
    world.serve({**CROWD, **NEWS})
    # In the crowd the flood was not found, and the quake was.
    with pytest.raises(GoldenQuestionsLost, match=r"1 of 2 given ones \(before: 1\)"):
        world.gate(
            {name: text for name, text in NEWS.items() if name != "quake"},
            GIVEN,
            {"text": "gempa mengguncang", "article": "quake"},
        )


def test_an_article_keeps_its_name_when_its_text_changes(world: World) -> None:
    world.serve(NEWS)
    edited = {**NEWS, "flood": "Banjir di pasar ikan Tanjung Bakau sudah surut."}
    assert world.gate(edited, GIVEN).given == Tally(1, 1, 1)
    with pytest.raises(GoldenQuestionsLost, match=r"wants news.jsonl#flood among the first 1, was 1"):
        world.gate({**NEWS, "flood": "Bola.", "quake": "Banjir melanda Girang Asri."}, GIVEN)


def test_an_article_that_is_new_has_nothing_to_be_held_to(world: World) -> None:
    world.serve(WITHOUT_FLOOD)
    assert world.gate(NEWS, GIVEN).given == Tally(0, 0, 0)
    assert world.problems == []


def test_a_name_that_no_article_has_is_told(world: World) -> None:
    world.serve(NEWS)
    assert world.gate(NEWS, GIVEN, {"text": "panen padi", "article": "TYPO.txt"}).given == Tally(1, 1, 1)
    assert world.problems == [
        "the question 'panen padi' names 'TYPO.txt', an article that this index does not hold: "
        "correct the name, or take it out"
    ]


def test_a_name_that_several_articles_have_is_told(world: World) -> None:
    world.serve(NEWS)
    assert world.gate(NEWS, {"text": "banjir", "article": "news.jsonl"}).given == Tally(0, 0, 0)
    (problem,) = world.problems
    assert problem.startswith("the question 'banjir' is not clear about an article: 'news.jsonl' names 3 ")


def test_a_list_without_questions_is_told(world: World) -> None:
    path = world.folder / "golden.jsonl"
    path.write_text("\n")
    world.serve(NEWS)
    serving = Store(world.data).sound_current()
    questions, (problem,) = given_questions(read_golden(str(path)), serving.path, Previous(serving))
    assert (questions, problem.origin) == ([], str(path))
    assert problem.reason.startswith("it has no questions, so it protects no article: write one per line")


def test_any_of_the_articles_that_remain_will_do(world: World) -> None:
    world.serve({**NEWS, "other": "Pasar ikan terendam banjir besar semalam."})
    both = {**GIVEN, "article": ["flood", "other", "never-there"]}
    assert world.gate(NEWS, both).given == Tally(1, 1, 1)
    assert world.problems == [
        "it names 2 articles that this index does not hold ('other', 'never-there'): "
        "correct the names, or take them out"
    ]


def test_names_that_no_article_has_are_told_together(world: World) -> None:
    world.serve(NEWS)
    typos = [{"text": f"panen {at}", "article": f"x{at}.txt"} for at in range(1_234)]
    assert world.gate(NEWS, GIVEN, *typos, *typos).given == Tally(1, 1, 1)
    assert world.problems == [
        "it names 1,234 articles that this index does not hold ('x0.txt', 'x1.txt', 'x2.txt', 'x3.txt', "
        "'x4.txt' and 1,229 more): correct the names, or take them out"
    ]


def test_a_question_that_was_never_answered_is_not_lost(world: World) -> None:
    world.serve({**CROWD, **NEWS})
    assert world.gate({**CROWD, **NEWS}, GIVEN).given == Tally(1, 0, 0)


def test_the_first_generation_has_nothing_to_be_held_to(world: World) -> None:
    result = world.gate({**CROWD, **NEWS}, GIVEN)
    assert (result.given, result.sampled.asked, result.passed) == (Tally(1, 0, 0), 0, True)


def test_a_generation_of_a_model_that_has_gone_is_no_measure(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.serve(NEWS)
    monkeypatch.setattr("index.search.searcher.open_encoder", lambda name: FakeEncoder(revision="3"))
    result = world.gate({**CROWD, **NEWS}, GIVEN, encoder=FakeEncoder(revision="2"))
    assert (result.sampled.asked, result.passed) == (0, True)


def test_the_model_of_the_serving_generation_is_opened_when_it_is_another(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.serve(NEWS)
    monkeypatch.setattr("index.search.searcher.open_encoder", lambda name: FakeEncoder())
    with pytest.raises(GoldenQuestionsLost):
        world.gate({**CROWD, **NEWS}, GIVEN, encoder=FakeEncoder(revision="2"))


def test_a_word_for_word_copy_is_as_good_as_the_passage_itself(world: World) -> None:
    world.serve(NEWS)
    copies = {f"copy{at}": NEWS["flood"] for at in range(20)}
    assert world.gate({**copies, **NEWS}).sampled == Tally(3, 3, 3)


def test_the_sample_is_the_same_for_every_generation(world: World, tmp_path: Path) -> None:
    many = {f"n{at}": f"Laporan nomor {at} tentang harga beras kota itu." for at in range(SAMPLE + 20)}
    samples = []
    for folder in ("one", "two"):
        articles = many if folder == "one" else dict(reversed(many.items()))
        other = World(tmp_path / folder)
        other.folder.mkdir()
        other.serve(articles)
        searcher = Searcher.open(other.data, FakeEncoder())
        path = Store(other.data).sound_current().path
        samples.append({question.text for question in sampled_questions(path, searcher)})
        searcher.close()
    assert samples[0] == samples[1]
    assert len(samples[0]) == SAMPLE


def test_a_sampled_question_is_a_sentence_without_syntax(world: World) -> None:
    world.serve({"one": 'Pendek saja. "Banjir besar", kata warga, -- -tidak pernah separah «ini» di sini.'})
    searcher = Searcher.open(world.data, FakeEncoder())
    (question,) = sampled_questions(Store(world.data).sound_current().path, searcher)
    searcher.close()
    assert question.text == "Banjir besar , kata warga, - tidak pernah separah ini di sini."
    assert question.sentence == '"Banjir besar", kata warga, -- -tidak pernah separah «ini» di sini.'


@pytest.mark.parametrize(
    ("given", "sampled", "passed"),
    [
        (Tally(5, 5, 5), Tally(100, 97, 99), True),  # 2 of 100 are forgiven
        (Tally(5, 5, 5), Tally(100, 96, 99), False),
        (Tally(5, 5, 5), Tally(49, 48, 49), False),  # 2% of 49 is less than one
        (Tally(5, 5, 5), Tally(50, 49, 50), True),
        (Tally(5, 5, 4), Tally(100, 100, 100), True),
        (Tally(0, 0, 0), Tally(0, 0, 0), True),
    ],
)
def test_what_is_forgiven(given: Tally, sampled: Tally, passed: bool) -> None:
    assert GateResult(given, sampled, ()).passed is passed


@pytest.mark.parametrize("gone", [True, False])
def test_a_given_question_that_is_lost_is_not_forgiven_whatever_others_are_won(gone: bool) -> None:
    lost = LostQuestion("apa?", "given", "why it is lost", gone=gone)
    assert not GateResult(Tally(2, 2, 1), Tally(100, 100, 90), (lost,)).passed
    # Two of a hundred sampled ones are.
    sampled = tuple(LostQuestion(f"apa {at}?", "sampled", "why it is lost") for at in range(2))
    assert GateResult(Tally(2, 2, 1), Tally(100, 98, 100), sampled).passed


def test_a_given_question_that_is_won_does_not_make_up_for_one_that_is_lost(world: World) -> None:
    world.serve({**CROWD, **NEWS})
    # The crowd outranked the flood before, and outranks the earthquake now.
    crowd = dict.fromkeys(CROWD, "Gempa mengguncang.")
    with pytest.raises(GoldenQuestionsLost, match=r"1 of 2 given ones \(before: 1\)") as error:
        world.gate({**crowd, **NEWS}, GIVEN, {"text": "gempa mengguncang", "article": "quake"})
    assert "'gempa mengguncang' (wants news.jsonl#quake among the first 7, was 1)" in str(error.value)


def test_lost_questions_tell_what_was_wanted_and_given_ones_come_first(world: World) -> None:
    world.serve(NEWS)
    serving = Searcher.open(world.data, FakeEncoder())
    ids = {hit.article.record_id: hit.article.id for hit in serving.search("banjir, harga, gempa").hits}
    other = World(world.folder / "other")
    other.folder.mkdir()
    other.serve({"x": "Bola."})
    candidate = Searcher.open(other.data, FakeEncoder())
    golden = [
        GoldenQuestion("gempa", "sampled", frozenset({ids["quake"]}), "quake"),
        GoldenQuestion("harga", "given", frozenset({ids["prices"]}), "prices"),
        GoldenQuestion("x" * 3000, "given", frozenset({ids["prices"]}), "too long for any search"),
    ]
    result = check(candidate, serving, golden)
    for searcher in (candidate, serving):
        searcher.close()
    assert result.lost == (
        LostQuestion("harga", "given", "wants prices among the first 1, was 1"),
        LostQuestion("gempa", "sampled", "wants quake among the first 10, was 1"),
    )
    assert (result.given, result.sampled) == (Tally(2, 0, 1), Tally(1, 0, 1))


def test_a_list_that_has_gone_is_refused_with_both_cures(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"absent\.jsonl cannot be read") as error:
        read_golden(str(tmp_path / "absent.jsonl"))
    assert "with no `--golden`" in str(error.value)
    assert read_golden(None) is None


def test_a_list_about_other_articles_is_refused_with_the_first_generation(world: World) -> None:
    with pytest.raises(
        EvaluationError, match=r"so it was not published. \S+golden\.jsonl: .* 'elsewhere\.txt'"
    ):
        world.gate(NEWS, {"text": "apa?", "article": "elsewhere.txt"})
