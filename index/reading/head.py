"""Where the text of a saved page begins, and which line above it is the headline."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from index.reading.captions import is_caption
from index.reading.chrome import chrome, is_prose, is_sentence, plain, words
from index.reading.dated import find_date_line
from index.reading.dateline import parse_dateline
from index.reading.links import in_small_letters
from index.reading.masthead import strip_outlet
from index.reading.people import author_of

if TYPE_CHECKING:
    from collections.abc import Sequence

TITLE_WORDS = range(3, 28)
"""Two words are a menu entry or a name; 28 and more are a paragraph."""
TITLE_SHARES = ((3, 0.5), (2, 0.3))
"""At least so many and such a share of a headline's longer words are used by its article; menu lines stay
below. The second pair is for headlines in words of their own."""
SHARED_WORDS = 3
"""A menu line of three words may by chance share one or two of them with the text."""
TEXT_LINES = 40
"""Lines of the text that a headline is held against: what it announces comes early."""
TEXT_LETTERS = 100_000
"""The same in letters, where a line is as long as a book."""
TEXT_REACH = 3
"""Lines under a sentence within which the text goes on; a caption or a link may come between."""

BULLETS = "-–•*"
"""What begins an item of a list."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){3,}")
_STOPPED = re.compile(r"(?<!\.)\.$")
"""A headline may end in dots, but in no full stop."""
_PARTED = re.compile(r"\.[\"”’)]*\s")
_PICTURES = re.compile(r"(?:BERITA )?FOTO\s?: (?!(?i:ilustrasi))[^/()]{20,}$")
"""The headline of a story in pictures; a caption names who took one, or is shorter."""


def head_end(lines: Sequence[str]) -> int:
    """Number of the first line that belongs to the text itself.

    That is a place line, or a sentence with another near below it: a teaser in a menu stands alone.
    """
    told = [bool(line) and _is_text(line) for line in lines]
    for number, line in enumerate(lines):
        if line and is_sentence(line) and parse_dateline(line) and not chrome().labels(line):
            return number
        if told[number]:
            below = (told[later] for later in range(number + 1, len(lines)) if lines[later])
            if any(islice(below, TEXT_REACH)):
                return number
    return told.index(True) if True in told else len(lines)


def _is_text(line: str) -> bool:
    known = chrome()
    return is_prose(line) and not (
        _is_loud(line) or is_caption(line, head=True) or known.is_page_chrome(line) or known.labels(line)
    )


def _is_loud(line: str) -> bool:
    """True for a headline that reads as sentences: "Kabar Baik! Harga Turun", "Polemik yang Berujung..."."""
    if len(words(line)) not in TITLE_WORDS or _STOPPED.search(line):
        return False
    return not in_small_letters(line) or _calls(line)


def _calls(line: str) -> bool:
    """True for "Mau pinjam uang? Simak besaran bunganya di sini", which ends in a word, as no paragraph does.

    No full stop parts it: one does before the photographer at the end of a caption.
    """
    return line[-1:].isalnum() and not _PARTED.search(line)


def find_title(lines: Sequence[str], outlets: frozenset[str] = frozenset()) -> int | None:
    """Number of the headline's line, which is none of the page's own `outlets`, in lower case.

    In this order, because each sign is surer than the next: a line that its own address (a slug) repeats,
    one that stands twice, the first that shares half its words with the text, the first that shares some,
    the one that shares most, a shorter one that stands alone above the text.
    """
    end = head_end(lines)
    candidates = [n for n in range(end) if _may_be_title(lines[n]) and lines[n].lower() not in outlets]
    slugs = {line for line in lines if _SLUG.fullmatch(line)}
    # Below the text a reporter signs, and the foot of the site repeats its menu.
    counts = Counter(plain(strip_outlet(line)[0]) for line in lines[:end])
    text = _text_words(lines, end)
    shared = {number: _shared(lines[number], text) for number in candidates}
    for number in candidates:
        if "-".join(words(lines[number])) in slugs:
            return number
    for number in candidates:
        if counts[plain(strip_outlet(lines[number])[0])] > 1 and shared[number] >= SHARED_WORDS:
            return number
    for least, share in TITLE_SHARES:
        telling = [n for n in candidates if shared[n] >= max(least, share * len(_long(lines[n])))]
        if telling:
            return _above_standfirst(telling[0], lines, shared)
    if candidates:
        return max(candidates, key=lambda number: shared[number])
    lone = _lone_line(lines[: end + 1], outlets)
    return _dated_headline(lines[:end]) if lone is None else lone


