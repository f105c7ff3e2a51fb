"""Prose or not: the words of a line, and whether it holds a sentence."""

from __future__ import annotations

import re

from index.text.patterns import LETTERS_AND_DIGITS

PROSE_WORDS = 8
"""Least words of prose: a shorter line is a heading, a button or a name even if it ends in a full stop."""
LONG_WORDS = 28
"""Least words of a line that cannot be a headline: the longest of 129,000 in both languages has 26."""

SENTENCE_END = re.compile(r"(?:[.…]|[.!?,][\"”’])[\"'”’»)\]]*$")
STOP_AT_END = re.compile(r"[.!?…][\"'”’)]*$")
"""Any stop, also that of a question or a call, which may be a headline."""
SENTENCE_BREAK = re.compile(r"[a-z)\"”’\d][.!?][\"”’)]*\s+[\"“‘(]?[A-Z]")
_BEFORE = " \t•·*|»>–—-#"
_AFTER = " \t:：»>|•·–—-×"
_NUMBER = re.compile(r"^\d{1,3}[.)]\s+")


def plain(line: str) -> str:
    """Return a line in lower case with single spaces, without bullets before and colons or arrows after."""
    return " ".join(line.lstrip(_BEFORE).rstrip(_AFTER).lower().replace("’", "'").split())


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case, without punctuation."""
    return LETTERS_AND_DIGITS.findall(text.lower())


def is_sentence(line: str) -> bool:
    """Whether a line ends in a full stop or holds a whole sentence. A lone question may be a headline."""
    line = _NUMBER.sub("", line)
    return bool(SENTENCE_END.search(line) or SENTENCE_BREAK.search(line))


def is_prose(line: str) -> bool:
    """Whether a line is prose: a whole sentence, or too long for a headline."""
    count = len(words(line))
    return count >= LONG_WORDS or (count >= PROSE_WORDS and is_sentence(line))
