"""Captions: texts under pictures, recognised by their first words or by the credit at their end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.reading.chrome import chrome
from index.reading.prose import SENTENCE_BREAK, SENTENCE_END, is_prose, is_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

CREDIT_LENGTH = 80
"""Most letters of a line that only names a photographer."""
CREDIT_REACH = 160
"""Letters at the end of a caption that are searched for a credit: searching a long line takes minutes."""
UNNAMED = ("ist", "istimewa")
"""Credits without a name: the picture was given to the paper."""

_SLASH = r"\s?/\s?(?!RW\b)"  # RT/RW are neighbourhoods, but RT is also an outlet
_CREDIT_END = re.compile(
    rf"(?P<agency>[A-Z][\w.]*(?: (?:Photo|FOTO|Images|TV))?){_SLASH}[A-ZÀ-Þ][\w.'’ /-]{{2,60}}$"
)
_CREDIT_START = re.compile(rf"(?P<agency>[\w.]+(?: (?:FOTO|Photo))?){_SLASH}[A-Z][A-Z.' -]{{2,40}} ")
_CREDIT_SENTENCE = re.compile(rf"[.!?]\s[A-Z][\w.]*(?:\s[A-Z][\w.]*){{0,2}}{_SLASH}[A-Z][\w.'’ -]{{2,60}}$")
_VIA = re.compile(r"via (?P<agency>.*)", re.IGNORECASE)  # an agency, unlike "(via Zoom)"
_INITIALS = re.compile(r"[a-z]{2,3}(?:/[a-z]{2,3})+")
_ABBREVIATIONS = re.compile(r"[A-Z]{2,5}s?(?:\s?/\s?[A-Z]{2,5}s?)+")
_BRACKETS_END = re.compile(r"\((?P<inside>[^()]{2,80})\)\.?$")


def is_caption(line: str, *, head: bool) -> bool:
    """Whether a line is a caption, by its first words or by the credit at its end.

    Args:
        line: one line.
        head: whether it is above the first paragraph. Below it an agency in brackets may also sign the
            article, so there only an explicit credit counts.
    """
    known = chrome()
    if known.is_caption_opening(line) or is_credit(line):
        return True
    if known.credits.search(line) or known.trailing_credit.search(line):
        return True
    brackets = _BRACKETS_END.search(line)
    if brackets and (via := _VIA.match(brackets["inside"])) and known.is_outlet(via["agency"]):
        return True
    if brackets and _may_credit(brackets["inside"]):
        if not SENTENCE_END.search(line[: brackets.start()].rstrip()):
            # With a full stop after them, the brackets belong to the sentence: "... kasus AIDS (HIV/AIDS)."
            return not line.endswith(".") or known.is_outlet(brackets["inside"])
        return head and not brackets["inside"].islower()  # "(ant/jpnn)" signs an article
    if not head:
        return False
    ending = line[-CREDIT_REACH:]
    credit = _CREDIT_END.search(ending) or _CREDIT_START.match(line)
    if known.head_credits.search(line) or _CREDIT_SENTENCE.search(ending):
        return True
    return bool(credit and known.is_outlet(credit["agency"]))


def _may_credit(inside: str) -> bool:
    """Whether brackets with a slash may hold a credit: "(Antara/Dina Ayu)", "(ant/jpnn)", "(akd/ega)".

    Words in small letters and abbreviations are a choice: "(pria/wanita)", "(Orang tua/Wali)", "(SMA/SMK)".
    """
    if not re.search(rf"[^\W\d]{_SLASH}[^\W\d]", inside):
        return False
    if chrome().is_outlet(inside) or _INITIALS.fullmatch(inside):
        return True
    small = any(word.islower() for word in re.findall(r"[\w.]+", inside) if word not in chrome().particles)
    return not (small or _ABBREVIATIONS.fullmatch(inside)) or re.search(r"\d", inside) is not None


def is_credit(line: str) -> bool:
    """Whether a line only names the photographer: "©Nama/TASS"."""
    if len(line) > CREDIT_LENGTH:
        return False
    if re.match(r"(?:©|\(c\))\s?[^\W\d]", line, re.IGNORECASE):
        return True
    ending = _CREDIT_END.fullmatch(line)
    return bool(ending and chrome().is_outlet(ending["agency"]))


def _tells_more(line: str) -> bool:
    """Whether two sentences or more are before "(Ist)": at the end of an article that is no caption."""
    brackets = _BRACKETS_END.search(line)
    if not brackets or brackets["inside"].lower() not in UNNAMED:
        return False
    text = line[: brackets.start()].rstrip()
    return bool(SENTENCE_END.search(text) and SENTENCE_BREAK.search(text))


def drop_captions(lines: Sequence[str]) -> list[str]:
    """Remove captions with a credit, and the line right above a credit that has a line of its own.

    In a story in pictures, which has no other prose, captions stay. So does the last paragraph if it has two
    sentences before "(Ist)": small papers credit their picture under the article.
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
