"""The model that ships with Cari: int8 ONNX through onnxruntime, without torch."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.cores import usable_cores
from index.dense.encoder import EncodedPassages, EncoderIdentity, mean_of_windows, separately, windows
from index.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Self

    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

    from index.arrays import Vectors
    from index.records import Span

    _Pool = Callable[[Sequence[int], NDArray[np.float32], NDArray[np.float32]], None]

MODEL = Path(__file__).parent / "model"
"""Folder of the bundled model: model.onnx, tokenizer.json, config.json, MODEL_CARD.md."""

EMBEDDING, STATES, PROJECTED = "embedding", "states", "projected"
"""Outputs of the model: unit rows [texts, dimension]; token states [texts, tokens, dimension]; and the states
projected to the few dimensions in which words are compared, [texts, tokens, word dimension]."""

RUN_TOKENS = 256
"""Most tokens of one run, including padding. A passage of 140 tokens is fastest alone. Texts of a dozen
tokens take half the time each when they share a run and its fixed cost."""

MOST_SHARING = 2
"""Most cores that share the work of a question. Two take .65 of the time of one, or 1.04 if two questions are
asked at the same time (bench/CHOICES.md)."""

CURE = "install Cari again (`pip install --force-reinstall cari`), or make it with `python -m train.model`"


class BundledEncoder:
    """Unit vectors from the bundled model. Threads may share it.

    The runs of a call are spread over the cores, one thread each: for many texts that is faster than
    splitting every matrix product. A single run, as for a question, is split. The vector of a text does not
    depend on this or on the other texts: activations are quantised per token (see train/export.py).
    """

    def __init__(self, identity: EncoderIdentity, tokenizer: Tokenizer, folder: Path) -> None:
        self.identity = identity
        self.passage_tokens = identity.max_tokens - tokenizer.num_special_tokens_to_add(False)
        self._tokenizer, self._folder = tokenizer, folder
        self._shared = _session(folder, min(usable_cores(), MOST_SHARING))

    @classmethod
    def open(cls, folder: Path = MODEL) -> Self:
        """Open the model of a folder.

        Raises:
            ModelError: a file of the model is missing or damaged.
        """
        for name in ("config.json", "tokenizer.json", "model.onnx"):
            if not (folder / name).is_file():
                raise ModelError(f"The bundled model's file {folder / name} is missing: {CURE}.")
        try:
            return cls(_identity(folder), _tokenizer(folder), folder)
        except Exception as error:  # onnxruntime and tokenizers raise bare exceptions of their own
            raise ModelError(f"The bundled model in {folder} is damaged ({error}): {CURE}.") from error

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        """Return the (start, end) of all tokens of the text in code points, without special tokens."""
        spans: list[tuple[int, int]] = self._tokenizer.encode(text, add_special_tokens=False).offsets
        return spans

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Return unit rows [texts, dimension]. A text over the limit is embedded in `windows`."""
        encodings = self._tokenizer.encode_batch(list(texts))
        if all(len(encoding) <= self.identity.max_tokens for encoding in encodings):
            return self._embed(encodings)
        return self._embed_windows(texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return unit rows [texts, dimension]; this model treats questions and passages alike."""
        return self.queries(texts)

    def encode_question(
        self, stretches: Sequence[str], words: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, Vectors]:
        """Return the vectors of a question's stretches and of their words, see `Encoder.encode_question`."""
        encodings = [self._tokenizer.encode(text) for text in stretches]
        vectors, projected = _run(self._shared, encodings, EMBEDDING, PROJECTED)
        return vectors, np.concatenate(list(map(_means, projected, encodings, words)))

    def encode_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]], words: Sequence[Sequence[Span]]
    ) -> EncodedPassages:
        """Return the vectors of passages, of their sentences and words, see `Encoder.encode_passages`.

        The vector of a sentence is the mean of its tokens' states in the run of the whole passage, so it
        reflects the text around it (late chunking: Günther et al., 2024). The vector of a word is the mean of
        its tokens' projected states in the same run (late interaction: Khattab and Zaharia, 2020).
        """
        encodings = self._tokenizer.encode_batch(list(texts))
        vectors = np.empty((len(texts), self.identity.dimension), np.float32)
        of_sentences = [np.empty((0, self.identity.dimension), np.float32)] * (len(texts) + 1)
        of_words = [np.empty((0, self.identity.word_dimension), np.float32)] * (len(texts) + 1)
        whole = [at for at, encoding in enumerate(encodings) if len(encoding) <= self.identity.max_tokens]

        def pool(rows: Sequence[int], states: NDArray[np.float32], projected: NDArray[np.float32]) -> None:
            for row, of_tokens, of_projected in zip(rows, states, projected, strict=True):
                at = whole[row]
                of_sentences[at] = _means(of_tokens, encodings[at], sentences[at])
                of_words[at] = _means(of_projected, encodings[at], words[at])

        vectors[whole] = self._embed([encodings[at] for at in whole], pool)
        for at in sorted(set(range(len(texts))) - set(whole)):
            no_words = np.zeros((len(words[at]), self.identity.word_dimension), np.float32)
            alone = separately(self.passages, [texts[at]], [sentences[at]], no_words)
            vectors[at], of_sentences[at], of_words[at] = alone.passages[0], alone.sentences, alone.words
        return EncodedPassages(vectors, np.concatenate(of_sentences), np.concatenate(of_words))

    def _embed_windows(self, texts: Sequence[str]) -> Vectors:
        parts = [windows(text, self.token_spans(text), self.passage_tokens) for text in texts]
        rows = self._embed(self._tokenizer.encode_batch(list(chain.from_iterable(parts))))
        return mean_of_windows(rows, [len(part) for part in parts])

    def _embed(self, encodings: Sequence[Encoding], pool: _Pool | None = None) -> Vectors:
        """Return unit rows; `pool` is called with the rows of the texts of each run, and their states."""
        vectors = np.empty((len(encodings), self.identity.dimension), np.float32)
        runs = _runs([len(encoding) for encoding in encodings])
        session = self._shared if len(runs) < 2 else self._one_threaded

        def run(rows: list[int]) -> None:
            outputs = (EMBEDDING, STATES, PROJECTED) if pool else (EMBEDDING,)
            vectors[rows], *states = _run(session, [encodings[at] for at in rows], *outputs)
            if pool:
                pool(rows, *states)

        if len(runs) < 2:
            for rows in runs:
                run(rows)
        else:
            with ThreadPoolExecutor(min(usable_cores(), len(runs))) as threads:
                list(threads.map(run, runs))
        return vectors

    @cached_property
    def _one_threaded(self) -> InferenceSession:
        """Session for parallel runs; opened when needed, because questions do without it and its memory."""
        return _session(self._folder, 1)


