"""Evaluation, on a set small enough to be measured on paper with the fake encoder."""

from __future__ import annotations

import json
import math
import warnings
from typing import TYPE_CHECKING

import pytest

from index import MOST_CHARACTERS, Searcher
from index.build import build
from index.errors import EvaluationError
from index.evaluation import MEASURES, Measures, Stage, measure, run_set
from index.judged import JudgedSet
from tests.fake_encoder import FakeEncoder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

# Document c says little but "harga", so it is nearest to any question about prices; only b has the word
# "mirvon". No document has a word of the first question, which the encoder puts on the axis of "gempa".
DOCUMENTS = {
    "a": "Gempa bumi semalam.",
    "b": "Harga, harga, harga mirvon sejak gempa.",
    "c": "Harga pagi hari.",
    "d": "Bola semalam.",
    "e": "",
}
QUESTIONS = {
    "tsunami": "tsunami",
    "mirvon": "harga mirvon",
    "unread": "banjir",
    "unjudged": "bola",
    "fruitless": "bola",
}
JUDGED = {"tsunami": {"a": 1}, "mirvon": {"b": 1}, "unread": {"e": 1}, "fruitless": {"a": 0}}
SECOND = 1 / math.log2(3)
"""nDCG@10 of a question whose only relevant document comes second."""


