"""Time in a question: which days it speaks of.

No library fits. dateparser, the one well-kept with Indonesian (trafilatura brings it along), takes 1.2 s to
import and 3 to 15 ms a question, reads `What may happen` as the month and `Nomor 11 Tahun 2020` as a day, and
gives moments where a search needs periods: it knows no `sejak` and `until`, no quarters, no decades. So the
forms are data of ours, the tables `times_*.toml`: 0.1 ms a question, 0.3 where there is a time in it.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from index.question import TimeExpression
from index.text.asking import asks
from index.text.patterns import lowered
from index.text.terms import analyses
from index.times.forms import begins_sentence, forms, is_capital
from index.times.kinds import NOTHING
from index.times.points import points
from index.times.statements import closed, statements

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from index.records import Language
    from index.times.points import Point
    from index.times.statements import Statement

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
    return [_expression(question, one) for one in _statements(question, language, today)]


def names_last_first(text: str, language: Language, today: date) -> bool:
    """Whether a time names the later of its ends first, and is read as if it were the other way round.

    Args:
        text: of an expression: `since 2025 until 2020`.
        language: as for `time_expressions`.
        today: likewise.
    """
    return any(one.last_first for one in _statements(text, language, today))


def _statements(question: str, language: Language, today: date) -> list[Statement]:
    lower = lowered(question)
    known = [forms(name) for name in analyses(language)]
    found = list(chain.from_iterable(points(question, lower, one, today) for one in known))
    return closed(lower, (one for one in statements(lower, _taken(found)) if _counts(question, one)))


def _taken(found: list[Point]) -> list[Point]:
    """Points in order, none overlapping; guesses only where there is nothing else, but for a weekday.

    Of `kuartal III BCA 2019` and `Senin malam WIB, 8 Mei 2023` the one time says which the other is of.
    """
    longest = _longest(found)
    if all(point.guessed or (point.kind == "weekday" and point.recurs) for point in longest):
        return longest
    return _longest(point for point in found if not point.guessed)


def _longest(found: Iterable[Point]) -> list[Point]:
    """Points in order; of overlapping ones the first, of those that begin together the longest.

    Of those that are the same words, the one that is none.
    """
    taken: list[Point] = []
    for point in sorted(found, key=lambda point: (point.start, -point.end, point.kind != NOTHING)):
        if not taken or point.start >= taken[-1].end:
            taken.append(point)
    return [point for point in taken if point.kind != NOTHING]


def _counts(question: str, statement: Statement) -> bool:
    """False where a name or number by itself is no time: the doubt is worth a preference at most."""
    if statement.of_weekdays and _is_cut(question):
        return False
    if statement.of_quarters:  # of a game, of the moon
        return statement.first.forms.yearly.search(lowered(question)) is not None
    return statement.certain or _may_stand_alone(question, statement.first)


def _is_cut(question: str) -> bool:
    """True for a statement that is too long for anybody to ask so."""
    words = question.split()
    return len(words) > LONG and "?" not in question and not asks(" ".join(words[:OPENING]))


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
    """Whether there may be articles of a time, and whether it leaves any out: not `until now`."""
    if expression.since:
        return expression.since <= today
    return expression.until is not None and expression.until < today
