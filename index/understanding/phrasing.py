"""Phrasing: the framing of a question, stray signs, and the terms that are left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.text.asking import asks, is_grammar
from index.text.patterns import LETTERS
from index.text.sentences import split_sentences
from index.text.spans import covered, without
from index.text.terms import spanned_terms
from index.understanding.framing import framing
from index.understanding.small_talk import only_talks
from index.understanding.syntax import QUOTES

if TYPE_CHECKING:
    from index.records import Language, Span
    from index.text.terms import SpannedTerm
    from index.understanding.syntax import Syntax

BETWEEN = " ,.:;–—-"
"""Signs between framing and the rest."""
BRIEF = 6
"""Most words of keywords. More words are a sentence, which may be cut from a text: without its signs and its
`kini` it would be less near to that text (dense nDCG@10 of indomt-news .960 and .963)."""
MOST_ASKED = 40
"""Most words of a question; one question of 20,000 has more. A longer text was written for other readers: its
`which` and `?` ask nothing of the search engine, and its `kemarin` is no day to prefer articles of."""
_STATEMENT = re.compile(r"[.,!…][\"”»]|[.!…]\W*$")
"""The end of quoted speech or of a statement."""


def framed(question: str) -> tuple[tuple[Span, ...], bool]:
    """Return the framing of a question, and whether the question is only that or asks for nothing.

    Where nothing else is left, the framing is empty, so that its words stay.
    """
    found = tuple(framing(question))
    alone = bool(found) and not spanned_terms(without(question, found), "und")
    return () if alone else found, alone or only_talks(question)


def unpaired_quotes(question: str, syntax: Syntax) -> list[Span]:
    """Return the spans of quotation marks without a partner; none where the question is not brief."""
    if not is_brief(question):
        return []
    paired = covered((*syntax.quoting, *syntax.excluding))
    return [(at, at + 1) for at, sign in enumerate(question) if sign in QUOTES and at not in paired]


def is_long(text: str) -> bool:
    """Whether a text was written for other readers, as a post or a part of an article."""
    return len(text.split()) > MOST_ASKED


def is_brief(question: str) -> bool:
    """Whether a text is keywords, and no sentence."""
    return len(question.split()) <= BRIEF


def is_prose(text: str) -> bool:
    """Whether a text is pasted prose, in which quotes and hyphens are speech and dashes."""
    return "?" not in text and (_STATEMENT.search(text) is not None or len(split_sentences(text)) > 1)


def tidied(text: str) -> str:
    """Return a text without framing also without the signs that stood beside the framing."""
    return " ".join(text.split()).strip(BETWEEN)


def unasked(text: str) -> str:
    """Return a text without framing also without a question mark that belonged to the framing.

    `What's the latest on the flood?` leaves `the flood`, which is keywords and no question.
    """
    bare = text.rstrip(f"{BETWEEN}?")
    verbal = any(is_grammar(bare, word.span(), "und") for word in LETTERS.finditer(bare))
    return bare if is_brief(bare) and not (verbal or asks(bare)) else text


def question_terms(text: str, language: Language, *, asking: bool) -> tuple[SpannedTerm, ...]:
    """Return the terms of a question; a question in words has its grammar left out, if other terms remain.

    Mean nDCG@10, fused, of our own questions with and without the grammar: English .9203 and .9224,
    Indonesian .9353 and .9363 (bench/CHOICES.md).
    """
    spanned = spanned_terms(text, language)
    if asking:
        spanned = [term for term in spanned if not is_grammar(text, term.span, language)] or spanned
    return tuple(spanned)
