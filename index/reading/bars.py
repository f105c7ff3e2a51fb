"""Bars: tables of a page whose cells stand between bars, which also separate the names in a menu."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from index.reading.chrome import chrome
from index.reading.published_line import find_date_line

if TYPE_CHECKING:
    from collections.abc import Sequence

BAR = " | "
MENU_SHARE = 0.34
"""Most cells of a table that are also buttons or columns of a site: "Asia" in a table of countries."""


def without_bars(lines: Sequence[str]) -> list[str]:
    """Return the lines with commas between the cells of tables: with bars a row may look like a menu.

    A table is neighbouring lines of three cells or more, as many in each.
    """
    left = list(lines)
    told = (number for number, line in enumerate(lines) if line)
    for bars, group in groupby(told, lambda number: lines[number].count(BAR)):
        numbers = list(group)
        if bars > 1 and len(numbers) > 1 and _is_table([lines[number] for number in numbers]):
            for number in numbers:
                cells = (cell.strip("| ") for cell in lines[number].split(BAR))
                left[number] = ", ".join(filter(None, cells))
    return left


def _is_table(rows: Sequence[str]) -> bool:
    """Whether rows would be taken for chrome and are a table: few cells name buttons or columns."""
    if not any(map(chrome().is_page_chrome, rows)) or any(map(find_date_line, rows)):
        return False
    cells = [cell for row in rows for cell in row.split(BAR)]
    return sum(map(chrome().is_name, cells)) <= MENU_SHARE * len(cells)
