"""What the second teacher changes in training: pseudo-questions, softened targets, and where a stage ends."""

from __future__ import annotations

import random
import struct
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.tiny_bert import tiny_bert, write_tokenizer

torch = pytest.importorskip("torch")
pytest.importorskip("onnx", reason="onnx is needed to reopen a model, not to run one")

from tests.tiny_training import SCHEDULE, model  # noqa: E402
from train import multilingual  # noqa: E402
from train.batches import answer_batches  # noqa: E402
from train.cloze import cloze_question  # noqa: E402
from train.contexts import Context  # noqa: E402
from train.distil import Trainer  # noqa: E402
from train.examples import Answered, Translation  # noqa: E402
from train.export import agreement, export_onnx, quantise  # noqa: E402
from train.losses import told_by_cosines  # noqa: E402
from train.material import Material  # noqa: E402
from train.shipped import reopened  # noqa: E402

if TYPE_CHECKING:
    from pathlib import Path


def seeded(seed: int = 1) -> random.Random:
    return random.Random(seed)  # noqa: S311 - no secret is made of it


@pytest.mark.parametrize(
    ("sentence", "language", "asking", "gone"),
    [
        ("gempa itu terjadi di Palu dan merusak banyak rumah warga", "id", {"di mana"}, "Palu"),
        (
            "kereta cepat itu diresmikan pada 2023 di hadapan para tamu",
            "id",
            {"kapan", "tahun berapa"},
            "2023",
        ),
        ("banjir itu menewaskan 17 orang di kota tersebut kemarin", "id", {"berapa"}, "17"),
        ("the prize went to Maria Ressa for her work on free speech", "en", {"where"}, "Maria"),
        ("the quake killed 17 people in the old town on the coast", "en", {"how many", "how much"}, "17"),
    ],
)
def test_a_question_asks_for_what_was_cut_out(
    sentence: str, language: str, asking: set[str], gone: str
) -> None:
    asked = [cloze_question(sentence, language, seeded(seed)) for seed in range(20)]
    for question in asked:
        assert question is not None
        assert any(question.startswith(word) for word in asking)
        assert gone.lower() not in question.lower()
        assert set(question.rstrip("?").split()) - {word for a in asking for word in a.split()} <= set(
            sentence.split()
        )


def test_nothing_is_asked_of_a_sentence_without_name_or_number() -> None:
    assert cloze_question("warga berkumpul di pasar sejak pagi hari", "id", seeded()) is None
    assert cloze_question("kata Budi", "id", seeded()) is None, "too few words are left"


def test_the_teacher_reads_what_the_student_reads_in_its_own_language() -> None:
    context = Context(("satu kata di Palu dua tiga empat", "b"), ("one word in Palu two three four", "c"))
    for seed in range(60):
        example = context.example(seeded(seed))
        question, passage = example.taught
        assert question == example.question
        if "dua" in question.split():
            assert passage in {"satu kata di Palu dua tiga empat b", "b"}
        if "two" in question.split():
            assert passage in {"one word in Palu two three four c", "c"}


def test_the_teacher_reads_a_question_without_its_misspellings() -> None:
    pairs = [Answered(f"kapan gempa mengguncang Palu ke {n}", f"isi {n}") for n in range(8)]
    batch = next(answer_batches([pairs], 800, 1.0, seeded()))
    assert any(example.question != example.taught[0] for example in batch)
    assert {example.taught[0] for example in batch} <= {pair.question for pair in pairs}


def test_what_is_taught_lies_between_the_known_answer_and_the_teacher_s_opinion() -> None:
    vectors = torch.eye(2)
    undecided = torch.zeros(2, 2)
    # Scores are 20 and 0: -log softmax is log(1 + e^-20) for the known one, 20 more for the other.
    least = float(torch.log1p(torch.exp(torch.tensor(-20.0))))
    assert float(told_by_cosines(vectors, vectors, undecided, 0.0)) == pytest.approx(least, abs=1e-6)
    assert float(told_by_cosines(vectors, vectors, undecided, 1.0)) == pytest.approx(least + 10)
    assert float(told_by_cosines(vectors, vectors, undecided, 0.5)) == pytest.approx(least + 5)


def test_a_copy_of_a_passage_is_no_wrong_answer() -> None:
    questions, passages = torch.eye(3), torch.eye(3)[[0, 0, 2]]
    told = told_by_cosines(questions, passages, torch.zeros(3, 3), 0.0)
    # Of the first two rows only the third passage counts against; the second question, orthogonal to its
    # passage, is at 0 against 0.
    assert float(told) < 1


def trained(folder: Path, **changes: float) -> tuple[Trainer, dict[str, torch.Tensor]]:
    from dataclasses import replace

    student, teacher = model(folder), model(folder)
    began = {name: value.clone() for name, value in student.bert.state_dict().items()}
    trainer = Trainer(student, teacher, replace(SCHEDULE, **changes), folder / "stage")
    pairs = [Translation("banjir di jakarta", "flood in jakarta"), Translation("harga naik", "price rose")]
    trainer.run(Material(pairs, [Answered("banjir", "harga")] * 2, []), lambda _: {"figure": 1.0})
    return trainer, began


def test_a_stage_ends_between_its_first_and_its_last_weights(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    last, began = trained(tmp_path / "a")
    half, _ = trained(tmp_path / "b", keep=0.5)
    for name, value in half.student.bert.state_dict().items():
        expected = (began[name] + last.student.bert.state_dict()[name]) / 2
        assert value == pytest.approx(expected, abs=1e-6), name
    assert not torch.equal(began["embeddings.word_embeddings.weight"], last.student.words)


def test_a_stage_that_was_stopped_after_its_end_ends_the_same(tmp_path: Path) -> None:
    first, _ = trained(tmp_path, keep=0.3, average=0.5)
    again, _ = trained(tmp_path, keep=0.3, average=0.5)
    for name, value in again.student.bert.state_dict().items():
        assert torch.equal(value, first.student.bert.state_dict()[name]), name


def test_a_shipped_model_opens_again_as_a_network(tmp_path: Path) -> None:
    bert = tiny_bert()
    source = write_tokenizer(tmp_path / "source.json")
    bert.config.num_attention_heads = 4
    fp32 = export_onnx(bert, source, tmp_path / "fp32.onnx")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("train.shipped.HEAD", 4)  # the tiny one's heads are four wide
        opened = reopened(quantise(fp32, tmp_path / "model.onnx"))
    again = export_onnx(opened, source, tmp_path / "again.onnx")
    assert agreement(fp32, again, ["banjir", "banjir di jakarta .", "harga naik"])["worst"] > 0.99


def test_blocks_of_four_bits_are_multiplied_out() -> None:
    block = np.zeros(1, multilingual.BLOCK)
    block["scale"], block["levels"][0, 0] = 0.5, 0xF0
    unpacked = multilingual._unpacked(block)
    # Low halves come first; 8 is zero.
    assert unpacked[0] == -4.0
    assert unpacked[16] == 3.5
    assert set(unpacked[1:16].tolist()) == {-4.0}


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(b"GGUF" + struct.pack("<I", 3))
    with pytest.raises(ValueError, match=r"weights\.bin does not begin with E5S1"):
        multilingual.load(path)
