"""Spelling: words of a question that the index does not hold, and those that it holds and that were meant."""

from __future__ import annotations

from functools import cached_property
from math import log
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.lexical.postings import top
from index.records import Suggestion
from index.text.stems import listed, names
from index.text.terms import ANALYSES, bare, spanned_terms, terms
from index.text.words import knowledge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from index.lexical.postings import Postings

SHORTEST = 4
"""Letters of a word that is looked at, and of one suggested: a shorter one is near too many others."""
LONG = 8
"""Letters from which on a word may hold two typos instead of one."""
MOST_LOOKED_UP = 3
"""Unknown words of a question that are looked up: a pasted text may hold many, names above all."""
TYPO = 2.0
"""What a typo costs, in natural logs of document frequency: one more wants a word 7 times as common."""
FIRST_LETTER = 2.0
"""What another first letter costs besides: people seldom mistype it."""
LETTER = 1.5
"""What each letter of the question's word speaks for a typo, likewise: every short word is near some other.

Frequency, costs and letters must come to more than 0. In 21,000 passages that leaves 70 of 100 words with a
typo rightly corrected instead of 81, and of words rightly spelt that no passage holds, names mostly, it gives
35 of 100 a wrong suggestion instead of 71.
"""
CONTEXT_PASSAGES = 20
"""The best passages for the other words of a question, which tell what goes with them."""
CONTEXT_SHARE = 0.5
"""What they tell in the probability of a word; the rest is how common the word is anywhere. With one typo a
question, of 900 of three judged sets 708 are put right and 38 wrong, and without context 640 and 67; 50 or
100 passages, or a share of .8, do as well or worse."""


class Context(NamedTuple):
    """What the other words of a question find."""

    rows: npt.NDArray[np.int64]
    """Passages, ascending."""
    weights: npt.NDArray[np.float32]
    """Of each, by its BM25 score; their sum is 1."""


NO_CONTEXT = Context(np.empty(0, np.int64), np.empty(0, np.float32))


