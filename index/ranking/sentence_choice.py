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
    """Of each sentence with the question, float32 [sentences]."""

EXPECTED, FULLNESS, FIRST = 0.15, 0.066, 0.073
"""In cosine: what a sentence gains for holding what the question expects, and for being e times as long, up
to `MOST_LENGTH`; and what the first of a passage loses, which rather says what the rest is about. A logistic
model of which of a passage's sentences answer, fitted to 788 questions (bench/CHOICES.md)."""

LIKENESS = 0.2
"""What a cosine counts for beside the share of the words of keywords or a statement. Five words of a sentence
of tico19 are shown its translation among four sentences in 96 cases of 100, in 95 without it and in 87 by
meaning alone; two words in 83, 82 and 64."""
LEAST_LENGTH, MOST_LENGTH = 60, 200
"""Characters of a sentence that loses nothing. Shorter ones say little besides the word that was asked for,
longer ones much besides. Of five hits each for 150 keywords in 12,000 articles, 28 in 100 were shown less
than 60 characters where sentences were measured against the passage's mean, 6 with these."""
LENGTH_SHARE = 0.25
"""How far the score of words is divided by how many times a sentence is too short or too long, 0 to 1."""

ENDING = 4
"""Characters in which the stop of a sentence stands, and quotation marks and brackets after it. Headings,
lists, bylines and links have none: they are divided as if they were twice too long."""
_ENDED = re.compile("[.?!…]")


def answer_scores(
    text: str, sentences: Sequence[Span], cosines: Cosines, expected: re.Pattern[str] | None
) -> list[float]:
    """Scores the sentences of a passage for a question in words: by meaning, for answers say it in others.

    Of 381 questions about news that chose nothing here, and whose passage has a sentence that answers by
    itself, 59 in 100 are shown one, 45 where the words of the question decided (bench/CHOICES.md).

    Args:
        text: of the passage.
        sentences: where they are, none of them empty.
        cosines: of each with the question.
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
    """Scores the sentences of a passage for keywords, a headline or a statement.

    That is by the share of the question's weight that they hold, each stem once and by the probability of
    its best match, and a little by meaning, which tells sentences with the same words apart.

    Args:
        text: of the passage.
        sentences: where they are.
        found: what of the passage matches the question.
        weights: of the question's stems and phrases.
        cosines: of each sentence with the question; None where they are not known.
    """
    whole = fsum(weights.values()) or 1.0
    near = [0.0] * len(sentences) if cosines is None else cosines.tolist()
    return [
        held / whole / _divisor(text, *span) + LIKENESS * cosine
        for held, span, cosine in zip(_held(sentences, found, weights), sentences, near, strict=True)
    ]


def _held(sentences: Sequence[Span], found: Sequence[Match], weights: Mapping[str, float]) -> Iterator[float]:
    """The weight of what each sentence holds; a match belongs where it begins."""
    starts = [start for start, _ in sentences]
    best: list[dict[str, float]] = [{} for _ in sentences]
    for match in found:
        within = best[bisect_right(starts, match.start) - 1]
        within[match.stem] = max(match.probability, within.get(match.stem, 0.0))
    for within in best:
        # Exact, so that the same words in another order weigh the same.
        yield fsum(weights[stem] * probability for stem, probability in within.items())


def _divisor(text: str, start: int, end: int) -> float:
    """What the score of a sentence's words is divided by: 1 for one of ordinary length that a stop ends."""
    length = max(1, end - start)
    excess = max(1.0, LEAST_LENGTH / length, length / MOST_LENGTH) - 1
    return 1 + LENGTH_SHARE * (excess + (not _ENDED.search(text, max(start, end - ENDING), end)))
