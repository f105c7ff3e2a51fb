"""The date fields of all records of one file: which way round they are written, and which are no dates."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from index.reading.date_fields import parse_date
from index.reading.dates import are_month_first, has_numeric_date, names_no_day
from index.records import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CURE = "write dates like 2024-04-19 or 2024-04-19T12:55:00+07:00"
NO_DAY = (
    "it names no day, and none is guessed: write 2024-04-19, or 2024-04-01 where it is all the same to you "
    "which day of the month readers are told"
)
SHOWN = 40
"""Letters of a date that cannot be read which its problem shows."""


class DateColumn:
    """Reads the date fields of a file, one record after the other."""

    def __init__(self, name: str, values: Callable[[], Iterable[object]]) -> None:
        """Begins a file.

        Args:
            name: The file's path within its source.
            values: Reads the date fields of all its records. It is called at the first date whose meaning
                hangs on them, so that a file of ISO dates is not read twice.
        """
        self._name, self._values = name, values
        self._given = self._unread = 0
        self._first: tuple[int, str] | None = None

    @cached_property
    def _month_first(self) -> bool:
        # All the records, not the first ones: a file in order of time has days up to 12 for long.
        return are_month_first(self._values())

    def read(self, value: object, line: int) -> str | None:
        """ISO 8601 of the field of the record on `line`; one that says something else is counted."""
        date = parse_date(value, month_first=has_numeric_date(value) and self._month_first)
        unread = None if date else said(value)
        self._given += bool(date or unread)
        self._unread += bool(unread)
        if unread and self._first is None:
            self._first = line, unread
        return date

    def problem(self) -> Problem | None:
        """What could not be read, told once for the file; its articles are not lost for it."""
        if self._first is None:
            return None
        line, first = self._first
        reason = f"{self._unread} of {self._given} dates cannot be read, the first is {first}"
        return Problem(
            self._name,
            line,
            f"{reason}; their articles have a day that their text tells, or none: {cure(first)}",
        )


def cure(quoted: str) -> str:
    """What to do about a date that cannot be read, as `said` gives it."""
    return NO_DAY if names_no_day(quoted.strip("'")) else CURE


def said(*values: object) -> str | None:
    """The first of these date fields in quotes, shortened; None where all are empty or a mark like `-`."""
    for value in values:
        text = "" if value is None else str(value)
        if any(letter.isalnum() for letter in text):
            return repr(text if len(text) <= SHOWN else f"{text[:SHOWN]}…")
    return None
