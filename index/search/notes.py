"""What the asker should know about an answer, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.text.questions import MOST_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.search.reader import IndexReader
    from index.search.understanding import ParsedQuestion

NOTHING_ASKED = "The question has no word to look for: add what it is about."
OF_THE_TIME = "The question names a time and no topic: these are the articles of that time."
NOT_OF_THE_YEAR = "No article is of the time that the question names: these are the nearest in meaning."
NOT_OF_THE_TIME = "The question names a time and no topic. No article is of that time: these are the latest."
LATEST = "The question asks for news and names no topic: these are the latest articles."
NO_KNOWN_WORD = "No article holds a word of the question: these are the nearest in meaning."
PASTED = f"Quotes and hyphens mean nothing in a question of more than {MOST_WORDS} words: shorten it."


def note(reader: IndexReader, asked: ParsedQuestion) -> str | None:
    """Gives what matters most about how a question was understood; None where all is plain."""
    if said := demands(asked):
        return said
    if asked.ambiguous_times:
        time = asked.ambiguous_times[0]
        return f"“{time}” may not be a time, so nothing was left out by it: write “in {time}” to insist."
    if asked.elsewhen:
        return NOT_OF_THE_YEAR
    if asked.topicless:
        return OF_THE_TIME if asked.time_use == "filter" else NOT_OF_THE_TIME if asked.times else LATEST
    if not asked.terms:
        return NOTHING_ASKED
    if not any(reader.postings.document_frequency(term.stem) for term in asked.terms):
        return NO_KNOWN_WORD
    return PASTED if asked.pasted else None


def demands(asked: ParsedQuestion) -> str:
    """Gives what became of phrases and exclusions where that is not what was asked for; else nothing."""
    return " ".join(_demands(asked))


def not_relevant(asked: ParsedQuestion, least: float, best: float | None) -> str:
    """Gives the note to an answer of which nothing reaches the least relevance."""
    said = f"No passage reaches the relevance {least:g} that was asked for: the best has {best or 0:.2f}."
    return f"{demands(asked)} {said}".strip()


def _demands(asked: ParsedQuestion) -> Iterator[str]:
    if asked.missing:
        yield f"No passage that may answer holds {_quoted(asked.missing, 'or')}: left out."
    if asked.apart:
        yield f"No passage that may answer holds {_quoted(asked.apart, 'and')} together: they need not occur."
    if asked.beside:
        yield f"The passages that hold {_quoted(asked.beside, 'and')} answer something else: left out."
    if asked.stopped_after is not None:
        may = f"hold {_quoted(asked.phrases, 'and')}" if asked.phrases else "be excluded"
        yield (
            f"Reading stopped after {asked.stopped_after:,} of the passages that may {may}: "
            "there may be more hits, add words."
        )


def _quoted(phrases: Iterable[str], between: str) -> str:
    return f" {between} ".join(f"“{phrase}”" for phrase in phrases)
