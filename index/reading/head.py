"""The head of a saved page: where the text begins, and which line above it is the headline."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from index.reading.captions import is_caption
from index.reading.chrome import chrome
from index.reading.dateline import parse_dateline
from index.reading.links import in_small_letters
from index.reading.masthead import strip_outlet
from index.reading.people import author_of
from index.reading.prose import is_prose, is_sentence, plain, words
from index.reading.published_line import find_date_line

if TYPE_CHECKING:
    from collections.abc import Sequence

TITLE_WORDS = range(3, 28)
"""Words of a headline: two are a menu entry or a name, 28 or more a paragraph."""
TITLE_SHARES = ((3, 0.5), (2, 0.3))
"""Least number, and least share, of a headline's longer words that its article also has; menu lines have
fewer. The second pair is for headlines that paraphrase."""
SHARED_WORDS = 3
"""Least number of words that a line standing twice shares with the text: a menu line may share one or two by
chance."""
TEXT_LINES = 40
"""Lines of the text that are compared with a headline: what it announces comes early."""
TEXT_LETTERS = 100_000
"""Most letters of the text that are compared, in case a line is as long as a book."""
TEXT_REACH = 3
"""Lines below a sentence within which the text goes on; a caption or a link may be between."""
LIST_ITEMS = 2
"""Least items of a list."""

BULLETS = "-–•*"
"""Signs that begin an item of a list."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){3,}")
_STOPPED = re.compile(r"(?<!\.)\.$")
"""A full stop at the end, which headlines do not have; they may end in dots."""
_PARTED = re.compile(r"\.[\"”’)]*\s")
_PICTURES = re.compile(r"(?:BERITA )?FOTO\s?: (?!(?i:ilustrasi))[^/()]{20,}$")
"""The headline of a story in pictures; a caption names the photographer, or is shorter."""


def head_end(lines: Sequence[str], *, titled: bool = False) -> int:
    """Return the number of the first line of the text.

    It is a place line, or a sentence with another one or a list shortly below: a teaser in a menu is alone.
    There is no menu if the lines are `titled`: if the first is known to be the headline.
    """
    told = [bool(line) and _is_text(line) for line in lines]
    dated, others = False, 0
    for number, line in enumerate(lines):
        if line and is_sentence(line) and parse_dateline(line) and not chrome().labels(line):
            return number
        if told[number]:
            below = (told[later] for later in range(number + 1, len(lines)) if lines[later])
            if any(islice(below, TEXT_REACH)) or (titled and number):
                return number
            # With only a headline and dates above there is no menu.
            if (dated and others == 1) or ((dated or others) and _opens_list(lines, number, dated=dated)):
                return number
        if line:
            is_date = find_date_line(line) is not None
            dated = dated or is_date
            others += not (is_date or author_of(line))
    return told.index(True) if True in told else len(lines)


def _opens_list(lines: Sequence[str], number: int, *, dated: bool) -> bool:
    """Whether a sentence announces a list, or stands below a date line and above items or figures."""
    below = (lines[later] for later in range(number + 1, len(lines)) if lines[later])
    items = list(islice(below, LIST_ITEMS))
    announces = lines[number].endswith(":")
    return len(items) == LIST_ITEMS and (announces or (dated and all(map(_is_item, items))))


def _is_item(line: str) -> bool:
    return line[0] in BULLETS or has_figure(line)


def has_figure(line: str) -> bool:
    """Whether a line without a bullet holds a digit and is no date line."""
    return line[0] not in BULLETS and any(map(str.isdigit, line)) and find_date_line(line) is None


def _is_text(line: str) -> bool:
    known = chrome()
    return is_prose(line) and not (
        _is_loud(line) or is_caption(line, head=True) or known.is_page_chrome(line) or known.labels(line)
    )


def _is_loud(line: str) -> bool:
    """Whether a line is a headline with sentences: "Kabar Baik! Harga Turun", "Polemik yang Berujung..."."""
    if len(words(line)) not in TITLE_WORDS or _STOPPED.search(line):
        return False
    return not in_small_letters(line) or _calls(line)


