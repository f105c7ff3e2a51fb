"""What the answering sentence probably contains: a figure for `how many`, a cause for `why`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from index.text import languages

if TYPE_CHECKING:
    from collections.abc import Iterable


def expected(text: str) -> re.Pattern[str] | None:
    """Return a pattern that the answering sentence probably matches; None where nothing is known.

    It finds a figure for `berapa` and `when`, a number of years for `berapa tahun`, a cause for `why`.
    """
    return next((answered for asked, answered in _expectations() if asked.search(text)), None)


@cache
def _expectations() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """Return the table `expected.toml` as patterns of questions and of their answers; the first counts."""
    read = languages.tables("questions/expected")
    units = {
        rf"\b(?:berapa|how many) (?:{asked})\b": rf"\d[\d.,]*[\s-]*(?:{written})(?!\w)"
        for asked, written in read["units"].items()
    }
    figures = {_any(read["figures"]["asked"]): r"\d"}
    causes = {_any(read["causes"]["asked"]): _any(read["causes"]["answered"])}
    return [
        (re.compile(asked, re.IGNORECASE), re.compile(answered, re.IGNORECASE))
        for asked, answered in (units | figures | causes).items()
    ]


def _any(patterns: Iterable[str]) -> str:
    return rf"\b(?:{'|'.join(patterns)})\b"
