"""The training losses: cross-entropies within a batch of questions and passages that answer them."""

from __future__ import annotations

import torch
from torch.nn import functional

SCALE = 20.0
"""Inverse temperature of the in-batch cross-entropy, as in sentence-transformers."""
SAME = 0.95
"""Cosine above which two passages of a batch count as one: many papers print the same wire story."""


def contrast(questions: torch.Tensor, passages: torch.Tensor) -> torch.Tensor:
    """Return the symmetric in-batch cross-entropy; similar passages do not count as wrong answers."""
    no_opinion = torch.zeros((len(questions), len(passages)), device=questions.device)
    return told_by_cosines(questions, passages, no_opinion, 0.0)


def same_passages(passages: torch.Tensor) -> torch.Tensor:
    """Return which pairs of passages count as one [passages, passages]; a passage with itself does not."""
    return (passages.detach() @ passages.detach().T > SAME).fill_diagonal_(fill_value=False)


def taught(
    scores: torch.Tensor, opinion: torch.Tensor, same: torch.Tensor, share: float, backward: float = 1.0
) -> torch.Tensor:
    """Return the in-batch cross-entropy to a mixture of the known answers and a teacher's opinion.

    Args:
        scores: logits [questions, passages] of the student; the i-th passage answers the i-th question.
        opinion: logits [questions, passages] of the teacher.
        same: pairs of passages that count as one, [passages, passages], see `same_passages`.
        share: weight of the opinion in the mixture.
        backward: weight of finding questions by passages, relative to finding passages by questions.
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
    """Return `taught` on the cosines of unit vectors; both directions count equally."""
    return taught(SCALE * questions @ passages.T, opinion, same_passages(passages), share) / 2
