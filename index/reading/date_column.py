"""The date fields of all records of a file: the order of day and month, and which are no dates."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from index.reading.date_fields import parse_date
from index.reading.dates import are_month_first, has_numeric_date, month_or_year
from index.records import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CURE = "write dates like 2024-04-19 or 2024-04-19T12:55:00+07:00"
NO_DAY = "write dates with their day, like 2024-04-19, or 2024-04-01 if any day of the month will do"
SHOWN = 40
"""Most letters that a problem shows of a date that cannot be read."""


class DateColumn:
    """Reader of the date fields of a file, record by record."""

    def __init__(self, name: str, values: Callable[[], Iterable[object]]) -> None:
        """Begin a file.

        Args:
            name: the path of the file within its source.
            values: function that reads the date fields of all records. It is called at the first ambiguous
                date, so that a file of ISO dates is not read twice.
        """
        self._name, self._values = name, values
        self._given = self._unread = 0
        self._first: tuple[int, str] | None = None

    @cached_property
    def _month_first(self) -> bool:
        # All records, not only the first: a file in order of time may begin with many days up to 12.
        return are_month_first(self._values())

    def read(self, value: object, line: int) -> str | None:
        """Return the ISO 8601 date of a field of the record on `line`; count it if it is no date."""
        date = parse_date(value, month_first=has_numeric_date(value) and self._month_first)
        unread = None if date else said(value)
        self._given += bool(date or unread)
        self._unread += bool(unread)
        if unread and self._first is None:
            self._first = line, unread
        return date

    def problem(self) -> Problem | None:
        """Return one problem for all dates that could not be read; None if all could."""
        if self._first is None:
            return None
        line, first = self._first
        reason = f"{self._unread} of {self._given} dates cannot be read (the first: {first})"
        return Problem(
            self._name,
            line,
            f"{reason}; their articles get the date in their address or text, or none: {cure(first)}",
        )


def cure(quoted: str) -> str:
    """Return the advice for a date that cannot be read, quoted by `said`."""
    return NO_DAY if month_or_year(quoted.strip("'")) else CURE


def said(*values: object) -> str | None:
    """Return the first non-empty date field, quoted and shortened; None if there are only marks like `-`."""
    for value in values:
        text = "" if value is None else str(value)
        if any(letter.isalnum() for letter in text):
            return repr(text if len(text) <= SHOWN else f"{text[:SHOWN]}…")
    return None
