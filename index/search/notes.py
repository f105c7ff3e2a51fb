"""What the asker should know about an answer, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.text.questions import MOST_WORDS

if TYPE_CHECKING:
    from index.search.opened import Opened
    from index.search.understanding import Asked

NOTHING_ASKED = "The question has no word to look for: add what it is about."
OF_THE_TIME = "Nothing but news of a time is asked for: these are from it."
NOT_OF_THE_TIME = "Nothing but news of a time is asked for, and there is none from it: these are the latest."
LATEST = "Nothing but news is asked for: these are the latest."
NO_KNOWN_WORD = "No article holds a word of the question: these are the nearest in meaning."
PASTED = f"Quotes and hyphens mean nothing in a question of more than {MOST_WORDS} words: shorten it."


def note(opened: Opened, asked: Asked) -> str | None:
    """Gives what matters most about how a question was understood; None where all is plain."""
    if asked.missing:
        phrases = " and ".join(f"“{phrase}”" for phrase in asked.missing)
        return f"No passage that may answer holds {phrases}: left out."
    if asked.doubtful:
        return (
            f"“{asked.doubtful[0]}” may be no time and was not insisted on: write “in {asked.doubtful[0]}”."
        )
    if asked.anything:
        return OF_THE_TIME if asked.time_use == "filter" else NOT_OF_THE_TIME if asked.times else LATEST
    if not asked.terms:
        return NOTHING_ASKED
    if not any(opened.postings.document_frequency(term.stem) for term in asked.terms):
        return NO_KNOWN_WORD
    return PASTED if asked.pasted else None
