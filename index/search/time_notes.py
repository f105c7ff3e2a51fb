"""Notes on the times that a question names."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from index.records import UNKNOWN_DAY
from index.search.leg_scores import elsewhen
from index.search.masks import published_within
from index.search.note_wording import Note, noted, quoted, quoted_words, worded
from index.times.expressions import names_last_first
from index.times.words import spoken_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.arrays import Mask
    from index.question import TimeExpression
    from index.search.reader import IndexReader
    from index.text.terms import SpannedTerm
    from index.understanding.parsed_question import ParsedQuestion


FAR = 0.5
"""Least `elsewhen` of a hit that is of another time: two weeks after the time, or four days after a day."""


def of_no_time(reader: IndexReader, asked: ParsedQuestion) -> Note | None:
    """Return a note where times filter and no article is of them, so that none may answer."""
    if asked.time_use != "filter" or _passing_within(reader, asked, asked.times).any():
        return None
    named = _named(asked, asked.times)
    if set(asked.times) <= set(asked.coming):
        return noted(asked.language, "not_of_coming", times=named)
    return noted(asked.language, "not_of_times", passing=passing(asked), times=named)


def of_another_time(
    reader: IndexReader, asked: ParsedQuestion, subject: Sequence[SpannedTerm], best: int | None
) -> Note | None:
    """Return a note where the times that are certain and the subject do not meet.

    No article is of these times or mentions them, or none of these is about the subject, or the best hit is
    none of them.

    Args:
        reader: the index.
        asked: the question.
        subject: the terms that name its subject.
        best: the passage of the first hit; None without hits.
    """
    insisted = asked.time_use == "filter"
    certain = [time for time in (asked.times if insisted else asked.publication_times) if time.certain]
    if asked.time_use == "off" or not certain or (reader.columns.days == UNKNOWN_DAY).all():
        return None
    parts = {"passing": passing(asked), "times": _named(asked, certain)}
    timely = _passing_within(reader, asked, certain)
    mentioned = not insisted and any(_is_mentioned(reader, asked, time, subject) for time in certain)
    if not timely.any() and not mentioned:
        return noted(asked.language, "not_dated", "other_dates", **parts)
    # An article need not be of a time that its headline or text names.
    if not asked.is_request or not subject:
        return None
    if not mentioned and not any(timely[reader.postings.rows_of(term.stem)].any() for term, _ in subject):
        found = "nearest" if insisted else "other_dates"
        return noted(asked.language, "not_dated_holding", found, **parts, words=quoted_words(asked, subject))
    far = best is not None and elsewhen(reader, asked, np.array([best]))[0] > FAR
    return noted(asked.language, "best_elsewhen", times=parts["times"]) if far else None


def of_coming(reader: IndexReader, asked: ParsedQuestion, subject: Sequence[SpannedTerm]) -> Note | None:
    """Return a note on times that have not come; None where passages about the subject mention them.

    There is none to a headline, which mentions such times and does not ask for articles of them.
    """
    coming = asked.coming
    if not coming or not asked.is_request:
        return None
    # Where `today` is set to an earlier day, articles may be of them.
    if _passing_within(reader, asked, coming).any() or any(
        _is_mentioned(reader, asked, time, subject) for time in coming
    ):
        return None
    return noted(asked.language, "not_come", "nearest", times=_named(asked, coming))


def of_last_first(asked: ParsedQuestion) -> Note | None:
    """Return how times were read that name the later end first (`2020 sampai 2018`)."""
    if not asked.is_request:
        return None
    sentences = " ".join(
        worded(asked.language, "last_first", time=time.text, since=time.since, until=time.until)
        for time in asked.times
        if names_last_first(time.text, asked.language, asked.today)
    )
    return Note(sentences) if sentences else None


def _is_mentioned(
    reader: IndexReader, asked: ParsedQuestion, time: TimeExpression, subject: Sequence[SpannedTerm]
) -> bool:
    """Whether a passage with a word of the subject mentions the day of a time, or its month and year."""
    time_terms, dates = spoken_of([time], asked.language)
    mentions = np.zeros(reader.postings.n_passages, np.bool_)
    of_time = set(time_terms)
    for way in (way for ways in dates for way in ways):
        mentions |= reader.postings.scores_together((way.day.stem, way.month.stem)) > 0
        of_time |= {way.day, way.month}
    if time_terms and not dates:
        rows = (reader.postings.rows_of(term.stem) for term in time_terms)
        mentions[reduce(np.intersect1d, rows)] = True
    held = reader.columns.passing(mentions, asked.filters)
    stems = (term.stem for term, _ in subject if term not in of_time)
    return any(bool(held[reader.postings.rows_of(stem)].any()) for stem in stems)


def _passing_within(reader: IndexReader, asked: ParsedQuestion, times: Iterable[TimeExpression]) -> Mask:
    """Return which passages are of any of some times and pass the filters, bool [passages]."""
    return reader.columns.passing(published_within(reader, times), asked.filters)


def passing(asked: ParsedQuestion) -> str:
    """Return the words for `that passes the filters`, with a blank before; empty without filters."""
    return "" if asked.filters.empty else worded(asked.language, "passing")


def _named(asked: ParsedQuestion, times: Iterable[TimeExpression]) -> str:
    return quoted(asked.language, (time.text for time in times), "or")
