"""The vocabulary of an index: which words it can answer to, and which of them a mistyped one may mean."""

from __future__ import annotations

from functools import cached_property
from math import log
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.lexical.postings import top
from index.spelling.capitals import is_name
from index.spelling.near_words import LONG, SLIPS, NearWords
from index.text.language import detect_language
from index.text.normalised import bare
from index.text.stems import is_listed, is_ordinary, listed, names
from index.text.terms import ANALYSES, spanned_terms, terms
from index.text.wording import holds
from index.text.words import knowledge, question_words, usual_names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from index.lexical.postings import Postings
    from index.records import Language
    from index.spelling.near_words import Near
    from index.text.terms import Term

SHORTEST = 4
"""Letters of a word that is looked at, and of one suggested: a shorter one is near too many others."""
FOREIGN = 2.0
"""What it costs to be a word of the other language than the question's."""
LETTER = 1.5
"""What each letter of the question's word speaks for a typo, likewise: every short word is near some other.

Frequency, costs and letters must come to more than 0.
"""
CONTEXT_PASSAGES = 20
"""The best passages for the words of a question, which tell what goes with them."""
CONTEXT_SHARE = 0.5
"""What they tell in the probability of a word; the rest is how common the word is anywhere. With one typo a
question, of 900 of three judged sets 708 are put right and 38 wrong, and without context 640 and 67; 50 or
100 passages, or a share of .8, do as well or worse."""
PHRASE_PASSAGES = 100
"""The best passages for the words of a phrase, which are read for it."""
RARE = 2
"""Passages that may hold a typo too. Up to 5 or 10, or asking for both words, does no better."""
OTHER_TYPOS = 100
"""Times that a word must be as frequent as a typo of it that passages hold; for slips see `SLIPS`."""
SHORTEST_NAME = 6
"""Letters of a word with a capital that passages hold and that may be a typo: shorter ones are names."""
SURE = 0.5
"""Probability beside the other words of a question from which a name is taken for another one misspelt, and a
word for one that is two typos away or, if short, begins with another letter: others are mostly names."""
FOUND = 0.05
"""The same for what the other words speak for at all: about one of the passages that they find …"""
OFTENER = 3
"""… and so many times as likely as in any passage."""
LETTER_ALONE = 1.2
"""What each letter speaks for an ordinary word that the other words do not speak for, if it is no slip.

Of 4,281 typos of nine sets 3,138 are put right with these and 245 wrong, where 3,160 and 377 were without;
of 6,581 questions that are asked of an index of other articles 150 are changed, where 303 were.
"""
LETTER_OF_FEW = 1.0
"""The same in a few keywords …"""
LONGER_THAN_NAMES = 7
"""… and the letters that the word has there at least: in a few keywords a name is as likely as a typo."""


class Context(NamedTuple):
    """What the words of a question find."""

    rows: npt.NDArray[np.int64]
    """Passages, ascending."""
    weights: npt.NDArray[np.float32]
    """Of each, by its BM25 score; their sum is 1."""


class Guess(NamedTuple):
    """What may be meant by a word."""

    word: str
    """In small letters."""
    sure: bool
    """Whether to ask for it instead."""


NO_CONTEXT = Context(np.empty(0, np.int64), np.empty(0, np.float32))


