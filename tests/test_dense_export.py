"""The ONNX form of a BERT gives the BERT's vectors; its int8 form nearly so, alone or in a batch."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.tiny_bert import DIMENSION, VOCABULARY, tiny_bert, write_tokenizer

pytest.importorskip("onnx", reason="onnx is needed to export a model, not to run one")
torch = pytest.importorskip("torch")

from train.export import agreement, embed, export_onnx, open_session, quantise  # noqa: E402
from train.sentence_transformers_folder import worst_cosine, write_folder  # noqa: E402
from train.ship import MAX_TOKENS, ship  # noqa: E402

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = ["banjir", "banjir di jakarta .", "the price rose in jakarta", "flood", "harga naik " * 12]


@pytest.fixture(scope="module")
def fp32(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fp32")
    return export_onnx(tiny_bert(), write_tokenizer(folder / "tokenizer.json"), folder / "model.onnx")


@pytest.fixture(scope="module")
def int8(fp32: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("int8")
    write_tokenizer(folder / "tokenizer.json")
    return quantise(fp32, folder / "model.onnx")


def test_the_graph_gives_the_vectors_of_the_bert(fp32: Path) -> None:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(fp32.parent / "tokenizer.json"))
    with torch.no_grad():
        states = [tiny_bert()(torch.tensor([tokenizer.encode(text).ids])).last_hidden_state for text in TEXTS]
    means = torch.stack([state[0].mean(0) for state in states])
    expected = torch.nn.functional.normalize(means, dim=1).numpy()
    tokenizer_json = fp32.parent / "tokenizer.json"
    assert embed(open_session(fp32), tokenizer_json, TEXTS) == pytest.approx(expected, abs=1e-5)
    assert embed(open_session(fp32), tokenizer_json, TEXTS, batch=5) == pytest.approx(expected, abs=1e-5)


def test_int8_stays_near_and_does_not_depend_on_the_batch(fp32: Path, int8: Path) -> None:
    found = agreement(fp32, int8, TEXTS)
    assert found["worst"] > 0.99
    assert found["batch"] > 0.99999


def test_neighbouring_weights_never_add_up_to_what_sixteen_bits_cannot_hold(int8: Path) -> None:
    import onnx
    from onnx import numpy_helper

    tensors = {tensor.name: numpy_helper.to_array(tensor) for tensor in onnx.load(int8).graph.initializer}
    products = [value.astype(int) for name, value in tensors.items() if name.endswith("weight.int8")]
    assert len(products) == 8
    pairs = np.concatenate([np.abs(value[0::2] + value[1::2]).ravel() for value in products])
    assert 120 < pairs.max() <= 128
    assert max(np.abs(value).max() for value in products) <= 127


def test_int8_keeps_the_inputs_and_the_outputs(int8: Path) -> None:
    session = open_session(int8)
    assert [(item.name, item.type) for item in session.get_inputs()] == [
        ("input_ids", "tensor(int64)"),
        ("attention_mask", "tensor(int64)"),
    ]
    assert [(item.name, item.shape) for item in session.get_outputs()] == [
        ("embedding", ["batch", DIMENSION]),
        ("states", ["batch", "tokens", DIMENSION]),
    ]


def test_the_tokenizer_is_written_without_padding_and_truncation(tmp_path: Path) -> None:
    from tokenizers import Tokenizer

    source = Tokenizer.from_file(str(write_tokenizer(tmp_path / "source.json")))
    source.enable_padding(length=8)
    source.enable_truncation(4)
    source.save(str(tmp_path / "source.json"))
    export_onnx(tiny_bert(), tmp_path / "source.json", tmp_path / "out" / "model.onnx")
    written = Tokenizer.from_file(str(tmp_path / "out" / "tokenizer.json"))
    assert len(written.encode("banjir")) == 3
    assert len(written.encode("banjir " * 50)) == 52


def test_another_activation_is_refused(tmp_path: Path) -> None:
    model = tiny_bert()
    model.config.hidden_act = "relu"
    with pytest.raises(ValueError, match="relu"):
        export_onnx(model, tmp_path / "tokenizer.json", tmp_path / "model.onnx")


def test_a_row_of_zeros_quantises_to_zeros(tmp_path: Path) -> None:
    model = tiny_bert()
    with torch.no_grad():
        model.encoder.layer[0].output.dense.weight.zero_()
    export_onnx(model, write_tokenizer(tmp_path / "source.json"), tmp_path / "model.onnx")
    quantise(tmp_path / "model.onnx", tmp_path / "int8.onnx")
    vectors = embed(open_session(tmp_path / "int8.onnx"), tmp_path / "tokenizer.json", TEXTS)
    assert np.isfinite(vectors).all()


@pytest.fixture(scope="module")
def folder(fp32: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("run") / "sentence-transformers"
    return write_folder(tiny_bert(), fp32.parent / "tokenizer.json", out, max_tokens=48)


def test_the_folder_for_sentence_transformers_gives_the_vectors_of_the_onnx_model(
    folder: Path, fp32: Path, int8: Path
) -> None:
    assert worst_cosine(folder, fp32, TEXTS) > 0.99999
    assert worst_cosine(folder, int8, TEXTS) > 0.99


def test_the_worst_text_counts(folder: Path, tmp_path: Path) -> None:
    changed = tiny_bert()
    with torch.no_grad():
        changed.embeddings.word_embeddings.weight[VOCABULARY.index("flood")] *= -1
    other = export_onnx(changed, write_tokenizer(tmp_path / "source.json"), tmp_path / "model.onnx")
    assert worst_cosine(folder, other, ["banjir", "price"]) > 0.99999
    assert worst_cosine(folder, other, ["banjir", "flood", "price"]) < 0.99


def test_the_folder_holds_the_tokenizer_as_trained(folder: Path) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    assert [type(module).__name__ for module in model] == ["Transformer", "Pooling", "Normalize"]
    assert model.max_seq_length == 48
    assert model.tokenizer.is_fast
    assert model.tokenizer.special_tokens_map == {
        "pad_token": "[PAD]",
        "unk_token": "[UNK]",
        "cls_token": "[CLS]",
        "sep_token": "[SEP]",
    }
    assert model.tokenizer.convert_ids_to_tokens(model.tokenizer("BANJIR di Jakarta")["input_ids"]) == [
        *("[CLS]", "banjir", "di", "jakarta", "[SEP]")
    ]
    assert model.tokenizer.tokenize("[SEP]") == ["[UNK]"] * 3
    assert len(model.tokenize(["banjir " * 60])["input_ids"][0]) == 48


def test_shipping_writes_every_form_and_says_how_near_they_are(tmp_path: Path) -> None:
    write_tokenizer(tmp_path / "tokenizer.json")
    found = ship(tiny_bert(), tmp_path, tmp_path / "model", TEXTS)
    assert found["worst"] > 0.99
    assert found["sentence-transformers"] > 0.99999
    assert json.loads((tmp_path / "model" / "config.json").read_text())["max_tokens"] == MAX_TOKENS == 256
    assert sorted(file.name for file in (tmp_path / "model").iterdir()) == [
        *("config.json", "model.onnx", "tokenizer.json")
    ]
    assert (tmp_path / "fp32" / "model.onnx").is_file()
    assert (tmp_path / "sentence-transformers" / "modules.json").is_file()
