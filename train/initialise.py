"""The student before training: the teacher with embedding rows for Indonesian pieces.

The method is trans-tokenization (Remy et al., 2024). A new piece starts as the mean of the English rows that
it is aligned with in parallel text, weighted by the number of links. If it has too few links, it starts as
the mean of the teacher's pieces of its spelling. Everything else is the teacher's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import torch

from train.alignment import aligned_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tokenizers import Tokenizer
    from transformers import BertModel

    from train.parallel import Pair

MAX_PIECES = 120
"""Longer sentences align badly and take most of the time."""
LEAST_LINKS = 3
MOST_ROWS = 8


def _pieces(tokenizer: Tokenizer, texts: Sequence[str]) -> list[list[str]]:
    return [encoding.tokens for encoding in tokenizer.encode_batch(texts, add_special_tokens=False)]


def piece_links(pairs: Sequence[Pair], student: Tokenizer, teacher: Tokenizer) -> dict[str, Counter[str]]:
    """Return the teacher pieces that each student piece of the Indonesian side is linked with."""
    indonesian = _pieces(student, [pair.indonesian for pair in pairs])
    english = _pieces(teacher, [pair.english for pair in pairs])
    kept = [i for i in range(len(pairs)) if 0 < len(indonesian[i]) <= MAX_PIECES >= len(english[i]) > 0]
    counts = aligned_counts([indonesian[i] for i in kept], [english[i] for i in kept])
    links: dict[str, Counter[str]] = defaultdict(Counter)
    for (piece, translation), count in counts.items():
        links[piece][translation] += count
    return links


def embedding_rows(
    student: Tokenizer, teacher: Tokenizer, rows: torch.Tensor, links: dict[str, Counter[str]]
) -> tuple[torch.Tensor, Counter[str]]:
    """Return the student's embedding table [student vocabulary, dimension] and the origins of its rows."""
    known = teacher.get_vocab()
    made: Counter[str] = Counter()
    table = torch.empty(student.get_vocab_size(), rows.shape[1])
    for piece, index in student.get_vocab().items():
        linked = links.get(piece, Counter()).most_common(MOST_ROWS)
        total = sum(count for _, count in linked)
        if piece in known:
            table[index] = rows[known[piece]]
            made["teacher's own"] += 1
        elif total >= LEAST_LINKS:
            weights = torch.tensor([count / total for _, count in linked])
            table[index] = weights @ rows[[known[word] for word, _ in linked]]
            made["aligned"] += 1
        else:
            spelling = teacher.encode(piece.removeprefix("##"), add_special_tokens=False).ids
            table[index] = rows[spelling].mean(0)
            made["spelling"] += 1
    return table, made


def student_model(teacher: BertModel, table: torch.Tensor) -> BertModel:
    """Return the teacher's network around a new embedding table."""
    embedding = torch.nn.Embedding.from_pretrained(table, freeze=False, padding_idx=0)
    teacher.set_input_embeddings(embedding)
    teacher.config.vocab_size = len(table)
    return teacher
