"""Passages: the body of an article cut at sentence ends into overlapping slices that fit an encoder."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from index.records import Passage
from index.text.sentences import split_sentences

if TYPE_CHECKING:
    from index.records import Article, Span

TokenSpans = Callable[[str], Sequence[tuple[int, int]]]
"""Function that returns the (start, end) of each token of a text in order, in code points, without special
tokens."""

TARGET = 160
"""Size up to which a passage is filled, in tokens: four to six sentences of news."""
TITLE = 32
"""Most tokens of the title that are embedded with each passage: 99 headlines in 100 have fewer."""
TITLE_PART = 4
"""The title gets at most `budget // TITLE_PART` tokens: a small encoder must see mostly text."""
MARGIN_PART = 16
"""`budget // MARGIN_PART` tokens stay free: a slice may have a few more tokens than it had in the body."""
OVERLAP_PART = 3
"""A last sentence of more than `target // OVERLAP_PART` tokens is not repeated in the next passage."""
CUT_PART = 16
"""A part of a cut sentence begins with the last words of the part before, of at most `target // CUT_PART`
tokens: a short phrase across the cut is whole in one of them."""
TAIL_PART = 4
"""A last passage of fewer than `target // TAIL_PART` tokens is merged or evened out with the one before."""
NEARLY_FULL = 0.75
"""Share of the target from which on a passage ends with its paragraph and takes no further sentence."""
HEADING = 90
"""Most characters of a section's heading."""

_CLAUSE_END = re.compile(r"[,;:–—)\]”»\"]\s")
_ENDED = re.compile(r"[.?!…:;,][\"”’')\]]*$")
_NEXT_WORD = re.compile(r"\s(?=\S)")
_LAST_WORD = re.compile(r"(?<!\s)\s+\S*$")


