"""What a question gives up where nothing answers it as asked."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.search.adapting import add_other_notation, read_foreign_words, with_text
from index.times.words import names_year
from index.understanding.phrasing import tidied
from index.understanding.subject import subject_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.search.retrieval import Query
    from index.spelling.frequencies import WordFrequencies
    from index.understanding.parsed_question import ParsedQuestion


@dataclass(frozen=True, slots=True)
class Concessions:
    """What was given up of a question, so that there are hits. A note names it."""

    missing: tuple[str, ...] = ()
    """Phrases that no passage holds."""
    apart: tuple[str, ...] = ()
    """Phrases that passages hold, though none holds all of them."""
    beside: tuple[str, ...] = ()
    """Phrases held only by passages that answer something else."""
    elsewhen: bool = False
    """Whether no article is of the question's time, so that its words are search terms instead."""
    in_full: ParsedQuestion | None = None
    """The question with the words of missing phrases that are not searched for, since no passage holds them.
    Relevance counts them as lacking. None where no words were left out."""


NOTHING_CONCEDED = Concessions()


def relax(
    query: Query, nowhere: Sequence[str], frequencies: WordFrequencies
) -> tuple[ParsedQuestion, Concessions] | None:
    """Give up phrases, or a time filter that the caller did not ask for; None where there is neither.

    Args:
        query: the question, which no passage meets.
        nowhere: those of its phrases that no passage holds. They are given up first, and so are their words
            that no passage holds. Where each phrase is held, though not all together, all are given up.
        frequencies: of the words of the index.
    """
    asked, conceded = query.asked, query.conceded
    if nowhere:
        left = replace(asked, phrases=tuple(phrase for phrase in asked.phrases if phrase not in nowhere))
        relaxed = _without_unheld_words(left, nowhere, frequencies)
        in_full = conceded.in_full or (None if relaxed is left else left)
        return relaxed, replace(conceded, missing=(*conceded.missing, *nowhere), in_full=in_full)
    if asked.phrases:
        return replace(asked, phrases=()), replace(conceded, apart=asked.phrases)
    wanted = query.preferences.time
    if asked.time_use == "filter" and wanted != "filter":
        # Later articles may tell of a year that is named; to yesterday only the latest come near.
        named = any(names_year(time.text) for time in asked.times)
        relaxed = replace(asked, time_use=wanted, aim="topic" if named else "news")
        return relaxed, replace(conceded, elsewhen=named)
    return None


def _without_unheld_words(
    asked: ParsedQuestion, phrases: Sequence[str], frequencies: WordFrequencies
) -> ParsedQuestion:
    """Return the question without those words of some phrases that no passage holds, if others are left."""
    text = asked.text
    for word in {word for phrase in phrases for word in phrase.split()}:
        if subject_words(word) and not frequencies.document_frequency(word):
            # A part of `zorblax-banjir` is no word of its own.
            text = re.sub(rf"(?<![\w-]){re.escape(word)}(?![\w-])", " ", text)
    text = tidied(text)
    if text == asked.text or not subject_words(text):
        return asked
    return add_other_notation(read_foreign_words(with_text(asked, text), frequencies), frequencies)
