"""Syntax: "phrases that must occur" and -words that must not, in natural language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from index.errors import QueryError
from index.text.patterns import LETTERS_AND_DIGITS
from index.text.word_patterns import CURRENCY
from index.text.words import knowledge

if TYPE_CHECKING:
    from index.records import Span

QUOTES = '"“”„‟'
"""Double quotation marks, which are syntax in pairs only."""
_QUOTED = rf"(?<!\w)[{QUOTES}](?P<quoted>[^{QUOTES}]*)[{QUOTES}](?!\w)|«(?P<angled>[^«»]*)»"
# Of words that begin with a figure only these, since `-5jt`, `-5C` and `-10K` are amounts and ranges.
_OF_A_FIGURE = r"[0-9](?:[Dd]|G)(?!\w)"
_WORD = rf"(?P<word>{_OF_A_FIGURE}|(?!{CURRENCY})[^\W\d_]+(?:[-'’.]?\w+)*)"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?!\w|[-'’.,:/]\w)"
_MINUS = r"(?<!\S)-"
_SYNTAX = re.compile(rf"{_MINUS}(?:{_WORD}|{_YEAR})|(?P<minus>{_MINUS})?(?:{_QUOTED})")
_AFTER_A_YEAR = re.compile(r"(?<![0-9-])(?:19|20)[0-9]{2}\s+$")
MOST_SYNTAX_WORDS = 12
"""Most words of a question with syntax. Longer ones are pasted sentences, in which quotes and hyphens are
speech and dashes: read as syntax they would cost one in fifteen news sentences of indomt-news its answer."""
SHOWN = 60
"""Characters of a question that an error message repeats."""


@dataclass(frozen=True, slots=True)
class Syntax:
    """A question and its syntax."""

    text: str
    """The text to embed and to match: with phrases, but without their quotes and without exclusions."""
    phrases: tuple[str, ...] = ()
    """Each must occur in an answer, word for word."""
    excluded: tuple[str, ...] = ()
    """Words and phrases of several words; none may occur in an answer."""
    excluding: tuple[Span, ...] = ()
    """The spans of exclusions."""
    quoting: tuple[Span, ...] = ()
    """The spans of phrases."""
    pasted: bool = False
    """Whether quotes or hyphens would be syntax if the question had at most `MOST_SYNTAX_WORDS` words."""


def is_short(text: str) -> bool:
    """Whether a text has at most `MOST_SYNTAX_WORDS` words, like most questions that people type."""
    return len(text.split()) <= MOST_SYNTAX_WORDS


def parse(question: str) -> Syntax:
    """Parse the syntax of a question.

    Phrases stand in straight, curly or angled double quotes; `-word` and `-"a phrase"` exclude. A hyphen
    excludes only after a space and right before a letter, a year, `3D` or `5G`: `anak-anak`, `2019-2021` and
    `-5 derajat` are words and ` - ` is a dash. It excludes neither a clitic (`akhiran -nya`), nor the second
    of two years (`2019 -2021`), nor an amount of money (`-Rp10`). Apostrophes and unpaired quotes are
    ordinary text, and so is all of a question of more than `MOST_SYNTAX_WORDS` words.

    Raises:
        QueryError: the question says only what an answer must not hold.
    """
    if not is_short(question):
        return Syntax(question, pasted=_SYNTAX.search(question) is not None)
    phrases: list[str] = []
    excluded: list[str] = []
    excluding: list[Span] = []
    quoting: list[Span] = []

    def plain(match: re.Match[str]) -> str:
        unquoted = match["word"] or match["year"]
        words = " ".join((unquoted or match["quoted"] or match["angled"] or "").split())
        ranged = match["year"] and _AFTER_A_YEAR.search(question, 0, match.start())
        if ranged or (match["word"] and words.lower() in _clitics()):
            return match.group()
        if not LETTERS_AND_DIGITS.search(words):
            return " "
        if unquoted or match["minus"]:
            excluded.append(words)
            excluding.append(match.span())
            return " "
        phrases.append(words)
        quoting.append(match.span())
        return words

    text = " ".join(_SYNTAX.sub(plain, question).split())
    if excluded and not LETTERS_AND_DIGITS.search(text):
        shown = question if len(question) <= SHOWN else question[:SHOWN] + "…"
        raise QueryError(
            f"The question {shown} only says what to leave out: add what to look for, "
            f"or write the hyphen apart (- {excluded[0]}) if it is a dash."
        )
    required, unwanted = (tuple(dict.fromkeys(words)) for words in (phrases, excluded))
    return Syntax(text, required, unwanted, tuple(excluding), tuple(quoting))


@cache
def _clitics() -> frozenset[str]:
    return frozenset(ending for group in knowledge("id").suffixes for ending in group.instead)
