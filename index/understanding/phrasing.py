"""How a question is put: what is said to the searcher, signs that mean nothing, and the terms left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.text.asking import asks, is_grammar
from index.text.spans import covered, without
from index.text.terms import spanned_terms
from index.understanding.framing import framing, only_talks
from index.understanding.syntax import QUOTES, parse

if TYPE_CHECKING:
    from index.records import Language, Span
    from index.text.terms import Term

BETWEEN = " ,.:;–—-"
"""What may part framing from the rest."""
BRIEF = 6
"""Words of a few keywords at most. What has more is a sentence, and may be cut from a text: without its signs
and its `kini` it would be less near to that (dense nDCG@10 of indomt-news .960 and .963)."""
MOST_ASKED = 40
"""Words of what is asked in words: of 20,000 questions one has more. What is longer was written for others:
`which` and `?` in it ask nothing of the searcher, and `kemarin` is no day to prefer articles of."""

_LETTERS = re.compile(r"[^\W\d_]+")


def framed(question: str) -> tuple[tuple[Span, ...], bool]:
    """Gives the framing of a question, and whether nothing but framing is asked: then it gives none."""
    found = tuple(framing(question))
    alone = bool(found) and not spanned_terms(without(question, found), "und")
    return () if alone else found, alone or only_talks(question)


def paired(question: str) -> str:
    """Gives a brief question with blanks in place of quotation marks that do not pair; any other as it is.

    Raises:
        QueryError: it says only what an answer must not hold.
    """
    if not (is_brief(question) and any(mark in question for mark in QUOTES)):
        return question
    parsed = parse(without(question, framed(question)[0]))
    kept = covered((*parsed.quoting, *parsed.excluding))
    lone = [(at, at + 1) for at, sign in enumerate(question) if sign in QUOTES and at not in kept]
    return without(question, lone)


def is_long(text: str) -> bool:
    """True for a text that somebody wrote for others, be it a post or part of an article."""
    return len(text.split()) > MOST_ASKED


def is_brief(question: str) -> bool:
    """True for keywords, which are no sentence."""
    return len(question.split()) <= BRIEF


def tidied(text: str) -> str:
    """Gives what is left without framing, without the punctuation that stood between them."""
    return " ".join(text.split()).strip(BETWEEN)


def unasked(text: str) -> str:
    """Gives what is left without framing, without a question mark that was the framing's.

    Of `What's the latest on the flood?` that is `the flood`, which are keywords and no question.
    """
    bare = text.rstrip(f"{BETWEEN}?")
    verbal = any(is_grammar(bare, word.span(), "und") for word in _LETTERS.finditer(bare))
    return bare if is_brief(bare) and not (verbal or asks(bare)) else text


def question_terms(
    text: str, language: Language, *, asking: bool
) -> tuple[tuple[Term, ...], tuple[Span, ...]]:
    """Gives the terms of a question and the place of the word of each.

    Of a question in words, grammar only where there is no more.

    Mean nDCG@10, fused, of our own questions with and without the grammar: English ones .9203 and .9224,
    Indonesian ones .9353 and .9363 (bench/CHOICES.md).
    """
    spanned = spanned_terms(text, language)
    if asking:
        told = [one for one in spanned if not is_grammar(text, (one[1], one[2]), language)]
        spanned = told or spanned
    return tuple(term for term, _, _ in spanned), tuple((start, end) for _, start, end in spanned)
