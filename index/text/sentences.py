"""Sentences: where each begins and ends, in Indonesian and English news as it is found on real pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from index.records import KNOWN_LANGUAGES
from index.text import languages
from index.text.patterns import LETTERS_AND_DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"[^\n\r\x0b\x0c\u2028\u2029]+")
# Possessive repeats (++), and starting only at the first mark of a run, keep long runs of marks linear.
_STOP = re.compile(
    r"(?P<stop>[.?!…。！？](?<![.?!…。！？]{2})[.?!…。！？]*+)"
    r"(?P<close>(?:[\"'”’»)\]」』]|\[\d{1,3}\])*+)"
    r"(?:(?P<gap>\s++)|(?<=[。！？」』])|(?=[\"'“‘«(\[]*+[^\W\d_a-z]))"
)
_NEXT_WORD = re.compile(r"(?P<marks>[\W_]{0,40}+)(?P<word>[^\W_]+)")
_WORD_BEFORE = re.compile(r"[^\s\"'“‘”’(\[,;:/–—]+$")
_LETTERS_BEFORE = re.compile(r"[^\W_]+$")
_INITIALS = re.compile(r"[^\W\d_]|(?:[^\W\d_]\.)+[^\W\d_]{1,4}")
_ENUMERATOR = re.compile(r"(?:\d{1,2}|[A-Za-z]|[IVX]{1,5})\)?")
_NUMBER = re.compile(r"\d|[IVXLC]+\b")
_ADDRESS = re.compile(r"://|www|@")
_CASE_NUMBER = re.compile(r"\d/")
_DOMAIN_ENDS = frozenset(
    ("biz", "co", "com", "edu", "gov", "id", "js", "net", "org", "sch", "tv", "uk", "web")
)
_ENDS_LINE = tuple('.?!…:;"”’»)]')

LONGEST_ABBREVIATION = 24
"""Characters read before a stop: no abbreviation is longer, including initials and degrees."""
LONGEST_ADDRESS = 200
"""Characters searched before a stop for the mark of a web or mail address."""
LONGEST_QUOTATION = 2000
"""Characters searched before a stop for an opening quotation mark that the one after it would close."""
WRAPPED_WIDTH = 100
"""Most characters in a line of hard-wrapped text. Mail and wire text is wrapped at 60 to 80."""
FULL_LINES = 0.8
"""Least share of lines without room for the next word that makes a paragraph hard-wrapped."""


@dataclass(frozen=True, slots=True)
class _Abbreviations:
    before_name: frozenset[str]
    before_number: frozenset[str]
    doubtful: frozenset[str]
    closing: frozenset[str]
    labelled: frozenset[str]
    starters: frozenset[str]


@cache
def _abbreviations() -> _Abbreviations:
    tables = [languages.read(name, "sentences") for name in KNOWN_LANGUAGES]
    words = {key: frozenset().union(*(table[key] for table in tables)) for key in tables[0]}
    starters = frozenset(word.lower() for word in words.pop("starters"))
    return _Abbreviations(starters=starters, **{key: _spellings(found) for key, found in words.items()})


def _spellings(words: frozenset[str]) -> frozenset[str]:
    """Add the capitalised and all-capitals spellings: headings and place lines are written in capitals."""
    return words | {word.upper() for word in words} | {word[:1].upper() + word[1:] for word in words}


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each sentence in order, in code points, without white space at either end.

    Together they hold every character of the text except white space. A line end ends a sentence unless the
    text was hard-wrapped there. Whether a stop ends a sentence depends on what is before it (an abbreviation,
    initials, a list number) and after it (a small letter, a figure, a word that begins sentences). So glued
    sentences are separated, but `H.M. Soeharto` is not. In doubt there is no split: a sentence that is too
    long costs less than a broken name.
    """
    spans: list[tuple[int, int]] = []
    for start, end in _lines(text):
        begin = start
        for stop, resume in _boundaries(text, start, end):
            spans.append((begin, stop))
            begin = resume
        if begin < end:
            spans.append((begin, end))
    return spans


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield lines without white space at the ends; those of one hard-wrapped sentence as one."""
    paragraph: list[tuple[int, int]] = []
    for start, end in _trimmed_lines(text):
        if paragraph and text.count("\n", paragraph[-1][1], start) > 1:
            yield from _unwrapped(text, paragraph)
            paragraph = []
        paragraph.append((start, end))
    yield from _unwrapped(text, paragraph)


def _trimmed_lines(text: str) -> Iterator[tuple[int, int]]:
    for match in _LINE.finditer(text):
        line = match.group()
        bare = line.strip()
        if bare:
            start = match.start() + line.index(bare)
            yield start, start + len(bare)


def _unwrapped(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    hard_wrapped = _is_hard_wrapped(text, lines)
    begin = lines[0][0] if lines else 0
    for (_, end), (start, _) in pairwise(lines):
        if not (hard_wrapped or _goes_on(text, end, start)):
            yield begin, end
            begin = start
    if lines:
        yield begin, lines[-1][1]


def _goes_on(text: str, end: int, start: int) -> bool:
    """Whether a sentence goes on after a line end: it has no end mark, and the next line begins small."""
    return text[start].islower() and not text.endswith(_ENDS_LINE, 0, end)


def _is_hard_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether there are three lines or more, nearly all as full as the width of the widest allows."""
    width = max((end - start for start, end in lines), default=0)
    if len(lines) < 3 or width > WRAPPED_WIDTH:
        return False
    full = 0
    for (start, end), (after, after_end) in pairwise(lines):
        first_word = text[after:after_end].split(None, 1)[0]
        full += end - start + 1 + len(first_word) > width
    return full >= FULL_LINES * (len(lines) - 1)


