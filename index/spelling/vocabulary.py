"""The vocabulary of an index: the words that it can match, and which of them a mistyped one may mean."""

from __future__ import annotations

from functools import cached_property
from math import log
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.lexical.postings import top
from index.records import KNOWN_LANGUAGES
from index.spelling.capitals import is_name
from index.spelling.near_words import LONG, SLIPS, NearWords
from index.text.language import detect_language
from index.text.normalised import bare
from index.text.stems import is_listed, is_ordinary, listed, names
from index.text.terms import spanned_terms, terms
from index.text.words import knowledge, question_words, usual_names

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from index.arrays import Rows
    from index.lexical.postings import Postings
    from index.records import Language
    from index.spelling.frequencies import WordFrequencies
    from index.spelling.near_words import Near

SHORTEST = 4
"""Least letters of a word that is looked up, or suggested: a shorter one is near too many others."""
FOREIGN = 2.0
"""Cost of a word in the language that is not the question's, in natural logs like the costs of `Near`."""
LETTER = 1.5
"""Evidence for a typo per letter of the question's word, in the same unit: every short word is near some
other.

The sum of log frequency, costs and letters must exceed 0.
"""
CONTEXT_PASSAGES = 20
"""Number of the best passages for the words of a question, which show what goes with them."""
CONTEXT_SHARE = 0.5
"""Weight of these passages in the probability of a word; the rest is the word's frequency in all passages. Of
900 questions of three judged sets, with one typo each, 708 are put right and 38 wrong; without context 640
and 67. 50 or 100 passages, or a share of .8, do as well or worse."""
RARE = 2
"""Most passages with a word that may be a typo in them, too. 5 or 10, or searching for both words, do no
better."""
OTHER_TYPOS = 100
"""Least ratio of the frequencies of a word and of a typo of it that passages hold; for slips see `SLIPS`."""
SHORTEST_NAME = 6
"""Least letters of a capitalised word that passages hold and that may be a typo: shorter ones are names."""
SURE = 0.5
"""Least probability of a word in the context (beside the other words of a question) for taking a name for
that word misspelt, or taking a word for one that is two typos away or, if short, has another first letter.
Others are mostly names."""
FOUND = 0.05
"""Least probability in the context of a word that the context supports: about one passage of the context."""
OFTENER = 3
"""Such a word is also so many times as probable in the context as in any passage, or has probability
`SURE`."""
LETTER_ALONE = 1.2
"""Evidence per letter for an ordinary word that the context does not support, unless the typo is a slip.

Of 4,281 typos of nine sets 3,138 are put right with these constants and 245 wrong; 3,160 and 377 without
them. Of 6,581 questions that are put to an index of other articles, 150 are changed; 303 without them.
"""
LETTER_OF_FEW = 1.0
"""The same for a few keywords."""
LONGER_THAN_NAMES = 7
"""Least letters of the word among a few keywords, where a name is as likely as a typo."""


class Context(NamedTuple):
    """The passages that the words of a question find: the feedback documents of a relevance model."""

    rows: Rows
    """Rows of the passages, ascending."""
    weights: npt.NDArray[np.float32]
    """Weight of each passage, proportional to its BM25 score; their sum is 1."""


class Guess(NamedTuple):
    """The word that another one may mean."""

    word: str
    """In small letters."""
    sure: bool
    """Whether to search for it instead."""


NO_CONTEXT = Context(np.empty(0, np.int64), np.empty(0, np.float32))


