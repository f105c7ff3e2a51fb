"""Framing: what a question says to the one who is asked, and not about what it asks for.

Who asks a chatbot is polite (`tolong carikan berita tentang`, `could you tell me`, `terima kasih ya`) and
points at what lies before him (`menurut kutipan di atas`). To a search such words are noise: both legs would
look for articles that hold them. They are left out, and the answer says so.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from index.text import languages
from index.text.patterns import any_of, listed_words
from index.text.terms import ANALYSES
from index.text.words import knowledge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.records import Span

AFTER_NOUNS = frozenset({"mana", "manakah"})
"""Question words before which nothing ends: `artikel mana` asks which article."""
CLOSING_REACH = 60
"""Characters of the end of a question in which what closes it is looked for."""

_SLOT = re.compile(r"<([a-z]+)>")
_QUOTED = '"[^"]*"|“[^”]*”|«[^»]*»'
# A quotation mark is no word of any list: what is quoted is not talk.
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[\"“”«»]")
_SENTENCE = re.compile(r"\S.*?(?:[.!?:;]+(?=\s|$)|\n|$)")
_PARTING = re.compile(r"[\s,.:;!?–—-]*")
_TRAILING = " ,.:;–—-"


class _Known(NamedTuple):
    """The tables of both languages at once, for `hi` stands before Indonesian questions, too.

    Patterns match lower case, and their group `told` is what was found.
    """

    opening: re.Pattern[str]
    closing: re.Pattern[str]
    reference: re.Pattern[str]
    """Or something quoted, in which none is looked for."""
    talk: frozenset[str]
    anything: frozenset[str]
    cue: frozenset[str]
    asking: frozenset[str]
    """Question words."""


def framing(lower: str) -> list[Span]:
    """Gives the (start, end) of all framing in a question, in order, disjoint.

    Nothing that is quoted is framing. All of a question may be.

    Args:
        lower: the question in lower case.
    """
    known = _known()
    spans: list[Span] = []
    # A statement that points at what stands around it was taken from there, and is looked for as it stands.
    if "?" in lower or not known.asking.isdisjoint(_WORD.findall(lower)):
        spans += (match.span("told") for match in known.reference.finditer(lower) if match["told"])
    rest = without(lower, spans)
    start, end = _after_gap(rest, 0), len(rest.rstrip(_TRAILING))
    while match := known.opening.match(rest, start, end):
        spans.append(match.span("told"))
        start = _after_gap(rest, match.end())
    if before := _before_question_word(rest, start, end):
        spans.append(before)
        start = _after_gap(rest, before[1])
    while match := known.closing.search(rest, max(start, end - CLOSING_REACH), end):
        spans.append(match.span("told"))
        end = start + len(rest[start : match.start("told")].rstrip(_TRAILING))
    return sorted(spans + _talk(rest, start, end))


def without(text: str, spans: Iterable[Span]) -> str:
    """Gives the text with blanks in some places, so that all others stay where they are."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def asks_for_anything(question: str) -> bool:
    """Whether a question names no subject: `berita terbaru`, `what happened`; not `latest US news`.

    Args:
        question: as asked, without framing, and without the times that it names.
    """
    known = _known()
    words = _WORD.findall(question)
    acronym = not question.isupper() and any(len(word) > 1 and word.isupper() for word in words)
    empty = known.talk | known.anything | known.asking
    return not acronym and all(word.lower() in empty for word in words)


def _before_question_word(text: str, start: int, end: int) -> Span | None:
    """The place of what talks before a question word: `di teksnya tertulis gak sih | kapan`."""
    known = _known()
    said: list[re.Match[str]] = []
    ends = 0
    for word in _WORD.finditer(text, start, end):
        if word[0] in known.asking:
            ends = len(said)
        elif word[0] not in known.talk:
            break
        said.append(word)
    cued = any(word[0] in known.cue for word in said[:ends])
    return (said[0].start(), said[ends - 1].end()) if cued and said[0][0] not in known.asking else None


def _talk(text: str, start: int, end: int) -> list[Span]:
    """The places of sentences that only talk, if another does not (`Mohon dijawab dengan singkat`)."""
    talk = _known().talk
    sentences = [match.span() for match in _SENTENCE.finditer(text, start, end)]
    said = [one for one in sentences if all(word in talk for word in _WORD.findall(text[slice(*one)]))]
    return said if len(said) < len(sentences) else []


def _after_gap(text: str, start: int) -> int:
    gap = _PARTING.match(text, start)
    return gap.end() if gap else start


@cache
def _known() -> _Known:
    read = [_read(language) for language in ANALYSES]
    words = {name: [*read[0][0][name], *read[1][0][name]] for name in ("particle", "talk", "cue", "anything")}
    forms = {kind: "|".join(form for _, table in read for form in table[kind]) for kind in read[0][1]}
    particles = rf"(?:\s+(?:{any_of(words['particle'])})(?!\w))*"
    aside = rf"(?:{forms['aside']})(?=\s*(?:[,:;]|[.!?]*\s*$))"
    asking = frozenset().union(*(knowledge(language).question_words for language in ANALYSES))
    return _Known(
        opening=re.compile(rf"(?P<told>(?:{forms['opening']})(?!\w){particles})"),
        closing=re.compile(rf"(?<![\w'’-])(?P<told>{forms['closing']})[\s.,!?]*$"),
        reference=re.compile(rf"{_QUOTED}|(?<!\w)(?P<told>(?:{forms['reference']})(?!\w)|{aside})"),
        talk=frozenset(words["talk"]),
        anything=frozenset(words["anything"]),
        cue=frozenset(words["cue"]),
        asking=asking - AFTER_NOUNS,
    )


def _read(language: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The lists of words by name, and the forms by kind as regular expressions."""
    read = languages.tables(f"framing_{language}")
    words = {name: listed_words(listed) for name, listed in read["words"].items()}

    def compiled(form: str) -> str:
        return _SLOT.sub(lambda slot: f"(?:{any_of(words[slot[1]])})", form.replace(" ", r"\s+"))

    return words, {kind: [compiled(form) for form in forms] for kind, forms in read["forms"].items()}
