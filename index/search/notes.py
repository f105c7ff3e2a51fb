"""What the asker should know about an answer, in a sentence."""

from __future__ import annotations

import re
from math import floor
from typing import TYPE_CHECKING

import numpy as np

from index.lexical.spelling import corrected
from index.question import Filters
from index.records import UNKNOWN_DAY, day_to_date
from index.search.adapting import time_places
from index.search.exclusion_notes import missing_of_itself, of_contradiction, of_exclusion, without_excluding
from index.search.note_wording import NEAREST, quoted, quoted_words
from index.search.phrasing import is_long
from index.search.scoring import sure_translations
from index.search.time_notes import of_another_time, of_coming, of_last_first, of_no_time, that_passes
from index.search.topic import asks_nothing, subject_terms
from index.text.chat import spelt_out
from index.text.normalised import bare
from index.text.operators import OR, option
from index.text.questions import MOST_WORDS
from index.text.sentences import split_sentences
from index.text.spans import covered
from index.text.stems import is_ordinary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.records import Span
    from index.search.parsed_question import ParsedQuestion
    from index.search.reader import IndexReader
    from index.search.topic import Subject
    from index.text.terms import Term

_TOLD = re.compile(r"[.,!…][\"”»]|[.!…]\W*$")
"""Speech in quotation marks, or the end of a statement."""
_OF_HITS = re.compile(r": these are [^:]*\.$")
NOTHING_ASKED = "The question has no word to look for: add what it is about."
BROWSED = "The question has no word to look for: these are the latest articles that pass the filters."
OF_THE_TIME = "The question names a time and no topic: these are the articles of that time."
REST = "these are about the rest"
NO_TOPIC = "The question names a time and no topic."
LATEST = "The question asks for news and names no topic: these are the latest articles."
UNDATED = "No article has a date, so that none is known to be the latest."
NOT_TOGETHER = "No article passes all the filters together."
AT_ADDRESS = "The question is an address: only what is found there is shown."
NOT_THERE = "No article has the address that is asked for"
NOT_PASSING = "What has the address that is asked for does not pass the filters."
ANY_OF = "Any of the words beside “OR” may occur, but relevance is told by all of them: ask for each alone."
PASTED = f"Quotes and hyphens mean nothing in a question of more than {MOST_WORDS} words: shorten it."


def note(reader: IndexReader, asked: ParsedQuestion) -> str | None:
    """Gives what matters most about how a question was understood; None where all is plain."""
    if said := _nobody(reader, asked) or _of_address(reader, asked):
        return said
    if asks_nothing(reader, asked) and not asked.ambiguous_times:
        return f"{demands(asked)} {BROWSED if asked.topicless else NOTHING_ASKED}".strip()
    if said := demands(asked):
        return said
    if asked.ambiguous_times:
        time = asked.ambiguous_times[0]
        return f"“{time}” may not be a time, so nothing was left out by it: write “in {time}” to insist."
    if asked.elsewhen:
        return f"No article {that_passes(asked)}is of the time that the question names: {NEAREST}."
    if asked.topicless:
        said = _of_no_topic(asked)
        return f"{_OF_HITS.sub('.', said)} {UNDATED}" if _are_undated(reader, asked) else said
    plainly_pasted = is_long(asked.question) or _is_prose(asked.question)
    pasted = PASTED if asked.pasted and not plainly_pasted else None
    subject = without_excluding(asked, _without_coming(asked, _typed(asked, subject_terms(asked))))
    return (
        _of_words(reader, asked, subject)
        or pasted
        or of_another_time(reader, asked, subject)
        or of_coming(reader, asked, subject)
        or _of_the_rest(reader, asked, subject)
        or of_last_first(asked)
        or (ANY_OF if OR in asked.operators else None)
        or of_exclusion(reader, asked, subject)
    )


def demands(asked: ParsedQuestion) -> str:
    """Gives what became of phrases and exclusions where that is not what was asked for; else nothing."""
    return " ".join(_demands(asked))


def not_relevant(said: str | None, least: float, best: float) -> str:
    """Gives the note to an answer of which nothing reaches the least relevance, after what was said else.

    Args:
        said: the note to the same answer with its hits. What it says of these is left out.
        least: relevance that was asked for.
        best: relevance that the best of the hits has.
    """
    asked_for = f"{least:.10g}"
    places = max(2, len(asked_for.partition(".")[2]))
    has = floor(best * 10**places) / 10**places  # down, or it could look like enough
    reached = (
        f"No passage reaches the relevance {asked_for} that was asked for: the best has {has:.{places}f}."
    )
    return f"{_OF_HITS.sub('.', said or '')} {reached}".strip()


def _demands(asked: ParsedQuestion) -> Iterator[str]:
    if missing := missing_of_itself(asked):
        yield f"No passage that may answer holds {quoted(missing, 'or')}: left out."
    if asked.apart:
        yield f"No passage that may answer holds {quoted(asked.apart, 'and')} together: they need not occur."
    if asked.beside:
        yield f"The passages that hold {quoted(asked.beside, 'and')} answer something else: left out."
    if asked.stopped_after is not None:
        may = f"hold {quoted(asked.phrases, 'and')}" if asked.phrases else "be excluded"
        yield (
            f"Reading stopped after {asked.stopped_after:,} of the passages that may {may}: "
            "there may be more hits, add words."
        )
    if both := of_contradiction(asked):
        yield both
    for operator in (one for one in asked.operators if one != OR):
        instead = f": give the option {option(operator)} instead" if option(operator) else ""
        yield f"“{operator}” is not looked for{instead}."


