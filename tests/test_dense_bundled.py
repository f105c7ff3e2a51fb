"""The encoder that ships: a tiny model in its layout, and the real one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.dense.bundled import MODEL, RUN_TOKENS, BundledEncoder, _runs
from index.dense.encoder import open_encoder
from index.errors import ModelError
from tests.tiny_bert import DIMENSION, tiny_bert, write_tokenizer

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 2**20

WORD_DIMENSION = 4


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of random weights in the layout of the bundled one, with a limit of 12 tokens."""
    pytest.importorskip("onnx", reason="onnx is needed to export a model, not to run one")
    from train.export import export_onnx, project, quantise

    source, folder = tmp_path_factory.mktemp("fp32"), tmp_path_factory.mktemp("model")
    fp32 = export_onnx(tiny_bert(), write_tokenizer(folder / "tokenizer.json"), source / "model.onnx")
    project(quantise(fp32, folder / "model.onnx"), np.eye(DIMENSION, WORD_DIMENSION, dtype=np.float32))
    config = {"name": "tiny", "revision": "7", "dimension": DIMENSION, "max_tokens": 12}
    config["word_dimension"] = WORD_DIMENSION
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def tiny(folder: Path) -> BundledEncoder:
    return BundledEncoder.open(folder)


@pytest.fixture(scope="module")
def bundled() -> BundledEncoder:
    encoder = open_encoder()
    assert isinstance(encoder, BundledEncoder)
    return encoder


def test_identity_comes_from_the_config(tiny: BundledEncoder) -> None:
    identity = tiny.identity
    assert (identity.name, identity.revision, identity.dimension, identity.max_tokens) == (
        "tiny",
        "7",
        16,
        12,
    )
    assert (identity.query_prompt, identity.passage_prompt, identity.pooling) == ("", "", "mean")
    assert tiny.passage_tokens == 10  # 12 less [CLS] and [SEP]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Banjir 😀 di Jakarta.", ["Banjir", "😀", "di", "Jakarta", "."]),
        ("banjir bans", ["banjir", "ban", "s"]),
        ("the [SEP] price", ["the", "[", "SEP", "]", "price"]),
        ("", []),
    ],
)
def test_spans_are_slices_of_the_text(tiny: BundledEncoder, text: str, tokens: list[str]) -> None:
    assert [text[start:end] for start, end in tiny.token_spans(text)] == tokens


def test_spans_are_never_cut_short(tiny: BundledEncoder) -> None:
    assert len(tiny.token_spans("banjir " * 500)) == 500


def test_rows_come_in_the_order_asked(tiny: BundledEncoder) -> None:
    texts = ["harga naik di jakarta .", "flood", "the price rose in jakarta", "banjir di", "flood"]
    rows = tiny.passages(texts)
    assert (rows.shape, rows.dtype) == ((5, DIMENSION), np.float32)
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(5), abs=1e-5)
    for text, row in zip(texts, rows, strict=True):
        assert tiny.queries([text])[0] == pytest.approx(row, abs=1e-4)


def test_nothing_and_an_empty_text(tiny: BundledEncoder) -> None:
    assert tiny.queries([]).shape == (0, DIMENSION)
    assert np.linalg.norm(tiny.queries([""]), axis=1) == pytest.approx([1])


def test_a_long_text_is_the_mean_of_its_windows(tiny: BundledEncoder) -> None:
    # 12 words, 10 tokens a window: two even windows of six.
    first, second = "banjir " * 5 + "di", "harga " * 5 + "naik"
    mean = tiny.queries([first, second]).mean(axis=0)
    rows = tiny.queries(["flood", f"{first} {second}", "price"])
    assert rows[1] == pytest.approx(mean / np.linalg.norm(mean), abs=1e-4)
    assert rows[[0, 2]] == pytest.approx(tiny.queries(["flood", "price"]), abs=1e-4)