@dataclass(frozen=True, slots=True)
class _Tokens:
    """Token borders of one body. They are computed once; the tokens of a slice are counted by bisection."""

    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, spans: Sequence[tuple[int, int]]) -> _Tokens:
        return cls([start for start, _ in spans], [end for _, end in spans])

    def count(self, start: int, end: int) -> int:
        """Return the number of tokens in body[start:end], including those cut by its borders."""
        return max(0, bisect_left(self.starts, end) - bisect_right(self.ends, start))

    def reach(self, start: int, end: int, most: int) -> int:
        """Return the furthest end of a slice with at most `most` tokens and at least one character."""
        after = bisect_right(self.ends, start) + most
        return end if after >= len(self.starts) else min(end, max(start + 1, self.starts[after]))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence, or a part of one that is too long to stay whole."""

    start: int
    end: int
    ends_paragraph: bool
    is_bare: bool
    """Whether it is a short paragraph without a full stop, like a heading or an item of a list."""


def heading(title: str | None, token_spans: TokenSpans, budget: int) -> str:
    """Return what is embedded before each passage: the title and a line end, or an empty string.

    A title of more than `TITLE` tokens, or more than its part of the budget, is clipped, between words if
    possible.
    """
    bare = (title or "").strip()
    most = min(TITLE, budget // TITLE_PART)
    spans = token_spans(bare)
    if len(spans) > most:
        bare = bare[: _cut_within(bare, 0, spans[most][0])].rstrip() if most else ""
    return f"{bare}\n" if bare else ""


def contexts(
    article: Article, passages: Sequence[Passage], token_spans: TokenSpans, *, budget: int
) -> list[str]:
    """Return the text to embed for each passage: the heading of the article, then the text of the passage."""
    prefix = heading(article.title, token_spans, budget)
    return [prefix + passage.text for passage in passages]


def cut_passages(
    article: Article, token_spans: TokenSpans, *, budget: int, target: int = TARGET
) -> list[Passage]:
    """Cut the body of an article into passages of whole sentences, filled up to `target` tokens.

    Every passage is a slice of the body, and every character except white space is in at least one. A passage
    begins with the last sentence of the one before if that is short, or with the heading of its section. A
    body without text has no passages.

    With its heading a passage has at most `budget` tokens (what the encoder takes, less its special tokens),
    provided that a slice has at most `budget // MARGIN_PART` tokens more than it had within the body. A
    sentence that does not fit is cut after a clause, else between words, else within a word between tokens.
    The words before such a cut are repeated after it.

    Raises:
        ValueError: The budget leaves no room for text beside the title.
    """
    title_tokens = len(token_spans(heading(article.title, token_spans, budget)))
    limit = budget - title_tokens - budget // MARGIN_PART
    if limit < 1 or target < 1:
        raise ValueError(
            f"a budget of {budget} tokens ({title_tokens} for the title) and a target of {target} leave no "
            "room for text: use an encoder that takes more tokens"
        )
    size = min(target, limit)
    body, tokens = article.body, _Tokens.of(token_spans(article.body))
    pieces = list(_pieces(body, tokens, limit, size, size // CUT_PART))
    return [
        Passage(article.id, ordinal, start, end, body[start:end])
        for ordinal, (start, end) in enumerate(_packed(pieces, tokens, limit, size, repeating=True))
    ]


def stretches(text: str, token_spans: TokenSpans, *, size: int) -> list[Span]:
    """Return the (start, end) of slices of about `size` tokens, of whole sentences, without overlap.

    They are filled like passages, to at most a quarter more than `size`. A text of at most that length is one
    slice; a text of white space has none.
    """
    tokens = _Tokens.of(token_spans(text))
    limit = size + size // TAIL_PART
    pieces = list(_pieces(text, tokens, limit, size, 0))
    return list(_packed(pieces, tokens, limit, size, repeating=False))


def _pieces(body: str, tokens: _Tokens, limit: int, size: int, repeated: int) -> Iterator[_Piece]:
    """Yield the sentences; one of more than `limit` tokens in parts of at most `size` tokens.

    Each part but the first begins with the last words of the one before, of at most `repeated` tokens.
    """
    sentences = split_sentences(body)
    begins_paragraph = True
    for (start, end), (after, _) in pairwise([*sentences, (len(body), len(body))]):
        begin = start
        if tokens.count(start, end) > limit:
            while tokens.count(begin, end) > size and (reach := tokens.reach(begin, end, size)) < end:
                cut = _cut_within(body, start, reach)
                yield _Piece(begin, cut, ends_paragraph=False, is_bare=False)
                words = (match.end() for match in _NEXT_WORD.finditer(body, start, cut))
                start = next(at for at in range(cut, end) if not body[at].isspace())
                begin = next((at for at in words if tokens.count(at, cut) <= repeated), start)
        ends_paragraph = "\n" in body[end:after]
        short = end - start <= HEADING and begins_paragraph and ends_paragraph
        yield _Piece(begin, end, ends_paragraph, is_bare=short and not _ENDED.search(body, start, end))
        begins_paragraph = ends_paragraph


def _cut_within(text: str, start: int, reach: int) -> int:
    """Return where to cut text[start:reach]: after the last clause of its second half, else between words."""
    middle = (start + reach) // 2
    clauses = [match.start() + 1 for match in _CLAUSE_END.finditer(text, middle, reach + 1)]
    if clauses:
        return clauses[-1]
    word = _LAST_WORD.search(text, start, reach + 1)
    return word.start() if word else reach


def _packed(
    pieces: list[_Piece], tokens: _Tokens, limit: int, size: int, *, repeating: bool
) -> Iterator[Span]:
    """Yield the (start, end) of runs of pieces filled up to `size` tokens.

    With `repeating`, each begins with the last piece of the run before if that is short.
    """
    first = 0
    while first < len(pieces):
        last = _last_of_run(pieces, tokens, first, limit, size)
        if first < last and _is_heading(pieces, last):
            last -= 1
        yield pieces[first].start, pieces[last].end
        repeated = repeating and _is_repeated(pieces, tokens, first, last, size)
        first = last if repeated else last + 1


def _is_heading(pieces: list[_Piece], at: int) -> bool:
    """Whether a piece is alone between two paragraphs of text, as no item of a list is."""
    return (
        pieces[at].is_bare
        and 0 < at < len(pieces) - 1
        and not (pieces[at - 1].is_bare or pieces[at + 1].is_bare)
    )


def _last_of_run(pieces: list[_Piece], tokens: _Tokens, first: int, limit: int, size: int) -> int:
    start, final = pieces[first].start, len(pieces) - 1
    rest = tokens.count(start, pieces[final].end)
    if rest <= min(limit, size + size // TAIL_PART):
        return final
    last = first
    while last < final and tokens.count(start, pieces[last + 1].end) <= size:
        last += 1
    run = range(first, last + 1)
    if last < final and tokens.count(pieces[last + 1].start, pieces[final].end) < size // TAIL_PART:
        return next((at for at in run if 2 * tokens.count(start, pieces[at].end) >= rest), last)
    borders = [at for at in run if pieces[at].ends_paragraph]
    if borders and tokens.count(start, pieces[borders[-1]].end) >= NEARLY_FULL * size:
        return borders[-1]
    return last


def _is_repeated(pieces: list[_Piece], tokens: _Tokens, first: int, last: int, size: int) -> bool:
    """Whether the last piece of a run also begins the next: it is short, leaves room, and ends no section."""
    if last == first or last + 1 == len(pieces) or _is_heading(pieces, last + 1):
        return False
    start, end = pieces[last].start, pieces[last].end
    return (
        tokens.count(start, end) <= size // OVERLAP_PART and tokens.count(start, pieces[last + 1].end) <= size
    )
