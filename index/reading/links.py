"""Links to other articles within a line: "... katanya. Baca juga: Judul Lain Namun, ..."."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from index.reading.prose import LONG_WORDS, is_prose
from index.text import languages
from index.text.patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 250
"""Most letters of a linked headline, as for one on its own line."""
SHORTEST = 3
"""Least words of a headline before anything can end it: "Catat! Ini Jadwalnya" goes on."""
SHORT_REST = 160
"""Most letters of a headline with small letters, which only the end of the line ends."""
PROSE_REACH = 1000
"""Letters after a link that are searched for more text; the limit keeps the time linear."""

_WORD = re.compile(r"\S+")
_EDGE = "\"'“”‘’()[]{},;:.?!…-–—*"
_QUOTED = re.compile(
    r"(?P<open>[\"“'‘])[^\n]{2,200}?(?:[\"”]|(?<=\w)['’](?!\w)):?(?:\s+(?:di sini|disini|here)\s?:)?:?"
)
_ASKED = re.compile(r"(?:[?!…]|\.\.\.)[\"'”’)]*$")
_STOPPED = re.compile(r"[^\W_]{4,}[)\"”]?\.$")
_BEGINS = re.compile(r"[\"“'(‘]*[A-Z\d]")
_GLUED = re.compile(r"[\"“(‘]?[A-Z][\w'-]*,?$")
_GLUE = re.compile(r"(?<=[a-z\d)])(?=[\"“]?[A-Z][a-z])|(?<=\w[?!…])(?=[\"“]?[A-Z])|(?<=[a-z])(?=[A-Z]{2,}$)")
_SENTENCE = re.compile(r"[.?!…][\"'”’)]*\s+[\"“‘(]?[A-Z]|\.[\"'”’)]*\s*$")


@dataclass(frozen=True, slots=True)
class _Links:
    label: re.Pattern[str]
    video: re.Pattern[str]
    small: frozenset[str]
    openers: frozenset[str]


@cache
def _links() -> _Links:
    listed = languages.tables("chrome", __package__)["links"]
    # A capital and the end of a sentence before it distinguish a label from "mereka baca juga: ...".
    read, watch = (any_of(_written(listed[name])) for name in ("read", "watch"))
    video = rf"(?:{watch})\s?:?\s?(?i:{any_of(listed['video'])})\b\s?:?"
    label = (
        r"(?:^\s*|(?<=[.?!…:;,\"”’)\]])\s{0,3}|(?<=\s\s)|(?P<open>[(\[]))"
        rf"(?:(?P<lost>(?:(?:{read})\s?[:：»>]*\s?,\s?)+)"
        rf"|(?:{read})\s?[:：»>]+|(?P<video>{video}))\s{{0,9}}"
    )
    return _Links(
        re.compile(label), re.compile(video), frozenset(listed["small"]), frozenset(listed["openers"])
    )


def _written(names: Iterable[str]) -> list[str]:
    """Return names with a first capital, with a capital on each word, and all in capitals."""
    return sorted(
        {way for name in names for way in (name[:1].upper() + name[1:], name.title(), name.upper())}
    )


def without_links(line: str) -> str:
    """Remove links within a line, each from "Baca juga:" to the certain end of its headline.

    Certain ends are two spaces, a question or exclamation mark, a full stop, a word that opens sentences, a
    quoted sentence, a sentence glued to the last word, the closing bracket, and the end of the line. A
    headline has capitals, except in small words. If a sentence begins before a certain end, the link stays. A
    link that begins a line without prose after it stays, too: other steps judge whole lines. If the headline
    of a link is missing ("Baca juga:, Namun ..."), its label is removed.
    """
    at, alone = 0, True
    kept: list[str] = []
    for match in _links().label.finditer(line):
        if match.start() < at:
            continue  # a label within the headline of another
        before = line[at : match.start()]
        alone = alone and not before.strip()
        end = _link_end(line, match)
        if end is None or (alone and not is_prose(line[end : end + PROSE_REACH])):
            alone = False
            continue
        kept += (before, "  ")
        at = end
    return "".join((*kept, line[at:]))


def _link_end(line: str, label: re.Match[str]) -> int | None:
    if label["lost"]:
        return label.end()
    if label["open"]:
        close = line.find({"(": ")", "[": "]"}[label["open"]], label.end(), label.end() + LONGEST)
        return close + 1 if close >= 0 else None
    quoted = _QUOTED.match(line, label.end()) if label["video"] else None
    return quoted.end() if quoted else _end(line, label.end())


def _end(line: str, start: int) -> int | None:
    """Return where the headline that begins at `start` ends; None if that is uncertain."""
    words = list(_WORD.finditer(line, start, start + LONGEST))
    for number, word in enumerate(words):
        before = words[number - 1]
        after = words[number + 1][0] if number + 1 < len(words) else ""
        if number >= SHORTEST and _begins(line, before, word, after):
            return before.end()
        if number >= LONG_WORDS:
            return None
        if number >= SHORTEST - 1 and (glue := _glue(word[0], after)):
            return word.start() + glue
        if _goes_on(word[0]):
            rest = line[start : start + SHORT_REST]
            return None if len(line) > start + SHORT_REST or _SENTENCE.search(rest) else len(line)
    return len(line) if len(line) - start < LONGEST else None


def _begins(line: str, before: re.Match[str], word: re.Match[str], after: str) -> bool:
    """Whether a word is the first one after the headline, which ends with `before`."""
    if word.start() - before.end() > 1 or _links().video.match(line, word.start()):
        return True
    if _BEGINS.match(word[0]) and (_ASKED.search(before[0]) or _STOPPED.search(before[0])):
        return True
    if word[0].strip(_EDGE) in _links().openers:
        return word[0].endswith(",") or _goes_on(after) or after.strip(_EDGE) in ("itu", "ini")
    return _opens_quote(line[word.start() : word.start() + LONGEST])


def _opens_quote(text: str) -> bool:
    """Whether a text begins with a quoted sentence; a quoted name has capitals like a headline."""
    quote = re.match(r"[“\"]([^”\"]+)", text)
    inside = quote[1].split() if quote else []
    return len(inside) > SHORTEST and any(_goes_on(word) for word in inside)


def _glue(word: str, after: str) -> int:
    """Return where in `word` a sentence is glued to the headline ("KerasNamun"); 0 if none is.

    After a name with two capitals (`PlayStation`) the headline goes on; here a sentence does.
    """
    place = max((match.start() for match in _GLUE.finditer(word)), default=0)
    rest = word[place:]
    if not place or not _GLUED.match(rest):
        return 0
    told = word[place - 1] in "?!…)" or rest[0] in '"“' or rest.strip(_EDGE) in _links().openers
    return place if told or _goes_on(after) else 0


def in_small_letters(line: str) -> bool:
    """Whether a line has a word in small letters that a headline would capitalise."""
    return any(_goes_on(word) for word in line[:LONGEST].split())


def leads_in(line: str) -> bool:
    """Whether a line announces a list below it, unlike a headline: "Berikut daftar namanya:"."""
    opener, *rest = line[:LONGEST].split() or [""]
    return line.endswith(":") and opener in _links().openers and in_small_letters(" ".join(rest))


def _goes_on(word: str) -> bool:
    """Whether a word is in small letters, and a headline would capitalise it."""
    # "ke-80" counts like "ke".
    return word[:1].islower() and word.strip(_EDGE).split("-")[0] not in _links().small