def _boundaries(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the end of each sentence within a line, except the last, and the start of the next."""
    begin = start
    for match in _STOP.finditer(text, start, end):
        if match.end() < end and _ends_sentence(text, begin, match):
            stop, begin = _cut(text, start, match)
            yield stop, begin


def _cut(text: str, start: int, match: re.Match[str]) -> tuple[int, int]:
    """Return a sentence's end and the next one's start: a straight quote between may belong to either."""
    glued_quote = match["gap"] is None and match["close"].startswith('"')
    opened_from = max(start, match.start() - LONGEST_QUOTATION)
    if glued_quote and text.count('"', opened_from, match.start()) % 2 == 0:
        return match.end("stop"), match.end("stop")
    return match.end("close"), match.end()


def _ends_sentence(text: str, begin: int, match: re.Match[str]) -> bool:
    stop, at = match["stop"], match.start()
    if stop[-1] in "。！？":
        return True
    following = _NEXT_WORD.match(text, match.end())
    if following is None or following["word"][0].islower() or not LETTERS_AND_DIGITS.search(text, begin, at):
        return False
    if match["gap"] is None:
        capital = following["word"][0].isupper()
        return capital and _parts_glued(text, begin, at, stop, following["word"])
    return stop != "." or not _is_inner(text, begin, at, following)


def _is_inner(text: str, begin: int, at: int, following: re.Match[str]) -> bool:
    """Whether a stop belongs to an abbreviation, initials or a list number, and so ends no sentence."""
    before = _WORD_BEFORE.search(text, max(begin, at - LONGEST_ABBREVIATION), at)
    if before is None:
        return False
    if before.start() == begin and _ENUMERATOR.fullmatch(before.group()):
        return True
    known, word, after = _abbreviations(), before.group(), following["word"]
    part = word.rpartition(".")[2]
    if word in known.closing:
        return False
    if part in known.before_name or (part in known.before_number and _NUMBER.match(after)):
        return True
    if _INITIALS.fullmatch(word):
        return after.lower() not in known.starters and not _is_label(text, before.start(), word, following)
    return (word in known.doubtful or part in known.before_number) and after.lower() not in known.starters


def _is_label(text: str, start: int, word: str, following: re.Match[str]) -> bool:
    """Whether a single letter is a label (`Grup A`) and no initial: the stop after it ends the sentence."""
    if len(word) > 1:
        return False
    named = _LETTERS_BEFORE.search(text[max(0, start - LONGEST_ABBREVIATION) : start].rstrip())
    labelled = named is not None and named.group() in _abbreviations().labelled
    return labelled or any(mark in following["marks"] for mark in '"“‘')


def _parts_glued(text: str, begin: int, at: int, stop: str, after: str) -> bool:
    """Whether a stop right before a capital separates sentences, and not parts of a name or address."""
    run = "".join(text[max(begin, at - LONGEST_ADDRESS) : at].split()[-1:])
    if _ADDRESS.search(run) or (run[-1:].isalpha() and _CASE_NUMBER.search(run)):
        return False
    if stop != ".":
        return True
    left = _LETTERS_BEFORE.search(text, max(begin, at - LONGEST_ABBREVIATION), at)
    word = left.group() if left else ""
    known = _abbreviations()
    if word in known.before_name or word in known.before_number or word in known.doubtful:
        return False
    if len(word) == 1 and word.isalpha():
        return False
    if after.lower() in _DOMAIN_ENDS or (word.isdigit() and left is not None and left.start() == begin):
        return False
    return not after.isupper() or (len(after) > 1 and not word.isupper() and not text[at - 1].isspace())