class Vocabulary:
    """The words that an index can match, in both languages; read when the first unknown word comes.

    Postings hold stems, but people type words. So every stem of the index stands for the words that
    `stems_*.txt` lists with it. Rarer words, mostly names, are their own stems.
    """

    def __init__(self, postings: Postings, frequencies: WordFrequencies) -> None:
        self._postings = postings
        self.frequencies = frequencies
        """Those of the same postings."""

    def knows(self, word: str) -> bool:
        """Whether a word seems correctly spelt: enough passages hold it, or a table does.

        A listed word that no passage holds is spelt correctly, only not written about. A word that a few
        passages hold and no table lists may be a typo in them, too.
        """
        plain = bare(word)
        named = plain in names() or plain in usual_names()
        if named or any(is_listed(plain, one) for one in KNOWN_LANGUAGES):
            return True
        in_both = [spanned_terms(word, one) for one in KNOWN_LANGUAGES]
        # A word without terms is a question word of one of the languages.
        return not all(in_both) or self.frequencies.document_frequency(word) > RARE

    def context(self, words: str) -> Context:
        """Return the passages that the words of a question find, maybe none."""
        read = [term for one in KNOWN_LANGUAGES for term in terms(words, one)]
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
        """Return the word of the index that was most probably meant; None if none is near.

        It is the likeliest of the words within reach (`NearWords`) by probability and cost, as in a noisy
        channel (Kernighan, Church and Gale, COLING 1990), if it is likelier than a new word. The probability
        of a word beside the other words of the question comes from the passages that they find (a relevance
        model: Lavrenko and Croft, SIGIR 2001).

        Args:
            word: a word that the vocabulary does not know, or a name.
            context: the passages that the words of the question find.
            language: the language of the question.
            plausible: whether a near word can be meant.
            few: whether it is one of a few keywords, where a name is as likely as a typo.
            named: whether it is where a name is; a name is rarely an ordinary word misspelt.
        """
        wrong, held = bare(word), self.frequencies.document_frequency(word)
        chances = [
            (self._log_posterior(near, context, language), -len(near.word), near)
            for near in self._near.of(wrong)
            if plausible(near) and self._may_be_meant(near, word, held, context)
        ]
        best = max(chances, default=None)
        if not best or best[0] + LETTER * len(wrong) <= 0:
            return None
        posterior, _, near = best
        ordinary = is_ordinary(near.word)
        named = ordinary and (named or self._is_name(wrong, NO_CONTEXT))
        if named and not self._is_name(near.word, context):
            return Guess(near.word, sure=near.slip and self._is_spoken_for(near.word, context))
        if near.slip or not ordinary or self._is_spoken_for(near.word, context):
            return Guess(near.word, sure=True)
        letter = LETTER_OF_FEW if few else LETTER_ALONE
        long = not few or len(wrong) >= LONGER_THAN_NAMES
        return Guess(near.word, sure=long and posterior + letter * len(wrong) > 0)

    def _log_posterior(self, near: Near, context: Context, language: Language) -> float:
        """Return log P(word | context) less its costs: that of typos stands for -log P(typed | word)."""
        foreign = language != "und" and detect_language(near.word) not in (language, "und")
        return log(self._prior(near.word, context)) - near.cost - FOREIGN * foreign

    def _may_be_meant(self, near: Near, word: str, held: int, context: Context) -> bool:
        """Whether a near word may be meant; a name or a word that passages hold must give good reason."""
        far = near.typos > 1 or (near.other_first and len(word) < LONG)
        if far and self._feedback(near.word, context) < SURE:
            return False
        named = bare(word) in names()
        if not held and not named:
            return True
        if near.typos != 1 or near.other_first:
            return False
        if named:
            return not is_ordinary(near.word) and self._feedback(near.word, context) >= SURE
        if len(word) < SHORTEST_NAME and not word.islower():
            return False
        times = self._counts[near.word] / held
        if near.slip:
            return times >= SLIPS
        return times >= OTHER_TYPOS and (len(word) >= LONG or self._feedback(near.word, context) >= SURE)

    def _prior(self, word: str, context: Context) -> float:
        """Return the probability that a passage relevant to the question holds a word."""
        anywhere = self._counts[word] / self._postings.n_passages
        if not len(context.rows):
            return anywhere
        return (1 - CONTEXT_SHARE) * anywhere + CONTEXT_SHARE * self._feedback(word, context)

    def _is_spoken_for(self, word: str, context: Context) -> bool:
        """Whether the context supports a word; it always supports question words."""
        anywhere = self._counts[word] / self._postings.n_passages
        wanted = max(FOUND, min(OFTENER * anywhere, SURE))
        return word in question_words() or self._feedback(word, context) >= wanted

    def _feedback(self, word: str, context: Context) -> float:
        """Return the probability that a passage of the context holds a word (pseudo-relevance feedback)."""
        return float(context.weights[self.frequencies.holding(word, context.rows)].sum())

    def _is_name(self, word: str, context: Context) -> bool:
        """Whether passages write a word as a name: passages of the context with the word, and others."""
        rows = self.frequencies.rows_of(word)
        some = rows[:: max(1, len(rows) // CONTEXT_PASSAGES)][:CONTEXT_PASSAGES]
        rows = np.union1d(context.rows[self.frequencies.holding(word, context.rows)], some)
        return is_name(word, self.frequencies.texts(rows.tolist()))

    @cached_property
    def _counts(self) -> dict[str, int]:
        """Word -> passages that hold a form of it; all passages for question words, which are not indexed."""
        postings = self._postings
        stems = dict(zip(postings.vocabulary(), postings.document_frequencies().tolist(), strict=True))
        words = {stem: frequency for stem, frequency in stems.items() if stem.isalpha()}
        for language in KNOWN_LANGUAGES:
            for word, stem in listed(language).items():
                words[word] = max(words.get(word, 0), stems.get(stem, 0))
            known = knowledge(language)
            # Joined words (`sepakbola`) and abbreviations (`pilkada`), which people type on purpose.
            for word in (word for word, meaning in known.replaced.items() if len(meaning) > 1):
                words[word] = min(stems.get(term.stem, 0) for term in terms(word, language))
            words |= dict.fromkeys(known.question_words, postings.n_passages)
        return {word: count for word, count in words.items() if count and len(word) >= SHORTEST}

    @cached_property
    def _near(self) -> NearWords:
        return NearWords(self._counts)
