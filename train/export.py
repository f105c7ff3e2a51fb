"""From a trained BERT to the files that Cari ships: `export_onnx`, `quantise`, and the loss they cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

from index.dense.bundled import PROJECTED, STATES
from train.bert_graph import Graph, write_bert
from train.quantisation import quantise

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from transformers import BertModel

__all__ = ["agreement", "embed", "export_onnx", "open_session", "project", "quantise"]

PROJECTION = "projection"
"""Name of the matrix of `project` in the graph."""


def export_onnx(model: BertModel, tokenizer_json: Path, out: Path) -> Path:
    """Write a BERT as ONNX, fp32, and its tokenizer beside it.

    The inputs are `input_ids` and `attention_mask`, int64 [batch, tokens]. The outputs are `states`, the
    token states, float32 [batch, tokens, dimension], and `embedding`, their L2-normalised mean, float32
    [batch, dimension].

    Args:
        model: the encoder; its pooler, if it has one, is left out.
        tokenizer_json: a Hugging Face tokenizers file; written without its padding and truncation.
        out: the .onnx file to write.
    """
    config = model.config
    if config.hidden_act != "gelu" or getattr(config, "position_embedding_type", "absolute") != "absolute":
        raise ValueError(
            f"only BERT with gelu and absolute positions can be exported, not {config.hidden_act}"
        )
    state = {name: value.detach().float().numpy() for name, value in model.state_dict().items()}
    graph = Graph()
    write_bert(graph, state, config)
    graph.save(out, config.hidden_size)
    _plain_tokenizer(tokenizer_json, out.parent / "tokenizer.json")
    return out


def project(model: Path, projection: NDArray[np.float32]) -> Path:
    """Give an exported model, of either precision, the output `projected`, and replace an existing one.

    The output is the token states times a projection [dimension, word dimension]: float32 [batch, tokens,
    word dimension].
    """
    content = onnx.load(model)
    graph = content.graph
    for of_graph in (graph.node, graph.initializer, graph.output):
        kept = [one for one in of_graph if one.name not in {PROJECTED, PROJECTION}]
        del of_graph[:]
        of_graph.extend(kept)
    graph.initializer.append(numpy_helper.from_array(projection, PROJECTION))
    graph.node.append(helper.make_node("MatMul", [STATES, PROJECTION], [PROJECTED], name=PROJECTED))
    shape = ["batch", "tokens", projection.shape[1]]
    graph.output.append(helper.make_tensor_value_info(PROJECTED, TensorProto.FLOAT, shape))
    onnx.checker.check_model(content)
    onnx.save(content, model)
    return model


def _plain_tokenizer(source: Path, destination: Path) -> None:
    tokenizer = Tokenizer.from_file(str(source))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(destination), pretty=False)


def open_session(path: Path, threads: int = 1) -> onnxruntime.InferenceSession:
    """Open an exported model as Cari does."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def embed(
    session: onnxruntime.InferenceSession, tokenizer_json: Path, texts: Sequence[str], batch: int = 1
) -> NDArray[np.float32]:
    """Return unit rows [texts, dimension] in the order of `texts`, padded to the longest of each batch."""
    tokenizer = Tokenizer.from_file(str(tokenizer_json))
    rows = []
    for start in range(0, len(texts), batch):
        encodings = tokenizer.encode_batch(list(texts[start : start + batch]))
        ids = np.zeros((len(encodings), max(map(len, encodings))), np.int64)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding)], mask[row, : len(encoding)] = encoding.ids, 1
        rows.append(session.run(["embedding"], {"input_ids": ids, "attention_mask": mask})[0])
    return np.concatenate(rows)


def agreement(fp32: Path, int8: Path, texts: Sequence[str]) -> dict[str, float]:
    """Return cosines over `texts` that measure the error of int8 and of batching.

    Each text must be within the model's limit. `mean` and `worst` are the cosines of int8 to fp32. `batch` is
    the worst cosine between the vector of a text in a batch of 64 and the vector of the same text alone.
    """
    tokenizer = int8.parent / "tokenizer.json"
    exact = embed(open_session(fp32), fp32.parent / "tokenizer.json", texts)
    session = open_session(int8)
    alone, batched = embed(session, tokenizer, texts), embed(session, tokenizer, texts, batch=64)
    cosines = np.einsum("nd,nd->n", exact, alone)
    together = np.einsum("nd,nd->n", alone, batched)
    return {"mean": float(cosines.mean()), "worst": float(cosines.min()), "batch": float(together.min())}
