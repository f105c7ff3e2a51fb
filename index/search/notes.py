"""What the asker should know about an answer, in a sentence."""

from __future__ import annotations

import re
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from index.records import UNKNOWN_DAY, Filters, day_to_date
from index.search.phrasing import is_brief
from index.search.retrieval import within
from index.text.questions import MOST_WORDS, asks
from index.text.sentences import split_sentences
from index.text.stems import is_ordinary
from index.text.subject import subject_words
from index.text.terms import bare
from index.text.time_words import spoken_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.records import Span, TimeExpression
    from index.search.reader import IndexReader
    from index.search.retrieval import Mask
    from index.search.understanding import ParsedQuestion
    from index.text.terms import Term

TELLING = 2.2
"""Idf of a word in one passage of ten."""
OTHER_DATES = "these are of other dates"
MOST_NAMED = 3
"""Words that a note lists before it counts the others."""
_TOLD = re.compile(r"[.,!…][\"”»]|[.!…]\W*$")
"""Speech in quotation marks, or the end of a statement."""
NOTHING_ASKED = "The question has no word to look for: add what it is about."
OF_THE_TIME = "The question names a time and no topic: these are the articles of that time."
NEAREST = "these are the nearest in meaning"
REST = "these are about the rest"
NOT_OF_THE_YEAR = f"No article is of the time that the question names: {NEAREST}."
NOT_OF_THE_TIME = "The question names a time and no topic. No article is of that time: these are the latest."
LATEST = "The question asks for news and names no topic: these are the latest articles."
NOT_TOGETHER = "No article passes all the filters together."
PASTED = f"Quotes and hyphens mean nothing in a question of more than {MOST_WORDS} words: shorten it."


def note(reader: IndexReader, asked: ParsedQuestion) -> str | None:
    """Gives what matters most about how a question was understood; None where all is plain."""
    if said := _nobody(reader, asked) or demands(asked):
        return said
    if asked.ambiguous_times:
        time = asked.ambiguous_times[0]
        return f"“{time}” may not be a time, so nothing was left out by it: write “in {time}” to insist."
    if asked.elsewhen:
        return NOT_OF_THE_YEAR
    if asked.topicless:
        return _of_no_topic(asked)
    pasted = PASTED if asked.pasted and not _is_prose(asked.question) else None
    return (
        _of_words(reader, asked) or pasted or _of_another_time(reader, asked) or _of_the_rest(reader, asked)
    )


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


def _nobody(reader: IndexReader, asked: ParsedQuestion) -> str | None:
    """Why no article may answer; None where some may."""
    mask = reader.columns.mask(asked.filters)
    if mask is not None and not mask.any():
        return " ".join(_failing(reader, asked.filters)) or NOT_TOGETHER
    if asked.time_use != "filter" or _of(reader, asked, asked.times).any():
        return None
    named = _quoted((one.text for one in asked.times), "or")
    if set(asked.times) <= set(asked.coming):
        return f"No article can be of {named}, which has not come: ask without insisting on the time."
    return f"No article {_that_passes(asked)}is of {named}: ask without insisting on the time."


def _failing(reader: IndexReader, filters: Filters) -> Iterator[str]:
    """Those of the filters that no article passes."""

    def fails(alone: Filters) -> bool:
        mask = reader.columns.mask(alone)
        return mask is not None and not mask.any()

    unknown = [name for name in sorted(filters.sources) if fails(Filters(sources=frozenset({name})))]
    if unknown:
        yield f"No article has the source {_quoted(unknown, 'or')}."
    if fails(Filters(languages=filters.languages)):
        yield f"No article is in the language {_quoted(sorted(filters.languages), 'or')}."
    if filters.since and fails(Filters(since=filters.since)):
        yield f"No article is of {filters.since} or later: {_end(reader, newest=True)}."
    if filters.until and fails(Filters(until=filters.until)):
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
        named = _quoted((one.text for one in asked.coming), "and")
        return f"The question names a time that has not come, {named}: these are the latest articles."
    return NOT_OF_THE_TIME if asked.times else LATEST


def asks_nothing(reader: IndexReader, asked: ParsedQuestion) -> bool:
    """Whether a question only talks, or has no word that names a subject or that few articles hold."""
    if asked.only_talks or asked.topicless or asked.phrases:
        return asked.only_talks
    if _subject(asked):
        return False
    # `stories`, `report`: words of talk, but of few articles.
    held = [term.stem for term in asked.terms if reader.postings.document_frequency(term.stem)]
    return not any(reader.postings.idf(stem) >= TELLING for stem in held)


def _of_words(reader: IndexReader, asked: ParsedQuestion) -> str | None:
    """Whether the question has a word that names a subject, and the index one of them."""
    if asks_nothing(reader, asked):
        return NOTHING_ASKED
    subject = _subject(asked)
    if not subject or any(reader.postings.document_frequency(term.stem) for term, _ in subject):
        return None
    return f"No article holds {_any_of(_words(asked, subject))}: {NEAREST}."