class Vocabulary:
    """The words that an index can answer to, in both languages; read when the first unknown word comes.

    Postings hold stems, and a person types words: to every stem of the index belong the words that
    `stems_*.txt` lists for it. Rarer words, names above all, are their own stems.
    """

    def __init__(self, postings: Postings) -> None:
        self._postings = postings

    def knows(self, word: str) -> bool:
        """Whether some passage holds a form of the word or its translation, or it is a listed word or name.

        A listed word that no passage holds is spelt well, only not written about.
        """
        if word.lower() in names():
            return True
        in_both = [spanned_terms(word, one) for one in ANALYSES]
        if not all(in_both):
            return True  # A question word of one of the languages.
        return any(
            self._postings.document_frequency(term.stem) or term.word in listed(one)
            for one, found in zip(ANALYSES, in_both, strict=True)
            for term, _, _ in found
        )

    def context(self, words: str) -> Context:
        """Gives the passages that the other words of a question find; none, where it has none."""
        read = [term for one in ANALYSES for term in terms(words, one)]
        scores = self._postings.scores(read)
        rows = np.sort(top(scores, CONTEXT_PASSAGES))
        return Context(rows, scores[rows] / scores[rows].sum()) if len(rows) else NO_CONTEXT

    def nearest(self, word: str, context: Context = NO_CONTEXT) -> str | None:
        """Gives the word of the index that was most probably meant, in small letters; None if none is near.

        Nearness is Damerau and Levenshtein's with each part of a word edited once (optimal string alignment):
        a letter too many, missing, wrong, or two swapped are one typo. One is allowed, two in a long word.
        Of the words within reach the likeliest is taken, by probability and cost, as of a noisy channel
        (Kernighan, Church and Gale, COLING 1990), and only if that is likelier than a new word. What is
        probable beside the other words of the question is in the passages that they find (a relevance model:
        Lavrenko and Croft, SIGIR 2001).
        """
        wrong = bare(word)
        chances = [
            (log(self._probability(meant, context)) - cost, -len(meant), meant)
            for meant, cost in self._near(wrong)
        ]
        best = max(chances, default=None)
        return best[2] if best and best[0] + LETTER * len(wrong) > 0 else None

    def _probability(self, word: str, context: Context) -> float:
        """That a passage which a question asks for holds a word."""
        anywhere = self._frequencies[word] / self._postings.n_passages
        if not len(context.rows):
            return anywhere
        stems = {term.stem for one in ANALYSES for term in terms(word, one)}
        held = np.logical_or.reduce([self._postings.holding(stem, context.rows) for stem in stems])
        beside = float(context.weights[held].sum())
        return (1 - CONTEXT_SHARE) * anywhere + CONTEXT_SHARE * beside

    def _near(self, wrong: str) -> Iterator[tuple[str, float]]:
        """The words within reach of a word, and what its typos cost."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        reach = 2 if len(wrong) >= LONG else 1
        asked = _letters([wrong])
        for length in range(len(wrong) - reach, len(wrong) + reach + 1):
            words, letters = self._by_length.get(length, ([], asked[:0]))
            # A typo takes a letter and brings another at most. So most words need no closer look.
            alike = np.flatnonzero(np.bitwise_count(letters ^ asked) <= 2 * reach)
            found = process.extract(
                wrong, [words[at] for at in alike], scorer=OSA.distance, score_cutoff=reach, limit=None
            )
            for meant, typos, _ in found:
                yield meant, TYPO * typos + FIRST_LETTER * (meant[0] != wrong[0])

    @cached_property
    def _frequencies(self) -> dict[str, int]:
        """Word -> passages that hold a form of it; question words, which are not indexed, count as in all."""
        postings = self._postings
        stems = dict(zip(postings.vocabulary(), postings.document_frequencies().tolist(), strict=True))
        words = {stem: frequency for stem, frequency in stems.items() if stem.isalpha()}
        for language in ANALYSES:
            for word, stem in listed(language).items():
                words[word] = max(words.get(word, 0), stems.get(stem, 0))
            known = knowledge(language)
            # Words written together (`sepakbola`) and shortened (`pilkada`), which people type on purpose.
            for word in (word for word, meaning in known.replaced.items() if len(meaning) > 1):
                words[word] = min(stems.get(term.stem, 0) for term in terms(word, language))
            words |= dict.fromkeys(known.question_words, postings.n_passages)
        return {word: count for word, count in words.items() if count and len(word) >= SHORTEST}

    @cached_property
    def _by_length(self) -> dict[int, tuple[list[str], npt.NDArray[np.uint32]]]:
        """The words of each length, and the letters of each."""
        lengths: dict[int, list[str]] = {}
        for word in self._frequencies:
            lengths.setdefault(len(word), []).append(word)
        return {length: (words, _letters(words)) for length, words in lengths.items()}


def _letters(words: Sequence[str]) -> npt.NDArray[np.uint32]:
    """A bit for each letter that a word has, [words]; the words are of one length.

    There are 32 bits: letters that share one are told apart by nothing here.
    """
    codes = np.array(words).view(np.uint32).reshape(len(words), -1)
    letters: npt.NDArray[np.uint32] = np.bitwise_or.reduce(np.uint32(1) << (codes & 31), axis=1)
    return letters


def suggest(question: str, vocabulary: Vocabulary) -> tuple[Suggestion, ...]:
    """Gives a suggestion for each word of a question that the index does not know but nearly does, in order.

    Numbers, words of fewer than `SHORTEST` letters and words with a hyphen within are left alone.
    """
    unknown = [span for span in _words(question) if not vocabulary.knows(question[slice(*span)])]
    others = _replaced(question, [(*span, "") for span in unknown])
    context = vocabulary.context(others) if unknown else NO_CONTEXT
    found = []
    for start, end in unknown[:MOST_LOOKED_UP]:
        word = question[start:end]
        if meant := vocabulary.nearest(word, context):
            found.append(Suggestion(word, _in_case_of(word, meant), start, end))
    return tuple(found)


def corrected(question: str, suggestions: Sequence[Suggestion]) -> str:
    """Gives the question with the suggestions of `suggest` in place of its words, quotes and hyphens kept."""
    return _replaced(question, [(one.start, one.end, one.replacement) for one in suggestions])


def insisting(question: str, suggestions: Sequence[Suggestion]) -> str:
    """Gives the question with quotes around the words that suggestions replace: so they are kept."""
    return _replaced(question, [(one.start, one.end, f'"{one.word}"') for one in suggestions])


def _replaced(question: str, places: Sequence[tuple[int, int, str]]) -> str:
    """The question with other text in some places (start, end, text), which are in order."""
    for start, end, text in reversed(places):
        question = question[:start] + text + question[end:]
    return question


def _words(question: str) -> Iterator[tuple[int, int]]:
    """Places of the words that both languages take as one: not the parts of `kupu-kupu`."""
    indonesian, english = (
        {(start, end) for _, start, end in spanned_terms(question, one)} for one in ANALYSES
    )
    for start, end in sorted(indonesian & english):
        if end - start >= SHORTEST and question[start:end].isalpha():
            yield start, end


def _in_case_of(word: str, meant: str) -> str:
    if word.isupper():
        return meant.upper()
    return meant.capitalize() if word[0].isupper() else meant
