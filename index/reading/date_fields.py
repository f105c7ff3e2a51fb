"""Date fields of records, rows and pages, in any known form, turned into ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from index.reading.dates import YEARS, find_date

UNIX_SECONDS = range(10**8, 10**11)
"""Unix times from 1973 on; smaller numbers are more likely days like `20240703`, larger ones milliseconds."""
UNIX_MILLISECONDS = range(10**11, 10**14)
COMPACT = range(10**9, 10**14)
"""Numbers that may be a day and its hour, minute and second in digits: `20240703194100`."""

_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d(?::?\d\d)?)?", re.IGNORECASE)
"""ISO 8601 without hyphens and colons: `20240305T103000Z`."""
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)?)?")
"""Digits only: `202403051030`, with the seconds or without the minutes."""


def parse_date(value: object, *, month_first: bool = False) -> str | None:
    """Return the ISO 8601 date of a field: text in any known form, or unix seconds or milliseconds.

    Args:
        value: the value of the field. Numbers may also be text; `20240703` is a day and `202407031941` a
            minute of it.
        month_first: whether 10/05/2025 is in October; `are_month_first` decides that for a whole file.

    Returns:
        `2024-07-03`, or `2024-07-03T19:41:00+07:00` with the zone as given; None if it is no date.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return _from_number(value)
    text = str(value).strip()
    if re.fullmatch(r"\d{8}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    elif basic := _BASIC.fullmatch(text):
        year, month, day, hour, minute, second, zone = basic.groups()
        zone = f"{zone or ''}00" if len(zone or "") == 3 else zone or ""  # +07 is +0700
        text = f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone}"
    elif re.fullmatch(r"\d{9,14}(?:\.\d+)?", text):
        return _from_number(float(text))
    found = find_date(text.replace("’", "'"), month_first=month_first)
    return found.value if found else None


def _from_number(value: float) -> str | None:
    # An int stays an int until it is known to be a date: float() refuses 400 digits.
    if value != value or value in (float("inf"), float("-inf")):
        return None
    # This comes first: no unix time before 2030 has this form, except some milliseconds of 1976.
    if value == int(value) in COMPACT and (compact := _from_compact(str(int(value)))):
        return compact
    if int(value) in UNIX_MILLISECONDS:
        value /= 1000
    elif int(value) not in UNIX_SECONDS:
        return parse_date(str(int(value))) if 19000101 <= value <= 21001231 else None
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(value))
    return moment.isoformat() if moment.year in YEARS else None


def _from_compact(digits: str) -> str | None:
    match = _COMPACT.fullmatch(digits)
    if not match:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    try:
        return datetime(year, month, day, hour, minute, second).isoformat() if year in YEARS else None
    except ValueError:
        return None