def test_a_sentence_is_read_with_the_text_around_it(tiny: BundledEncoder) -> None:
    texts = ["banjir di jakarta . harga naik", "flood"]
    rows, sentences, words = tiny.encode_passages(texts, [[(0, 19), (20, 30)], [(0, 5)]], [[], []])
    assert rows == pytest.approx(tiny.passages(texts), abs=1e-5)
    assert np.linalg.norm(sentences, axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    alone = tiny.passages(["banjir di jakarta ."])[0]
    assert 0.3 < float(sentences[0] @ alone) < 0.999
    # A text is its tokens and the two at its ends.
    whole = tiny.encode_passages(texts, [[(0, 30)], []], [[], []]).sentences
    assert whole.shape == (1, DIMENSION)
    assert float(whole[0] @ rows[0]) > 0.8
    assert words.shape == (0, WORD_DIMENSION)


def test_a_word_is_read_with_the_text_around_it(tiny: BundledEncoder) -> None:
    texts = ["banjir di jakarta", "harga"]
    read = tiny.encode_passages(texts, [[], []], [[(0, 6), (10, 17), (0, 17)], [(0, 5)]])
    assert read.words.shape == (4, WORD_DIMENSION)
    assert np.linalg.norm(read.words, axis=1) == pytest.approx(np.ones(4), abs=1e-5)
    # The projection of the fixture keeps the first numbers of a state: those of a sentence of one word.
    states = tiny.encode_passages(texts, [[(0, 6)], []], [[], []]).sentences[0, :WORD_DIMENSION]
    assert read.words[0] == pytest.approx(states / np.linalg.norm(states), abs=1e-5)
    other = tiny.encode_passages(["banjir naik"], [[]], [[(0, 6)]]).words[0]
    assert float(other @ read.words[0]) < 0.9999


def test_a_question_is_read_as_a_passage_is(tiny: BundledEncoder) -> None:
    vectors, words = tiny.encode_question(["banjir di jakarta"], [[(10, 17), (0, 6)]])
    read = tiny.encode_passages(["banjir di jakarta"], [[]], [[(10, 17), (0, 6)]])
    assert vectors == pytest.approx(read.passages, abs=1e-5)
    assert words == pytest.approx(read.words, abs=1e-5)


def test_each_stretch_of_a_question_is_read_by_itself(tiny: BundledEncoder) -> None:
    parts = ["banjir di jakarta.", "harga naik"]
    vectors, words = tiny.encode_question(parts, [[(0, 6)], [(6, 10), (0, 5)]])
    read = tiny.encode_passages(parts, [[], []], [[(0, 6)], [(0, 5), (6, 10)]])
    assert vectors == pytest.approx(read.passages, abs=1e-5)
    assert words == pytest.approx(read.words[[0, 2, 1]], abs=1e-5)
    alone = tiny.encode_question(parts[1:], [[]])
    assert (alone[0].shape, alone[1].shape) == ((1, DIMENSION), (0, WORD_DIMENSION))


def test_a_part_without_tokens_is_nothing(tiny: BundledEncoder) -> None:
    _, sentences, words = tiny.encode_passages(["banjir  di"], [[(6, 8), (8, 10)]], [[(6, 8)]])
    assert np.linalg.norm(sentences, axis=1) == pytest.approx([0, 1], abs=1e-5)
    assert words.tolist() == [[0] * WORD_DIMENSION]
    none = tiny.encode_passages([], [], [])
    assert (none.passages.shape, none.sentences.shape) == ((0, DIMENSION), (0, DIMENSION))


def test_a_text_over_the_limit_is_read_in_windows_and_its_words_not_at_all(tiny: BundledEncoder) -> None:
    text = "banjir di " * 6 + "harga naik"
    rows, sentences, words = tiny.encode_passages([text], [[(0, 9), (60, 70)]], [[(0, 6)]])
    assert rows == pytest.approx(tiny.passages([text]), abs=1e-5)
    assert sentences == pytest.approx(tiny.passages(["banjir di", "harga naik"]), abs=1e-4)
    assert words.tolist() == [[0] * WORD_DIMENSION]
    # The texts beside it are read as ever.
    both = tiny.encode_passages([text, "flood"], [[], [(0, 5)]], [[], [(0, 5)]])
    assert both.passages == pytest.approx(tiny.passages([text, "flood"]), abs=1e-5)
    assert np.linalg.norm(both.words, axis=1) == pytest.approx([1], abs=1e-5)


def test_runs_hold_texts_of_like_length() -> None:
    assert RUN_TOKENS == 256
    assert _runs([140, 10, 300, 100, 128, 128]) == [[2], [0], [4, 5], [3, 1]]
    assert _runs([4] * 65) == [list(range(64)), [64]]


def test_a_question_has_the_same_vector_however_many_threads_share_it() -> None:
    encoder = BundledEncoder.open()
    question = "Berapa rumah yang terendam banjir di Kabupaten Demak pada bulan Maret?"
    (vector,), _ = encoder.encode_question([question], [[]])
    assert "_one_threaded" not in vars(encoder)  # its memory is for those who build
    beside = encoder.passages([question, "harga beras naik " * 60, "flood " * 100])[0]
    assert "_one_threaded" in vars(encoder)
    assert vector == pytest.approx(beside, abs=1e-6)


def test_threads_share_an_encoder(tiny: BundledEncoder) -> None:
    texts = [f"banjir {'di jakarta ' * (count % 4)}" for count in range(40)]
    expected = tiny.queries(texts)
    with ThreadPoolExecutor(8) as pool:
        rows = list(pool.map(lambda text: tiny.queries([text])[0], texts))
    assert np.array(rows) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "config.json"])
