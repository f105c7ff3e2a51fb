"""Highlight: the sentence of each passage that answers best, and what to mark in the passage."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

import numpy as np

from index.ranking.matches import Matcher
from index.records import Snippet
from index.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy.typing as npt

    from index.ranking.matches import Translate
    from index.records import Language, Match, Span
    from index.text.terms import Term

Weight = Callable[[str], float]
"""Gives the idf of a stem, log((N - n + 0.5) / (n + 0.5) + 1): rare words tell more."""
Similarity = Callable[[int], "npt.NDArray[np.float32]"]
"""Gives the cosine of each sentence of a hit with the question, float32 [sentences]."""

FUNCTION_WORD = 1.2
"""Idf of a stem in three passages of ten: rarer ones are mostly words of content, in both languages."""
FUNCTION_SHARE = 1 / 3
"""Share of the heaviest match's weight, the same for an index of a few articles, where every idf is low."""
LEAST_PROBABILITY = 0.1
"""Of a translation that is marked: less is as often chance (`of` for `besar`) as meaning."""
EXPECTED_SHARE = 2.0
"""What a sentence scores for holding what the question expects, by the weight of its heaviest word. Of 99
questions about news whose passage was read, 52 were shown a sentence that answers with .5, 54 with 1, 55 with
1.4, 59 with 2; 52 with 1 where no cause was expected."""
LEAST_LENGTH, MOST_LENGTH = 60, 200
"""Characters of a sentence that loses nothing. Shorter ones say little besides the word that was asked for,
longer ones much besides. Of five hits each for 150 keywords in 12,000 articles, 28 in 100 were shown less
than 60 characters where sentences were measured against the passage's mean, 6 with these."""
LENGTH_SHARE = 0.25
"""How far a sentence's score is divided by how many times it is too short or too long, 0 to 1."""

ENDING = 4
"""Characters in which the stop of a sentence stands, and quotation marks and brackets after it. Headings,
lists, bylines and links have none: they are divided as if they were twice too long."""
_ENDED = re.compile("[.?!…]")


@dataclass(frozen=True, slots=True)
class _Read:
    """A passage as read for a question."""

    text: str
    sentences: list[Span]
    scores: list[float]
    """What the words of each sentence weigh."""
    marked: tuple[Match, ...]

    decided: bool
    """Whether a word of content matches."""

    @property
    def best(self) -> int:
        """The sentence whose words weigh most, the first of several: it is the one that introduces them."""
        return self.scores.index(max(self.scores))


def snippets(
    question: Sequence[Term],
    passages: Sequence[tuple[str, Language]],
    *,
    language: Language,
    translations: Translate,
    weight: Weight,
    phrases: Sequence[str] = (),
    foreign: frozenset[str] = frozenset(),
    expected: re.Pattern[str] | None = None,
    similarity: Similarity | None = None,
) -> list[Snippet]:
    """Gives the snippet of each passage of an answer.

    A sentence scores what the question's stems in it weigh, each once and by the probability of its best
    match. Where no word of content matches, meaning decides. Where one does, words are right more often: on
    tico19, five words of a question found its sentence among twelve in 87 cases of 100, cosines in 68. Nor do
    cosines tell better between sentences that score alike: of 60 questions about news, 35 were shown the
    sentence that answers with the first of them, 34 with the nearest.

    Args:
        question: its terms.
        passages: text and language of each hit, best first.
        language: the question's.
        translations: of a term: `Lexicon.translations`; not called for passages in the question's language.
        weight: of a stem, 0 where no passage holds it; asked once for each of the question's.
        phrases: those that the question quotes.
        foreign: stems of the terms that are of the other language than the question.
        expected: what the answer most likely holds (`index.text.expected.expected`).
        similarity: called with the position of each hit whose words do not decide.
    """
    matcher = Matcher(question, language, translations, phrases, foreign)
    weights = {stem: weight(stem) for stem in matcher.stems}
    heaviest = max(weights.values(), default=0.0) or 1.0
    # A quoted phrase weighs as much as the rarest word: it was asked for as it stands.
    weights = {**dict.fromkeys(phrases, heaviest), **weights}
    read = [
        _read(text, matcher.matches(text, written_in), weights, expected) for text, written_in in passages
    ]
    return [_snippet(passage, _nearest(passage, hit, similarity)) for hit, passage in enumerate(read)]