def _text_words(lines: Sequence[str], end: int) -> str:
    """The words of the text that begins on line `end`, as far as a headline is held against them.

    A line that stands above too, a name or a part of the menu, would be held against itself.
    """
    above = set(map(plain, lines[:end]))
    below = (line for line in lines[end : end + TEXT_LINES] if plain(line) not in above)
    return " ".join(words(" ".join(below)[:TEXT_LETTERS]))


def key_points(lines: Sequence[str], start: int, end: int) -> set[str]:
    """The bullets from a line to the text, on line `end`, that say in short what it tells: `TITLE_SHARES`.

    A link to an article on the same matter has no bullet as a rule, or is written as a headline.
    """
    bullets = {line for line in lines[start:end] if line and line[0] in BULLETS and in_small_letters(line)}
    if not bullets:
        return set()
    text = _text_words(lines, end)
    least, share = TITLE_SHARES[0]
    return {line for line in bullets if _shared(line, text) >= max(least, share * len(_long(line)))}


def _dated_headline(lines: Sequence[str]) -> int | None:
    """Number of the first line when it is a headline with its day: "Cuaca Jakarta, 3 Juli 2024".

    Only where nothing else may be the headline: it looks like a date line, and its day counts as one.
    """
    known = chrome()
    number = next((number for number, line in enumerate(lines) if line), None)
    dated = None if number is None else find_date_line(lines[number])
    if dated is None or dated[0].has_time or len(words(dated[1])) < TITLE_WORDS.start - 1:
        return None
    name = dated[1]
    return None if known.is_outlet(name) or known.names_medium(name) or author_of(name) else number


def _above_standfirst(number: int, lines: Sequence[str], shared: dict[int, int]) -> int:
    """The line right above, when it is a shorter one on the same matter: `number` is its standfirst then."""
    above = next((other for other in reversed(range(number)) if lines[other]), None)
    if above is None or shared.get(above, 0) < TITLE_SHARES[-1][0]:
        return number
    short, long = len(words(lines[above])), len(words(lines[number]))
    return above if TITLE_WORDS.start < short < long else number


def _lone_line(lines: Sequence[str], outlets: frozenset[str]) -> int | None:
    """Number of a line of a word or two above the text, the last of `lines`.

    Beside it only dates, names and outlets stand there: where there is more, it may be of a menu. An empty
    line parts it from what follows, or it is the first of all.
    """
    known = chrome()
    left = [
        number
        for number, line in enumerate(lines[:-1])
        if line
        and not (find_date_line(line) or author_of(line) or known.is_outlet(line) or line.lower() in outlets)
    ]
    if len(left) != 1 or (lines[left[0] + 1] and any(lines[: left[0]])):
        return None
    line = lines[left[0]]
    is_name = known.is_section(line) or known.is_breadcrumb(line) or plain(line) in known.crumbs
    return None if is_name or not _may_be_title(line, range(1, TITLE_WORDS.start)) else left[0]


def _may_be_title(line: str, lengths: range = TITLE_WORDS) -> bool:
    known = chrome()
    if len(words(line)) not in lengths or _SLUG.fullmatch(line) or line.startswith(("http://", "https://")):
        return False
    if (
        known.is_page_chrome(line)
        or known.labels(line)
        or known.is_heading(line)
        or (is_caption(line, head=True) and not _PICTURES.match(line))
    ):
        return False
    if _STOPPED.search(line) or find_date_line(line) or author_of(line):
        return False
    return _is_loud(line) or not is_prose(line)


def _shared(line: str, text: str) -> int:
    """How many of the line's longer words occur in `text`, inside words too ("desak" in "mendesak")."""
    return sum(word in text for word in _long(line))


def _long(line: str) -> list[str]:
    return [word for word in words(line) if len(word) > 3]


def is_slug(line: str) -> bool:
    """True for the last part of an address on a line of its own."""
    return bool(_SLUG.fullmatch(line))
