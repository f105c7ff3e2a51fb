"""Operators of web search engines, put as the syntax of questions says it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from index.understanding.subject import subject_words
from index.understanding.syntax import MOST_WORDS, QUOTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from index.records import Span

OPTIONS = {"site": "source", "source": "source", "sumber": "source", "after": "since", "before": "until"}
"""By operator, the option that does the same."""
OR = "OR"
_NAMED = re.compile(
    r"(?<!\S)(?P<minus>-?)(?:(?P<held>(?:all)?in(?:title|text)|title|judul)"
    r"|(?:all)?inurl|site|filetype|before|after|source|sumber):"
    rf"(?P<value>[{QUOTES}][^{QUOTES}]*[{QUOTES}]|[^\s{QUOTES}]+)",
    re.IGNORECASE,
)
_PHRASE = re.compile(rf"[{QUOTES}][^{QUOTES}]*[{QUOTES}]|«[^«»]*»")
_OR = re.compile(r"(?<!\S)OR(?!\S)")
_LAST_OR = re.compile(r"(?<![^\s(])(?P<before>[^\W_])\S*\s+OR\s*$")
_EXCLUDED = re.compile(rf"(?<!\S)-(?:\w\S*|{_PHRASE.pattern})")
_OR_OF_WORDS = re.compile(r"(?<![^\s(])(?P<before>\w)(?P<gap>[^\s\"]*\s+)OR(?=\s+\(*(?P<after>\w))")
_ALTERNATING = re.compile(r"\(*\w\S*(?:\s+OR\s+\(*\w\S*)+")
_BRACKETED = re.compile(r"\(\w[^\s()]*+(?:\s+OR\s+\w[^\s()]*+)+\)")
_PARTING = "\0\0"
"""In place of an `OR` that is left out."""
_ALTERNATIVE = rf"(?:{_PHRASE.pattern}|\([^()\0]*\)|(?<![^\s()\0])[^\s()\0]++)"
_GROUP = re.compile(rf"{_ALTERNATIVE}(?:[\s()]*{_PARTING}[\s()]*?{_ALTERNATIVE})+")
_PARTED = re.compile(r"[^\0]+")
_AROUND = " ()[]{}.,:;!?"
"""Signs beside an alternative that are not part of it."""
_AND = re.compile(r"(?<=\s)AND(?=\s)")
_NOT = re.compile(rf"(?P<and>(?<!\S)AND\s+)?(?<=\s)NOT\s+(?P<next>[{QUOTES}«]|\w\S*)")


class Operators(NamedTuple):
    """A question without operators."""

    text: str
    """As long as before, every word where it was."""
    left_out: tuple[str, ...] = ()
    """Such as `site:detik.com`, as the question has them, and `OR` where it parts phrases, which lose their
    quotes."""
    alternatives: tuple[tuple[str, ...], ...] = ()
    """Words of `text`, by group: `OR` stood between those of a group, any of which may occur."""


def without_operators(question: str) -> Operators:
    """Gives a question in which `NOT x` is `-x`, `AND` is nothing, and what `OR` parts are plain words.

    They are capitals in a question of no more than `MOST_WORDS` words that is not all in capitals. What
    pages are filtered by (`site:`, `before:` …) is left out, and so is an `OR` that has it, an excluded word
    or nothing beside it; of `intitle:`, `title:`, `judul:` and `intext:` the value stays. Emphasis is no
    operator (`is NOT over`), nor is the name `OR Tambo` among capitals, if no brackets hold just the choice.
    """
    if len(question.split()) > MOST_WORDS:
        return Operators(question)
    left_out: list[str] = []
    gone: list[Span] = []
    alternatives: tuple[tuple[str, ...], ...] = ()

    def named(found: re.Match[str]) -> str:
        if found["held"]:
            return (found["minus"] + found["value"]).rjust(len(found[0]))
        left_out.append(found[0])
        gone.append(found.span())
        return " " * len(found[0])

    text = _NAMED.sub(named, question)
    text = _blanked(text, [*gone, *(found.span() for found in _EXCLUDED.finditer(text))])
    if not text.isupper():
        text = _outside_phrases(_LAST_OR, _unless_named, text)
        plain = _unquoted(text)
        if plain != text:
            left_out.append(OR)
        alternating = _ALTERNATING.fullmatch(text) or _BRACKETED.search(text)
        plain = _parted(plain, surely=plain != text or alternating is not None)
        plain = _AND.sub("   ", _NOT.sub(_excluding, plain))
        text, alternatives = plain, tuple(_alternatives(text, plain))
    return Operators(text, tuple(left_out), alternatives)


def option(operator: str) -> str | None:
    """Gives the option that does what `site:detik.com` is to do; None where there is none."""
    return OPTIONS.get(operator.lstrip("-").partition(":")[0].lower())


def _excluding(found: re.Match[str]) -> str:
    before, after = found.string[: found.start()].split(), found["next"]
    phrase = not after[0].isalnum()
    # `is NOT over`, `did NOT resign`
    operator = before and (found["and"] or subject_words(before[-1])) and (phrase or subject_words(after))
    return ("-" + after).rjust(len(found[0])) if operator else found[0]


def _blanked(question: str, others: Iterable[Span]) -> str:
    """The question without `OR` beside what nothing is looked for by, in some places."""
    places = list(others)

    def plain(found: re.Match[str]) -> str:
        idle = any(_adjoin(question, place, found.span()) for place in places)
        return " " * len(OR) if idle else found[0]

    return _outside_phrases(_OR, plain, question)


def _unless_named(found: re.Match[str]) -> str:
    """What ends in `OR` without it, unless a capital before it says that it may be part of a name."""
    return found[0] if found["before"].isupper() else found[0].rstrip().removesuffix(OR).ljust(len(found[0]))


def _outside_phrases(pattern: re.Pattern[str], new: Callable[[re.Match[str]], str], question: str) -> str:
    """The question with what a pattern finds put anew, but for what is part of a phrase."""
    phrases = [found.span() for found in _PHRASE.finditer(question)]

    def put(found: re.Match[str]) -> str:
        quoted = any(start < found.start() < end for start, end in phrases)
        return found[0] if quoted else new(found)

    return pattern.sub(put, question)


def _unquoted(question: str) -> str:
    """The question without `OR` beside phrases, and these without their quotes."""
    text = list(question)
    phrases = [found.span() for found in _PHRASE.finditer(question)]
    for found in _OR.finditer(question):
        beside = [place for place in phrases if _meet(question, place, found.span())]
        for at in [at for start, end in beside for at in (start, end - 1)]:
            text[at] = " "
        if beside:
            text[found.start() : found.end()] = "  "
    return "".join(text)


def _parted(question: str, *, surely: bool) -> str:
    """The question without `OR` between words; those in small letters, if it is not surely an operator."""

    def plain(found: re.Match[str]) -> str:
        named = not surely and any(map(str.isupper, (found["before"], found["after"])))
        return found[0] if named else found[0].removesuffix(OR) + " " * len(OR)

    return _outside_phrases(_OR_OF_WORDS, plain, question)


def _alternatives(question: str, plain: str) -> Iterator[tuple[str, ...]]:
    """What `OR` parts in a question, in the words of the same without it; what has brackets is one."""

    def marked(found: re.Match[str]) -> str:
        return OR if plain[slice(*found.span())] == OR else _PARTING

    parting = _OR.sub(marked, question)
    for group in _GROUP.finditer(parting):
        parted = (plain[slice(*part.span())] for part in _PARTED.finditer(parting, *group.span()))
        yield tuple(" ".join(one.split()).strip(_AROUND) for one in parted)


def _meet(question: str, phrase: Span, word: Span) -> bool:
    """Whether a phrase, which is not excluded, stands right before or after a word."""
    return _adjoin(question, phrase, word) and question[phrase[0] - 1 : phrase[0]] != "-"


def _adjoin(question: str, one: Span, word: Span) -> bool:
    """Whether something stands right before or after a word; not, if the word is in it."""
    (start, end), (first, last) = one, word
    if start < last and first < end:
        return False
    between = question[end:first] if end <= first else question[last:start]
    return not between.strip(" ()")
