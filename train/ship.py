"""From a trained student to the files of the bundled model."""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING

from train.export import agreement, export_onnx, quantise
from train.sentence_transformers_folder import worst_cosine, write_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from transformers import BertModel

NAME = "cari-bilingual"
MAX_TOKENS = 256
"""Longest text embedded whole; training saw up to 160 tokens, and the teacher was made for 256."""


def write_config(out: Path, dimension: int, word_dimension: int) -> None:
    """Write `config.json` of a model folder; words have dimension 0 until `train.words` sets one."""
    config = {
        "name": NAME,
        "revision": hashlib.sha256((out / "model.onnx").read_bytes()).hexdigest()[:12],
        "dimension": dimension,
        "max_tokens": MAX_TOKENS,
        "word_dimension": word_dimension,
    }
    (out / "config.json").write_text(json.dumps(config) + "\n", encoding="utf-8")


def ship(bert: BertModel, run: Path, out: Path, texts: Sequence[str]) -> dict[str, float]:
    """Write `model.onnx` (eight bits), `tokenizer.json` and `config.json`.

    The fp32 model (`fp32/`) and a folder for sentence-transformers stay in the run.

    Args:
        bert: the trained network.
        run: folder of the run, with its `tokenizer.json`.
        out: folder of the bundled model.
        texts: passages of at most `MAX_TOKENS` tokens, to measure the loss of quantisation.

    Returns:
        Cosines to the fp32 model, see `train.export.agreement`; `sentence-transformers` is the lowest of that
        folder's vectors.
    """
    exact = run / "fp32" / "model.onnx"
    exact.parent.mkdir(exist_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    export_onnx(bert.cpu(), run / "tokenizer.json", exact)
    small = quantise(exact, out / "model.onnx")
    shutil.copyfile(exact.parent / "tokenizer.json", out / "tokenizer.json")
    write_config(out, bert.config.hidden_size, 0)
    folder = write_folder(bert, run / "tokenizer.json", run / "sentence-transformers", MAX_TOKENS)
    return agreement(exact, small, texts) | {"sentence-transformers": worst_cosine(folder, exact, texts)}
