"""Dates in the forms that news pages and files use."""

from __future__ import annotations

import pytest

from index.reading.date_fields import parse_date
from index.reading.dates import are_month_first, find_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        # Indonesian pages, with their zones
        ("Jum'at, 19/04/2024 12:55 WIB", "2024-04-19T12:55:00+07:00"),
        ("Jum’at, 19/04/2024 12:55 WIB", "2024-04-19T12:55:00+07:00"),
        ("3 Juli 2024, 19:41 WIB", "2024-07-03T19:41:00+07:00"),
        ("Jumat, 05 Mei 2023 / 10:23 WIB", "2023-05-05T10:23:00+07:00"),
        ("Senin, 17 Jul 2025 08:30 WIB", "2025-07-17T08:30:00+07:00"),
        ("Selasa, 06 Mei  2025 16:25 WIB", "2025-05-06T16:25:00+07:00"),
        ("Rabu (3/7/2024) pukul 17.30 WIB", "2024-07-03T17:30:00+07:00"),
        ("15 Agustus 2023 | 10.00 WITA", "2023-08-15T10:00:00+08:00"),
        ("Minggu, 1 Des 2024 - 06:05 WIT", "2024-12-01T06:05:00+09:00"),
        ("Kamis, 5 November 2015 - 15:56 wib", "2015-11-05T15:56:00+07:00"),
        ("19:41 WIB, 3 Juli 2024", "2024-07-03T19:41:00+07:00"),
        ("10.00 WITA, Selasa 15 Agustus 2023", "2023-08-15T10:00:00+08:00"),
        ("Kompas.com, 14 November 2025, 14:34 WIB", "2025-11-14T14:34:00+07:00"),
        ("3 Juli 2024 19:41WIB", "2024-07-03T19:41:00+07:00"),
        ("20 Nopember 2016", "2016-11-20"),
        ("9 Pebruari 1999", "1999-02-09"),
        ("Sabtu, 03 Agt 2019", "2019-08-03"),
        ("17 Agus 2023", "2023-08-17"),
        ("Mei 13, 2019", "2019-05-13"),
        ("Oktober 19, 2019", "2019-10-19"),
        ("13+December+2018", "2018-12-13"),
        # day first, where nothing else is known
        ("30/01/2026", "2026-01-30"),
        ("03/04/2024", "2024-04-03"),
        ("3-4-2024", "2024-04-03"),
        ("30.01.2026", "2026-01-30"),
        ("16/09/19", "2019-09-16"),
        ("10-Sep-19", "2019-09-10"),
        ("10/21/2025 20:43", None),
        ("31/02/2024", None),
        # English
        ("Friday 16 September 2022", "2022-09-16"),
        ("July 3, 2024", "2024-07-03"),
        ("July 3rd, 2024 at 8:30 p.m.", "2024-07-03T20:30:00"),
        ("July 3, 2024, 7:41 p.m. ET", "2024-07-03T19:41:00"),
        ("3 July 2024 19:41 AEST", "2024-07-03T19:41:00"),
        ("3 July 2024 10:15 GMT", "2024-07-03T10:15:00+00:00"),
        ("Sept 1, 2021 12:05 AM", "2021-09-01T00:05:00"),
        ("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01"),
        # X and Unix, with the year last
        ("Fri Apr 19 12:55:00 +0000 2024", "2024-04-19T12:55:00+00:00"),
        ("Fri Apr  9 12:55:00 WIB 2024", "2024-04-09T12:55:00+07:00"),
        ("Fri Apr 19 12:55:00 2024", "2024-04-19T12:55:00"),
        ("Fri Apr 19 12:55:00 CST 2024", "2024-04-19T12:55:00"),
        ("Fri Apr 19 25:55:00 +0000 2024", "2024-04-19"),
        ("Fri Apr 31 12:55:00 +0000 2024", None),
        # machines
        ("2019-10-07T12:00:00Z", "2019-10-07T12:00:00+00:00"),
        ("2019-10-07T12:00:00.123Z", "2019-10-07T12:00:00+00:00"),
        ("2023-02-27T23:57:06+07:00", "2023-02-27T23:57:06+07:00"),
        ("2016-02-16T13:01:52+0700", "2016-02-16T13:01:52+07:00"),
        ("2023-02-27 23:44:44", "2023-02-27T23:44:44"),
        ("2023-02-27 23:44:44.123+07", "2023-02-27T23:44:44+07:00"),
        ("2024-05-06T07:08:09-05", "2024-05-06T07:08:09-05:00"),
        ("27 Februari 2023 10.00-12.00", "2023-02-27T10:00:00"),
        ("Mon, 07 Oct 2019 12:00:00 +0000", "2019-10-07T12:00:00+00:00"),
        ("Mon, 07 Oct 2019 12:00:00 GMT", "2019-10-07T12:00:00+00:00"),
        ("3 Juli 2024 10:00 UTC+7", "2024-07-03T10:00:00+07:00"),
        ("20240703", "2024-07-03"),
        # seconds and milliseconds since 1970
        (1719999660, "2024-07-03T09:41:00+00:00"),
        (1719999660.9, "2024-07-03T09:41:00+00:00"),
        (1719999660000, "2024-07-03T09:41:00+00:00"),
        ("1719999660", "2024-07-03T09:41:00+00:00"),
        (20240703, "2024-07-03"),
        # the same digits in a row, which no unix time of these years has
        ("202405060708", "2024-05-06T07:08:00"),
        (202405060708, "2024-05-06T07:08:00"),
        ("202405060708.0", "2024-05-06T07:08:00"),
        ("20240506070809", "2024-05-06T07:08:09"),
        (20240506070809, "2024-05-06T07:08:09"),
        ("2024050607", "2024-05-06T07:00:00"),
        ("2024053607", "2034-02-20T13:06:47+00:00"),
        ("202405062508", "1976-05-31T15:37:42+00:00"),
        # not a full date: never filled up
        ("2024", None),
        ("2025-07", None),
        ("18:59", None),
        ("Juli 2024", None),
        ("3 Juli", None),
        ("kemarin", None),
        ("", None),
        (None, None),
        (True, None),
        (float("nan"), None),
        (10**400, None),
        (-(10**400), None),
        (12, None),
        ("3 Juli 20245", None),
        ("0812-3456-7890", None),
    ],
)
def test_a_date_field_becomes_iso_8601_or_nothing(written: object, iso: str | None) -> None:
    assert parse_date(written) == iso


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("10/21/2025 20:43", "2025-10-21T20:43:00"),
        ("10/05/2025", "2025-10-05"),
        ("10-05-2025", "2025-10-05"),
        ("10/05/25", "2025-10-05"),
        ("21/10/2025", None),
        ("2025-10-05", "2025-10-05"),
        ("5 Oktober 2025", "2025-10-05"),
    ],
)
def test_where_the_month_is_first_only_two_numbers_change_places(written: str, iso: str | None) -> None:
    assert parse_date(written, month_first=True) == iso


