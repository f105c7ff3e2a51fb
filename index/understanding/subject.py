"""Subject: the words of a question that name what it is about."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from index.text import languages
from index.text.words import question_words, shortened_question_words
from index.understanding.small_talk import asks_for_anything

if TYPE_CHECKING:
    from index.records import Span

KEPT = 4_096
"""Words that are cached."""
AT_ONCE = 64
"""Questions that are cached: ranking, relevance, highlights and notes read the subject of the same one."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@lru_cache(AT_ONCE)
def subject_words(text: str) -> tuple[Span, ...]:
    """Return the (start, end) of each word that may name a subject: `Zorblax` of `apa itu Zorblax?`.

    Acronyms do, even if they look like function words (`IT`, `WHO`), unless all of several words are in
    capitals.
    """
    marks_acronyms = not text.isupper() or " " not in text.strip()
    return tuple(
        found.span()
        for found in _WORD.finditer(text)
        if (marks_acronyms and len(found[0]) > 1 and found[0].isupper())
        or not (is_function_word(found[0]) or _is_talk(found[0].lower()))
    )


def is_function_word(word: str) -> bool:
    """Whether a word, in any case, never names a subject, however few articles have it."""
    return word.lower() in _function_words()


@lru_cache(KEPT)
def _is_talk(word: str) -> bool:
    return asks_for_anything(word)


@cache
def _function_words() -> frozenset[str]:
    grammar = languages.read("questions/asking", "grammar").values()
    listed = languages.read("questions/framing_function", "words").values()
    return question_words().union(shortened_question_words(), *grammar, *listed)
