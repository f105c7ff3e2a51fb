"""Steps that remove what a site puts around an article.

Each step takes and returns stripped lines, in which an empty line is a paragraph break.
"""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from index.reading.chrome import chrome
from index.reading.dates import find_date, vocabulary, weekdays
from index.reading.links import in_small_letters, leads_in
from index.reading.prose import is_prose, is_sentence, plain, words

if TYPE_CHECKING:
    from collections.abc import Sequence

LISTING_SHARE = 0.34
"""Most letters of the prose below a heading, as a share of those above, if it is teasers of links. With more
it is the article itself."""
LINK_DATES = 2
"""Least number of date lines below an article that show links; a single one may be the article's own date."""
DATE_LENGTH = 80
"""Most letters of a line that is only a date with its day and time."""
ITEMS = 3
"""Items below a heading that are read to decide whether it heads a list of the article or links."""

_AGO = re.compile(
    r"\d+\s*(?:detik|menit|jam|hari|minggu|bulan|m|h|d|min(?:ute)?s?|hours?|hrs?|days?|weeks?)"
    r"\s*(?:yang\s*)?(?:lalu|ago)",
    re.IGNORECASE,
)


def is_date_only(line: str) -> bool:
    """Whether a line is only a date: "29 Oct 2023", "Senin, 3 Juli 2024 10:00 WIB" or "2 jam lalu"."""
    if not line or len(line) > DATE_LENGTH:
        return False
    if _AGO.fullmatch(line.strip("•|- ")):
        return True
    found = find_date(line)
    if not found:
        return False
    names = [*weekdays(), *vocabulary()["words"]["time"]]
    rest = words(line[: found.start].replace("'", "") + " " + line[found.end :])
    return all(word in names for word in rest)


def cut_tail(lines: Sequence[str]) -> list[str]:
    """Return the lines before the lists, comments and empty headings that follow the article."""
    prose, first = _prose(lines)
    before_listing = _before_listing(lines, prose)
    end, above, total = len(lines), sum(prose[: first + 1]), sum(prose)
    for number in range(first + 1, len(lines)):
        if before_listing[number] and _heads_links(lines, number) and not _own_list(lines, number):
            end = number
            break
        # Comments are whole sentences, too; they end the article only if it is mostly above them.
        if chrome().is_comments(lines[number]) and 2 * above >= total:
            end = number
            break
        above += prose[number]
    return _drop_loose_end(_cut_dated_links(list(lines[:end])))


def _prose(lines: Sequence[str]) -> tuple[list[bool], int]:
    """Return for each line whether it is prose, and the number of the first prose line."""
    prose = [is_prose(line) for line in lines]
    return prose, prose.index(True) if True in prose else len(lines)


def _heads_links(lines: Sequence[str], number: int) -> bool:
    """Whether a line heads links to other articles; "Rekomendasi" may also head a list of the article itself.

    The items of such a list are in small letters, unlike Indonesian headlines.
    """
    known = chrome()
    if not known.is_heading(lines[number]):
        return False
    if plain(lines[number]) not in known.subheads:
        return True
    below = (line for line in lines[number + 1 : number + 1 + 2 * ITEMS] if line)
    items = list(islice(takewhile(lambda line: not is_sentence(line), below), ITEMS))
    return not (len(items) > 1 and all(map(in_small_letters, items)))


def _before_listing(lines: Sequence[str], prose: list[bool]) -> list[bool]:
    """Return for each line whether only links follow it to the end, with or without a teaser each."""
    above = sum(len(line) for line, told in zip(lines, prose, strict=True) if told)
    below = 0
    goes_on = next_told = False
    answers = [False] * len(lines)
    for number in reversed(range(len(lines))):
        line, told = lines[number], prose[number]
        above -= len(line) * told
        # If a sentence is right below, or below another one, or begins with a quote, the article goes on.
        answers[number] = not (next_told or goes_on) and below <= LISTING_SHARE * above
        below += len(line) * told
        if line:
            goes_on = goes_on or (told and (next_told or line.startswith(('"', "“"))))
            next_told = told
    return answers


def _cut_dated_links(lines: list[str]) -> list[str]:
    """Cut links without a heading off the end: dates on lines of their own, with no text between them."""
    prose, first = _prose(lines)
    dates = [number for number in range(first, len(lines)) if is_date_only(lines[number])]
    if len(dates) < LINK_DATES or not _before_listing(lines, prose)[dates[0]]:
        return lines
    last = max(number for number in range(dates[0]) if prose[number])
    return lines[: last + 1]


def _drop_loose_end(lines: list[str]) -> list[str]:
    """Remove headings with nothing under them, and buttons, from the end."""
    known = chrome()
    while lines:
        line = lines[-1]
        is_lead_in = line.endswith(":") and not is_prose(line)
        if line and not (is_lead_in or known.is_heading(line) or known.is_page_chrome(line)):
            break
        if line and known.labels(line) and not line.endswith(":"):
            break
        lines.pop()
    return lines


def drop_related(lines: Sequence[str]) -> list[str]:
    """Remove lists of other articles between the paragraphs, with their headings."""
    kept: list[str] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if _heads_links(lines, number - 1):
            number = _after_links(lines, number, through_gaps=True)
        elif chrome().is_inside_heading(line):
            number = _after_links(lines, number, through_gaps=False)
        else:
            kept.append(line)
    return kept


def _after_links(lines: Sequence[str], start: int, *, through_gaps: bool) -> int:
    """Return the number of the first line after the links that begin at `start`.

    Under a heading all lines up to the next sentence, or up to a list of the article, are links. Under a bare
    "Baca juga:" only the next block is links, because a subheading may follow.
    """
    own, number = _own_list(lines, start - 1), start
    while number < len(lines) and not lines[number]:
        number += 1
    while number < len(lines) and not is_prose(lines[number]) and not is_sentence(lines[number]):
        if not lines[number] and not through_gaps:
            break
        number += 1
    return min(own, number) if own else number


def _own_list(lines: Sequence[str], heading: int) -> int | None:
    """Return the line below the links of `heading` where a list of the article begins; None without one.

    CNN Indonesia puts such a box of links between a list and the sentence that announces it, or above the
    list's own heading ("Berikut daftarnya:").
    """
    known = chrome()
    above = next((lines[number] for number in reversed(range(heading)) if lines[number]), "")
    announced = above.endswith(":") or not known.announcing.isdisjoint(words(above))
    first = None
    for number in range(heading + 1, len(lines)):
        line = lines[number]
        if first and (leads_in(line) or (announced and line[:2] == "1." != lines[first][:2])):
            return number
        if is_sentence(line) or known.is_heading(line) or known.is_inside_heading(line):
            return None
        if line:
            first = first or number
    return None


def drop_chrome(lines: Sequence[str]) -> list[str]:
    """Remove buttons, tickers, notices, bylines and "Baca juga: ..." lines."""
    known, speakers = chrome(), chrome().speakers(lines)
    return [
        line for line in lines if not line or not (known.is_page_chrome(line) or known.labels(line, speakers))
    ]
