"""The lexical leg that `bench/lexical_leg.py` asks is Cari's, and lexicons are made as told."""

from __future__ import annotations

import json
from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest

from index import Searcher, build
from index.judged import JudgedSet
from index.lexical.lexicon import Lexicon
from index.text.stems import stem
from index.text.terms import terms
from tests.fake_encoder import FakeEncoder

with pytest.MonkeyPatch.context() as patch:
    patch.syspath_prepend(Path(__file__).parent.parent / "bench")
    analysis, leg, alignment = map(import_module, ("analysis", "lexical_leg", "one_alignment"))

TEXTS = {
    "a": "Banjir merendam pasar pagi. Pedagang mengungsi ke sekolah, dan pemerintah mengirim perahu.",
    "b": "The flood reached the harbour. Traders left the market by boat, and schools were closed.",
    "c": "Gol tunggal di menit akhir. Pemain muda itu memenangkan pertandingan bagi klubnya.",
    "d": "The government will send rice to schools. Prices rose at the market for a month.",
}
QUESTIONS = {
    "1": "Pasar mana yang terendam banjir?",
    "2": "government boats for traders",
    "3": "harga beras di pasar",
    "4": "who won the match",
}


@pytest.fixture
def judged(tmp_path: Path) -> JudgedSet:
    folder = tmp_path / "set"
    (folder / "qrels").mkdir(parents=True)
    corpus = [json.dumps({"_id": name, "title": "", "text": text}) for name, text in TEXTS.items()]
    asked = [json.dumps({"_id": name, "text": text}) for name, text in QUESTIONS.items()]
    (folder / "corpus.jsonl").write_text("\n".join(corpus) + "\n", encoding="utf-8")
    (folder / "queries.jsonl").write_text("\n".join(asked) + "\n", encoding="utf-8")
    lines = [f"{question}\ta\t1" for question in QUESTIONS]
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n" + "\n".join(lines) + "\n")
    return JudgedSet.read(folder)


def test_ranks_as_the_lexical_leg_does(
    judged: JudgedSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder = FakeEncoder()
    monkeypatch.setattr(leg, "open_encoder", lambda: encoder)
    found: dict[str, list[str]] = {}

    def kept(_: object, rankings: dict[str, list[str]]) -> object:
        found.update(rankings)
        return leg.np.zeros((len(rankings), len(leg.MEASURES)))

    monkeypatch.setattr(leg, "by_question", kept)
    assert judged.corpus
    read = leg.read(leg.collection(judged.corpus, {"set": judged}))
    leg.measured(read, Lexicon.bundled())
    build([judged.corpus], tmp_path / "data", encoder=encoder)
    with closing(Searcher.open(tmp_path / "data", encoder)) as searcher:
        names = searcher.record_ids()
        for name, question in QUESTIONS.items():
            candidates = searcher.candidates(question, 10)
            places = candidates.rows.searchsorted(candidates.lexical_found)
            assert found[name] == [names[article] for article in candidates.articles[places]], question


def test_each_analyser_has_a_lexicon_of_its_stems() -> None:
    def beginning(word: str, language: str) -> str:
        return word[:4]

    links = {"banjirnya": {"flooding": 2.0, "floods": 1.0}, "pasar": {"market": 1.0}}
    lexicon = alignment.made(links, beginning, glossary=False)
    assert lexicon.id == {
        "banjirnya": [("floo", 1.0)],
        "banj": [("floo", 1.0)],
        "pasar": [("mark", 1.0)],
        "pasa": [("mark", 1.0)],
    }


def test_terms_have_the_stems_of_another_analyser_for_a_while() -> None:
    with analysis.analysed_by(lambda word, _: word[:3]):
        assert [term.stem for term in terms("banjir besar", "id")] == ["ban", "bes"]
    assert [term.stem for term in terms("banjir besar", "id")] == [stem("banjir", "id"), stem("besar", "id")]
