"""Operators of web search engines, translated to the syntax of questions or left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from index.understanding.subject import subject_words
from index.understanding.syntax import QUOTES, is_short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from index.records import Span

OPTIONS = {"site": "source", "source": "source", "sumber": "source", "after": "since", "before": "until"}
"""By operator, the search option that does the same."""
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
"""What replaces an `OR` that is left out."""
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
    """The question, with every word at its place."""
    left_out: tuple[str, ...] = ()
    """Operators that are left out, such as `site:detik.com`; `OR` too where it stands between phrases, which
    lose their quotes."""
    alternatives: tuple[tuple[str, ...], ...] = ()
    """Words of `text` by group: `OR` stood between those of a group, any of which may occur."""


def without_operators(question: str) -> Operators:
    """Return a question with `-x` for `NOT x`, without `AND`, and with plain words beside what was `OR`.

    Operators are capitals in a question of at most `MOST_SYNTAX_WORDS` words that is not all in capitals.
    Filters of pages (`site:`, `before:` …) are left out, and so is an `OR` beside such a filter, an excluded
    word or nothing. The values of `intitle:`, `title:`, `judul:` and `intext:` stay. Emphasis is no operator
    (`is NOT over`), and neither is the name `OR Tambo` among capitals, unless brackets hold just the choice.
    """
    if not is_short(question):
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
    """Return the search option that does the same as an operator (`site:detik.com`); None if none does."""
    return OPTIONS.get(operator.lstrip("-").partition(":")[0].lower())


def _excluding(found: re.Match[str]) -> str:
    before, after = found.string[: found.start()].split(), found["next"]
    phrase = not after[0].isalnum()
    # `is NOT over`, `did NOT resign`
    operator = before and (found["and"] or subject_words(before[-1])) and (phrase or subject_words(after))
    return ("-" + after).rjust(len(found[0])) if operator else found[0]


def _blanked(question: str, others: Iterable[Span]) -> str:
    """Return the question without `OR` beside some spans, which are no search terms."""
    spans = list(others)

    def plain(found: re.Match[str]) -> str:
        idle = any(_adjoin(question, span, found.span()) for span in spans)
        return " " * len(OR) if idle else found[0]

    return _outside_phrases(_OR, plain, question)


def _unless_named(found: re.Match[str]) -> str:
    """Return a match without the `OR` at its end, unless a capital before it may make it part of a name."""
    return found[0] if found["before"].isupper() else found[0].rstrip().removesuffix(OR).ljust(len(found[0]))


def _outside_phrases(pattern: re.Pattern[str], new: Callable[[re.Match[str]], str], question: str) -> str:
    """Return the question with the matches of a pattern replaced, except those within a phrase."""
    phrases = [found.span() for found in _PHRASE.finditer(question)]

    def put(found: re.Match[str]) -> str:
        quoted = any(start < found.start() < end for start, end in phrases)
        return found[0] if quoted else new(found)

    return pattern.sub(put, question)


def _unquoted(question: str) -> str:
    """Return the question without `OR` beside phrases, and these phrases without their quotes."""
    text = list(question)
    phrases = [found.span() for found in _PHRASE.finditer(question)]
    for found in _OR.finditer(question):
        beside = [phrase for phrase in phrases if _meet(question, phrase, found.span())]
        for at in [at for start, end in beside for at in (start, end - 1)]:
            text[at] = " "
        if beside:
            text[found.start() : found.end()] = "  "
    return "".join(text)


def _parted(question: str, *, surely: bool) -> str:
    """Return the question without `OR` between words; only words in lower case, unless `surely`."""

    def plain(found: re.Match[str]) -> str:
        named = not surely and any(map(str.isupper, (found["before"], found["after"])))
        return found[0] if named else found[0].removesuffix(OR) + " " * len(OR)

    return _outside_phrases(_OR_OF_WORDS, plain, question)


def _alternatives(question: str, plain: str) -> Iterator[tuple[str, ...]]:
    """Yield the groups of words that had `OR` between them, as in `plain`; brackets are one alternative."""

    def marked(found: re.Match[str]) -> str:
        return OR if plain[slice(*found.span())] == OR else _PARTING

    parting = _OR.sub(marked, question)
    for group in _GROUP.finditer(parting):
        parts = (plain[slice(*part.span())] for part in _PARTED.finditer(parting, *group.span()))
        yield tuple(" ".join(part.split()).strip(_AROUND) for part in parts)


def _meet(question: str, phrase: Span, word: Span) -> bool:
    """Whether a phrase that is not excluded is adjacent to a word."""
    return _adjoin(question, phrase, word) and question[phrase[0] - 1 : phrase[0]] != "-"


def _adjoin(question: str, other: Span, word: Span) -> bool:
    """Whether another span is adjacent to a word; False if they overlap."""
    (start, end), (first, last) = other, word
    if start < last and first < end:
        return False
    between = question[end:first] if end <= first else question[last:start]
    return not between.strip(" ()")
