"""Highlight: the sentence of each passage that answers best, and what to mark in the passage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from index.answer import Snippet
from index.ranking.matches import Matcher
from index.ranking.sentence_choice import answer_scores, word_scores
from index.text.sentences import split_sentences

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from index.answer import Decided, Match
    from index.lexical.places import Placed
    from index.ranking.matches import Translate
    from index.ranking.sentence_choice import Cosines
    from index.records import Language, Span
    from index.text.terms import Term

Weight = Callable[[str], float]
"""Gives the idf of a stem, log((N - n + 0.5) / (n + 0.5) + 1): rare words tell more."""

FUNCTION_WORD = 1.2
"""Idf of a stem in three passages of ten: rarer ones are mostly words of content, in both languages."""
FUNCTION_SHARE = 1 / 3
"""Share of the heaviest match's weight, the same for an index of a few articles, where every idf is low."""
LEAST_PROBABILITY = 0.1
"""Of a translation that is marked: less is as often chance (`of` for `besar`) as meaning."""


def snippets(
    question: Sequence[Term],
    passages: Sequence[tuple[str, Language]],
    *,
    language: Language,
    translations: Translate,
    weight: Weight,
    phrases: Sequence[str] = (),
    foreign: frozenset[str] = frozenset(),
    asks: bool = False,
    expected: re.Pattern[str] | None = None,
    cosines: Sequence[Cosines] | None = None,
    places: Sequence[Placed] | None = None,
) -> list[Snippet]:
    """Gives the snippet of each passage of an answer; the sentence is the first of the best.

    Args:
        question: its terms.
        passages: text and language of each hit, best first.
        language: the question's.
        translations: of a term: `Lexicon.translations`; for passages in the question's language called only
            where there are `foreign` stems.
        weight: of a stem, 0 where no passage holds it; asked once for each of the question's.
        phrases: those that the question quotes.
        foreign: stems of the terms that are of the other language than the question.
        asks: whether it is a question in words, whose answer is told by meaning.
        expected: what that answer most likely holds (`index.understanding.expected.expected`).
        cosines: of the sentences of each hit with the question; where they are not known, words decide.
        places: where each passage has its sentences and terms; it is read where that is not known.
    """
    matcher = Matcher(question, language, translations, phrases, foreign)
    weights = {stem: weight(stem) for stem in matcher.stems}
    heaviest = max(weights.values(), default=0.0) or 1.0
    # A quoted phrase weighs as much as the rarest word: it was asked for as it stands.
    weights = {**dict.fromkeys(phrases, heaviest), **weights}
    cut = []
    for hit, (text, written_in) in enumerate(passages):
        placed = places[hit] if places else None
        found = matcher.matches(text, written_in, placed)
        sentences = (placed.sentences if placed else split_sentences(text)) or [(0, len(text))]
        near = cosines[hit] if cosines and len(sentences) > 1 else None
        marked, of_content = _marked(found, weights)
        if asks and near is not None:
            scores = answer_scores(text, sentences, near, expected)
        else:
            scores = word_scores(text, sentences, found, weights, near)
        by: Decided = "words" if near is None or (of_content and not asks) else "meaning"
        best = sentences[scores.index(max(scores))]
        if by == "meaning" and not of_content:
            # Nothing but its meaning answers: the sentence itself is what to mark, and no `the` anywhere.
            cut.append(Snippet(*best, (best,), (), by))
        else:
            cut.append(Snippet(*best, tuple(spans(marked)), marked, by))
    return cut


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


def _marked(found: list[Match], weights: dict[str, float]) -> tuple[tuple[Match, ...], bool]:
    """What to mark, and whether a word of content is in it."""
    probable = [match for match in found if match.probability >= LEAST_PROBABILITY]
    heaviest = max((weights[match.stem] for match in probable), default=0.0)
    least = min(FUNCTION_WORD, FUNCTION_SHARE * heaviest)
    telling = [match for match in probable if match.via == "phrase" or weights[match.stem] >= least]
    content = heaviest >= FUNCTION_SHARE * max(weights.values(), default=0.0) > 0
    return tuple(telling or probable), content