def _run(
    session: InferenceSession, encodings: Sequence[Encoding], *outputs: str
) -> list[NDArray[np.float32]]:
    ids = np.zeros((len(encodings), max(map(len, encodings))), np.int64)
    mask = np.zeros_like(ids)
    for row, encoding in enumerate(encodings):
        ids[row, : len(encoding)] = encoding.ids
        mask[row, : len(encoding)] = 1
    found: list[NDArray[np.float32]] = session.run(list(outputs), {"input_ids": ids, "attention_mask": mask})
    return found


def _means(states: NDArray[np.float32], encoding: Encoding, parts: Sequence[Span]) -> NDArray[np.float32]:
    """Return unit rows [parts, dimension]: the means of the states [tokens, dimension] in each part."""
    # [CLS] and [SEP] are left out; their offsets are 0.
    starts = [start for start, _ in encoding.offsets[1:-1]]
    sums = np.zeros((len(starts) + 1, states.shape[1]), np.float64)
    np.cumsum(states[1 : len(starts) + 1], axis=0, dtype=np.float64, out=sums[1:])
    borders = np.searchsorted(starts, np.array(parts, np.int64).reshape(-1, 2))
    totals = sums[borders[:, 1]] - sums[borders[:, 0]]
    lengths = np.linalg.norm(totals, axis=1, keepdims=True)
    means: NDArray[np.float32] = (totals / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return means


def _runs(lengths: Sequence[int]) -> list[list[int]]:
    """Group positions by similar length, longest first, each group within `RUN_TOKENS` after padding."""
    runs: list[list[int]] = []
    for at in sorted(range(len(lengths)), key=lambda at: (-lengths[at], at)):
        if runs and lengths[runs[-1][0]] * (len(runs[-1]) + 1) <= RUN_TOKENS:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _identity(folder: Path) -> EncoderIdentity:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return EncoderIdentity(**config, query_prompt="", passage_prompt="", pooling="mean")


def _tokenizer(folder: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    # "[SEP]" in an article is five characters of text, not the model's separator.
    tokenizer.encode_special_tokens = True
    return tokenizer


def _session(folder: Path, threads: int) -> InferenceSession:
    # onnxruntime would cache a machine id and report it to its maker: Cari sends nothing to anybody.
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # train/export.py writes the fastest graph; further fusions make it slower.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Threads that spin while they wait block a core that the rest of the service needs.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
    )
