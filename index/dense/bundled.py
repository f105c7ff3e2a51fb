"""The model that ships with Cari: int8 ONNX through onnxruntime, without torch."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.dense.encoder import EncoderIdentity, mean_of_windows, windows
from index.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

MODEL = Path(__file__).parent / "model"
"""Folder of the bundled model: model.onnx, tokenizer.json, config.json, MODEL_CARD.md."""

RUN_TOKENS = 256
"""Most tokens, padding included, of one run. A passage of 140 tokens is fastest alone; texts of a dozen
tokens take half the time each when they share a run, and its fixed cost."""

CURE = "install Cari again (`pip install --force-reinstall cari`), or make it with `python -m train.model`"


class BundledEncoder:
    """Unit vectors from the bundled model. Threads may share it.

    Each run takes one thread, and the runs of a call are spread over the cores: for texts of this size that
    is faster than splitting every matrix product, and concurrent questions do not wait for each other.
    A text's vector does not depend on the texts beside it: activations are quantised per token
    (see train/export.py).
    """

    def __init__(self, identity: EncoderIdentity, tokenizer: Tokenizer, session: InferenceSession) -> None:
        self.identity = identity
        self.name, self.revision = identity.name, identity.revision
        self.dimension, self.max_tokens = identity.dimension, identity.max_tokens
        self.passage_tokens = identity.max_tokens - tokenizer.num_special_tokens_to_add(False)
        self._tokenizer, self._session = tokenizer, session

    @classmethod
    def open(cls, folder: Path = MODEL) -> BundledEncoder:
        """Open the model of a folder.

        Raises:
            ModelError: a file of the model is missing or damaged.
        """
        for name in ("config.json", "tokenizer.json", "model.onnx"):
            if not (folder / name).is_file():
                raise ModelError(f"The bundled model's file {folder / name} is missing: {CURE}.")
        try:
            return cls(_identity(folder), _tokenizer(folder), _session(folder))
        except Exception as error:  # onnxruntime and tokenizers raise bare exceptions of their own
            raise ModelError(f"The bundled model in {folder} is damaged ({error}): {CURE}.") from error

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        """Half-open code-point spans of the text's tokens, in order: no special tokens, never cut short."""
        spans: list[tuple[int, int]] = self._tokenizer.encode(text, add_special_tokens=False).offsets
        return spans

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows [texts, dimension]. A text over the limit is embedded in windows, see `windows`."""
        encodings = self._tokenizer.encode_batch(list(texts))
        if all(len(encoding) <= self.max_tokens for encoding in encodings):
            return self._embed(encodings)
        return self._embed_windows(texts)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows [texts, dimension]; this model makes no difference between questions and passages."""
        return self.queries(texts)

    def _embed_windows(self, texts: Sequence[str]) -> NDArray[np.float32]:
        parts = [windows(text, self.token_spans(text), self.passage_tokens) for text in texts]
        rows = self._embed(self._tokenizer.encode_batch(list(chain.from_iterable(parts))))
        return mean_of_windows(rows, [len(part) for part in parts])

    def _embed(self, encodings: Sequence[Encoding]) -> NDArray[np.float32]:
        vectors = np.empty((len(encodings), self.dimension), np.float32)
        runs = _runs([len(encoding) for encoding in encodings])
        if len(runs) < 2:
            results = [self._run([encodings[at] for at in rows]) for rows in runs]
        else:
            with ThreadPoolExecutor(min(_cores(), len(runs))) as pool:
                results = list(pool.map(lambda rows: self._run([encodings[at] for at in rows]), runs))
        for rows, result in zip(runs, results, strict=True):
            vectors[rows] = result
        return vectors

    def _run(self, encodings: Sequence[Encoding]) -> NDArray[np.float32]:
        ids = np.zeros((len(encodings), max(map(len, encodings))), np.int64)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding)] = encoding.ids
            mask[row, : len(encoding)] = 1
        embedding: NDArray[np.float32] = self._session.run(
            ["embedding"], {"input_ids": ids, "attention_mask": mask}
        )[0]
        return embedding


def _runs(lengths: Sequence[int]) -> list[list[int]]:
    """Positions grouped by like length, the longest first, each group within `RUN_TOKENS` once padded."""
    runs: list[list[int]] = []
    for at in sorted(range(len(lengths)), key=lambda at: (-lengths[at], at)):
        if runs and lengths[runs[-1][0]] * (len(runs[-1]) + 1) <= RUN_TOKENS:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _identity(folder: Path) -> EncoderIdentity:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return EncoderIdentity(
        name=config["name"],
        revision=config["revision"],
        dimension=config["dimension"],
        max_tokens=config["max_tokens"],
        query_prompt="",
        passage_prompt="",
        pooling="mean",
    )


def _tokenizer(folder: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    # "[SEP]" in an article is five characters of text, not the model's separator.
    tokenizer.encode_special_tokens = True
    return tokenizer


def _session(folder: Path) -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # train/export.py writes the graph as it runs fastest; further fusions make it slower.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
    )
