"""Story: what people tell of themselves around a question, and that nobody looks for.

`Kemarin saya debat dengan mertua. Siapa ketua KPK?` asks its second sentence: of the first no report tells,
and its day is not the question's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from index.text import languages
from index.text.asking import asks
from index.text.stems import names, stem
from index.text.terms import ANALYSES
from index.understanding.framing import SENTENCE, lowered_but_for_names
from index.understanding.framing_forms import framing_forms
from index.understanding.subject import subject_words
from index.understanding.syntax import QUOTES

if TYPE_CHECKING:
    from index.records import Span

LEAST_SUBJECT = 2
"""Words that name the subject of a question which needs nothing that stands around it."""
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_THEIRS = "nya"


@dataclass(frozen=True, slots=True)
class _Words:
    """What `languages/questions/story.toml` says."""

    teller: frozenset[str]
    unsaid: frozenset[str]
    going_on: frozenset[str]
    reporting: frozenset[str]
    talking: frozenset[str]
    everyday: frozenset[str]
    again: frozenset[str]
    plain: frozenset[str]


def story(question: str) -> list[Span]:
    """Gives the (start, end) of each sentence that only tells of who asks, in order, disjoint.

    There is none where the question may need what is told: it has few words of its own or speaks of what was
    said before (`his`, `-nya`). Nor is a sentence one that names somebody, gives a figure, quotes, or repeats
    what others say; it tells of nothing but everyday things (`everyday`), or of a talk with somebody.

    Args:
        question: as asked.
    """
    spans = [found.span() for found in SENTENCE.finditer(question)]
    if len(spans) < 2:
        return []
    text = lowered_but_for_names(question)
    asking = _asking(question, spans)
    if not asking or not _stands_alone(question[slice(*asking[0])]):
        return []
    named = _names(text[slice(*asking[0])])
    told: list[Span] = []
    for span in spans:
        if span not in asking and _is_story(text[slice(*span)], named=named, goes_on=bool(told)):
            told.append(span)
    return told


def _asking(question: str, spans: list[Span]) -> list[Span]:
    """The sentences that ask: those with a question mark, and if there is none, with a question word."""
    marked = [span for span in spans if "?" in question[slice(*span)]]
    return marked or [span for span in spans if asks(question[slice(*span)])]


def _stands_alone(sentence: str) -> bool:
    """Whether a question names what it asks about."""
    known = _words()
    words = _written(sentence.lower())
    back = any(word in known.again or (word.endswith(_THEIRS) and word not in known.plain) for word in words)
    return not back and len(subject_words(sentence)) >= LEAST_SUBJECT


def _is_story(sentence: str, *, named: bool, goes_on: bool) -> bool:
    """Whether a sentence tells of who asks, and of nothing that may be asked about.

    Args:
        sentence: in small letters, but for names.
        named: whether the question has a name or a figure.
        goes_on: whether a story stands before it.
    """
    known = _words()
    words = _written(sentence)
    begins = known.unsaid | known.going_on if goes_on else known.unsaid
    tells = not known.teller.isdisjoint(words) or not begins.isdisjoint(words[:1])
    if not tells or _names(sentence) or any(mark in sentence for mark in QUOTES):
        return False
    subject = [sentence[start:end].replace("’", "'") for start, end in subject_words(sentence)]
    if all(_is_everyday(word) for word in subject):
        return True
    return named and not known.talking.isdisjoint(words) and known.reporting.isdisjoint(words)


def _is_everyday(word: str) -> bool:
    known = _words()
    told = word in known.teller or word in known.unsaid or word in known.going_on
    return told or any(stem(word, language) in _everyday_stems(language) for language in ANALYSES)


def _names(sentence: str) -> bool:
    """Whether a sentence, in small letters but for names, has a name or a figure."""
    words = _written(sentence)
    told = any(letter.isupper() or letter.isdigit() for letter in sentence)
    return told or not names().isdisjoint(words)


def _written(sentence: str) -> list[str]:
    return _WORD.findall(sentence.replace("’", "'"))


@cache
def _everyday_stems(language: str) -> frozenset[str]:
    # `Saya wartawan.` says who asks.
    everyday = _words().everyday.union(*map(str.split, framing_forms().role))
    return frozenset(stem(word, language) for word in everyday)


@cache
def _words() -> _Words:
    return _Words(**languages.read("questions/story", "words"))
