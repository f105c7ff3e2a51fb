"""What databases and programs write into the cells of a .csv file, and other habits of exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.records import Article, Problem
from tests.test_reading_records import BODY, one, read

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("mark", ["NULL", r"\N", "nan", "NaN", "None", "N/A", "-", "<NA>"])
def test_a_mark_for_nothing_is_nothing(tmp_path: Path, mark: str) -> None:
    row = one(tmp_path, "a.csv", f"title,text,source,date,tags\n{mark},{BODY},{mark},{mark},{mark}\n")
    assert (row.title, row.body, row.source, row.published, row.keywords) == (None, BODY, None, None, ())
    (problem,) = read(tmp_path, "a.csv", f"title,text\nSatu,{mark}\n")
    assert isinstance(problem, Problem)
    assert problem.reason == "the row has no text; fill its text column"


def test_quotes_behind_backslashes(tmp_path: Path) -> None:
    rows = (
        r'"Satu","Dia bilang \"ya, sudah\", lalu pergi.","x"',
        r'"Dua","Kata dia \"parah\"","C:\\news\\"',
        'Tiga,"Baris satu.\n\\"Baris dua\\", katanya.",',
    )
    found = read(tmp_path, "a.csv", "title,text,source\n" + "\n".join(rows) + "\n")
    assert [(row.title, row.body, row.source) for row in found if isinstance(row, Article)] == [
        ("Satu", 'Dia bilang "ya, sudah", lalu pergi.', "x"),
        ("Dua", 'Kata dia "parah"', "C:\\news\\"),
        ("Tiga", 'Baris satu.\n\n"Baris dua", katanya.', None),
    ]


def test_a_backslash_before_a_doubled_or_closing_quote_is_a_letter(tmp_path: Path) -> None:
    row = one(tmp_path, "a.csv", 'title,text,source\nSatu,"Kata dia \\""ya\\"" lalu pergi.","C:\\"\n')
    assert (row.body, row.source) == ('Kata dia \\"ya\\" lalu pergi.', "C:\\")


def test_a_space_may_stand_before_a_quote(tmp_path: Path) -> None:
    row = one(tmp_path, "a.csv", f'"title", "text", "date"\nSatu, "{BODY} Ya, sudah.", 2024-07-03\n')
    assert (row.title, row.body, row.published) == ("Satu", f"{BODY} Ya, sudah.", "2024-07-03")


@pytest.mark.parametrize("name", ["Publish Date", "publishDate"])
def test_further_names_of_the_date(tmp_path: Path, name: str) -> None:
    assert one(tmp_path, "a.csv", f"title,text,{name}\nSatu,{BODY},18 Agst 2024\n").published == "2024-08-18"


def test_a_tab_within_a_json_string(tmp_path: Path) -> None:
    assert one(tmp_path, "a.jsonl", f'{{"text": "{BODY}\tLagi."}}\n').body == f"{BODY} Lagi."
