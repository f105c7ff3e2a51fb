"""Time in a question: which days it speaks of.

No library fits. dateparser, the one well-kept with Indonesian (trafilatura brings it along), takes 1.2 s to
import and 3 to 15 ms a question, reads `What may happen` as the month and `Nomor 11 Tahun 2020` as a day, and
gives moments where a search needs periods: it knows no `sejak` and `until`, no quarters, no decades. So the
forms are data of ours, `languages/times_*.toml`: 0.1 ms a question, 0.3 where there is a time in it.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from index.records import TimeExpression
from index.text.numerals import NUMERALS
from index.text.patterns import any_of, lowered
from index.text.periods import DAY, Period
from index.text.questions import asks
from index.text.terms import ANALYSES
from index.text.time_forms import REACH, begins_sentence, forms, is_capital
from index.text.time_kinds import NOTHING
from index.text.time_points import LAST_PART, points

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from index.records import Language
    from index.text.time_points import Point

YEAR_FIGURES = 4
LONG = 12
"""Words of a question; what has more and does not begin as one is cut from a report, whose weekdays are those
before that."""
OPENING = 2
"""Words in which a long question asks; in those behind, `who` may be of a minister who died."""


def time_expressions(question: str, language: Language, today: date) -> list[TimeExpression]:
    """Gives the expressions of time in a question, in order, none overlapping.

    Weeks begin on Monday. `last week`, `minggu lalu` are the calendar's, `past week`, `seminggu terakhir` the
    days up to today. A month, day of a month or weekday without a year is the latest that has begun; so is a
    range of them. A lower and an upper bound one after the other close each other, for a search takes what is
    in any of several. Some may begin after today: see `has_begun`.

    Args:
        question: as asked; capitals tell `in May` from `it may`.
        language: whose forms to look for; both where it is undetermined.
        today: what `yesterday` is the day before.
    """
    lower = lowered(question)
    known = [forms(name) for name in (ANALYSES if language == "und" else (language,))]
    found = chain.from_iterable(points(question, lower, one, today) for one in known)
    stated = (one for one in _statements(lower, _longest(found)) if _counts(question, one))
    return [_expression(question, one) for one in _closed(lower, stated)]


def is_reported(words: str) -> bool:
    """True for the words of a time on which reports come after it: a quarter or half of a year."""
    lower = lowered(words)
    return any(forms(name).reported.search(lower) for name in ANALYSES)


def is_of_date(word: str, *, alone: bool = False) -> bool:
    """True for a year in figures or the name of a month, in either language.

    Args:
        word: a term's.
        alone: whether no year stands beside it: then `may` and `march` are other words.
    """
    if word.isdecimal():
        return len(word) == YEAR_FIGURES
    known = [forms(name) for name in ANALYSES]
    return any(word in one.words["month"] for one in known) and not (
        alone and any(word in one.capitals for one in known)
    )


def days_of_months(one: TimeExpression, language: Language) -> list[list[str]]:
    """Gives each day of a month in a time, as it is written there and, of a single day, elsewhere.

    `12/9` and `12 September`, `September 12` and `12/9`.
    """
    found = [match.group() for match in _day_of_month().finditer(one.text)]
    if len(found) != 1 or one.since is None or one.since != one.until:
        return [[words] for words in found]
    day, month = one.since.day, one.since.month
    name = forms("en" if language == "en" else "id").months[month - 1]
    others = (f"{day} {name}", f"{day}/{month}")
    return [[found[0], *(words for words in others if words != found[0].lower())]]


@cache
def _day_of_month() -> re.Pattern[str]:
    """A day with its month, without a year, in either language."""
    month = any_of({word for name in ANALYSES for word in forms(name).words["month"]})
    day, numeral = f"(?:{NUMERALS['day']})", f"(?:{NUMERALS['numeral']})"
    named = rf"{day}(?:st|nd|rd|th)?(?:\s+of)?\s+(?:{month})|(?:{month})\s+{day}(?:st|nd|rd|th)?"
    return re.compile(rf"(?<!\w)(?:{named}|{day}/{numeral}|{day}-{numeral}(?=-[0-9]))(?!\w)", re.IGNORECASE)


def _longest(found: Iterator[Point]) -> list[Point]:
    """Points in order; of overlapping ones the first, of those that begin together the longest.

    Of those that are the same words, the one that is none.
    """
    taken: list[Point] = []
    for point in sorted(found, key=lambda point: (point.start, -point.end, point.kind != NOTHING)):
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
    closed: Period | None = None
    """From a lower bound to an upper one, where both are stated."""

    @property
    def of_weekdays(self) -> bool:
        """True for a weekday, or from one to another, of no week that is named."""
        ends = [self.first, self.last or self.first]
        return all(one.kind == "weekday" and one.recurs for one in ends)

    @property
    def certain(self) -> bool:
        """True where something besides the bare number or name says that a time is meant."""
        stated = self.first.stated or (self.last is not None and self.last.stated)
        return stated or self.preposition is not None or self.onwards or self.join.isalpha()

    def bounds(self) -> tuple[date | None, date | None]:
        """First and last day, inclusive; None where it is open."""
        if self.closed:
            return self.closed.since, self.closed.until
        period = self.first.period
        since = period.until + DAY if self.preposition == "after" else period.since
        if self.last:
            last = self.last.period
            return (since, last.until) if since <= last.until else (last.since, period.until)
        if self.preposition in ("since", "after") or self.onwards:
            return since, None
        if self.preposition == "until":
            return None, period.until
        if self.preposition == "before":
            # What is before the end of a year is in it; only what is before its beginning is not.
            return None, period.until if self.first.part == LAST_PART else period.since - DAY
        return period.since, period.until


def _statements(lower: str, taken: list[Point]) -> Iterator[_Statement]:
    """Puts points, their parts, prepositions and joins together."""
    ends = [0, *(point.end for point in taken)]
    waiting = _with_years(lower, [_with_part(lower, *one) for one in zip(taken, ends, strict=False)])
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


def _with_years(lower: str, taken: list[Point]) -> list[Point]:
    """The points, last first; the year after a list is that of all of it: `in May and June 2023`."""
    waiting: list[Point] = []
    for point in reversed(taken):
        following = waiting[-1] if waiting else None
        if following and following.year and point.recurs and _are_listed(lower, point, following):
            with suppress(ValueError):  # 29 February, in that year
                point = point.of_year(following.year)
        waiting.append(point)
    return waiting


def _are_listed(lower: str, point: Point, following: Point) -> bool:
    """True for neighbours in a list; `between October and March 2023` is none."""
    before = _before(point.forms.prepositions, lower, point, 0)
    between = before is not None and before.lastgroup == "between"
    alike = point.cycle == following.cycle and not between
    return alike and _gap(lower, point.end, following.start) in point.forms.listed


def _gap(lower: str, start: int, end: int) -> str:
    return " ".join(lower[start:end].split())


def _join(lower: str, first: _Statement, last: Point) -> str:
    """What joins the two to one period, if anything does: `-`, `hingga`; `and` only after `between`."""
    gap = _gap(lower, first.end, last.start)
    known = first.first.forms
    return gap if gap in known.to or (first.preposition == "between" and gap in known.both) else ""


def _range(first: _Statement, last: Point, join: str) -> _Statement:
    point, last = _together(first.first, last)
    return replace(first, end=last.end, first=point, last=last, join=join)


def _together(first: Point, last: Point) -> tuple[Point, Point]:
    """Two ends of one period, of which one may have a year for both: `dari Mei hingga Juli 2023`.

    Where neither says which, the first is the latest that has begun and the last follows it: on a Wednesday,
    `from Monday to Friday` runs from two days ago to the day after tomorrow, not through the last full week.
    """
    begins_late = first.period.since > last.period.since
    if last.recurs and (last.cycle == first.cycle or begins_late):
        return first, last.following(first.period.since)
    if first.recurs or (begins_late and first.precedes):  # `from last Monday to last Friday`, on a Wednesday
        return first.as_of(last.period.until), last
    return first, last


def _closed(lower: str, statements: Iterable[_Statement]) -> list[_Statement]:
    """Statements in order; a lower and an upper bound one after the other close each other.

    Side by side they are one. Where something stands between them, that is not of the time: both are kept.
    """
    closed: list[_Statement] = []
    for one in statements:
        period = _between(closed[-1], one) if closed else None
        if not period:
            closed.append(one)
        elif _gap(lower, closed[-1].end, one.start) in ("", *one.first.forms.listed):
            closed[-1] = replace(closed[-1], end=one.end, closed=period)
        else:
            closed[-1:] = [replace(closed[-1], closed=period), replace(one, closed=period)]
    return closed


def _between(one: _Statement, other: _Statement) -> Period | None:
    """From the lower to the upper bound; None where they are not that, or have nothing between them."""
    lower, upper = other, one
    if one.bounds()[1] is None:
        first, last = _together(one.first, other.first)
        lower, upper = replace(one, first=first), replace(other, first=last)
    (since, open_end), (open_start, until) = lower.bounds(), upper.bounds()
    if since is None or until is None or open_end or open_start:
        return None
    if since <= until:
        return Period(since, until)
    named, to = lower.first.period, upper.first.period
    # Nothing is after 2022 and before 2023: the two themselves are meant.
    return Period(named.since, to.until) if named.until < to.since else None


def _counts(question: str, statement: _Statement) -> bool:
    """False where a name or number by itself is no time: the doubt is worth a preference at most."""
    if statement.of_weekdays and _is_cut(question):
        return False
    return statement.certain or _may_stand_alone(question, statement.first)


def _is_cut(question: str) -> bool:
    """True for a statement that is too long for anybody to ask so."""
    words = question.split()
    return len(words) > LONG and "?" not in question and not asks(" ".join(words[:OPENING]))


def _expression(question: str, statement: _Statement) -> TimeExpression:
    start, end = statement.start, statement.end
    return TimeExpression(question[start:end], start, end, *statement.bounds(), statement.certain)


def _may_stand_alone(question: str, point: Point) -> bool:
    if point.kind != "month":
        return point.kind in ("date", "year", "years")
    at = point.start
    before, after = question[:at].split()[-1:], question[point.end :].split()[:1]
    if any(word.lower() in point.forms.words["number"] for word in before):  # Sebelas Maret
        return False
    if is_capital(question, at) and any(word[0].isupper() for word in before + after):
        return False
    doubtful = question[at : point.end].lower() in point.forms.capitals
    return not doubtful or (is_capital(question, at) and not begins_sentence(question, at))


def has_begun(expression: TimeExpression, today: date) -> bool:
    """Whether there may be articles of a time, and whether it leaves any out: not `until now`."""
    if expression.since:
        return expression.since <= today
    return expression.until is not None and expression.until < today
