"""Sentence choice: which sentence of a passage answers best."""

from __future__ import annotations

import re
from bisect import bisect_right
from math import fsum, log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np
    import numpy.typing as npt

    from index.answer import Match
    from index.records import Span

    Cosines = npt.NDArray[np.float32]
    """Cosine of each sentence with the question, float32 [sentences]."""

EXPECTED, FULLNESS, FIRST = 0.15, 0.066, 0.073
"""In cosine: the bonus of a sentence that has what the question expects, the bonus for each e-fold of its
length up to `MOST_LENGTH`, and the penalty of the first sentence of a passage, which often introduces the
others. From a logistic regression on which sentences answer, fitted to 788 questions (bench/CHOICES.md)."""

LIKENESS = 0.2
"""Weight of the cosine beside the share of the question's words, for keywords or a statement. Measured on
tico19: five words of a sentence choose its translation among four sentences in 96% of cases, 95% without the
cosine, 87% by the cosine alone; for two words 83%, 82% and 64%."""
LEAST_LENGTH, MOST_LENGTH = 60, 200
"""Characters of a sentence without a penalty. Shorter ones have little beside the asked word, longer ones
much else. Of five hits each for 150 keywords in 12,000 articles, 6% show less than 60 characters; 28% did
when lengths were compared with the passage's mean."""
LENGTH_SHARE = 0.25
"""Strength of the penalty, 0 to 1: see `_divisor`."""

ENDING = 4
"""Last characters of a sentence, which hold its full stop and the quotation marks and brackets after it.
Without a full stop (headings, lists, bylines, links) the penalty is that of a sentence twice too long."""
_ENDED = re.compile("[.?!…]")


def answer_scores(
    text: str, sentences: Sequence[Span], cosines: Cosines, expected: re.Pattern[str] | None
) -> list[float]:
    """Return the scores of a passage's sentences for a question in words, by meaning.

    Answers use other words than questions. Measured on 381 questions about news that were not used for
    tuning, and whose passage has a sentence that answers by itself: meaning chooses such a sentence in 59% of
    cases, the question's words in 45% (bench/CHOICES.md).

    Args:
        text: the text of the passage.
        sentences: spans of its sentences, none of them empty.
        cosines: cosine of each sentence with the question.
        expected: what the answer most likely holds (`index.understanding.expected.expected`).
    """
    return [
        float(cosine)
        + EXPECTED * bool(expected and expected.search(text, *span))
        + FULLNESS * log(min(span[1] - span[0], MOST_LENGTH))
        - FIRST * (at == 0)
        for at, (span, cosine) in enumerate(zip(sentences, cosines, strict=True))
    ]


def word_scores(
    text: str,
    sentences: Sequence[Span],
    found: Sequence[Match],
    weights: Mapping[str, float],
    cosines: Cosines | None,
) -> list[float]:
    """Return the scores of a passage's sentences for keywords, a headline or a statement.

    A score is the share of the question's weight that the sentence holds: each stem counts once, times the
    probability of its best match. The cosine adds a little, which separates sentences with the same words.

    Args:
        text: the text of the passage.
        sentences: spans of its sentences.
        found: matches of the question in the passage.
        weights: weights of the question's stems and phrases.
        cosines: cosine of each sentence with the question; None without cosines.
    """
    whole = fsum(weights.values()) or 1.0
    near = [0.0] * len(sentences) if cosines is None else cosines.tolist()
    return [
        held / whole / _divisor(text, *span) + LIKENESS * cosine
        for held, span, cosine in zip(_held(sentences, found, weights), sentences, near, strict=True)
    ]


def _held(sentences: Sequence[Span], found: Sequence[Match], weights: Mapping[str, float]) -> Iterator[float]:
    """Yield the weight of the matches in each sentence; a match counts in the sentence where it starts."""
    starts = [start for start, _ in sentences]
    best: list[dict[str, float]] = [{} for _ in sentences]
    for match in found:
        within = best[bisect_right(starts, match.start) - 1]
        within[match.stem] = max(match.probability, within.get(match.stem, 0.0))
    for within in best:
        # fsum is exact, so the order of the words does not change the weight.
        yield fsum(weights[stem] * probability for stem, probability in within.items())


def _divisor(text: str, start: int, end: int) -> float:
    """Return the divisor of a sentence's score: 1 for ordinary length with a full stop at the end."""
    length = max(1, end - start)
    excess = max(1.0, LEAST_LENGTH / length, length / MOST_LENGTH) - 1
    return 1 + LENGTH_SHARE * (excess + (not _ENDED.search(text, max(start, end - ENDING), end)))
