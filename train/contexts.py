"""Sentences with the text that stood around them: retrieval across languages without a question asked.

The inverse cloze task (Lee, Chang and Toutanova, 2019): a sentence should find its paragraph, which holds it
only at times. Where the paragraph is parallel text, sentence and paragraph are in either language.
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
"""Shorter sentences say too little to be looked for."""
KEPT = 0.3
"""How often the paragraph keeps the sentence that looks for it: then words that both hold count as well."""
ASKED = 0.4
"""How often the sentence is made a question, which the paragraph with the sentence answers."""
ACROSS = 0.6
"""How often sentence and paragraph are of two languages, where both are known: the harder case."""


@dataclass(frozen=True, slots=True)
class Context:
    """Sentences that follow one another; each in Indonesian and English, or twice the same."""

    indonesian: tuple[str, ...]
    english: tuple[str, ...]

    def example(self, chance: random.Random) -> Answered:
        """A sentence in a language drawn by chance, and its paragraph, more often than not in the other."""
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
    """Spans of sentences that follow one another, the length of a passage."""
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
    """Paragraphs of parallel text, each source as often as it weighs; not of sources in no order."""
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
    """Paragraphs of news articles, one each of at most so many."""
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
