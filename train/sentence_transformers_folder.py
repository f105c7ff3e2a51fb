"""The trained network as a folder for sentence-transformers, to train it further or measure it elsewhere."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import numpy as np

from train import vocabulary
from train.export import embed, open_session

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from transformers import BertModel

SPECIAL_TOKENS = {
    "pad_token": "[PAD]",
    "unk_token": "[UNK]",
    "cls_token": "[CLS]",
    "sep_token": "[SEP]",
    "mask_token": "[MASK]",
}


def write_folder(bert: BertModel, tokenizer_json: Path, folder: Path, max_tokens: int) -> Path:
    """Write transformer, mean pooling and normalisation, in fp32, for `SentenceTransformer(folder)`.

    When it is opened, transformers reports that BERT's own pooler is missing. That is right: nothing uses it.

    Args:
        bert: the trained network, on the CPU.
        tokenizer_json: a Hugging Face tokenizers file; its normaliser (lower-casing) and template are kept,
            its padding and truncation are not.
        folder: the folder to write, created if it is missing.
        max_tokens: sentence-transformers cuts longer texts at this length, including special tokens.
    """
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import PreTrainedTokenizerFast

    tokenizer = vocabulary.load(tokenizer_json)
    known = {
        role: token for role, token in SPECIAL_TOKENS.items() if tokenizer.token_to_id(token) is not None
    }
    with tempfile.TemporaryDirectory() as network:
        bert.save_pretrained(network)
        PreTrainedTokenizerFast(
            tokenizer_object=tokenizer,
            model_max_length=max_tokens,
            split_special_tokens=True,  # "[SEP]" in an article is text, as in index/dense/bundled.py
            **known,
        ).save_pretrained(network)
        modules = [
            Transformer(network, model_kwargs={"add_pooling_layer": False}),
            Pooling(bert.config.hidden_size, "mean"),
            Normalize(),
        ]
        model = SentenceTransformer(modules=modules, device="cpu", similarity_fn_name="cosine")
        model.save_pretrained(str(folder), create_model_card=False)
    return folder


def worst_cosine(folder: Path, onnx_model: Path, texts: Sequence[str]) -> float:
    """Return the lowest cosine, over some texts, of the folder's vectors to those of an exported model.

    Args:
        folder: the folder from `write_folder`.
        onnx_model: a model from `train.export`, of either precision, with `tokenizer.json` beside it.
        texts: texts of at most `max_tokens` tokens.
    """
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    found = model.encode(list(texts), convert_to_numpy=True, show_progress_bar=False)
    wanted = embed(open_session(onnx_model), onnx_model.parent / "tokenizer.json", texts)
    return float(np.einsum("nd,nd->n", found, wanted).min())
