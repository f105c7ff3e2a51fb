"""What the answering sentence probably contains: a figure for `how many`, a cause for `why`."""

from __future__ import annotations

import re

_OF_FIGURES = re.compile(
    r"(?i:\b(?:(?:se)?berapa(?:kah|pun)?|kapan(?:kah)?|when"
    r"|how (?:many|much|long|old|far|high|tall|big|fast)"
    r"|(?:what|which) (?:year|date|day|time|price|percentage|number))\b)"
)
"""A question for a number or a time."""
_FIGURE = re.compile(r"\d")
_UNITS = {
    "tahun|years?": "tahun|thn|years?",
    "bulan|months?": "bulan|bln|months?",
    "hari|days?": "hari|days?",
    "jam|hours?": "jam|hours?",
    "menit|minutes?": "menit|minutes?",
    "kali|times": "kali|times",
    "persen|percent|per cent": "persen|%|percent|per cent|pct",
}
"""By the unit that a question asks for, how the unit is written after a number, in both languages."""
_OF_UNITS = {
    re.compile(rf"(?i)\b(?:berapa|how many) (?:{asked})\b"): re.compile(
        rf"(?i)\d[\d.,]*[\s-]*(?:{written})(?!\w)"
    )
    for asked, written in _UNITS.items()
}
_OF_CAUSES = re.compile(
    r"(?i:\b(?:(?:mengapa|kenapa)(?:kah)?|why|apa (?:alasan|sebab|penyebab|pemicu)(?:nya)?|alasan apa"
    r"|(?:what|which) (?:(?:is|was|are|were) )?(?:the )?(?:reasons?|causes?|caused))\b)"
)
"""A question for a cause."""
_CAUSE = re.compile(
    r"(?i:\b(?:karena|(?:di)?sebab(?:nya|kan)?|lantaran|(?:di)?akibat(?:nya|kan)?|gara-gara|pasalnya|alasan(?:nya)?"
    r"|dikarenakan|dipicu|because|due to|owing to|reasons?|caused)\b)"
)


def expected(text: str) -> re.Pattern[str] | None:
    """Return a pattern that the answering sentence probably matches; None where nothing is known.

    It finds a figure for `berapa` and `when`, a number of years for `berapa tahun`, a cause for `why`.
    """
    for of_unit, figure in _OF_UNITS.items():
        if of_unit.search(text):
            return figure
    if _OF_FIGURES.search(text):
        return _FIGURE
    return _CAUSE if _OF_CAUSES.search(text) else None