def write_set(
    folder: Path,
    documents: Mapping[str, str] = DOCUMENTS,
    questions: Mapping[str, str] = QUESTIONS,
    judged: Mapping[str, Mapping[str, int]] = JUDGED,
) -> Path:
    (folder / "qrels").mkdir(parents=True)
    for name, texts in (("corpus", documents), ("queries", questions)):
        lines = [json.dumps({"_id": key, "text": text}) for key, text in texts.items()]
        (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    rows = [f"{question}\t{key}\t{grade}" for question, of in judged.items() for key, grade in of.items()]
    (folder / "qrels" / "test.tsv").write_text(
        "\n".join(["query-id\tcorpus-id\tscore", *rows]) + "\n", encoding="utf-8"
    )
    return folder


def by_leg(measures: Sequence[Measures]) -> dict[str, Measures]:
    return {result.leg: result for result in measures}


def measured(folder: Path, encoder: FakeEncoder | None = None) -> dict[str, Measures]:
    return by_leg(run_set(JudgedSet.read(folder), encoder=encoder or FakeEncoder()).measures())


def test_each_leg_has_the_measures_worked_out_on_paper(tmp_path: Path) -> None:
    found = measured(write_set(tmp_path / "made-up"))
    # Three questions: "fruitless" has nothing relevant, and the answer of "unread" has no text.
    # dense: a first; c (1.00) before b (3/√10 = 0.95). lexical: nothing; b first. fused: a first; b first.
    expected = {
        "dense": [(1 + SECOND) / 3, 1.5 / 3, 1 / 3, 2 / 3, 2 / 3],
        "lexical": [1 / 3] * 5,
        "fused": [2 / 3] * 5,
    }
    for leg, values in expected.items():
        assert found[leg].whole.queries == 3
        assert [found[leg].whole.values[name] for name in MEASURES] == pytest.approx(values)
    assert {result.set for result in found.values()} == {"made-up"}
    assert (found["fused"].skipped, found["fused"].refused) == (1, 0)


def test_json_has_the_names_of_the_measures(tmp_path: Path) -> None:
    fused = measured(write_set(tmp_path / "made-up"))["fused"]
    found = fused.to_dict()
    apart = {"intervals", "cells", "p50_ms", "p95_ms"}
    assert {name: found[name] for name in found if name not in apart} == {
        "set": "made-up", "leg": "fused", "queries": 3, "skipped": 1, "refused": 0,
        "nDCG@10": 0.66667, "RR@10": 0.66667, "R@1": 0.66667, "R@10": 0.66667, "R@100": 0.66667,
    }  # fmt: skip
    assert found["intervals"] == {name: [0, 1] for name in MEASURES}
    # The document of "banjir" was not read, so its language is not known.
    cells = {name: cell["queries"] for name, cell in found["cells"].items()}
    assert cells == {"id-?": 1, "id-id": 1, "und-id": 1}
    assert found["cells"]["id-id"]["R@1"] == 1


def test_relevant_documents_that_are_not_indexed_are_named(tmp_path: Path) -> None:
    # "e" has no text, and the corpus has neither "x" nor "y"; the latter answers nothing.
    judged = {"tsunami": {"a": 1, "x": 1, "y": 0}, "unread": {"e": 1}}
    folder = write_set(tmp_path / "made-up", judged=judged)
    assert run_set(JudgedSet.read(folder), encoder=FakeEncoder()).unknown == ("e", "x")


def test_only_the_fused_ranking_has_a_time(tmp_path: Path) -> None:
    found = measured(write_set(tmp_path / "set"))
    assert found["dense"].p50_ms is None
    assert found["fused"].p50_ms is not None
    assert found["fused"].p95_ms is not None
    assert 0 < found["fused"].p50_ms <= found["fused"].p95_ms


def test_a_limit_takes_the_first_judged_questions(tmp_path: Path) -> None:
    judged = JudgedSet.read(write_set(tmp_path / "set")).first(1)
    found = by_leg(run_set(judged, encoder=FakeEncoder()).measures())
    assert found["dense"].whole.queries == 1
    assert found["dense"].whole.values["RR@10"] == 1
    assert found["lexical"].whole.values["RR@10"] == 0


def test_a_question_that_search_refuses_counts_as_unanswered(tmp_path: Path) -> None:
    questions = {"long": "gempa " * MOST_CHARACTERS, "short": "gempa"}
    folder = write_set(tmp_path / "set", questions=questions, judged={key: {"a": 1} for key in questions})
    fused = measured(folder)["fused"]
    assert (fused.whole.queries, fused.refused, fused.whole.values["RR@10"]) == (2, 1, 0.5)
    stages: list[Stage] = []
    run_set(JudgedSet.read(folder), encoder=FakeEncoder(), observer=stages.append)
    assert [stage.done for stage in stages if stage.name == "asking"] == [1, 2]


def test_documents_with_the_same_text_stay_apart(tmp_path: Path) -> None:
    folder = write_set(
        tmp_path / "set",
        documents={"one": "Gempa semalam.", "two": "Gempa semalam.", "three": "Bola."},
        questions={"q": "gempa"},
        judged={"q": {"one": 1, "two": 1}},
    )
    for result in measured(folder).values():
        values = result.whole.values
        assert (values["R@1"], values["R@10"], values["nDCG@10"]) == (0.5, 1, 1)


def test_a_leg_is_followed_until_it_has_enough_articles(tmp_path: Path) -> None:
    # Hundreds of passages of one document come before the only passage of the next.
    long = " ".join(f"Harga nomor {number} naik lagi." for number in range(2_000))
    folder = write_set(
        tmp_path / "set",
        documents={"long": long, "short": "Harga dan gempa."},
        questions={"q": "harga"},
        judged={"q": {"short": 1}},
    )
    encoder = FakeEncoder(max_tokens=16)
    assert build([str(folder / "corpus.jsonl")], tmp_path / "data", encoder=encoder).passages > 400
    for result in measured(folder, encoder).values():
        assert (result.whole.values["RR@10"], result.whole.values["R@100"]) == (0.5, 1)


def test_the_fused_ranking_is_what_search_answers(tmp_path: Path) -> None:
    folder = write_set(tmp_path / "set", judged={"mirvon": {"b": 1}})
    build([str(folder / "corpus.jsonl")], tmp_path / "data", encoder=FakeEncoder())
    searcher = Searcher.open(tmp_path / "data", FakeEncoder())
    answer = searcher.search(QUESTIONS["mirvon"])
    searcher.close()
    ranking = [str(hit.article.record_id) for hit in answer.hits]
    expected = measure({"mirvon": {"b": 1}}, {"mirvon": ranking})
    fused = measured(folder)["fused"]
    assert fused.whole.values == expected
    assert fused.whole.values["R@1"] == 1


def test_progress_is_told_for_both_stages(tmp_path: Path) -> None:
    stages: list[Stage] = []
    judged = JudgedSet.read(write_set(tmp_path / "set"))
    run_set(judged, encoder=FakeEncoder(), observer=stages.append)
    assert {stage.name for stage in stages} == {"indexing", "asking"}
    assert (stages[-1].done, stages[-1].total) == (3, 3)


def test_equal_scores_keep_the_order_of_the_ranking() -> None:
    for order in (["x", "y"], ["y", "x"]):
        assert measure({"q": {"x": 1}}, {"q": order})["RR@10"] == (1 if order[0] == "x" else 0.5)


def test_grades_count_in_ndcg() -> None:
    # trec_eval's gain is the grade: (1 + 2/log2 3) / (2 + 1/log2 3)
    found = measure({"q": {"x": 2, "y": 1}}, {"q": ["y", "x"]})
    assert found["nDCG@10"] == pytest.approx((1 + 2 * SECOND) / (2 + SECOND))


def test_no_ranking_at_all_is_nought_without_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert set(measure({"q": {"x": 1}}, {}).values()) == {0.0}


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("corpus.jsonl", None, "not a judged set"),
        ("queries.jsonl", None, "cannot be read"),
        ("qrels/test.tsv", None, "or other file of judgements"),
        ("queries.jsonl", b'{"_id": "q", "text": "x"}\n{broken\n', "line 2 is not a question"),
        ("queries.jsonl", b'{"_id": "q"}\n', "line 1 is not a question"),
        ("queries.jsonl", b'["q", "x"]\n', "line 1 is not a question"),
        ("queries.jsonl", b'{"_id": "q", "text": null}\n', r"line 1 is not a question \(it has no text\)"),
        ("queries.jsonl", b'{"_id": null, "text": "x"}\n', r"line 1 is not a question \(it has no _id\)"),
        (
            "queries.jsonl",
            b'{"_id": 7, "text": "x"}\n{"_id": "7", "text": "y"}\n',
            "line 2 .* the id '7' another",
        ),
        ("queries.jsonl", b"\x1f\x8b\x08", "not text in UTF-8: unpack it if it is compressed, or save it as"),
        ("qrels/test.tsv", b"query-id\tcorpus-id\tscore\nq\ta\n", "line 2 is not a judgement"),
        ("qrels/test.tsv", b"query-id\tcorpus-id\tscore\nq\ta\tmuch\n", "line 2 is not a judgement"),
        ("qrels/test.tsv", b"tsunami\ta\t0\n", "use the same ids in both files, and scores above 0"),
        ("qrels/test.tsv", b"tsunami\ta\t1.0\nmirvon\tb\t1\n", "line 1 is not .*no whole number"),
        ("qrels/test.tsv", b"tsunami\ta\t1\nmirvon b 1\n", "line 2 is not .*columns between tabs: 1, not 3"),
        ("qrels/test.tsv", b"tsunami\ta\t2147483648\n", "line 1 is not .*of up to six digits"),
        (
            "qrels/test.tsv",
            b"tsunami\ta\t1\ntsunami\ta\t0\n",
            "line 2 is not .*an earlier line gives the same",
        ),
        ("qrels/test.tsv", b"query-id\tcorpus-id\tscore\nq\ta\t1\n", "use the same ids in both files"),
    ],
)
def test_a_broken_set_is_refused_with_its_file_and_line(
    tmp_path: Path, file: str, content: bytes | None, message: str
) -> None:
    folder = write_set(tmp_path / "set")
    if content is None:
        (folder / file).unlink()
    else:
        (folder / file).write_bytes(content)
    with pytest.raises(EvaluationError, match=message) as error:
        JudgedSet.read(folder)
    assert file in str(error.value)


