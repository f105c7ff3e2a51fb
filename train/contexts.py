"""Sentences with the text around them: training in retrieval across languages without written questions.

This is the inverse cloze task (Lee, Chang and Toutanova, 2019): a sentence must find its paragraph, in which
it is only sometimes left. If the paragraph is parallel text, sentence and paragraph are in either language.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.text.sentences import split_sentences
from train.cloze import cloze_question
from train.examples import PARAGRAPH_CHARACTERS, Answered

if TYPE_CHECKING:
    import random
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from train.examples import Article
    from train.parallel import Pair

LEAST_SENTENCES = 3
LEAST_CHARACTERS = 40
"""Shorter sentences have too little content to search with."""
KEPT = 0.3
"""Probability that the paragraph keeps the sentence: then words that both contain count as well."""
ASKED = 0.4
"""Probability that the sentence is made a question; the paragraph keeps the sentence, which answers it."""
ACROSS = 0.6
"""Probability that sentence and paragraph differ in language if both are known: the harder case."""


@dataclass(frozen=True, slots=True)
class Context:
    """Consecutive sentences, each in Indonesian and English, or the same text twice."""

    indonesian: tuple[str, ...]
    english: tuple[str, ...]

    def example(self, chance: random.Random) -> Answered:
        """Return a sentence in a random language, and its paragraph, more often in the other language."""
        sides = ((self.indonesian, "id"), (self.english, "en"))
        (asked, language), (told, _) = chance.sample(sides, 2)
        if chance.random() >= ACROSS:
            told = asked
        long = [at for at, sentence in enumerate(asked) if len(sentence) >= LEAST_CHARACTERS]
        at = chance.choice(long or range(len(asked)))
        question = asked[at]
        keep = chance.random() < KEPT
        if chance.random() < ASKED and (cloze := cloze_question(question, language, chance)):
            question, keep = cloze, True
        kept = [i for i in range(len(told)) if keep or i != at]
        clean = (question, " ".join(asked[i] for i in kept))
        return Answered(question, " ".join(told[i] for i in kept), clean)


def _windows(sentences: Sequence[str], chance: random.Random) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of runs of consecutive sentences as long as a passage."""
    start = length = 0
    limit = chance.uniform(0.6, 1.2) * PARAGRAPH_CHARACTERS
    for at, sentence in enumerate(sentences):
        length += len(sentence) + 1
        if length > limit:
            if at + 1 - start >= LEAST_SENTENCES:
                yield start, at + 1
            start, length = at + 1, 0
            limit = chance.uniform(0.6, 1.2) * PARAGRAPH_CHARACTERS
    if len(sentences) - start >= LEAST_SENTENCES:
        yield start, len(sentences)


def parallel_contexts(
    pairs: Sequence[Pair], weights: Mapping[str, float], unordered: Collection[str], chance: random.Random
) -> list[Context]:
    """Return paragraphs of parallel text by the weights of their sources, without `unordered` sources."""
    by_source: dict[str, list[Pair]] = {}
    for pair in pairs:
        by_source.setdefault(pair.source, []).append(pair)
    found = []
    for source in sorted(by_source.keys() - set(unordered)):
        weight = weights.get(source, 1.0)
        for turn in range(math.ceil(weight)):
            found += _paragraphs(by_source[source], min(1.0, weight - turn), chance)
    return found


def _paragraphs(pairs: Sequence[Pair], share: float, chance: random.Random) -> Iterator[Context]:
    for start, end in _windows([pair.indonesian for pair in pairs], chance):
        if chance.random() < share:
            some = pairs[start:end]
            yield Context(tuple(pair.indonesian for pair in some), tuple(pair.english for pair in some))


def news_contexts(news: Sequence[Article], most: int, chance: random.Random) -> list[Context]:
    """Return paragraphs of news articles, at most one an article and `most` in all."""
    bodies = [article["text"] for article in news]
    found = []
    for body in chance.sample(bodies, min(len(bodies), most)):
        text = body[: 6 * PARAGRAPH_CHARACTERS]
        sentences = [" ".join(text[start:end].split()) for start, end in split_sentences(text)]
        windows = list(_windows(sentences, chance))
        if windows:
            start, end = chance.choice(windows)
            found.append(Context(tuple(sentences[start:end]), tuple(sentences[start:end])))
    return found
