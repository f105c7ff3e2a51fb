"""Questions and passages as their words, from which the projection of words is learnt."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

from index.lexical.postings import idf
from index.text.language import detect_language
from index.text.terms import spanned_terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from index.dense.encoder import Encoder
    from train.examples import Answered

NEIGHBOURS = 3
"""A batch is drawn from so many times its size of questions that are close to one another."""
AT_ONCE = 256
MOST_CHARACTERS = 900
"""Most characters of a training text: more would exceed the model's limit."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts, and their words in context."""

    vectors: NDArray[np.float32]
    """Vectors of the texts, [texts, dimension]."""
    words: NDArray[np.float16]
    """Unit vectors of all words, [words, dimension]."""
    stems: list[str]
    """Stem of each word."""
    starts: NDArray[np.int64]
    """[texts + 1]: the first word of each text, then the number of all words."""

    @classmethod
    def read(cls, texts: Sequence[str], encoder: Encoder) -> Texts:
        """Return texts as an encoder reads them."""
        vectors, words, stems, counts = [], [], [], [0]
        for start in range(0, len(texts), AT_ONCE):
            some = [text[:MOST_CHARACTERS] for text in texts[start : start + AT_ONCE]]
            spanned = [spanned_terms(text, detect_language(text)) for text in some]
            spans = [[span for _, span in terms] for terms in spanned]
            read = encoder.encode_passages(some, [()] * len(some), spans)
            vectors.append(read.passages)
            words.append(read.words.astype(np.float16))
            stems += [term.stem for terms in spanned for term, _ in terms]
            counts += map(len, spanned)
        return cls(np.concatenate(vectors), np.concatenate(words), stems, np.cumsum(counts))

    def stems_of(self, text: int) -> list[str]:
        """Return the stems of a text's words, in order."""
        return self.stems[self.starts[text] : self.starts[text + 1]]

    def padded(self, texts: Sequence[int]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the words of some texts, [texts, most words, dimension], and a mask [bool] of the words."""
        rows = [self.words[self.starts[text] : self.starts[text + 1]].astype(np.float32) for text in texts]
        padded = torch.nn.utils.rnn.pad_sequence([torch.from_numpy(row) for row in rows], batch_first=True)
        there = torch.arange(padded.shape[1]) < torch.tensor([[len(row)] for row in rows])
        return padded, there


@dataclass(frozen=True, slots=True)
class Pool:
    """Questions and the passages that answer them."""

    questions: Texts
    passages: Texts
    answers: NDArray[np.int64]
    """Passage of each question."""

    @classmethod
    def read(cls, examples: Sequence[Answered], encoder: Encoder) -> Pool:
        """Return examples as an encoder reads them."""
        places = {passage: at for at, passage in enumerate(dict.fromkeys(one.passage for one in examples))}
        questions = Texts.read([one.question for one in examples], encoder)
        answers = np.array([places[one.passage] for one in examples])
        return cls(questions, Texts.read(list(places), encoder), answers)

    def batch(self, size: int, random: np.random.Generator) -> NDArray[np.int64]:
        """Return questions close to one another, so that the passages of the others are hard negatives."""
        vectors = self.questions.vectors
        near = np.argsort(-vectors @ vectors[random.integers(len(vectors))])[: NEIGHBOURS * size]
        return random.choice(near, min(size, len(near)), replace=False)


def stem_weights(pools: Sequence[Pool]) -> Mapping[str, float]:
    """Return the idf of the stems of all passages; 0 for a stem that no passage contains."""
    found: Counter[str] = Counter()
    for pool in pools:
        for passage in range(len(pool.passages.vectors)):
            found.update(set(pool.passages.stems_of(passage)))
    count = sum(len(pool.passages.vectors) for pool in pools)
    return Counter({stem: float(idf(n, count)) for stem, n in found.items()})
