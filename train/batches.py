"""Endless batches: translations of similar length, and questions with the passages that answer them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from train.examples import Answered, Translation, excerpt, misspelt

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from train.contexts import Context
    from train.student import SentenceModel

POOL = 8192
"""Translations that are sorted by length together."""
MOST_TEXTS = 192
PASSAGE_TOKENS = 110
"""Average tokens of a passage, used to set the size of a batch."""


def translation_batches(
    examples: Sequence[Translation], tokens: int, student: SentenceModel, chance: random.Random
) -> Iterator[list[Translation]]:
    """Yield batches of about `tokens` tokens; their texts have similar length, so that padding is small."""
    while True:
        order = list(examples)
        chance.shuffle(order)
        for start in range(0, len(order), POOL):
            some = order[start : start + POOL]
            lengths = [len(row) for row in student.tokens([pair.indonesian for pair in some])]
            batches: list[list[Translation]] = [[]]
            for at in sorted(range(len(some)), key=lengths.__getitem__):
                full = (len(batches[-1]) + 1) * lengths[at] > tokens or len(batches[-1]) == MOST_TEXTS
                if full:
                    batches.append([])
                batches[-1].append(some[at])
            chance.shuffle(batches)
            yield from (batch for batch in batches if len(batch) > 1)


def answer_batches(
    topics: Sequence[Sequence[Answered]], tokens: int, misspelt_share: float, chance: random.Random
) -> Iterator[list[Answered]]:
    """Yield questions with excerpts of their passages, one topic a batch: other passages are hard negatives.

    This is topic-aware sampling (Hofstätter et al., 2021). The remainders of the topics make mixed batches.

    Raises:
        ValueError: there are too few passages for one batch.
    """
    size = max(8, tokens // PASSAGE_TOKENS)
    while True:
        batches: list[list[Answered]] = []
        rest: list[Answered] = []
        for topic in topics:
            whole, left = _batches(topic, size, chance)
            batches += whole
            rest += left
        batches += _batches(rest, size, chance)[0]
        if not batches:
            raise ValueError(f"a batch takes {size} different passages: give more questions and headlines")
        chance.shuffle(batches)
        for batch in batches:
            yield [as_typed(pair, misspelt_share, chance) for pair in batch]


def as_typed(pair: Answered, misspelt_share: float, chance: random.Random) -> Answered:
    """Return the question as people may type it, with an excerpt of the passage."""
    typed = misspelt(pair.question, chance) if chance.random() < misspelt_share else pair.question
    passage = excerpt(pair.passage, chance)
    return Answered(typed, passage, (pair.question, passage))


def _batches(
    examples: Sequence[Answered], size: int, chance: random.Random
) -> tuple[list[list[Answered]], list[Answered]]:
    """Return batches of a size, and the remainder; no batch contains a passage twice."""
    order = list(examples)
    chance.shuffle(order)
    batches: list[list[Answered]] = []
    left: list[Answered] = []
    batch: list[Answered] = []
    passages: set[str] = set()
    for example in order:
        if example.passage in passages:
            left.append(example)
            continue
        batch.append(example)
        passages.add(example.passage)
        if len(batch) == size:
            batches.append(batch)
            batch, passages = [], set()
    return batches, left + batch


def context_batches(
    contexts: Sequence[Context], tokens: int, chance: random.Random
) -> Iterator[list[Answered]]:
    """Yield batches of sentences with the paragraphs around them."""
    size = max(8, tokens // PASSAGE_TOKENS)
    if len(contexts) < size:
        raise ValueError(f"a batch takes {size} contexts: give more than {len(contexts)}")
    while True:
        order = list(contexts)
        chance.shuffle(order)
        for start in range(0, len(order) - size + 1, size):
            yield [context.example(chance) for context in order[start : start + size]]


def topics(examples: Sequence[Answered], count: int, student: SentenceModel) -> list[list[Answered]]:
    """Divide examples into topics: k-means over the student's vectors of their questions."""
    if count == 1:
        return [list(examples)]
    import faiss

    vectors = student.encode([pair.question for pair in examples]).numpy()
    means = faiss.Kmeans(vectors.shape[1], count, niter=10, seed=1, spherical=True, verbose=False)
    means.train(vectors)
    nearest = means.index.search(vectors, 1)[1][:, 0]
    parted: list[list[Answered]] = [[] for _ in range(count)]
    for at, topic in enumerate(nearest):
        parted[int(topic)].append(examples[at])
    return parted
