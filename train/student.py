"""The network in training: 32-bit weights, 16-bit arithmetic if the processor supports it, mean pooling."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import torch
from torch.nn import functional

from train import network

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tokenizers import Tokenizer
    from transformers import BertModel


class SentenceModel:
    """A BERT and its tokenizer that return one unit vector for each text.

    The matrix products run in the `arithmetic` of the device, on a copy of the weights made at each step.
    With 16 bits on a CPU that is about twice as fast as autocasting every operation; gradients still reach
    the 32-bit weights.
    """

    def __init__(self, bert: BertModel, tokenizer: Tokenizer, max_tokens: int) -> None:
        self.bert = bert
        self.tokenizer = tokenizer
        self.max_tokens = max_tokens
        self.words = bert.get_input_embeddings().weight
        self.layers, self.heads = bert.config.num_hidden_layers, bert.config.num_attention_heads

    def with_weights(self, weights: dict[str, torch.Tensor]) -> SentenceModel:
        """Return a model of the same shape with other weights, and with its own copy of them."""
        bert = copy.deepcopy(self.bert)
        bert.load_state_dict(weights)
        return SentenceModel(bert, self.tokenizer, self.max_tokens)

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Return token ids of each text with special tokens, at most `max_tokens`; the last one is kept."""
        encodings = self.tokenizer.encode_batch(list(texts))
        return [
            e.ids if len(e.ids) <= self.max_tokens else [*e.ids[: self.max_tokens - 1], e.ids[-1]]
            for e in encodings
        ]

    def vectors(self, tokens: Sequence[Sequence[int]]) -> torch.Tensor:
        """Return unit vectors [texts, dimension] of token ids, with gradients if they are enabled."""
        width = max(map(len, tokens))
        ids = torch.tensor([[*row, *[0] * (width - len(row))] for row in tokens], device=self.words.device)
        lengths = torch.tensor([[len(row)] for row in tokens], device=ids.device)
        mask = torch.arange(width, device=ids.device) < lengths
        kind = arithmetic(ids.device)
        weights = {
            name: value.to(kind) for name, value in self.bert.named_parameters() if value is not self.words
        }
        embedded = functional.embedding(ids, self.words).to(kind)
        pooled = network.forward(weights, embedded, mask, self.layers, self.heads)
        return functional.normalize(pooled, dim=-1)

    def encode(self, texts: Sequence[str], batch: int = 64) -> torch.Tensor:
        """Return unit vectors [texts, dimension] in the order of the texts, without gradients."""
        tokens = self.tokens(texts)
        order = sorted(range(len(texts)), key=lambda i: len(tokens[i]))
        batches = [order[start : start + batch] for start in range(0, len(order), batch)]
        with torch.no_grad():
            found = torch.cat([self.vectors([tokens[i] for i in some]).cpu() for some in batches])
        return found[torch.argsort(torch.tensor(order))]


def arithmetic(device: torch.device) -> torch.dtype:
    """Return the fastest type of matrix products: bfloat16 on a GPU or a CPU with instructions, else float32.

    A CPU without instructions for bfloat16 takes minutes for a step of seconds.
    """
    if device.type != "cpu" or torch.cpu.get_capabilities().get("avx512_bf16", False):
        return torch.bfloat16
    return torch.float32
