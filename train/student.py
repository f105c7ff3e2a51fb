"""The network in training: 32-bit weights, 16-bit arithmetic where the processor has it, mean pooling."""

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
    """A BERT and its tokenizer that give one unit vector a text.

    The matrix products run in the `arithmetic` of the device, on a copy of the weights made at each step.
    With 16 bits on a CPU that is about twice as fast as autocasting every operation; gradients arrive at the
    32-bit weights.
    """

    def __init__(self, bert: BertModel, tokenizer: Tokenizer, max_tokens: int) -> None:
        self.bert = bert
        self.tokenizer = tokenizer
        self.max_tokens = max_tokens
        self.words = bert.get_input_embeddings().weight
        self.layers, self.heads = bert.config.num_hidden_layers, bert.config.num_attention_heads

    def with_weights(self, weights: dict[str, torch.Tensor]) -> SentenceModel:
        """A model of the same shape with other weights, its own copy of them."""
        bert = copy.deepcopy(self.bert)
        bert.load_state_dict(weights)
        return SentenceModel(bert, self.tokenizer, self.max_tokens)

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Token ids of each text with the special tokens, cut at the longest length trained on."""
        encodings = self.tokenizer.encode_batch(list(texts))
        return [
            e.ids if len(e.ids) <= self.max_tokens else [*e.ids[: self.max_tokens - 1], e.ids[-1]]
            for e in encodings
        ]

    def vectors(self, tokens: Sequence[Sequence[int]]) -> torch.Tensor:
        """Unit vectors [texts, dimension] of token ids, with gradients where they are enabled."""
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
        """Unit vectors [texts, dimension] in the order of the texts, without gradients."""
        tokens = self.tokens(texts)
        order = sorted(range(len(texts)), key=lambda i: len(tokens[i]))
        batches = [order[start : start + batch] for start in range(0, len(order), batch)]
        with torch.no_grad():
            found = torch.cat([self.vectors([tokens[i] for i in some]).cpu() for some in batches])
        return found[torch.argsort(torch.tensor(order))]


def arithmetic(device: torch.device) -> torch.dtype:
    """What matrix products are fastest in: bfloat16 on a GPU and on a CPU that multiplies it, else float32.

    A CPU without instructions for it takes minutes for a step of seconds.
    """
    if device.type != "cpu" or torch.cpu.get_capabilities().get("avx512_bf16", False):
        return torch.bfloat16
    return torch.float32