def _calls(line: str) -> bool:
    """Whether a line ends without a mark, unlike a paragraph: "Mau pinjam uang? Simak bunganya di sini".

    It must have no full stop inside, unlike a caption that ends with the photographer.
    """
    return line[-1:].isalnum() and not _PARTED.search(line)


def find_title(lines: Sequence[str], outlets: frozenset[str] = frozenset()) -> int | None:
    """Return the number of the headline's line, which is none of the page's own `outlets` (in lower case).

    The signs are tried in this order, the surest first: a line that its own address (a slug) repeats, one
    that appears twice, the first that shares half its words with the text, the first that shares some, the
    one that shares most, a shorter one alone above the text.
    """
    end = head_end(lines)
    candidates = [n for n in range(end) if _may_be_title(lines[n]) and lines[n].lower() not in outlets]
    slugs = {line for line in lines if _SLUG.fullmatch(line)}
    # Only above the text: below it a reporter signs, and the foot of the site repeats its menu.
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
    """Return the words of the text from line `end` on that are compared with headlines.

    Lines that are also above (a name, a part of the menu) are left out: they would be compared with
    themselves.
    """
    above = set(map(plain, lines[:end]))
    below = (line for line in lines[end : end + TEXT_LINES] if plain(line) not in above)
    return " ".join(words(" ".join(below)[:TEXT_LETTERS]))


def key_points(lines: Sequence[str], start: int, end: int) -> set[str]:
    """Return the bullets between lines `start` and `end` that summarise the text, by `TITLE_SHARES`.

    A link to an article on the same topic usually has no bullet, or is written like a headline.
    """
    bullets = {line for line in lines[start:end] if line and line[0] in BULLETS and in_small_letters(line)}
    if not bullets:
        return set()
    text = _text_words(lines, end)
    least, share = TITLE_SHARES[0]
    return {line for line in bullets if _shared(line, text) >= max(least, share * len(_long(line)))}


def _dated_headline(lines: Sequence[str]) -> int | None:
    """Return the number of the first line if it is a headline with a day: "Cuaca Jakarta, 3 Juli 2024".

    This is tried last, because such a line looks like a date line; its day still dates the article.
    """
    known = chrome()
    number = next((number for number, line in enumerate(lines) if line), None)
    dated = None if number is None else find_date_line(lines[number])
    if dated is None or dated[0].has_time or len(words(dated[1])) < TITLE_WORDS.start - 1:
        return None
    name = dated[1]
    return None if known.is_outlet(name) or known.names_medium(name) or author_of(name) else number


def _above_standfirst(number: int, lines: Sequence[str], shared: dict[int, int]) -> int:
    """Return the line right above if it is shorter and on the same topic: then `number` is its standfirst."""
    above = next((other for other in reversed(range(number)) if lines[other]), None)
    if above is None or shared.get(above, 0) < TITLE_SHARES[-1][0]:
        return number
    short, long = len(words(lines[above])), len(words(lines[number]))
    return above if TITLE_WORDS.start < short < long else number


def _lone_line(lines: Sequence[str], outlets: frozenset[str]) -> int | None:
    """Return the number of a headline of one or two words above the text, which is the last of `lines`.

    The other lines must be dates, names and outlets; with more it may be part of a menu. An empty line
    separates it from what follows, or it is the first line.
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
        or known.speakers([line])
        or known.is_heading(line)
        or (is_caption(line, head=True) and not _PICTURES.match(line))
    ):
        return False
    if _STOPPED.search(line) or find_date_line(line) or author_of(line):
        return False
    return _is_loud(line) or not is_prose(line)


def _shared(line: str, text: str) -> int:
    """Return how many of a line's longer words are in `text`, also within words ("desak" in "mendesak")."""
    return sum(word in text for word in _long(line))


def _long(line: str) -> list[str]:
    return [word for word in words(line) if len(word) > 3]


def is_slug(line: str) -> bool:
    """Whether a line is the last part of an address."""
    return bool(_SLUG.fullmatch(line))
