"""How notes are worded: sentences by name, in Indonesian or English as the question is."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.records import KnownLanguage, Language
    from index.search.topic import Subject
    from index.understanding.parsed_question import ParsedQuestion

MOST_NAMED = 3
"""Words that a note lists before it counts the others."""


class Note(NamedTuple):
    """What the asker should know about an answer."""

    said: str
    """Whole sentences."""
    of_hits: str | None = None
    """What the hits are all the same; of no use where none is shown, and then left out."""

    @property
    def text(self) -> str:
        """All of it: the last sentence goes on with what the hits are."""
        return f"{self.said.removesuffix('.')}: {self.of_hits}." if self.of_hits else self.said

    def after(self, said: str) -> Note:
        """Gives the note with other sentences, if any, before it."""
        return self._replace(said=f"{said} {self.said}".strip())


def noted(language: Language, name: str, of_hits: str | None = None, /, **parts: object) -> Note:
    """Gives a note of one sentence.

    Args:
        language: of the question.
        name: of the sentence.
        of_hits: name of what is said of the hits.
        **parts: what stands in the places that the sentence leaves open.
    """
    return Note(worded(language, name, **parts), of_hits and worded(language, of_hits))


def worded(language: Language, name: str, /, **parts: object) -> str:
    """Gives a sentence of `notes_*.toml`: in Indonesian for a question in it, in English for any other."""
    return wordings("id" if language == "id" else "en")[name].format(**parts)


@cache
def wordings(language: KnownLanguage) -> dict[str, str]:
    """All that notes say in a language, by name."""
    return tomllib.loads(files(__package__).joinpath(f"notes_{language}.toml").read_text("utf-8"))


def quoted(language: Language, phrases: Iterable[str], between: Literal["and", "or"]) -> str:
    """Gives the phrases in quotation marks, each once."""
    return _listed(language, [f"“{phrase}”" for phrase in dict.fromkeys(phrases)], between)


def quoted_words(asked: ParsedQuestion, subject: Subject) -> str:
    """Gives the words of some terms as the question has them, each once, the last of many as their number."""
    words = list(dict.fromkeys(asked.text[start:end] for _, (start, end) in subject))
    named = [f"“{word}”" for word in words[:MOST_NAMED]]
    others = len(words) - MOST_NAMED
    if others == 1:
        named.append(worded(asked.language, "another_word"))
    elif others > 1:
        named.append(worded(asked.language, "other_words", count=others))
    return _listed(asked.language, named, "or")


def figure(language: Language, written: str) -> str:
    """Gives a number that is written as Python does, `1,000.5`, with the marks that a language has in it."""
    return written.translate(str.maketrans(",.", worded(language, "marks")))


def _listed(language: Language, words: Iterable[str], between: Literal["and", "or"]) -> str:
    return f" {worded(language, between)} ".join(words)
