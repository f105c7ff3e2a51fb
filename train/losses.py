"""What training makes small: cross-entropies within a batch of questions and passages that answer them."""

from __future__ import annotations

import torch
from torch.nn import functional

SCALE = 20.0
"""Inverse temperature of the in-batch cross-entropy, as sentence-transformers has it."""
SAME = 0.95
"""Cosine from which two passages of a batch count as one: wire stories are printed by many papers."""


def contrast(questions: torch.Tensor, passages: torch.Tensor) -> torch.Tensor:
    """Symmetric in-batch cross-entropy; like passages in a batch do not count against one another."""
    no_opinion = torch.zeros((len(questions), len(passages)), device=questions.device)
    return told_by_cosines(questions, passages, no_opinion, 0.0)


def same_passages(passages: torch.Tensor) -> torch.Tensor:
    """Pairs of passages that count as one, each with itself left out."""
    return (passages.detach() @ passages.detach().T > SAME).fill_diagonal_(fill_value=False)


def taught(
    scores: torch.Tensor, opinion: torch.Tensor, same: torch.Tensor, share: float, backward: float = 1.0
) -> torch.Tensor:
    """In-batch cross-entropy to a mixture of what is known to answer and a teacher's opinion.

    Args:
        scores: logits [questions, passages] of the student; a question's own passage has its place.
        opinion: the teacher's.
        same: passages that count as one, [passages, passages], see `same_passages`.
        share: of the opinion in the mixture.
        backward: weight of finding questions by passages, against finding passages by questions.
    """
    scores, opinion = (x.masked_fill(same, -1e4) for x in (scores, opinion))
    known = torch.eye(len(scores), device=scores.device)
    return sum(
        weight * functional.cross_entropy(of, (1 - share) * known + share * torch.softmax(wanted, 1))
        for weight, of, wanted in ((1.0, scores, opinion), (backward, scores.T, opinion.T))
    )


def told_by_cosines(
    questions: torch.Tensor, passages: torch.Tensor, opinion: torch.Tensor, share: float
) -> torch.Tensor:
    """`taught` by the cosines of unit vectors, both sides counting alike."""
    return taught(SCALE * questions @ passages.T, opinion, same_passages(passages), share) / 2
