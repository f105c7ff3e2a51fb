"""The projection of words: by hand where it can be, and what a model with it gives."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from index.dense.bundled import PROJECTED  # noqa: E402
from tests.fake_encoder import AXES, FakeEncoder  # noqa: E402
from tests.tiny_bert import DIMENSION, tiny_bert, write_tokenizer  # noqa: E402
from train.examples import Answered  # noqa: E402
from train.export import export_onnx, open_session, project, quantise  # noqa: E402
from train.word_pools import Pool, Texts, stem_weights  # noqa: E402
from train.words import interaction, learn, padded_weights  # noqa: E402

if TYPE_CHECKING:
    from pathlib import Path

LEARNING = {"dimension": 2, "steps": 60, "batch": 4, "rate": 0.05, "imitation": 0.0, "seed": 1}


def pool() -> Pool:
    examples = [
        Answered("banjir dan harga", "Banjir merendam pasar."),
        Answered("gempa", "Gempa mengguncang kota."),
        Answered("harga", "Harga beras naik."),
        Answered("gol", "Gol tunggal di kota."),
        Answered("harga beras", "Harga beras naik."),
    ]
    return Pool.read(examples, FakeEncoder(words=True))


def test_words_of_texts_follow_one_another() -> None:
    texts = Texts.read(["Banjir dan harga", "", "gempa"], FakeEncoder(words=True))
    assert texts.starts.tolist() == [0, 3, 3, 4]
    assert (texts.stems_of(0), texts.stems_of(1), texts.stems_of(2)) == (
        ["banjir", "dan", "harga"],
        [],
        ["gempa"],
    )
    words, there = texts.padded([2, 0])
    assert words.shape == (2, 3, len(AXES))
    assert words[1, 0].tolist() == np.eye(len(AXES))[0].tolist()
    assert there.tolist() == [[True, False, False], [True, True, True]]


def test_a_passage_that_answers_twice_is_read_once() -> None:
    read = pool()
    assert read.answers.tolist() == [0, 1, 2, 3, 2]
    assert len(read.passages.vectors) == 4


def test_rare_stems_weigh_more_and_unknown_ones_nothing() -> None:
    weights = stem_weights([pool()])
    # Of 4 passages "kota" is in 2 and "gempa" in 1.
    assert weights["kota"] == pytest.approx(math.log(1 + 2.5 / 2.5))
    assert weights["gempa"] == pytest.approx(math.log(1 + 3.5 / 1.5))
    assert weights["mengapa"] == 0


def test_each_word_counts_by_its_nearest() -> None:
    east, north, slanted = [1.0, 0.0], [0.0, 1.0], [0.6, 0.8]
    questions = torch.tensor([[east, north], [slanted, east]])
    passages = torch.tensor([[east, slanted], [north, east]])
    there = torch.tensor([[True, True], [True, False]])  # of the second passage only "north" is a word
    weights = torch.tensor([[1.0, 3.0], [2.0, 0.0]])
    found = interaction(questions, passages, there, weights)
    # East is 1 and 0 from them, north .8 and 1; slanted 1 and .8.
    expected = [[(1 + 3 * 0.8) / 4, (0 + 3 * 1) / 4], [1, 0.8]]
    assert found.tolist() == [pytest.approx(row) for row in expected]


def test_what_answers_comes_nearer_and_the_same_seed_gives_the_same() -> None:
    read = pool()
    weights = stem_weights([read])
    learnt = learn([read], LEARNING)
    assert learnt.shape == (len(AXES), 2)
    assert learn([read], LEARNING) == pytest.approx(learnt)
    untrained = learn([read], LEARNING | {"steps": 0})
    assert _found(read, learnt, weights) > _found(read, untrained, weights)


def _found(read: Pool, projection: np.ndarray, weights: dict[str, float]) -> float:
    """The mean share of its answer, among all passages, of each question."""
    texts = range(len(read.questions.vectors))
    (asked, _), (told, there) = read.questions.padded(texts), read.passages.padded(range(4))
    small = [
        torch.nn.functional.normalize(words @ torch.from_numpy(projection), dim=-1) for words in (asked, told)
    ]
    of_words = padded_weights(weights, [read.questions.stems_of(text) for text in texts])
    shares = torch.softmax(20 * interaction(*small, there, of_words), 1)
    return float(shares[torch.arange(5), torch.from_numpy(read.answers)].mean())


def test_a_model_gives_its_states_projected_and_takes_another_projection(tmp_path: Path) -> None:
    tokenizer = write_tokenizer(tmp_path / "source.json")
    fp32 = export_onnx(tiny_bert(), tokenizer, tmp_path / "fp32" / "model.onnx")
    path = quantise(fp32, tmp_path / "model.onnx")
    tokens = {name: np.array([[2, 5, 3]]) for name in ("input_ids",)} | {
        "attention_mask": np.ones((1, 3), np.int64)
    }
    for size in (3, 5):
        projection = np.random.default_rng(size).standard_normal((DIMENSION, size)).astype(np.float32)
        session = open_session(project(path, projection))
        states, projected = session.run(["states", PROJECTED], tokens)
        assert projected == pytest.approx(states @ projection, abs=1e-4)
        assert [output.name for output in session.get_outputs()].count(PROJECTED) == 1
