"""Highlight: the sentence of each passage that answers best, and the spans to highlight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from index.answer import Snippet
from index.ranking.matches import Matcher
from index.ranking.sentence_choice import answer_scores, word_scores

if TYPE_CHECKING:
    from index.answer import ChosenBy, Match
    from index.lexical.term_vectors import TermVector
    from index.ranking.matches import SnippetQuery, Translate
    from index.ranking.sentence_choice import Cosines
    from index.records import Language, Span

Weight = Callable[[str], float]
"""Returns the idf of a stem, log((N - n + 0.5) / (n + 0.5) + 1)."""

FUNCTION_WORD = 1.2
"""Idf of a stem that 30% of passages have. Rarer stems are mostly content words, in both languages."""
FUNCTION_SHARE = 1 / 3
"""The same threshold as a share of the greatest weight of a match, for an index of a few articles, where
every idf is low."""
LEAST_PROBABILITY = 0.1
"""Least probability of a highlighted translation. Below it, translations are wrong as often as right (`of`
for `besar`)."""


def snippets(
    question: SnippetQuery,
    passages: Sequence[tuple[str, Language, TermVector]],
    *,
    translations: Translate,
    weight: Weight,
    cosines: Sequence[Cosines] | None,
) -> list[Snippet]:
    """Return the snippet of each passage of an answer: the first of its best sentences.

    Args:
        question: the question.
        passages: text, language and term vector of each hit, best first.
        translations: the translations of a term (`Lexicon.translations`). For passages in the question's
            language it is called only where the question has `foreign` stems.
        weight: the idf of a stem, 0 where no passage holds it; called once for each stem of the question.
        cosines: those of the question with the sentences of each hit; where None, words decide.
    """
    matcher = Matcher(question, translations)
    weights = {stem: weight(stem) for stem in matcher.stems}
    heaviest = max(weights.values(), default=0.0) or 1.0
    # A quoted phrase weighs as much as the rarest word: it was asked for as it stands.
    weights = {**dict.fromkeys(question.phrases, heaviest), **weights}
    cut = []
    for hit, (text, language, term_vector) in enumerate(passages):
        found = matcher.matches(text, language, term_vector)
        sentences = term_vector.sentences or [(0, len(text))]
        near = cosines[hit] if cosines and len(sentences) > 1 else None
        marked, of_content = _marked(found, weights)
        if question.asks and near is not None:
            scores = answer_scores(text, sentences, near, question.expected)
        else:
            scores = word_scores(text, sentences, found, weights, near)
        by: ChosenBy = "words" if near is None or (of_content and not question.asks) else "meaning"
        best = sentences[scores.index(max(scores))]
        if by == "meaning" and not of_content:
            # It answers by meaning alone: highlight the sentence itself, and no function word.
            cut.append(Snippet(*best, (best,), (), by))
        else:
            cut.append(Snippet(*best, tuple(spans(marked)), marked, by))
    return cut


def spans(matches: Sequence[Match]) -> list[Span]:
    """Return the spans of matches, sorted and disjoint; spans at most one character apart are merged."""
    merged: list[Span] = []
    for start, end in sorted((match.start, match.end) for match in matches):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _marked(found: list[Match], weights: dict[str, float]) -> tuple[tuple[Match, ...], bool]:
    """Return the matches to highlight, and whether one of them is a content word."""
    probable = [match for match in found if match.probability >= LEAST_PROBABILITY]
    heaviest = max((weights[match.stem] for match in probable), default=0.0)
    least = min(FUNCTION_WORD, FUNCTION_SHARE * heaviest)
    telling = [match for match in probable if match.via == "phrase" or weights[match.stem] >= least]
    content = heaviest >= FUNCTION_SHARE * max(weights.values(), default=0.0) > 0
    return tuple(telling or probable), content
