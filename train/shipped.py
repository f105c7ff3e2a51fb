"""The shipped model as a network to train further, from its eight-bit weights."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from transformers import BertConfig, BertModel

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

HEAD = 32
"""Width of an attention head, the same in all MiniLM models."""


def reopened(path: Path) -> BertModel:
    """Return the network, without pooler, of a `model.onnx` from `train.quantisation.quantise`.

    Each weight is off by up to half a step of its column (a vector's cosine to the unrounded one is .998).
    """
    values = {t.name: numpy_helper.to_array(t) for t in onnx.load(path).graph.initializer}
    weights = {name: _whole(values, name) for name in values if name.endswith(".int8")}
    plain = {name: value for name, value in values.items() if value.dtype == np.float32}
    rows, width = weights["words.int8"].shape
    layers = sum(name.endswith(".qkv.bias") for name in plain)
    config = BertConfig(
        vocab_size=rows,
        hidden_size=width,
        num_hidden_layers=layers,
        num_attention_heads=width // HEAD,
        intermediate_size=weights["layer0.inner.weight.int8"].shape[1],
        max_position_embeddings=len(plain["positions"]),
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    config._attn_implementation = "eager"
    state: dict[str, NDArray[np.float32]] = {
        "embeddings.word_embeddings.weight": weights["words.int8"],
        "embeddings.position_embeddings.weight": plain["positions"],
        "embeddings.token_type_embeddings.weight": np.zeros((2, width), np.float32),
        "embeddings.LayerNorm.weight": plain["embedded.norm.scale"],
        "embeddings.LayerNorm.bias": plain["embedded.norm.shift"],
    }
    for layer in range(layers):
        state |= _layer(weights, plain, f"layer{layer}.", f"encoder.layer.{layer}.")
    bert = BertModel(config, add_pooling_layer=False)
    bert.load_state_dict({name: torch.tensor(value) for name, value in state.items()})
    return bert


def _whole(values: dict[str, NDArray[np.float32]], name: str) -> NDArray[np.float32]:
    scale = values[name.removesuffix(".int8") + ".scale"]
    return (values[name].astype(np.float32) * scale).astype(np.float32)


def _layer(
    weights: dict[str, NDArray[np.float32]], plain: dict[str, NDArray[np.float32]], name: str, own: str
) -> dict[str, NDArray[np.float32]]:
    joined, bias = weights[name + "qkv.weight.int8"].T.copy(), plain[name + "qkv.bias"].copy()
    width = joined.shape[1]
    # The export includes the attention's 1/√d in the weights of the queries.
    joined[:width] *= math.sqrt(HEAD)
    bias[:width] *= math.sqrt(HEAD)
    parts = ("query", "key", "value")
    state = {
        f"{own}attention.self.{part}.weight": half
        for part, half in zip(parts, np.split(joined, 3), strict=True)
    }
    state |= {
        f"{own}attention.self.{part}.bias": half for part, half in zip(parts, np.split(bias, 3), strict=True)
    }
    dense = {"attended": "attention.output.dense", "inner": "intermediate.dense", "outer": "output.dense"}
    for short, long in dense.items():
        state[f"{own}{long}.weight"] = weights[f"{name}{short}.weight.int8"].T
        state[f"{own}{long}.bias"] = plain[f"{name}{short}.bias"]
    for short, long in {"attended.norm": "attention.output.LayerNorm", "states": "output.LayerNorm"}.items():
        state[f"{own}{long}.weight"] = plain[f"{name}{short}.scale"]
        state[f"{own}{long}.bias"] = plain[f"{name}{short}.shift"]
    return state
