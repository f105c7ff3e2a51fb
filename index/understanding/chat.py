"""Chat: the full words for the short forms that people type on a telephone."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from index.text.words import knowledge

if TYPE_CHECKING:
    from collections.abc import Iterable


def spelt_out(text: str) -> str:
    """Return an Indonesian text with its short forms in full: `jd brp skrg` is `jadi berapa sekarang`.

    A short form that is also a name or an acronym is replaced only in lower case, and only in a text with
    another short form that is neither: `org yg hilang` is `orang yang hilang`, but `org` alone and `dr.
    Soetomo` stay. Words in capitals stay too (`KPN`, `MLM ini`).
    """
    known = knowledge("id")
    sure, doubtful = _patterns()
    spelt = sure.sub(
        lambda match: match[0] if _has_capitals(match[0]) else known.chat[match[0].lower()],
        text,
    )
    if spelt == text:
        return text
    return doubtful.sub(lambda match: known.chat_beside.get(match[0], match[0]), spelt)


def _has_capitals(words: str) -> bool:
    """Whether one of the words is all in capitals: `MLM ini`."""
    return any(map(str.isupper, words.split()))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns for sure short forms, and for those that need one of these in the text."""
    known = knowledge("id")
    return _shortened(known.chat), _shortened(known.chat_beside)


def _shortened(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for any of some whole words, also after a figure (`5jt`).

    It does not match in addresses and compounds, nor before a full stop within the text, as in titles: `dr.
    Soetomo`.
    """
    longest_first = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(rf"(?i)(?<![^\W\d_])(?<![-@#./'’])(?:{longest_first})(?![\w@]|[-./'’]\w|\.(?=\s))")