def _of_the_rest(reader: IndexReader, asked: ParsedQuestion) -> str | None:
    """Which words of a short question the index has nothing of, where it has others."""
    if len(asked.text.split()) > MOST_WORDS or not (asked.asks or is_brief(asked.text)):
        return None
    subject = _subject(asked)
    held = {span for term, span in subject if reader.postings.document_frequency(term.stem)}
    unheld = [(term, span) for term, span in subject if span not in held and _tells(asked, span)]
    return f"No article holds {_any_of(_words(asked, unheld))}: {REST}." if unheld else None


def _tells(asked: ParsedQuestion, place: Span) -> bool:
    """Whether what answers has a word: a time, or in a sentence an ordinary word, may be said by others."""
    word = asked.text[slice(*place)]
    if not word.isalpha() or any(word in one.text.split() for one in asked.times):
        return False
    return not asks(asked.text) or not is_ordinary(bare(word))


def _of_another_time(reader: IndexReader, asked: ParsedQuestion) -> str | None:
    """Whether no article is of the times that the question certainly names, nor tells of them."""
    insisted = asked.time_use == "filter"
    certain = [one for one in (asked.times if insisted else asked.placed) if one.certain]
    if asked.time_use == "off" or not certain or (reader.columns.days == UNKNOWN_DAY).all():
        return None
    subject = _subject(asked)
    if not insisted and any(_told(reader, asked, one, subject) for one in certain):
        return None
    named = _quoted((one.text for one in certain), "or")
    timely = _of(reader, asked, certain)
    if not timely.any():
        return f"No article {_that_passes(asked)}is dated {named}: {OTHER_DATES}."
    # A headline or pasted text has many words, and need not have been printed at a time that it names.
    if not (asked.asks or is_brief(asked.text)):
        return None
    if any(timely[reader.postings.rows_of(term.stem)].any() for term, _ in subject):
        return None
    held = _any_of(_words(asked, subject))
    found = NEAREST if insisted else OTHER_DATES
    return f"No article {_that_passes(asked)}dated {named} holds {held}: {found}."


def _told(
    reader: IndexReader, asked: ParsedQuestion, one: TimeExpression, subject: list[tuple[Term, Span]]
) -> bool:
    """Whether a passage that holds a word of the subject tells of a time: of its day, or month and year."""
    time_terms, dates = spoken_of([one], asked.language)
    told = np.zeros(reader.postings.n_passages, np.bool_)
    of_time = set(time_terms)
    for way in (way for ways in dates for way in ways):
        told |= reader.postings.scores_together((way.day.stem, way.month.stem)) > 0
        of_time |= {way.day, way.month}
    if time_terms and not dates:
        rows = (reader.postings.rows_of(term.stem) for term in time_terms)
        told[reduce(np.intersect1d, rows)] = True
    passing = reader.columns.mask(asked.filters)
    held = told if passing is None else told & passing
    stems = (term.stem for term, _ in subject if term not in of_time)
    return any(bool(held[reader.postings.rows_of(stem)].any()) for stem in stems)


def _subject(asked: ParsedQuestion) -> list[tuple[Term, Span]]:
    """The terms of the words that name a subject, with the places of these in the text."""
    named = {at for start, end in subject_words(asked.text) for at in range(start, end)}
    return [
        (term, (start, end))
        for term, (start, end) in zip(asked.terms, asked.places, strict=True)
        if term.stem.isupper() or not named.isdisjoint(range(start, end))
    ]


def _words(asked: ParsedQuestion, subject: list[tuple[Term, Span]]) -> list[str]:
    """The words of terms as the question has them, each once."""
    return list(dict.fromkeys(asked.text[start:end] for _, (start, end) in subject))


def _is_prose(text: str) -> bool:
    """True for text from somewhere, in which quotes and hyphens are speech and dashes: it asks nothing."""
    return "?" not in text and (_TOLD.search(text) is not None or len(split_sentences(text)) > 1)


def _of(reader: IndexReader, asked: ParsedQuestion, times: Iterable[TimeExpression]) -> Mask:
    """The passages of any of some times that pass the filters, bool [passages]."""
    passing, of_them = reader.columns.mask(asked.filters), within(reader, times)
    return of_them if passing is None else of_them & passing


def _that_passes(asked: ParsedQuestion) -> str:
    return "" if asked.filters.empty else "that passes the filters "


def _quoted(phrases: Iterable[str], between: str) -> str:
    return f" {between} ".join(f"“{phrase}”" for phrase in dict.fromkeys(phrases))


def _any_of(words: list[str]) -> str:
    others = len(words) - MOST_NAMED
    more = "" if others <= 0 else " or another word" if others == 1 else f" or {others} other words"
    return _quoted(words[:MOST_NAMED], "or") + more
