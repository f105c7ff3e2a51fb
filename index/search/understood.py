"""What was read into a question, as the one who asked is told it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.question import Understanding
from index.spelling.suggestions import corrected

if TYPE_CHECKING:
    from index.understanding.parsed_question import ParsedQuestion


def understood(asked: ParsedQuestion, note: str | None) -> Understanding:
    """Gives what a question was understood to say, in its own words, and a note on the answer."""
    sure = any(one.sure for one in asked.suggestions)
    return Understanding(
        phrases=asked.phrases,
        excluded=asked.excluded,
        framing=tuple(asked.question[start:end] for start, end in asked.framing),
        # They were read out of a question with blanks for what is no part of it.
        times=tuple(replace(one, text=asked.question[one.start : one.end]) for one in asked.times),
        time_use=asked.time_use,
        suggestions=asked.suggestions,
        corrected=corrected(asked.question, asked.suggestions) if sure else None,
        note=note,
    )
