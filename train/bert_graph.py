"""A BERT as ONNX nodes, written one by one rather than traced.

On a CPU, onnxruntime 1.31 runs plain standard operators faster than its own fused ones (six layers, 140
tokens, one thread: SkipLayerNormalization 5.2 ms, Add and LayerNormalization 1.5; MultiHeadAttention 6.1 ms,
its parts 4.8). So a session should open the graph with `ORT_ENABLE_BASIC`, which leaves the nodes as they
are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from transformers import BertConfig

    State = Mapping[str, NDArray[np.float32]]
    """Weights of a BERT, by their names in transformers."""

OPSET = 20
"""First ONNX opset in which Gelu is one node."""
CONTRIB = "com.microsoft"
"""onnxruntime's own operator set."""
IR_VERSION = 9
"""ONNX file version of opset 20."""
MASKED = -1e9
"""Added to the attention scores of padding, so that its softmax is exactly 0 in float32."""


class Graph:
    """ONNX nodes and weights under construction."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self._names: set[str] = set()

    def weight(self, name: str, value: NDArray[np.generic]) -> str:
        """Store a constant under a name, once, and return the name."""
        if name not in self._names:
            self._names.add(name)
            self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, operator: str, inputs: Sequence[str], output: str, **attributes: object) -> str:
        """Append a node with one output and return the name of the output."""
        self.nodes.append(helper.make_node(operator, list(inputs), [output], name=output, **attributes))
        return output

    def save(self, path: Path, dimension: int) -> None:
        """Check the graph and write it."""
        tokens = [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
            for name in ("input_ids", "attention_mask")
        ]
        found = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
            for name, shape in (
                ("embedding", ["batch", dimension]),
                ("states", ["batch", "tokens", dimension]),
            )
        ]
        graph = helper.make_graph(self.nodes, "sentence-embedding", tokens, found, self.weights)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION, producer_name="cari")
        onnx.checker.check_model(model)
        path.parent.mkdir(parents=True, exist_ok=True)
        onnx.save(model, path)


def write_bert(graph: Graph, state: State, config: BertConfig) -> None:
    """Write the nodes from `input_ids` and `attention_mask` to `embedding` and `states`."""
    states = _embeddings(graph, state, config.layer_norm_eps)
    mask = _attention_bias(graph)
    for layer in range(config.num_hidden_layers):
        states = _layer(graph, state, layer, states, mask, config)
    states = graph.node("Identity", [states], "states")
    _pool(graph, states)


def _embeddings(graph: Graph, state: State, epsilon: float) -> str:
    words = state["embeddings.word_embeddings.weight"]
    positions = (
        state["embeddings.position_embeddings.weight"] + state["embeddings.token_type_embeddings.weight"][0]
    )
    word = graph.node("Gather", [graph.weight("words", words), "input_ids"], "word")
    length = graph.node("Shape", ["input_ids"], "length", start=1, end=2)
    zero = graph.weight("zero", np.array([0], np.int64))
    position = graph.node("Slice", [graph.weight("positions", positions), zero, length, zero], "position")
    total = graph.node("Add", [word, position], "embedded")
    return _norm(graph, state, "embeddings.LayerNorm", total, "embedded.norm", epsilon)


def _attention_bias(graph: Graph) -> str:
    """Write the bias [batch, 1, 1, tokens]: 0 for a token, `MASKED` for padding."""
    mask = graph.node("Cast", ["attention_mask"], "mask", to=TensorProto.FLOAT)
    absent = graph.node("Sub", [graph.weight("one", np.float32(1)), mask], "absent")
    bias = graph.node("Mul", [absent, graph.weight("masked", np.float32(MASKED))], "mask_flat")
    return graph.node("Unsqueeze", [bias, graph.weight("head_axes", np.array([1, 2], np.int64))], "mask_bias")


def _layer(graph: Graph, state: State, layer: int, states: str, mask: str, config: BertConfig) -> str:
    source, name, epsilon = f"encoder.layer.{layer}.", f"layer{layer}.", config.layer_norm_eps
    context = _attention(graph, state, source, name, states, mask, config.num_attention_heads)
    attended = _dense(graph, state, source + "attention.output.dense", context, name + "attended")
    attended = graph.node("Add", [attended, states], name + "attended.sum")
    attended = _norm(
        graph, state, source + "attention.output.LayerNorm", attended, name + "attended.norm", epsilon
    )
    inner = _dense(graph, state, source + "intermediate.dense", attended, name + "inner")
    inner = graph.node("Gelu", [inner], name + "inner.gelu")
    outer = _dense(graph, state, source + "output.dense", inner, name + "outer")
    outer = graph.node("Add", [outer, attended], name + "outer.sum")
    return _norm(graph, state, source + "output.LayerNorm", outer, name + "states", epsilon)


def _attention(
    graph: Graph,
    state: State,
    source: str,
    name: str,
    states: str,
    mask: str,
    heads: int,
) -> str:
    """Write multi-head attention; one product computes queries, keys and values, its weights include 1/√d."""
    parts = ("query", "key", "value")
    weight = np.concatenate([state[f"{source}attention.self.{part}.weight"] for part in parts])
    bias = np.concatenate([state[f"{source}attention.self.{part}.bias"] for part in parts])
    width = weight.shape[1]
    weight[:width] /= np.sqrt(width / heads)
    bias[:width] /= np.sqrt(width / heads)
    joined = _product(graph, weight.T, bias, states, name + "qkv")
    shape = graph.weight("split_heads", np.array([0, 0, 3 * heads, width // heads], np.int64))
    split = graph.node("Reshape", [joined, shape], name + "heads")
    query, key, value = name + "query", name + "key", name + "value"
    graph.nodes.append(
        helper.make_node("Split", [split], [query, key, value], name=name + "split", axis=2, num_outputs=3)
    )
    query = graph.node("Transpose", [query], query + ".t", perm=[0, 2, 1, 3])
    key = graph.node("Transpose", [key], key + ".t", perm=[0, 2, 3, 1])
    value = graph.node("Transpose", [value], value + ".t", perm=[0, 2, 1, 3])
    scores = graph.node("MatMul", [query, key], name + "scores")
    scores = graph.node("Add", [scores, mask], name + "scores.masked")
    chances = graph.node("Softmax", [scores], name + "chances", axis=-1)
    context = graph.node("MatMul", [chances, value], name + "context")
    context = graph.node("Transpose", [context], name + "context.t", perm=[0, 2, 1, 3])
    shape = graph.weight("join_heads", np.array([0, 0, width], np.int64))
    return graph.node("Reshape", [context, shape], name + "context.joined")


def _dense(graph: Graph, state: State, source: str, states: str, name: str) -> str:
    return _product(graph, state[source + ".weight"].T, state[source + ".bias"], states, name)


def _product(
    graph: Graph, weight: NDArray[np.float32], bias: NDArray[np.float32], states: str, name: str
) -> str:
    product = graph.node("MatMul", [states, graph.weight(name + ".weight", weight)], name + ".product")
    return graph.node("Add", [product, graph.weight(name + ".bias", bias)], name)


def _norm(graph: Graph, state: State, source: str, states: str, name: str, epsilon: float) -> str:
    scale = graph.weight(name + ".scale", state[source + ".weight"])
    bias = graph.weight(name + ".shift", state[source + ".bias"])
    return graph.node("LayerNormalization", [states, scale, bias], name, axis=-1, epsilon=epsilon)


def _pool(graph: Graph, states: str) -> None:
    """Write the sum of the token states without padding; normalisation makes it equal to their mean."""
    axis = graph.weight("token_axis", np.array([1], np.int64))
    mask = graph.node("Unsqueeze", ["mask", axis], "mask_row")
    total = graph.node("MatMul", [mask, states], "sum_row")
    total = graph.node("Squeeze", [total, axis], "sum")
    graph.node("LpNormalization", [total], "embedding", axis=-1, p=2)
