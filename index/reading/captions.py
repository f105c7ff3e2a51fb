"""Texts under pictures, told by how they begin or by the credit that ends them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.reading.chrome import SENTENCE_BREAK, SENTENCE_END, chrome, is_prose, is_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

CREDIT_LENGTH = 80
"""Letters of a line that only names a photographer."""
CREDIT_REACH = 160
"""Letters at the end of a caption that hold its credit: a search of all of a long line takes minutes."""
UNNAMED = ("ist", "istimewa")
"""A credit that names nobody: the picture was given to the paper."""

_SLASH = r"\s?/\s?(?!RW\b)"  # RT/RW are neighbourhoods, and RT is an outlet too
_CREDIT_END = re.compile(
    rf"(?P<agency>[A-Z][\w.]*(?: (?:Photo|FOTO|Images|TV))?){_SLASH}[A-ZÀ-Þ][\w.'’ /-]{{2,60}}$"
)
_CREDIT_START = re.compile(rf"(?P<agency>[\w.]+(?: (?:FOTO|Photo))?){_SLASH}[A-Z][A-Z.' -]{{2,40}} ")
_CREDIT_SENTENCE = re.compile(rf"[.!?]\s[A-Z][\w.]*(?:\s[A-Z][\w.]*){{0,2}}{_SLASH}[A-Z][\w.'’ -]{{2,60}}$")
_VIA = re.compile(r"via (?P<agency>.*)", re.IGNORECASE)  # an agency: "(via Zoom)" tells how people met
_BRACKETS_END = re.compile(r"\((?P<inside>[^()]{2,80})\)\.?$")


def is_caption(line: str, *, head: bool) -> bool:
    """True for the text under a picture, told by its opening or the credit that ends it.

    Args:
        line: One line.
        head: Whether it stands above the first paragraph. Below it an agency in brackets may also close
            the article, so there the credit must say that it is one.
    """
    known = chrome()
    if known.is_caption_opening(line) or is_credit(line):
        return True
    if known.credits.search(line) or known.trailing_credit.search(line):
        return True
    brackets = _BRACKETS_END.search(line)
    if brackets and (via := _VIA.match(brackets["inside"])) and known.is_outlet(via["agency"]):
        return True
    if brackets and re.search(rf"[^\W\d]{_SLASH}[^\W\d]", brackets["inside"]):
        if not SENTENCE_END.search(line[: brackets.start()].rstrip()):
            # With a full stop behind, the brackets belong to the sentence: "... kasus AIDS (HIV/AIDS)."
            return not line.endswith(".") or known.is_outlet(brackets["inside"])
        return head and not brackets["inside"].islower()  # "(ant/jpnn)" signs an article
    if not head:
        return False
    ending = line[-CREDIT_REACH:]
    credit = _CREDIT_END.search(ending) or _CREDIT_START.match(line)
    if known.head_credits.search(line) or _CREDIT_SENTENCE.search(ending):
        return True
    return bool(credit and known.is_outlet(credit["agency"]))


def is_credit(line: str) -> bool:
    """True for a line that only names who took a picture: "©Nama/TASS"."""
    if len(line) > CREDIT_LENGTH:
        return False
    if re.match(r"(?:©|\(c\))\s?[^\W\d]", line, re.IGNORECASE):
        return True
    ending = _CREDIT_END.fullmatch(line)
    return bool(ending and chrome().is_outlet(ending["agency"]))


def _tells_more(line: str) -> bool:
    """True for two sentences or more before "(Ist)": as the last of an article, its text and no caption."""
    brackets = _BRACKETS_END.search(line)
    if not brackets or brackets["inside"].lower() not in UNNAMED:
        return False
    text = line[: brackets.start()].rstrip()
    return bool(SENTENCE_END.search(text) and SENTENCE_BREAK.search(text))


def drop_captions(lines: Sequence[str]) -> list[str]:
    """Without picture texts: captions with a credit, and the line right above a credit of its own line.

    Where they are all the prose there is, it is a story in pictures, and they stay. So does the last
    paragraph where two sentences stand before "(Ist)": small papers credit their picture under the article.
    """
    kept: list[str] = []
    head = True
    last = max((number for number, line in enumerate(lines) if is_prose(line)), default=-1)
    is_story = not any(is_prose(line) and not is_caption(line, head=True) for line in lines)
    for number, line in enumerate(lines):
        is_text = (is_story and is_prose(line)) or (number == last and _tells_more(line))
        if line and not is_text and is_caption(line, head=head):
            if is_credit(line) and kept and kept[-1] and not is_sentence(kept[-1]):
                kept.pop()
            continue
        head = head and not is_prose(line)
        kept.append(line)
    return kept