def test_the_first_judgement_counts_without_a_header_and_below_blank_lines(tmp_path: Path) -> None:
    folder = write_set(tmp_path / "set")
    rows = "tsunami\ta\t-1\ntsunami\tb\t2\ntsunami\tb\t2\n"
    for head in ("", "\n\n", "\ufeff", "\r\nquery-id\tcorpus-id\tscore\r\n"):
        (folder / "qrels" / "test.tsv").write_text(head + rows, encoding="utf-8", newline="")
        assert JudgedSet.read(folder).judgements == {"tsunami": {"a": -1, "b": 2}}


def test_ids_with_spaces_are_those_of_the_documents(tmp_path: Path) -> None:
    documents = {f" news {key}  1 ": text for key, text in DOCUMENTS.items()}
    judged = {question: {f" news {key}  1 ": 1 for key in of} for question, of in JUDGED.items()}
    found = measured(write_set(tmp_path / "set", documents=documents, judged=judged))
    # "fruitless" is relevant here: of four questions, "unread" alone has no readable answer.
    assert found["fused"].whole.values["R@100"] == 3 / 4


def test_judgements_about_no_document_of_the_corpus_are_refused(tmp_path: Path) -> None:
    folder = write_set(tmp_path / "set", judged={"mirvon": {"doc-b": 1, "doc-a": 0}})
    with pytest.raises(
        EvaluationError, match="no readable document with an id that is judged, such as 'doc-a'"
    ):
        run_set(JudgedSet.read(folder), encoder=FakeEncoder())


