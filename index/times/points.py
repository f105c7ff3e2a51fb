"""Points of time in a question: each days, weeks, months or years by themselves, before any preposition."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from index.times.days import listed_days
from index.times.forms import REACH
from index.times.kinds import NOTHING, meant, read
from index.times.periods import Period, later, third

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from index.times.forms import Forms
    from index.times.kinds import Values


CYCLES = {
    "weekday": "week",
    "date": "year",
    "month": "year",
    "week": "year",
    "quarter": "year",
    "half": "year",
}
"""Kinds of what comes again and again, and in which unit it does so."""
LAST_PART = 2
RELATIVE = frozenset(("offset", "ago", "recent", "so_far", "unit", "weekend"))
"""Kinds of what is counted from today."""
COUNTED = frozenset(("month_shift", "day_shift"))
"""Slots of which a day is counted from today: `tanggal 5 bulan lalu`, `tanggal 10 kemarin`."""
SINGLED_OUT = frozenset(
    ("year", "ending", "year_shift", "month_shift", "week_shift", "day_shift", "shift", "number")
)
"""Slots that say which one of what comes again and again is meant."""
WHOLE = ("date", "ago", "recent")
"""Kinds of which no part is meant where there is no such thing: not the month of the 31st of June."""


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
    """Which third of what is named, from 0: `awal 2023` is the first."""
    elliptic: bool = False
    """Whether it lacks what the one behind it says for both: `Q1` of `Q1 and Q2 2023`."""

    @property
    def stated(self) -> bool:
        """True for what can only be meant as a time, without a preposition."""
        if self.part is not None:
            return True
        if self.kind in CYCLES and not self.recurs:
            return True
        if any(name in self.values for name in ("label", "label_after")):
            return True
        return self.kind not in ("date", "month", "weekday", "year", "years")

    @property
    def cycle(self) -> str | None:
        """How often such a thing comes, whether or not a single one is named: `Mei 2023`, `Mei`."""
        return CYCLES.get(self.kind)

    @property
    def recurs(self) -> bool:
        """True where no single one is named: `Mei`, `17 Agustus`, `Senin`."""
        return self.cycle is not None and SINGLED_OUT.isdisjoint(self.values)

    @property
    def guessed(self) -> bool:
        """True for a quarter of no year, and a time of a weekday of no week."""
        return self.recurs and (self.kind == "quarter" or "daytime" in self.values)

    @property
    def precedes(self) -> bool:
        """True where the one before today is named: `Mei lalu`, `Senin lalu`."""
        return self.cycle is not None and self.values.get("shift") == "-1"

    @property
    def relative(self) -> bool:
        """True where it is counted from today, and neither a month nor a year is named: not `Mei lalu`."""
        singled_out = self.kind == "weekday" and not self.recurs
        return self.kind in RELATIVE or singled_out or not COUNTED.isdisjoint(self.values)

    @property
    def year(self) -> str | None:
        """The year that is named with it: of `Mei tahun lalu`, the last."""
        named = {"year", "ending", "year_shift"} & self.values.keys()
        return str(self.period.since.year) if named else None

    def as_of(self, day: date) -> Point:
        """The same, asked on another day: which decides the year of a month that has none."""
        period = meant(self.kind, self.values, day)
        return replace(self, period=period if self.part is None else third(period, self.part))

    def following(self, day: date) -> Point:
        """The first of what recurs to end after a day."""
        asked = (self.as_of(later(day, str(self.cycle), number)) for number in count())
        return next(point for point in asked if point.period.until > day)

    def of_year(self, year: str) -> Point:
        """The same of a year.

        Raises:
            ValueError: 29 February is not in it.
        """
        return replace(self, values={**self.values, "year": year}).as_of(self.period.until)

    def third(self, part: int, start: int) -> Point:
        """The first, middle or last third (0, 1, 2), named by words that begin at `start`."""
        return replace(self, start=start, part=part, period=third(self.period, part))


def points(question: str, lower: str, known: Forms, today: date) -> Iterator[Point]:
    """Gives all points, overlapping ones too.

    Args:
        question: as asked, for its capitals.
        lower: the same in lower case, of the same length.
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
            period = read(kind, values, today)
            if not period and kind not in WHOLE:
                continue
            never = known.never.search(lower, max(0, match.start() - REACH), match.start())
            is_time = period and not never
            point = Point(
                *match.span(), kind if is_time else NOTHING, values, known, period or Period(today, today)
            )
            yield from listed_days(match, point)