@pytest.mark.parametrize(
    ("values", "month_first"),
    [
        (["10/05/2025", "10/21/2025 20:43"], True),
        (["10-05-2025", "1-31-25", "1/31/25"], True),
        (["10/05/2025", "21/10/2025"], False),
        (["10/21/2025", "21/10/2025"], False),
        (["10/05/2025", "11/12/2025"], False),
        (["10/45/2025", "0/21/2025"], False),
        (["2025-10-21", "21 Oktober 2025", 1719999660, None], False),
        ([], False),
    ],
)
def test_the_dates_of_a_file_tell_which_number_is_the_month(values: list[object], month_first: bool) -> None:
    assert are_month_first(values) is month_first


def test_an_impossible_time_leaves_the_day() -> None:
    assert parse_date("3 Juli 2024 25:70 WIB") == "2024-07-03"


def test_a_date_within_a_line_is_found_with_its_place() -> None:
    line = "Kabar Kota - 3 Juli 2024, 19:41 WIB | dibaca 12 kali"
    found = find_date(line)
    assert found is not None
    assert line[found.start : found.end] == "3 Juli 2024, 19:41 WIB"
    assert found.has_time


def test_the_end_of_a_range_of_days_is_a_date_too() -> None:
    found = find_date("berlangsung pada Rabu dan Kamis, 3-4 Juli 2024.")
    assert found is not None
    assert found.value == "2024-07-04"


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("20240305T103000Z", "2024-03-05T10:30:00+00:00"),
        ("20240305T1030", "2024-03-05T10:30:00"),
        ("20240305T103000+0700", "2024-03-05T10:30:00+07:00"),
        ("20240305T103000+07", "2024-03-05T10:30:00+07:00"),
        ("20241305T103000Z", None),
    ],
)
def test_iso_8601_may_come_without_hyphens_and_colons(written: str, iso: str | None) -> None:
    assert parse_date(written) == iso