def _of_address(reader: IndexReader, asked: ParsedQuestion) -> str | None:
    """What became of the address that is all of a question."""
    if asked.address is None:
        return None
    if not asked.at_address:
        return f"{NOT_THERE}: {NEAREST}." if asked.terms else f"{NOT_THERE}."
    there = np.isin(reader.columns.articles, asked.at_address)
    return AT_ADDRESS if reader.columns.passing(there, asked.filters).any() else NOT_PASSING


def _nobody(reader: IndexReader, asked: ParsedQuestion) -> str | None:
    """Why no article may answer; None where some may."""
    mask = reader.columns.mask(asked.filters)
    if mask is not None and not mask.any():
        return " ".join(_failing(reader, asked.filters)) or NOT_TOGETHER
    return of_no_time(reader, asked)


def _failing(reader: IndexReader, filters: Filters) -> Iterator[str]:
    """Those of the filters that no article passes."""

    def fails(alone: Filters) -> bool:
        mask = reader.columns.mask(alone)
        return mask is not None and not mask.any()

    unknown = [name for name in sorted(filters.sources) if fails(Filters(sources=frozenset({name})))]
    if unknown:
        yield f"No article has the source {quoted(unknown, 'or')}."
    if fails(Filters(languages=filters.languages)):
        yield f"No article is in the language {quoted(sorted(filters.languages), 'or')}."
    if filters.since and fails(Filters(since=filters.since)):
        yield f"No article is of {filters.since} or later: {_end(reader, newest=True)}."
    elif filters.until and fails(Filters(until=filters.until)):
        yield f"No article is of {filters.until} or earlier: {_end(reader, newest=False)}."
    elif filters.since and filters.until and fails(Filters(since=filters.since, until=filters.until)):
        yield f"No article is of {filters.since} to {filters.until}."


def _end(reader: IndexReader, *, newest: bool) -> str:
    """The last or the first day that an article is of."""
    days = reader.columns.days
    dated = days[days != UNKNOWN_DAY]
    if not len(dated):
        return "none has a date"
    day = day_to_date(int(dated.max() if newest else dated.min()))
    return f"the {'newest' if newest else 'oldest'} is of {day}"


def _of_no_topic(asked: ParsedQuestion) -> str:
    if asked.time_use == "filter":
        return OF_THE_TIME
    if asked.coming and not asked.times:
        named = quoted((one.text for one in asked.coming), "and")
        return f"The question names a time that has not come, {named}: these are the latest articles."
    if not asked.times:
        return LATEST
    return f"{NO_TOPIC} No article {that_passes(asked)}is of that time: these are the latest."


def _are_undated(reader: IndexReader, asked: ParsedQuestion) -> bool:
    """Whether none of the articles that pass the filters has a date."""
    return not reader.columns.passing(reader.columns.days != UNKNOWN_DAY, asked.filters).any()


def _typed(asked: ParsedQuestion, subject: Subject) -> Subject:
    """The terms of a subject but for words that nobody typed, as the `III` of `kuartal III` for `Q3`.

    What was put right counts as typed, since the answer shows it, and so does what chat shortens.
    """
    meant = corrected(asked.question, asked.suggestions)
    typed = " ".join(f"{asked.question} {meant} {spelt_out(meant)}".lower().split())
    return [(term, place) for term, place in subject if asked.text[slice(*place)].lower() in typed]


def _without_coming(asked: ParsedQuestion, subject: Subject) -> Subject:
    """The terms of a subject but for the words of times that have not come: they are no topic."""
    coming = covered(time_places(asked.text, asked.coming))
    return [(term, place) for term, place in subject if place[0] not in coming]


def _of_words(reader: IndexReader, asked: ParsedQuestion, subject: Subject) -> str | None:
    """Whether the question has a word that names a subject, and the index one of them."""
    if asks_nothing(reader, asked):
        return NOTHING_ASKED
    if not subject or any(_is_said(reader, asked, term) for term, _ in subject):
        return None
    return f"No article holds {quoted_words(asked, subject)}: {NEAREST}."


def _of_the_rest(reader: IndexReader, asked: ParsedQuestion, subject: Subject) -> str | None:
    """Which words of a short question the index has nothing of, where it has others."""
    if len(asked.text.split()) > MOST_WORDS or not asked.is_request:
        return None
    held = {span for term, span in subject if _is_said(reader, asked, term)}
    unheld = [(term, span) for term, span in subject if span not in held and _tells(asked, span)]
    return f"No article holds {quoted_words(asked, unheld)}: {REST}." if unheld else None


def _is_said(reader: IndexReader, asked: ParsedQuestion, term: Term) -> bool:
    """Whether passages hold a term, or all that surely translates it: `kepala` and `sekolah` a headmaster."""
    frequency = reader.postings.document_frequency
    if frequency(term.stem):
        return True
    sure = sure_translations(asked, term)
    return bool(sure) and all(frequency(stem) for stem, _ in sure)


def _tells(asked: ParsedQuestion, place: Span) -> bool:
    """Whether what answers has a word: a time, or in a sentence an ordinary word, may be said by others."""
    word = asked.text[slice(*place)]
    if not any(map(str.isalpha, word)) or any(word in one.text.split() for one in asked.times):
        return False
    return not asked.asks or not is_ordinary(bare(word))


def _is_prose(text: str) -> bool:
    """True for text from somewhere, in which quotes and hyphens are speech and dashes: it asks nothing."""
    return "?" not in text and (_TOLD.search(text) is not None or len(split_sentences(text)) > 1)
