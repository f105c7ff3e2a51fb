"""Time expressions in a question, and the days that each means.

No library fits. dateparser is the one well-kept library with Indonesian (trafilatura depends on it). It takes
1.2 s to import and 3 to 15 ms a question, and reads `What may happen` as the month and `Nomor 11 Tahun 2020`
as a day. It returns moments where a search needs periods: it has no `sejak` and `until`, no quarters, no
decades. So the forms are our own data, the tables `times_*.toml`. They take 0.1 ms a question, 0.3 if it has
a time.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from index.question import TimeExpression
from index.records import possible_languages
from index.text.asking import asks
from index.text.patterns import lowered
from index.times.forms import begins_sentence, forms, is_capital
from index.times.kinds import NOTHING
from index.times.points import points
from index.times.quarters import is_of_business
from index.times.statements import closed, statements

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from index.records import Language
    from index.times.points import Point
    from index.times.statements import Statement

LONGEST_QUESTION = 12
"""Most words of a question. A longer text that does not begin like a question is cut from a report, and its
weekdays are counted from the date of that report."""
OPENING = 2
"""First words of a long text in which it must ask to be a question: `who` in later ones may be a relative
pronoun."""


def time_expressions(question: str, language: Language, today: date) -> list[TimeExpression]:
    """Return the time expressions in a question, in order and without overlaps.

    Weeks begin on Monday. `last week` and `minggu lalu` are calendar weeks; `past week` and `seminggu
    terakhir` are the days up to today. A month, day of a month or weekday without a year is the latest that
    has begun; so is a range of them. A lower bound and an upper bound next to each other become one period,
    because a search accepts what is in any of its times. Some expressions may begin after today: see
    `has_begun`.

    Args:
        question: as asked; capitals tell `in May` from `it may`.
        language: whose forms to look for; both if it is undetermined.
        today: the day on which the question is asked.
    """
    return [_expression(question, one) for one in _statements(question, language, today)]


def names_last_first(text: str, language: Language, today: date) -> bool:
    """Whether a time names the later of its ends first, so that it is read the other way round.

    Args:
        text: the text of an expression: `since 2025 until 2020`.
        language: as for `time_expressions`.
        today: as for `time_expressions`.
    """
    return any(one.last_first for one in _statements(text, language, today))


def _statements(question: str, language: Language, today: date) -> list[Statement]:
    lower = lowered(question)
    known = [forms(name) for name in possible_languages(language)]
    found = list(chain.from_iterable(points(question, lower, one, today) for one in known))
    return closed(lower, (one for one in statements(lower, _taken(found)) if _counts(question, one)))


def _taken(found: list[Point]) -> list[Point]:
    """Return points in order without overlaps; guessed ones only if there are no others except weekdays.

    In `kuartal III BCA 2019` and `Senin malam WIB, 8 Mei 2023` the second time settles which quarter or
    Monday is meant.
    """
    longest = _longest(found)
    if all(point.guessed or (point.kind == "weekday" and point.recurs) for point in longest):
        return longest
    return _longest(point for point in found if not point.guessed)


def _longest(found: Iterable[Point]) -> list[Point]:
    """Return points in order; of overlapping ones the first, of those with the same start the longest.

    Of those with the same span the one of kind `nothing` wins. Points of that kind are then left out.
    """
    taken: list[Point] = []
    for point in sorted(found, key=lambda point: (point.start, -point.end, point.kind != NOTHING)):
        if not taken or point.start >= taken[-1].end:
            taken.append(point)
    return [point for point in taken if point.kind != NOTHING]


def _counts(question: str, statement: Statement) -> bool:
    """Whether a statement is read as a time; a bare name or number may not be."""
    if statement.recurs_as("weekday") and _is_cut(question):
        return False
    if statement.recurs_as("quarter"):  # of a game, of the moon
        return is_of_business(question)
    return statement.certain or _may_stand_alone(question, statement.first)


def _is_cut(question: str) -> bool:
    """Whether a text is cut from a report: it is long and does not ask."""
    words = question.split()
    return len(words) > LONGEST_QUESTION and "?" not in question and not asks(" ".join(words[:OPENING]))


def _expression(question: str, statement: Statement) -> TimeExpression:
    start, end = statement.start, statement.end
    return TimeExpression(
        question[start:end], start, end, *statement.bounds(), statement.certain, statement.relative
    )


def _may_stand_alone(question: str, point: Point) -> bool:
    if point.kind != "month":
        return point.kind in ("date", "year", "years") or "daytime" in point.values
    at = point.start
    before, after = question[:at].split()[-1:], question[point.end :].split()[:1]
    if any(word.lower() in point.forms.words["number"] for word in before):  # Sebelas Maret
        return False
    if is_capital(question, at) and any(word[0].isupper() for word in before + after):
        return False
    doubtful = question[at : point.end].lower() in point.forms.capitals
    return not doubtful or (is_capital(question, at) and not begins_sentence(question, at))


def has_begun(expression: TimeExpression, today: date) -> bool:
    """Whether a time has begun, so that it may have articles, and leaves some out: not `until now`."""
    if expression.since:
        return expression.since <= today
    return expression.until is not None and expression.until < today
