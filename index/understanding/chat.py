"""Chat: a question with words in place of what people shorten where they type on a telephone."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from index.text.words import knowledge

if TYPE_CHECKING:
    from collections.abc import Iterable


def spelt_out(text: str) -> str:
    """Gives an Indonesian text with words for what it shortens: `jd brp skrg` is `jadi berapa sekarang`.

    What is also a name or an acronym counts in small letters only, and beside something that is neither:
    `org yg hilang` is `orang yang hilang`, `org` alone and `dr. Soetomo` stay, and so do words in capitals
    (`KPN`, `MLM ini`).
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
    """What finds words that are shortened, and those that are beside one of these."""
    known = knowledge("id")
    return _shortened(known.chat), _shortened(known.chat_beside)


def _shortened(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of these words whole, after a figure too (`5jt`), but in no address and no compound.

    Nor before a full stop within the text, as titles have it: `dr. Soetomo`.
    """
    longest_first = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(rf"(?i)(?<![^\W\d_])(?<![-@#./'’])(?:{longest_first})(?![\w@]|[-./'’]\w|\.(?=\s))")
