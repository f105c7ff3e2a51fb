"""How notes repeat the words of a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.search.parsed_question import ParsedQuestion
    from index.search.topic import Subject

MOST_NAMED = 3
"""Words that a note lists before it counts the others."""
NEAREST = "these are the nearest in meaning"


def quoted(phrases: Iterable[str], between: str) -> str:
    """Gives the phrases in quotation marks, each once."""
    return f" {between} ".join(f"“{phrase}”" for phrase in dict.fromkeys(phrases))


def quoted_words(asked: ParsedQuestion, subject: Subject) -> str:
    """Gives the words of some terms as the question has them, each once, the last of many as their number."""
    words = list(dict.fromkeys(asked.text[start:end] for _, (start, end) in subject))
    others = len(words) - MOST_NAMED
    more = "" if others <= 0 else " or another word" if others == 1 else f" or {others} other words"
    return quoted(words[:MOST_NAMED], "or") + more
