"""A BERT of two layers with random weights and a vocabulary of words, made in a second."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from transformers import BertModel

WORDS = ("banjir", "flood", "harga", "price", "jakarta", "di", "in", "the", "naik", "rose", ".")
VOCABULARY = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS, "ban", "##jir", "##s")
DIMENSION = 16


def tiny_bert() -> BertModel:
    """Always the same weights."""
    import torch
    from transformers import BertConfig, BertModel

    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=len(VOCABULARY),
        hidden_size=DIMENSION,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=32,
        max_position_embeddings=64,
        initializer_range=0.4,
    )
    return BertModel(config, add_pooling_layer=False).eval()


def write_tokenizer(path: Path) -> Path:
    """A WordPiece tokenizer over `VOCABULARY`, lower-casing, [CLS] … [SEP]."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    vocabulary = {word: at for at, word in enumerate(VOCABULARY)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))  # noqa: S106
    tokenizer.add_special_tokens(list(VOCABULARY[:4]))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.save(str(path))
    return path


def write_sentence_transformer(
    folder: Path, max_tokens: int = 12, prompts: dict[str, str] | None = None
) -> Path:
    """A folder that sentence-transformers opens: transformer, mean pooling."""
    from transformers import BertTokenizerFast

    folder.mkdir(parents=True, exist_ok=True)
    tokenizer_file = write_tokenizer(folder / "tokenizer.json")
    tiny_bert().save_pretrained(folder)
    BertTokenizerFast(
        tokenizer_file=str(tokenizer_file),
        model_max_length=max_tokens,
        unk_token="[UNK]",  # noqa: S106
        pad_token="[PAD]",  # noqa: S106
    ).save_pretrained(folder)
    (folder / "1_Pooling").mkdir()
    pooling = {"word_embedding_dimension": DIMENSION, "pooling_mode_mean_tokens": True}
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(pooling))
    kinds = [("", "Transformer"), ("1_Pooling", "Pooling")]
    modules = [
        {"idx": at, "name": str(at), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for at, (path, kind) in enumerate(kinds)
    ]
    (folder / "modules.json").write_text(json.dumps(modules))
    own = {"prompts": prompts or {}, "default_prompt_name": None, "similarity_fn_name": "cosine"}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(own))
    return folder
