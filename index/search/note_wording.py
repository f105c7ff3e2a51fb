"""The wording of notes: sentences by name, in Indonesian or English as the question is."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, Literal, NamedTuple

from index.text import languages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.records import KnownLanguage, Language
    from index.text.terms import SpannedTerm
    from index.understanding.parsed_question import ParsedQuestion

MOST_NAMED = 3
"""Words that a note lists; it counts the others."""


class Note(NamedTuple):
    """What the asker should know about an answer."""

    sentences: str
    of_hits: str | None = None
    """What the hits are instead: `these are the nearest in meaning`. It is left out where none is shown."""

    @property
    def text(self) -> str:
        """The whole note: its last sentence goes on with what the hits are."""
        return f"{self.sentences.removesuffix('.')}: {self.of_hits}." if self.of_hits else self.sentences

    def after(self, sentences: str) -> Note:
        """Return the note with other sentences, if any, before it."""
        return self._replace(sentences=f"{sentences} {self.sentences}".strip())


def noted(language: Language, name: str, of_hits: str | None = None, /, **parts: object) -> Note:
    """Return a note of one sentence.

    Args:
        language: the language of the question.
        name: the name of the sentence.
        of_hits: the name of the words about the hits.
        **parts: the values of the placeholders of the sentence.
    """
    return Note(worded(language, name, **parts), of_hits and worded(language, of_hits))


def worded(language: Language, name: str, /, **parts: object) -> str:
    """Return a sentence of `notes_*.toml`: in Indonesian for an Indonesian question, else in English."""
    return wordings("id" if language == "id" else "en")[name].format(**parts)


def wordings(language: KnownLanguage) -> dict[str, str]:
    """Return all wordings of a language by name."""
    return languages.tables(f"notes_{language}", __package__)


def quoted(language: Language, phrases: Iterable[str], between: Literal["and", "or"]) -> str:
    """Return the phrases in quotation marks, each once, with `and` or `or` between them."""
    return _listed(language, [f"“{phrase}”" for phrase in dict.fromkeys(phrases)], between)


def quoted_words(asked: ParsedQuestion, terms: Iterable[SpannedTerm]) -> str:
    """Return the words of some terms as the question has them, each once: `MOST_NAMED`, then a number."""
    words = list(dict.fromkeys(asked.text[start:end] for _, (start, end) in terms))
    named = [f"“{word}”" for word in words[:MOST_NAMED]]
    others = len(words) - MOST_NAMED
    if others == 1:
        named.append(worded(asked.language, "another_word"))
    elif others > 1:
        named.append(worded(asked.language, "other_words", count=others))
    return _listed(asked.language, named, "or")


def rounded_down(value: float, places: int) -> str:
    """Return a number with some decimals, never rounded up: .996 is not 1, and .399 not .4."""
    return f"{floor(round(value * 10**places, 9)) / 10**places:.{places}f}"  # .29 * 100 is 28.999999999999996


def figure(language: Language, written: str) -> str:
    """Return a number in Python's notation, `1,000.5`, with the marks of a language."""
    return written.translate(str.maketrans(",.", worded(language, "marks")))


def _listed(language: Language, words: Iterable[str], between: Literal["and", "or"]) -> str:
    return f" {worded(language, between)} ".join(words)
