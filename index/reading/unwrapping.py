"""The lines of a page: stripped, unwrapped, and with glued bylines separated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.reading.chrome import LABEL_VALUE, chrome
from index.reading.links import without_links
from index.reading.prose import STOP_AT_END

if TYPE_CHECKING:
    from collections.abc import Sequence

WRAP_WIDTH = range(40, 101)
"""Letters of the longest line of wrapped text. Text with one paragraph a line has longer lines."""
FULL = 0.6
"""Least share of the width that each line of a wrapped paragraph fills, except the last: only a long word
breaks it earlier. Items of a list have any length."""
RUNNING = 0.5
"""Least share of the lines after the first that begin in lower case in prose; in lists hardly any line
does."""
HEADED = 3
"""Least number of wrapped lines under a headline; with fewer it may be a heading over a list."""
GLUED_REACH = LABEL_VALUE + 20
"""Letters at the end of a line that are searched for a byline glued to the last sentence."""

_TABLE_COLON = re.compile(r"\s*\|\s*:\s*")
_GLUED_BUTTON = re.compile(r"(?<=[^\W_])(?:Bagikan|Share|Komentar|Tweet)$")


def to_lines(text: str) -> list[str]:
    """Return the stripped lines of `text`, without the phrases and links that sites put inside lines."""
    inline = chrome().inline
    lines: list[list[str]] = []
    for raw in text.split("\n"):
        line = " ".join(without_links(inline.sub(" ", raw)).split())
        if line.startswith("|"):
            line = _TABLE_COLON.sub(": ", line.strip("| "))  # a row of a table: "| Penulis | : Nama |"
        if line.startswith(":") and lines and lines[-1][0]:
            lines[-1].append(line)  # a label set over its value
        else:
            lines.append([line])
    return [" ".join(parts) for parts in lines]


def unwrap(lines: Sequence[str]) -> list[str]:
    """Join paragraphs that were wrapped at a fixed width into one line each; lists and verses stay.

    The first line of a paragraph may be a headline without an empty line after it.
    """
    joined: list[str] = []
    for block in blocks(lines):
        if _is_wrapped(block):
            block = [" ".join(block)]
        elif len(block) > HEADED and block[0][-1] not in ".,:;" and _is_wrapped(block[1:]):
            block = [block[0], " ".join(block[1:])]
        joined += [*block, ""]
    return joined[:-1]


def blocks(lines: Sequence[str]) -> list[list[str]]:
    """Return the runs of lines between empty lines."""
    runs: list[list[str]] = [[]]
    for line in lines:
        if line:
            runs[-1].append(line)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _is_wrapped(block: list[str]) -> bool:
    width = max(map(len, block), default=0)
    if len(block) < 2 or width not in WRAP_WIDTH or min(map(len, block[:-1])) < FULL * width:
        return False
    if any(" | " in line or chrome().labels(line) for line in block):
        return False  # a date line over a byline
    # A line of one word is a slug or an address, unless it ends a sentence.
    running = sum(
        line[0].islower() and (" " in line or STOP_AT_END.search(line) is not None) for line in block[1:]
    )
    return running >= RUNNING * (len(block) - 1)


def split_glued(lines: Sequence[str]) -> list[str]:
    """Move a byline glued to the last sentence ("... bersama.Laporan: Redaksi") to its own line."""
    label = chrome().label
    split: list[str] = []
    for line in lines:
        for stop in re.finditer(r"[.!?][\"”’)]*\s*(?=[A-Z])", line[-GLUED_REACH:]):
            cut = max(0, len(line) - GLUED_REACH) + stop.end()
            if label.fullmatch(line[cut:]):
                split += [line[:cut].rstrip(), _GLUED_BUTTON.sub("", line[cut:])]
                break
        else:
            split.append(line)
    return split
