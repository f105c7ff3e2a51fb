"""Quality is a build condition: what the bundled model and lexicon reach on judged sets must not fall."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from index import Encoder, Searcher, build, open_encoder
from index.evaluation import run_set
from index.evaluation.measures import MEASURES
from index.judged import JudgedSet
from train.examples import json_lines, not_trained_on

FLOORS = json.loads((Path(__file__).parent / "quality_floors.json").read_text(encoding="utf-8"))
NDCG = MEASURES.index("nDCG@10")
LEG_MARGIN = 0.005
"""nDCG@10 by which the fused ranking may be below the better leg."""


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return open_encoder()


def over(asked: JudgedSet, count: int, folder: Path) -> JudgedSet:
    """The same set over so many documents: those that answer one of its questions, and others."""
    assert asked.corpus is not None
    answering = {document for grades in asked.judgements.values() for document in grades}
    documents = list(json_lines(asked.corpus))
    others = islice((one for one in documents if one["_id"] not in answering), max(0, count - len(answering)))
    kept = answering | {one["_id"] for one in others}
    corpus = folder / asked.corpus.name
    corpus.write_text("\n".join(json.dumps(one) for one in documents if one["_id"] in kept), encoding="utf-8")
    return replace(asked, corpus=corpus)


@pytest.mark.parametrize("name", FLOORS)
def test_judged_set_stays_above_its_floor(name: str, shared: Path, tmp_path: Path, encoder: Encoder) -> None:
    floor = FLOORS[name]
    whole = JudgedSet.read(shared / "data" / "eval" / name)
    assert whole.digest[:16] == floor["data"], "the data have changed: measure again and pin new floors"
    # Of the questions that training saw, the dense leg knows most of the answers.
    unseen = not_trained_on(name, whole.questions)
    asked = whole.only(unseen[: floor["queries"]])
    # All documents of these sets would take minutes to embed.
    run = run_set(
        over(asked, floor["documents"], tmp_path) if "documents" in floor else asked, encoder=encoder
    )
    assert len(run.questions) == floor["queries"]
    found = {leg: values[:, NDCG].mean() for leg, values in run.values.items()}
    assert {leg: round(found[leg], 4) for leg in found if found[leg] < floor[leg]} == {}
    assert found["fused"] >= max(found["dense"], found["lexical"]) - LEG_MARGIN


def test_the_five_real_pages_answer_their_eight_questions(
    shared: Path, tmp_path: Path, encoder: Encoder
) -> None:
    build([str(shared / "seeds")], tmp_path, encoder=encoder)
    searcher = Searcher.open(tmp_path, encoder)
    first = {}
    questions = list(json_lines(shared / "seeds" / "queries.jsonl"))
    for question in questions:
        hit = searcher.search(question["text"], limit=1).hits[0]
        first[question["_id"]] = Path(hit.article.origin).name
    searcher.close()
    assert first == {question["_id"]: question["article"] for question in questions}


def test_the_sample_corpus_answers_in_all_four_cells(tmp_path: Path, encoder: Encoder) -> None:
    """Share of the 161 questions with a judged article among three hits, by (question × article) language."""
    seeds = Path(__file__).resolve().parents[1] / "seeds"
    build([str(seeds)], tmp_path, encoder=encoder)
    searcher = Searcher.open(tmp_path, encoder)
    right: dict[str, list[bool]] = {}
    for question in json_lines(seeds / "queries.jsonl"):
        hits = searcher.search(question["text"], limit=3).hits
        found = {_name(hit.article.origin, hit.article.record_id) for hit in hits}
        right.setdefault(question["cell"], []).append(bool(found & set(question["articles"])))
    searcher.close()
    shares = {cell: sum(found) / len(found) for cell, found in right.items()}
    assert set(shares) == {"id-id", "id-en", "en-id", "en-en"}
    assert min(shares.values()) >= 0.9, shares


def _name(origin: str, record_id: str | None) -> str:
    return f"{origin.rsplit(':', 1)[0]}#{record_id}" if record_id else origin