def spans(matches: Sequence[Match]) -> list[Span]:
    """Gives what to mark, sorted and disjoint; words that one character parts are marked as one."""
    merged: list[Span] = []
    for start, end in sorted((match.start, match.end) for match in matches):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def within(marked: Iterable[Span], start: int, end: int) -> list[Span]:
    """Gives what to mark in a stretch of the text, counted from its start; a phrase may reach beyond it."""
    cut = [(max(since, start) - start, min(until, end) - start) for since, until in marked]
    return [(since, until) for since, until in cut if since < until]


def pieces(text: str, marked: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """Gives the text in pieces, each with whether it is marked, so that each can be made safe by itself.

    Args:
        text: any text.
        marked: sorted and disjoint, in code points, as `spans` gives them.
    """
    done = 0
    for start, end in marked:
        if done < start:
            yield text[done:start], False
        yield text[start:end], True
        done = end
    if done < len(text):
        yield text[done:], False


def _read(
    text: str, found: list[Match], weights: dict[str, float], expected: re.Pattern[str] | None
) -> _Read:
    sentences = split_sentences(text) or [(0, len(text))]
    marked, decided = _marked(found, weights)
    scores = _scores(text, sentences, found, weights)
    if expected is not None:
        more = EXPECTED_SHARE * max(weights.values(), default=0.0)
        held = [expected.search(text, *sentence) for sentence in sentences]
        scores = [
            score + more if score and is_held else score for score, is_held in zip(scores, held, strict=True)
        ]
    return _Read(text, sentences, scores, marked, decided)


def _scores(text: str, sentences: list[Span], found: list[Match], weights: dict[str, float]) -> list[float]:
    scores = []
    for start, end in sentences:
        best: dict[str, float] = {}
        for match in found:
            if start <= match.start < end:
                best[match.stem] = max(match.probability, best.get(match.stem, 0.0))
        # Exact, so that the same words in another order weigh the same.
        total = fsum(weights[stem] * probability for stem, probability in best.items())
        scores.append(total / _divisor(text, start, end) if total else 0.0)
    return scores


def _divisor(text: str, start: int, end: int) -> float:
    """What a sentence's score is divided by: 1 for one of ordinary length that a stop ends."""
    length = end - start
    excess = max(1.0, LEAST_LENGTH / length, length / MOST_LENGTH) - 1
    return 1 + LENGTH_SHARE * (excess + (not _ENDED.search(text, max(start, end - ENDING), end)))


def _marked(found: list[Match], weights: dict[str, float]) -> tuple[tuple[Match, ...], bool]:
    """What to mark, and whether a word of content is in it."""
    probable = [match for match in found if match.probability >= LEAST_PROBABILITY]
    heaviest = max((weights[match.stem] for match in probable), default=0.0)
    least = min(FUNCTION_WORD, FUNCTION_SHARE * heaviest)
    telling = [match for match in probable if match.via == "phrase" or weights[match.stem] >= least]
    content = heaviest >= FUNCTION_SHARE * max(weights.values(), default=0.0) > 0
    return tuple(telling or probable), content


def _nearest(passage: _Read, hit: int, similarity: Similarity | None) -> int | None:
    """The sentence nearest to the question, where words do not decide."""
    if similarity is None or passage.decided or len(passage.sentences) == 1:
        return None
    cosines = similarity(hit)
    # Of an index that was built with other rules of where sentences end, words must do.
    if len(cosines) != len(passage.sentences):
        return None
    return int(np.argmax(cosines))


def _snippet(passage: _Read, nearest: int | None) -> Snippet:
    sentence = passage.best if nearest is None else nearest
    start, end = passage.sentences[sentence]
    # Where only its meaning answers, the sentence itself is what to mark.
    marked = [(start, end)] if nearest is not None and not passage.marked else spans(passage.marked)
    return Snippet(start, end, tuple(marked), passage.marked, "words" if nearest is None else "meaning")
