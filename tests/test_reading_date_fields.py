"""The date fields of a whole file: which way round they are, and what is said about those that are none."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from index.reading import SourceFile, read_file
from index.records import Article, Problem

if TYPE_CHECKING:
    from pathlib import Path

BODY = "Warga Desa Sukamaju mulai membersihkan rumah setelah banjir surut."
KEPT = "their articles get the date in their address or text, or none"
KEPT_BY_ONE = "its article gets the date in its address or text, or none"
CURE = "write dates like 2024-04-19 or 2024-04-19T12:55:00+07:00"


def dates(tmp_path: Path, name: str, *written: object) -> tuple[list[str | None], list[Problem]]:
    """What the articles of a file with these dates get, and what is said about it."""
    return read(tmp_path, name, feed(*written) if name.endswith(".jsonl") else table(*written))


def read(tmp_path: Path, name: str, content: str) -> tuple[list[str | None], list[Problem]]:
    (tmp_path / name).write_text(content, encoding="utf-8")
    items = list(read_file(SourceFile(tmp_path / name, name)))
    problems = [item for item in items if isinstance(item, Problem)]
    return [item.published for item in items if isinstance(item, Article)], problems


def feed(*written: object) -> str:
    return "".join(json.dumps({"text": BODY, "date": date}) + "\n" for date in written)


def table(*written: object) -> str:
    file = io.StringIO(newline="")
    csv.writer(file).writerows([("tanggal", "isi"), *((date, f"{BODY}\n\n{BODY}") for date in written)])
    return file.getvalue()


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        # the 21 on the last line tells that the first line is of October
        (
            ["10/05/2025", "11/06/2025 20:43", "10/21/2025"],
            ["2025-10-05", "2025-11-06T20:43:00", "2025-10-21"],
        ),
        (["10/05/2025", "21/10/2025"], ["2025-05-10", "2025-10-21"]),
        (["10/05/2025", "11/06/2025"], ["2025-05-10", "2025-06-11"]),
        (["2025-10-05", "Fri Apr 19 12:55:00 +0000 2024"], ["2025-10-05", "2024-04-19T12:55:00+00:00"]),
    ],
)
def test_the_dates_of_a_file_are_read_one_way_round(
    tmp_path: Path, name: str, written: list[str], read_as: list[str]
) -> None:
    assert dates(tmp_path, name, *written) == (read_as, [])


def test_broken_lines_do_not_hide_which_way_round_the_dates_are(tmp_path: Path) -> None:
    lines = ["{broken", "[1]", "", "[" * 100_000, '{"text": ' + "[" * 480 + "]" * 480 + "}"]
    published, problems = read(
        tmp_path, "a.jsonl", "\n".join([feed("10/05/2025"), *lines, feed("10/21/2025")])
    )
    assert published == ["2025-10-05", "2025-10-21"]
    assert len(problems) == 4
    rows = f"date,text\n10/05/2025,{BODY}\nx,y,z\n10/21/2025,{BODY}\n"
    assert read(tmp_path, "a.csv", rows)[0] == ["2025-10-05", "2025-10-21"]


@pytest.mark.parametrize(("name", "line"), [("a.jsonl", 2), ("a.csv", 5)])
def test_dates_that_cannot_be_read_are_counted_and_cost_no_article(
    tmp_path: Path, name: str, line: int
) -> None:
    published, problems = dates(tmp_path, name, "21/10/2025", "10/21/2025", "", "kemarin", "-", "2025-10-05")
    assert published == ["2025-10-21", None, None, None, None, "2025-10-05"]
    told = f"2 of 4 dates cannot be read (the first: '10/21/2025'); {KEPT}"
    assert problems == [Problem(name, line, f"{told}: {CURE}")]


@pytest.mark.parametrize("date", ["kemarin", "2025-07", 12, "x" * 1000])
def test_a_date_that_is_none_leaves_the_article(tmp_path: Path, date: object) -> None:
    published, (problem,) = dates(tmp_path, "a.jsonl", date)
    assert published == [None]
    assert problem.reason.startswith("1 of 1 dates cannot be read (the first: '")
    assert len(problem.reason) < 260


@pytest.mark.parametrize("date", ["", "-", " ", None, []])
def test_a_date_that_is_not_given_is_no_problem(tmp_path: Path, date: object) -> None:
    assert dates(tmp_path, "a.jsonl", date) == ([None], [])


@pytest.mark.parametrize("blank", ["", "-", " ", None, [], {}])
def test_a_date_that_is_not_given_does_not_hide_the_next_name_of_it(tmp_path: Path, blank: object) -> None:
    record = {"text": BODY, "published": blank, "date": "2024-05-06", "pubdate": "2024-05-07"}
    assert read(tmp_path, "a.jsonl", json.dumps(record)) == (["2024-05-06"], [])


@pytest.mark.parametrize("flag", [True, "true", 1, "publish", "2024-05"])
@pytest.mark.parametrize(("date", "read_as"), [("2024-05-06", "2024-05-06"), ("10/21/2025", "2025-10-21")])
def test_a_date_field_that_is_no_date_does_not_hide_the_next_name_of_it(
    tmp_path: Path, flag: object, date: str, read_as: str
) -> None:
    record = {"text": BODY, "published": flag, "date": date}
    assert read(tmp_path, "a.jsonl", json.dumps(record)) == ([read_as], [])
    front = f"---\npublished: {flag}\ndate: {date}\n---\n{BODY}\n"
    assert read(tmp_path, "a.md", front) == ([read_as], [])


def test_of_several_date_fields_that_are_no_dates_the_first_is_told(tmp_path: Path) -> None:
    record = {"text": BODY, "published": "kemarin", "date": "besok"}
    _, (problem,) = read(tmp_path, "a.jsonl", json.dumps(record))
    assert problem.reason.startswith("1 of 1 dates cannot be read (the first: 'kemarin')")


@pytest.mark.parametrize(
    ("given", "published"),
    [("", "2025-07-23"), ("2025-07", "2025-07-23"), ("2019-07", None), ("2025-07-30", "2025-07-30")],
)
def test_a_record_without_a_day_has_that_which_its_text_tells(
    tmp_path: Path, given: str, published: str | None
) -> None:
    record = {"date": given, "text": "Jakarta - Banjir surut, kata warga, Rabu (23/7/2025). Air mulai turun."}
    (tmp_path / "a.jsonl").write_text(json.dumps(record), encoding="utf-8")
    found = [
        one for one in read_file(SourceFile(tmp_path / "a.jsonl", "a.jsonl")) if isinstance(one, Article)
    ]
    assert [(one.published, one.published_inferred) for one in found] == [
        (published, published == "2025-07-23")
    ]


@pytest.mark.parametrize("date", ["2025-07", "07/2025", "Juli 2025", "Jul 2025", "2025"])
def test_a_date_without_its_day_is_told_with_what_to_write(tmp_path: Path, date: str) -> None:
    no_day = "write dates with their day, like 2024-04-19, or 2024-04-01 if any day of the month will do"
    published, problems = dates(tmp_path, "a.jsonl", date, "2025-07-03")
    told = f"1 of 2 dates cannot be read (the first: '{date}'); {KEPT}"
    assert (published, problems) == ([None, "2025-07-03"], [Problem("a.jsonl", 1, f"{told}: {no_day}")])
    _, (problem,) = read(tmp_path, "a.md", f"---\ndate: {date}\n---\n{BODY}\n")
    assert problem.reason == f"the date '{date}' cannot be read; {KEPT_BY_ONE}: {no_day}"


def test_front_matter_may_have_the_month_first(tmp_path: Path) -> None:
    assert read(tmp_path, "a.md", f"---\ndate: 10/21/2025\n---\n{BODY}\n") == (["2025-10-21"], [])
    assert read(tmp_path, "a.md", f"---\ndate: 10/05/2025\n---\n{BODY}\n") == (["2025-05-10"], [])


def test_a_date_of_front_matter_that_is_none_is_told(tmp_path: Path) -> None:
    published, problems = read(tmp_path, "a.md", f"---\ndate: kemarin\n---\n{BODY}\n")
    reason = f"the date 'kemarin' cannot be read; {KEPT_BY_ONE}: {CURE}"
    assert (published, problems) == ([None], [Problem("a.md", None, reason)])


@pytest.mark.parametrize(
    ("written", "published", "told"),
    [
        ("10/21/2025 20:43", "2025-10-21T20:43:00", 0),
        ("2025-10-21", "2025-10-21", 0),
        ("kemarin", None, 1),
        ("", None, 0),
    ],
)
def test_the_date_that_a_page_is_marked_with(
    tmp_path: Path, written: str, published: str | None, told: int
) -> None:
    head = f'<title>Banjir Surut di Sukamaju</title><meta name="pubdate" content="{written}">'
    page = f"<html><head>{head}</head><body><article><h1>Banjir Surut di Sukamaju</h1>{f'<p>{BODY}</p>' * 1}"
    text = "".join(
        f"<p>Pada hari ke-{n} warga membersihkan rumah masing-masing dari lumpur.</p>" for n in range(4)
    )
    dated, problems = read(tmp_path, "a.html", f"{page}{text}</article></body></html>")
    assert (dated, len(problems)) == ([published], told)
