"""Story: sentences in which people tell of themselves around a question, and which are no part of it.

`Kemarin saya debat dengan mertua. Siapa ketua KPK?` asks only its second sentence. No article is about the
first, and its day is not the question's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from index.records import KNOWN_LANGUAGES
from index.text import languages
from index.text.asking import asks
from index.text.stems import names, stem
from index.understanding.framing import SENTENCE
from index.understanding.framing_forms import framing_forms, lowered_but_for_names
from index.understanding.subject import subject_words
from index.understanding.syntax import QUOTES

if TYPE_CHECKING:
    from index.records import KnownLanguage, Span

LEAST_SUBJECT = 2
"""Fewest words that name the subject of a question which can stand alone."""
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_THEIRS = "nya"


@dataclass(frozen=True, slots=True)
class _Words:
    """The lists of `languages/questions/story.toml`."""

    teller: frozenset[str]
    unsaid: frozenset[str]
    going_on: frozenset[str]
    reporting: frozenset[str]
    talking: frozenset[str]
    doing: frozenset[str]
    timely: frozenset[str]
    same: frozenset[str]
    everyday: frozenset[str]
    again: frozenset[str]
    plain: frozenset[str]


def story(question: str) -> list[Span]:
    """Return the (start, end) of each sentence that is only about the asker, in order, disjoint.

    There is none where the question may need the story: it has few words of its own or refers back (`his`,
    `-nya`). A sentence of a story does not name somebody, give a figure, quote, or report what others say. It
    is only about everyday things (`everyday`), or about a talk with somebody.

    Args:
        question: the question as asked.
    """
    spans = [found.span() for found in SENTENCE.finditer(question)]
    if len(spans) < 2:
        return []
    text = lowered_but_for_names(question)
    asking = _asking(question, spans)
    if not asking or not _stands_alone(question[slice(*asking[0])]):
        return []
    named = _names(text[slice(*asking[0])])
    story_spans: list[Span] = []
    for span in spans:
        if span not in asking and _is_story(text[slice(*span)], named=named, goes_on=bool(story_spans)):
            story_spans.append(span)
    return story_spans


def told(question: str) -> list[Span]:
    """Return the (start, end) of each sentence in which askers say what they did, in order, disjoint.

    `Minggu lalu saya naik MRT.` The question may need its names, but not its time. There is none where the
    question refers back to that time (`tahun itu`).

    Args:
        question: the question as asked.
    """
    spans = [found.span() for found in SENTENCE.finditer(question)]
    if len(spans) < 2:
        return []
    asking = _asking(question, spans)
    if not asking or any(_refers_to_time(question[slice(*span)]) for span in asking):
        return []
    # `Yesterday I read that QRIS works there. Is that right?`; but `Berapa korbannya?` may be of that day.
    checks = not any(subject_words(question[slice(*span)]) for span in asking)
    deeds = _words().doing | (_words().reporting if checks else frozenset())
    return [span for span in spans if span not in asking and _tells(question[slice(*span)], deeds)]


def _refers_to_time(sentence: str) -> bool:
    known = _words()
    words = _written(sentence.lower())
    pairs = (set(pair) for pair in pairwise(words))
    return any(pair & known.timely and pair & known.same for pair in pairs)


def _tells(sentence: str, deeds: frozenset[str]) -> bool:
    """Whether a sentence says that its teller did one of some deeds: `saya baru naik`."""
    known = _words()
    words = [word for word in _written(sentence.lower()) if word not in known.unsaid]
    return any(teller in known.teller and deed in deeds for teller, deed in pairwise(words))


def _asking(question: str, spans: list[Span]) -> list[Span]:
    """Return the sentences that ask: those with a question mark; without any, those with a question word."""
    marked = [span for span in spans if "?" in question[slice(*span)]]
    return marked or [span for span in spans if asks(question[slice(*span)])]


def _stands_alone(sentence: str) -> bool:
    """Whether a question names its subject and does not refer back."""
    known = _words()
    words = _written(sentence.lower())
    back = any(word in known.again or (word.endswith(_THEIRS) and word not in known.plain) for word in words)
    return not back and len(subject_words(sentence)) >= LEAST_SUBJECT


def _is_story(sentence: str, *, named: bool, goes_on: bool) -> bool:
    """Whether a sentence is about the asker, and about nothing that the question may ask for.

    Args:
        sentence: a sentence in lower case, except names.
        named: whether the question has a name or a figure.
        goes_on: whether a story stands before the sentence.
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
    of_asker = word in known.teller or word in known.unsaid or word in known.going_on
    return of_asker or any(stem(word, language) in _everyday_stems(language) for language in KNOWN_LANGUAGES)


def _names(sentence: str) -> bool:
    """Whether a sentence, in lower case except names, has a name or a figure."""
    words = _written(sentence)
    marked = any(letter.isupper() or letter.isdigit() for letter in sentence)
    return marked or not names().isdisjoint(words)


def _written(sentence: str) -> list[str]:
    return _WORD.findall(sentence.replace("’", "'"))


@cache
def _everyday_stems(language: KnownLanguage) -> frozenset[str]:
    # `Saya wartawan.` is about the asker.
    everyday = _words().everyday.union(*map(str.split, framing_forms().role))
    return frozenset(stem(word, language) for word in everyday)


@cache
def _words() -> _Words:
    return _Words(**languages.read("questions/story", "words"))
