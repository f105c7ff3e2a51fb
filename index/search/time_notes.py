"""What the asker should know about the time that a question names."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from index.records import UNKNOWN_DAY
from index.search.note_wording import Note, noted, quoted, quoted_words, worded
from index.search.retrieval import within
from index.times.expressions import names_last_first
from index.times.words import spoken_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.question import TimeExpression
    from index.search.reader import IndexReader
    from index.search.retrieval import Mask
    from index.search.topic import Subject
    from index.understanding.parsed_question import ParsedQuestion


def of_no_time(reader: IndexReader, asked: ParsedQuestion) -> Note | None:
    """Gives why no article may answer that must be of the times of a question; None where some may."""
    if asked.time_use != "filter" or _of(reader, asked, asked.times).any():
        return None
    named = _named(asked, asked.times)
    if set(asked.times) <= set(asked.coming):
        return noted(asked.language, "not_of_coming", times=named)
    return noted(asked.language, "not_of_times", passing=passing(asked), times=named)


def of_another_time(reader: IndexReader, asked: ParsedQuestion, subject: Subject) -> Note | None:
    """Gives whether no article is of the times that the question certainly names, nor tells of them."""
    insisted = asked.time_use == "filter"
    certain = [one for one in (asked.times if insisted else asked.placed) if one.certain]
    if asked.time_use == "off" or not certain or (reader.columns.days == UNKNOWN_DAY).all():
        return None
    if not insisted and any(_told(reader, asked, one, subject) for one in certain):
        return None
    told = {"passing": passing(asked), "times": _named(asked, certain)}
    timely = _of(reader, asked, certain)
    if not timely.any():
        return noted(asked.language, "not_dated", "other_dates", **told)
    # A headline or pasted text has many words, and need not have been printed at a time that it names.
    if not asked.is_request:
        return None
    if any(timely[reader.postings.rows_of(term.stem)].any() for term, _ in subject):
        return None
    if not subject:
        return None
    found = "nearest" if insisted else "other_dates"
    return noted(asked.language, "not_dated_holding", found, **told, words=quoted_words(asked, subject))


def of_coming(reader: IndexReader, asked: ParsedQuestion, subject: Subject) -> Note | None:
    """Gives which times of a question have not come; None where what is on its topic speaks of them.

    Nor is it said of a headline, which tells of such times and asks for no articles of them.
    """
    coming = asked.coming
    if not coming or not asked.is_request:
        return None
    # In an archive that is asked as of an earlier day, articles may be of them.
    if _of(reader, asked, coming).any() or any(_told(reader, asked, one, subject) for one in coming):
        return None
    return noted(asked.language, "not_come", "nearest", times=_named(asked, coming))


def of_last_first(asked: ParsedQuestion) -> Note | None:
    """Gives which times of a request name the later of their ends first, and how these were read."""
    if not asked.is_request:
        return None
    turned = [one for one in asked.times if names_last_first(one.text, asked.language, asked.today)]
    said = " ".join(
        worded(asked.language, "last_first", time=one.text, since=one.since, until=one.until)
        for one in turned
    )
    return Note(said) if said else None


def _told(reader: IndexReader, asked: ParsedQuestion, one: TimeExpression, subject: Subject) -> bool:
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
    held = reader.columns.passing(told, asked.filters)
    stems = (term.stem for term, _ in subject if term not in of_time)
    return any(bool(held[reader.postings.rows_of(stem)].any()) for stem in stems)


def _of(reader: IndexReader, asked: ParsedQuestion, times: Iterable[TimeExpression]) -> Mask:
    """The passages of any of some times that pass the filters, bool [passages]."""
    return reader.columns.passing(within(reader, times), asked.filters)


def passing(asked: ParsedQuestion) -> str:
    """Gives what to say of articles where there are filters, with a blank before it."""
    return "" if asked.filters.empty else worded(asked.language, "passing")


def _named(asked: ParsedQuestion, times: Iterable[TimeExpression]) -> str:
    return quoted(asked.language, (one.text for one in times), "or")
