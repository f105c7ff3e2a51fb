"""The output of `cari evaluate` for people: measures with their intervals, cells, and comparisons."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from index.cli.output import counted, print_wrapped, printable, screen
from index.errors import some_of

if TYPE_CHECKING:
    from rich.console import Console

    from index.evaluation import Change, Comparison, Measures, Moved, Run

MAIN = "nDCG@10"
"""The measure of the cells."""
SURE = 0.05
"""A p-value below it is bold: the usual threshold, no proof."""
LEAST_P = 0.001
"""A p-value below it is shown as `<0.001`, since none is nought."""
P_VALUE = f"p: paired randomisation test, two-sided, of each row by itself; rows with p < {SURE} are bold."
RARE_CELL = 0.01
"""Share of the questions below which a cell is left out: such cells are mostly wrongly detected languages."""
FIGURES = ("old", "new", "difference", "p")
"""Columns of a change, in this order."""
LONGEST = 200
"""Most characters of a question in a comparison; a pasted text may have thousands."""
SHOWN_NAMES = 3
"""Most unknown articles to list."""


def print_run(run: Run, legs: list[Measures], *, chart: bool) -> None:
    """Print the tables of one set, before the next one, which may take minutes.

    Args:
        run: the run of the set.
        legs: its measures.
        chart: whether recall by depth and the times are drawn below.
    """
    console = screen()
    _print_legs(console, legs)
    _print_cells(console, legs)
    fused = legs[-1]
    if fused.skipped or fused.refused:
        documents, questions = counted(fused.skipped, "document"), counted(fused.refused, "question")
        console.print(f"{documents} with problems, {questions} refused.", style="yellow")
    _print_unknown(console, run.unknown, "the index")
    if chart:
        from index.evaluation.charts import recall_lines, time_lines

        for line in (*recall_lines(run), *time_lines(run)):
            console.print(line)


def _print_unknown(console: Console, unknown: tuple[str, ...], where: str) -> None:
    if unknown:
        shown = printable(some_of(unknown, SHOWN_NAMES))
        told = f"{counted(len(unknown), 'named article')} not in {where}, counted as not found: {shown}"
        console.print(told, style="yellow")


def _print_legs(console: Console, legs: list[Measures]) -> None:
    from rich.table import Table

    from index.evaluation import MEASURES

    fused = legs[-1]
    table = Table("leg", title=_title(fused), title_justify="left")
    for name in MEASURES:
        table.add_column(name, justify="right")
    for result in legs:
        values = (f"{result.whole.values[name]:.4f}" for name in MEASURES)
        table.add_row(result.leg, *values, style="bold" if result is fused else "")
        table.add_row("95%", *(_interval(result.whole.intervals[name]) for name in MEASURES), style="dim")
    console.print(table)


def _print_cells(console: Console, legs: list[Measures]) -> None:
    from rich.table import Table

    fused = legs[-1]
    cells = {name: one for name, one in fused.cells.items() if one.queries >= RARE_CELL * fused.whole.queries}
    if len(cells) < 2:
        return
    table = Table("question-article", title=MAIN, title_justify="left")
    for name in ("questions", *(result.leg for result in legs)):
        table.add_column(name, justify="right")
    for name, cell in cells.items():
        of_legs = [result.cells[name] for result in legs]
        table.add_row(name, f"{cell.queries:,}", *(f"{each.values[MAIN]:.4f}" for each in of_legs))
        table.add_row("95%", "", *(_interval(each.intervals[MAIN]) for each in of_legs), style="dim")
    console.print(table)


def print_comparison(comparison: Comparison, unknown: tuple[str, ...]) -> None:
    """Print old, new, difference and p of each measure and each cell, then the questions that changed most.

    Args:
        comparison: the comparison of two runs.
        unknown: names of articles that the old index does not have.
    """
    from rich.table import Table

    console = screen()
    title = f"generation {comparison.old_generation} (old) and {comparison.new_generation} (new)"
    table = Table("leg", "measure", title=printable(title), title_justify="left")
    for name in FIGURES:
        table.add_column(name, justify="right")
    for one in comparison.changes:
        table.add_row(one.leg, one.measure, *_figures(one), style=_style(one))
    console.print(table)
    _print_changed_cells(console, comparison)
    console.print(P_VALUE, style="dim")
    _print_unknown(console, unknown, f"generation {comparison.old_generation} (old)")
    for what, moved in (("lost", comparison.lost), ("won", comparison.won)):
        _print_moved(console, what, moved)


def _print_changed_cells(console: Console, comparison: Comparison) -> None:
    from rich.table import Table

    if not comparison.cells:
        return
    title = f"{MAIN} of both legs together"
    table = Table("question-article", title=title, title_justify="left")
    for name in ("questions", *FIGURES):
        table.add_column(name, justify="right")
    for name, cell in comparison.cells.items():
        one = next(change for change in cell.changes if change.measure == MAIN)
        table.add_row(name, f"{cell.queries:,}", *_figures(one), style=_style(one))
    console.print(table)


def _figures(one: Change) -> tuple[str, ...]:
    p = f"{one.p:.3f}" if one.p >= LEAST_P else f"<{LEAST_P}"
    return f"{one.old:.4f}", f"{one.new:.4f}", f"{one.difference:+.4f}", p


def _style(one: Change) -> str:
    return "bold" if one.p < SURE else ""


def _print_moved(console: Console, what: str, moved: tuple[Moved, ...]) -> None:
    if moved:
        console.print(f"Questions {what} most ({MAIN} of both legs together):")
    for one in moved:
        text = shorten(one.text, LONGEST, placeholder=" …")
        print_wrapped(console, f"{one.old:.2f} → {one.new:.2f}  {text} ({one.id})", indent=2)


def _title(fused: Measures) -> str:
    times = "" if fused.p50_ms is None else f", p50 {fused.p50_ms:.1f} ms, p95 {fused.p95_ms:.1f} ms"
    return f"{printable(fused.set)}: {counted(fused.whole.queries, 'question')}{times}"


def _interval(ends: tuple[float, float]) -> str:
    """Return an interval as `.867–.899`, so that five fit into 80 columns."""
    return "–".join(f"{end:.3f}".removeprefix("0")[:4] for end in ends)
