"""Masks: which passages may answer a question, and which are of its times."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from index.question import Filters
from index.ranking.recency import AHEAD
from index.records import UNKNOWN_DAY, date_to_day
from index.search.candidates import DEPTH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.arrays import Mask
    from index.question import TimeExpression
    from index.search.reader import IndexReader
    from index.understanding.parsed_question import ParsedQuestion


def allowed_mask(reader: IndexReader, asked: ParsedQuestion) -> Mask | None:
    """Return which passages may answer, bool [passages]; None for all."""
    masks = [reader.columns.mask(asked.filters), reader.phrase_masks.holding(asked.phrases)]
    if asked.time_use == "filter":
        masks.append(published_within(reader, asked.times))
    if asked.by_address:
        masks.append(np.isin(reader.columns.articles, asked.at_address))
    given = [mask for mask in masks if mask is not None]
    passing = np.logical_and.reduce(given) if given else None
    return _newest(reader, asked, passing) if asked.wants_latest else passing


def _newest(reader: IndexReader, asked: ParsedQuestion, passing: Mask | None) -> Mask:
    """Return the first passages of the latest articles, and of as many of those that hold nothing excluded.

    No other passage would answer better, since the question has no topic, and a long article has hundreds.
    """
    ahead = timedelta(days=AHEAD)
    today = min(asked.today, date.max - ahead) + ahead
    first = np.diff(reader.columns.articles, prepend=-1) > 0
    latest = first if passing is None else first & passing
    newest = reader.columns.newest(DEPTH, today, latest)
    mentioning = reader.phrase_masks.mentioning(asked.excluded)
    if mentioning is None:
        return newest
    return newest | reader.columns.newest(DEPTH, today, latest & ~mentioning)


def timely_mask(reader: IndexReader, asked: ParsedQuestion) -> Mask | None:
    """Return which passages are of the times that a question names; None without such times or passages.

    A year alone does not count: it is a search term, since it may belong to a name.
    """
    mask = (
        published_within(reader, asked.publication_times)
        if asked.publication_times and asked.time_use != "off"
        else None
    )
    # A passage that mentions a date counts even if no article is of that date.
    return mask if mask is not None and (asked.dates or mask.any()) else None


def newest_day(reader: IndexReader, today: date) -> int:
    """Return the day of the newest article up to today, since 1970-01-01; `UNKNOWN_DAY` without one."""
    days = reader.columns.days
    return int(days[days <= date_to_day(today) + AHEAD].max(initial=UNKNOWN_DAY))


def published_within(reader: IndexReader, times: Iterable[TimeExpression]) -> Mask:
    """Return which passages are of any of some times, bool [passages]."""
    found = np.zeros(len(reader.columns.days), np.bool_)
    for time in times:
        mask = reader.columns.mask(Filters(since=time.since, until=time.until))
        found |= np.True_ if mask is None else mask
    return found