def test_a_question_is_in_the_cell_of_its_first_best_answer_that_is_indexed(tmp_path: Path) -> None:
    judged = {"mirvon": {"gone": 3, "c": 1, "b": 2, "d": 0}, "tsunami": {"gone": 1, "d": 0}}
    run = run_set(JudgedSet.read(write_set(tmp_path / "set", judged=judged)), encoder=FakeEncoder())
    assert [asked.cell.partition("-")[2] for asked in run.questions] == ["?", "id"]


def test_the_only_other_split_is_read_and_named(tmp_path: Path) -> None:
    folder = write_set(tmp_path / "made-up")
    test, dev = folder / "qrels" / "test.tsv", folder / "qrels" / "dev.tsv"
    whole = JudgedSet.read(folder)
    test.rename(dev)
    judged = JudgedSet.read(folder)
    assert (whole.name, judged.name) == ("made-up", "made-up/dev")
    assert (judged.judgements, judged.digest) == (whole.judgements, whole.digest)
    # Beside the usual one, others are not looked at.
    test.write_text("query-id\tcorpus-id\tscore\ntsunami\ta\t1\n", encoding="utf-8")
    usual = JudgedSet.read(folder)
    assert (usual.name, list(usual.questions)) == ("made-up", ["tsunami"])


def test_of_several_splits_none_is_chosen(tmp_path: Path) -> None:
    folder = write_set(tmp_path / "made-up")
    qrels = folder / "qrels"
    (qrels / "test.tsv").rename(qrels / "train.tsv")
    (qrels / "dev.tsv").write_bytes((qrels / "train.tsv").read_bytes())
    with pytest.raises(EvaluationError) as error:
        JudgedSet.read(folder)
    assert str(error.value) == (
        f"{qrels} has dev.tsv, train.tsv, but no test.tsv: copy or link one of them to {qrels}/test.tsv."
    )


def test_windows_line_ends_and_empty_lines_are_read(tmp_path: Path) -> None:
    folder = write_set(tmp_path / "set")
    for name in ("queries.jsonl", "qrels/test.tsv"):
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
        (folder / name).write_bytes("\r\n".join([*lines, "", ""]).encode())
    assert list(JudgedSet.read(folder).questions) == ["tsunami", "mirvon", "unread"]
