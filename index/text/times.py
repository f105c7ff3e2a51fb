"""Time in a question: which days it speaks of, and whether it asks for what is new.

No library fits. dateparser, the one well-kept with Indonesian (trafilatura brings it along), takes 1.2 s to
import and 3 to 15 ms a question, reads `What may happen` as the month and `Nomor 11 Tahun 2020` as a day, and
gives moments where a search needs periods: it knows no `sejak` and `until`, no quarters, no decades. So the
forms are data of ours, `languages/times_*.toml`: 0.05 ms a question, 0.2 where there is a time in it.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from index.records import TimeExpression
from index.text.patterns import lowered
from index.text.periods import DAY
from index.text.time_forms import REACH, forms
from index.text.time_points import NOTHING, begins_sentence, is_capital, points

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from datetime import date

    from index.records import Language
    from index.text.time_points import Point


def time_expressions(question: str, language: Language, today: date) -> list[TimeExpression]:
    """Gives the expressions of time in a question, in order, none overlapping.

    Weeks begin on Monday. `last week`, `minggu lalu` are the calendar's, `past week`, `seminggu terakhir` the
    days up to today. A month, day of a month or weekday without a year is the latest that has begun. What
    begins after today is left out, for no article is from then.

    Args:
        question: as asked; capitals tell `in May` from `it may`.
        language: whose forms to look for; both where it is undetermined.
        today: what `yesterday` is the day before.
    """
    lower = lowered(question)
    known = [forms(name) for name in _languages(language)]
    found = chain.from_iterable(points(question, lower, one, today) for one in known)
    expressions = (_expression(question, one) for one in _statements(lower, _longest(found)))
    return [one for one in expressions if one and _has_begun(one, today)]


def wants_news(question: str, language: Language) -> bool:
    """True when a question asks for what is new: `harga beras terbaru`, `the latest on the flood`."""
    lower = lowered(question)
    return any(forms(name).news.search(lower) for name in _languages(language))


def _languages(language: Language) -> tuple[str, ...]:
    return ("id", "en") if language == "und" else (language,)


def _longest(found: Iterator[Point]) -> list[Point]:
    """Points in order; of overlapping ones the first, of those that begin together the longest."""
    taken: list[Point] = []
    for point in sorted(found, key=lambda point: (point.start, -point.end)):
        if not taken or point.start >= taken[-1].end:
            taken.append(point)
    return [point for point in taken if point.kind != NOTHING]


@dataclass(frozen=True, slots=True)
class _Statement:
    """A point, or two joined ones, with what is said of it: `question[start:end]`."""

    start: int
    end: int
    preposition: str | None
    """One of the `[prepositions]` of `languages/times_*.toml`."""
    first: Point
    last: Point | None = None
    join: str = ""
    """What stands between the two."""
    onwards: bool = False

    @property
    def certain(self) -> bool:
        """True where something besides the bare number or name says that a time is meant."""
        stated = self.first.stated or (self.last is not None and self.last.stated)
        return stated or self.preposition is not None or self.onwards or self.join.isalpha()

    def bounds(self) -> tuple[date | None, date | None]:
        """First and last day, inclusive; None where it is open."""
        period = self.first.period
        if self.last:
            other = self.last.period
            return min(period.since, other.since), max(period.until, other.until)
        if self.preposition == "since" or self.onwards:
            return period.since, None
        if self.preposition == "after":
            return period.until + DAY, None
        if self.preposition == "until":
            return None, period.until
        if self.preposition == "before":
            return None, period.since - DAY
        return period.since, period.until


def _statements(lower: str, taken: list[Point]) -> Iterator[_Statement]:
    """Puts points, their parts, prepositions and joins together."""
    ends = [0, *(point.end for point in taken)]
    waiting = [_with_part(lower, *one) for one in zip(taken, ends, strict=False)][::-1]
    left = 0
    while waiting:
        first = waiting.pop()
        before = _before(first.forms.prepositions, lower, first, left)
        statement = _Statement(
            before.start() if before else first.start, first.end, before.lastgroup if before else None, first
        )
        if waiting and (join := _join(lower, statement, waiting[-1])):
            statement = _range(statement, waiting.pop(), join)
        elif onwards := first.forms.onwards.match(lower, first.end):
            statement = replace(statement, end=onwards.end(), onwards=True)
        left = statement.end
        yield statement


def _before(words: re.Pattern[str], lower: str, point: Point, left: int) -> re.Match[str] | None:
    """The words right before a point, not before `left`."""
    return words.search(lower, max(left, point.start - REACH), point.start)


def _with_part(lower: str, point: Point, left: int) -> Point:
    """The point with `awal`, `the end of` before it, if there is."""
    found = _before(point.forms.part, lower, point, left)
    return point.third(int(str(found.lastgroup).removeprefix("part")), found.start()) if found else point


def _join(lower: str, first: _Statement, last: Point) -> str:
    """What joins the two to one period, if anything does: `-`, `hingga`; `and` only after `between`."""
    gap = " ".join(lower[first.end : last.start].split())
    known = first.first.forms
    return gap if gap in known.to or (first.preposition == "between" and gap in known.both) else ""


def _range(first: _Statement, last: Point, join: str) -> _Statement:
    """From one point to another, whose year the first takes if it has none: `dari Mei hingga Juli 2023`."""
    point = first.first
    if point.recurs:
        with suppress(ValueError):  # 29 February, in that year
            point = point.as_of(last.period.until)
    return replace(first, end=last.end, first=point, last=last, join=join)


def _expression(question: str, statement: _Statement) -> TimeExpression | None:
    """None where a name or number by itself is no time: the doubt is worth a preference at most."""
    start, end = statement.start, statement.end
    if not statement.certain and not _may_stand_alone(question, statement.first):
        return None
    since, until = statement.bounds()
    return TimeExpression(question[start:end], start, end, since, until, statement.certain)


def _may_stand_alone(question: str, point: Point) -> bool:
    if point.kind == "month":
        beside = question[: point.start].split()[-1:] + question[point.end :].split()[:1]
        in_name = any(word[0].isupper() for word in beside)
        at = point.start
        return is_capital(question, at) and not begins_sentence(question, at) and not in_name
    if point.kind == "date":
        return any(is_capital(question, at) for at in range(point.start, point.end))
    return point.kind in ("year", "years")


def _has_begun(expression: TimeExpression, today: date) -> bool:
    if expression.since:
        return expression.since <= today
    return expression.until is not None and expression.until < today