class Vocabulary:
    """The words that an index can answer to, in both languages; read when the first unknown word comes.

    Postings hold stems, and a person types words: to every stem of the index belong the words that
    `stems_*.txt` lists for it. Rarer words, names above all, are their own stems.
    """

    def __init__(self, postings: Postings, texts: Callable[[Sequence[int]], list[str]]) -> None:
        """Takes the postings of an index, and what gives the texts of passages in some rows."""
        self._postings, self._texts = postings, texts

    @property
    def n_passages(self) -> int:
        """Passages of the index."""
        return self._postings.n_passages

    def knows(self, word: str) -> bool:
        """Whether a word is rightly spelt, as far as can be told: passages hold it, or a table does.

        A listed word that no passage holds is spelt well, only not written about; one that a few passages
        hold and no table may be a typo that they make too.
        """
        plain = bare(word)
        named = plain in names() or plain in usual_names()
        if named or any(is_listed(plain, one) for one in ANALYSES):
            return True
        in_both = [spanned_terms(word, one) for one in ANALYSES]
        # Without terms it is a question word of one of the languages.
        return not all(in_both) or self.held(word) > RARE

    def held(self, word: str) -> int:
        """Gives the number of passages that hold a form of a word or its translation."""
        return max(map(self._postings.document_frequency, _stems(word)), default=0)

    def holds(self, term: Term) -> bool:
        """Whether a passage holds a form of a term or its translation."""
        return self._postings.document_frequency(term.stem) > 0

    def has_phrase(self, phrase: str) -> bool:
        """Whether one of the best passages for the words of a phrase has them side by side."""
        rows = top(self._postings.scores(terms(phrase, "und")), PHRASE_PASSAGES)
        return any(holds(text, phrase) for text in self._texts(rows.tolist()))

    def context(self, words: str) -> Context:
        """Gives the passages that the words of a question find; none, where they find none."""
        read = [term for one in ANALYSES for term in terms(words, one)]
        scores = self._postings.scores(read)
        rows = np.sort(top(scores, CONTEXT_PASSAGES))
        return Context(rows, scores[rows] / scores[rows].sum()) if len(rows) else NO_CONTEXT

    def nearest(
        self,
        word: str,
        context: Context = NO_CONTEXT,
        language: Language = "und",
        plausible: Callable[[Near], bool] = lambda _: True,
        *,
        few: bool = False,
        named: bool = False,
    ) -> Guess | None:
        """Gives the word of the index that was most probably meant; None if none is near.

        Of the words within reach (`NearWords`) the likeliest is taken, by probability and cost, as of a noisy
        channel (Kernighan, Church and Gale, COLING 1990), and only if that is likelier than a new word. What
        is probable beside the other words of the question is in the passages that they find (a relevance
        model: Lavrenko and Croft, SIGIR 2001).

        Args:
            word: one that the vocabulary does not know, or a name.
            context: what the words of the question find.
            language: the question's.
            plausible: whether a near word can be what was meant.
            few: whether it is of a few keywords, where a name is as likely as a typo.
            named: whether it stands where a name does, which is no ordinary word misspelt, as a rule.
        """
        wrong, held = bare(word), self.held(word)
        chances = [
            (self._likelihood(near, context, language), -len(near.word), near)
            for near in self._near.of(wrong)
            if plausible(near) and self._may_be_meant(near, word, held, context)
        ]
        best = max(chances, default=None)
        if not best or best[0] + LETTER * len(wrong) <= 0:
            return None
        likelihood, _, near = best
        ordinary = is_ordinary(near.word)
        named = ordinary and (named or self._is_name(wrong, NO_CONTEXT))
        if named and not self._is_name(near.word, context):
            return Guess(near.word, sure=near.slip and self._is_spoken_for(near.word, context))
        if near.slip or not ordinary or self._is_spoken_for(near.word, context):
            return Guess(near.word, sure=True)
        letter = LETTER_OF_FEW if few else LETTER_ALONE
        long = not few or len(wrong) >= LONGER_THAN_NAMES
        return Guess(near.word, sure=long and likelihood + letter * len(wrong) > 0)

    def _likelihood(self, near: Near, context: Context, language: Language) -> float:
        """Natural log of how probable a word is, less what the typos cost."""
        foreign = language != "und" and detect_language(near.word) not in (language, "und")
        return log(self._probability(near.word, context)) - near.cost - FOREIGN * foreign

    def _may_be_meant(self, near: Near, word: str, held: int, context: Context) -> bool:
        """Whether a near word may be meant; by a name or a word that passages hold, for good reasons only."""
        far = near.typos > 1 or (near.other_first and len(word) < LONG)
        if far and self._beside(near.word, context) < SURE:
            return False
        named = bare(word) in names()
        if not held and not named:
            return True
        if near.typos != 1 or near.other_first:
            return False
        if named:
            return not is_ordinary(near.word) and self._beside(near.word, context) >= SURE
        if len(word) < SHORTEST_NAME and not word.islower():
            return False
        times = self._frequencies[near.word] / held
        if near.slip:
            return times >= SLIPS
        return times >= OTHER_TYPOS and (len(word) >= LONG or self._beside(near.word, context) >= SURE)

    def _probability(self, word: str, context: Context) -> float:
        """That a passage which a question asks for holds a word."""
        anywhere = self._frequencies[word] / self._postings.n_passages
        if not len(context.rows):
            return anywhere
        return (1 - CONTEXT_SHARE) * anywhere + CONTEXT_SHARE * self._beside(word, context)

    def _is_spoken_for(self, word: str, context: Context) -> bool:
        """Whether the other words of a question speak for a word; for a question word all do."""
        anywhere = self._frequencies[word] / self._postings.n_passages
        wanted = max(FOUND, min(OFTENER * anywhere, SURE))
        return word in question_words() or self._beside(word, context) >= wanted

    def _beside(self, word: str, context: Context) -> float:
        """That a passage which the words of a question find holds a word."""
        return float(context.weights[self._holding(word, context.rows)].sum())

    def _holding(self, word: str, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Which of some passages hold a form of a word or its translation, bool [rows]."""
        held: npt.NDArray[np.bool_] = np.logical_or.reduce(
            [self._postings.holding(stem, rows) for stem in _stems(word)]
        )
        return held

    def _is_name(self, word: str, context: Context) -> bool:
        """Whether passages write a word as a name: those that the other words find, and others."""
        rows = max(map(self._postings.rows_of, _stems(word)), key=len, default=NO_CONTEXT.rows)
        some = rows[:: max(1, len(rows) // CONTEXT_PASSAGES)][:CONTEXT_PASSAGES]
        rows = np.union1d(context.rows[self._holding(word, context.rows)], some)
        return is_name(word, self._texts(rows.tolist()))

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
    def _near(self) -> NearWords:
        return NearWords(self._frequencies)


def _stems(word: str) -> set[str]:
    """What a word is matched by, in either language."""
    return {term.stem for one in ANALYSES for term in terms(word, one)}
