"""Points: the days, weeks, months and years that a question names, read without their prepositions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from index.times.days import listed_days
from index.times.forms import right_before
from index.times.kinds import NOTHING, period_of, period_or_none
from index.times.periods import Period, later, third

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from index.times.forms import Forms
    from index.times.years import Values


CYCLES = {
    "weekday": "week",
    "date": "year",
    "month": "year",
    "week": "year",
    "quarter": "year",
    "half": "year",
}
"""Kind of a recurring time -> the unit in which it recurs."""
LAST_PART = 2
RELATIVE = frozenset(("offset", "ago", "recent", "so_far", "unit", "weekend"))
"""Kinds that are counted from today."""
COUNTED = frozenset(("month_shift", "day_shift"))
"""Slots by which a day is counted from today: `tanggal 5 bulan lalu`, `tanggal 10 kemarin`."""
SINGLED_OUT = frozenset(
    ("year", "ending", "year_shift", "month_shift", "week_shift", "day_shift", "shift", "number")
)
"""Slots that say which occurrence of a recurring time is meant."""
WHOLE = ("date", "ago", "recent")
"""Kinds that block shorter readings even if there is no such day: `31 June` is not read as a month."""


@dataclass(frozen=True, slots=True)
class Point:
    """A stretch of a question that names a period: `question[start:end]`."""

    start: int
    end: int
    kind: str
    values: Values
    forms: Forms
    period: Period
    part: int | None = None
    """Which third of the named time, from 0: `awal 2023` is the first. None for all of it."""
    elliptic: bool = False
    """Whether it is completed by the point after it: `Q1` in `Q1 and Q2 2023`."""

    @property
    def stated(self) -> bool:
        """Whether it can only be a time, even without a preposition."""
        if self.part is not None:
            return True
        if self.kind in CYCLES and not self.recurs:
            return True
        if any(name in self.values for name in ("label", "label_after")):
            return True
        return self.kind not in ("date", "month", "weekday", "year", "years")

    @property
    def cycle(self) -> str | None:
        """The unit in which such a time recurs, for `Mei 2023` as well as for `Mei`; None if it does not."""
        return CYCLES.get(self.kind)

    @property
    def recurs(self) -> bool:
        """Whether it recurs and no occurrence is named: `Mei`, `17 Agustus`, `Senin`."""
        return self.cycle is not None and SINGLED_OUT.isdisjoint(self.values)

    @property
    def guessed(self) -> bool:
        """Whether it is a quarter without a year, or a time of day of a weekday without a week."""
        return self.recurs and (self.kind == "quarter" or "daytime" in self.values)

    @property
    def precedes(self) -> bool:
        """Whether the last occurrence before today is named: `Mei lalu`, `Senin lalu`."""
        return self.cycle is not None and self.values.get("shift") == "-1"

    @property
    def relative(self) -> bool:
        """Whether it is counted from today and names neither a month nor a year: not `Mei lalu`."""
        singled_out = self.kind == "weekday" and not self.recurs
        return self.kind in RELATIVE or singled_out or not COUNTED.isdisjoint(self.values)

    @property
    def year(self) -> str | None:
        """The year that is named with it (`Mei tahun lalu`: last year); None if none is."""
        named = {"year", "ending", "year_shift"} & self.values.keys()
        return str(self.period.since.year) if named else None

    def as_of(self, day: date) -> Point:
        """Return the same point as asked on another day, which decides the year of a month without one."""
        period = period_of(self.kind, self.values, day)
        return replace(self, period=period if self.part is None else third(period, self.part))

    def following(self, day: date) -> Point:
        """Return the first occurrence that ends after a day."""
        asked = (self.as_of(later(day, str(self.cycle), number)) for number in count())
        return next(point for point in asked if point.period.until > day)

    def of_year(self, year: str) -> Point:
        """Return the same point in a year.

        Raises:
            ValueError: it is 29 February, and the year has none.
        """
        return replace(self, values={**self.values, "year": year}).as_of(self.period.until)

    def third(self, part: int, start: int) -> Point:
        """Return the first, middle or last third (0, 1, 2), named by words that begin at `start`."""
        return replace(self, start=start, part=part, period=third(self.period, part))


def points(question: str, lower: str, known: Forms, today: date) -> Iterator[Point]:
    """Yield all points, including overlapping ones.

    Args:
        question: as asked, because capitals count.
        lower: the question in lower case, of the same length.
        known: how the language writes times.
        today: the day on which the question is asked.
    """
    lower = known.compounds.sub(lambda words: "_" * len(words[0]), lower)
    hinted = {hints for hints in known.hints if any(letters in lower for letters in hints)}
    for form in (one for one in known.forms if one.hints in hinted):
        kind = form.kind
        for match in form.pattern.finditer(lower):
            if kind != NOTHING and (known.is_amount(kind, match) or not known.is_named(question, match)):
                continue
            values = known.values(match)
            period = period_or_none(kind, values, today)
            if not period and kind not in WHOLE:
                continue
            never = right_before(known.never, lower, match.start())
            is_time = period and not never
            point = Point(
                *match.span(), kind if is_time else NOTHING, values, known, period or Period(today, today)
            )
            yield from listed_days(match, point)