def test_a_missing_file_names_itself_and_the_cure(folder: Path, tmp_path: Path, name: str) -> None:
    copy = tmp_path / "model"
    shutil.copytree(folder, copy)
    (copy / name).unlink()
    with pytest.raises(ModelError, match=rf"{name} is missing: install Cari again"):
        BundledEncoder.open(copy)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "config.json"])
def test_a_damaged_file_is_refused_with_the_cure(folder: Path, tmp_path: Path, name: str) -> None:
    copy = tmp_path / "model"
    shutil.copytree(folder, copy)
    (copy / name).write_bytes(b"\x00 not a model \xff")
    with pytest.raises(ModelError, match=r"damaged .* install Cari again"):
        BundledEncoder.open(copy)


def test_the_bundled_model_is_small_and_complete() -> None:
    assert {path.name for path in MODEL.iterdir()} >= {
        "model.onnx",
        "tokenizer.json",
        "config.json",
        "MODEL_CARD.md",
    }
    assert sum(path.stat().st_size for path in MODEL.iterdir()) <= 35 * MEGABYTE


def test_a_passage_has_one_vector_alone_and_among_64(bundled: BundledEncoder) -> None:
    subject = "Banjir merendam tiga kecamatan di Semarang setelah hujan deras sejak Selasa malam."
    others = [
        f"Passage number {count}. " + "The council met again on Monday. " * (count % 12)
        for count in range(63)
    ]
    alone = bundled.passages([subject])[0]
    among = bundled.passages([*others[:30], subject, *others[30:]])[30]
    assert float(alone @ among) > 1 - 1e-3


def test_the_two_languages_meet(bundled: BundledEncoder) -> None:
    passages = bundled.passages(
        [
            "Floods hit three districts after heavy rain, and thousands had to leave their homes.",
            "Tim nasional menang dua gol tanpa balas di laga pembuka.",
            "The central bank kept its interest rate unchanged this month.",
        ]
    )
    questions = [
        "Berapa warga mengungsi karena banjir?",
        "Who won the match?",
        "Berapa suku bunga bank sentral?",
    ]
    assert (bundled.queries(questions) @ passages.T).argmax(axis=1).tolist() == [0, 1, 2]


def test_asking_imports_neither_torch_nor_sentence_transformers() -> None:
    code = (
        "import sys\n"
        "from index.dense.encoder import open_encoder\n"
        "open_encoder().queries(['apa kabar?'])\n"
        "print({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules))"
    )
    environment = {**os.environ, "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout.strip() == "set()"


def test_the_runtime_keeps_and_reports_nothing(tmp_path: Path) -> None:
    """onnxruntime has an id of the machine and a queue of events in the user's cache, unless it is told."""
    home = tmp_path / "home"
    home.mkdir()
    code = "from index.dense.encoder import open_encoder\nopen_encoder().queries(['apa kabar?'])"
    kept = ("HOME", "XDG_CACHE_HOME", "ORT_DISABLE_TELEMETRY")
    environment = {name: value for name, value in os.environ.items() if name not in kept}
    subprocess.run([sys.executable, "-c", code], check=True, env={**environment, "HOME": str(home)})
    assert list(home.rglob("*")) == []
